"""The ways through an archive for those who do not search: by what its cables are, from and to whom, and when.

Each way has a page that counts its values, and each value a page of results. The counts come from the same path as the
results (`reftel.search.counts`), so they agree, and hold what the room's reader may see.
"""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reftel import search, vocabulary
from reftel.model import Struct
from reftel.web import language, parameters
from reftel.web.addresses import address, path_of
from reftel.web.finding import SORTS, Listing, results_page
from reftel.web.language import N_, _
from reftel.web.pages import answer, both
from reftel.web.presentation import facet_label, level_name
from reftel.web.problems import Refused, Way
from reftel.web.shelf import Shelf, shelf

MOST = 400
"""Values that one page lists; beyond them it offers their first letters."""
BROWSE = ((N_("Browse"), ("browse",)),)
"""(name, parts of the address) of the pages that lead to one."""


class Kind(NamedTuple):
    """A way: the facet that it counts and what it is called."""

    facet: str
    title: str
    intro: str


KINDS = {
    "tag": Kind(
        "tag", N_("By TAGS"), N_("The subjects, countries, organisations and people that the drafter filed it under.")
    ),
    "class": Kind("level", N_("By classification"), N_("As marked when they were sent.")),
    "caption": Kind("caption", N_("By caption"), N_("How they were to be handled, and who might see them.")),
    "signer": Kind(
        "signer", N_("By signer"), N_("The surname at a cable’s end is that of who was in charge, not of who wrote it.")
    ),
    "addressee": Kind("addressee", N_("By addressee"), N_("To whom they were sent for action.")),
    "country": Kind("country", N_("By country"), N_("The country in which the sending post stands.")),
}
"""Part of the address → the way."""

GROUPS = {
    "subject": N_("Subjects"),
    "program": N_("Programs"),
    "geo": N_("Countries and places"),
    "organization": N_("Organisations"),
    "person": N_("People"),
    "unknown": N_("Not in the tables of TAGS"),
}
"""Kind of a TAG → the heading under which it stands, in their order."""


class Value(Struct, frozen=True):
    """A value of a way, and how many cables have it."""

    value: str
    label: str
    cables: int
    meaning: str | None = None
    group: str | None = None


class Values(Struct, frozen=True):
    """The page of one way."""

    kind: str
    total: int
    """Cables in all."""
    many: int
    """Values in all."""
    values: tuple[Value, ...]
    begins: str = ""
    """Only values that begin so are listed."""
    letters: tuple[str, ...] = ()
    """First letters of all values, where they are too many for one page."""


class Ways(Struct, frozen=True):
    """What there is to browse."""

    total: int
    posts: int
    years: int
    released: int
    counts: dict[str, int]
    """Way → how many values it has."""


def browse(request: Request) -> Response:
    """Which ways there are."""
    room = shelf(request)
    facets = ("origin", "month", "released", *(kind.facet for kind in KINDS.values()))
    counted = search.counts(room.archive, "", reader=room.reader, facets=facets)
    data = Ways(
        total=counted.total,
        posts=len(counted.facets["origin"]),
        years=len({each.value[:4] for each in counted.facets["month"]}),
        released=sum(each.count for each in counted.facets["released"]),
        counts={
            name: len(counted.facets[kind.facet]) + bool(name == "class" and _untold(counted))
            for name, kind in KINDS.items()
        },
    )
    return answer(request, "browse.html", data, kinds=KINDS)


def values(request: Request) -> Response:
    """``/browse/tag``: the values of one way, each with its cables counted; ``?begins=`` those that begin so."""
    parameters.only(request, "begins")
    name = _kind_of(request)
    kind = KINDS[name]
    room = shelf(request)
    counted = search.counts(room.archive, "", reader=room.reader, facets=(kind.facet,))
    found = [_value(kind.facet, each) for each in counted.facets[kind.facet]]
    if name == "class":
        if untold := _untold(counted):
            found.append(Value(vocabulary.NO_LEVEL, level_name(None), untold))
        found.sort(key=lambda each: _height(each.value))
    begins = request.query_params.get("begins", "").strip()
    folded = _folded(begins)
    listed = [
        each for each in found if _folded(each.value).startswith(folded) or _folded(each.label).startswith(folded)
    ]
    letters = sorted({_folded(each.value)[:1] for each in found} - {""}) if len(found) > MOST else []
    data = Values(name, counted.total, len(found), tuple(listed[:MOST]), begins, tuple(letters))
    return answer(
        request,
        "values.html",
        data,
        heading=_(kind.title),
        intro=_(kind.intro),
        of=len(listed),
        groups=_grouped(data.values, by_name=bool(begins) or name == "country"),
        most=max((each.cables for each in data.values), default=0),
        href=lambda each: href(name, each.value),
    )


