"""``reftel search``: ask the archive."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from reftel.cli.options import ARCHIVE, EVERYBODY, ArchiveFolder, AsReader, BaseUrl, Json
from reftel.cli.terminal import console, json_line, one_line, print_indented, styled, visible

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from reftel.search import Asked, Correction, Hit, Lacking, Results, Snippet


def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Words, phrases and fields, as in the examples.")],
    archive: ArchiveFolder = ARCHIVE,
    json: Json = False,
    limit: Annotated[int, typer.Option("--limit", "-n", min=1, max=1000, metavar="N", help="Hits on a page.")] = 20,
    page: Annotated[int, typer.Option("--page", min=1, metavar="N", help="Which page of hits.")] = 1,
    sort: Annotated[
        Literal["relevance", "newest", "oldest"],
        typer.Option("--sort", metavar="ORDER", help="relevance, newest or oldest."),
    ] = "relevance",
    reader: AsReader = EVERYBODY,
    format: Annotated[
        Literal["ids", "jsonl", "csv", "parquet", "bibtex", "ris", "csl-json"] | None,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="Write all hits, however many: ids, jsonl, csv, parquet, bibtex, ris or csl-json.",
        ),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="With --format: the file to write.")
    ] = None,
    base_url: BaseUrl = None,
) -> None:
    """Search the archive: all words must occur; each hit names the paragraphs where they stand.

    No punctuation is an error: what cannot be understood as syntax is searched as text, and the answer says so.
    Finding nothing is an answer too (exit status 0). A query may begin with a minus: -visa is all without that word.

    --format writes all hits, without a limit and oldest first (or --sort newest): their numbers (ids), each cable as
    JSON (jsonl), a table of the main fields (csv, parquet), or citations (bibtex, ris, csl-json; docs/exports.md).

    \b
    Example:
        reftel search 'extradition "press freedom"' --archive my-archive
        reftel search 'origin:MEXICO tag:SNAR date:2009-01..2009-06' --sort oldest
        reftel search 'class:secret NOT visa' --json --limit 100 | jq -r .id
        reftel search 'tag:SNAR' --format csv --output narcotics.csv
        reftel search 'tag:SNAR' --format bibtex --base-url https://cables.example > narcotics.bib
    """
    from reftel import archive as record
    from reftel.search import FEW, did_you_mean
    from reftel.search import search as ask

    if output and not format:
        raise typer.BadParameter("--output is the file of --format; give both: --format csv --output FILE")
    if json and format:
        raise typer.BadParameter("--json and --format ask for two different things; give one of them")
    who = record.reader_named(reader)
    if format:
        from reftel.cli.exporting import write_all

        order: Literal["newest", "oldest"] = "newest" if sort == "newest" else "oldest"
        write_all(archive, query, format, output, reader=who, order=order, base=base_url)
        return
    with record.open(archive) as held:
        results = ask(held, query, reader=who, page=page, size=limit, sort=sort, facets=())
        meant = did_you_mean(held, query, reader=who, total=results.total) if results.total <= FEW else ()
    if json:
        tell_aside(results)
        for hit in results.hits:
            print(json_line(hit))
        return
    _render(console(), results, meant)


def _render(out: Console, results: Results, meant: Sequence[Correction]) -> None:
    for note in results.notes:
        out.print(styled(one_line(note), "italic"))
    if results.jump:
        out.print(styled(f"{results.jump} is in the archive; to read it: reftel show {results.jump}"))
    if results.lacking:
        out.print(styled(_lacking(results.lacking)))
    for hit in results.hits:
        _render_hit(out, hit)
    out.print(styled(_counted(results)))
    offer(out, meant)


def offer(out: Console, meant: Sequence[Correction]) -> None:
    """The queries that may have been meant."""
    for each in meant:
        out.print(styled("did you mean ").append(one_line(each.query), "bold").append(f"? ({_cables(each.total)})"))


def tell_aside(asked: Results | Asked) -> None:
    """On stderr, where stdout is for programs: how a query was read."""
    for note in asked.notes:
        print(f"reftel: {one_line(note)}", file=sys.stderr)
    if asked.lacking:
        print(f"reftel: {_lacking(asked.lacking)}", file=sys.stderr)


def _lacking(found: Lacking) -> str:
    number = one_line(found.number)
    if not found.citing:
        return f"{number} is not in this archive, and no cable of it cites it"
    cite = "1 cable cites" if found.citing == 1 else f"{found.citing:,} cables cite"
    return f"{number} is not in this archive; {cite} it; what is known of it: reftel missing {shlex.quote(number)}"


def _counted(results: Results) -> str:
    if not results.total:
        return "no cable found: try fewer words, or a field less"
    if not results.hits:
        return f"{_cables(results.total)}; page {results.page} is beyond the last one, which is {results.pages}"
    if results.pages == 1:
        return _cables(results.total)
    more = f"; --page {results.page + 1} shows more" if results.page < results.pages else ""
    return f"{_cables(results.total)}, page {results.page} of {results.pages}{more}"


def _cables(number: int) -> str:
    return "1 cable" if number == 1 else f"{number:,} cables"


def hit_line(hit: Hit) -> Text:
    """``09MEXICO2134  2009-07-21  Embassy Mexico  CONFIDENTIAL``."""
    from reftel.cli.rendering import level_text

    head = styled(one_line(hit.id), "bold")
    head.append(f"  {hit.sent:%Y-%m-%d}" if hit.sent else "  undated")
    if hit.origin_name or hit.origin:
        head.append("  " + one_line(hit.origin_name or hit.origin or ""))
    return head.append("  ").append_text(level_text(hit.level))


def _render_hit(out: Console, hit: Hit) -> None:
    out.print(hit_line(hit), soft_wrap=True)
    if hit.subject:
        print_indented(out, styled(one_line(hit.subject)))
    for snippet in hit.snippets:
        print_indented(out, snippet_text(snippet), 4)
    out.print()


def snippet_text(snippet: Snippet) -> Text:
    """``¶7 (C) … the border …``: where it stands, then the words, those that matched bold."""
    where = " ".join(
        part
        for part in (
            f"¶{snippet.number}" if snippet.number is not None else "¶",
            f"({one_line(snippet.mark)})" if snippet.mark else "",
        )
        if part
    )
    line = styled(where + " ", "dim")
    for text, matched in snippet.parts:
        line.append(visible(text.replace("\n", " ")), style="bold" if matched else None)
    return line
