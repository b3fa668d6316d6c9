"""The access log: who asked for what, how it went and how long it took, without what was searched for.

What somebody looks for in an archive is their own affair, so the query of an address is left out unless the one who
serves asks for it.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from typing import TextIO
from urllib.parse import quote

from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOGS = ("none", "paths", "queries")
"""What ``reftel serve --log`` takes."""


class AccessLog:
    """ASGI middleware: one line a request, ``2026-11-22T03:00:00Z 127.0.0.1 GET /search 200 5123 12ms``.

    Time, address (as a trusted proxy tells it), method, path, status, bytes of the answer's body, time taken.
    """

    def __init__(self, app: ASGIApp, queries: bool = False, to: TextIO | None = None) -> None:
        self.app = app
        self.queries = queries
        self.to = to

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status, size = time.perf_counter(), 500, 0

        async def noted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            elif message["type"] == "http.response.body":
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            self._write(scope, status, size, time.perf_counter() - began)

    def _write(self, scope: Scope, status: int, size: int, seconds: float) -> None:
        when = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        who = scope["client"][0] if scope.get("client") else "-"
        # Quoted, so that no address can begin a line of its own.
        what = quote(scope["path"], safe="/:@!$&'()*+,;=~-._")
        if self.queries and scope["query_string"]:
            what += "?" + quote(scope["query_string"].decode("latin-1"), safe="/:@!$&'()*+,;=~-._%?")
        line = f"{when} {quote(who, safe=':.')} {scope['method']} {what} {status} {size} {seconds * 1000:.0f}ms"
        print(line, file=self.to or sys.stderr, flush=True)
