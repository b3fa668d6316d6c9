"""The whole: what holds of every text, telegram or not, whole or damaged."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator
from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reftel
from reftel import specimen
from reftel.model import Cable

from .tables import table

SETTINGS = settings(deadline=None, max_examples=300, derandomize=True)

# pieces that stages look for, so that random texts meet the rules and not only the end of them
PIECES = [
    *(
        "VZCZCXRO1234",
        "DE RUEHPE #0233/01 1251530",
        "P 041530Z MAY 08",
        "FM AMEMBASSY LIMA",
        "TO RUEHC/SECSTATE WASHDC 0417",
    ),
    *("INFO RUEHQT/AMEMBASSY QUITO", "XMT AMEMBASSY LA PAZ", "BT", "ACTION ARA-20", "INFO OCT-01 ISO-00 /021 W"),
    *("C O N F I D E N T I A L SECTION 01 OF 02 LIMA 000233", "UNCLAS LIMA 000233", "SIPDIS", "NOFORN", "DEPT FOR WHA"),
    *(
        "E.O. 12958: DECL: 05/04/2018",
        "E.O. 11652: GDS",
        "TAGS: PREL, PE",
        "SUBJECT: KITES",
        "REF: A. LIMA 12 B. 07 QUITO 9",
    ),
    *(
        "Classified By: DCM Ada Quill for reasons 1.4 (b) and (d)",
        "1. (C) Summary: Kites.",
        "End Summary.",
        "¶2. (S/NF) Lamps",
    ),
    *(
        "3. COMMENT:",
        "(U)",
        "--",
        "-----",
        "LIMA 00000233  002 OF 002",
        "PAGE 02  LIMA 00233  041601Z",
        "CONFIDENTIAL",
        "HERON",
    ),
    *(
        "NNNN",
        "Q,s",
        "Q&",
        "Q8",
        "Q)",
        "&#8217;",
        "  ",
        "xxxxxxxx",
        "Message Text",
        "Message Attributes",
        "Subject: KITES",
    ),
    *(
        "Document Number: 1974LAPAZ00231",
        "Draft Date: 04 MAY 1974",
        "From: LA PAZ",
        "To: STATE",
        "TAGS: PFOR",
        "(",
        ")",
        ";",
    ),
    *(
        "08LIMA233",
        "Sun May 04 00:00:00 +0200 2008",
        "Embassy Lima",
        "Visit Lima's Classified Web Site at",
        "http://x.invalid/",
    ),
    *(
        "This record is a partial extract of the original cable.",
        "Reference ID Created",
        "\u2028",
        "\x85",
        "\r",
        "\t",
        "\x00",
        "é",
        "𝄞",
    ),
]
texts = st.one_of(
    st.text(max_size=400),
    st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["\n", " ", "\n\n", "", " \n "])), max_size=40).map(
        lambda parts: "".join(piece + gap for piece, gap in parts)
    ),
)


def check(text: str, cable: Cable) -> None:
    """What holds of every cable, whatever the text."""
    assert cable.text == text
    assert [cable.blocks[0].start, cable.blocks[-1].end] == [0, len(text)] if text else not cable.blocks
    assert all(block.start < block.end for block in cable.blocks)
    assert all(one.end == two.start for one, two in pairwise(cable.blocks))
    for name, places in cable.spans.items():
        assert all(0 <= start <= end <= len(text) for start, end in places), name
        assert all(one[1] <= two[0] for one, two in pairwise(places)), name
    for each in cable.repairs:
        assert 0 <= each.start <= each.end <= len(text)
        assert each.rule == "doubled-blanks" or text[each.start : each.end] == each.read
    assert set(cable.rules) <= set(Cable.__struct_fields__)
    assert all(0 <= r.paragraph < len(cable.paragraphs) for r in cable.references if r.paragraph is not None)
    assert msgspec.json.decode(msgspec.json.encode(cable), type=Cable) == cable


@SETTINGS
@given(texts)
def test_any_text(text: str) -> None:
    check(text, reftel.parse(text))


@settings(deadline=None, max_examples=150, derandomize=True)
@given(texts, st.one_of(st.none(), st.integers(0, 9999)), st.one_of(st.none(), st.text(max_size=20)))
def test_any_year_and_reference_number(text: str, year: int | None, reference_id: str | None) -> None:
    check(text, reftel.parse(text, year=year, reference_id=reference_id))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The texts of one specimen of each layout and era or so."""
    paths = specimen.write(tmp_path_factory.mktemp("specimens"), 24, 5, specimen.ALONE)
    return [msgspec.json.decode(path.with_suffix(".json").read_bytes(), type=Cable).text for path in paths]


def damaged(text: str, seed: int) -> Iterator[str]:
    """The text with bytes changed, lost, put in and said twice, cut short, and its lines shuffled."""
    luck = random.Random(seed)  # noqa: S311 - not for secrets
    raw = text.encode()
    for _ in range(6):
        changed = bytearray(raw)
        for _ in range(luck.randrange(1, 40)):
            at = luck.randrange(len(changed))
            kind = luck.randrange(4)
            if kind == 0:
                changed[at] = luck.randrange(256)
            elif kind == 1:
                del changed[at : at + luck.randrange(1, 30)]
            elif kind == 2:
                changed[at:at] = bytes([luck.choice(b"\n\n ()1.Q-\xb6\x00\xff")]) * luck.randrange(1, 5)
            else:
                changed[at:at] = changed[at : at + luck.randrange(1, 200)]
        yield changed.decode("utf-8", "replace")
    yield text[: luck.randrange(len(text))]
    yield text[luck.randrange(len(text)) :]
    lines = text.split("\n")
    luck.shuffle(lines)
    yield "\n".join(lines)


