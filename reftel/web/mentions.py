"""The cable finder: a pasted text, and every cable that it mentions."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qs

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reftel import search
from reftel.search import Mention
from reftel.web.addresses import path_of
from reftel.web.pages import answer, page
from reftel.web.shelf import Shelf, shelf

LARGEST = 8_000_000
"""Bytes of a form that are taken: the finder reads 2,000,000 characters, which a form writes with up to three bytes."""
SHOWN = 200_000
"""Characters of the pasted text that are shown again, with its mentions as links."""
AROUND = 70
"""Characters shown before and after a mention."""


class Place(NamedTuple):
    """A mention in its sentence."""

    before: str
    text: str
    after: str
    number: int
    """Which of all mentions it is, for links into the text."""


class Stretch(NamedTuple):
    """A piece of the pasted text; a mention where it is one."""

    text: str
    mention: Mention | None
    number: int


class Mentions(msgspec.Struct, frozen=True):
    """What is told of a text that was sent."""

    characters: int
    held: int
    """Cables mentioned that the archive holds."""
    found: search.Found | None
    """None where no text was sent."""


async def find_page(request: Request) -> Response:
    """``/find``: an empty form; what was put into it, when it is sent."""
    room = shelf(request)
    if request.method != "POST":
        asked = request.query_params.get("text", "") if path_of(request).endswith(".json") else ""
        if asked:
            return await run_in_threadpool(_answer, request, room, asked)
        return answer(request, "find.html", Mentions(0, 0, None), text="", found=None, too_large=False)
    data = b""
    async for piece in request.stream():
        data += piece
        if len(data) > LARGEST:
            return page(request, "find.html", status=413, text="", found=None, too_large=True)
    fields = parse_qs(data.decode("utf-8", "replace"))
    # Browsers send every line end as two characters.
    text = fields.get("text", [""])[0].replace("\r\n", "\n")
    return await run_in_threadpool(_answer, request, room, text)


def _answer(request: Request, room: Shelf, text: str) -> Response:
    found = search.find(room.archive, text, reader=room.reader)
    everywhere = (*found.unclear, *(place for each in found.cables for place in each.places))
    mentions = sorted(everywhere, key=lambda each: each.start)
    number = {(each.start, each.end): count for count, each in enumerate(mentions, start=1)}

    def place(mention: Mention) -> Place:
        before = " ".join(text[max(0, mention.start - AROUND) : mention.start].split(" ")[1 if mention.start else 0 :])
        after = " ".join(text[mention.end : mention.end + AROUND].split(" ")[:-1])
        return Place(before, mention.text, after, number[mention.start, mention.end])

    data = Mentions(len(text), sum(each.hit is not None for each in found.cables), found)
    return answer(
        request,
        "find.html",
        data,
        text=text,
        too_large=False,
        found=found,
        held=data.held,
        cables=[(each, [place(mention) for mention in each.places]) for each in found.cables],
        unclear=[(mention, place(mention)) for mention in found.unclear],
        stretches=_stretches(text[:SHOWN], mentions),
        shortened=len(text) > SHOWN,
    )


def _stretches(text: str, mentions: list[Mention]) -> list[Stretch]:
    made, reached = [], 0
    for number, each in enumerate(mentions, start=1):
        if each.end > len(text):
            break
        made.append(Stretch(text[reached : each.start], None, 0))
        made.append(Stretch(text[each.start : each.end], each, number))
        reached = each.end
    made.append(Stretch(text[reached:], None, 0))
    return made


ROUTES = (
    Route("/find.json", find_page, methods=["GET", "POST"]),
    Route("/find", find_page, methods=["GET", "POST"]),
)
