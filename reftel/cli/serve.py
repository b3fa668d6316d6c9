"""``reftel serve``: open the reading room."""

from __future__ import annotations

from typing import Annotated

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader


def serve(
    archive: ArchiveFolder = ARCHIVE,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port.")] = 8000,
    browser: Annotated[bool, typer.Option("--browser", help="Open the system's browser, if there is one.")] = False,
    reader: AsReader = EVERYBODY,
) -> None:
    """Open the reading room: the archive in the browser, until Ctrl-C.

    Only this machine reaches it unless --host says otherwise; whoever reaches it reads
    everything in the archive, or what --reader leaves open.

    \b
    Example:
        reftel serve --archive my-archive --browser
        reftel serve --archive my-archive --port 8080 --reader sbu
    """
    from reftel import archive as record
    from reftel import web

    web.serve(archive, host, port, browser, record.reader_named(reader))
