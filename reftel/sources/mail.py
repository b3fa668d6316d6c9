"""E-mail as a program saved it: ``.eml``, ``.emlx``, a whole mailbox (``.mbox``). What it says and what is attached.

Released e-mail comes as text of printed pages and is the layout ``smart``'s; here are the messages themselves (RFC
5322), with their bodies in base64 or quoted-printable, in which no line of a telegram is to be recognised.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from email.message import Message
from typing import BinaryIO

from reftel.sources import content, decoding, markup, mhtml, mime
from reftel.sources.telegramlike import is_telegram
from reftel.sources.undressing import unquoted
from reftel.sources.unpacking import Limits, Member

KIND = "an e-mail"

_HEADERS = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:\d{1,9}[ \t]*\r?\n|From \S[^\n]{0,300}\n(?:>From [^\n]{0,300}\n)?)?"
    rb"(?P<headers>(?:[A-Za-z][A-Za-z0-9-]{0,60}:[^\n]{0,3000}\n(?:[ \t][^\n]{0,3000}\n){0,200}){2,200})[ \t]*\r?\n"
)
_PROGRAM = re.compile(rb"^(?:Message-ID|MIME-Version|Received|Return-Path|Content-Type):", re.IGNORECASE | re.MULTILINE)
"""Headers that only a program writes: a printed e-mail has From, Sent, To and Subject alone."""
_PEOPLE = re.compile(rb"^(?:From|To|Subject|Date):", re.IGNORECASE | re.MULTILINE)
_APPLE = re.compile(rb"\A\d{1,9}[ \t]*\r?\n")
_BOX = re.compile(rb"From \S[^\n]{0,300}\d{4}[^\n]{0,20}\r?\n\Z")
_LARGEST = 64 << 20
"""Bytes of one message of a mailbox."""
_DISPLAYED = ("text/plain", "text/html", "text/enriched")


def recognises(start: bytes) -> bool:
    """By headers that a mail program wrote; a page that a browser saved is ``mhtml``'s."""
    found = _HEADERS.match(start)
    if found is None or mhtml.recognises(start):
        return False
    return _PROGRAM.search(found["headers"]) is not None and _PEOPLE.search(found["headers"]) is not None


def members(file: BinaryIO, place: str, limits: Limits) -> Iterator[Member]:
    """The text of the message and its attachments; of a mailbox each message, in their order."""
    start = file.read(5)
    file.seek(0)
    if start == b"From ":
        yield from _mailbox(file, limits)
        return
    data = content.whole(file, place)
    if found := _APPLE.match(data):  # what Apple's Mail writes around it: its length, and a property list
        data = data[found.end() : found.end() + int(found[0])]
    parts = list(_parts(mime.message(data, place, KIND, "Save its attachments, and ingest these")))
    texts = [part for part in parts if _is_displayed(part)]
    attached = [part for part in parts if not _is_displayed(part) and part.get_content_maintype() != "image"]
    text = _text(texts)
    if text.strip() or not attached:
        yield Member.holding("text" if attached else "", text, limits)
    for number, part in enumerate(attached, start=1):
        yield Member.holding(_name(part, number), _payload(part), limits)


def _mailbox(file: BinaryIO, limits: Limits) -> Iterator[Member]:
    """Its messages, one in memory at a time: each begins at a line ``From …`` below an empty one."""
    number, size, kept, empty = 0, 0, io.BytesIO(), True
    while line := file.readline(1 << 20):
        if empty and line.startswith(b"From ") and _BOX.match(line):
            if number:
                yield _message(number, kept, size, limits)
            number, size, kept = number + 1, 0, io.BytesIO()
        else:
            size += len(line)
            if size <= _LARGEST:
                kept.write(line[1:] if line.startswith(b">From ") else line)
        empty = not line.strip()
    if number:
        yield _message(number, kept, size, limits)


def _message(number: int, kept: io.BytesIO, size: int, limits: Limits) -> Member:
    name = f"message-{number}"
    if size > _LARGEST:
        return Member(name, None, (f"an e-mail of more than {_LARGEST >> 20} MB", "Save what is attached to it"))
    return Member.holding(name, kept.getvalue(), limits)


def _parts(message: Message) -> Iterator[Message]:
    """Every part that is a text or a file; an e-mail inside is one file."""
    open_parts = [message]
    while open_parts:
        part = open_parts.pop(0)
        if part.is_multipart() and part.get_content_type() != "message/rfc822":
            inner = part.get_payload()
            open_parts[:0] = [each for each in inner if isinstance(each, Message)] if isinstance(inner, list) else []
        else:
            yield part


def _is_displayed(part: Message) -> bool:
    return part.get_content_type() in _DISPLAYED and part.get_content_disposition() != "attachment"


def _text(parts: list[Message]) -> str:
    """What the message says: the first way of saying it in which a telegram is to be recognised, or else all."""
    said = [unquoted(text) for part in parts if (text := _displayed(part)).strip()]
    telegrams = [text for text in said if is_telegram(text)]
    if len(telegrams) > 1 and any(part.get_content_type() == "text/html" for part in parts):
        return telegrams[0]  # the same twice, as text and as a page
    return "\n".join(telegrams or said)


def _displayed(part: Message) -> str:
    data = _payload(part)
    charset = str(part.get_content_charset() or "")
    try:
        text = decoding.newlines(data.decode(charset)) if charset else decoding.decode(data)[0]
    except (LookupError, UnicodeDecodeError):
        text = decoding.decode(data)[0]
    return markup.lines(text) if part.get_content_type() == "text/html" else text


def _payload(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload(0) if part.is_multipart() else None
        return inner.as_bytes() if isinstance(inner, Message) else b""
    return mime.payload(part)


def _name(part: Message, number: int) -> str:
    if part.get_content_type() == "message/rfc822":
        return f"forwarded-{number}.eml"
    return str(part.get_filename() or "").lstrip(".") or f"attachment-{number}"
