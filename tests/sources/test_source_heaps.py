"""Invented telegrams as other programs left them: scripts, databases, spreadsheets, other line ends and blanks."""

from __future__ import annotations

import base64
import binascii
import html
import io
import json
import quopri
import zipfile
from urllib.parse import quote

import pytest

from reftel import reading, sources

TELEGRAM = (
    "R 1012{n}Z JAN 08\nFM AMEMBASSY MEXICO\nTO SECSTATE WASHDC\nC O N F I D E N T I A L MEXICO 0000{n}\n\n"
    "E.O. 12958: DECL: 01/10/2018\nTAGS: PREL, MX\nSUBJECT: SPECIMEN: FAIR {n}\n\n"
    '1. (C) SUMMARY: An invented fair was held; the mayor\'s "people" came. END SUMMARY.\n\n2. (U) It ended.\n\nGARZA\n'
)
ONE, TWO = (TELEGRAM.format(n=n) for n in (11, 12))
DATA = json.dumps([{"reference": f"08MEXICO{n}", "body": text} for n, text in ((11, ONE), (12, TWO))])


def read(data: bytes | str, name: str = "x") -> list[reading.Reading]:
    found = sources.documents_in(data if isinstance(data, bytes) else data.encode(), name)
    return [reading.Reading(part, reading.parsed(part)) for document in found for part in reading.telegrams(document)]


SCRIPTS = {
    "a variable": f"var cables = {DATA};\n",
    "a property": f"window.YTD.cables.part0 = {DATA}",
    "an array of a module": f"// made by hand\nexport default {DATA};\n",
    "a call": f"callback({DATA});\n",
    "a comment above": f"// one\n// two\n{DATA}\n",
    "on the next line": "const x =\n  " + json.dumps(json.loads(DATA), indent=2) + "\n;\n",
    "plain": DATA,
}


@pytest.mark.parametrize("script", SCRIPTS.values(), ids=SCRIPTS.keys())
def test_data_in_a_script(script):
    found = read(script, "cables.js")
    assert [each.document.text for each in found] == [ONE, TWO]
    assert [each.document.told.id for each in found] == ["08MEXICO11", "08MEXICO12"]


def test_a_script_without_cables_is_none():
    with pytest.raises(sources.Unreadable):
        read("var a = {b: 1};\nfunction c() { return [1, 2]; }\n")


def escaped(text: str, end: str = "\\n") -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'").replace('"', '\\"').replace("\n", end)


INSERT = " ".join(("INSERT INTO", "`cables` VALUES "))
DATABASES = {
    "rows": f"{INSERT}(1,'08MEXICO11','{escaped(ONE)}'),(2,'08MEXICO12','{escaped(TWO)}');\n",
    "of Windows": f"{INSERT}(1,'{escaped(ONE, chr(92) + 'r' + chr(92) + 'n')}'),\n(2,'{escaped(TWO)}');\n",
    "copied": f"COPY public.cables (id, body) FROM stdin;\n1\t{escaped(ONE)}\n2\t{escaped(TWO)}\n\\.\n",
}


@pytest.mark.parametrize("dump", DATABASES.values(), ids=DATABASES.keys())
def test_of_a_database_s_rows_none_is_lost(dump):
    found = [each.cable for each in read(dump, "dump.sql")]
    assert [(each.id, each.subject) for each in found] == [
        ("08MEXICO11", "SPECIMEN: FAIR 11"),
        ("08MEXICO12", "SPECIMEN: FAIR 12"),
    ]
    assert found[0].paragraphs[0].text.endswith('held; the mayor\'s "people" came. END SUMMARY.')


LINES = {
    "vertical tabs of a word processor": ONE.replace("\n", "\v"),
    "line separators": ONE.replace("\n", "\u2028"),
    "next lines of a mainframe": ONE.replace("\n", "\x85"),
    "blanks that do not break": ONE.replace(" ", "\xa0"),
    "zero-width blanks": ONE.replace(" ", " \u200b").replace("FM", "\ufeffFM"),
}


@pytest.mark.parametrize("text", LINES.values(), ids=LINES.keys())
def test_other_line_ends_and_blanks(text):
    (found,) = read(text)
    assert found.document.text == ONE
    assert (found.cable.id, found.cable.signed_by) == ("08MEXICO11", ("GARZA",))


