"""Rich text (``.rtf``), as word processors of thirty years have saved telegrams: its text, without the formatting."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import BinaryIO

from reftel.sources import content
from reftel.sources.unpacking import Limits, Member

KIND = "a rich text document (RTF)"

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<sign>[^A-Za-z])"
    r"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_SIGNS = {
    "par": "\n",
    "line": "\n",
    "row": "\n",
    "page": "\f",
    "cell": "\t",
    "tab": "\t",
    "emdash": "\u2014",
    "endash": "\u2013",
    "lquote": "\u2018",
    "rquote": "\u2019",
    "ldblquote": "\u201c",
    "rdblquote": "\u201d",
    "bullet": "\u2022",
}
_CHARACTERS = {"~": " ", "_": "-", "\n": "\n", "\r": "\n", "\\": "\\", "{": "{", "}": "}"}
"""What a sign behind a backslash shows; any other one, as the place of a hyphen (``-``), nothing."""
_ASIDE = frozenset(
    {"fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "headerl", "headerr", "footerl"}
    | {"footerr", "footnote", "annotation", "fldinst", "themedata", "datastore", "listtable", "generator"}
)
"""Groups whose text is none of the document's."""


def recognises(start: bytes) -> bool:
    """By its first words."""
    return start.lstrip(b"\xef\xbb\xbf \r\n").startswith(b"{\\rtf")


def members(file: BinaryIO, place: str, limits: Limits) -> Iterator[Member]:
    """The one text."""
    text = shown(content.whole(file, place).decode("latin-1"))
    yield Member.holding("", text, limits)


def shown(source: str) -> str:
    """The text of a source in RTF, a line each of its paragraphs."""
    kept: list[str] = []
    open_groups: list[tuple[bool, int]] = []
    aside, after, skip = False, 1, 0
    page = "cp1252"
    for token in _TOKEN.finditer(source):
        word, number, byte, sign, brace, text = token.group("word", "number", "byte", "sign", "brace", "text")
        if brace == "{":
            open_groups.append((aside, after))
        elif brace == "}":
            aside, after = open_groups.pop() if open_groups else (False, 1)
        elif word in _ASIDE or sign == "*":
            aside = True
        elif word == "ansicpg" and number and _is_known(f"cp{number}"):
            page = f"cp{number}"
        elif word == "uc":
            after = int(number or 1)
        elif aside:
            continue
        elif word == "u" and number:
            kept.append(_character(int(number) % 0x10000))
            skip = after
            continue
        elif byte and not skip:
            kept.append(bytes.fromhex(byte).decode(page, "replace"))
        elif word in _SIGNS:
            kept.append(_SIGNS[word])
        elif sign:
            kept.append(_CHARACTERS.get(sign, ""))
        elif text:
            kept.append(text[skip:])  # what stands behind a character of Unicode is for those who cannot show it
        skip = 0
    return "".join(kept)


def _character(number: int) -> str:
    return chr(number) if not 0xD800 <= number < 0xE000 else "\ufffd"


def _is_known(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True
