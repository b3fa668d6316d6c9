"""Damage of specimens: of each kind, what it does to a text; and the truth that it leaves alone."""

from __future__ import annotations

import html
import re
from pathlib import Path
from random import Random

import msgspec
import pytest

from reftel import specimen
from reftel.errors import QueryError
from reftel.model import Cable
from reftel.specimen import linebreaks, mojibake, scan
from reftel.specimen.damage import Damage, understood

COUNT = 72
LAYOUTS = ("raw", "raw-1970s", "leading", "page-2010-11", "page-2010-12", "page-2011")
SEED = 5
ALL = "ocr:0.02,linebreaks,mojibake,pagebreaks"


def random(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - invented texts, no secrets


def written(folder: Path, damage: str | None, layouts: list[str] | None = None) -> list[tuple[Path, Cable]]:
    paths = list(specimen.write(folder, COUNT, SEED, layouts or LAYOUTS, damage))
    return [(path, msgspec.json.decode(path.with_suffix(".json").read_bytes(), type=Cable)) for path in paths]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Cable]]:
    return written(tmp_path_factory.mktemp("plain"), None)


def fields(cable: Cable) -> dict[str, object]:
    return {name: getattr(cable, name) for name in Cable.__struct_fields__ if name != "text"}


@pytest.mark.parametrize(
    ("asked", "expected", "remark"),
    [
        ("ocr:0.02", Damage(ocr=0.02), "a share"),
        ("ocr", Damage(ocr=0.01), "without its share: a fair scan"),
        ("linebreaks", Damage(linebreaks=True), "one"),
        ("pagebreaks, ocr:0.5 ,mojibake", Damage(0.5, mojibake=True, pagebreaks=True), "any order, with blanks"),
        (ALL, Damage(0.02, linebreaks=True, mojibake=True, pagebreaks=True), "all"),
    ],
)
def test_what_is_asked_for(asked: str, expected: Damage, remark: str) -> None:
    assert understood(asked) == expected, remark


@pytest.mark.parametrize(
    ("asked", "expected", "remark"),
    [
        ("rust", "no damage “rust”. Choose among: ocr:0.01, linebreaks, mojibake, pagebreaks.", "unknown"),
        ("", "no damage “”", "nothing"),
        ("ocr:0.01,", "no damage “”", "a comma too many"),
        ("ocr:0", "“ocr:0”: no share of the characters. Write one above 0 and up to 0.5: ocr:0.01.", "no damage"),
        ("ocr:", "“ocr:”: no share", "the share forgotten"),
        ("ocr:nan", "“ocr:nan”: no share", "a float that is no number"),
        ("ocr:0.9", "“ocr:0.9”: no share", "nothing would be left"),
        ("ocr:viel", "“ocr:viel”: no share", "a word"),
        ("linebreaks:2", "only ocr takes a number. Write linebreaks.", "a number too many"),
        ("mojibake,mojibake", "“mojibake” is asked for twice", "twice"),
        ("ocr,ocr:0.02", "“ocr” is asked for twice", "two shares"),
    ],
)
def test_bad_requests(asked: str, expected: str, remark: str, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=re.escape(expected)):
        specimen.write(tmp_path / "none", 1, 1, damage=asked)
    assert not (tmp_path / "none").exists(), remark


@pytest.mark.parametrize("damage", ["ocr:0.01", "linebreaks", "pagebreaks", "pagebreaks,linebreaks,ocr:0.05"])
def test_the_truth_is_that_of_the_undamaged(damage: str, plain: list[tuple[Path, Cable]], tmp_path: Path) -> None:
    damaged = written(tmp_path, damage)
    assert [path.name for path, _ in damaged] == [path.name for path, _ in plain]
    assert [fields(cable) for _, cable in damaged] == [fields(cable) for _, cable in plain]
    changed = sum(cable.text != whole.text for (_, cable), (_, whole) in zip(damaged, plain, strict=True))
    # An extract without header and references may escape a page break.
    assert changed >= COUNT - 4


