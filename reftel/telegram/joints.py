"""What stands where page furniture was cut out: nothing, a blank, a line end or an empty line, so that words,
sentences and fields that a page break cut in two are whole again.
"""

from __future__ import annotations

import re
from functools import cached_property

from reftel.model import Place
from reftel.telegram.clean import Edit

LONGEST_LINE = 80
"""Characters of a line as it was sent; a longer one has been joined of several, which no field of an opening is."""


def edits(text: str, places: list[Place]) -> list[Edit]:
    """Cut the furniture out together with the blank lines around it, so that what it cut in two is whole again."""
    cuts: list[Edit] = []
    words = _Words(text)
    i = 0
    while i < len(places):
        start, end = places[i]
        while i + 1 < len(places) and text[end : places[i + 1][0]].strip() == "":
            i += 1
            end = places[i][1]
        i += 1
        floor = max(cuts[-1].end if cuts else 0, start - 200)
        before = floor + len(text[floor:start].rstrip())
        after = end + len(text[end : end + 400]) - len(text[end : end + 400].lstrip())
        if "\n" not in text[end:after] and "\n" not in text[before:start]:
            # three blanks and more within a sentence would look like the columns of a table
            parted = before < start and end < after and text[before - 1 : before].isalnum()
            cuts.append(Edit(before, after, " ") if parted else Edit(start, end, ""))
        else:
            cuts.append(Edit(before, after, "" if _cuts_word(words, before, after) else _joint(text, before, after)))
    return cuts


class _Words:
    """The words of a text, gathered once however many page breaks ask for them."""

    def __init__(self, text: str) -> None:
        self.text = text

    def has(self, word: str) -> bool:
        # Looking for the letters first spares the gathering; each look costs the text's length, so only in a short one.
        if len(word) < _SHORTEST or len(self.text) > _SHORT:
            return word in self.all
        at = self.text.find(word)
        for _ in range(_LOOKS):
            if at < 0:
                return False
            end = at + len(word)
            if not (_WORD_START.match(self.text, at - 1, at) or _WORD_START.match(self.text, end)):
                return True
            at = self.text.find(word, end)
        return word in self.all

    @cached_property
    def all(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self.text))


_SHORT = 50_000
_SHORTEST = 4
"""Letters of a word that says by standing elsewhere that it is one."""
_LOOKS = 4
"""Places where the letters of a word are looked at before all words are gathered."""


def _cuts_word(words: _Words, before: int, after: int) -> bool:
    """True when the letters on both sides of a page break make one word that stands elsewhere in the text."""
    head = _WORD_END.search(words.text, max(0, before - 30), before)
    tail = _WORD_START.match(words.text, after)
    if not head or not tail or not words.has(head[0] + tail[0]):
        return False
    return not (words.has(head[0]) and words.has(tail[0]))


_WORD = re.compile(rf"[^\W\d_]{{{_SHORTEST},}}")
_WORD_END = re.compile(r"[^\W\d_]+$")
_WORD_START = re.compile(r"[^\W\d_]+")
# what begins something new after a page break: a paragraph, a rule
_NEW = re.compile(r"¶|\d{1,3} ?[.)] |[1IlT|H][1IlQ]{0,2}[.,] |\([A-Z]{1,3}(?:/[A-Z]+)?\) |[-=]{4,}")
# a line alone, which is a heading if the page before it ended with a sentence and the line is none itself
# before an empty line, or before the stamp of the review and the next paragraph; a longer one is a full line of text
_ALONE = re.compile(
    r"[^\n]{1,60}(?<![.,;])(?<![.,;][\"”])\n[ \t]*"
    r"(?:[-=]{4,}|\n|(?:[^\n]{0,40}Declassified/Released[^\n]{0,90}\n\s{0,9}){1,3}\d{1,3}\. )"
)
_RULED = re.compile(r"([^\n]{1,90})\n[ \t]*([-=]{4,90})[ \t]*\n")
_AS_LONG = 2
"""Characters that a rule may be longer or shorter than its heading."""


_LABELLED = re.compile(r"[A-Z][A-Za-z./]{1,19}(?: [A-Za-z./]{2,19}){0,2}:[ \t]")
"""``Dissemination Rule: ``: a field, however long the line before it."""


def _joint(text: str, before: int, after: int) -> str:
    """What stands in the place of furniture and its blank lines: a line end, or an empty line before something new.

    In text that was joined to long lines, where a short one would be a heading, a sentence goes on behind a blank.
    """
    if not before or after >= len(text):
        return ""
    ended = text[before - 1] in '.;!?"”)-' and text[before - 2 : before] not in (',"', ",”")
    new = _NEW.match(text, after) or (ended and _ALONE.match(text, after)) or _is_ruled(text, after)
    if new:
        return "\n\n"
    joined = before - text.rfind("\n", max(0, before - 2 * LONGEST_LINE), before) > LONGEST_LINE
    return "\n" if ended or not joined or _LABELLED.match(text, after) else " "


def _is_ruled(text: str, at: int) -> bool:
    """True for a heading with a rule of its own length below: no page break has cut off what it begins with."""
    found = _RULED.match(text, at)
    return found is not None and abs(len(found[1].rstrip()) - len(found[2])) <= _AS_LONG
