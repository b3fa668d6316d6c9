"""The editions of one cable beside each other: what was redacted, restored, corrected, word for word."""

from __future__ import annotations

from pathlib import PurePath
from typing import NamedTuple

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from reftel import archive
from reftel.archive.collating import Compared
from reftel.archive.comparing import Difference, Kind
from reftel.web import parameters
from reftel.web.asked import cable_asked, without_folder
from reftel.web.language import N_
from reftel.web.pages import answer, both
from reftel.web.presentation import title
from reftel.web.shelf import shelf

WORDS: dict[Kind, str] = {
    "same": N_("the same"),
    "redacted": N_("redacted"),
    "restored": N_("restored"),
    "corrected": N_("corrected"),
    "partial": N_("in one of them only, or broken off"),
}
"""Kinds of differences as pages say them."""
VIEWS = ("inline", "side")


class Stretch(NamedTuple):
    """Words of a paragraph in two editions: in both, gone (of the older one only), or come."""

    text: str
    change: str


class Row(NamedTuple):
    """A paragraph in two editions."""

    difference: Difference
    words: str
    anchor: str | None
    """Of the edition that is shown."""
    inline: tuple[Stretch, ...]


class Pair(NamedTuple):
    """Two editions, with what differs and how often."""

    compared: Compared
    rows: list[Row]
    counts: dict[str, int]


def editions_page(request: Request) -> Response:
    """``/cables/09MEXICO2134/editions?view=side``; by paragraphs, those that differ; ``all=1`` the others too."""
    room = shelf(request)
    view = cable_asked(request, room, "editions")
    if isinstance(view, Response):
        return view
    found = archive.editions(room.archive, view.id, room.reader)
    if found is None:  # taken out since it was asked for
        raise HTTPException(404)
    return answer(
        request,
        "editions.html",
        without_folders(found),
        view=view,
        key=view.id,
        title=title(view.cable, view.id),
        pairs=[_pair(each) for each in found.compared],
        name=lambda edition: PurePath(edition.path).name,
        words=WORDS,
        look=parameters.choice(request, "view", VIEWS) or VIEWS[0],
        everything=parameters.choice(request, "all", ("0", "1")) == "1",
    )


def inline(difference: Difference) -> tuple[Stretch, ...]:
    """The words of both editions in one text: what is gone stands before what came in its place."""
    ones, others = list(difference.one_parts), list(difference.other_parts)
    out: list[Stretch] = []
    while ones or others:
        while ones and ones[0][1]:
            out.append(Stretch(ones.pop(0)[0], "gone"))
        while others and others[0][1]:
            out.append(Stretch(others.pop(0)[0], "come"))
        if ones or others:
            # what both have stands in both lists; it is written as the newer one has it
            text = (others or ones)[0][0]
            ones, others = ones[1:], others[1:]
            out.append(Stretch(text, "both"))
    return tuple(out)


def _pair(compared: Compared) -> Pair:
    rows, counts = [], dict.fromkeys(WORDS, 0)
    for each in compared.differences:
        counts[each.kind] += 1
        anchor = None
        if compared.other.shown and each.other is not None:
            anchor = compared.other_anchors[each.other]
        elif compared.one.shown and each.one is not None:
            anchor = compared.one_anchors[each.one]
        rows.append(Row(each, WORDS[each.kind], anchor, inline(each)))
    return Pair(compared, rows, {WORDS[kind]: count for kind, count in counts.items() if count})


def without_folders(found: archive.Editions) -> archive.Editions:
    pairs = (
        msgspec.structs.replace(each, one=without_folder(each.one), other=without_folder(each.other))
        for each in found.compared
    )
    return msgspec.structs.replace(found, editions=tuple(map(without_folder, found.editions)), compared=tuple(pairs))


ROUTES = (*both("/cables/{ref:path}/editions", editions_page),)
