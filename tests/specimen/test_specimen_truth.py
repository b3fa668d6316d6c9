"""The truth beside each file agrees with the text, field by field."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reftel import specimen
from reftel.model import Cable
from reftel.specimen.tables import listed

_ORDERS = {
    "10501": ("1953-12-15", "1972-05-31"),
    "11652": ("1972-06-01", "1978-11-30"),
    "12065": ("1978-12-01", "1982-07-31"),
}
_ORDERS |= {"12356": ("1982-08-01", "1995-10-13"), "12958": ("1995-10-14", "2010-12-31")}
LAYOUTS = ("raw", "raw-1970s", "leading", "page-2010-11", "page-2010-12", "page-2011")
_LETTERS = {"flash": "Z", "immediate": "O", "priority": "P", "routine": "R"}


@pytest.fixture(scope="module")
def cables() -> list[Cable]:
    return [each.cable for each in specimen.stream(240, 21, layouts=LAYOUTS)]


def plain(text: str) -> str:
    """The text without line feeds, marks of the collection, page furniture and the mangling of one dump."""
    text = text.replace("Q&", "“").replace("Q8", "”").replace("Q,", "’")
    text = re.sub(r"\n *\n?[A-Z ]+ \d{8}  \d{3}(\.2)? OF \d{3} *\n", "\n", text)
    text = re.sub(r"\n *[A-Z ]+\n\n *[A-Z ]+\n\nPAGE \d\d .*\n", "\n", text)
    return " ".join(text.split())


def test_fields_stand_in_the_text(cables: list[Cable]) -> None:
    for cable in cables:
        text = plain(cable.text)
        assert f" {cable.subject} " in text
        if cable.tags:
            assert f"TAGS: {' '.join(tag.code for tag in cable.tags)}" in text.replace(",", "")
        if cable.executive_order == "10501":
            assert f" {cable.declassification} {cable.signed_by[0]}" in text, "the group stands at the end"
        elif cable.executive_order:
            assert f"E.O. {cable.executive_order}: " in text
        text = text.replace("C O R R E C T E D C O P Y", "CORRECTED COPY")
        for said in (*cable.captions, *cable.pass_lines, *cable.signed_by, cable.transmission_id or ""):
            assert said in text
        for who in cable.classified_by:
            assert who.name.rpartition(" ")[2] in text
        for each in cable.references:
            assert each.text in text


def test_paragraphs_stand_in_the_text_in_one_piece(cables: list[Cable]) -> None:
    """Those that no page break divides: the text after number and mark, its lines joined by one blank."""
    whole = divided = 0
    for cable in cables:
        text = plain(cable.text)
        for at, each in enumerate(cable.paragraphs, start=1):
            assert each.number == at
            mark = f" ({each.mark})" if each.mark else ""
            found = f" {each.number}.{mark} {each.text}" in text.replace("¶", " ")
            whole, divided = whole + found, divided + (not found)
    assert whole > 50 * max(1, divided), (whole, divided)


def test_date_time_group_and_station_serial(cables: list[Cable]) -> None:
    serials = 0
    for cable in cables:
        assert cable.sent
        assert cable.id
        assert cable.origin
        assert cable.id.startswith(f"{cable.sent:%y}{cable.origin.code}")
        if cable.partial:
            continue
        letters = " ".join(_LETTERS[each] for each in cable.precedence)
        assert f"{letters} {cable.sent:%d%H%MZ %b %y}".upper() in cable.text
        if own := re.search(r"^DE (\w+) #(\d{4})(?:/01)? (\d{7})$", cable.text, re.MULTILINE):
            serials += 1
            assert own[2] == cable.id[-4:].rjust(4, "0") or cable.id.endswith(own[2].lstrip("0"))
            assert own[3] == f"{cable.sent:%j%H%M}"
            assert bool(own[0].count("/01")) == bool(cable.sections)
    assert serials > 30


def test_executive_orders_of_their_time(cables: list[Cable]) -> None:
    named = [cable for cable in cables if cable.executive_order]
    assert len({cable.executive_order for cable in named}) >= 4
    for cable in cables:
        if not cable.executive_order:
            assert f"{cable.sent:%Y-%m-%d}" < "1972-06-01", "before, nothing was said of what is not classified"
            continue
        first, last = _ORDERS[cable.executive_order]
        assert first <= f"{cable.sent:%Y-%m-%d}" <= last
        assert cable.declassify_on or cable.declassification
        for who in cable.classified_by:
            moved = f"{cable.sent:%Y-%m-%d}" >= "2003-09-22"
            assert all(reason.startswith("1.4(" if moved else "1.5(") for reason in who.reasons)


def test_levels_agree_with_marks(cables: list[Cable]) -> None:
    marked = [cable for cable in cables if any(each.mark for each in cable.paragraphs)]
    assert len(marked) > 60
    for cable in marked:
        assert cable.classification
        levels = {each.level for each in cable.paragraphs}
        if cable.classification.level != "UNCLASSIFIED":
            assert cable.classification.level in levels, "a message is as high as its highest paragraph"
    unmarked = [each for cable in cables for each in cable.paragraphs if not each.mark]
    assert unmarked
    assert {cable.classification.level for cable in cables if cable.classification} >= {
        *("UNCLASSIFIED", "LIMITED OFFICIAL USE", "CONFIDENTIAL", "SECRET")
    }


def test_summary_and_comment_stand_between_their_words(cables: list[Cable]) -> None:
    summaries = 0
    for cable in cables:
        roles = [each.role for each in cable.paragraphs]
        assert ("summary" in roles) == (cable.summary is not None)
        assert ("comment" in roles) == (cable.comment is not None)
        for each in cable.paragraphs:
            if each.role == "summary" and cable.summary:
                summaries += 1
                rest = each.text.replace(cable.summary, "…")
                assert re.fullmatch(r"summary[:.] … end summary\.", rest, re.IGNORECASE)
            if each.role == "comment" and cable.comment:
                rest = each.text.replace(cable.comment, "…")
                assert re.fullmatch(r"comment[:.] … end comment\.|…", rest, re.IGNORECASE)
                assert rest != "…" or (each.heading or "").upper() == "COMMENT"
    assert summaries > 60


def test_references_exist_or_are_missing_for_good(cables: list[Cable]) -> None:
    ids = {cable.id for cable in cables}
    cited = [each for cable in cables for each in cable.references if each.target]
    held = [each for each in cited if each.target in ids]
    assert len(held) > 40
    assert 5 < len(cited) - len(held) < len(held)
    for cable in cables:
        listed = [each for each in cable.references if each.paragraph is None]
        assert [each.label for each in listed] == (
            ["A", "B", "C", "D"][: len(listed)] if len(listed) > 1 else [None] * len(listed)
        )
        for each in cable.references:
            assert each.target != cable.id
            assert (each.target is None) == (each.kind != "cable")
            if each.paragraph is not None:
                assert each.text in cable.paragraphs[each.paragraph].text.title().upper() or each.text in (
                    cable.paragraphs[each.paragraph].text
                )


def test_reference_spellings(cables: list[Cable]) -> None:
    """With the year of another year, and with the post left out after the same post."""
    texts = [each.text for cable in cables for each in cable.references if each.kind == "cable"]
    assert any(re.fullmatch(r"\d\d [A-Z ]+ \d+", text) for text in texts)
    assert any(re.fullmatch(r"[A-Z ]+ \d+", text) for text in texts)
    assert any(re.fullmatch(r"\d+", text) for text in texts)


def test_threads_follow_the_calendar(cables: list[Cable]) -> None:
    sent = {cable.id: cable.sent for cable in cables}
    for cable in cables:
        for each in cable.references:
            if earlier := sent.get(each.target):
                assert cable.sent
                assert earlier <= cable.sent


def test_signatures_are_invented(cables: list[Cable]) -> None:
    first, last = (" ".join(listed("halves.txt")[kind]).split() for kind in ("surname", "officer-end"))
    known = re.compile(f"({'|'.join(first)})({'|'.join(last)})", re.IGNORECASE)
    assert all(known.fullmatch(name) for cable in cables for name in cable.signed_by)


def test_absent_are_places_rules_and_repairs(cables: list[Cable]) -> None:
    assert all((cable.blocks, cable.spans, cable.rules, cable.repairs) == ((), {}, {}, ()) for cable in cables)


def test_tables_name_their_sources() -> None:
    folder = Path(specimen.__file__).parent / "tables"
    tables = sorted(folder.iterdir())
    assert len(tables) > 5
    for table in tables:
        text = table.read_text(encoding="utf-8")
        if table.suffix == ".csv":
            head, *rows = text.splitlines()
            assert head.endswith(",source"), table.name
            assert all(row and not row.endswith(",") for row in rows), table.name
        else:
            assert "Source: invented" in text, table.name
