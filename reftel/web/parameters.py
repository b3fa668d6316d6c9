"""What an address asks for behind its ``?``. What cannot be read is said, with what can be; nothing is dropped."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import TypeVar

from starlette.requests import Request

from reftel.web.addresses import here
from reftel.web.language import _, ngettext
from reftel.web.posts import code_of, is_post
from reftel.web.problems import Refused, Way
from reftel.web.shelf import Shelf

Value = TypeVar("Value", bound=str)

SHOWN = 80
"""Characters of a value that are said again."""
MOST = 99_999_999
PASSED_OVER = re.compile(r"lang|utm_\w*|fbclid|gclid")
"""Names that any address may have: the language, and what letters and other sites add to the links that they send."""
OTHERWISE = {"origin": "post", "post": "origin"}
"""A post is asked for by either name on every page."""


def text(request: Request, name: str) -> str:
    """The value as it was told; empty where it was not."""
    return request.query_params.get(name, "").strip()


def unread(request: Request, name: str, instead: str) -> Refused:
    """To be raised: the value of this name cannot be read; ``instead`` says what can be."""
    value = text(request, name)
    said = f"{_short(name)}={_short(value)}"
    way = Way(here(request, **{name: None}), _("The same without it"))
    return Refused(400, _("“%(text)s” cannot be read", text=said), instead, where=said, way=way)


def _short(said: str) -> str:
    return said if len(said) <= SHOWN else said[:SHOWN] + "…"


def only(request: Request, *names: str) -> None:
    """To begin with: whether this page can be asked by all the names that the address has."""
    known = {*names, *(OTHERWISE[each] for each in names if each in OTHERWISE)}
    for name in request.query_params:
        if name not in known and not PASSED_OVER.fullmatch(name):
            raise unread(request, name, _("This page can be asked by: %(names)s.", names=", ".join(names) or "–"))


def number(request: Request, name: str, least: int = 1, most: int = MOST, default: int = 1) -> int:
    """A number from ``least`` to ``most``."""
    value = text(request, name)
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and len(value) <= len(str(most)) and least <= int(value) <= most):
        instead = _(
            "It is a number from %(least)s to %(most)s: %(example)s.", least=least, most=most, example=f"{name}={least}"
        )
        raise unread(request, name, instead)
    return int(value)


def page_number(request: Request) -> int:
    """Which page of a list, from 1."""
    value = text(request, "page")
    if value and not (value.isascii() and value.isdigit() and int(value[:9])):
        raise unread(request, "page", _("Pages are counted from 1: %(example)s.", example="page=2"))
    return min(int(value[:9]), MOST) if value else 1


def page_of(request: Request, pages: int) -> int:
    """Which page of a list that has so many; one beyond them is not there, and the last one is offered."""
    wanted = page_number(request)
    if wanted <= max(1, pages):
        return wanted
    said = _short(text(request, "page"))
    raise Refused(
        404,
        _("There is no page %(number)s", number=said),
        ngettext("There is only one.", "The last one is page %(n)s.", pages, n=pages),
        where=f"page={said}",
        way=Way(here(request, page=pages if pages > 1 else None), _("The last page")),
    )


def year(request: Request, name: str = "year") -> int | None:
    """A year of four digits."""
    value = text(request, name)
    if value and not (value.isascii() and value.isdigit() and len(value) == 4):
        raise unread(request, name, _("A year has four digits: %(example)s.", example=f"{name}=2009"))
    return int(value) if value else None


def day(request: Request, name: str) -> dt.date | None:
    """A day as ISO 8601 writes it."""
    value = text(request, name)
    try:
        return dt.date.fromisoformat(value) if value else None
    except ValueError as problem:
        instead = _("A day is written as year, month and day: %(example)s.", example=f"{name}=2009-01-31")
        raise unread(request, name, instead) from problem


def choice(request: Request, name: str, values: Iterable[Value]) -> Value | None:
    """One of these values; None where none was told."""
    value = text(request, name)
    known = tuple(values)
    found = next((each for each in known if each == value), None)
    if value and found is None:
        raise unread(request, name, _("It is one of: %(values)s.", values=", ".join(known) or "–"))
    return found


def post(request: Request, room: Shelf, name: str = "post") -> str | None:
    """The code of a post, told in any spelling."""
    told = [each for each in (name, OTHERWISE.get(name, name)) if text(request, each)]
    if not told:
        return None
    codes = {code_of(text(request, each)) for each in told}
    if len(codes) > 1:
        raise unread(request, told[-1], _("It names another post than %(other)s does.", other=told[0]))
    name, code = told[0], codes.pop()
    if not is_post(room, code):
        instead = _(
            "No cable comes from such a post, and the tables of posts do not know it. A post is named as in reference "
            "numbers (MEXICO in 09MEXICO2134) or in full."
        )
        raise unread(request, name, instead)
    return code
