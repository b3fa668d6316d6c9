"""Newspapers and other outlets by the hosts of their addresses."""

from __future__ import annotations

from functools import cache
from urllib.parse import urlsplit

from . import table


@cache
def _outlets() -> dict[str, str]:
    return {row["host"]: row["outlet"] for row in table.rows("outlets")}


def outlet(url: str) -> str:
    """``http://www.spiegel.de/politik/x.html`` → ``Der Spiegel``; the host's name where no table knows it.

    What has no host is an outlet by itself: ``unknown``.
    """
    try:
        host = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        host = ""
    labels = host.split(".")
    for first in range(len(labels)):
        known = _outlets().get(".".join(labels[first:]))
        if known:
            return known
    return host.removeprefix("www.") or "unknown"
