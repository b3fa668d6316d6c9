"""The text of office documents into which somebody pasted a telegram: Word (``.docx``), OpenDocument (``.odt``).

Both are ZIP archives with an XML of paragraphs in them. No tree is built and no entity is resolved beyond a character.
"""

from __future__ import annotations

import html
import re

WORD, OPEN_DOCUMENT = "word/document.xml", "content.xml"
"""Where the paragraphs stand in the archive."""

# deleted words and the codes of fields are elements of their own, and are left out
_OF_WORD = re.compile(r"<w:(t|tab|br|cr|noBreakHyphen)\b[^<>]{0,300}>([^<]*)|</w:(p)>")
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_BLANKS = re.compile(r"<text:s\b(?:[^<>]{0,100}\btext:c=\"(\d{1,3})\")?[^<>]{0,100}>")
_OF_OPEN = re.compile(r"<text:(tab|line-break)\b[^<>]{0,100}>|</text:(?:p|h)>|<text:(?:p|h)\b[^<>]{0,300}/>")
_ASIDE = re.compile(r"<(office:annotation|text:tracked-changes)\b.{0,100000}?</\1>", re.DOTALL)
_TAG = re.compile(r"<[^<>]{0,3000}>")


def of_word(xml: str) -> str:
    """The paragraphs of ``word/document.xml``, a line each."""
    kept = []
    for name, text, ended in _OF_WORD.findall(xml):
        kept.append("\n" if ended else html.unescape(text) if name == "t" else _SIGNS[name])
    return "".join(kept)


def of_open_document(xml: str) -> str:
    """The paragraphs of an OpenDocument text's ``content.xml``, or of a flat one, a line each."""
    body = xml[max(xml.find("<office:text"), 0) :].replace("\n", " ")
    body = _ASIDE.sub("", body)
    body = _BLANKS.sub(lambda found: " " * int(found[1] or 1), body)
    body = _OF_OPEN.sub(lambda found: "\t" if found[1] == "tab" else "\n", body)
    return html.unescape(_TAG.sub("", body))
