"""The painted text as markup: legend, text and summary, for a page of any kind; and one page that needs nothing else.

Every field is a span whose title and label say its name, what it was taken to mean, and the rule. The page of
``reftel parse --show --html`` has no script, no picture, nothing fetched; its own Content-Security-Policy forbids all
that to whatever a telegram may hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import TYPE_CHECKING

from reftel import vocabulary
from reftel.painting.lines import KINDS, Field, Line, Piece, characters, lines
from reftel.painting.style import STYLE
from reftel.painting.understanding import (
    GROUPS,
    Finding,
    findings,
    group_of,
    line_list,
    meaning,
    mendings,
    repairs_of,
    rule_of,
    short,
    told,
    whereabouts,
)
from reftel.painting.visible import in_line, one_line, shown

if TYPE_CHECKING:
    from reftel.model import BlockKind, Cable

Say = Callable[[str], str]
"""Says a word or a sentence of the painting in the reader's language."""

HEAD = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
"""
WHAT_BLOCKS_ARE: dict[BlockKind, str] = {
    "transmission": "what the relay stations wrote",
    "heading": "date-time group, from, to, info",
    "opening": "classification, captions, TAGS, subject, references",
    "paragraph": "the body",
    "closing": "signature and what follows",
    "furniture": "what page and section breaks left",
    "notice": "what a collection printed around it",
    "unknown": "not understood",
}
"""In a few words each, for the legend."""


def page(name: str, cables: Iterable[Cable]) -> Iterator[str]:
    """The page in parts, one cable after the other; nothing is given out before the first cable is there.

    ``name`` is the file's, for the title. What reading the cables raises is passed on.
    """
    title = text(one_line(f"{name}, painted by reftel"))
    begun = False
    for number, cable in enumerate(cables, 1):
        if not begun:
            yield HEAD.format(title=title, style=STYLE)
            begun = True
        yield from article(cable, f"c{number}", name)
    if not begun:
        yield HEAD.format(title=title, style=STYLE) + "<p>No cable in this file.</p>\n"
    yield "</body>\n</html>\n"


def article(cable: Cable, key: str, name: str) -> Iterator[str]:
    """One cable: legend, painted text, summary; ``key`` begins the anchors of its lines, ``c1-12`` is line 12."""
    level = " ".join((cable.classification.level, *cable.classification.caveats)) if cable.classification else ""
    yield f'<article class="painted" aria-labelledby="{key}">\n<header>\n<p class="file">{text(one_line(name))}</p>\n'
    yield f'<h1 id="{key}">{text(one_line(cable.id or "no reference number"))}</h1>\n'
    yield f"<p>{text(one_line(level or vocabulary.level_name(None).lower()))} · {len(cable.text):,} characters</p>\n"
    if cable.subject:
        yield f'<p class="subject">{text(one_line(cable.subject))}</p>\n'
    yield legend(cable)
    yield "</header>\n"
    yield from painted(cable, key)
    yield summary(cable, key)
    yield "</article>\n"


def text(words: str) -> str:
    """Escaped for HTML; what acts or hides is made visible."""
    return escape(shown(words), quote=True)


# the legend


def legend(cable: Cable, say: Say = str) -> str:
    """What the colours mean, with how much of the text each kind of block has and how many fields there are.

    ``say`` says the painting's own words in another language; names of fields stay as they are.
    """
    total = max(len(cable.text), 1)
    blocks = "".join(
        f'<li class="k-{kind}{"" if count else " none"}" title="{escape(say(WHAT_BLOCKS_ARE[kind]))}">'
        f"<b>{escape(say(kind))}</b> {_per_cent(count, total)}</li>"
        for kind, count in characters(cable).items()
    )
    places = dict.fromkeys(GROUPS, 0)
    for name, spans in cable.spans.items():
        places[group_of(name)] += len(spans)
    groups = "".join(
        f'<li class="{"" if count else "none"}" title="{escape(", ".join(GROUPS[group]))}">'
        f'<span class="f g-{group}">{escape(say(group))}</span> {count}</li>'
        for group, count in places.items()
        if group != "body"
    )
    certain = sum(each.certain for each in cable.repairs)
    doubtful = len(cable.repairs) - certain
    read, means, likely = (escape(say(each)) for each in ("as read", "what it means", "what is likely"))
    return (
        f'<section class="legend" aria-label="{escape(say("Legend"))}">\n'
        f'<h2>{escape(say("Blocks"))}</h2>\n<ul class="keys">{blocks}</ul>\n'
        f'<h2>{escape(say("Fields"))}</h2>\n<ul class="keys">{groups}<li class="{"" if places["body"] else "none"}">'
        f"{escape(say('paragraphs'))} {len(cable.paragraphs)}</li>"
        f'<li><span class="out">{escape(say("in no field"))}</span></li></ul>\n'
        f'<h2>{escape(say("Repairs"))}</h2>\n<ul class="keys"><li class="{"" if certain else "none"}"><del>{read}</del>'
        f'<ins>{means}</ins> {certain}</li><li class="{"" if doubtful else "none"}"><del>{read}</del>'
        f'<ins class="doubtful">{likely}</ins> {doubtful}</li></ul>\n</section>\n'
    )


def _per_cent(count: int, total: int) -> str:
    share = 100 * count / total
    return f"{share:.1f} %" if share >= 0.05 or not count else "&lt; 0.1 %"


# the text


def painted(cable: Cable, key: str, say: Say = str) -> Iterator[str]:
    """The text, in parts: a section a block, a row a line: its number, the text, the fields that begin in it."""
    open_ = False
    for line in lines(cable):
        if line.first:
            yield ("</div></section>\n" if open_ else "") + (
                f'<section class="block k-{line.kind}"><h3 title="{escape(say(WHAT_BLOCKS_ARE[line.kind]))}">'
                f"{escape(say(line.kind))}</h3><div>\n"
            )
            open_ = True
        yield _row(cable, line, key)
    if open_:
        yield "</div></section>\n"


def _row(cable: Cable, line: Line, key: str) -> str:
    anchor = f' data-n="↳" title="line {line.number} goes on"'
    if not line.continues:
        anchor = f' id="{key}-{line.number}" data-n="{line.number}"'
    notes = "".join(
        f'<li class="g-{group_of(name)}">{text(f"{name} = {words}" if words else name)}</li>'
        for name, words in told(cable, line.begun())
    )
    beside = f'<ul class="names">{notes}</ul>' if notes else ""
    return f'<div class="l"{anchor}><code>{_pieces(cable, line)}</code>{beside}</div>\n'


def _pieces(cable: Cable, line: Line) -> str:
    """The line's text with its fields as nested spans, which all end with it."""
    words: list[str] = []
    open_: tuple[Field, ...] = ()
    indent = ""
    if line.pieces:  # an underlined indent would look like letters lost
        first = line.pieces[0].text
        indent = first[: len(first) - len(first.lstrip(" "))]
    for position, piece in enumerate(line.pieces):
        same = 0
        while same < min(len(open_), len(piece.fields)) and open_[same] == piece.fields[same]:
            same += 1
        words += ["</span>"] * (len(open_) - same)
        words += [_span(cable, field) for field in piece.fields[same:]]
        words.append(_piece(piece, piece.text if position else piece.text[len(indent) :]))
        open_ = piece.fields
    words += ["</span>"] * len(open_)
    return indent + "".join(words) + ("\n" if line.ended else "")