def test_a_single_such_sign_stays_as_it_is():
    text = ONE.replace("the mayor", "the\xa0\u200bmayor")
    assert read(text)[0].document.text == text


def workbook(rows: list[list[str]], *, inline: bool = False, prolog: str = "") -> bytes:
    """A spreadsheet as a program saves it; an empty cell is not written."""
    texts = list(dict.fromkeys(cell for row in rows for cell in row))
    escape = {cell: html.escape(cell).replace("\n", "_x000D_\n") for cell in texts}
    shared = "".join(
        f'<si><r><t xml:space="preserve">{escape[cell]}</t></r><rPh><t>no</t></rPh></si>' for cell in texts
    )
    sheet = ""
    for number, row in enumerate(rows, start=1):
        sheet += f'<row r="{number}">'
        for letter, cell in zip("ABCDEFG", row, strict=False):
            if cell and inline:
                sheet += f'<c r="{letter}{number}" t="inlineStr"><is><t>{escape[cell]}</t></is></c>'
            elif cell and cell.isdigit():
                sheet += f'<c r="{letter}{number}"><v>{cell}</v></c>'
            elif cell:
                sheet += f'<c r="{letter}{number}" t="s"><v>{texts.index(cell)}</v></c>'
        sheet += "</row>"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/sharedStrings.xml", f"{prolog}<sst>{shared}</sst>")
        archive.writestr("xl/worksheets/sheet1.xml", "<worksheet><sheetData/></worksheet>")
        archive.writestr("xl/worksheets/sheet2.xml", f"<worksheet><sheetData>{sheet}</sheetData></worksheet>")
    return out.getvalue()


ROWS = [
    ["Reference", "Remark", "Date", "Body"],
    ["08MEXICO11", "", "39457", ONE],
    ["08MEXICO12", "rain & sun", "39458", TWO],
]


@pytest.mark.parametrize("inline", [False, True])
def test_a_spreadsheet_is_read_sheet_by_sheet(inline):
    found = read(workbook(ROWS, inline=inline), "cables.xlsx")
    assert [each.document.text for each in found] == [ONE, TWO]
    assert [each.document.told.sent.date().isoformat() for each in found] == ["2008-01-10", "2008-01-11"]
    assert found[1].document.told.attributes == {"Remark": "rain & sun"}
    assert found[0].document.place.startswith("cables.xlsx!sheet2.csv#line=")


BROKEN = [
    (workbook([[""]]), "nothing stands"),
    (workbook(ROWS, prolog='<!DOCTYPE x [<!ENTITY e "aa">]>'), "declares entities"),
    (workbook(ROWS).replace(b"xl/sharedStrings.xml", b"xl/sharedStrings.xmm"), "damaged"),
]


@pytest.mark.parametrize(("data", "reason"), BROKEN, ids=[reason for _, reason in BROKEN])
def test_a_spreadsheet_that_is_not_read_is_told(data, reason):
    with pytest.raises(sources.Unreadable, match=reason):
        read(data, "cables.xlsx")


def test_a_sheet_whose_rows_name_the_last_column_takes_no_more_memory():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        cells = "".join(f'<row><c r="XFD{n}"><v>1</v></c><c r="A{n}"><v>2</v></c></row>' for n in range(20_000))
        archive.writestr("xl/worksheets/sheet1.xml", f"<worksheet>{cells}</worksheet>")
    with pytest.raises(sources.Unreadable, match=r"sheet1\.csv"):
        read(out.getvalue(), "wide.xlsx")


LONG = ONE.replace("was held", "wás held in the garden of the old palace near the river, and in the whole town")
WRAPPED = {
    "colours of a terminal": "".join(f"\x1b[32m{line}\x1b[0m\n" for line in ONE.splitlines()),
    "a patch": "--- /dev/null\n+++ b/cable.txt\n@@ -0,0 +1,18 @@\n"
    + "".join(f"+{line}\n" for line in ONE.splitlines()),
    "strings of a program": "".join(f'  "{escaped(line)}\\n"\n' for line in ONE.splitlines()),
    "base64": base64.encodebytes(ONE.encode()).decode(),
    "base64 of Windows": base64.encodebytes(ONE.replace("people", "café").encode("cp1252")).decode(),
    "uuencode": "begin 644 cable.txt\n"
    + "".join(binascii.b2a_uu(ONE.encode()[at : at + 45]).decode() for at in range(0, len(ONE), 45))
    + "`\nend\n",
    "an address": quote(ONE),
    "quoted-printable": quopri.encodestring(LONG.encode()).decode(),
}


