"""``reftel parse --show`` at a terminal: the text painted by block and field.

With colour, the margin tells the block, colour and underline the field, whose name stands at the right. Without
colour (``NO_COLOR``, a pipe, a log) marks in the text say the same: ``⟦subject⟧THE LIGHTHOUSE OPENS⟦/⟧``, and
``⟦~⟧Q,s⟦→’s⟧`` where what is meant differs from what was read. A line of the marked text is its margin of ``MARGIN``
characters, then the text with its marks; taking both away gives the text again, as a terminal may show it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table
from rich.text import Text

from reftel.cli.rendering import level_text
from reftel.cli.terminal import one_line, print_block, styled
from reftel.painting.lines import KINDS, Field, Line, Piece, characters, lines
from reftel.painting.understanding import (
    GROUPS,
    Finding,
    Mending,
    findings,
    group_of,
    line_list,
    mendings,
    told,
    whereabouts,
)
from reftel.painting.visible import in_line, shown

if TYPE_CHECKING:
    from rich.console import Console

    from reftel.model import BlockKind, Cable, Repair

MARGIN = 9
"""Characters before the text of a line: its number, the letter of its block, and ``│``, or ``↳`` if it continues."""

LETTERS: dict[BlockKind, str] = {
    "transmission": "T",
    "heading": "H",
    "opening": "O",
    "paragraph": "P",
    "closing": "C",
    "furniture": "F",
    "notice": "N",
    "unknown": "?",
}
_BLOCK_STYLES: dict[BlockKind, str] = {
    "transmission": "black on bright_blue",
    "heading": "black on cyan",
    "opening": "black on green",
    "paragraph": "black on white",
    "closing": "black on magenta",
    "furniture": "bright_white on bright_black",
    "notice": "black on yellow",
    "unknown": "bold bright_white on red",
}
_FIELD_STYLES = {
    "identity": "bold cyan",
    "addressees": "green",
    "handling": "bold yellow",
    "declassification": "yellow",
    "topic": "bold blue",
    "references": "bold magenta",
    "body": "default",
    "hands": "magenta",
    "catalogue": "bright_blue",
}
_UNKNOWN_STYLE = "bold reverse red"
_READ_STYLE = "strike red"
_MEANS_STYLE = "bold bright_green"
_DOUBTFUL_STYLE = "bold bright_yellow"
_NARROWEST = 20
_TAB = 8


def render_painting(out: Console, cable: Cable) -> None:
    """The legend, the painted text, and what was found in it and what was not."""
    colour = out.color_system is not None and not out.no_color
    out.print(_title(cable))
    _print_legend(out, colour)
    out.print()
    if colour:
        for line in lines(cable):
            for row in _painted(out, line, cable):
                out.print(row, soft_wrap=True)
    else:
        out.file.writelines(f"{row}\n" for row in marked(cable))
    out.print()
    _print_summary(out, cable)


def _title(cable: Cable) -> Text:
    title = styled(one_line(cable.id or "no reference number"), "bold")
    title.append("  ").append_text(level_text(cable.classification.level if cable.classification else None))
    return title.append_text(styled(f"  {len(cable.text):,} characters", "dim"))


# the legend


def _print_legend(out: Console, colour: bool) -> None:
    # No-break blanks keep together what belongs together when a narrow console wraps the legend.
    blocks = Text("  ").join(
        Text().append(f"\u00a0{LETTERS[kind]}\u00a0", _BLOCK_STYLES[kind]).append(f"\u00a0{kind}") for kind in KINDS
    )
    _print_row(out, "blocks", blocks if colour else Text(", ".join(f"{LETTERS[kind]} {kind}" for kind in KINDS)))
    if not colour:
        _print_row(out, "fields", Text("⟦name⟧…⟦/⟧; one inside another: the inner one says more"))
        _print_row(out, "repairs", Text("⟦~⟧as read⟦→what it means⟧; with a ? where that is not certain"))
        _print_row(out, "unknown", Text("⟦UNKNOWN⟧…⟦/⟧"))
        return
    groups = Text("  ").join(Text(group, f"underline {_FIELD_STYLES[group]}") for group in GROUPS if group != "body")
    _print_row(out, "fields", groups)
    other = Text().append("read", _READ_STYLE).append("means", _MEANS_STYLE).append(" or likely ")
    other.append("means", _DOUBTFUL_STYLE).append("   in no field: ").append("dim", "dim")
    _print_row(out, "repairs", other.append("   ").append("\u00a0not\u00a0understood\u00a0", _UNKNOWN_STYLE))


def _print_row(out: Console, name: str, row: Text) -> None:
    for position, part in enumerate(row.wrap(out, max(out.width - MARGIN, _NARROWEST))):
        part.rstrip()
        name_once = styled(f"{'' if position else name:>{MARGIN - 1}} ", "dim")
        out.print(name_once.append_text(part), soft_wrap=True)


# with colour


def _painted(out: Console, line: Line, cable: Cable) -> Iterable[Text]:
    """The rows of a line: wrapped into the width, the names of the fields that begin in it at the right."""
    text = Text()
    for piece in line.pieces:
        words = shown(piece.text)
        if not text:  # an underlined indent would look like letters lost
            text.append(words[: len(words) - len(words.lstrip(" "))])
            words = words.lstrip(" ")
        text.append(words, _piece_style(piece, line.kind))
        for repair in piece.closes:
            text.append(in_line(repair.means), _MEANS_STYLE if repair.certain else _DOUBTFUL_STYLE)
    text.expand_tabs(_TAB)
    width = max(out.width - MARGIN, _NARROWEST)
    rows = list(text.wrap(out, width)) if text.cell_len > width else [text]
    note = _note(line, cable, width)
    if note and rows[-1].cell_len + note.cell_len + 2 <= width:
        rows[-1].append(" " * (width - rows[-1].cell_len - note.cell_len)).append_text(note)
    elif note:
        rows.append(Text(" " * max(width - note.cell_len, 0)).append_text(note))
    for position, row in enumerate(rows):
        yield _margin(line, position > 0).append_text(row)


def _margin(line: Line, wrapped: bool) -> Text:
    number = "" if wrapped or line.continues else str(line.number)
    margin = Text().append(f"{number:>{MARGIN - 5}} ", "dim")
    return margin.append(f" {LETTERS[line.kind]} ", _BLOCK_STYLES[line.kind]).append(" ")


def _piece_style(piece: Piece, kind: BlockKind) -> str:
    if kind == "unknown":
        return _UNKNOWN_STYLE
    if piece.repaired:
        return _READ_STYLE
    if not piece.fields:
        return "dim"
    name = piece.fields[-1].names[0]
    group = group_of(name)
    return _FIELD_STYLES[group] if group == "body" else f"underline {_FIELD_STYLES[group]}"


def _note(line: Line, cable: Cable, width: int) -> Text | None:
    """The names, each in its field's colour, with what was understood where there is room."""
    notes = told(cable, line.begun())
    full = [(name, f"{name} = {words}" if words else name) for name, words in notes]
    for choice in (full, [(name, name) for name, _ in notes], [("", f"{len(notes)} fields")]):
        if notes and sum(len(words) + 2 for _, words in choice) <= width:
            return Text("  ").join(Text(words, _FIELD_STYLES[group_of(name)]) for name, words in choice)
    return None