def _kind_of(request: Request) -> str:
    return path_of(request).split("/")[2].removesuffix(".json")


def _value(facet: str, each: search.Facet) -> Value:
    label = facet_label(facet, each.value, each.label)
    known = vocabulary.captions().get(each.value) if facet == "caption" else None
    meaning = language.meaning(known) if known else None
    group = vocabulary.tag(each.value).kind if facet == "tag" else None
    return Value(each.value, label, each.count, meaning, group)


def _untold(counted: search.Counted) -> int:
    """How many cables tell no level: each has one or none."""
    return counted.total - sum(each.count for each in counted.facets["level"])


def _height(level: str) -> int:
    """Where a level stands, from the lowest; one that is in no table, or none, behind them all."""
    return vocabulary.LEVELS.index(level) if level in vocabulary.LEVELS else len(vocabulary.LEVELS)


def _grouped(found: tuple[Value, ...], by_name: bool) -> list[tuple[str, list[Value]]]:
    """(heading, values) in the order of the page; without headings where there are no groups."""
    ordered = sorted(found, key=lambda each: each.label.casefold()) if by_name else list(found)
    groups = [(_(heading), [each for each in ordered if each.group == group]) for group, heading in GROUPS.items()]
    return [
        *([("", rest)] if (rest := [each for each in ordered if each.group is None]) else []),
        *(g for g in groups if g[1]),
    ]


def href(name: str, value: str) -> str:
    """The page of one value; that of the search where a browser would take it for another folder (``..``)."""
    if not value.strip(". "):
        return address("search", q=search.term(KINDS[name].facet, value))
    return address("browse", name, value)


def value(request: Request) -> Response:
    """``/browse/tag/SNAR``: the cables with one value, in the order in which they were sent."""
    name = _kind_of(request)
    facet = KINDS[name].facet
    told = request.path_params["value"]
    code = _canonical(facet, told)
    if code != told:
        ending = ".json" if path_of(request).endswith(".json") else ""
        return RedirectResponse(address("browse", name, code + ending), status_code=301)
    label = facet_label(facet, code, search.label(facet, code))
    room = shelf(request)
    if label == code and not _held(room, facet, code):
        raise Refused(
            404,
            _("There is no %(value)s here", value=code),
            _("No cable of this archive has it. The list names every value that there is."),
            way=Way(address("browse", name), _(KINDS[name].title)),
        )
    meaning = language.meaning(vocabulary.captions().get(code, "")) if facet == "caption" else code
    if code == vocabulary.NO_LEVEL and facet == "level":
        meaning = ""  # its name says it all
    trail = (*BROWSE, (KINDS[name].title, ("browse", name)))
    return listing(request, Listing(label, search.term(facet, code), meaning, trail))


def _canonical(facet: str, told: str) -> str:
    """The value that any spelling of it means: ``secret`` → ``SECRET``."""
    if facet == "level":
        return vocabulary.level(told) or told.upper()
    if facet == "addressee":
        return told if told == told.upper() else (vocabulary.canonical_post(told) or told.upper())
    return told.upper() if facet in ("tag", "caption", "country") and told.isascii() and len(told) < 20 else told


def _held(room: Shelf, facet: str, code: str) -> bool:
    found = search.counts(room.archive, search.term(facet, code), reader=room.reader, facets=(facet,))
    return any(each.value == code for each in found.facets[facet])


def listing(request: Request, what: Listing) -> Response:
    """A page of results with a name of its own, oldest first."""
    parameters.only(request, "sort", "page")
    return results_page(request, what.base, parameters.choice(request, "sort", SORTS) or "oldest", what)


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(character for character in plain.upper() if character.isalnum())


ROUTES = (
    *both("/browse", browse),
    *(
        route
        for kind in KINDS
        for route in (*both(f"/browse/{kind}", values), *both(f"/browse/{kind}/{{value:path}}", value))
    ),
)
