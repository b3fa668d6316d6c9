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
    ("*", None, "everything, as other programs write it"),
    ("a *", A, "likewise"),
    ("origin:MEXICO", Field("origin", Text("MEXICO")), "a field"),
    ("ORIGIN:mexico", Field("origin", Text("mexico")), "its name in any case"),
    ('origin:"Ciudad Juarez"', Field("origin", Text("Ciudad Juarez", phrase=True)), "its value in quotes"),
    ("post:MEXICO", Field("origin", Text("MEXICO")), "another name for it"),
    ("-tag:SNAR", Not(Field("tag", Text("SNAR"))), "without a value"),
    ("date:2009-01..2009-06", Field("date", Text("2009-01..2009-06")), "the value goes to the blank"),
    ('"a b"~5', Text("a b", near=5), "near each other"),
    ('"a b" ~5', And((Text("a b", phrase=True), Text("~5"))), "a number of its own"),
    ("wor?", Or((Text("wor"), Text("wor?", pattern=True))), "a question, or one letter"),
    ("a wor?!", And((A, Or((Text("wor"), Text("wor?", pattern=True))))), "said aloud, too"),
    ("w?rd", Text("w?rd", pattern=True), "one letter"),
    ("w*d?", Text("w*d?", pattern=True), "a pattern anyway"),
    ("origin:MEXIC?", Field("origin", Text("MEXIC?", pattern=True)), "codes ask nothing"),
    ("w*d", Text("w*d", pattern=True), "any letters"),
    ("word~", Text("word", similar=True), "one edit"),
    ("word~1", Text("word", similar=True), "said so"),
    ("~", Text("~"), "no word"),
    ("word~0.8", Text("word", similar=True), "as other programs say it"),
    ("?", Text("?"), "no letter"),
    ("a || b", Or((A, B)), "signs for OR"),
    ("a | b", Or((A, B)), "a single one"),
    ("a && b", And((A, B)), "signs for AND"),
    ("a & b", And((A, B)), "a single one"),
    ("AND", Text("AND"), "alone"),
    ("a AND", A, "it joins nothing more"),
    ("!a", Not(A), "without, as other programs write it"),
    ("a! b", And((Text("a!"), B)), "said aloud"),
    ("a,b", And((A, B)), "no blank after the comma"),
    ("a;b", And((A, B)), "nor after the semicolon"),
    ("1,000", Text("1,000"), "a number"),
    ("'a b'", Text("a b", phrase=True), "single quotes"),
    ("‘a b’ c", And((Text("a b", phrase=True), C)), "typographer's"),
    ("don't say 'a", And((Text("don't"), Text("say"), Text("'a"))), "apostrophes"),
    ("the mayors' 'a'", And((Text("the"), Text("mayors'"), Text("a", phrase=True))), "both"),
    ("a\u200bb", And((A, B)), "an invisible blank"),
    ("\ufeffa", A, "what a file begins with"),
    ("tag: SNAR", Field("tag", Text("SNAR")), "a blank behind the colon"),
    ('tag: "a b"', Field("tag", Text("a b", phrase=True)), "and quotes"),
    ("tag: (a OR b)", Or((Field("tag", A), Field("tag", B))), "and a group"),
    ("tag: OR b", Or((Text("tag"), B)), "nothing behind it"),
    ("tag: date:2009", And((Text("tag"), Field("date", Text("2009")))), "another field behind it"),
    ("origin:La Paz", Field("origin", Text("La Paz", phrase=True)), "a post of two words"),
    ("to:Mexico City a", And((Field("to", Text("Mexico City", phrase=True)), A)), "and a word behind it"),
    ("origin:Mexico a", And((Field("origin", Text("Mexico")), A)), "no such post"),
    ("country:United States a", And((Field("country", Text("United States", phrase=True)), A)), "a country"),
    ("ref:09 LA PAZ 12", Field("ref", Text("09 LA PAZ 12", phrase=True)), "a number"),
    ("date:21 May 2009", Field("date", Text("21 May 2009", phrase=True)), "a date"),
    ("subject:La Paz", And((Field("subject", Text("La")), Text("Paz"))), "words of a text stay apart"),
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
    ("a or b", True, "an operator in small letters"),
    ("or a", False, "which joins nothing"),
    ("not a", True, "another one"),
    ("why not", False, "which refuses nothing"),
    ("!a", True, "a sign for NOT"),
    ("a || b", False, "signs that mean what they mean elsewhere"),
    ("tag: SNAR", True, "a blank behind the colon"),
    ("tag:()", True, "nothing in it"),
    ("origin:La Paz", True, "several words as one"),
    ("Summary: a", False, "a colon of prose"),
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
    ("the 21st of July, 2009", Range(20090721, 20090721), "as it is spoken"),
    ("21 de julio de 2009", Range(20090721, 20090721), "in Spanish"),
    ("2009/7/1", Range(20090701, 20090701), "slashes, no zeros"),
    ("2009-01..2009-06", Range(20090100, 20090699), "from to"),
    ("2009-06..2009-01", Range(20090100, 20090699), "the wrong way round"),
    ("2008..", Range(20080000, None), "from"),
    ("..2008", Range(None, 20089999), "to"),
    (">2008", Range(20090000, None), "after the whole year"),
    (">=2008", Range(20080000, None), "the year, too"),
    ("<2008", Range(None, 20079999), "before it"),
    ("<= 2008-02", Range(None, 20080299), "a blank"),
    ("2008-2009", Range(20080000, 20099999), "a stroke between years"),
    ("2008–2009", Range(20080000, 20099999), "a typesetter's"),
    ("2009-01 — 2009-06", Range(20090100, 20090699), "between months, with blanks"),
    ("2009-01-02-2009-02", Range(20090102, 20090299), "a day and a month"),
    ("2008…2009", Range(20080000, 20099999), "three points in one"),
    ("May 2009", Range(20090500, 20090599), "a month by its name"),
    ("mayo 2009", Range(20090500, 20090599), "in Spanish"),
    ("sept. 2009", Range(20090900, 20090999), "its beginning"),
    ("21MAY2009", Range(20090521, 20090521), "a day as telegrams write it"),
    ("May 21, 2009", Range(20090521, 20090521), "as letters do"),
    (">May 2009", Range(20090600, None), "after it"),
    ("May 2009..June 2009", Range(20090500, 20090699), "a range of them"),
    ("21/7/2009", Range(20090721, 20090721), "figures, the day first"),
    ("7/21/2009", Range(20090721, 20090721), "the month first"),
    ("7/8/2009", None, "which is which"),
    ("2009-07-21T10:00Z", Range(20090721, 20090721), "with an hour"),
    ("2009-02-30", None, "a day that no calendar has"),
    ("2009-02-01..2009-02-31", Range(20090201, 20090231), "as an end it does no harm"),
    ("Maybe 2009", None, "no month"),
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
