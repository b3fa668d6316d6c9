"""How values are worded and marked up."""

from __future__ import annotations

import datetime as dt

import pytest

from reftel import vocabulary
from reftel.model import Cable, Paragraph, Post
from reftel.web import presentation
from reftel.web.pictures import Bar, share_bars, year_bars

AT = dt.datetime(2009, 7, 1, 2, 3, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("sent", "precedence", "group", "remark"),
    [
        (AT, ("routine",), "R 010203Z JUL 09", "day and hour with their zeros"),
        (AT, ("immediate", "priority"), "O P 010203Z JUL 09", "two precedences"),
        (AT, ("flash",), "Z 010203Z JUL 09", "flash is Z"),
        (AT, ("sideways",), "010203Z JUL 09", "a precedence that has no prosign"),
        (dt.datetime(1966, 12, 31, 23, 59, tzinfo=dt.UTC), (), "312359Z DEC 66", "none"),
        (None, ("routine",), "", "no date"),
    ],
)
def test_date_time_group(sent: dt.datetime | None, precedence: tuple[str, ...], group: str, remark: str) -> None:
    assert presentation.date_time_group(sent, precedence) == group, remark


@pytest.mark.parametrize(
    ("url", "link", "remark"),
    [
        ("https://example.org/a?b=c#d", True, "https"),
        ("HTTP://example.org", True, "http"),
        ("javascript:alert(1)", False, "a script"),
        ("JaVaScRiPt:alert(1)", False, "in any case"),
        ("java\nscript:alert(1)", False, "with a line end inside"),
        (" javascript:alert(1)", False, "with a blank before"),
        ("https://example.org/a b", False, "with a blank inside"),
        ("data:text/html,x", False, "data"),
        ("//example.org", False, "no scheme"),
        ("/cables/x", False, "a path of ours"),
        ("https:example.org", False, "no host"),
        ("http://[bad", False, "a host that cannot be read"),
        ("http://localhost/a", False, "this machine"),
        ("http://127.0.0.1:8000/cables/x", False, "this machine by number"),
        ("http://archive.onion/a", False, "a network that no browser is in"),
        ("", False, "nothing"),
    ],
)
def test_only_web_addresses_become_links(url: str, link: bool, remark: str) -> None:
    assert presentation.web_address(url) == (url if link else None), remark


def test_hosts_that_are_gone_are_no_links() -> None:
    gone = ("cables.example", "News.example")
    for url, link in (
        ("http://cables.example/a", False),
        ("http://WWW.news.example:80/a", False),
        ("http://othernews.example/a", True),
    ):
        assert presentation.web_address(url, gone) == (url if link else None), url


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        ("C", "Confidential"),
        ("U", "Unclassified"),
        ("SBU", "Sensitive but unclassified"),
        ("S/NF", "Secret, not releasable to foreign nationals"),
        ("S//REL CHINA, KAZAKHSTAN", "Secret, releasable to China, Kazakhstan"),
        ("S//REL TO USA,\n GBR", "Secret, releasable to Usa, Gbr"),
        ("C/NF/OC", "Confidential, not releasable to foreign nationals, controlled by its originator"),
        ("??", "??"),
    ],
)
def test_marks_in_words(mark: str, words: str) -> None:
    assert presentation.mark_words(mark) == words


@pytest.mark.parametrize(
    ("text", "redacted", "markup", "remark"),
    [
        ("a < b & c", False, "a &lt; b &amp; c", "escaped"),
        ("Mr. xxxxxxxx said", False, "Mr. xxxxxxxx said", "no redaction where the paragraph has none"),
        ("XXX office", True, "XXX office", "too short to be one"),
    ],
)
def test_prose(text: str, redacted: bool, markup: str, remark: str) -> None:
    assert presentation.prose(text, None, redacted) == markup, remark


@pytest.mark.parametrize(
    ("cable", "words", "remark"),
    [
        (Cable(id="09LIMA1", subject="FISH"), "FISH", "its subject"),
        (Cable(id="09LIMA1", origin=Post("LIMA", "Embassy Lima")), "Telegram 09LIMA1 from Embassy Lima", "none"),
        (Cable(id="09LIMA1", origin=Post("LIMA")), "Telegram 09LIMA1 from LIMA", "a post without a name"),
        (Cable(id="09LIMA1", kind="airgram"), "Airgram 09LIMA1", "no telegram"),
        (Cable(origin=Post("LIMA")), "Telegram without a number from LIMA", "no number"),
    ],
)
def test_titles(cable: Cable, words: str, remark: str) -> None:
    assert presentation.title(cable, cable.id or "unnumbered-1") == words, remark


