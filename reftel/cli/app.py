"""The command ``reftel`` and its commands, in the order in which a newcomer meets them.

No command's module imports a room when it loads: ``reftel --help`` and ``reftel parse`` need no search engine.
"""

from __future__ import annotations

import re
import sys
from copy import copy
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from reftel.cli import article, collection, watch
from reftel.cli.citing import cite
from reftel.cli.declass import declass
from reftel.cli.editions import editions
from reftel.cli.explain import explain
from reftel.cli.find import find
from reftel.cli.gaps import gaps
from reftel.cli.ingest import ingest
from reftel.cli.missing import missing
from reftel.cli.parse import parse
from reftel.cli.refs import graph, refs
from reftel.cli.removing import forget, reindex, remove
from reftel.cli.request import request
from reftel.cli.search import search
from reftel.cli.serve import serve
from reftel.cli.show import show
from reftel.cli.similar import similar
from reftel.cli.specimen import specimen
from reftel.cli.suggest import suggest
from reftel.cli.traffic import traffic


class _Commands(typer.Typer):
    """Builds, of all commands, only the one that the arguments begin with: each takes 2 ms, and there are many."""

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        given = next(iter(kwargs.get("args") or sys.argv[1:]), "")
        one = [each for each in self.registered_commands if getattr(each.callback, "__name__", None) == given]
        if not one:
            return super().__call__(*args, **kwargs)
        alone = copy(self)
        alone.registered_commands, alone.registered_groups = one, []
        return typer.Typer.__call__(alone, *args, **kwargs)


app = _Commands(
    name="reftel",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class Command(TyperCommand):
    """A command whose usage line names its arguments as its help and the documentation do: ``PATH...``, ``ID``."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """``{PATH...}...`` and ``[PATH...]`` → ``PATH...``, ``{ID}`` → ``ID``."""
        return [_ARGUMENT.sub(r"\1\2\3", piece) for piece in super().collect_usage_pieces(ctx)]


class Asking(Command):
    """A command that takes a query, which may begin with a minus: ``reftel search -visa`` asks what is without it."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """What begins with one minus and is no option (``-n``, ``-n5``, ``-a./archive``) is the query."""
        for at, each in enumerate(args if "--" not in args else ()):
            if _WITHOUT.match(each):
                args = [*args[:at], *args[at + 1 :], "--", each]
                break
        return list(super().parse_args(ctx, args))


_WITHOUT = re.compile(r"-(?:[^\W\d_]{2}|[\"'(“])")
_ARGUMENT = re.compile(r"^(?:\{([^{}]+)\}(?:\.\.\.)?|\[([^][]+)\]\.\.\.|\[([^][]+\.\.\.)\])$")


def _version(wanted: bool) -> None:
    if wanted:
        from importlib import metadata  # late: it takes longer to load than most commands take

        typer.echo(f"reftel {metadata.version('reftel')}")
        raise typer.Exit


@app.callback()
def reftel(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Read diplomatic telegrams, and make of them an archive to search, read and cite.

    \b
    Example:
        reftel ingest ~/cables --archive my-archive
        reftel serve --archive my-archive --browser
    """


watching = typer.Typer(
    name="watch",
    help="Saved searches: add, list, remove, and run, which tells what is new to them.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
watching.command("add", cls=Command)(watch.add)
watching.command("list", cls=Command)(watch.list_)
watching.command("remove", cls=Command)(watch.remove)
watching.command("run", cls=Command)(watch.run)

_FOR_ALL_DAYS = (parse, ingest, search, show, editions, similar, suggest, find, cite, explain, serve, specimen)
_FOR_THE_WHOLE = (refs, graph, missing, gaps, declass, request, traffic)
_FOR_SOME = (remove, forget, reindex)
for command in (*_FOR_ALL_DAYS, *_FOR_THE_WHOLE, *_FOR_SOME):
    app.command(cls=Asking if command in (search, suggest) else Command)(command)

collecting = typer.Typer(
    name="collection",
    help="Collections of cables and paragraphs: list, add, show, note, remove, move, share, export.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
for name, each in (
    ("list", collection.list_),
    ("add", collection.add),
    ("show", collection.show),
    ("note", collection.note),
    ("remove", collection.remove),
    ("move", collection.move),
    ("share", collection.share),
    ("export", collection.export),
):
    collecting.command(name, cls=Command)(each)

publishing = typer.Typer(
    name="article",
    help="Articles in which cables appear: add, list, remove.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
publishing.command("add", cls=Command)(article.add)
publishing.command("list", cls=Command)(article.list_)
publishing.command("remove", cls=Command)(article.remove)

app.add_typer(collecting)
app.add_typer(publishing)
app.add_typer(watching)  # groups come last in the help, wherever they are added
