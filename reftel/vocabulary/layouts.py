"""What the layouts of documents are called, for lists and pages."""

from __future__ import annotations


def N_(message: str) -> str:
    """Marks a name that ``make messages`` gathers: the reading room says it in the visitor's language."""
    return message


LAYOUTS: dict[str, str] = {
    "raw": N_("plain text of a telegram"),
    "leading": N_("text with six leading lines"),
    "page-2010-11": N_("saved page of the web archive, November 2010"),
    "page-2010-12": N_("saved page of the web archive, December 2010"),
    "page-2011": N_("saved page of the web archive, 2011"),
    "mirror-page": N_("page of another web site"),
    "printed-page": N_("web page, printed and scanned"),
    "nara-pdf": N_("National Archives PDF"),
    "nara-text": N_("National Archives text"),
    "pdf-text": N_("PDF with a text layer"),
    "pdf-ocr": N_("scanned PDF, read by OCR"),
    "image-ocr": N_("scanned image, read by OCR"),
    "ocr-pages": N_("pages that others read by OCR"),
    "smart-email": N_("released e-mail with telegrams"),
    "dfat-markdown": N_("Australian cablegrams"),
    "json-lines": N_("JSON lines"),
    "dump-csv": N_("dump of eight columns"),
    "table": N_("table of cables"),
    "frus-tei": N_("volume of Foreign Relations (TEI)"),
    "annotated": N_("text marked by hand"),
}
"""Layout of a document (``docs/rooms.md``) → what it is."""


def layout_name(layout: str) -> str:
    """``page-2010-11`` → ``saved page of the web archive, November 2010``; one that is not here by its own name."""
    return LAYOUTS.get(layout, layout)
