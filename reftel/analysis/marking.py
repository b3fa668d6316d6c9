"""Levels compared with marks: is a message marked as high as the highest of its portions, and no higher?

E.O. 13526 sec. 1.6 and 32 CFR 2001.21 ask that the banner be that of the highest portion. A portion without a mark of
its own tells nothing; so no message is called over-marked unless every numbered paragraph has a mark, and all are here.
"""

from __future__ import annotations

from reftel import vocabulary
from reftel.archive import access
from reftel.archive.releases import Marking
from reftel.model import Cable, Paragraph

_SENSITIVE = "SENSITIVE"
"""The caption that makes an unclassified message sensitive: ``UNCLAS BRASILIA 001565 SENSITIVE SIPDIS``."""
_COMPARED = frozenset({"NOFORN", "ORCON"})
"""Caveats that a banner has to repeat where one portion has them; REL names countries that differ by portion."""


def compared(cable: Cable, level: str | None) -> tuple[str | None, Marking | None]:
    """The highest level of the marks of `cable`, and how its own `level` differs from them, if it does."""
    # An item `(C)` of a list, set off by itself, looks like a mark; it has no number of its own.
    marked = [each for each in _portions(cable) if each.mark and vocabulary.level_of_mark(each.mark)]
    if not marked or level is None:
        return None, None
    # A mark may hold two levels (SBU/FOUO), a sub-paragraph may stand higher than its paragraph: the gate knows both.
    asked = [access.of_mark(each.mark or "", each.level) for each in marked]
    highest = max((each.band for each in asked), key=access.BANDS.index)
    banner = vocabulary.band(level)
    if banner == "u" and _SENSITIVE in cable.captions:
        banner = "sbu"
    named = _level_named(cable, highest)
    if access.BANDS.index(banner) < access.BANDS.index(highest):
        return named, "under"
    if access.BANDS.index(banner) > access.BANDS.index(highest):
        return named, "over" if _all_marked(cable) else None
    limits = {caveat for each in asked for caveat in each.caveats} & _COMPARED
    stamp = cable.classification.caveats if cable.classification else ()
    held = {access.caveat(each) for each in (*stamp, *cable.captions)}
    return named, "caveat" if limits - held else None


def _level_named(cable: Cable, band: str) -> str | None:
    """The level of that band as a mark of the cable means it; a band holds several (SBU, LOU, FOUO)."""
    names = (
        name
        for each in _portions(cable)
        if each.mark
        for name in (vocabulary.level_of_mark(each.mark), each.level)
        if name and vocabulary.band(name) == band
    )
    return next(names, None)


def _all_marked(cable: Cable) -> bool:
    """Whether every portion has a mark, and none is known to be missing."""
    return not cable.partial and all(each.mark and vocabulary.level_of_mark(each.mark) for each in _portions(cable))


def _portions(cable: Cable) -> tuple[Paragraph, ...]:
    """The numbered paragraphs; all of them, where none has a number."""
    return tuple(each for each in cable.paragraphs if each.number is not None) or cable.paragraphs
