"""The text of files that are no telegrams."""

from __future__ import annotations

import time

import pytest

from reftel.sources import Unreadable, plain

TEXTS = [
    (b"just words\r\nin two lines", "just words\nin two lines", "text"),
    ("é, ñ".encode("latin-1"), "é, ñ", "in an older encoding"),
    (
        b"<!DOCTYPE html><p>See <a class=x href='https://example.org/09MEXICO1'>this</a> &amp; that</p>",
        "See  (https://example.org/09MEXICO1) this & that",
        "a page: text, and the addresses of its links",
    ),
    (b"<html><script>var x = '09MEXICO2';</script><body>a<style>b</style>c", "a c", "scripts and styles are not read"),
    (b"<html><script>never closed", "never closed", "what nothing closes"),
    (b"if a < b and c > d", "if a < b and c > d", "brackets of a text"),
]


@pytest.mark.parametrize(("data", "expected", "remark"), TEXTS)
def test_texts(data: bytes, expected: str, remark: str) -> None:
    assert plain(data, "file").strip() == expected, remark


@pytest.mark.parametrize(
    ("data", "says"), [(b"\x89PNG\r\n", "an image"), (b"%PDF-1.4 cut", "breaks off"), (b"\x00" * 99, "binary")]
)
def test_what_is_no_text(data: bytes, says: str) -> None:
    with pytest.raises(Unreadable, match=says):
        plain(data, "file")


def test_hostile_pages_cost_their_bytes() -> None:
    for page in ("<html>" + "<script>" * 200_000, "<html>" + "<style>" * 100_000 + "</script>" * 100_000):
        begun = time.process_time()
        plain(page.encode(), "file")
        assert time.process_time() - begun < 5, "not the square of it, which would be minutes"
