"""``reftel parse --show``: the text painted by what was recognised, at a terminal, in a log, and as a page."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console
from selectolax.lexbor import LexborHTMLParser

from reftel import reading, sources, telegram
from reftel.cli.showing import MARGIN, marked, render_painting
from reftel.model import Addressee, Block, Cable, Classification, Paragraph, Post, Reference, Repair, Tag
from reftel.painting.lines import Ruler, characters, lines
from reftel.painting.markup import page
from reftel.painting.understanding import findings, line_list, meaning, mendings, rule_of, told
from reftel.painting.visible import in_line, shown

from .conftest import TELEGRAM, Run

HOSTILE = (
    "VZCZCXYZ0007\nR 171512Z MAR 09\nFM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC 0231\n"
    "C O N F I D E N T I A L LIMA 000417\nTAGS: ECON, PE\n"
    'SUBJECT: </code><script>alert(1)</script> "x" & \u202eOCIXEM ⟦id⟧ zero\u200bwidth \x1b]0;owned\x07\n'
    "1. (U) [bold]Lamps[/bold]\tand \x9b31m <b onmouseover='x'>oil</b>.   \n"
)
TEXT = "AB CDEF\nGH IJ\n\nKL"

MADE = [
    (Cable(text=TEXT), "no blocks, no fields"),
    (Cable(), "no text"),
    (Cable(text="\n\n"), "only line feeds"),
    (Cable(text=TEXT, spans={"subject": ((0, 5),), "id": ((3, 10),)}), "fields that overlap by half"),
    (Cable(text=TEXT, spans={"id": ((-3, 99),), "sent": ((5, 5),), "origin": ((9, 4),)}), "places that are none"),
    (Cable(text=TEXT, blocks=(Block("heading", 3, 7), Block("opening", 5, 90))), "blocks that do not tile"),
    (Cable(text=TEXT, repairs=(Repair(0, 0, "", "x", "r"), Repair(17, 17, "", "y", "r"))), "added at both ends"),
    (Cable(text=TEXT, repairs=(Repair(5, 10, "EF\nGH", "EFGH", "r"),)), "a repair over a line's end"),
    (
        Cable(text=TEXT, repairs=(Repair(-1, 99, "A", "B", "r"), Repair(0, 17, "  ", " ", "r"))),
        "repairs of no one place",
    ),
    (Cable(text=TEXT, subject="AB\u200bCDEF", spans={"subject": ((0, 7),)}), "a value with a sign that hides"),
    (Cable(text="ab⟦id⟧cd ⟦/⟧", blocks=(Block("paragraph", 0, 12),)), "text that looks like marks"),
    (telegram.parse(TELEGRAM), "the invented telegram"),
    (telegram.parse(HOSTILE), "hostile"),
    (telegram.parse("a shopping list: eggs, milk  "), "no cable at all"),
]


def unmarked(cable: Cable) -> str:
    """The text again, from the marked lines."""
    parts: list[str] = []
    for line in marked(cable):
        assert line[MARGIN - 1] in "│↳"
        parts.append(("" if line[MARGIN - 1] == "↳" or not parts else "\n") + re.sub("⟦[^⟧]*⟧", "", line[MARGIN:]))
    return "".join(parts)


def as_shown(text: str) -> str:
    return shown(text).replace("⟦", "\\u27e6").replace("⟧", "\\u27e7")


def row(cable: Cable, number: int) -> str:
    """The marked line of this number, without its margin."""
    return next(line[MARGIN:] for line in marked(cable) if line[: MARGIN - 4].strip() == str(number))


def invented(heap: Path) -> Iterator[Cable]:
    for path in sources.walk([heap]):
        if path.suffix != ".json":
            yield from reading.read(path)


# nothing is lost


@pytest.mark.parametrize(("cable", "remark"), MADE)
def test_nothing_is_lost(cable: Cable, remark: str) -> None:
    assert unmarked(cable) == as_shown(cable.text.removesuffix("\n")), remark
    pieces = [piece for line in lines(cable) for piece in line.pieces]
    assert [piece.start for piece in pieces[1:]] == [piece.end for piece in pieces[:-1]], (
        "each where the last one ended"
    )
    assert (pieces[0].start, pieces[-1].end) == (0, len(cable.text)) if pieces else not cable.text
    html = LexborHTMLParser("".join(page("f", [cable])))
    for added in html.css("code ins"):
        added.decompose()
    assert "".join(code.text() for code in html.css("code")) == shown(cable.text), remark
    assert sum(characters(cable).values()) == len(cable.text), remark


def test_nothing_is_lost_of_specimens(heap: Path) -> None:
    cables = list(invented(heap))
    assert len(cables) >= 20
    for cable in cables:
        assert unmarked(cable) == as_shown(cable.text.removesuffix("\n")), cable.id


# marks

MARKED = [
    (1, "⟦transmission_id⟧VZCZCXYZ0007⟦/⟧", "a field"),
    (5, "⟦sent, precedence⟧R 171512Z MAR 09⟦/⟧", "two fields of one place"),
    (6, "⟦origin⟧FM AMEMBASSY LIMA⟦/⟧", "origin"),
    (7, "TO ⟦addressees.0⟧RUEHC/SECSTATE WASHDC 0231⟦/⟧", "an item of a list; what is in no field has no mark"),
    (9, "⟦id, classification⟧C O N F I D E N T I A L LIMA 000417⟦/⟧", "spaced letters"),
    (11, "⟦captions⟧SIPDIS⟦/⟧", "caption"),
    (13, "⟦executive_order⟧E.O. ⟦declassify_on⟧12958: DECL: 03/17/2019⟦/⟧⟦/⟧", "a field inside a field"),
    (14, "TAGS: ⟦tags⟧⟦tags.0⟧ECON⟦/⟧ ⟦tags.1⟧EAGR⟦/⟧ ⟦tags.2⟧PE⟦/⟧⟦/⟧", "items inside their list"),
    (27, "⟦paragraphs.2⟧3. (SBU) The keeper, Mr. Quillfeather, said that the marmalade was excellent.⟦/⟧", "paragraph"),
    (24, "⟦paragraphs.1⟧2. (C) SUMMARY: The lighthouse of anchovies opened on time. Officials of the", "goes on"),
    (25, "invented Ministry of Lanterns praised the keeper. END SUMMARY.⟦/⟧", "ends"),
    (30, "⟦signed_by⟧BRAMBLEWORTH⟦/⟧", "signature"),
]


@pytest.mark.parametrize(("number", "expected", "remark"), MARKED)
def test_marks(number: int, expected: str, remark: str) -> None:
    assert row(telegram.parse(TELEGRAM), number) == expected, remark


def repaired(start: int, end: int, means: str, certain: bool = True) -> Cable:
    text = "the dQ,Affaires of Michoac n"
    repair = Repair(start, end, text[start:end], means, "rule", certain)
    return Cable(text=text, blocks=(Block("paragraph", 0, len(text)),), repairs=(repair,))


REPAIRED = [
    (repaired(5, 7, "’"), "the d⟦~⟧Q,⟦→’⟧Affaires of Michoac n", "what stands there stays, then what it means"),
    (repaired(19, 28, "Michoacán", False), "the dQ,Affaires of ⟦~⟧Michoac n⟦→Michoacán?⟧", "a likely word"),
    (repaired(4, 4, "\n"), "the ⟦~⟧⟦→⏎⟧dQ,Affaires of Michoac n", "a line break that was lost"),
    (repaired(3, 4, ""), "the⟦~⟧ ⟦→⟧dQ,Affaires of Michoac n", "means nothing at all"),
    (repaired(3, 4, "⟧x"), "the⟦~⟧ ⟦→\\u27e7x⟧dQ,Affaires of Michoac n", "a meaning that would end the mark"),
]


@pytest.mark.parametrize(("cable", "expected", "remark"), REPAIRED)
def test_marks_of_repairs(cable: Cable, expected: str, remark: str) -> None:
    assert row(cable, 1) == expected, remark


BLOCKS = [
    ((Block("heading", 0, 8), Block("opening", 8, 17)), ["    1  H│", "    2  O│", "    3  O│", "    4  O│"], "lines"),
    (
        (Block("heading", 0, 3), Block("unknown", 3, 17)),
        ["    1  H│", "       ?↳", "    2  ?│", "    3  ?│", "    4  ?│"],
        "a block that begins in the middle of a line",
    ),
    (
        (Block("heading", 0, 7), Block("opening", 7, 17)),
        ["    1  H│", "    2  O│", "    3  O│", "    4  O│"],
        "one that begins with the line feed of a line begins, to the eye, with the next",
    ),
    ((), ["    1  ?│", "    2  ?│", "    3  ?│", "    4  ?│"], "what nobody claims is unknown"),
]


@pytest.mark.parametrize(("blocks", "expected", "remark"), BLOCKS)
def test_margin(blocks: tuple[Block, ...], expected: list[str], remark: str) -> None:
    assert [line[:MARGIN] for line in marked(Cable(text=TEXT, blocks=blocks))] == expected, remark


def test_unknown_is_shouted() -> None:
    cable = Cable(text="FM LIMA\n???\n", blocks=(Block("heading", 0, 8), Block("unknown", 8, 12)))
    assert [row(cable, 1), row(cable, 2)] == ["FM LIMA", "⟦UNKNOWN⟧???⟦/⟧"]
    html = LexborHTMLParser("".join(page("f", [cable])))
    assert [each.text() for each in html.css("section.k-unknown code")] == ["???\n"]
    assert "unknown 33.3 %" in " ".join(html.css_first(".legend").text(separator=" ").split())
    assert "\x1b[1;7;31m???" in coloured(cable), "bold, reverse, red"


# the command


def test_show_without_colour(run: Run, cable: Path) -> None:
    outcome = run("parse", "--show", cable)
    assert (outcome.status, outcome.err) == (0, "")
    assert "\x1b" not in outcome.out
    for words in (
        "09LIMA417  CONFIDENTIAL",
        "T transmission, H heading, O opening, P paragraph, C closing, F furniture, N notice, ? unknown",
        "⟦~⟧as read⟦→what it means⟧",
        "SUBJECT: ⟦subject⟧INVENTED SPECIMEN: THE ANCHOVY LIGHTHOUSE [bold]OPENS[/bold]⟦/⟧",
    ):
        assert words in outcome.out
    told_rows = [" ".join(line.split()) for line in outcome.out.splitlines()]
    assert "sent 2009-03-17 15:12 UTC date-time group 5" in told_rows, "field, what it means, rule, line"
    assert any(line.startswith("not found aliases, released, distribution,") for line in told_rows)
    assert any(re.fullmatch(r"paragraph \d+ \d+\.\d", line) for line in told_rows), "characters and per cent by block"


def test_show_lists_the_repairs(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "quotes.txt"
    path.write_text(TELEGRAM.replace("opened on", "Q&openedQ8 on").replace("A lantern", "The keeperQ,s lantern"))
    outcome = run("parse", "--show", path)
    rows = [" ".join(line.split()) for line in outcome.out.splitlines()]
    assert "Q& “ mangled-quote yes 24" in rows
    assert "⟦~⟧Q&⟦→“⟧opened⟦~⟧Q8⟦→”⟧" in outcome.out


def test_show_of_several_cables(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = [telegram.parse(TELEGRAM), telegram.parse(TELEGRAM.replace("000417", "000418"))]
    monkeypatch.setattr("reftel.cli.parse._from_file", lambda path, ocr: iter(both))
    shown_text = run("parse", "--show", "x.txt").out
    assert shown_text.index("09LIMA417  CONFIDENTIAL") < shown_text.index("09LIMA418  CONFIDENTIAL")
    html = LexborHTMLParser(run("parse", "--show", "--html", "x.txt").out)
    assert [each.text() for each in html.css("article h1")] == ["09LIMA417", "09LIMA418"]
    ids = [each.attributes["id"] for each in html.css("[id]")]
    assert len(ids) == len(set(ids)), "an anchor leads to one place"


@pytest.mark.parametrize(
    ("arguments", "expected", "remark"),
    [
        (("--show", "--json"), "give one of them", "two different things"),
        (("--html", "--show", "--json"), "give one of them", "three"),
        (("--html",), "reftel parse --show --html FILE", "a page of what?"),
    ],
)
def test_options_that_do_not_go_together(
    run: Run, cable: Path, arguments: tuple[str, ...], expected: str, remark: str
) -> None:
    outcome = run("parse", *arguments, cable)
    assert (outcome.status, outcome.out) == (2, ""), remark
    assert expected in " ".join(outcome.err.split()), remark


@pytest.mark.parametrize("options", [("--show",), ("--show", "--html")])
def test_unreadable_leaves_nothing_on_stdout(run: Run, tmp_path: Path, options: tuple[str, ...]) -> None:
    (tmp_path / "empty.txt").write_text("")
    for name in ("empty.txt", "absent.txt"):
        outcome = run("parse", *options, name)
        assert (outcome.status, outcome.out) == (2, "")
        assert name in outcome.err


def test_help_names_the_options(run: Run) -> None:
    text = run("parse", "--help").out
    assert "--show" in text
    assert "--html" in text
    assert "reftel parse --show --html 09MEXICO2134.txt > painted.html" in text


# colour


def coloured(cable: Cable, width: int = 110) -> str:
    out = Console(file=io.StringIO(), force_terminal=True, color_system="truecolor", width=width, no_color=False)
    render_painting(out, cable)
    assert isinstance(out.file, io.StringIO)
    return out.file.getvalue()


def test_colour() -> None:
    painted = coloured(telegram.parse(TELEGRAM))
    plain = re.sub(r"\x1b\[[0-9;]*m", "", painted)
    assert "⟦" not in plain
    assert re.search(r"5  H  R 171512Z MAR 09 +sent = 2009-03-17 15:12 UTC  precedence = routine\n", plain)
    assert re.search(r"14  O  TAGS: ECON EAGR PE +tags\.0–2\n", plain), "items drawn together"
    assert re.search(r"18  O       B\. 08 LIMA 1999 +references\.1 = 08LIMA1999\n", plain), "the target"
    assert max(map(len, plain.splitlines())) <= 110


@pytest.mark.parametrize(("cable", "remark"), MADE)
@pytest.mark.parametrize("width", [40, 110])
def test_colour_lets_no_control_through(cable: Cable, remark: str, width: int) -> None:
    plain = re.sub(r"\x1b\[[0-9;]*m", "", coloured(cable, width))
    assert shown(plain) == plain, remark
    seen = "".join(re.findall(r"\S", as_shown(cable.text).replace("\\u27e6", "⟦").replace("\\u27e7", "⟧")))
    rest = iter("".join(plain.split()))
    assert all(character in rest for character in seen), f"{remark}: every character, in its order"


def test_no_color_is_heeded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    out = Console(file=io.StringIO(), force_terminal=True, width=110)
    render_painting(out, telegram.parse(TELEGRAM))
    assert isinstance(out.file, io.StringIO)
    assert "⟦subject⟧" in out.file.getvalue()


# the page


def test_page_is_harmless_and_self_contained(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "<img src=x>&.txt"
    path.write_text(HOSTILE, encoding="utf-8")
    outcome = run("parse", "--show", "--html", path)
    assert (outcome.status, outcome.err) == (0, "")
    html = LexborHTMLParser(outcome.out)
    for forbidden in ("script", "img", "link", "iframe", "[src]", "[onmouseover]", "b[onmouseover]"):
        assert html.css(forbidden) == [], forbidden
    assert {each.attributes["href"][:3] for each in html.css("a[href]") if each.attributes["href"]} == {"#c1"}
    policy = html.css_first("meta[http-equiv]").attributes["content"]
    assert policy == "default-src 'none'; style-src 'unsafe-inline'"
    assert "prefers-color-scheme: dark" in html.css_first("style").text()
    assert "url(" not in html.css_first("style").text()
    assert shown(outcome.out) == outcome.out, "no control, no override, nothing that hides"
    assert "\\u202eOCIXEM" in outcome.out
    assert html.css_first("title").text().startswith("<img src=x>&.txt")


PAGE_SPANS = [
    ("subject", "subject", "INVENTED SPECIMEN", "subject line", "a field with its rule"),
    ("sent", "sent = 2009-03-17 15:12 UTC", "R 171512Z MAR 09", "date-time group", "what it was taken to mean"),
    ("tags.1", "tags.1 = EAGR", "EAGR", "TAGS line", "an item takes the rule of its list"),
    ("references.1", "references.1 = 08LIMA1999", "08 LIMA 1999", "", "the target of a reference"),
    ("paragraphs.2", "paragraphs.2 = ¶3 (SBU)", "3. (SBU) The keeper", "", "number and mark of a paragraph"),
]


@pytest.mark.parametrize(("name", "title", "words", "rule", "remark"), PAGE_SPANS)
def test_page_names_every_field(name: str, title: str, words: str, rule: str, remark: str) -> None:
    html = LexborHTMLParser("".join(page("f", [telegram.parse(TELEGRAM)])))
    (span,) = [each for each in html.css("code .f") if re.match(rf"{name}\b(?!\.\d)", each.attributes["title"] or "")]
    assert (span.attributes["title"] or "").startswith(title), remark
    assert f"(rule: {rule}" in (span.attributes["title"] or "") or not rule, remark
    assert span.attributes["aria-label"] == span.attributes["title"]
    assert span.text().startswith(words), remark


def test_page_tells_counts_and_lines() -> None:
    cable = repaired(19, 28, "Michoacán", False)
    html = LexborHTMLParser("".join(page("f", [cable, telegram.parse(TELEGRAM)])))
    legend, second = (" ".join(each.text(separator=" ").split()) for each in html.css(".legend"))
    assert "paragraph 100.0 %" in legend
    assert "what is likely 1" in legend
    assert "addressees 2" in second
    assert "paragraphs 4" in second
    (place,) = html.css("article:first-of-type footer a")
    assert place.attributes["href"] == "#c1-1"
    assert html.css_first("#c1-1 del").text() == "Michoac n"
    assert html.css_first("#c1-1 ins.doubtful").text() == "Michoacán"


def test_page_of_nothing() -> None:
    assert "No cable in this file." in "".join(page("f", []))


# what the fields mean

CABLE = Cable(
    text="x" * 40,
    origin=Post("LIMA", "Embassy Lima"),
    classification=Classification("SECRET", ("NOFORN",)),
    addressees=(Addressee("info", "AMEMBASSY BOGOTA", number="0118"),),
    tags=(
        Tag("ECON", "subject", "Economic affairs"),
        Tag("XXYY"),
        Tag("PE", "geo", "Peru"),
        Tag("MX", "geo", "Mexico"),
    ),
    references=(
        Reference("STATE 1", target="09STATE1", rule="year of the telegram"),
        Reference("AND PREVIOUS"),
        Reference("E-MAIL", kind="email"),
    ),
    paragraphs=(Paragraph("t", 2, "C", role="comment", redacted=True), Paragraph("t")),
    attributes={"Film\nNumber": "D74\x1b"},
    rules={"references": "REF line", "tags": "TAGS line"},
)
MEANINGS = [
    ("origin", "Embassy Lima", "a post by name"),
    ("classification", "SECRET NOFORN", "with caveats"),
    ("addressees.0", "info: AMEMBASSY BOGOTA 0118", "role and number"),
    ("tags.0", "ECON: Economic affairs", "meaning"),
    ("tags.1", "XXYY: unknown", "no table knows it"),
    ("references.0", "09STATE1", "target"),
    ("references.1", "not resolved", "no target"),
    ("references.2", "email", "no cable"),
    ("paragraphs.0", "¶2 (C) comment redacted", "number, mark, role"),
    ("paragraphs.1", "¶ no mark", "without any"),
    ("attributes.Film\nNumber", "D74␛", "a catalogue field, harmless"),
    ("tags.9", "", "no such item"),
    ("tags.x", "", "no such item either"),
    ("subject", "", "absent"),
    ("station", "", "no field of the model"),
]


@pytest.mark.parametrize(("name", "expected", "remark"), MEANINGS)
def test_meaning(name: str, expected: str, remark: str) -> None:
    assert meaning(CABLE, name) == expected, remark


@pytest.mark.parametrize(
    ("names", "expected", "remark"),
    [
        (("tags", "tags.2", "tags.3"), (("tags.2–3", ""),), "drawn together"),
        (
            ("tags", "tags.0", "tags.1", "tags.2"),
            (("tags.0", ""), ("tags.1", "XXYY: unknown"), ("tags.2", "")),
            "unknown",
        ),
        (("tags",), (("tags", ""),), "a list without its items"),
        (
            ("references", "references.0", "references.1"),
            (("references.0", "09STATE1"), ("references.1", "not resolved")),
            "each",
        ),
        (("subject", "addressees.0"), (("subject", ""), ("addressees.0", "info")), "plain, and the role"),
        (("attributes.Film\nNumber",), (("attributes.Film Number", ""),), "a name from a file in one line"),
    ],
)
def test_told(names: tuple[str, ...], expected: tuple[tuple[str, str], ...], remark: str) -> None:
    assert told(CABLE, names) == expected, remark


@pytest.mark.parametrize(
    ("name", "expected"),
    [("references.0", "year of the telegram"), ("references.1", "REF line"), ("tags.0", "TAGS line"), ("sent", "")],
)
def test_rule_of(name: str, expected: str) -> None:
    assert rule_of(CABLE, name) == expected


def test_findings() -> None:
    found, missing = findings(telegram.parse(TELEGRAM))
    rows = {each.name: (each.items, each.rule, each.lines) for each in found}
    assert rows["addressees"] == (2, "format lines 7 and 8", (7, 8))
    assert rows["tags"][0] == 3
    assert rows["station"] == (1, "", (3,)), "a place, though no field of the model"
    assert set(missing) >= {"released", "drafted_by", "articles"}
    assert not {"text", "blocks", "spans", "kind", "partial"} & {*missing, *rows}


def test_mendings() -> None:
    text = "Q,s\n\nQ,s  x"
    repairs = (
        Repair(0, 11, "  ", " ", "doubled-blanks"),
        Repair(0, 2, "Q,", "’", "quote"),
        Repair(5, 7, "Q,", "’", "quote"),
    )
    assert [tuple(each) for each in mendings(Cable(text=text, repairs=repairs))] == [
        ("Q,", "’", "quote", True, (1, 3), False),
        ("  ", " ", "doubled-blanks", True, (1, 3), True),
    ], "alike in one; what speaks of the whole text comes last"


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [((), ""), ((2,), "2"), ((2, 3, 4, 9), "2–4, 9"), ((1, 3, 5, 7, 9, 11), "1, 3, 5, 7 and 2 more")],
)
def test_line_list(numbers: tuple[int, ...], expected: str) -> None:
    assert line_list(numbers) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("\n", "⏎"), (" ", "·"), (" - ", "·-·"), ("a  b", "a  b"), ("", ""), ("\x1b\t", "␛⇥"), ("\u00ad", "\\u00ad")],
)
def test_in_line(text: str, expected: str) -> None:
    assert in_line(text) == expected


def test_ruler_counts_as_lines_do() -> None:
    ruler = Ruler(TEXT)
    assert all(ruler.line(piece.start) == line.number for line in lines(Cable(text=TEXT)) for piece in line.pieces)
