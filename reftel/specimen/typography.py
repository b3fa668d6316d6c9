"""What a typewriter does not have: curved quotation marks, dashes, letters outside ASCII.

A telegram is typed in capitals and ASCII; drafters of the 2000s pasted in what their word processors had made of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from msgspec.structs import replace

from reftel.model import Cable
from reftel.specimen.tables import names

_QUOTED = re.compile(r'"([^"]*)"')
_ACCENTS = {"a": "á", "e": "é", "i": "í", "o": "ó", "u": "ú"}
_VOWEL = re.compile(r"[aeiou](?=[^aeiou]*$)")


def curly(cable: Cable) -> Cable:
    """With typographic apostrophes and quotation marks in the text of the body."""
    if typed(cable):
        return cable
    told = _rewritten(cable, _typographic)
    return replace(
        told,
        classified_by=tuple(
            replace(each, title=_typographic(each.title) if each.title else None) for each in told.classified_by
        ),
    )


def foreign(cable: Cable, rng: Random) -> Cable:
    """With accents on up to two names of the body, and with dashes in some bodies.

    A name has its accent at its first place in a paragraph and none after it, as people write who must look for the
    key; so a reader to whom the letter comes lost may learn from the same text what it was.
    """
    if typed(cable):
        return cable
    body = " ".join(each.text for each in cable.paragraphs)
    known = [name for kind in ("surname", "town", "river") for name in names(kind) if name in body]
    dashes = rng.random() < 0.3
    for name in rng.sample(known, min(2, len(known))):
        accented = _VOWEL.sub(lambda vowel: _ACCENTS[vowel[0]], name)
        cable = _rewritten(cable, _once(name, accented))
    return _rewritten(cable, _once(", and ", " —and ")) if dashes else cable


def typed(cable: Cable) -> bool:
    """In capitals, from a machine that knew no others."""
    return not cable.paragraphs or cable.paragraphs[0].text.isupper()


def _once(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def _typographic(text: str) -> str:
    return _QUOTED.sub(r"“\1”", text).replace("'", "’")


def _rewritten(cable: Cable, change: Callable[[str], str]) -> Cable:
    return replace(
        cable,
        paragraphs=tuple(replace(each, text=change(each.text)) for each in cable.paragraphs),
        summary=change(cable.summary) if cable.summary else None,
        comment=change(cable.comment) if cable.comment else None,
    )
