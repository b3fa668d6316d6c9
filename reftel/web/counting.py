"""What is counted over a whole archive: it takes its time once, whenever the archive has changed, and holds no page."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from starlette.requests import Request

from reftel.web.addresses import here
from reftel.web.language import _
from reftel.web.pages import is_data
from reftel.web.panels import Late, panel
from reftel.web.problems import Refused, Way
from reftel.web.shelf import shelf

Made = TypeVar("Made")

WAITING = 2.0
"""Seconds that a reader waits for a page."""


def counted(request: Request, name: str, count: Callable[[], Made]) -> Made:
    """What ``count`` returns. Programs wait for it; to readers the page says after a while that it is being counted.

    ``count`` goes on meanwhile, for all who ask for the `name` at this address, and keeps what it finds
    (`reftel.archive.keeping`): the page opened again has it.
    Raises Refused (503).
    """
    if is_data(request):
        return count()
    made = panel(count, WAITING, once=(shelf(request), name, here(request)))
    if isinstance(made, Late):
        raise Refused(
            503,
            _("This is being counted"),
            _("It takes a while when the archive has changed. Open the page again in some seconds."),
            way=Way(here(request), _("Open it again")),
        )
    return made
