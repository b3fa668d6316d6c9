"""A telegram's text under what others put around it or before its lines: quotation marks, numbers, tags of XML.

Whoever forwards a telegram quotes it (``> 1. (C) …``), a blog fences it in and puts a front matter above, an editor
prints the numbers of the lines. A mark of a telegram stands at the beginning of a line, and is there again without.
"""

from __future__ import annotations

import binascii
import quopri
import re
import textwrap
from itertools import pairwise
from urllib.parse import unquote

from reftel.sources import decoding, markup
from reftel.sources.telegramlike import is_telegram

_QUOTED = re.compile(r"^[ \t]?(?:(?:>|&gt;|\|)[ \t]?){1,9}", re.MULTILINE)
_QUOTED_LINE = re.compile(r"^[ \t]?(?:>|&gt;|\|)", re.MULTILINE)
_FEWEST = 5
"""Lines that must be quoted, numbered or fenced, before they are taken for that."""
_NUMBERED = re.compile(r"^[ \t]{0,8}(\d{1,6})(?:[ \t]{1,4}|[:|][ \t]?|$)", re.MULTILINE)
_FRONT = re.compile(r"\A\s{0,9}---[ \t]*\n(?:[^\n]{0,2000}\n){0,200}?---[ \t]*\n")
_XML = re.compile(r"\s{0,99}<[?!A-Za-z][^<>]{0,2000}>")
_FENCE = re.compile(r"^[ \t]{0,3}(?:```|~~~)[^\n`]{0,40}$\n?", re.MULTILINE)
_WRITTEN = re.compile(r"\\r\\n|\\[nrt'\"\\]")
_SIGNS = {r"\r\n": "\n", r"\n": "\n", r"\r": "\n", r"\t": "\t", r"\'": "'", r"\"": '"', "\\\\": "\\"}
_COLOUR = re.compile(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")
_PLUS = re.compile(r"^\+(?!\+\+ )", re.MULTILINE)
_STRING = re.compile(r"^[ \t]{0,40}\"((?:[^\"\\\n]|\\.){0,2000}?)(?:\\n)?\"[ \t]*[;,+.\\]?$", re.MULTILINE)
_BEGUN = re.compile(r"^begin [0-7]{3,4} [^\n]{1,300}\n", re.MULTILINE)
_BASE64 = re.compile(r"[A-Za-z0-9+/]{80,}={0,2}")
_SOFT = re.compile(r"^[^\n]{60,76}=$", re.MULTILINE)
_CODED = re.compile(r"=(?:3D|20|0D|E2=80=|C[23]=[89AB]|9[1-7])")
_LETTER = re.compile(
    r"(?<![^\n])[ \t>]{0,9}\*?(?:From|De|Von)\*?:[^\n]{1,300}\n"
    r"(?:[ \t>]{0,9}(?:[ \t]+\S[^\n]{0,1000}|\*?[A-Z][\w-]{1,20}(?: [\w-]{1,20})?\*?:[^\n]{0,1000})\n){2,40}"
    r"[ \t>]{0,9}\n"
)
"""The head of a letter, as a mail program prints it or shows it above what it forwards: From, Sent, To, Subject."""
_OF_TELEGRAM = re.compile(r"^[ \t>]{0,9}FM {1,3}[A-Z]", re.MULTILINE)
_LOOKED_AT = 1 << 16
_SAMPLE = 1 << 14
_SHARE = 0.6
"""Of the lines of a text that are numbered, if its lines are."""


def telegram(text: str) -> str | None:
    """The telegram in a text whose lines show none, without what was put around it; None where it is none so either."""
    for bare in (
        *(unwrapped, unquoted, _without_numbers, _without_indent, _without_colours, _without_pluses, _of_strings),
        _of_letters,
    ):
        found = bare(text)
        if found != text and is_telegram(found[:_LOOKED_AT]):
            return found
    return None


def with_breaks(text: str) -> str:
    """The text with line breaks where they are written out, as databases and programs do: a backslash and n."""
    written = text.count("\\n") if "\\n" in text else 0
    if written < _FEWEST or written < _FEWEST * text.count("\n"):
        return text
    return _WRITTEN.sub(lambda sign: _SIGNS[sign[0]], text)


def without_letter(text: str) -> str:
    """The text without the letter that forwards the telegram, if its last head (From, Sent, To, Subject) stands above
    the telegram's own; what the forwarder wrote below that head stays.
    """
    beginning = text[:_SAMPLE]
    if "From:" not in beginning and "Von:" not in beginning and "De:" not in beginning:
        return text
    own = _OF_TELEGRAM.search(text, 0, _LOOKED_AT)
    heads = list(_LETTER.finditer(text, 0, own.start())) if own else []
    return text[heads[-1].end() :] if heads else text


def unquoted(text: str) -> str:
    """The text of an e-mail without the signs before what it quotes, if it quotes anything longer."""
    quoted = len(_QUOTED_LINE.findall(text))
    return _QUOTED.sub("", text) if quoted >= _FEWEST else text


def unwrapped(text: str) -> str:
    """The text without the tags of XML, or the front matter of a Markdown document and what fences a stretch in."""
    if _XML.match(text):
        return markup.lines(text)
    front = _FRONT.match(text)
    bare = text[front.end() :] if front else text
    return _FENCE.sub("", bare) if bare.count("```") > 1 or bare.count("~~~") > 1 else bare


def _without_numbers(text: str) -> str:
    """The lines without the numbers before them, where most have one and they count up."""
    sample = text[:_SAMPLE]
    numbers = [int(found[1]) for found in _NUMBERED.finditer(sample)]
    follow = sum(after == before + 1 for before, after in pairwise(numbers))
    if follow < _FEWEST or follow < _SHARE * len(sample.splitlines()):
        return text
    return _NUMBERED.sub("", text)


def _without_colours(text: str) -> str:
    """The lines of a terminal's record without what set their colours."""
    return _COLOUR.sub("", text)


def _without_pluses(text: str) -> str:
    """The lines that a patch adds, without the sign before them."""
    return _PLUS.sub("", text) if len(_PLUS.findall(text[:_SAMPLE])) >= _FEWEST else text


def _of_strings(text: str) -> str:
    """What stands in the strings of a program, one a line."""
    found = _STRING.findall(text)
    return with_breaks("".join(f"{line}\\n" for line in found)) if len(found) >= _FEWEST else text


def _of_letters(text: str) -> str:
    """What was written in letters alone for the mail: in base64, by uuencode; or for an address, with percents."""
    try:
        if (begun := _BEGUN.search(text)) is not None:
            lines = text[begun.end() :].partition("\nend")[0].split("\n")
            return decoding.decode(b"".join(binascii.a2b_uu(line) for line in lines if line.strip()))[0]
        if text.count("%20") >= _FEWEST:
            return unquote(text)
        letters = "".join(text.split()) if _BASE64.match("".join(text[:_SAMPLE].split())) else ""
        if _BASE64.fullmatch(letters):
            return decoding.decode(binascii.a2b_base64(letters))[0]
    except (binascii.Error, ValueError):
        pass
    return text


def printable(text: str) -> str:
    """The text of a mail whose lines were broken, and letters written, as *quoted-printable* has it (RFC 2045, 6.7)."""
    if "=\n" not in text or not _SOFT.search(text) or not _CODED.search(text):
        return text
    return decoding.decode(quopri.decodestring(text.encode("utf-8", "replace")))[0]


def _without_indent(text: str) -> str:
    """The lines without the margin that all have; tabs are eight blanks."""
    return textwrap.dedent(text.expandtabs())
