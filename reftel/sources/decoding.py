"""Bytes to text: which encoding a file is in, and whether it is text at all.

Saved pages and telegrams come as UTF-8, with or without byte order mark, UTF-16, Windows-1252 or Latin-1. Decoding
never fails on text; what is not text is told by its first bytes or by its share of control characters. Where files of
several widths or code pages were joined, each stretch is read in its own.
"""

from __future__ import annotations

import codecs
import re

from reftel.sources import codepages, widths

# Longest first: the mark of UTF-32-LE begins with that of UTF-16-LE.
_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# How the files that are often met among saved cables begin, and what to do with them.
_BINARIES: tuple[tuple[bytes, str, str], ...] = (
    (b"Rar!\x1a\x07", "a RAR archive", "Unpack it first"),
    (b"\x1f\x9d", "a file packed by compress (.Z)", "Unpack it with gunzip first"),
    (b"LZIP", "an lzip file", "Unpack it with lzip -d first"),
    (
        b"\xd0\xcf\x11\xe0",
        "an old office document (.doc) or Outlook message (.msg)",
        "Save it as plain text or .docx, or the message as .eml",
    ),
    (b"\x04\x22\x4d\x18", "a file packed by lz4", "Unpack it with lz4 -d first"),
    (b"MSCF", "a cabinet of Windows (.cab)", "Unpack it with cabextract or 7z first"),
    (b"AT&TFORM", "a DjVu document", "Convert it to PDF (ddjvu -format=pdf), and give that"),
    (b"PAR1", "a Parquet table", "Save it as CSV or JSON lines, with the column of the texts named body"),
    (b"!BDN", "an Outlook mailbox (.pst)", "Save its messages with readpst, and ingest the folder"),
    (b"%!PS", "a PostScript file", "Convert it to PDF (ps2pdf), and give that"),
    (b"MZ", "a program for Windows, or an archive that unpacks itself", "Unpack it with 7z, and ingest the folder"),
    (b"\x7fELF", "a program", "Leave it out"),
    (b"OggS", "a sound or film", "Leave it out"),
    (b"ID3", "a sound", "Leave it out"),
    (
        b"SQLite format 3\x00",
        "an SQLite database",
        "Save its table of cables as CSV; if it is a reftel archive, open it with --archive",
    ),
)

# The same for those whose mark stands behind a length or a name.
_INSIDE = (
    (
        60,
        b"BOOKMOBI",
        "an e-book (.mobi)",
        "Convert it to plain text (ebook-convert), and give that",
    ),
    (4, b"ftyphei", "a photograph (HEIC)", "Save it as PNG or JPEG, and give that; OCR reads it"),
    (4, b"ftypmif", "a photograph (HEIF)", "Save it as PNG or JPEG, and give that; OCR reads it"),
    (4, b"ftypavif", "a picture (AVIF)", "Save it as PNG or JPEG, and give that; OCR reads it"),
    (4, b"ftyp", "a film", "Leave it out"),
)

_IMAGES = (
    b"\x89PNG\r\n",
    b"\xff\xd8\xff",  # JPEG
    b"II*\x00",  # TIFF, and below it
    b"MM\x00*",
    b"II+\x00",
    b"MM\x00+",
    b"GIF87a",
    b"GIF89a",
    b"\x00\x00\x00\x0cjP  \r\n\x87\n",  # JPEG 2000
)

_SAMPLE = 1 << 16
"""Bytes or characters looked at to judge what a file is."""
_CONTROL_SHARE = 0.02
"""More control characters than this are no text. Teletype tapes leave a few bells and nulls, far below it."""
_ZERO_SHARE = 0.1
"""More zeros than this are no padding between the lines of a text."""
_EBCDIC = "cp037"
_EBCDIC_TEXT = bytes(
    set(b"\x05\x0d\x15\x25\x40") | {byte for byte in range(0x4A, 256) if bytes([byte]).decode(_EBCDIC).isascii()}
)
_FIRST = 1024
"""Bytes in which a text that is none in EBCDIC shows it."""
_BLANKS = 0.06
"""Of a text in EBCDIC at least so many are blanks (``@`` in ASCII)."""
_DOS_PARAGRAPH = re.compile(r"^\x14(?=\d)", re.MULTILINE)
"""The sign of a paragraph under DOS, where printers and screens showed control characters as signs."""
_WORDS = 20
"""Zero-width blanks from which they are no sign of one word but of the program that made the text."""
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\r\f\x1a\x1b")) + b"\x7f"
_MARKED = bytes(byte in _CONTROLS for byte in range(256))
"""1 for a control character: to mark them is three times as fast as to leave them out."""


def binary_kind(data: bytes) -> tuple[str, str] | None:
    """What a file of bytes is and what to do with it, when it is no text; None when it is text."""
    if is_image(data):
        return "an image", "Give the text on it; reftel parse and ingest read it by OCR"
    for mark, what, todo in _BINARIES:
        if data.startswith(mark) and (mark != b"MZ" or b"\x00" in data[:256]):
            return what, todo
    for at, mark, what, todo in _INSIDE:
        if data[at : at + len(mark)] == mark:
            return what, todo
    if _wide(data) is not None:
        return None
    sample = data[:_SAMPLE].strip(b"\x00") or data[:_SAMPLE]  # tapes and disks fill first and last blocks with zeros
    marked = sample.translate(_MARKED)
    if 1 not in marked:  # as in nearly every text
        return None
    zeros = sample.count(0)
    if zeros > _ZERO_SHARE * len(sample) or marked.count(1) - zeros > _CONTROL_SHARE * len(sample):
        if _is_ebcdic(sample) or _is_text_of_two_widths(sample):
            return None
        return "a binary file, not text", "Give the telegram as text, HTML or PDF"
    return None


