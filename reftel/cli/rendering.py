"""A cable for people at a terminal: all its fields (``parse``), or as one reads it (``show``)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from reftel import vocabulary
from reftel.archive.leaves import within
from reftel.cli.terminal import one_line, print_block, print_indented, styled

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from reftel.analysis import Edge
    from reftel.model import Addressee, Authority, Cable, Classification, Paragraph, Post, Reference, Repair, Tag

BAND_STYLES = {"u": "green", "sbu": "blue", "c": "cyan", "s": "red", "ts": "yellow"}
Rows = tuple[tuple[str, tuple[str | None, ...]], ...]
"""What a field is called here, and its values, of which the absent ones are left out."""

EMPTY = {"", "n/a", "none"}
"""What the National Archives write into a catalogue field without a value, and other collections like them."""

PLACES = 3
"""How many places of the same repair are listed before the rest is counted."""

FIRST_WORDS = 12
"""Words of a paragraph that the table of ``reftel parse`` shows."""


def level_text(level: str | None) -> Text:
    """The level in its colour; the word itself always says it too."""
    if level is None:
        return styled(vocabulary.level_name(None).lower(), "dim")
    return styled(one_line(level), f"bold {BAND_STYLES.get(vocabulary.band(level), '')}".strip())


def render_fields(out: Console, cable: Cable) -> None:
    """Every field that the cable has, then its paragraphs as a table, then its repairs."""
    out.print(_title(cable))
    print_block(out, _grid(_facts(cable)))
    if cable.paragraphs:
        print_block(out, _paragraph_table(cable.paragraphs))
    if cable.signed_by:
        print_block(out, _grid([("signed by", _joined(cable.signed_by))]))
    if cable.repairs:
        out.print(styled("repairs", "bold"))
        print_block(out, _repair_table(cable.repairs))
    if cable.attributes:
        out.print(styled("catalogue fields that came with it", "bold"))
        print_block(out, _grid(_attributes(cable.attributes)))


def render_reading(out: Console, cable: Cable, key: str, *, withheld: int = 0, edges: Sequence[Edge] = ()) -> None:
    """The cable as one reads it: heading, subject and references, then paragraphs with their marks and headings.

    ``key`` is the archive's name for it, which stands in for a reference number where there is none;
    ``edges``, what its references lead to there, and what is doubted of them.
    """
    out.print(_title(cable, key))
    print_block(out, _grid(_facts(cable, edges)))
    out.print()
    for position, paragraph in enumerate(cable.paragraphs):
        if paragraph.heading:
            out.print(styled(one_line(paragraph.heading), "bold"))
            out.print()
        print_indented(out, _paragraph(paragraph, within(cable, position)))
        out.print()
    if withheld:
        number = "1 paragraph is" if withheld == 1 else f"{withheld} paragraphs are"
        out.print(styled(f"{number} withheld from this reader", "italic"))
    if cable.signed_by:
        out.print(_joined(cable.signed_by))


def _title(cable: Cable, key: str | None = None) -> Text:
    title = styled(key or cable.id or "no reference number", "bold")
    title.append("  ").append_text(_level(cable.classification))
    if cable.kind != "telegram":
        title.append_text(styled(f"  {one_line(cable.kind)}"))
    if cable.partial:
        title.append_text(styled("  extract or incomplete", "italic"))
    return title


def _level(classification: Classification | None) -> Text:
    if classification is None:
        return level_text(None)
    text = level_text(classification.level)
    for caveat in classification.caveats:
        text.append_text(styled(" " + one_line(caveat), "bold"))
    return text


def _grid(rows: Iterator[tuple[str, Text]] | list[tuple[str, Text]]) -> Table:
    from rich.table import Table  # late, here and below: a list of hits has none

    grid = Table.grid(padding=(0, 2))
    grid.add_column(justify="right", style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(styled(one_line(name)), value)
    return grid


def _facts(cable: Cable, edges: Sequence[Edge] = ()) -> Iterator[tuple[str, Text]]:
    """The fields in the order of the telegram itself; what is absent is left out."""
    before: Rows = (
        ("subject", (_marked(cable.subject, cable.subject_mark),)),
        ("also known as", cable.aliases),
        ("transmission", (cable.transmission_id,)),
        ("sent", (_moment(cable.sent, cable.local_time),)),
        ("released", (_released(cable.released),)),
        ("precedence", cable.precedence),
        ("from", (_post(cable.origin),)),
    )
    after: Rows = (
        ("distribution", cable.distribution),
        ("captions", cable.captions),
        ("pass to", cable.pass_lines),
        ("sections", (str(cable.sections) if cable.sections else None,)),
        ("E.O.", (cable.executive_order,)),
        ("declassify", (str(cable.declassify_on) if cable.declassify_on else None, cable.declassification)),
    )
    for name, items in before:
        yield from _fact(name, items)
    yield from _addressees(cable.addressees)
    for name, items in after:
        yield from _fact(name, items)
    yield from _listed("TAGS", [_tag(tag) for tag in cable.tags])
    led = {(each.label, each.text, each.doubt and each.number): each for each in edges}
    told = [(each, _edge(each, led)) for each in cable.references]
    yield from _listed("references", [_reference(each, edge) for each, edge in told if each.paragraph is None])
    yield from _listed("cited", [_reference(each, edge) for each, edge in told if each.paragraph is not None])
    yield from _listed("classified by", [_authority(each) for each in cable.classified_by])
    yield from _fact("drafted by", (cable.drafted_by,))
    yield from _fact("approved by", (cable.approved_by,))
    yield from _listed(
        "articles",
        [styled(one_line(f"{each.title}: {each.url}" if each.title else each.url)) for each in cable.articles],
    )


def _fact(name: str, items: tuple[str | None, ...]) -> Iterator[tuple[str, Text]]:
    present = tuple(item for item in items if item)
    if present:
        yield name, _joined(present)


def _joined(items: tuple[str, ...]) -> Text:
    return styled(", ".join(one_line(item) for item in items))


def _listed(name: str, items: list[Text]) -> Iterator[tuple[str, Text]]:
    """One below the other, named once."""
    for position, item in enumerate(items):
        yield ("" if position else name), item


def _addressees(addressees: tuple[Addressee, ...]) -> Iterator[tuple[str, Text]]:
    for role, name in (("action", "to"), ("info", "info")):
        yield from _listed(name, [_addressee(each) for each in addressees if each.role == role])


def _addressee(addressee: Addressee) -> Text:
    text = styled(one_line(addressee.name))
    for part in (addressee.precedence, addressee.number):
        if part:
            text.append_text(styled(" " + one_line(part)))
    if addressee.routing:
        text.append_text(styled(f"  {one_line(addressee.routing)}", "dim"))
    if addressee.exempt:
        text.append_text(styled("  not to " + ", ".join(one_line(each) for each in addressee.exempt)))
    return text


def _moment(moment: dt.datetime | None, local: bool = False) -> str | None:
    """In UTC; of the sender's own time, what it is."""
    if moment is None:
        return None
    return f"{moment.astimezone(dt.UTC):%Y-%m-%d %H:%M} {'(the sender’s own time)' if local else 'UTC'}"


