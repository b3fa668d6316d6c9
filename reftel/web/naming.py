"""What cables without a message reference number are called on a page, wherever it tells only their keys."""

from __future__ import annotations

from contextvars import ContextVar

from starlette.requests import Request

from reftel.archive import UNNUMBERED, View
from reftel.web.language import _, day
from reftel.web.presentation import kind_name
from reftel.web.shelf import shelf


class _Names:
    """The names that one page has asked for."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._known: dict[str, str] = {}

    def of(self, key: str) -> str:
        if key not in self._known:
            room = shelf(self._request)
            view = room.archive.views([key], room.reader).get(key)
            self._known[key] = _name(view) if view else key
        return self._known[key]


_NAMES: ContextVar[_Names | None] = ContextVar("names", default=None)


def _name(view: View) -> str:
    if view.called != view.id:
        return view.called
    kind, sent = kind_name(view.cable.kind), view.cable.sent
    return _("%(kind)s of %(day)s", kind=kind, day=day(sent)) if sent else _("%(kind)s without a number", kind=kind)


def begin(request: Request) -> None:
    """From here on `called` answers for the page of this request, as its reader sees the cables."""
    _NAMES.set(_Names(request))


def called(key: str) -> str:
    """By what people name the cable of a key: ``unnumbered-4fc9108df8cf`` → ``Cablegram P3``; a number is its name.

    One whose head has nothing for a number either is known by its day: ``Telegram of 5 February 1936``.
    """
    names = _NAMES.get()
    return names.of(key) if names and key.startswith(UNNUMBERED) else key
