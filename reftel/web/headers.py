"""What every response says about itself: security headers, caching, and whose host name we answer to.

The policy is as strict as a page of text allows: nothing from another host, no inline script or style, no frames.
Cables come from strangers; if ever one slips through the escaping, the browser still refuses to run it.
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "script-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",  # htmx fetches the next page of results from where the page came from
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

SECURITY: dict[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "[::1]")
"""The host names under which a server on the loopback interface is addressed by people."""


class SecurityHeaders:
    """ASGI middleware: adds ``SECURITY`` to every response, and ``Cache-Control`` where none was set."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in SECURITY.items():
                    headers.setdefault(name, value)
                # What one reader may see is not for a cache shared with others.
                headers.setdefault("Cache-Control", "private, no-cache")
            await send(message)

        await self.app(scope, receive, send_with_headers)


class KnownHosts:
    """ASGI middleware: answers only requests that name one of ``hosts``.

    A page elsewhere can make its own host name point to 127.0.0.1 and then read what a local server says (DNS
    rebinding). Such a request carries the strange name in ``Host``, so it is refused.
    """

    def __init__(self, app: ASGIApp, hosts: tuple[str, ...]) -> None:
        self.app = app
        self.hosts = frozenset(host.lower() for host in hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            named = _without_port(Headers(scope=scope).get("host", ""))
            if named not in self.hosts:
                response = PlainTextResponse(
                    "This reading room answers only to: " + ", ".join(sorted(self.hosts)) + ".\n",
                    status_code=421,
                    headers=SECURITY,
                )
                await response(scope, receive, send)
                return
        await self.app(scope, receive, send)


def _without_port(host: str) -> str:
    """``127.0.0.1:8000`` → ``127.0.0.1``; ``[::1]:8000`` → ``[::1]``."""
    name, colon, port = host.lower().rpartition(":")
    return name if colon and port.isdigit() else host.lower()
