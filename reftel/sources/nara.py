"""The National Archives' PDF of one telegram of 1973–79, and other PDFs with a telegram in their text layer.

The archive's PDF (Access to Archival Databases) holds "Message Text", which is the telegram with its page lines, then
"Message Attributes", some 70 labelled catalogue fields; a stamp of the review stands at the head and foot of each page.
All of it is handed on as it stands: the attributes need places in the text, so reading them is the parser's work. Of a
telegram whose text the archive could not convert, only the attributes are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from reftel.sources import legibility, nara_text, pdf, scans
from reftel.sources.content import Content
from reftel.sources.document import Document, Unreadable
from reftel.sources.scans import Pages


def claims(content: Content) -> bool:
    """Any PDF: what is no telegram among them is for this module to say."""
    return content.is_pdf


def documents(content: Content) -> Iterator[Document]:
    """One document for each telegram of the PDF; raises ``Unreadable`` for a PDF that is damaged or something else."""
    layers = list(pdf.glance(content.data, content.place))
    if _begun(layers):
        for first, group in _telegrams(pdf.pages(content.data, content.place)):
            place = f"{content.place}#page={first}" if first > 1 else content.place
            record = "\n".join(group)
            if nara_text.is_lost(record):
                content.skip(place, nara_text.LOST)
            yield Document(record, "nara-pdf", place, encoding="pdf")
        return
    pages = _pages(content, layers)
    yield from scans.documents(content, pages, "pdf-ocr" if pages.confidences else "pdf-text", "a PDF")


def _pages(content: Content, layers: Sequence[str]) -> Pages:
    """The pages by their text layer; those without one, or with garbage if that is asked for, by OCR."""
    blank = [number for number, layer in enumerate(layers, start=1) if not layer.strip()]
    garbage = [number for number, layer in enumerate(layers, start=1) if legibility.is_garbage(layer)]
    pages = Pages(pdf.pages(content.data, content.place) if len(blank) < len(layers) else [""] * len(layers))
    with pdf.images(content.data, content.place) as images:
        for number in blank:
            if images.shows_something(number):
                scans.recognise(pages, number, partial(images.bitmap, number))
            _give_up(content, pages)
        for number in garbage:
            if content.ocr:
                scans.recognise(pages, number, partial(images.bitmap, number), pages.texts[number - 1])
            if number not in pages.confidences:
                pages.garbage.append(number)
    return pages


def _give_up(content: Content, pages: Pages) -> None:
    """Raise ``Unreadable`` when the first pages that OCR read are no telegram's."""
    if len(pages.confidences) == scans.GLANCE and not content.ocr and scans.lacking(pages.texts) is not None:
        what = f"a PDF of images, whose first {scans.GLANCE} pages are no telegram's"
        raise Unreadable(content.place, what, "To have all of its pages read: reftel ingest --ocr")


def _telegrams(pages: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """The pages of each telegram, with the number of its first page: several PDFs may have been joined into one."""
    first, group, complete = 1, list[str](), False
    for number, page in enumerate(pages, start=1):
        has_attributes = nara_text.has_attributes(page)
        if group and (nara_text.has_text(page) or (has_attributes and complete)) and _begun(group):
            yield first, group
            first, group, complete = number, [], False
        group.append(page)
        complete = complete or has_attributes
    yield first, group


def _begun(group: Sequence[str]) -> bool:
    return any(nara_text.has_text(page) or nara_text.has_attributes(page) for page in group)