def _span(cable: Cable, field: Field) -> str:
    remarks = []
    for name in field.names:
        rule = rule_of(cable, name)
        meant = short(meaning(cable, name))
        remarks.append(name + (f" = {meant}" if meant else "") + (f" (rule: {rule})" if rule else ""))
    remark = text(one_line("; ".join(remarks)))
    return f'<span class="f g-{group_of(field.names[0])}" role="group" title="{remark}" aria-label="{remark}">'


def _piece(piece: Piece, read: str) -> str:
    words = text(read)
    if not piece.fields and words.strip():
        words = f'<span class="out">{words}</span>'
    if not piece.repaired:
        return words
    struck = f"<del>{words}</del>" if words else ""
    means = "".join(
        f'<ins class="{"sure" if each.certain else "doubtful"}" title="{text(repairs_of((each,)))}">'
        f"{escape(in_line(each.means))}</ins>"
        for each in piece.closes
    )
    return struck + means


# the summary


def summary(cable: Cable, key: str, say: Say = str) -> str:
    """Characters by block, fields found and not found, repairs; with links to the lines of ``painted``."""
    total = max(len(cable.text), 1)
    found, missing = findings(cable)
    counts = characters(cable)
    blocks = "".join(
        f'<tr class="{"" if counts[kind] else "none"}"><th scope="row"><span class="swatch k-{kind}"></span>'
        f"{escape(say(kind))}</th><td>{counts[kind]:,}</td><td>{_per_cent(counts[kind], total)}</td>"
        f"<td>{escape(say(WHAT_BLOCKS_ARE[kind]))}</td></tr>\n"
        for kind in KINDS
    )
    parts = [
        f"<footer>\n<h2>{escape(say('Characters by block'))}</h2>\n",
        _table(("block", "characters", "%", "what it is"), blocks, say, "numbers"),
    ]
    if found:
        rows = "".join(_found(each, key) for each in found)
        parts += [
            f"<h2>{escape(say('Fields found'))}</h2>\n",
            _table(("field", "understood as", "rule", "lines"), rows, say),
        ]
    if missing:
        heading = escape(say("Fields not found"))
        parts.append(f'<h2>{heading}</h2>\n<p class="missing">{text(", ".join(missing))}</p>\n')
    if cable.repairs:
        rows = _repairs(cable, key, say)
        parts += [
            f"<h2>{escape(say('Repairs'))}</h2>\n",
            _table(("read", "means", "rule", "certain?", "lines"), rows, say),
        ]
    return "".join((*parts, "</footer>\n"))


