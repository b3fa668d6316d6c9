"""The cable page in its three boxes, and the same cable for programs (JSON) and for copying (plain text)."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePath
from typing import NamedTuple

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from reftel import archive, vocabulary
from reftel.model import Addressee, Authority, Cable, Paragraph, Post, Reference, Repair
from reftel.web.addresses import address
from reftel.web.doubt import Doubt, Noted, by_field, noted, sentences
from reftel.web.invented import is_specimen
from reftel.web.marking import marker_for
from reftel.web.pages import page
from reftel.web.presentation import title
from reftel.web.shelf import Shelf, shelf

ADDRESSEES_SHOWN = 12
"""Information addressees in plain sight; longer lists (dozens are usual) fold the others away."""


class Passage(NamedTuple):
    """A paragraph of the page: where links find it, and how its text stands."""

    anchor: str
    paragraph: Paragraph
    label: str | None
    """``Summary``, ``Comment``, ``Action requested`` where no heading says so already."""
    noted: Noted
    """What is not certain in its text."""


class Citation(NamedTuple):
    """A reference of the cable, and where it leads: a held cable's id, or nowhere."""

    reference: Reference
    held: str | None


class Mended(NamedTuple):
    """Equal repairs of a cable together."""

    read: str
    means: str
    rule: str
    certain: bool
    times: int


OPENING = 40
"""Characters at the beginning of a paragraph in which it may name its own role: ``BEGIN SUMMARY: …``."""

ROLE_LABELS = {"summary": "Summary", "comment": "Comment", "action": "Action requested"}


def cable_page(request: Request) -> Response:
    """``/cables/09MEXICO2134``; ``?q=`` marks the words that were looked for."""
    room = shelf(request)
    told = request.path_params["ref"]
    view = room.archive.view(told, room.reader)
    if view is None:
        return _not_here(request, room, told)
    if view.id != told:
        return _to_canonical(request, view.id)
    query = request.query_params.get("q", "").strip()
    cable, record, key = view.cable, room.archive, view.id
    before, after = record.neighbours(key, room.reader)
    doubts = by_field(cable)
    return page(
        request,
        "cable.html",
        cable=cable,
        key=key,
        title=title(cable, key),
        specimen=is_specimen(cable),
        view=_without_folders(view),
        addressees=_by_role(cable.addressees),
        shown_at_most=ADDRESSEES_SHOWN,
        passages=passages(view, doubts),
        subject_noted=_noted(cable, doubts, "subject", cable.subject),
        unsure=lambda *fields: sentences(doubts, *fields),
        headings=[
            (anchor, each.heading) for anchor, each in zip(view.anchors, cable.paragraphs, strict=True) if each.heading
        ],
        citations=citations(cable.references, record, room.reader),
        repairs=mended(cable.repairs),
        country=_country(cable.origin),
        reasons=_reasons(cable.classified_by),
        captions=[(caption, _caption_meaning(caption)) for caption in cable.captions],
        cited_by=record.cited_by(key, room.reader),
        before=before,
        after=after,
        marker=marker_for(record, query),
        query=query,
    )


def as_json(request: Request) -> Response:
    """The view as JSON: the cable (fields of ``reftel.model.Cable``), its anchors, what is withheld, its editions."""
    room = shelf(request)
    told = request.path_params["ref"]
    view = room.archive.view(told, room.reader)
    if view is None:
        missing = {"error": f"{told} is not in this archive.", "search": address("search", q=told)}
        return Response(msgspec.json.encode(missing), status_code=404, media_type="application/json")
    if view.id != told:
        return _to_canonical(request, view.id, ".json")
    view = _without_folders(view)
    return Response(msgspec.json.format(msgspec.json.encode(view), indent=1), media_type="application/json")