def _is_text_of_two_widths(sample: bytes) -> bool:
    """Whether its zeros are those of UTF-16, which stands in it, and the rest is text."""
    stretches = widths.of_narrow(sample)
    rest = b"".join(data for data, wide in stretches if not wide)
    return len(stretches) > 1 and rest.translate(_MARKED).count(1) <= _CONTROL_SHARE * len(rest)


def is_image(data: bytes) -> bool:
    """True for the formats that pages are scanned to."""
    return data.startswith(_IMAGES) or (data.startswith(b"RIFF") and data[8:12] == b"WEBP")


def decode(data: bytes, usual: str = codepages.USUAL) -> tuple[str, str]:
    """The text, with every line end as ``\\n``, and the name of the encoding it was read in. Never raises.

    ``usual`` is the code page for what is not UTF-8 and shows no other.
    """
    encoding = _wide(data)
    if encoding is not None and encoding.startswith("utf-16"):
        text, encoding = _of_stretches(widths.of_wide(data, encoding), usual)
    elif encoding is not None:
        text = data.decode(encoding, "replace")
    elif _is_ebcdic(data[:_SAMPLE]):
        text, encoding = data.decode(_EBCDIC).replace("\x85", "\n"), _EBCDIC
    elif b"\x00" in data:
        text, encoding = _of_stretches(widths.of_narrow(data), usual)
    else:
        text, encoding = _eight_bit(data, usual)
    return _other_blanks(newlines(text.removeprefix("\ufeff"))), encoding


def _other_blanks(text: str) -> str:
    """The line ends of word processors and mainframes as ``\\n``; in a text whose every blank is one that does not
    break, or has a zero-width one beside it, as pages have it, blanks as they are typed.
    """
    if "\v" in text:
        text = text.replace("\v", "\n")
    if text.isascii():  # which is known without looking
        return text
    for sign in "\u2028\u2029\x85":
        if sign in text:
            text = text.replace(sign, "\n")
    if "\xa0" in text and text.count("\xa0") > text.count(" "):
        text = text.replace("\xa0", " ")
    for sign in "\u200b\ufeff":
        if sign in text and (text.count(sign) > _WORDS or sign == "\ufeff"):
            text = text.replace(sign, "")
    return text


def _of_stretches(stretches: list[widths.Stretch], usual: str) -> tuple[str, str]:
    """Stretches of one or two widths as one text; its encoding is that of each, in their order."""
    found = [
        (data.decode(wide, "replace").removeprefix("\ufeff"), wide) if wide else _eight_bit(data, usual)
        for data, wide in stretches
    ]
    return "".join(text for text, _ in found), " and ".join(dict.fromkeys(encoding for _, encoding in found))


def newlines(text: str) -> str:
    """CRLF and CR as LF, so that places in a text do not depend on the machine that saved it."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def _wide(data: bytes) -> str | None:
    """The encoding that a byte order mark names, or UTF-16 told by zeros in every second byte; None if neither."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding if encoding != "utf-8" else None
    sample = data[:_SAMPLE]
    if len(sample) < 8 or b"\x00" not in sample:
        return None
    even, odd = sample[0::2].count(0) * 2 / len(sample), sample[1::2].count(0) * 2 / len(sample)
    if odd > 0.5 and even < 0.1:
        return "utf-16-le"
    if even > 0.5 and odd < 0.1:
        return "utf-16-be"
    return None


def _is_ebcdic(sample: bytes) -> bool:
    """The encoding of the mainframes from whose tapes the National Archives' files came: hardly a byte is ASCII's."""
    first = sample[:_FIRST]
    if first.count(0x40) < max(_BLANKS * len(first), 3) or first.count(0x20) > len(first) // 100:
        return False
    return len(sample.translate(None, _EBCDIC_TEXT)) < len(sample) // 50


def _eight_bit(data: bytes, usual: str) -> tuple[str, str]:
    text, encoding = _of_page(data, usual)
    if "\x14" in text and _DOS_PARAGRAPH.search(text):
        text = _DOS_PARAGRAPH.sub("¶", text).replace("\x15", "§")
    return text, encoding


def _of_page(data: bytes, usual: str) -> tuple[str, str]:
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        pass
    # One damaged byte must not turn every ¶ of a UTF-8 page into Â¶: where most of what is not ASCII reads as UTF-8,
    # only the bytes that do not are taken from Windows-1252.
    kept = data.decode("utf-8", "ignore")
    wide = sum(len(character.encode()) for character in kept if character > "\x7f")
    others = len(data) - len(kept.encode())
    if wide > others:
        return data.decode("utf-8", "reftel-windows-1252"), "utf-8 with windows-1252"
    page = codepages.guessed(data, usual)
    try:
        return data.decode(page), page
    except UnicodeDecodeError:  # five bytes have no meaning in Windows-1252; they cost the others theirs no more
        return data.decode(page, "reftel-windows-1252"), page


def _from_windows_1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101  # only registered for decoding
    meant = codepages.signs(codepages.USUAL)
    return "".join(meant[byte] for byte in error.object[error.start : error.end]), error.end


codecs.register_error("reftel-windows-1252", _from_windows_1252)
