"""Numbers of paragraphs in the middle of a line, where a line break was lost: ``… of the fair. 2.(C) The mayor …``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.telegram.shape import DIGIT, occurrences, shape

_MARK = r"\((?:U|LOU|FOUO|SBU|C|S|TS)[)/]"
# with a mark: `fair. 2. (C)`, `fair.2.(C)`, `fair. 2) (C)`, `fair. 2 (C)`; not `in part 1.2. (C)`
_MARKED = re.compile(
    rf"[.!?\"”)](?: {{1,4}}(?P<head>\d{{1,3}}(?:[.)] ?| )){_MARK}|(?<!\d\.)(?P<glued>\d{{1,3}}[.)] ?){_MARK})"
)
# without one, after the two blanks that end a sentence: `OF THE FAIR.  2. THE MAYOR`
_UNMARKED = re.compile(r"[.!?\"”)] {2,4}(?P<head>\d{1,2}\. {1,2})[A-Z\"“]")
_BEFORE_MARK = (b"1. ", b"1.", b"1 ")
_MARK_BEGINS = (b"(",)  # one sign alone is found ten times as fast as two
_WIDEST_STOP = 3
_AFTER_SENTENCE = (b".  1",)
_NUMBER_BEFORE = re.compile(r"[.!?\"”)] {0,4}\d{1,3}$")
_WIDEST_NUMBER = 8


def heads(text: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """Where ``text[start:end]`` has such a number, and whether a portion mark follows it."""
    shown = shape(text)
    for mark in occurrences(shown, _MARK_BEGINS, start, end):
        if not shown.endswith(_BEFORE_MARK, max(start, mark - _WIDEST_STOP), mark):
            continue
        at = shown.rfind(DIGIT, start, mark)
        before = _NUMBER_BEFORE.search(text, max(start, at - _WIDEST_NUMBER), at + 1)
        if before and (match := _MARKED.match(text, before.start(), end)):
            yield match.start("head" if match["head"] else "glued"), True
    for at in occurrences(shown, _AFTER_SENTENCE, start, end):
        if match := _UNMARKED.match(text, at, end):
            yield match.start("head"), False