def as_text(request: Request) -> Response:
    """The text exactly as it was read; what this reader may not see makes it absent altogether."""
    room = shelf(request)
    told = request.path_params["ref"]
    view = room.archive.view(told, room.reader)
    if view is None:
        looked_for = address("search", q=told)
        return PlainTextResponse(
            f"{told} is not in this archive. Look for it in the texts: {looked_for}\n", status_code=404
        )
    if view.id != told:
        return _to_canonical(request, view.id, ".txt")
    if not view.cable.text:
        return PlainTextResponse("The text of this cable is not open to you.\n", status_code=403)
    return PlainTextResponse(view.cable.text)


def passages(view: archive.View, doubts: dict[str, tuple[Doubt, ...]]) -> list[Passage]:
    """The paragraphs with their anchors and doubts; a role is named once, above the first of its paragraphs."""
    found = []
    before = "text"
    for position, (anchor, paragraph) in enumerate(zip(view.anchors, view.cable.paragraphs, strict=True)):
        label = ROLE_LABELS.get(paragraph.role) if paragraph.role != before else None
        # "1. (C) Summary: The embassy …" or a heading COMMENT say it themselves.
        said = f"{paragraph.heading or ''} {paragraph.text[:OPENING]}".lower()
        label = label if label and paragraph.role not in said else None
        unsure = _noted(view.cable, doubts, f"paragraphs.{position}", paragraph.text)
        found.append(Passage(anchor, paragraph, label, unsure))
        before = paragraph.role
    return found


def _noted(cable: Cable, doubts: dict[str, tuple[Doubt, ...]], field: str, shown: str | None) -> Noted:
    """The doubts of a field whose text is shown, brought to its words."""
    if field not in doubts:
        return Noted()
    return noted(shown or "", doubts[field], cable.text, cable.spans.get(field, ()))


def citations(references: tuple[Reference, ...], record: archive.Archive, reader: archive.Reader) -> list[Citation]:
    """The items of the REF line, each with the held cable that it leads to."""
    listed = [each for each in references if each.paragraph is None]
    held = record.held([each.target for each in listed if each.target])
    return [Citation(each, held.get(each.target) if each.target else None) for each in listed]


def mended(repairs: tuple[Repair, ...]) -> list[Mended]:
    """Equal repairs counted, in the order of their first place."""
    counts = Counter((each.read, each.means, each.rule, each.certain) for each in repairs)
    return [Mended(*what, times) for what, times in counts.items()]


def _without_folders(view: archive.View) -> archive.View:
    """Where a file lies on the archive's machine is not for whoever reads it: only the file's name is told."""
    editions = tuple(
        msgspec.structs.replace(each, path=PurePath(each.path).name, place=PurePath(each.place).name)
        for each in view.editions
    )
    return msgspec.structs.replace(view, editions=editions)


def _not_here(request: Request, room: Shelf, told: str) -> Response:
    """404, and what is known all the same: who cites it."""
    citing = room.archive.cited_by(told, room.reader)
    return page(request, "missing.html", status=404, told=told, citing=citing)


def _to_canonical(request: Request, key: str, ending: str = "") -> Response:
    query = request.url.query
    where = address("cables", key) + ending + (f"?{query}" if query else "")
    return RedirectResponse(where, status_code=301)


def _by_role(addressees: tuple[Addressee, ...]) -> list[tuple[str, list[tuple[int, Addressee]]]]:
    """TO and INFO, each with its lines in order and their places among all."""
    roles = {"TO": "action", "INFO": "info"}
    numbered = list(enumerate(addressees))
    lists = [(word, [line for line in numbered if line[1].role == role]) for word, role in roles.items()]
    return [(word, lines) for word, lines in lists if lines]


def _country(post: Post | None) -> str | None:
    return vocabulary.country_name(post.country) if post and post.country else None


def _caption_meaning(caption: str) -> str | None:
    return vocabulary.captions().get(caption.upper())


def _reasons(authorities: tuple[Authority, ...]) -> list[str]:
    """The paragraphs of the executive order, each once."""
    return list(dict.fromkeys(reason for each in authorities for reason in each.reasons))
