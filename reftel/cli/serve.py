"""``reftel serve``: open the reading room."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, BaseUrl


class Log(StrEnum):
    """What the access log tells."""

    NONE = "none"
    PATHS = "paths"
    QUERIES = "queries"


def serve(
    archive: ArchiveFolder = ARCHIVE,
    host: Annotated[str, typer.Option("--host", metavar="ADDRESS", help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, metavar="N", help="The port.")] = 8000,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, metavar="N", help="Processes that answer.")] = 1,
    browser: Annotated[bool, typer.Option("--browser", help="Open the system's browser, if there is one.")] = False,
    reader: AsReader = EVERYBODY,
    root_path: Annotated[
        str,
        typer.Option("--root-path", metavar="PATH", help="The path that a proxy in front takes off."),
    ] = "",
    name: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="HOST", help="A host name to answer to besides; several times."),
    ] = None,
    proxy: Annotated[
        str,
        typer.Option("--proxy", metavar="ADDRESSES", help="Whose X-Forwarded-For and -Proto are believed."),
    ] = "127.0.0.1",
    base_url: BaseUrl = None,
    log: Annotated[
        Log,
        typer.Option("--log", metavar="WHAT", help="A line a request on standard error: none, paths, or queries too."),
    ] = Log.PATHS,
) -> None:
    """Open the reading room: the archive in the browser, until Ctrl-C.

    Only this machine reaches it unless --host says otherwise; whoever reaches it reads
    everything in the archive, or what --reader leaves open. /health tells whether it answers.
    Citations name the address by which it is asked, or --base-url; none while only this machine knows it.
    settings.toml in the archive's folder may name the tags under which its cables are discussed
    (hash_tags = ["harbour"]) and sites that are gone, whose articles are no links (gone_hosts = ["news.example"]).

    \b
    Example:
        reftel serve --archive my-archive --browser
        reftel serve --archive my-archive --port 8080 --reader sbu
        reftel serve --archive my-archive --workers 2 --root-path /cables --name archive.example
    """
    from reftel import archive as record
    from reftel import web

    web.serve(
        archive,
        host,
        port,
        browser,
        record.reader_named(reader),
        workers=workers,
        root_path=root_path,
        names=tuple(name or ()),
        proxies=proxy,
        log=log.value,
        base_url=base_url,
    )