def _released(moment: dt.datetime | None) -> str | None:
    """A stamp of a release tells the day alone; nothing is released at midnight to the minute."""
    shown = _moment(moment)
    return shown.removesuffix(" 00:00 UTC") if shown else None


def _post(post: Post | None) -> str | None:
    if post is None:
        return None
    country = vocabulary.country_name(post.country) if post.country else None
    return ", ".join(part for part in (f"{post.name} ({post.code})" if post.name else post.code, country) if part)


def _tag(tag: Tag) -> Text:
    text = styled(one_line(tag.code))
    text.append_text(styled(f"  {one_line(tag.meaning)}" if tag.meaning else f"  {tag.kind}", "dim"))
    return text


def _edge(reference: Reference, led: Mapping[tuple[str | None, str, str | None], Edge]) -> Edge | None:
    """What it leads to in the archive; one that is doubted is found with its number."""
    label, text = reference.label, reference.text
    return led.get((label, text, reference.target)) or led.get((label, text, None))


def _reference(reference: Reference, edge: Edge | None = None) -> Text:
    label = f"{reference.label}. " if reference.label else ""
    text = styled(one_line(label + reference.text.removeprefix(label)))
    if edge and edge.doubt:
        text.append_text(styled(f"  in doubt: {one_line(edge.doubt)}", "dim"))
    elif edge and edge.target:
        text.append_text(styled(f"  → {one_line(edge.target)}", "bold"))
        text.append_text(styled("" if edge.held else "  not in this archive", "dim"))
    elif reference.target:
        text.append_text(styled(f"  → {one_line(reference.target)}", "bold"))
    elif reference.kind != "cable":
        text.append_text(styled(f"  {one_line(reference.kind)}", "dim"))
    else:
        why = f": {one_line(reference.rule)}" if reference.rule else ""
        text.append_text(styled(f"  not resolved{why}", "dim"))
    return text


