"""Pages that are images, or whose text layer is garbage: what OCR makes of them, and which of them still need it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from reftel.sources import legibility, ocr, printed, smart
from reftel.sources.content import Content
from reftel.sources.document import Document, Unreadable
from reftel.sources.telegramlike import is_telegram, why_not_a_telegram

_BETTER = 0.1
"""What OCR must add to the share of common words to take the place of a text layer."""
GLANCE = 8
"""Pages in which the first telegram must begin: a release may put a form and a letter before it. A book of images is
not recognised from cover to cover, two seconds a page, to learn that it holds none, unless OCR was asked for."""
_TODO = "Give a PDF of a telegram, or the telegram's text"


class Pages(msgspec.Struct):
    """The pages of a file as they can be read."""

    texts: list[str]
    """Page by page; empty for one that is blank or could not be read."""
    confidences: dict[int, float] = {}
    """Of the pages that OCR read: the page's number, counted from 1, and percent."""
    unread: dict[int, str] = {}
    """Of the pages that could not be read: number, and why with what to do."""
    garbage: list[int] = []
    """Pages whose text layer is garbage, and stands as it is."""

    def attributes(self) -> dict[str, str]:
        """What is kept of it beside the text."""
        kept = {}
        if self.confidences:
            kept["OCR"] = ocr.program() or "tesseract"
            kept["OCR confidence"] = ", ".join(f"page {page}: {share:g} %" for page, share in self.confidences.items())
        if self.unread:
            kept["Pages not read"] = ", ".join(map(str, self.unread))
        if self.garbage:
            kept["Pages of garbage"] = ", ".join(map(str, self.garbage))
        return kept


def recognise(pages: Pages, number: int, image: Callable[[], bytes], layer: str = "") -> None:
    """Put what OCR reads into the place of a page; of a text layer only if it is better. ``number`` counts from 1."""
    if ocr.program() is None:
        if not layer:
            pages.unread[number] = _needs_ocr("the page is an image")
        return
    try:
        found = ocr.recognised(image())
    except ocr.Failed as error:
        if not layer:
            pages.unread[number] = f"OCR failed on it ({error}). Give a better copy of the page"
        return
    if not layer or _share(found.text) > _share(layer) + _BETTER:
        pages.texts[number - 1] = found.text
        pages.confidences[number] = found.confidence


def documents(content: Content, pages: Pages, layout: str, what: str) -> Iterator[Document]:
    """The telegrams in the pages; raises ``Unreadable`` where there is none; ``what`` names the file: ``a PDF``."""
    text = "\n".join(pages.texts)
    if not text.strip():
        raise Unreadable(content.place, *_nothing(pages, what))
    _tell(content, pages)
    page = Content(text.encode("utf-8", "replace"), content.place)
    found: Iterator[Document]
    if smart.claims(page):
        found = smart.documents(page)
    elif printed.claims(page):
        found = printed.documents(page)
    else:
        why = lacking(pages.texts, None if content.ocr else GLANCE)
        if why is not None:
            raise Unreadable(content.place, f"{what}, but {why.removeprefix('a text ')}", _advice(pages))
        found = iter((Document(text, layout, content.place),))
    return (_told(document, pages) for document in found)


def _told(document: Document, pages: Pages) -> Document:
    told = msgspec.structs.replace(
        document.told,
        attributes={**document.told.attributes, **pages.attributes()},
        partial=document.told.partial or bool(pages.unread),
    )
    encoding = "ocr" if pages.confidences else "pdf"
    return msgspec.structs.replace(document, told=told, encoding=encoding)


def _tell(content: Content, pages: Pages) -> None:
    for number, why in pages.unread.items():
        content.skip(f"{content.place}#page={number}", why)
    for number in pages.garbage:
        content.skip(f"{content.place}#page={number}", f"its text layer is garbage, and was read as it is. {_again()}")


def lacking(texts: Sequence[str], most: int | None = GLANCE) -> str | None:
    """Why none of the first pages that have a text is a telegram's, nor all of them together; None where one is."""
    first = [text for text in texts if text.strip()][:most]
    why = why_not_a_telegram("\n".join(first))
    return None if why is None or any(map(is_telegram, first)) else why


def _advice(pages: Pages) -> str:
    return f"Its text layer is garbage: {_again().lower()}" if pages.garbage else _TODO


def _again() -> str:
    need = "" if ocr.program() else f" (it needs tesseract: {ocr.COMMAND})"
    return f"Read it anew with --ocr{need}"


def _nothing(pages: Pages, what: str) -> tuple[str, str]:
    reasons = set(pages.unread.values())
    if not reasons:
        return f"{what} without a text: its pages are blank", _TODO
    if len(reasons) == 1 and ocr.program() is None:
        reason, _, todo = _needs_ocr(f"{what} of images, without a text layer").partition(". ")
        return reason, todo
    reason, _, todo = next(iter(reasons)).partition(". ")
    return f"{what} of images: {reason}", todo


def _needs_ocr(what: str) -> str:
    return f"needs OCR: {what}. Install tesseract ({ocr.COMMAND}) and give the file again"


def _share(text: str) -> float:
    return legibility.common_words(text) or 0.0
