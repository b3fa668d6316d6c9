"""The text layer of a PDF, page by page.

Two libraries share the work. PDFium opens anything, quickly, and says at once what is wrong with a file; but it drops
blank lines and indentation and joins words hyphenated at a line's end. pypdf keeps all three, and paragraphs depend on
them.
"""

from __future__ import annotations

import io
import logging
import math
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdf
import pypdfium2  # type: ignore[import-untyped]  # it has neither stubs nor a py.typed

from reftel.sources.decoding import newlines
from reftel.sources.document import Unreadable

# pypdf reports every oddity of a file to standard error, in the middle of a progress bar; what matters is raised.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)

_TAIL = 4096
"""Bytes at the end in which ``%%EOF`` must stand. ISO 32000-2 wants it last; downloads append a few bytes."""
_POINT = 72
"""A PDF's units to the inch."""
_DPI = 300
_DOTS = 40_000_000
"""Of an image of a page: A3 at 300 dots an inch has 17 million. A hostile page may be 5 metres wide."""
_BREAK = ("\n", math.nan)
"""A line break has no height of its own; not a number is equal to none, not even to itself."""


def glance(data: bytes, place: str) -> Iterator[str]:
    """The pages' text, roughly and quickly, to recognise a layout by.

    Raises ``Unreadable`` for a PDF that is encrypted, breaks off, is damaged or has no pages.
    """
    if b"%%EOF" not in data[-_TAIL:]:
        raise Unreadable(place, "the PDF breaks off before its end", "Download or copy it again")
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _not_opened(place, error) from error
    try:
        if len(pdf) == 0:
            raise Unreadable(place, "the PDF has no pages", "Download or copy it again")
        for index in range(len(pdf)):
            page = pdf[index]
            layer = page.get_textpage()
            yield newlines(layer.get_text_range())
            layer.close()
            page.close()
    except pypdfium2.PdfiumError as error:
        raise Unreadable(place, f"the PDF is damaged ({error})", "Download or copy it again") from error
    finally:
        pdf.close()


class Images:
    """The pages of a PDF as images."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf

    def shows_something(self, number: int) -> bool:
        """Whether anything is drawn on a page, counted from 1."""
        page = self._pdf[number - 1]
        try:
            return next(iter(page.get_objects(max_depth=1)), None) is not None
        finally:
            page.close()

    def bitmap(self, number: int) -> bytes:
        """The page, counted from 1, in grey at 300 dots an inch, as PGM."""
        page = self._pdf[number - 1]
        try:
            width, height = page.get_size()
            scale = min(_DPI / _POINT, math.sqrt(_DOTS / max(width * height, 1)))
            drawn = page.render(scale=scale, grayscale=True)
            wide, high, stride = drawn.width, drawn.height, drawn.stride
            dots = bytes(drawn.buffer)
            drawn.close()
        finally:
            page.close()
        rows = dots if stride == wide else b"".join(dots[y * stride : y * stride + wide] for y in range(high))
        return b"P5 %d %d 255\n%s" % (wide, high, rows)


@contextmanager
def images(data: bytes, place: str) -> Iterator[Images]:
    """The pages as images; raises ``Unreadable`` where PDFium cannot draw one."""
    try:
        pdf = pypdfium2.PdfDocument(data)
        try:
            yield Images(pdf)
        finally:
            pdf.close()
    except pypdfium2.PdfiumError as error:
        raise Unreadable(place, f"the PDF is damaged ({error})", "Download or copy it again") from error


def pages(data: bytes, place: str) -> list[str]:
    """The pages' text with blank lines and indentation, as faithful as the file allows."""
    try:
        return [_settled(_page_text(page)) for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    except Exception:
        # pypdf raises whatever a hostile or odd file leads it into. PDFium has opened this one, so its reading, without
        # the blank lines, is better than none.
        return list(glance(data, place))


def _page_text(page: pypdf.PageObject) -> str:
    """The page's text, where what stands on one baseline is one line.

    A print of a web page draws each link apart, and pypdf gives each a line of its own: ``TAGS:``, ``EAID``, ``PREF``.
    """
    pieces: list[tuple[str, float]] = []
    kept: list[str] = []

    def piece(text: str, matrix: list[float], text_matrix: list[float], *_: object) -> None:
        height = text_matrix[5] * matrix[3] + text_matrix[4] * matrix[1] + matrix[5]
        shown = text.rstrip("\n")
        if shown:
            pieces.append((shown, round(height, 1)))
        pieces.extend([_BREAK] * (len(text) - len(shown)))

    page.extract_text(visitor_text=piece)
    for index, (text, _) in enumerate(pieces):
        if text == "\n" and 0 < index < len(pieces) - 1:
            (before, height), (after, next_height) = pieces[index - 1], pieces[index + 1]
            if height == next_height:
                text = "" if before.endswith((" ", "¶")) or after.startswith(" ") else " "
        kept.append(text)
    return "".join(kept)


def _settled(text: str) -> str:
    # pypdf hands over what the file's fonts say, which may be half of a surrogate pair: no valid text, nor UTF-8.
    return newlines(text).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _not_opened(place: str, error: pypdfium2.PdfiumError) -> Unreadable:
    reason = str(error).lower()
    if "password" in reason or "security" in reason:
        return Unreadable(place, "the PDF is encrypted", "Save a copy without password and give that")
    return Unreadable(place, f"the PDF cannot be opened ({error})", "Download or copy it again")
