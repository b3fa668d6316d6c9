"""Validators (RFC 9110, 8.8): a page that a browser still has is not made a second time.

A page follows from the record, the index, the day, the reader, the language and this program. All of these are known
before the page is made, so its strong validator is too: what the browser holds is compared first, and where nothing
has changed it is answered 304 without asking the archive anything.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from functools import cache
from pathlib import Path

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reftel import __version__
from reftel.errors import ReftelError
from reftel.web import language
from reftel.web.shelf import Shelf

NEVER = ("/static/", "/health")
"""Paths with rules of their own."""
ASKED_BY = ("cookie", "hx-request", "hx-target", "accept")
"""Headers of the request by which an answer may differ, besides the address."""


class Validators:
    """ASGI middleware: gives each answer to GET its ``ETag``, and 304 to who holds that already.

    It stands outside of the compression, so the validator tells too whether the answer is compressed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or not _may(scope):
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            tag = validator(scope, headers, scope["app"].state.shelf)
        except (ReftelError, OSError):  # the page says what is wrong
            await self.app(scope, receive, send)
            return
        if _holds(headers.get("if-none-match", ""), tag):
            known = [(b"etag", tag.encode()), (b"vary", b"Accept-Encoding, Accept-Language, Cookie")]
            await send({"type": "http.response.start", "status": 304, "headers": known})
            await send({"type": "http.response.body", "body": b""})
            return

        async def send_with_tag(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                answer = MutableHeaders(scope=message)
                if "set-cookie" not in answer:
                    answer.setdefault("ETag", tag)
            await send(message)

        await self.app(scope, receive, send_with_tag)


def validator(scope: Scope, headers: Headers, shelf: Shelf) -> str:
    """The strong validator of what this address answers now."""
    reader = shelf.reader
    parts = [
        _code(),
        *state(shelf),
        dt.datetime.now(dt.UTC).date().isoformat(),
        reader.level,
        "" if reader.caveats is None else ",".join(["held", *sorted(reader.caveats)]),
        language.current().code,
        scope.get("root_path", ""),
        scope.get("scheme", ""),
        headers.get("host", ""),
        "gzip" if "gzip" in headers.get("accept-encoding", "") else "",
        *(headers.get(name, "") for name in ASKED_BY),
        scope["path"],
        scope["query_string"].decode("latin-1"),
    ]
    digest = hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()
    return f'"{digest[:27]}"'


def state(shelf: Shelf) -> tuple[str, ...]:
    """What changes whenever the record or the index does: its last change, and when its files were written."""
    folder = shelf.path
    told = [str(shelf.archive.last_change())]
    # What people make of an archive (collections, saved searches) has no number among the changes of its cables.
    told += [_written(folder / name) for name in ("record.sqlite", "record.sqlite-wal", "index/meta.json")]
    return tuple(told)


def _written(path: Path) -> str:
    try:
        found = path.stat()
    except FileNotFoundError:
        return ""
    return f"{found.st_mtime_ns}-{found.st_size}-{found.st_ino}"


@cache
def _code() -> str:
    """This program: its version, and when the files of this room were written (where it is being worked on)."""
    here = Path(__file__).parent
    files = sorted(path for path in here.rglob("*") if path.suffix in {".py", ".html", ".css", ".js", ".po"})
    return __version__ + "".join(str(path.stat().st_mtime_ns) for path in files)


def _may(scope: Scope) -> bool:
    path = scope["path"].removeprefix(scope.get("root_path", ""))
    return not path.startswith(NEVER) and b"lang=" not in scope["query_string"]


def _holds(told: str, tag: str) -> bool:
    """Whether ``If-None-Match`` names the validator (compared weakly, as RFC 9110, 13.1.2 has it)."""
    return any(each.strip().removeprefix("W/") == tag for each in told.split(","))
