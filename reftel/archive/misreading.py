"""Words that one edition of a cable has wrong, as its other editions show: ``(MOD,`` where they have ``(MOI),``.

Nothing in one text alone tells that such a word was misread when the page was scanned. Two editions do: where one has
a word that is common, or stands elsewhere in the cable, and the other has in its place one much like it that stands
nowhere else, the latter is taken for a slip.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations

from reftel import vocabulary
from reftel.model import Cable

_MOST = 6
"""Editions that are compared, each with each; a cable with more has the same text in most of them."""
_LONGEST = 4_000
"""Words of an edition; of longer ones nothing is said, since the time grows with the square."""
_ALIKE = 0.5
"""Share of letters in common from which one word may be the other one misread."""
_WORD = re.compile(r"[^\W_]+(?:[/'’-][^\W_]+)*")
_SHORTEST = 3
"""Letters; of shorter words, one changed letter makes another word."""


def misread(cables: Mapping[int, Cable]) -> dict[int, int]:
    """Edition → how many of its words are slips, of those that differ from another edition."""
    found = dict.fromkeys(cables, 0)
    words = {number: _words(cable) for number, cable in sorted(cables.items())[:_MOST]}
    for one, other in combinations(words, 2):
        mine, theirs = words[one], words[other]
        if mine == theirs or max(len(mine), len(theirs)) > _LONGEST:
            continue
        count = Counter(mine) + Counter(theirs)
        for here, there in _changed(mine, theirs):
            good = _stands(here, count), _stands(there, count)
            found[one] += good == (False, True)
            found[other] += good == (True, False)
    return found


def _words(cable: Cable) -> list[str]:
    return [word for each in cable.paragraphs for word in _WORD.findall(each.text.casefold())]


def _changed(mine: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Words in each other's place that are much like each other; not those that a redaction took away."""
    # Nearly all of two editions is the same, and often one ends where the other goes on. What both begin and end with
    # is set aside first: the time that is taken for the rest grows with the square of its length.
    before = _common(mine, theirs)
    mine, theirs = mine[before:], theirs[before:]
    behind = _common(mine[::-1], theirs[::-1])
    mine, theirs = mine[: len(mine) - behind], theirs[: len(theirs) - behind]
    for what, start, end, other_start, other_end in SequenceMatcher(None, mine, theirs, False).get_opcodes():
        if what != "replace" or end - start != other_end - other_start:
            continue
        for here, there in zip(mine[start:end], theirs[other_start:other_end], strict=True):
            if min(len(here), len(there)) >= _SHORTEST and SequenceMatcher(None, here, there).ratio() >= _ALIKE:
                yield here, there


def _common(mine: Sequence[str], theirs: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(mine, theirs, strict=False))
    return next((at for at, (here, there) in pairs if here != there), min(len(mine), len(theirs)))


def _stands(word: str, count: Counter[str]) -> bool:
    """Whether a word is one without doubt: a common one, or one that the cable has at another place, too."""
    return count[word] > 1 or word.upper() in vocabulary.words("common")