def test_mojibake_first_gives_what_it_spoils(plain: list[tuple[Path, Cable]], tmp_path: Path) -> None:
    damaged = written(tmp_path, "mojibake")
    body = ("paragraphs", "summary", "comment", "classified_by")
    foreign = 0
    for (_, cable), (_, whole) in zip(damaged, plain, strict=True):
        told, before = fields(cable), fields(whole)
        assert {name: told[name] for name in told if name not in body} == {
            name: before[name] for name in before if name not in body
        }
        says = " ".join(each.text for each in cable.paragraphs)
        foreign += not says.isascii()
        assert says.isascii() or says not in " ".join(cable.text.split())
    assert foreign > COUNT / 4


@pytest.mark.parametrize("damage", ["mojibake", ALL])
def test_same_seed_same_bytes(damage: str, tmp_path: Path) -> None:
    first, again = (list(specimen.write(tmp_path / name, 24, 3, LAYOUTS, damage)) for name in "ab")
    assert [path.name for path in first] == [path.name for path in again]
    for one, other in zip(first, again, strict=True):
        assert one.read_bytes() == other.read_bytes()
        assert one.with_suffix(".json").read_bytes() == other.with_suffix(".json").read_bytes()


@pytest.mark.parametrize("damage", [*("ocr:0.02", "linebreaks", "mojibake", "pagebreaks"), ALL])
def test_the_text_is_what_a_reader_reads(damage: str, tmp_path: Path) -> None:
    for path, cable in written(tmp_path, damage):
        content = path.read_text(encoding="utf-8")
        if path.suffix == ".txt":
            assert content == cable.text
            continue
        blocks = re.findall(r"<pre>(.*?)</pre>", content, re.DOTALL)
        assert "\n".join(html.unescape(re.sub(r"<[^>]*>", "", block)) for block in blocks) == cable.text, path.name


@pytest.mark.parametrize(
    ("share", "least", "most"), [(0.01, 0.009, 0.0115), (0.05, 0.046, 0.056), (0.5, 0.3, 0.7)], ids=str
)
def test_share_of_misread_characters(share: float, least: float, most: float) -> None:
    # Every digit 1 is misread as one other character, so that those that differ can be counted.
    text = "1" * 200_000
    read = scan.scanned(text, share, random(1))
    assert len(read) == len(text)
    assert least <= sum(each != "1" for each in read) / len(text) <= most
    halves = [sum(each != "1" for each in half) for half in (read[:100_000], read[100_000:])]
    assert 0.85 < halves[0] / halves[1] < 1.15, "evenly over the whole"


@pytest.mark.parametrize(
    ("text", "reading", "remark"),
    [
        ("0", {"O"}, "zero"),
        ("1", {"I", "l"}, "one"),
        ("8", {"B"}, "eight"),
        ("rn", {"m", "tn", "ru", "tu"}, "two letters for one"),
        ("m", {"rn"}, "one for two"),
        ("( )", {"()", "(  )", "( . )", "(. )"}, "blanks lost and doubled, stray dots"),
        ("-----\n=====", {"-----\n====="}, "rules and line breaks stay"),
        ("", {""}, "nothing"),
    ],
)
def test_confusions(text: str, reading: set[str], remark: str) -> None:
    read = {scan.scanned(text, 0.3, random(seed)) for seed in range(400)}
    assert read == {text, *reading}, remark


def test_every_confusion_is_of_something_else() -> None:
    rows = [row for known in scan.confusions().values() for row in known]
    assert len(rows) > 60
    assert all(row.written != row.read and row.weight > 0 for row in rows)
    # A figure is never taken for another: a number that a scan spoils can be told from its letters.
    assert not [row for row in rows if row.written.isdigit() and row.read.isdigit()]


@pytest.mark.parametrize(
    ("text", "patterns", "remark"),
    [
        ("¶1. (C) A", r"(IQ|I1|11)\. \(C\) A", "the first paragraph"),
        ("¶12. (C) A", r"(1|I|1\.|I\. )12\. \(C\) A", "a later one"),
        ("¶B. LIMA 2", r"¶B\. LIMA 2", "the mark before an item of the references stays"),
    ],
)
def test_pilcrows(text: str, patterns: str, remark: str) -> None:
    for seed in range(30):
        assert re.fullmatch(patterns, scan.pilcrows_misread(text, random(seed))), remark


