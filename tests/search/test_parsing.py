"""Queries as trees: what people type, and what nobody would."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reftel.search.dates import Range, read
from reftel.search.parsing import parse
from reftel.search.tree import And, Field, Node, Not, Or, Text, texts

A, B, C = Text("a"), Text("b"), Text("c")

QUERIES: list[tuple[str, Node | None, str]] = [
    ("", None, "nothing"),
    ("  \t\n", None, "nothing but blanks"),
    ("a", A, "one word"),
    ("a b", And((A, B)), "side by side: both"),
    ("a AND b", And((A, B)), "said so"),
    ("a OR b", Or((A, B)), "either"),
    ("a b OR c", Or((And((A, B)), C)), "OR binds weaker"),
    ("a (b OR c)", And((A, Or((B, C)))), "grouped"),
    ("a or b", And((A, Text("or"), B)), "small letters are a word"),
    ("-a", Not(A), "without"),
    ("NOT a b", And((Not(A), B)), "NOT takes the next one only"),
    ("NOT -a", A, "no no"),
    ("-(a OR b)", Not(Or((A, B))), "without a group"),
    ("a-b", Text("a-b"), "a hyphen is no refusal"),
    ("a - b", And((A, Text("-"), B)), "nor is a dash"),
    ('"a b"', Text("a b", phrase=True), "a phrase"),
    ("“a b”", Text("a b", phrase=True), "in typographer's quotes"),
    ('-"a b"', Not(Text("a b", phrase=True)), "without a phrase"),
    ('a"b"', And((A, Text("b", phrase=True))), "quotes end a word"),
    ("harb*", Text("harb", prefix=True), "a beginning"),
    ("**", Text("**"), "no beginning"),
    ("origin:MEXICO", Field("origin", Text("MEXICO")), "a field"),
    ("ORIGIN:mexico", Field("origin", Text("mexico")), "its name in any case"),
    ('origin:"Ciudad Juarez"', Field("origin", Text("Ciudad Juarez", phrase=True)), "its value in quotes"),
    ("post:MEXICO", Field("origin", Text("MEXICO")), "another name for it"),
    ("-tag:SNAR", Not(Field("tag", Text("SNAR"))), "without a value"),
    ("date:2009-01..2009-06", Field("date", Text("2009-01..2009-06")), "the value goes to the blank"),
    ('"a b"~5', Text("a b", near=5), "near each other"),
    ('"a b" ~5', And((Text("a b", phrase=True), Text("~5"))), "a number of its own"),
    ("wor?", Text("wor?", pattern=True), "one letter"),
    ("w*d", Text("w*d", pattern=True), "any letters"),
    ("word~", Text("word", similar=True), "one edit"),
    ("word~1", Text("word", similar=True), "said so"),
    ("~", Text("~"), "no word"),
    ("?", Text("?"), "no letter"),
    ("1.4(b)", Text("1.4(b)"), "an item of a list is no group"),
    ("1.4 (b)", And((Text("1.4"), B)), "a group"),
    ("a OR(b)", Or((A, B)), "an operator before a group"),
    ("tag:S*", Field("tag", Text("S", prefix=True)), "a beginning in a field"),
    ("subject:(a OR b)", Or((Field("subject", A), Field("subject", B))), "a group in a field"),
    ("subject:(a -b)", And((Field("subject", A), Not(Field("subject", B)))), "without one of them"),
    ("subject:()", None, "nothing in it"),
    ("(a", A, "not closed"),
    ("a)", A, "not opened"),
    ("()", None, "nothing in it"),
    ("a OR", And((A, Text("OR"))), "a dangling operator is text"),
    ("OR", Text("OR"), "alone"),
    ("NOT", Text("NOT"), "alone"),
    ('"a b', Text("a b", phrase=True), "not closed"),
    ("foo:bar", Text("foo:bar"), "no field"),
    ("12:30", Text("12:30"), "a time"),
    ("origin:", Text("origin"), "a field without a value"),
    ("http://example.org/x", Text("http://example.org/x"), "an address"),
]


@pytest.mark.parametrize(("query", "root", "remark"), QUERIES)
def test_tree(query: str, root: Node | None, remark: str) -> None:
    assert parse(query).root == root, remark


NOTES = [
    ("a b", False, "plain"),
    ("12:30 http://example.org", False, "colons that nobody means as fields"),
    ("(a", True, "parenthesis"),
    ("a)", True, "parenthesis"),
    ('"a', True, "quotation mark"),
    ("a OR", True, "operator"),
    ("foo:bar", True, "no field"),
    ("x " * 9000, True, "too long"),
    ('"a b"~900', True, "too far"),
    ("word~2", True, "too many edits"),
    ("who was him?", True, "a question mark"),
    ("(" * 500 + "a", True, "too deep"),
]


@pytest.mark.parametrize(("query", "noted", "remark"), NOTES)
def test_notes(query: str, noted: bool, remark: str) -> None:
    assert bool(parse(query).notes) is noted, remark


SYNTAX = st.lists(
    st.sampled_from(["(", ")", '"', "“", "-", "OR", "AND", "NOT", "a", "date:", "origin:x", "*", " ", ":", "é", "\x00"])
)


@given(st.text() | SYNTAX.map(" ".join) | SYNTAX.map("".join))
def test_never_raises(query: str) -> None:
    parsed = parse(query)
    assert len(texts(parsed.root)) <= len(query)


DATES = [
    ("2009", Range(20090099 - 99, 20099999), "a year"),
    ("2009-07", Range(20090700, 20090799), "a month"),
    ("2009-07-21", Range(20090721, 20090721), "a day"),
    ("2009/7/1", Range(20090701, 20090701), "slashes, no zeros"),
    ("2009-01..2009-06", Range(20090100, 20090699), "from to"),
    ("2009-06..2009-01", Range(20090100, 20090699), "the wrong way round"),
    ("2008..", Range(20080000, None), "from"),
    ("..2008", Range(None, 20089999), "to"),
    (">2008", Range(20090000, None), "after the whole year"),
    (">=2008", Range(20080000, None), "the year, too"),
    ("<2008", Range(None, 20079999), "before it"),
    ("<= 2008-02", Range(None, 20080299), "a blank"),
    ("2009-13", None, "no month"),
    ("2009-02-32", None, "no day"),
    ("yesterday", None, "no date"),
    ("..", None, "nothing"),
    (">", None, "than what"),
    ("２００９", None, "other digits"),
    ("2009-07-21-05", None, "too much"),
    ("", None, "empty"),
]


@pytest.mark.parametrize(("text", "expected", "remark"), DATES)
def test_dates(text: str, expected: Range | None, remark: str) -> None:
    found = read(text)
    if expected is None:
        assert found is None, remark
        return
    days = [20071231, 20080101, 20080229, 20081231, 20090101, 20090630, 20090701, 20090721, 20091231, 20100101]

    def holds(span: Range | None) -> list[int]:
        assert span is not None
        return [day for day in days if (span.low or 0) <= day <= (span.high or 99999999)]

    assert holds(found) == holds(expected), remark
