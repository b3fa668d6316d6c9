"""The items of a reference list: where it is cut, at its labels and at its semicolons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.model import Struct

# `A.` `(A)` `A)` `A -` `REF A:` `¶B.`, also doubled as in `A. A) BERN 1253`, numbered as in `(1) 2005 BRASILIA 42`
_LABEL = re.compile(
    r"(?:(?<=[\s;,.):>])|^|(?<=\bREF)|(?<=\d)(?=[B-Z][.)] [A-Z\d]))(?:¶ ?)?(?:REF(?:TEL)? *)?"
    r"(?:[(\[]([A-Za-z]|\d{1,2})[)\]]:?|([A-Za-z]|\d(?=\)))(?:[.:]\)?|[)=])(?!\w\.)|([A-Z])(?: -| --|-|/) "
    r"|([A-Fa-f])-(?!MAIL|mail)(?=[A-Z][A-Za-z]{2}))"
    r"[ \t]*(?=[\s(\w'\"])"
)
WORD = re.compile(r"\w")


class Item(Struct, frozen=True, gc=False):
    """What stands behind one label, or between two semicolons: ``text[start:end]``."""

    label: str | None
    start: int
    end: int


def items(text: str, start: int, end: int) -> Iterator[Item]:
    """The list cut at its labels and, outside parentheses, at its semicolons."""
    marks: list[tuple[int, int, str | None]] = []
    expected = ""
    small: bool | None = None  # whether the list's labels are small letters
    for nth, match in enumerate(_LABEL.finditer(text, start, end)):
        label = match[1] or match[2] or match[3] or match[4]
        if small is not None and label.isalpha() and label.islower() != small:
            continue
        read = label
        label = label.upper()
        alone = not nth and label.isalpha() and text[max(0, start - 4) : match.start()].upper().split() == ["REF"]
        if not (_in_order(label, expected) or alone):
            continue  # `J. Speaks`, `SAO PAULO 66 (08)`: no label; but `REF B: BERN 12`
        if marks and match.start() <= marks[-1][1] and marks[-1][2] is not None:
            if label != marks[-1][2] and label in _MARKS:
                continue  # `B. (C) QUITO 66`: a portion mark
            marks[-1] = (marks[-1][0], match.end(), label)  # `A. A) BERN 1253`
            continue
        marks.append((match.start(), match.end(), label))
        expected = label
        small = read.islower() if read.isalpha() else small
    depth = 0
    for i in range(start, end):
        sign = text[i]
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif sign == ";" and not depth:
            marks.append((i, i + 1, None))
    marks.sort()
    if not marks or marks[0][0] > start:
        marks.insert(0, (start, start, None))
    for i, (_, at, label) in enumerate(marks):
        until = marks[i + 1][0] if i + 1 < len(marks) else end
        if WORD.search(text, at, until):
            yield Item(label, at, until)


_MARKS = ("U", "C", "S")


def _in_order(label: str, last: str) -> bool:
    """Labels begin with A or 1 and go on by one; a list may leave some out, say one twice, or begin anew."""
    if label in ("A", "1"):
        return True
    if not last or label.isdigit() != last.isdigit():
        return False
    ahead = int(label) - int(last) if label.isdigit() else ord(label) - ord(last)
    return 0 <= ahead <= 3 and not label.startswith("0")
