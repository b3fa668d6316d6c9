"""A tree as a query again: what was read, written and read anew is the same."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from reftel.search import joined, parts, understood, written
from reftel.search.tree import And, Field, Node, Not, Or, Text

PIECES = (
    *(
        "a",
        "OR",
        "AND",
        "NOT",
        "-",
        "(",
        ")",
        '"',
        "“",
        "”",
        "«",
        "»",
        "„",
        "tag:",
        "origin:MEXICO",
        "~5",
        "~",
        "*",
        "?",
    ),
    *("subject:", "foo:", "1.4(b)", "date:>2008", '"a b"', "http://a.b", 'class:"TOP SECRET"', "é", "\n"),
)


def folded(node: Node | None) -> Node | None:
    """With operators that were searched as text in small letters, as they are written."""
    match node:
        case Text() if node.text in ("OR", "AND", "NOT") and not node.phrase:
            return msgspec.structs.replace(node, text=node.text.lower())
        case Not():
            return Not(folded(node.part))  # type: ignore[arg-type]
        case And() | Or():
            return type(node)(tuple(folded(part) for part in node.parts))  # type: ignore[misc]
        case _:
            return node


@settings(max_examples=500)
@given(some.lists(some.sampled_from(PIECES) | some.text(max_size=3), max_size=10).map("".join))
def test_written_and_read_again_is_the_same(query: str) -> None:
    root = understood(query).root
    assert understood(written(root)).root == folded(root)


@pytest.mark.parametrize(
    ("query", "expected", "remark"),
    [
        ("drug  trafficking", ["drug", "trafficking"], "two words"),
        ('"press briefing" -tag:SNAR', ['"press briefing"', "-tag:SNAR"], "a phrase, an exclusion"),
        ("“press briefing”~5 x*", ['"press briefing"~5', "x*"], "near, a beginning"),
        ("a OR origin:MEXICO", ["a OR origin:MEXICO"], "alternatives are one thing"),
        ("visa (a OR b) c", ["visa", "a OR b", "c"], "in brackets, too"),
        ('class:"TOP SECRET" NOT (a b)', ['class:"TOP SECRET"', "-(a b)"], "an excluded group"),
        ("flavour:salty http://example.org", ["flavour:salty", "http://example.org"], "no fields"),
        ("subject:(visa OR passport)", ["subject:visa OR subject:passport"], "a field of several"),
        ("", [], "nothing"),
    ],
)
def test_parts(query: str, expected: list[str], remark: str) -> None:
    found = parts(understood(query).root)
    assert [written(part) for part in found] == expected, remark
    assert parts(understood(joined(found)).root) == found, remark


def test_an_odd_value_is_quoted() -> None:
    assert written(Field("signed", Text("O'BRIEN (JR)"))) == 'signed:"O\'BRIEN (JR)"'
