"""The text of a page of the words that ``tesseract`` read and their places.

It is put together line by line, with an empty line where the page has one, as paragraphs depend on them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import pairwise
from typing import NamedTuple

_WORD, _LINE = "5", "4"
"""The levels of a row in its table."""
_COLUMNS = 12
_GAP = 1.5
"""Of the distance between lines, from where on there is an empty one between them."""
_SURE, _UNSURE = 60.0, 10.0
"""Percent of confidence from which a word is one, and below which it may be none."""
_RULE = 12
"""Letters at least of what stands for a rule."""
_NARROW = 0.6
"""Of a letter's usual width."""
_FLAT = 0.35
"""Of a word's usual height, up to which it is a piece of a rule: a hyphen, or a full stop."""
_LONG = 5
"""Letters that a rule is as long as, at least."""
_LETTERS = 3
"""Letters and digits of a word that shows more than specks."""
_FEW = 3
"""Words of a piece that is put back into its line; longer ones may be a column of their own."""


class Recognised(NamedTuple):
    """A page as it was recognised."""

    text: str
    confidence: float
    """Percent: tesseract's own, over the letters of the page; 0 for a page without a word."""


class _Word(NamedTuple):
    line: tuple[str, ...]
    text: str
    confidence: float
    left: int
    """Dots, as those below."""
    width: int
    height: int


class _Box(NamedTuple):
    """Where a line stands on the page, in dots."""

    left: int
    top: int
    width: int
    height: int


class Read(NamedTuple):
    """What stands on a page, or in a band of it: its lines with their places, and their words, in reading order."""

    boxes: dict[tuple[str, ...], _Box]
    words: list[_Word]

    def insert(self, band: Read) -> None:
        """Put in what a band shows that was passed over: what is surely read there, and rules; the rest is specks."""
        for line, box in band.boxes.items():
            words = [word for word in band.words if word.line == line]
            if not words or not (_is_sure(words) or _is_flat(words, self.words)):
                continue
            above = [at for at, word in enumerate(self.words) if self.boxes[word.line].top < box.top]
            new = ("band", str(len(self.boxes)), *line)
            self.boxes[new] = box
            at = above[-1] + 1 if above else 0
            self.words[at:at] = [word._replace(line=new) for word in words]


def _is_sure(words: list[_Word]) -> bool:
    told = any(sum(sign.isalnum() for sign in word.text) >= _LETTERS for word in words)
    return told and _confidence(words) >= _SURE


def _confidence(words: list[_Word]) -> float:
    """Of all of them, by their letters; 0 where there are none."""
    letters = sum(len(word.text) for word in words)
    return sum(word.confidence * len(word.text) for word in words) / letters if letters else 0.0


def _is_flat(words: list[_Word], others: list[_Word]) -> bool:
    """All of them as flat as a rule among the words of the page, and as long as one."""
    usual = _usual_height(others)
    width = words[-1].left + words[-1].width - words[0].left
    return max(word.height for word in words) <= _FLAT * usual and width >= usual * _LONG


