"""Who cites a cable, with the sentence; a cable in a few lines; and how it is cited and tagged itself."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from reftel import archive
from reftel.analysis import sentences
from reftel.archive import View
from reftel.export import cite
from reftel.model import Struct
from reftel.web import parameters
from reftel.web.asked import cable_asked
from reftel.web.invented import is_specimen
from reftel.web.pages import answer, both, page
from reftel.web.posts import name_of
from reftel.web.presentation import title
from reftel.web.shelf import Shelf, shelf

PANEL = 5
"""Citing cables beside the cable; its own page has all of them."""
MOST_READ = 400
"""Citing cables whose sentences are read for one page."""
MOST_PLACES = 3
"""Sentences of one citing cable that are shown."""
UNTOLD = "-"
"""The post or the year of a citing cable whose number or date does not tell it, as the filter names it."""
OPENING = 320
"""Characters of a cable's beginning on its card."""
_NUMBER = re.compile(r"(\d\d)([A-Z]+)\d")


class Place(Struct, frozen=True):
    """Where a cable cites another one."""

    text: str
    """As it is cited there: ``MEXICO 2134``, ``REF A``."""
    label: str | None = None
    anchor: str | None = None
    """Of the paragraph; None in the REF line."""
    number: int | None = None
    sentence: str | None = None


class Citing(Struct, frozen=True):
    """A cable that cites this one."""

    id: str
    subject: str | None = None
    sent: dt.datetime | None = None
    post: str | None = None
    year: str | None = None
    places: tuple[Place, ...] = ()


class Choice(Struct, frozen=True):
    """A value to filter by, and how many citing cables have it."""

    value: str
    label: str
    count: int


class Panel(Struct, frozen=True):
    """How many cables cite one, and the first of them."""

    total: int
    citing: tuple[Citing, ...]


class CitedBy(Struct, frozen=True):
    """All cables that cite one, as far as they pass the filter."""

    id: str
    total: int
    """Without the filter."""
    found: int
    citing: tuple[Citing, ...]
    posts: tuple[Choice, ...]
    years: tuple[Choice, ...]
    unread: int = 0
    """How many were passed over because there are too many to read for one page."""


def citing_panel(room: Shelf, key: str, most: int = PANEL) -> Panel:
    """The first cables that cite this one, with their sentences, and how many there are."""
    found = room.archive.cited_by(key, room.reader)
    return Panel(len(found), tuple(_read(room, key, _citing(each)) for each in found[:most]))


def cited_by_page(request: Request) -> Response:
    """``/cables/09MEXICO2134/cited-by?post=&year=&text=``."""
    parameters.only(request, "post", "year", "text")
    room = shelf(request)
    view = cable_asked(request, room, "cited-by")
    if isinstance(view, Response):
        return view
    every = [_citing(each) for each in room.archive.cited_by(view.id, room.reader)]
    told = {name: parameters.text(request, name) for name in ("post", "year", "text")}
    wanted = {
        **told,
        "post": UNTOLD if told["post"] == UNTOLD else parameters.post(request, room) or "",
        "year": UNTOLD if told["year"] == UNTOLD else str(parameters.year(request) or ""),
    }
    fitting = [
        each
        for each in every
        if wanted["post"] in ("", each.post or UNTOLD) and wanted["year"] in ("", each.year or UNTOLD)
    ]
    read = [_read(room, view.id, each) for each in fitting[:MOST_READ]]
    words = wanted["text"].casefold().split()
    shown = tuple(each for each in read if all(word in _said(each) for word in words))
    data = CitedBy(
        view.id,
        len(every),
        len(shown),
        shown,
        _choices(Counter(each.post or UNTOLD for each in every), name_of),
        tuple(sorted(_choices(Counter(each.year or UNTOLD for each in every), str), key=lambda each: each.value)),
        len(fitting) - len(read),
    )
    return answer(
        request, "cited_by.html", data, view=view, key=view.id, title=title(view.cable, view.id), wanted=wanted
    )


def card(request: Request) -> Response:
    """``/cables/09MEXICO2134/card``: the cable in a few lines, a piece of a page for those who point at a link."""
    room = shelf(request)
    view = cable_asked(request, room, "card")
    if isinstance(view, Response):
        return view
    cable = view.cable
    said = next((each.text for each in cable.paragraphs if each.role == "summary"), None)
    said = said or next((each.text for each in cable.paragraphs), "")
    response = page(
        request,
        "card.html",
        key=view.id,
        title=title(cable, view.id),
        cable=cable,
        opening=" ".join(said[:OPENING].split()) + ("…" if len(said) > OPENING else ""),
        withheld=view.withheld,
        specimen=is_specimen(cable),
    )
    response.headers["Cache-Control"] = "private, max-age=300"
    return response


def citation_of(view: View, base: str | None) -> Callable[[str], str]:
    """A function that gives the citation of a paragraph by its anchor, as the National Archives' note."""
    return lambda anchor: cite(view, "note", anchor=anchor, base=base)


def tagged(key: str) -> str:
    """The word under which a cable is discussed: ``09MEXICO2134``; letters and digits only, as tags are."""
    return "".join(letter for letter in key.partition("~")[0] if letter.isalnum())


def _citing(each: archive.Citing) -> Citing:
    number = _NUMBER.match(each.id)
    year = f"{each.sent.year}" if each.sent else None
    return Citing(each.id, each.subject, each.sent, number[2] if number else None, year)


def _read(room: Shelf, key: str, citing: Citing) -> Citing:
    """With the sentences that cite the cable, as far as the reader may see them."""
    view = room.archive.view(citing.id, room.reader)
    if view is None:
        return citing
    targets = {key, key.partition("~")[0]}
    listed: list[Place] = []
    said: list[Place] = []
    for each in view.cable.references:
        if each.target not in targets:
            continue
        if each.paragraph is None:
            listed.append(Place(each.text, each.label))
            continue
        paragraph = view.cable.paragraphs[each.paragraph]
        where = sentences.find(paragraph.text, each.text)
        sentence = sentences.around(paragraph.text, *where) if where else None
        if sentence is None or all(sentence != other.sentence for other in said):
            said.append(Place(each.text, each.label, view.anchors[each.paragraph], paragraph.number, sentence))
    # what the text says of it tells more than the REF line
    return msgspec.structs.replace(citing, places=tuple((said or listed)[:MOST_PLACES]))


def _said(citing: Citing) -> str:
    """All that is shown of it, to be searched."""
    places = (f"{each.text} {each.sentence or ''}" for each in citing.places)
    return " ".join((citing.id, citing.subject or "", *places)).casefold()


def _choices(counted: Counter[str], label: Callable[[str], str]) -> tuple[Choice, ...]:
    return tuple(Choice(value, label(value), count) for value, count in counted.most_common())


ROUTES = (
    *both("/cables/{ref:path}/cited-by", cited_by_page),
    Route("/cables/{ref:path}/card", card),
)
