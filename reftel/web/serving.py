"""Runs the reading room: on this machine for one person, or behind a proxy for many."""

from __future__ import annotations

import errno
import gc
import os
import re
import socket
import threading
import webbrowser
from pathlib import Path

import msgspec
import uvicorn
from starlette.applications import Starlette
from uvicorn.supervisors import Multiprocess

from reftel import archive
from reftel.archive import EVERYTHING, Reader
from reftel.errors import ReftelError
from reftel.web.access_log import LOGS
from reftel.web.app import create_app
from reftel.web.headers import LOOPBACK_NAMES

BROWSER_DELAY = 0.6
"""Seconds between starting the server and opening the browser: the socket already listens, so this is only polite."""
MOST_WORKERS = 64
ROOT_PATH = re.compile(r"(?:/[A-Za-z0-9._~-]+)*")
"""``/archive/cables``: what a proxy may put before every path."""
SETTINGS = "REFTEL_READING_ROOM"
"""The environment's variable in which worker processes, which begin with nothing, find what they serve."""


class Serving(msgspec.Struct, frozen=True, kw_only=True):
    """How the room is served; every worker process reads it anew."""

    archive: str
    level: str = EVERYTHING.level
    caveats: tuple[str, ...] | None = None
    """The caveats that the reader may see; None is all of them."""
    hosts: tuple[str, ...] | None = None
    """Host names that are answered; None answers to any."""
    log: str = "none"
    base_url: str | None = None

    def app(self) -> Starlette:
        """The application that these settings describe."""
        caveats = None if self.caveats is None else frozenset(self.caveats)
        reader = Reader(self.level, caveats)
        return create_app(self.archive, reader=reader, hosts=self.hosts, log=self.log, base_url=self.base_url)


def room() -> Starlette:
    """What a worker process serves (``reftel.web.serving:room``, as uvicorn calls it)."""
    app = msgspec.json.decode(os.environ[SETTINGS], type=Serving).app()
    # What is loaded by now stays. To look through all of it again and again held up four pages of 500 for a quarter of
    # a second each (on a busy machine; a sixth of that since).
    gc.collect()
    gc.freeze()
    return app


def serve(
    archive_path: str | os.PathLike[str],
    host: str = "127.0.0.1",
    port: int = 8000,
    open_browser: bool = False,
    reader: Reader = EVERYTHING,
    *,
    workers: int = 1,
    root_path: str = "",
    names: tuple[str, ...] = (),
    proxies: str = "127.0.0.1",
    log: str = "none",
    base_url: str | None = None,
) -> None:
    """Serve the archive at ``http://host:port`` until interrupted, as `reader` sees it.

    On the loopback interface only requests for a loopback name are answered (see ``headers.KnownHosts``), and for one
    of ``names``: the name under which a proxy makes the room known.

    Args:
        archive_path: the archive's folder.
        host: the address to listen on.
        port: the port; 0 takes any that is free.
        open_browser: open the system's browser, if there is one.
        reader: what visitors may see.
        workers: processes that answer.
        root_path: the prefix below which a proxy makes the room known; the proxy takes it off.
        names: host names to answer to, besides those of this machine.
        proxies: addresses of proxies, divided by commas, whose ``X-Forwarded-For`` and ``-Proto`` are believed.
        log: ``none``, ``paths`` or ``queries`` (see ``access_log``).
        base_url: the address under which the room is known, for citations (``https://archive.example/cables``).

    Raises:
        ReftelError: the port is taken, or may not be used, or the host is not this machine's, or a setting is none.
        ArchiveError: the archive is missing, damaged or of another version.
    """
    _check(workers, root_path, log)
    settings = _settings(archive_path, host, reader, names, log, base_url)
    with archive.open(Path(archive_path)):
        pass  # what is wrong with it is said here, before anything listens
    listening = _listen(host, port)
    os.environ[SETTINGS] = msgspec.json.encode(settings).decode()
    _announce(f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}", open_browser)
    config = uvicorn.Config(
        "reftel.web.serving:room",
        factory=True,
        workers=workers,
        root_path=root_path.rstrip("/"),
        proxy_headers=True,
        forwarded_allow_ips=proxies,
        log_level="warning",
        access_log=False,
        server_header=False,
    )
    _run(config, listening)


def _settings(
    archive_path: str | os.PathLike[str],
    host: str,
    reader: Reader,
    names: tuple[str, ...],
    log: str,
    base_url: str | None,
) -> Serving:
    """What every worker is told; on the loopback interface, or where names are given, only those are answered."""
    loopback = host in {"127.0.0.1", "localhost", "::1"}
    return Serving(
        archive=str(Path(archive_path).absolute()),
        level=reader.level,
        caveats=None if reader.caveats is None else tuple(sorted(reader.caveats)),
        hosts=(*LOOPBACK_NAMES, *names) if loopback or names else None,
        log=log,
        base_url=base_url,
    )


def _announce(address: str, open_browser: bool) -> None:
    """Say where the room is, and open a browser there soon."""
    print(f"The reading room is open at {address} (Ctrl-C closes it).", flush=True)
    if open_browser:
        timer = threading.Timer(BROWSER_DELAY, webbrowser.open, args=(address,))
        timer.daemon = True
        timer.start()


def _run(config: uvicorn.Config, listening: socket.socket) -> None:
    """Answer on this socket until interrupted."""
    try:
        if config.workers > 1:
            Multiprocess(config, [listening]).run()
        else:
            uvicorn.Server(config).run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    finally:
        listening.close()


def _check(workers: int, root_path: str, log: str) -> None:
    """Raise for a setting that cannot be meant."""
    if not 1 <= workers <= MOST_WORKERS:
        raise ReftelError(f"there cannot be {workers} workers. Choose from 1 to {MOST_WORKERS}: --workers 2.")
    if not ROOT_PATH.fullmatch(root_path.rstrip("/")):
        raise ReftelError(f"{root_path!r} is no prefix of a path. It begins with a stroke: --root-path /cables.")
    if log not in LOGS:
        raise ReftelError(f"{log!r} is no kind of access log. There are: {', '.join(LOGS)}.")


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