def _usual_height(words: list[_Word]) -> float:
    heights = sorted(word.height for word in words if word.confidence >= _SURE)
    return heights[len(heights) // 2] if heights else 0.0


def read(table: str, top: int = 0) -> Read:
    """What tesseract's table tells: a row for each block, paragraph, line and word; of a band, from its ``top`` on."""
    boxes: dict[tuple[str, ...], _Box] = {}
    words: list[_Word] = []
    for row in table.split("\n")[1:]:
        cells = row.rstrip("\r").split("\t")
        if len(cells) != _COLUMNS:
            continue
        line = tuple(cells[1:5])
        left, upper, width, height = map(int, cells[6:10])
        if cells[0] == _LINE:
            boxes[line] = _Box(left, upper + top, width, height)
        elif cells[0] == _WORD and cells[11].strip():
            boxes.setdefault(line, _Box(left, upper + top, width, height))
            words.append(_Word(line, cells[11].strip(), float(cells[10]), left, width, height))
    return Read(boxes, words)


def page(read: Read) -> Recognised:
    """The page's text from its words, in reading order."""
    boxes = read.boxes
    words = _with_rules(read.words)
    lines: dict[tuple[str, ...], list[str]] = {}
    for word in words:
        lines.setdefault(word.line, []).append(word.text)
    _set_beside(lines, boxes)
    tops = {line: boxes[line].top for line in lines}
    steps = {line: tops[line] - tops[before] for before, line in pairwise(lines)}
    down = sorted(step for step in steps.values() if step > 0)
    usual = down[len(down) // 4] if down else 0  # in a heading, every other line may be empty
    text = []
    for line, shown in lines.items():
        # a line that stands higher than the one before begins another column
        if line in steps and not 0 < steps[line] <= _GAP * usual:
            text.append("")
        text.append(" ".join(shown))
    return Recognised("\n".join(text), round(_confidence(words), 1))


def _with_rules(words: list[_Word]) -> list[_Word]:
    """The words, with each rule, ``-----``, as such.

    It comes as one word of far too narrow letters, or as several that are far too flat, with what tesseract was
    unsure of between them.
    """
    widths = sorted(word.width / len(word.text) for word in words if word.confidence >= _SURE)
    usual = widths[len(widths) // 2] if widths else 0.0
    flat = _FLAT * _usual_height(words)
    mended: list[_Word] = []
    run: list[_Word] = []
    for word in words:
        follows = run and run[-1].line == word.line and (word.height <= flat or word.confidence < _SURE)
        if run and not follows:
            mended += _as_rule(run, usual, flat)
            run = []
        if run or word.height <= flat:
            run.append(word)
        else:
            mended.append(_as_narrow_rule(word, usual))
    return mended + _as_rule(run, usual, flat)


def _as_rule(run: list[_Word], usual: float, flat: float) -> list[_Word]:
    """Flat words that follow one another as one rule, if they are as long as one."""
    end = max((at + 1 for at, word in enumerate(run) if word.height <= flat), default=0)
    rule, rest = run[:end], run[end:]
    width = rule[-1].left + rule[-1].width - rule[0].left if rule else 0
    if not usual or width < _LONG * usual or 2 * sum(word.height <= flat for word in rule) < len(rule):
        return run
    return [rule[0]._replace(text="-" * round(width / usual), width=width), *rest]


def _as_narrow_rule(word: _Word, usual: float) -> _Word:
    narrow = word.confidence < _UNSURE and word.width < _NARROW * usual * len(word.text)
    return word._replace(text="-" * round(word.width / usual)) if narrow and len(word.text) >= _RULE else word


def _set_beside(lines: dict[tuple[str, ...], list[str]], boxes: dict[tuple[str, ...], _Box]) -> None:
    """Put the few words of a block of their own behind the line at whose height they stand.

    A telegram has one column. Its distribution, ``INR-10 DODE-01  SP-02``, comes apart where the gaps of several lines
    stand one below the other, and its last column is read after the whole page.
    """
    by_height = sorted((boxes[line].top, line) for line in lines if line in boxes)
    tops = [top for top, _ in by_height]
    for line, shown in list(lines.items()):
        box = boxes.get(line)
        if box is None or len(shown) > _FEW:
            continue
        near = by_height[bisect_left(tops, box.top - box.height) : bisect_right(tops, box.top + box.height)]
        others = [other for _, other in near if other[:2] != line[:2] and other in lines]  # of other blocks
        left_of = [other for other in others if _is_left(boxes[other], box)]
        if left_of:
            nearest = max(left_of, key=lambda other: boxes[other].left + boxes[other].width)
            lines[nearest] += lines.pop(line)


def _is_left(one: _Box, other: _Box) -> bool:
    """Whether a box ends before another of the same height begins."""
    middle = other.top + other.height / 2
    return one.left + one.width <= other.left and one.top < middle < one.top + one.height