def test_ocr_in_some_documents(tmp_path: Path) -> None:
    texts = [cable.text for _, cable in written(tmp_path, "ocr:0.001", ["leading"])]
    doubled = [text for text in texts if text.count("  ") > text.count(" ") / 3]
    without_pilcrow = [text for text in texts if text.count("¶") < 2]
    assert 0 < len(doubled) < COUNT / 2
    assert 0 < len(without_pilcrow) < COUNT


OPENING = """C O N F I D E N T I A L LIMA 000348

SIPDIS

E.O. 12958: DECL: 01/07/2014
TAGS: PREL, PGOV, PE
SUBJECT: (C) THE KITES OF
TULA

REF: A. LIMA 233
     B. 08 LIMA 9

Classified By: DCM Ada Quill, reason 1.4
(b).

1. (C) Summary: All is
well. End summary.

-----
Kites
-----

2. (U) They rose over
LIMA 00000348  002 OF 003
Tula.

QUILL"""


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        (
            linebreaks.blanks_left,
            "C O N F I D E N T I A L LIMA 000348  SIPDIS  E.O. 12958: DECL: 01/07/2014 TAGS: PREL, PGOV, PESUBJECT: (C)"
            " THE KITES OF TULA  REF: A. LIMA 233      B. 08 LIMA 9  Classified By: DCM Ada Quill, reason 1.4 (b). "
            " 1. (C) Summary: All is well. End summary.  ----- Kites -----  2. (U) They rose over"
            " LIMA 00000348  002 OF 003 Tula.  QUILL",
        ),
        (
            linebreaks.run_together,
            "C O N F I D E N T I A L LIMA 000348SIPDISE.O. 12958: DECL: 01/07/2014TAGS: PREL, PGOV, PESUBJECT: (C)"
            " THE KITES OF TULAREF: A. LIMA 233B. 08 LIMA 9Classified By: DCM Ada Quill, reason 1.4 (b)."
            "1. (C) Summary: All is well. End summary.-----Kites-----2. (U) They rose over"
            " LIMA 00000348  002 OF 003 Tula.QUILL",
        ),
        (
            lambda text: linebreaks.run_together(linebreaks.sentence_case(text)),
            "C o n f i d e n t i a l lima 000348SipdisE.o. 12958: decl: 01/07/2014Tags: prel, pgov, peSubject: (C)"
            " the kites of tulaRef: a. Lima 233b. 08 lima 9Classified By: DCM Ada Quill, reason 1.4 (b)."
            "1. (C) Summary: All is well. End summary.-----Kites-----2. (U) They rose over"
            " LIMA 00000348  002 OF 003 Tula.Quill",
        ),
    ],
)
def test_forms_of_lost_line_breaks(form: object, expected: str) -> None:
    assert callable(form)
    assert form(OPENING) == expected


@pytest.mark.parametrize(
    ("text", "expected", "remark"),
    [
        ("1. (S/NF) THE END. IT CAME\nLATE. WE LEFT.", "1. (S/NF) The end. It came\nlate. We left.", "sentences"),
        ("1. Kites rose.\nQUILL", "1. Kites rose.\nQuill", "a body in small letters stays"),
        ("TAGS: PREL\nSUBJECT: KITES", "Tags: prel\nSubject: kites", "a capital for each line of the opening"),
    ],
)
def test_sentence_case(text: str, expected: str, remark: str) -> None:
    assert linebreaks.sentence_case(text) == expected, remark


CONFIDENTIAL_BREAK = (
    "1. THE KITES AND\nCONFIDENTIAL\n\nCONFIDENTIAL\n\nPAGE 02  BERN 03253  200313Z\n\nTHE WIND ROSE.\n\n2. SO."
)


def test_a_sentence_goes_on_below_a_page_break() -> None:
    assert linebreaks.run_together(CONFIDENTIAL_BREAK) == (
        "1. THE KITES AND CONFIDENTIAL CONFIDENTIAL PAGE 02  BERN 03253  200313Z THE WIND ROSE.2. SO."
    )


def test_line_breaks_are_gone(tmp_path: Path) -> None:
    for path, cable in written(tmp_path, "linebreaks"):
        lines = {".html": 2, ".txt": 6 if cable.text.startswith(f"{cable.id}\n") else 1}[path.suffix]
        assert cable.text.count("\n") == lines - 1, path.name