def _table(columns: tuple[str, ...], rows: str, say: Say, kind: str = "") -> str:
    head = "".join(f'<th scope="col">{escape(say(name))}</th>' for name in columns)
    return (
        f'<div class="wide"><table class="{kind}"><thead><tr>{head}</tr></thead><tbody>\n{rows}</tbody></table></div>\n'
    )


def _found(found: Finding, key: str) -> str:
    count = f" ({found.items})" if found.items > 1 else ""
    where = whereabouts(found)
    place = f'<a href="#{key}-{found.lines[0]}">{text(where)}</a>' if found.lines else text(where)
    return (
        f'<tr><th scope="row"><span class="f g-{group_of(found.name)}">{text(found.name)}</span>{count}</th>'
        f"<td>{text(found.value)}</td><td>{text(found.rule)}</td><td>{place}</td></tr>\n"
    )


def _repairs(cable: Cable, key: str, say: Say) -> str:
    rows = []
    for each in mendings(cable):
        where = (
            f"{escape(say('throughout'))} {each.lines[0]}–{each.lines[-1]}"
            if each.throughout
            else line_list(each.lines)
        )
        certain = escape(say("yes")) if each.certain else f'<strong class="doubtful">{escape(say("no"))}</strong>'
        rows.append(
            f"<tr><td><del>{escape(in_line(each.read))}</del></td><td><ins>{escape(in_line(each.means))}</ins></td>"
            f'<td>{text(each.rule)}</td><td>{certain}</td><td><a href="#{key}-{each.lines[0]}">{where}</a></td></tr>\n'
        )
    return "".join(rows)
