"""Invented telegrams in the code pages of other computers, and in files where several encodings were joined."""

from __future__ import annotations

import json

import pytest

from reftel import reading, sources

TELEGRAM = (
    "R 1012{n}Z JAN 08\nFM AMEMBASSY MEXICO\nTO SECSTATE WASHDC\nUNCLAS MEXICO 0000{n}\n\n"
    "SUBJECT: SPECIMEN: FAIR {n}\n\n"
    "1. (U) {said}\n\n2. (U) An invented fair was held.\n"
)
PUNCTUATED = "The minister said “it’s done” – of the “fair” — and left…"
ACCENTED = "Señor García of Asunción met François in a café of Zürich; naïve élan à la carte."
CAPITALS = "SEÑOR PEÑA OF ESPAÑA MET THE MINISTER OF MUÑOZ"
WRITTEN = [
    (PUNCTUATED, "mac-roman"),
    (PUNCTUATED, "windows-1252"),
    (ACCENTED, "mac-roman"),
    (ACCENTED, "cp437"),
    (ACCENTED, "windows-1252"),
    (CAPITALS, "mac-roman"),
    (CAPITALS, "cp437"),
    (CAPITALS, "windows-1252"),
    ("MÉXICO AND BOGOTÁ, SÃO PAULO, ASUNCIÓN", "cp850"),
    ("MÉXICO AND BOGOTÁ, SÃO PAULO, ASUNCIÓN", "windows-1252"),
    ("MéXICO AND BOGOTá", "windows-1252"),
    ("They paid £12,000 and ¥300 or €50 at 40°C", "windows-1252"),
    ("They paid £ 12,000; the share is ½ of it ± 3", "windows-1252"),
    ("An Israeli–Palestinian policy–making body", "windows-1252"),
    ("• one\n• two\n• three – it’s all", "mac-roman"),
    ("══════\n│ 12 │\n└────┘", "cp437"),
    ("One café.", "mac-roman"),
    ("One café.", "cp437"),
    ("One café.", "windows-1252"),
]


@pytest.mark.parametrize(("said", "page"), WRITTEN, ids=[f"{page}: {said[:12]}" for said, page in WRITTEN])
def test_the_code_page_is_told_by_where_its_signs_stand(said, page):
    text = TELEGRAM.format(n=11, said=said)
    (document,) = sources.documents_in(text.encode(page), "old.txt")
    assert (document.text, document.encoding) == (text, page)


def test_what_two_pages_of_dos_share_reads_the_same():
    text = TELEGRAM.format(n=11, said=ACCENTED)
    (document,) = sources.documents_in(text.encode("cp850"), "old.txt")
    assert document.text == text


def test_the_sign_of_a_paragraph_under_dos():
    text = TELEGRAM.format(n=11, said="See \x15 4.").replace("1. (U)", "\x141. (U)").replace("2. (U)", "\x142. (U)")
    (document,) = sources.documents_in(text.encode("ascii"), "old.txt")
    assert document.text == text.replace("\x14", "¶").replace("\x15", "§")


def test_lines_of_a_dump_take_the_page_of_its_beginning_where_they_show_none():
    said = [ACCENTED, "Garc\u00eda", "no accent"]
    lines = (json.dumps({"id": f"08MEXICO{n}", "body": TELEGRAM.format(n=n, said=said[n - 11])}) for n in (11, 12, 13))
    data = "".join(line.encode().decode("unicode-escape").replace("\n", "\\n") + "\r\n" for line in lines)
    found = list(sources.documents_in(data.encode("mac-roman"), "old.jsonl"))
    assert [document.text for document in found] == [TELEGRAM.format(n=n, said=said[n - 11]) for n in (11, 12, 13)]


FIRST, SECOND, THIRD = (TELEGRAM.format(n=n, said=PUNCTUATED) for n in (11, 12, 13))
JOINED = {
    "lines of Windows": tuple(
        text.replace("\n", "\r\n").encode(encoding)
        for text, encoding in ((FIRST, "utf-8"), (SECOND, "utf-16"), (THIRD, "utf-8"))
    ),
    "UTF-16 with its mark in Windows-1252": (FIRST.encode("cp1252"), SECOND.encode("utf-16"), THIRD.encode("cp1252")),
    "UTF-16 in UTF-8": (FIRST.encode(), SECOND.encode("utf-16-le"), THIRD.encode()),
    "big-endian in UTF-8": (FIRST.encode(), SECOND.encode("utf-16-be"), THIRD.encode()),
    "big-endian with its mark": (FIRST.encode(), b"\xfe\xff" + SECOND.encode("utf-16-be"), THIRD.encode()),
    "eight bits in UTF-16": (FIRST.encode("utf-16"), SECOND.encode("cp1252"), THIRD.encode("utf-16-le")),
    "at an odd place": (FIRST.encode("utf-16"), b"\n" + SECOND.encode("cp1252"), THIRD.encode("utf-16")),
    "big-endian around": (b"\xfe\xff" + FIRST.encode("utf-16-be"), SECOND.encode(), THIRD.encode("utf-16-be")),
    "Macintosh and UTF-16": (FIRST.encode("mac-roman"), SECOND.encode("utf-16"), THIRD.encode("mac-roman")),
}


@pytest.mark.parametrize("parts", JOINED.values(), ids=JOINED.keys())
def test_no_telegram_is_lost_where_widths_are_mixed(tmp_path, parts):
    (tmp_path / "joined.txt").write_bytes(b"".join(parts))
    found = list(reading.readings(tmp_path / "joined.txt"))
    assert [each.cable.id for each in found] == ["08MEXICO11", "08MEXICO12", "08MEXICO13"]
    assert [each.document.text.strip("\n") for each in found] == [each.strip("\n") for each in (FIRST, SECOND, THIRD)]


def test_lines_of_utf_16_in_a_dump_of_utf_8():
    line = {
        n: json.dumps({"id": f"08MEXICO{n}", "body": TELEGRAM.format(n=n, said=PUNCTUATED)}) + "\r\n"
        for n in range(11, 15)
    }
    data = line[11].encode() + line[12].encode("utf-16") + line[13].encode("utf-16-le") + line[14].encode()
    found = list(sources.documents_in(data, "joined.jsonl"))
    assert [each.told.id for each in found] == ["08MEXICO11", "08MEXICO12", "08MEXICO13", "08MEXICO14"]
    assert [each.text for each in found] == [TELEGRAM.format(n=n, said=PUNCTUATED) for n in range(11, 15)]


def test_a_program_with_texts_in_utf_16_is_no_text():
    data = bytes(range(256)) * 20 + TELEGRAM.encode("utf-16") + bytes(range(256)) * 20
    with pytest.raises(sources.Unreadable, match="binary file"):
        list(sources.documents_in(data, "x"))