def _authority(authority: Authority) -> Text:
    parts = [part for part in (authority.name, authority.title) if part]
    reasons = f" for reasons {', '.join(authority.reasons)}" if authority.reasons else ""
    return styled(one_line(", ".join(parts) + reasons))


def _marked(text: str | None, mark: str | None) -> str | None:
    return f"({mark}) {text}" if text and mark else text


def _table() -> Table:
    from rich import box
    from rich.table import Table

    return Table(box=box.SIMPLE_HEAD, pad_edge=False)


def _paragraph_table(paragraphs: tuple[Paragraph, ...]) -> Table:
    table = _table()
    table.add_column("¶", justify="right", no_wrap=True)
    table.add_column("mark", no_wrap=True)
    table.add_column("role", no_wrap=True)
    table.add_column("first words")
    for each in paragraphs:
        if each.heading:
            table.add_row("", "", "", styled(one_line(each.heading), "bold"))
        words = each.text.split(maxsplit=FIRST_WORDS)
        first = " ".join(words[:FIRST_WORDS]) + (" …" if len(words) > FIRST_WORDS else "")
        table.add_row(
            styled("" if each.number is None else str(each.number)),
            _mark(each),
            styled("" if each.role == "text" else each.role),
            styled(one_line(first) + (" [redacted]" if each.redacted else "")),
        )
    return table


def _mark(paragraph: Paragraph) -> Text:
    if not paragraph.mark:
        return Text()
    band = vocabulary.band(paragraph.level)
    return styled(f"({one_line(paragraph.mark)})", BAND_STYLES.get(band, ""))


def _attributes(attributes: dict[str, str]) -> Iterator[tuple[str, Text]]:
    """Those that say something, one a line; of the many that the National Archives leave empty, the names."""
    empty = [name for name, value in attributes.items() if value.strip().lower() in EMPTY]
    for name, value in attributes.items():
        if name not in empty:
            yield name, styled(one_line(value))
    if empty:
        yield "empty or n/a", styled(", ".join(one_line(name) for name in empty), "dim")


def _repair_table(repairs: tuple[Repair, ...]) -> Table:
    """Repairs of the same reading in one row: a text with mangled quotes has dozens of them."""
    places: dict[tuple[str, str, str, bool], list[str]] = {}
    for each in repairs:
        places.setdefault((each.read, each.means, each.rule, each.certain), []).append(f"{each.start}–{each.end}")
    table = _table()
    for name in ("read", "means", "rule", "", "where"):
        table.add_column(name, overflow="fold")
    for (read, means, rule, certain), where in places.items():
        more = f" and {len(where) - PLACES} more" if len(where) > PLACES else ""
        table.add_row(
            _exact(read),
            _exact(means),
            styled(one_line(rule)),
            "" if certain else styled("not certain", "italic"),
            ", ".join(where[:PLACES]) + more,
        )
    return table


def _exact(text: str) -> Text:
    """A short reading with its line feeds and blanks to be seen."""
    shown = text.replace("\n", "⏎").replace("\t", "→")
    return styled(shown if shown.strip() else shown.replace(" ", "·"))


def _paragraph(paragraph: Paragraph, pages: tuple[tuple[int, str], ...] = ()) -> Text:
    """The paragraph with its number and mark; and where in it a page of a printed volume begins, its number."""
    text = Text()
    if paragraph.number is not None:
        text.append(f"¶{paragraph.number}. ", style="dim")
    if paragraph.mark:
        text.append_text(_mark(paragraph)).append(" ")
    at = 0
    for place, page in pages:
        text.append_text(styled(paragraph.text[at:place])).append(f"[p. {page}] ", style="dim")
        at = place
    return text.append_text(styled(paragraph.text[at:]))