@pytest.mark.parametrize("text", WRAPPED.values(), ids=WRAPPED.keys())
def test_what_programs_wrap_a_telegram_in(text):
    (found,) = read(text)
    cable = found.cable
    assert (cable.id, cable.subject, cable.signed_by) == ("08MEXICO11", "SPECIMEN: FAIR 11", ("GARZA",))
    assert found.document.text.rstrip().endswith(ONE.rstrip()[-30:])
    assert len(cable.paragraphs) == 2
    assert "=" not in found.document.text


@pytest.mark.parametrize(
    "text", ["QUJD" * 200, "begin 644 x\nno uu at all\nend\n", "%20" * 30, '"a"\n' * 9, "+a\n" * 9]
)
def test_what_is_wrapped_and_no_telegram(text):
    with pytest.raises(sources.Unreadable):
        read(text)


def record(n: int, text: str, margin: str) -> str:
    lines = "".join(f"{margin}  {line}\n" if line else "\n" for line in text.splitlines())
    return f"reference: 08MEXICO{n}\n{margin}date: '2008-01-10'\n{margin}body: |\n{lines}{margin}seen: 2\n"


def test_records_of_yaml():
    listed = f"---\n- {record(11, ONE, '  ')}- {record(12, TWO, '  ')}"
    found = read(listed, "cables.yml")
    assert [each.document.text for each in found] == [ONE, TWO]
    assert [each.document.place for each in found] == ["cables.yml#record=1", "cables.yml#record=2"]
    assert [each.document.told.id for each in found] == ["08MEXICO11", "08MEXICO12"]
    assert [each.cable.origin.code for each in found] == ["MEXICO", "MEXICO"]
    (alone,) = read(record(11, ONE, ""), "one.yml")
    assert (alone.document.text, alone.document.told.id) == (ONE, "08MEXICO11")


def test_blocks_without_end_take_time_by_their_length():
    text = record(11, ONE, "") + "  a: |\n   b\n" * 50_000
    assert read(text)[0].cable.id == "08MEXICO11"


LETTERS = {
    "headers alone": "From: a@example.org\nTo: b@example.org\nSubject: FW: cable\nDate: Thu, 10 Jan 2008 10:00\n\n",
    "as a program shows them": "From: Quill, Otto\nSent: Thursday, January 10, 2008 10:00 AM\nTo: Fair, Ida;\n  Ann\n"
    "Subject: FW: a cable\n\n",
    "forwarded twice": "Look at this.\n\n-----Original Message-----\nFrom: Quill, Otto\nSent: Friday\nTo: Fair, Ida\n"
    "Subject: FW: a cable\n\n-----Original Message-----\nFrom: Ann\nTo: Otto\nSubject: a cable\n\n",
    "in German": "Von: Otto\nGesendet: Freitag, 11. Januar 2008\nAn: Ida\nBetreff: WG: cable\n\n",
}


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS.keys())
def test_a_letter_that_forwards_a_telegram_gives_it_no_fields(letter):
    (found,) = read(letter + ONE, "forwarded.txt")
    cable = found.cable
    assert (cable.id, cable.subject, cable.origin.code) == ("08MEXICO11", "SPECIMEN: FAIR 11", "MEXICO")
    assert cable.classification.level == "CONFIDENTIAL"
    assert [each.name for each in cable.addressees] == ["SECSTATE WASHDC"]
    assert found.document.text == ONE


def test_heads_of_letters_below_the_telegram_are_of_it():
    text = ONE.replace(
        "2. (U) It ended.", "2. (U) It ended, as an e-mail says:\nFrom: Otto\nTo: Ida\nSubject: x\n\nIt did."
    )
    assert read(text)[0].document.text == text


def test_a_tape_that_begins_with_zeros():
    (found,) = read(bytes(5000) + ONE.encode() + bytes(700))
    assert found.document.text == ONE
