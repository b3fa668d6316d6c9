"""What a citation says of a cable or of one of its paragraphs, before it takes the form of any style.

Everything comes from a view, so nothing that the reader may not see can stand in a citation.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from functools import cache
from importlib import resources
from typing import NamedTuple
from urllib.parse import quote

from reftel import vocabulary
from reftel.archive import View
from reftel.archive.leaves import leaves, page_named, pages
from reftel.errors import QueryError
from reftel.export.table import clean
from reftel.model import Cable, Struct
from reftel.search import Hit

DEPARTMENT = "Department of State"
"""How citations name the post STATE, whose telegrams call it the Secretary of State (the National Archives' model)."""

_SERIAL = re.compile(r"\d\d[A-Z]+(?P<serial>\d+)")
_CATALOGUED = re.compile(r"(?:19|20)\d\d[A-Z]+(?P<serial>\d{5,6})")
"""A document number of the National Archives: ``1974MANILA07657``."""
_FILM = re.compile(r"[A-Z]\d{6}[ -]*\d{4}")
"""``D740172-0419``, ``P790024-1113``; where there is none the catalogue says ``n/a``."""
_ANCHOR = re.compile(r"par(?P<number>\d+)(?P<letters>[a-z]*)(?:-(?P<copy>\d+))?")
_CAPTURED = re.compile(r"!(https?://[^\s!]{1,2000})\Z")
"""A page of a web capture."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")


class Cited(Struct, frozen=True):
    """A cable, or a paragraph of it, as citations speak of it. Texts are in one line."""

    key: str
    """The archive's key."""
    what: str
    """``Telegram 2134``, ``Cablegram 167``, ``Airgram``."""
    sender: str | None = None
    """``Embassy Mexico``."""
    recipient: str | None = None
    """``Department of State``; the first of several, with ``et al.``"""
    sent: dt.date | None = None
    title: str | None = None
    """The subject, as written; None where there is none, or where the reader may not see it."""
    number: str | None = None
    """By which it is asked for: ``1974MANILA07657`` of the National Archives, else ``09MEXICO2134``."""
    film: str | None = None
    """The National Archives' film number: ``D740172-0419``."""
    holding: tuple[str, ...] = ()
    """The collection that it is from: series, document, record group."""
    repository: str | None = None
    """``National Archives``, ``WikiLeaks``."""
    original: str | None = None
    """The address of the page that it was read from, where a web capture tells it."""
    passage: str | None = None
    """``¶ 7``; None for the whole cable."""
    anchor: str | None = None
    tags: tuple[str, ...] = ()
    address: str | None = None
    """Where it can be read; None where the archive has no address."""
    accessed: dt.date | None = None

    @property
    def described(self) -> str:
        """``Telegram 2134 to Department of State``: what stands for a title where there is none."""
        return f"{self.what} to {self.recipient}" if self.recipient else self.what

    @property
    def name(self) -> str:
        """A key that citation managers and BibTeX take: ``09MEXICO2134-par7``."""
        name = f"{self.key}-{self.anchor}" if self.anchor else self.key
        return re.sub(r"[^A-Za-z0-9:_-]+", "-", name)


def cited(view: View, *, anchor: str | None = None, base: str | None = None, accessed: dt.date | None = None) -> Cited:
    """What is said of `view`, or of its paragraph `anchor` (``par7``), read on the day `accessed`.

    A page of the volume that prints it has an anchor too: ``page115``. `base` is the address of the archive's reading
    room (``https://cables.example``). Raises QueryError where the reader sees no such paragraph, or no such page begins
    in the cable.
    """
    cable = view.cable
    printed = page_named(anchor) if anchor is not None else None
    if printed is not None and printed not in {leaf.name for leaf in leaves(cable)}:
        on = pages(cable)
        told = f"it stands on {_of_pages(on)}" if on else "no printed volume tells its pages"
        raise QueryError(f"no page {printed} begins in {view.id}: {told}.")
    if anchor is not None and printed is None and anchor not in view.anchors:
        raise QueryError(
            f"{view.id} has no paragraph {anchor} that is open to you; reftel show {view.id} shows those that are."
        )
    catalogued = next(filter(None, map(_CATALOGUED.fullmatch, cable.aliases)), None)
    film = cable.attributes.get("Film Number", "")
    held = _held(view, catalogued is not None)
    return Cited(
        key=clean(view.id),
        what=_line(cable.designation) or _what(cable, catalogued["serial"] if catalogued else None),
        sender=_sender(cable),
        recipient=_recipient(cable),
        sent=cable.sent.date() if cable.sent else None,
        title=_line(cable.subject),
        number=_line(catalogued[0] if catalogued else cable.id),
        film=_line(film) if _FILM.fullmatch(film.strip()) else None,
        holding=(*held.parts, *_page(view, anchor)),
        repository=held.repository or None,
        original=_original(view),
        passage=passage(anchor) if anchor and printed is None else None,
        anchor=anchor,
        tags=tuple(filter(None, (_line(each.code) for each in cable.tags))),
        address=_address(base, view.id, anchor),
        accessed=accessed,
    )


def _page(view: View, anchor: str | None) -> tuple[str, ...]:
    """``p. 115``: where its volume prints the cable, or what of it is cited; nothing of one that is in no volume."""
    printed = page_named(anchor) if anchor is not None else None
    position = view.anchors.index(anchor) if anchor is not None and printed is None else None
    found = printed or pages(view.cable, position)
    return (clean(_of_pages(found)),) if found else ()


def _of_pages(numbers: str) -> str:
    return f"pp. {numbers}" if "–" in numbers else f"p. {numbers}"


def day_of_access(base: str | None) -> dt.date | None:
    """The day that a citation made now tells: today where it tells an address, else none, as nothing was accessed."""
    return dt.datetime.now(dt.UTC).date() if base else None


def cited_hit(hit: Hit, *, base: str | None = None) -> Cited:
    """What is said of a hit, where the whole cable is not at hand."""
    found = _SERIAL.fullmatch(hit.id.partition("~")[0])
    sender = DEPARTMENT if hit.origin == "STATE" else _line(hit.origin_name)
    return Cited(
        key=clean(hit.id),
        what=f"Telegram {found['serial']}" if found else _line(hit.called) or "Telegram",
        sender=sender,
        sent=hit.sent.date() if hit.sent else None,
        title=_line(hit.subject),
        number=clean(hit.id) if found else None,
        tags=tuple(filter(None, map(_line, hit.tags))),
        address=_address(base, hit.id),
    )


def _address(base: str | None, key: str, anchor: str | None = None) -> str | None:
    if base is None:
        return None
    return f"{base.rstrip('/')}/cables/{quote(clean(key), safe='')}" + (f"#{anchor}" if anchor else "")


class Passage(NamedTuple):
    """Where a paragraph stands, as its anchor tells."""

    number: int
    """Its own, or that of the last one with a number before it; 0 where none is."""
    unnumbered: int
    """Which of those without a number that follow it; 0 of one that has its own."""
    copy: int
    """Which of those with this number; 1 where it is the only one."""


def passage_at(anchor: str) -> Passage | None:
    """``par7b`` → the second without a number after ¶ 7; None for what is no anchor."""
    parts = _ANCHOR.fullmatch(anchor)
    if parts is None:
        return None
    unnumbered = 0
    for letter in parts["letters"]:
        unnumbered = unnumbered * 26 + ord(letter) - ord("a") + 1
    return Passage(int(parts["number"]), unnumbered, int(parts["copy"] or 1))


def passage(anchor: str) -> str:
    """The words for a paragraph's anchor: ``par7`` → ``¶ 7``; what has no number is told by the one before it."""
    at = passage_at(anchor)
    if at is None:
        return anchor
    said = f"unnumbered ¶ {at.unnumbered}" if at.unnumbered else f"¶ {at.number}"
    if at.unnumbered and at.number:
        said = f"{said} after ¶ {at.number}"
    return f"{said} (no. {at.copy} so numbered)" if at.copy > 1 else said


def anchor_named(text: str) -> str:
    """The anchor that somebody means: ``par7``, ``#par7``, ``7`` and ``¶ 7`` are ``par7``."""
    bare = text.strip().lstrip("#¶").strip()
    return f"par{bare}" if bare[:1].isdigit() else bare


def _what(cable: Cable, serial: str | None) -> str:
    found = _SERIAL.fullmatch(cable.id or "")
    serial = serial or (found["serial"] if found else None)
    kind = _line(cable.kind.capitalize()) or "Telegram"
    return f"{kind} {serial}" if serial else kind


def _sender(cable: Cable) -> str | None:
    if cable.origin is None:
        return None
    return DEPARTMENT if cable.origin.code == "STATE" else _line(cable.origin.name or cable.origin.code)


def _recipient(cable: Cable) -> str | None:
    names = [each.name for each in cable.addressees if each.role == "action"]
    if not names:
        return None
    post = vocabulary.post_addressed(names[0], cable.origin.code if cable.origin else None)
    name = _line(post.name or post.code if post else names[0])
    first = DEPARTMENT if post and post.code == "STATE" else name
    return f"{first} et al." if first and len(names) > 1 else first


class _Holding(NamedTuple):
    """A row of holdings.csv: patterns with catalogue fields in braces; or the row as one cable fills it."""

    parts: tuple[str, ...]
    repository: str
    years: tuple[int, int] = (0, 0)
    tag: str = ""


@cache
def _holdings() -> dict[str, _Holding]:
    text = resources.files("reftel.export").joinpath("holdings.csv").read_text("utf-8")
    return {
        row["layout"]: _Holding(
            tuple(row[name] for name in ("series", "item", "group")),
            row["repository"],
            (int(row["from"] or 0), int(row["to"] or 0)),
            row["tag"],
        )
        for row in csv.DictReader(io.StringIO(text))
    }


def _held(view: View, catalogued: bool) -> _Holding:
    """The collection that the edition that is shown is from."""
    edition = next((each for each in view.editions if each.shown), None)
    found = _holdings().get(edition.layout) if edition else None
    sent = view.cable.sent
    if found is None or (
        found.years[0] and not (catalogued or (sent and found.years[0] <= sent.year <= found.years[1]))
    ):
        return _Holding((), "")
    told = view.cable.attributes
    parts = tuple(filter(None, (_filled(part, told) for part in found.parts)))
    return _Holding(parts, found.repository)


def hash_tags(view: View) -> tuple[str, ...]:
    """The tags under which the collections are discussed in which the cable came: ``cablegate``, without the ``#``."""
    found = (_holdings().get(each.layout) for each in view.editions)
    return tuple(dict.fromkeys(each.tag for each in found if each and each.tag))


def _original(view: View) -> str | None:
    """The address in the place of the edition that is shown: ``week.warc.gz!http://archive.example/cable/….html``."""
    place = next((each.place for each in view.editions if each.shown), "")
    found = _CAPTURED.search(place)
    return _line(found[1]) if found else None


def _filled(pattern: str, told: dict[str, str]) -> str | None:
    """The pattern with catalogue fields in its braces; None where one of them is not told."""
    names = re.findall(r"\{([^{}]+)\}", pattern)
    if not pattern or any(not told.get(name, "").strip() for name in names):
        return None
    for name in names:
        pattern = pattern.replace("{" + name + "}", told[name])
    return _line(pattern)


def _line(text: str | None) -> str | None:
    """In one line, of characters that every format can write."""
    return " ".join(_CONTROL.sub(" ", clean(text)).split()) or None if text else None
