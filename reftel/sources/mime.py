"""Messages of several parts (MIME), as mail programs and browsers write them: parsed within bounds."""

from __future__ import annotations

import email
import email.policy
from email.message import Message

from reftel.sources.document import Unreadable

_MOST = 20_000
"""Lines that may part what is in a message; a page and its images have dozens."""


def message(data: bytes, place: str, kind: str, todo: str) -> Message:
    """The message; raises ``Unreadable``, naming its ``kind``, for one of more parts than anybody wrote."""
    if data.count(b"\n--") > _MOST:  # the library takes a minute for a million of them, and gigabytes
        raise Unreadable(place, f"{kind} of more than {_MOST:,} parts", todo)
    return email.message_from_bytes(data, policy=email.policy.compat32)


def payload(part: Message) -> bytes:
    """What a part holds, unpacked from base64 or quoted-printable; empty for one that has parts itself."""
    held = part.get_payload(decode=True)
    return held if isinstance(held, bytes) else b""
