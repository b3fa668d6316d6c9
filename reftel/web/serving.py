"""Runs the reading room on this machine."""

from __future__ import annotations

import errno
import os
import socket
import threading
import webbrowser
from pathlib import Path

import uvicorn

from reftel.archive import EVERYTHING, Reader
from reftel.errors import ReftelError
from reftel.web.app import create_app
from reftel.web.headers import LOOPBACK_NAMES

BROWSER_DELAY = 0.6
"""Seconds between starting the server and opening the browser: the socket already listens, so this is only polite."""


def serve(
    archive_path: str | os.PathLike[str],
    host: str = "127.0.0.1",
    port: int = 8000,
    open_browser: bool = False,
    reader: Reader = EVERYTHING,
) -> None:
    """Serve the archive at ``http://host:port`` until interrupted, as `reader` sees it.

    On the loopback interface only requests for a loopback name are answered (see ``headers.KnownHosts``).

    Raises:
        ReftelError: the port is taken, or may not be used, or the host is not this machine's.
        ArchiveError: the archive is missing, damaged or of another version.
    """
    loopback = host in {"127.0.0.1", "localhost", "::1"}
    app = create_app(Path(archive_path), reader=reader, hosts=LOOPBACK_NAMES if loopback else None)
    listening = _listen(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
    print(f"The reading room is open at {address} (Ctrl-C closes it).", flush=True)
    if open_browser:
        timer = threading.Timer(BROWSER_DELAY, webbrowser.open, args=(address,))
        timer.daemon = True
        timer.start()
    config = uvicorn.Config(app, log_level="warning", access_log=False, server_header=False)
    try:
        uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket, or a ReftelError that says what to do."""
    if not 0 <= port <= 65535:  # some systems take such a number modulo 65536 without a word
        raise ReftelError(f"there is no port {port}. Choose one from 1024 to 65535: --port 8000.")
    try:
        family, kind, protocol, _, where = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as problem:
        raise ReftelError(f"cannot listen on {host}:{port}: {problem}. Try --host 127.0.0.1.") from problem
    listening = socket.socket(family, kind, protocol)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(where)
        listening.listen(128)
    except OSError as problem:
        listening.close()
        raise ReftelError(_why_not(problem, host, port)) from problem
    return listening


def _why_not(problem: OSError, host: str, port: int) -> str:
    """The next step for each way in which listening fails."""
    if problem.errno == errno.EADDRINUSE:
        return (
            f"port {port} on {host} is taken by another program (perhaps by another reading room). "
            f"Close it, or choose another port: --port {port + 1 if port < 65535 else 8000}."
        )
    if problem.errno == errno.EACCES:
        return f"port {port} may only be used by the system's administrator. Choose one above 1023: --port 8000."
    if problem.errno == errno.EADDRNOTAVAIL:
        return f"{host} is not an address of this machine. Try --host 127.0.0.1, or 0.0.0.0 for every interface."
    return f"Cannot listen on {host}:{port}: {problem}. Try --host 127.0.0.1 --port 8000."
