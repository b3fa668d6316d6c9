"""Addresses of the reading room: below which prefix it is served, and how a path of it is written.

Behind a proxy the room may stand at ``https://archive.example/cables/`` (``reftel serve --root-path /cables``). Every
link, form, redirect, feed and static file goes through here, so that all of them lead below that prefix.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from contextvars import ContextVar
from urllib.parse import quote, quote_plus, urlencode

from starlette.requests import Request
from starlette.types import Scope

_PREFIX: ContextVar[str] = ContextVar("prefix", default="")


def below(scope: Scope) -> None:
    """Remember for the rest of this request below which prefix it was asked (``root_path`` of ASGI)."""
    _PREFIX.set(prefix_of(scope))


def prefix_of(scope: Scope) -> str:
    """``/cables`` where the room is served below it, else empty."""
    return str(scope.get("app_root_path", scope.get("root_path", ""))).rstrip("/")


def prefix() -> str:
    """The prefix of the request that is being answered; empty outside of one."""
    return _PREFIX.get()


def address(*parts: str, **query: object) -> str:
    """A path of this site from its unescaped parts, with a query of what is not None or empty.

    ``address("cables", "09MEXICO2134", q="drugs")`` → ``/cables/09MEXICO2134?q=drugs``; below a prefix it begins
    with that. ``address()`` is the first page.
    """
    path = prefix() + "/" + "/".join(quote(part, safe="") for part in parts)
    told = {name: str(value) for name, value in query.items() if value not in (None, "", 1)}
    return path + ("?" + urlencode(told) if told else "")


def narrowed_by(before: str, sort: str | None = None) -> Callable[[str], str]:
    """Addresses of a search narrowed by one term each: what all of them share is written once.

    ``before`` is the query as it stands before another term, its blank included.
    """
    begun = f"{address('search')}?q={quote_plus(before)}"
    ended = f"&sort={quote_plus(sort)}" if sort else ""
    return lambda term: f"{begun}{quote_plus(term)}{ended}"


def path_of(request: Request) -> str:
    """The path that was asked for, without the prefix: ``/browse/date/2009``; to compare and to choose by."""
    path, above = str(request.scope["path"]), prefix_of(request.scope)
    return (path[len(above) :] if path == above or path.startswith(above + "/") else path) or "/"


def here(request: Request, /, **query: object) -> str:
    """The address that was asked for, with some values of its query set (or, by None, taken away)."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in query]
    told = [(name, str(value)) for name, value in query.items() if value is not None]
    path = prefix() + quote(path_of(request), safe="/:@!$&'()*+,;=~")
    return path + ("?" + urlencode([*kept, *told]) if kept or told else "")


def is_known_elsewhere(host: str) -> bool:
    """Whether a host's name leads to it from other machines too: ``localhost`` and 192.168.1.5 do not."""
    name = host.strip("[]").rstrip(".").lower()
    try:
        return ipaddress.ip_address(name).is_global
    except ValueError:
        return bool(name) and name != "localhost" and not name.endswith((".localhost", ".local"))


def site(request: Request) -> str:
    """``https://archive.example``: scheme and host by which the room was asked, to put before an address."""
    return f"{request.url.scheme}://{request.url.netloc}"
