"""Nothing from a file moves a cursor, and nothing is lost to that in JSON."""

from __future__ import annotations

import json

import pytest

from reftel.cli.terminal import console, json_line, one_line, path_text, styled, visible
from reftel.model import Cable

SEEN = [
    ("plain text\n\tindented", "plain text\n\tindented", "line feeds and tabs stay"),
    ("\x1b]0;owned\x07", "␛]0;owned␇", "an escape that retitles the window"),
    ("a\x9b31mb", "a\\x9b31mb", "the C1 control that is an escape sequence in one character"),
    ("A\r B", "A␍ B", "a return would write over the line"),
    ("09\u202eOCIXEM", "09\\u202eOCIXEM", "a right-to-left override turns a number round"),
    ("x\u2066y", "x\\u2066y", "an isolate too"),
    ("\x7f\x00", "␡␀", "delete and nul"),
    ("\udce9", "\\udce9", "a byte of a file name that is no UTF-8"),
    ("¶ “Michoacán” — 水", "¶ “Michoacán” — 水", "what people write stays"),
]


@pytest.mark.parametrize(("text", "expected", "remark"), SEEN)
def test_visible(text: str, expected: str, remark: str) -> None:
    assert visible(text) == expected, remark


def test_one_line() -> None:
    assert one_line("  a\n b\t\x1bc ") == "a b ␛c"


@pytest.mark.parametrize(("text", "remark"), [(text, remark) for text, _, remark in SEEN if "\udce9" not in text])
def test_json_is_lossless_and_harmless(text: str, remark: str) -> None:
    line = json_line(Cable(text=text))
    assert json.loads(line)["text"] == text, remark
    assert "\n" not in line
    assert visible(line) == line, "no byte of it moves a cursor"


@pytest.mark.parametrize(
    ("path", "expected", "remark"),
    [("a/b.txt", "a/b.txt", "plain"), ("caf\udce9.txt", "caf\\xe9.txt", "bytes that are no UTF-8")],
)
def test_path_text(path: str, expected: str, remark: str) -> None:
    assert path_text(path) == expected, remark


def test_markup_in_data_is_only_text(capsys: pytest.CaptureFixture[str]) -> None:
    out = console()
    out.print(styled("[bold]x[/bold] [link=http://example.org]y[/link] :smile: \x1b[31m"))
    out.print("[red]z[/red] :smile:")
    assert capsys.readouterr().out == (
        "[bold]x[/bold] [link=http://example.org]y[/link] :smile: ␛[31m\n[red]z[/red] :smile:\n"
    )
