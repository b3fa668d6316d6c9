"""Damage to specimens, of the kinds that real telegrams arrive with; what was meant stays known.

==============  =====================================================================================
``ocr:0.01``    that share of the characters misread by a scanner, fields included (``scan``)
``linebreaks``  all line breaks lost, some openings and bodies in sentence case (``linebreaks``)
``mojibake``    marks and letters outside ASCII mangled, lost, or left as entities (``mojibake``)
``pagebreaks``  page furniture inside fields and words (``pagebreaks``)
==============  =====================================================================================

Kinds are done in the order in which they befell the real ones, whatever order they are asked for in: pages are printed
before a dump loses line breaks, and scanned last.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from msgspec.structs import replace

from reftel.errors import QueryError
from reftel.model import Struct
from reftel.specimen import linebreaks, mojibake, scan
from reftel.specimen.draft import Draft
from reftel.specimen.pagebreaks import broken
from reftel.specimen.typography import curly, foreign
from reftel.specimen.written import Specimen

DAMAGES = ("ocr", "linebreaks", "mojibake", "pagebreaks")
"""Names of the kinds of damage."""

_SHARE = 0.01
"""Of the characters that ``ocr`` changes where no share is said: a fair scan of a carbon copy."""
_MOST = 0.5


class Damage(Struct, frozen=True):
    """Which kinds of damage, and how much of it."""

    ocr: float = 0.0
    """Share of the characters that are misread."""
    linebreaks: bool = False
    mojibake: bool = False
    pagebreaks: bool = False

    @property
    def any(self) -> bool:
        """Whether there is any."""
        return bool(self.ocr) or self.linebreaks or self.mojibake or self.pagebreaks

    def drafted(self, draft: Draft, rng: Random) -> Draft:
        """The cable with something for this damage to spoil: without a letter outside ASCII none can be lost."""
        if not self.mojibake or draft.era != "2000s":
            return draft
        return replace(draft, cable=foreign(curly(draft.cable), rng))

    def done(self, specimen: Specimen, draft: Draft, rng: Random) -> Specimen:
        """The specimen damaged; its fields are the same as before."""
        if self.pagebreaks:
            cable = specimen.fields
            specimen = _changed(specimen, lambda text: broken(text, draft, cable, rng))
        if self.linebreaks:
            specimen = _without_line_breaks(specimen, rng)
        if self.mojibake:
            specimen = replace(specimen, body=mojibake.mojibaked(specimen.body, rng))
        return _scanned(specimen, self.ocr, rng) if self.ocr else specimen


def understood(asked: str) -> Damage:
    """The damage that ``ocr:0.01,linebreaks`` asks for.

    Raises ``QueryError`` for an unknown kind, one named twice, and a share that is no number above 0 and up to 0.5.
    """
    ocr, plain = 0.0, dict.fromkeys(DAMAGES[1:], False)
    for each in (part.strip() for part in asked.split(",")):
        name, colon, amount = each.partition(":")
        if name not in DAMAGES:
            raise QueryError(f"There is no damage “{name}”. Choose among: ocr:0.01, {', '.join(DAMAGES[1:])}.")
        if ocr if name == "ocr" else plain[name]:
            raise QueryError(f"The damage “{name}” is asked for twice. Name it once.")
        if name == "ocr":
            ocr = _share(amount) if colon else _SHARE
        elif colon:
            raise QueryError(f"“{each}”: only ocr takes a number. Write {name}.")
        else:
            plain[name] = True
    return Damage(ocr, **plain)


def _share(written: str) -> float:
    try:
        share = float(written)
    except ValueError:
        share = -1.0
    # Not a number (nan) fails every comparison.
    if not 0 < share <= _MOST:
        raise QueryError(f"“ocr:{written}”: no share of the characters. Write one above 0 and up to {_MOST}: ocr:0.01.")
    return share


def _changed(specimen: Specimen, change: Callable[[str], str]) -> Specimen:
    header = change(specimen.header) if specimen.header else ""
    return replace(specimen, header=header, body=change(specimen.body))


def _without_line_breaks(specimen: Specimen, rng: Random) -> Specimen:
    """Header and body in one line each; what a collection put before them stays apart, as in other columns."""
    draw = rng.random()
    # Only where it is divided is it known what is body; the heading was never set in sentence case.
    if draw < linebreaks.SENTENCES and specimen.header:
        specimen = replace(specimen, body=linebreaks.sentence_case(specimen.body))
    header, body = specimen.header.replace("\n", ""), linebreaks.lost(specimen.body, draw, rng)
    return replace(specimen, header=header, body=body, joint=specimen.joint if specimen.page else "")


def _scanned(specimen: Specimen, share: float, rng: Random) -> Specimen:
    doubled, misread = rng.random() < 0.25, rng.random() < 0.6

    def change(text: str) -> str:
        text = scan.pilcrows_misread(text, rng) if misread else text
        text = scan.scanned(text, share, rng)
        return scan.blanks_doubled(text) if doubled else text

    return _changed(replace(specimen, leading=change(specimen.leading)), change)
