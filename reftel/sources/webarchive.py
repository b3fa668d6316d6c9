"""A page that Safari saved as one file: ``.webarchive``, a binary property list of the page and what belongs to it."""

from __future__ import annotations

import plistlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from reftel.sources import content
from reftel.sources.document import Unreadable
from reftel.sources.unpacking import Limits, Member

KIND = "a page saved by Safari"

_MARK = b"bplist00"
_TODO = "Save the page again, as its source (HTML)"


def recognises(start: bytes) -> bool:
    """By the signature of a binary property list."""
    return start.startswith(_MARK)


def members(file: BinaryIO, place: str, limits: Limits) -> Iterator[Member]:
    """The page, and the pages in its frames, each by its address; raises ``Unreadable`` for another property list."""
    data = content.whole(file, place)
    try:
        saved = plistlib.loads(data, fmt=plistlib.FMT_BINARY)
    except Exception as error:  # whatever hostile or damaged bytes lead the library into
        raise Unreadable(place, "a damaged property list (perhaps a page that Safari saved)", _TODO) from error
    pages = list(_pages(saved))
    if not pages:
        raise Unreadable(place, "a property list, and not a page that Safari saved", _TODO)
    for number, page in enumerate(pages):
        name = str(page.get("WebResourceURL") or f"page-{number + 1}")
        yield Member.holding("" if len(pages) == 1 else name, page["WebResourceData"], limits)


def _pages(saved: Any) -> Iterator[dict[str, Any]]:
    frames = [saved]
    for _ in range(100):
        if not frames:
            return
        frame = frames.pop(0)
        if not isinstance(frame, dict):
            continue
        page = frame.get("WebMainResource")
        if isinstance(page, dict) and isinstance(page.get("WebResourceData"), bytes):
            yield page
        inner = frame.get("WebSubframeArchives")
        frames += inner if isinstance(inner, list) else []