@pytest.mark.parametrize(
    ("message", "said", "remark"),
    [
        ("the archive is damaged: restore it", "The archive is damaged: restore it.", "a word gets its capital"),
        ("The end.", "The end.", "a sentence stays"),
        ("a/folder is a file", "a/folder is a file.", "a path stays"),
        ("", ".", "nothing"),
    ],
)
def test_messages_begin_in_one_manner(message: str, said: str, remark: str) -> None:
    assert presentation.sentence(message) == said, remark


@pytest.mark.parametrize(
    ("sent", "rule", "day_only", "remark"),
    [
        (dt.datetime(1974, 4, 9, tzinfo=dt.UTC), "message attributes", True, "a catalogue's date"),
        (dt.datetime(1974, 4, 9, tzinfo=dt.UTC), "date-time group", False, "sent at midnight"),
        (AT, "page table", False, "a date with its hour"),
        (None, "message attributes", False, "no date"),
    ],
)
def test_an_hour_is_shown_only_where_one_is_known(
    sent: dt.datetime | None, rule: str, day_only: bool, remark: str
) -> None:
    assert presentation.is_day_only(Cable(sent=sent, rules={"sent": rule})) is day_only, remark


@pytest.mark.parametrize(
    ("rules", "group", "line", "remark"),
    [
        ({"sent": "date-time group", "origin": "from line"}, True, True, "the text has both"),
        ({"sent": "page table", "origin": "page table"}, False, False, "told beside the text"),
        ({"sent": "message attributes", "origin": "post of the number"}, False, False, "by catalogue and number"),
        ({"sent": "form, time as it stands, zone not told", "origin": "FROM line"}, False, True, "a printed form"),
    ],
)
def test_lines_of_the_heading_only_where_the_text_has_them(
    rules: dict[str, str], group: bool, line: bool, remark: str
) -> None:
    cable = Cable(sent=AT, origin=Post("LIMA"), rules=rules)
    assert (presentation.has_group(cable), presentation.has_from_line(cable)) == (group, line), remark


def test_redactions_are_said_and_shown() -> None:
    markup = presentation.prose("<Mr. xxxxxxxx>", None, True)
    assert '&lt;Mr. <span class="redaction">' in markup
    assert "[redacted before publication: " in markup


@pytest.mark.parametrize(
    ("text", "table", "remark"),
    [
        ("a      b\nc      d", True, "columns"),
        ("a      b", False, "one line is a slip"),
        ("   a\n   b", False, "indented lines are no columns"),
        ("a b c\nd e f", False, "words"),
        (" " * 100_000 + "\n" + " " * 100_000, False, "hostile blanks"),
    ],
)
def test_tables(text: str, table: bool, remark: str) -> None:
    assert presentation.is_table(text) is table, remark


@pytest.mark.parametrize(
    ("parts", "query", "address"),
    [
        (("cables", "09MEXICO2134"), {}, "/cables/09MEXICO2134"),
        (("cables", "09MEXICO2134"), {"q": "a b&c"}, "/cables/09MEXICO2134?q=a+b%26c"),
        (("cables", "A/B C?#"), {}, "/cables/A%2FB%20C%3F%23"),
        (("search",), {"q": "", "sort": None, "page": 1}, "/search"),
        (("search",), {"q": "1", "page": 2}, "/search?q=1&page=2"),
    ],
)
def test_addresses(parts: tuple[str, ...], query: dict[str, object], address: str) -> None:
    assert presentation.address(*parts, **query) == address


def test_levels_without_a_name() -> None:
    assert (presentation.band(None), vocabulary.level_name(None)) == ("none", "No level told")
    assert presentation.band(Paragraph("x").level) == "none"


@pytest.mark.parametrize(
    ("counts", "bars", "remark"),
    [
        ({}, [], "none"),
        ({"2009": 4}, [("2009", 4, 100.0)], "one"),
        ({"2007": 1, "2009": 4}, [("2007", 1, 25.0), ("2008", 0, 0.0), ("2009", 4, 100.0)], "an empty year between"),
        ({"2008": 1, "2009": 1000}, [("2008", 1, 1.5), ("2009", 1000, 100.0)], "one beside a thousand is still seen"),
        ({"0009": 1, "2009": 1}, [("0009", 1, 100.0), ("2009", 1, 100.0)], "a misread year does not squeeze the rest"),
        ({"20x9": 1}, [], "no year"),
    ],
)
def test_year_bars(counts: dict[str, int], bars: list[tuple[str, int, float]], remark: str) -> None:
    found = year_bars(counts)
    assert [(bar.label, bar.cables, bar.height) for bar in found] == bars, remark
    assert all(bar.x >= 0 and bar.x + bar.width <= 100 for bar in found)


def test_share_bars() -> None:
    assert [bar.width for bar in share_bars([Bar("a", 8, "a"), Bar("b", 2, "b"), Bar("c", 0, "c")])] == [100, 25, 0]
    assert share_bars([]) == ()