@pytest.mark.parametrize("seed", range(2))
def test_damaged_specimens(written: list[str], seed: int) -> None:
    for number, text in enumerate(written):
        check(text, reftel.parse(text))
        for each in damaged(text, 100 * seed + number):
            check(each, reftel.parse(each))


@table(
    "text, remark",
    ("The heron stands\nupon one leg\nand dreams of eels.\n", "a poem"),
    ("Shopping: 1 kite, 2 lamps, 3 jars (blue).", "a list"),
    ("\x00\x01\x02\ufffd\ufffdPK\x03\x04" * 50, "a binary file read as text"),
    ("{'kites': [1, 2, 3], 'to': 'all'}", "a program's data"),
    ("<html><body>Kites</body></html>", "a page"),
    (" \n\t\n ", "white space"),
    ("x", "one letter"),
    ("TO THE HERON\n\nO bird upon one leg.\n", "a poem with a dedication"),
    ("𝄞" * 200, "signs outside the basic plane"),
)
def test_what_is_no_telegram(text: str, remark: str) -> None:
    cable = reftel.parse(text)
    assert cable.id is None
    assert [(block.kind, block.start, block.end) for block in cable.blocks] == [("unknown", 0, len(text))]
    assert (cable.paragraphs, cable.references, cable.signed_by, cable.subject) == ((), (), (), None)


def test_empty_text() -> None:
    assert reftel.parse("") == Cable()


HEADING = "R 041530Z MAY 08\nFM AMEMBASSY LIMA\nTO RUEHC/SECSTATE WASHDC 0417\n"


@table(
    "text, year, reference_id, expected, aliases, remark",
    (HEADING + "UNCLAS LIMA 000045\n\n1. K\n", None, None, "08LIMA45", (), "year of the date-time group"),
    ("UNCLAS LIMA 000045\n\n1. K\n", 2008, None, "08LIMA45", (), "year told"),
    ("UNCLAS LIMA 000045\n\n1. K\n", None, None, None, (), "no year"),
    ("SUBJECT: KITES\n", None, "08LIMA45", "08LIMA45", (), "number told"),
    ("SUBJECT: KITES\n", None, "2008LIMA00045", "08LIMA45", ("2008LIMA00045",), "in another spelling"),
    ("SUBJECT: KITES\n", None, "kites", None, (), "what was told is no number"),
    (HEADING + "UNCLAS LIMA 000045\n\n1. K\n", None, "08LIMA46", "08LIMA46", ("08LIMA45",), "the collection's wins"),
    (HEADING + "UNCLAS BUENOS AIRES 000045\n\n1. K\n", None, "08BUENOS45", "08BUENOSAIRES45", ("08BUENOS45",), "cut"),
    (HEADING + "PAGE 02  LIMA 00045  041601Z\n\nSUBJECT: KITES\n", None, None, "08LIMA45", (), "of a page head"),
)
def test_number(
    text: str, year: int | None, reference_id: str | None, expected: str | None, aliases: tuple[str, ...], remark: str
) -> None:
    cable = reftel.parse(text, year=year, reference_id=reference_id)
    assert (cable.id, cable.aliases) == (expected, aliases)


def test_the_same_text_gives_the_same_cable(written: list[str]) -> None:
    for text in written:
        assert reftel.parse(text) == reftel.parse(text)


def steps(text: str) -> int:
    """How many functions are called to parse a text, the interpreter's own included: always the same count."""
    called = 0

    def count(frame: object, event: str, argument: object) -> None:
        nonlocal called
        called += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        reftel.parse(text)
    finally:
        sys.setprofile(before)
    return called


@table(
    "part, remark",
    ("1. (C) Kites rose.\n\n", "the same number again and again"),
    ("(C) Kites rose.\n\n", "marks"),
    ("REF: A. LIMA 12 B. QUITO 13\n", "labels and references"),
    ("SEE LIMA 1212. ", "citations on one line"),
    ("PAGE 02  LIMA 00045  041601Z\n", "furniture"),
    ("LIMA 00000045  002 OF 002 ", "furniture on one line"),
    ("The heronQ,s communiquQ ", "repairs on one line"),
    ("The Fair\n--------\n", "headings"),
    ("TAGS: PREL ", "labels on one line"),
    ("TO RUEHC/SECSTATE WASHDC 0417\nXMT LIMA\n", "addressees"),
    ("HERON\n", "signatures"),
    ("((((( ", "parentheses"),
    ("\n", "empty lines"),
)
def test_steps_grow_in_line_with_the_text(part: str, remark: str) -> None:
    """Twice the text, at most twice the steps and a little; counted, so that no machine is too slow for it."""
    reftel.parse("SUBJECT: KITES\n\n" + part)  # tables are read once
    once, twice = (steps("SUBJECT: KITES\n\n" + part * times) for times in (150, 300))
    assert 0 < twice <= 2.2 * once
