"""One cable written down in each layout: the text and the file that holds it, with its truth."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache
from random import Random

from msgspec.structs import replace

from reftel.model import Article, Cable
from reftel.specimen.bundles import dump_row, json_line
from reftel.specimen.catalogue import catalogued, catalogued_pdf
from reftel.specimen.draft import Draft
from reftel.specimen.modern import hand, write_message
from reftel.specimen.page import BUILDS, PARTIAL, Build, archive_level, subject_line, write_page
from reftel.specimen.printing import page_images, printout
from reftel.specimen.seventies import write_seventies
from reftel.specimen.smart import mailed
from reftel.specimen.tables import names
from reftel.specimen.typography import curly
from reftel.specimen.volume import edited
from reftel.specimen.written import Layout, Specimen, told

_REDACTION = "xxxxxxxxxxxx"
_CAPITALIZED = re.compile(r"[A-Z][\w-]*")
_MANGLED = {"’": "Q,", "“": "Q&", "”": "Q8"}
"""What became of quotation marks in one dump: ``Q,s`` for an apostrophe and s, ``Q&wordQ8`` for quotation marks."""


def _raw(draft: Draft, rng: Random) -> Specimen:
    message = write_message(draft, hand(rng, draft.era), rng)
    draw = rng.random()
    # ACP 127, format lines 11 to 16: BT before and after the text, then the serial again and the end of the message.
    break_, end = ("\n", "") if draw < 0.3 else ("", "\nNNNN\n") if draw < 0.45 else ("", "")
    if draw > 0.7:
        break_, end = "BT\n", f"\nBT\n#{draft.serial % 10_000:04}\nNNNN\n"
    body = f"{break_}{message.body}\n{end}"
    return Specimen("raw", told(message.cable), body, message.header, "\n")


def _raw_1970s(draft: Draft, rng: Random) -> Specimen:
    cable, text = write_seventies(draft, hand(rng, draft.era), rng)
    return Specimen("raw-1970s", told(cable), text)


def _leading(draft: Draft, rng: Random) -> Specimen:
    typed = hand(rng, draft.era, pilcrow="¶")
    mangled = draft.era == "2000s" and rng.random() < 0.3
    draft = replace(draft, cable=curly(draft.cable)) if mangled else draft
    message = write_message(draft, typed, rng)
    cable = message.cable
    first = subject_line(cable, message.body)
    # The dump joined header and body without a line feed: "RHEHAAA/NSC WASHINGTON DCC O N F I D E N T I A L".
    run_on = "" if rng.random() < 0.3 else "\n"
    body = message.body
    for quote, instead in _MANGLED.items() if mangled else ():
        body = body.replace(quote, instead)  # `translate` takes a millisecond
    origin = (cable.origin and cable.origin.name) or ""
    leading = (cable.id or "", first, _midnight(draft.sent), archive_level(cable), origin, "")
    return Specimen("leading", told(cable), f"{body}\n", message.header, run_on, "\n".join(leading))


def _midnight(sent: dt.datetime) -> str:
    """The day as the dump prints it, midnight in central Europe: ``Tue Jul 21 00:00:00 +0200 2009``."""
    begins, ends = _summer(sent.year)
    zone = "+0200" if begins < sent.date() <= ends else "+0100"
    day = f"{sent.ctime()[:8]}{sent.day:02}"  # ctime has " 1" for "01"
    return f"{day} 00:00:00 {zone} {sent.year}"


@cache
def _summer(year: int) -> tuple[dt.date, dt.date]:
    return _last_sunday(year, 3), _last_sunday(year, 10)


def _last_sunday(year: int, month: int) -> dt.date:
    day = dt.date(year, month, 31)
    return day - dt.timedelta(days=(day.weekday() + 1) % 7)


def _page(build: Build) -> Callable[[Draft, Random], Specimen]:
    def write(draft: Draft, rng: Random) -> Specimen:
        return _paged(build, draft, rng)

    return write


def _paged(build: Build, draft: Draft, rng: Random) -> Specimen:
    unwrapped = draft.era == "2000s" and build.name == "page-2010-12" and rng.random() < 0.3
    typed = hand(rng, draft.era, pilcrow="¶", unwrapped=unwrapped)
    partial = rng.random() < 0.06
    if partial:
        # No date-time group will remain: what the table says is all that can be known.
        sent = build.printed(draft.sent)
        draft = replace(draft, sent=sent, cable=replace(draft.cable, sent=sent))
    draft = replace(draft, cable=_published(draft.cable, build, draft.articles, rng))
    if unwrapped:
        draft = replace(draft, cable=curly(draft.cable))
    if rng.random() < 0.12:
        draft = replace(draft, cable=_redacted(draft.cable))
    message = write_message(draft, typed, rng, routed=False if partial else None)
    cable, header, body = message.cable, message.header, message.body
    if partial:
        header = PARTIAL
        cable = replace(cable, precedence=(), addressees=(), partial=True)
    if rng.random() < 0.4:
        # Most pages keep the blank that the relay put before every line feed.
        body = body.replace("\n", " \n")
    reference = cable.id or ""
    if draft.era == "1970s" and build.name == "page-2011" and rng.random() < 0.2:
        reference = reference[:2] + reference
        cable = replace(cable, aliases=(reference,))
    fields = told(replace(cable, distribution=(), drafted_by=None, approved_by=None))
    first = subject_line(fields, body)

    def page(header: str, body: str) -> str:
        return write_page(build, fields, reference, header, body, first)

    return Specimen(build.name, fields, body, header, "\n", page=page, suffix=".html")


def _published(cable: Cable, build: Build, articles: tuple[Article, ...], rng: Random) -> Cable:
    """The date as the page has it, and the articles that cite it."""
    released = None
    if build.released:
        year, month = (2010, 12) if build.name == "page-2010-12" else (2011, 8)
        hour, minute = int(rng.random() * 24), int(rng.random() * 60)
        released = dt.datetime(year, month, 1 + int(rng.random() * 28), hour, minute, tzinfo=dt.UTC)
        released = build.printed(released)
    return replace(cable, released=released, articles=articles)


def _redacted(cable: Cable) -> Cable:
    """With a name replaced by a run of x, as the archive did to protect people."""
    body = " ".join(each.text for each in cable.paragraphs)
    # A name stands in words that begin with a capital; to look through them alone takes a fifth of the time.
    where = body if body.isupper() else " ".join(_CAPITALIZED.findall(body))
    name = next((name for name in _surnames() if name in where), None)
    if name is None:
        return cable
    return replace(
        cable,
        paragraphs=tuple(
            replace(each, text=each.text.replace(name, _REDACTION), redacted=name in each.text)
            for each in cable.paragraphs
        ),
        summary=cable.summary.replace(name, _REDACTION) if cable.summary else None,
        comment=cable.comment.replace(name, _REDACTION) if cable.comment else None,
    )


@cache
def _surnames() -> tuple[str, ...]:
    """Those that are written down, each as in a sentence and in capitals."""
    return tuple(case(name) for name in names("surname") for case in (str, str.upper))


_MODERN = ("2000s", "2000s", "1990s")
_PAGED = ("2000s", "2000s", "2000s", "2000s", "2000s", "2000s", "2000s", "1990s", "1990s", "1980s", "1970s", "1960s")

WRITERS: Mapping[str, Layout] = {
    "raw": Layout(_MODERN, _raw),
    "raw-1970s": Layout(("1970s",), _raw_1970s),
    "leading": Layout(("2000s", "2000s", "2000s", "2000s", "1990s", "1980s", "1960s"), _leading),
    **{name: Layout(_PAGED, _page(build)) for name, build in BUILDS.items()},
    "dump-csv": Layout(_PAGED, dump_row),
    "nara-text": Layout(("1970s",), catalogued),
    "smart-email": Layout(("2010s",), mailed),
    "frus-tei": Layout(("1960s", "1970s", "1970s", "1980s"), edited),
    "nara-pdf": Layout(("1970s",), catalogued_pdf),
    "pdf-text": Layout(_MODERN, printout),
    "json-lines": Layout(_PAGED, json_line),
    "page-image": Layout(("1970s", "2000s"), page_images),
}
"""Every layout by its name; an era that stands several times is so many times as frequent."""

LAYOUTS = tuple(WRITERS)
"""Names of the layouts that can be written."""
PRINTED = ("nara-pdf", "pdf-text", "page-image")
"""Those on paper; they need ``reftel[specimen]``."""
USUAL = tuple(name for name in LAYOUTS if name not in PRINTED)
"""Those written where none is named: all that are plain text."""
TEXTS = tuple(name for name in USUAL if name != "json-lines")
"""Those that hold the whole text undamaged, so that a reader may be asked for every field. JSON lines have lost their
line breaks, and pictures their letters."""
ALONE = tuple(name for name in TEXTS if name not in ("dump-csv", "frus-tei"))
"""Of them, those with one cable in a file."""