# without colour


def marked(cable: Cable) -> Iterable[str]:
    """The text in lines, with marks in place of colours; a mark is ``⟦…⟧``, and nothing in the text looks like one."""
    open_: list[Field] = []
    for line in lines(cable):
        words: list[str] = []
        for piece in line.pieces:
            words.append(_turn(open_, piece.fields))
            words += ["⟦~⟧" for _ in piece.opens]
            words.append(_unforged(shown(piece.text)))
            words += [_means(repair) for repair in piece.closes]
        words.append(_turn(open_, line.beyond))
        text = "".join(words)
        if line.kind == "unknown" and text.strip():
            text = f"⟦UNKNOWN⟧{text}⟦/⟧"
        number, edge = ("", "↳") if line.continues else (line.number, "│")
        yield f"{number:>{MARGIN - 4}}  {LETTERS[line.kind]}{edge}{text}"


def _turn(open_: list[Field], fields: tuple[Field, ...]) -> str:
    """The marks that close what ends and open what begins; ``open_`` becomes ``fields``."""
    same = 0
    while same < min(len(open_), len(fields)) and open_[same] == fields[same]:
        same += 1
    ends = "⟦/⟧" * (len(open_) - same)
    begins = "".join(f"⟦{_unforged(one_line(', '.join(field.names)))}⟧" for field in fields[same:])
    open_[:] = fields
    return ends + begins


def _means(repair: Repair) -> str:
    return f"⟦→{_unforged(in_line(repair.means))}{'' if repair.certain else '?'}⟧"


def _unforged(text: str) -> str:
    return text.replace("⟦", "\\u27e6").replace("⟧", "\\u27e7")


# the summary


def _print_summary(out: Console, cable: Cable) -> None:
    """Characters by block, the fields with their rules, those that were not found, the repairs."""
    print_block(out, _block_table(cable))
    found, missing = findings(cable)
    if found:
        print_block(out, _field_table(found))
    if missing:
        _print_row(out, "not found", styled(", ".join(missing)))
        out.print()
    mended = mendings(cable)
    if mended:
        print_block(out, _repair_table(mended))


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in columns:
        table.add_column(name, overflow="fold")
    return table


def _block_table(cable: Cable) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("block")
    table.add_column("characters", justify="right")
    table.add_column("%", justify="right")
    total = max(len(cable.text), 1)
    for kind, count in characters(cable).items():
        style = _UNKNOWN_STYLE if kind == "unknown" and count else "" if count else "dim"
        table.add_row(styled(kind, style), styled(f"{count:,}", style), styled(f"{100 * count / total:.1f}", style))
    return table


def _field_table(found: tuple[Finding, ...]) -> Table:
    table = _table("field", "understood as", "rule", "lines")
    for each in found:
        count = f" ({each.items})" if each.items > 1 else ""
        name = styled(each.name + count, _FIELD_STYLES[group_of(each.name)])
        table.add_row(name, styled(each.value), styled(one_line(each.rule), "dim"), styled(whereabouts(each), "dim"))
    return table


def _repair_table(mended: tuple[Mending, ...]) -> Table:
    table = _table("repairs: read", "means", "rule", "certain?", "lines")
    for each in mended:
        where = f"throughout {each.lines[0]}–{each.lines[-1]}" if each.throughout else line_list(each.lines)
        certain = styled("yes", "dim") if each.certain else styled("no", _DOUBTFUL_STYLE)
        rule = styled(one_line(each.rule), "dim")
        table.add_row(styled(in_line(each.read)), styled(in_line(each.means)), rule, certain, styled(where, "dim"))
    return table