@pytest.mark.parametrize(
    ("change", "text", "expected"),
    [
        (mojibake.relayed, "¶1. Quill’s “kites” —at Cancún, Café", "¶1. QuillQ,s Q&kitesQ8 Q)at Canc n, CafQ"),
        (mojibake.lost, "¶1. Quill’s “kites” in Cancún", "¶1. Quill's \"kites\" in Canc n"),
        (mojibake.numbered, "¶1. Quill’s á & b", "¶1. Quill&#8217;s &#225; &amp; b"),
        (mojibake.named, "¶1. “á” & ó", "¶1. &ldquo;&aacute;&rdquo; &amp; &#243;"),
        (mojibake.escaped, '"KITES" & QUILL\'S', "&quot;KITES&quot; &amp; QUILL&#39;S"),
        (mojibake.misread, "Quill’s “á”", "Quillâ€™s â€œÃ¡â€\x9d"),
        (mojibake.misread, "¶1. kites", "Â¶1. kites"),
    ],
)  # fmt: skip
def test_kinds_of_mojibake(change: object, text: str, expected: str) -> None:
    assert callable(change)
    assert change(text) == expected


def test_every_kind_of_mojibake_occurs(tmp_path: Path) -> None:
    texts = "\n".join(cable.text for _, cable in written(tmp_path, "mojibake"))
    for sign in ("Q,s", "Q&", "Q8", "&#8217;", "&rsquo;", "&#39;", "&amp;", "â€™"):
        assert sign in texts, sign
    assert re.search(r"[a-z]{3} [a-z]\b", texts), "a letter lost"


FURNITURE = re.compile(
    r"\n{1,2}[A-Z .]+ \d{8}  \d{3}(?:\.2)? OF \d{3}\n{1,3}"
    r"|\n [A-Z ]+\nPAGE \d\d [A-Z ]+ \d{5,6}(?: \d\d OF \d\d)? \d{6}Z[ \n]"
    r"|\n[A-Z ]+\n(?: \t[^\n]+\n)?\n[A-Z ]+\n\nPAGE \d\d  [A-Z ]+ \d{5,6}  \d{6}Z\n\n"
)


def bare(text: str) -> str:
    """Without furniture, blanks and the numbers of pages that begin a section."""
    return re.sub(r"PAGE\d\d", "PAGE", "".join(FURNITURE.sub("", text).split()))


def test_page_breaks_stand_in_fields(plain: list[tuple[Path, Cable]], tmp_path: Path) -> None:
    """What the page breaks took the place of is a blank, or nothing in the middle of a word."""
    cut = dict.fromkeys(("TO ", "TAGS: ", "SUBJECT: ", "REF: ", "word", "stamp"), 0)
    for (_, cable), (_, whole) in zip(written(tmp_path, "pagebreaks"), plain, strict=True):
        words, before = bare(cable.text), bare(whole.text)
        assert words == before, cable.id
        for place in FURNITURE.finditer(cable.text):
            if place[0] in whole.text:
                continue
            start = cable.text.rfind("\n\n", 0, place.start()) + 2
            field = cable.text[max(start, 0) : place.start()]
            for label in cut:
                cut[label] += re.search(f"^{label}", field, re.MULTILINE) is not None
            cut["word"] += cable.text[place.start() - 1].isalpha() and cable.text[place.end()].islower()
            cut["stamp"] += "Declassified/Released" in place[0]
    assert min(cut.values()) > 3, cut


def test_pages_are_counted_through(tmp_path: Path) -> None:
    """From each PAGE 01, as a telegram in sections has several."""
    pages = 0
    for _, cable in written(tmp_path, "pagebreaks", ["raw-1970s"]):
        last = 0
        for number in map(int, re.findall(r"^\s*PAGE (\d\d)", cable.text, re.MULTILINE)):
            assert number in (1, last + 1), cable.id
            last = number
            pages += 1
    assert pages > COUNT


def test_section_counts_agree_with_the_sections(tmp_path: Path) -> None:
    for _, cable in written(tmp_path, "pagebreaks"):
        for count in re.findall(r"^[A-Z ]+ \d{8}  \d{3}(?:\.2)? OF (\d{3})$", cable.text, re.MULTILINE):
            assert int(count) == cable.sections, cable.id
