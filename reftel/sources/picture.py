"""Images of pages: PNG, JPEG, TIFF (of several pages), and what else Pillow opens. Their text comes by OCR."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence

from reftel.sources import scans
from reftel.sources.content import Content
from reftel.sources.document import Document, Unreadable

LAYOUT = "image-ocr"

_FORMATS = ("PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP", "JPEG2000")
_LARGEST = 120_000_000
"""Pixels of a page: a sheet of A3 at 600 dots an inch has 70 million. A small file may claim a thousand times more."""
_WIDTH = 2550
"""Dots of a page's width at 300 dots an inch. A page scanned at 100 is drawn larger: tesseract then reads 95 words in
100 of it instead of 80."""
_SMALLEST = 500
"""Pixels of the shorter side, below which an image is a button or a flag of a saved page, and none of a page."""
_MOST = 2000
"""Pages of one file."""
_TODO = "Save the page as PNG, JPEG or TIFF again, at 300 dots an inch"


def claims(content: Content) -> bool:
    """An image, by its signature."""
    return content.is_image


def documents(content: Content) -> Iterator[Document]:
    """The telegram on the image; raises ``Unreadable`` for one that is damaged, shows none, or needs OCR."""
    pages = scans.Pages([])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of Pillow, on every odd tag of a scanner
            with Image.open(io.BytesIO(content.data), formats=_FORMATS) as image:
                for frame in ImageSequence.Iterator(image):
                    _add(pages, frame, content.place)
    except Unreadable:
        raise
    except Image.DecompressionBombError as error:
        raise Unreadable(content.place, "an image of too many dots to be a page", _TODO) from error
    except Exception as error:  # whatever a hostile or damaged image leads a decoder into
        if not any(pages.texts):
            what = f"the image is damaged or breaks off ({' '.join(str(error).split())[:200]})"
            raise Unreadable(content.place, what, "Get a fresh copy of it") from error
        pages.unread[len(pages.texts)] = "the image is damaged from here on. Get a fresh copy of it"
    yield from scans.documents(content, pages, LAYOUT, "an image")


def _add(pages: scans.Pages, frame: Image.Image, place: str) -> None:
    width, height = frame.size
    if width * height > _LARGEST:
        raise Unreadable(place, f"an image of {width:,} by {height:,} dots, which is too large", _TODO)
    if min(width, height) < _SMALLEST:
        raise Unreadable(place, f"an image of {width} by {height} dots, too small to show a page", _TODO)
    if len(pages.texts) == _MOST:
        raise Unreadable(place, f"an image of more than {_MOST:,} pages", "Split it")
    pages.texts.append("")
    scans.recognise(pages, len(pages.texts), lambda: _bitmap(frame))


def _bitmap(frame: Image.Image) -> bytes:
    out = io.BytesIO()
    upright = ImageOps.exif_transpose(frame)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        # what is see-through would come out black
        upright = upright.convert("RGBA")
        paper = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(paper, upright)
    grey = upright.convert("L")
    scale = _WIDTH / grey.width
    if scale > 1.5:
        grey = grey.resize((_WIDTH, round(grey.height * scale)), Image.Resampling.LANCZOS)
    grey.save(out, "PPM")
    return out.getvalue()
