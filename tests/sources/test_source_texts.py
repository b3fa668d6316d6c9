"""Bare texts: what is taken for a telegram, what is named for what it is, and the encodings they come in."""

from __future__ import annotations

import pytest

import reftel
from reftel import sources
from reftel.errors import SourceError

RAW = [
    ("R 101200Z JAN 08\nFM AMEMBASSY MEXICO\n", "date-time group and FM"),
    ("08MEXICO42\nA FAIR\nThu Jan 10\nCONFIDENTIAL\nEmbassy Mexico\nVZCZCXRO0001\n", "six leading lines"),
    ("PAGE 01  LA PAZ 00015  022228Z\nACTION ARA-20\nP 021900Z JAN 74\n", "1970s"),
    ("P 251346 Z JUN 7 3\nFM AMEMBASSY LA PAZ\n", "a damaged date-time group"),
    ("UNCLAS LA PAZ 5828\nSUBJ: A FAIR\nREF: A-4876\n", "classification line with a message number, SUBJECT"),
    ("E.O. 12958: N/A\nTAGS: PREL MX\n", "an opening alone"),
    ("SUBJECT: A FAIR\n\n1. (C) Summary: it was held.\n2. (U) No comment.\n", "a body alone"),
    ("   FM AMEMBASSY MEXICO\n   TO SECSTATE WASHDC\n", "indented"),
    ("\ufeffR 101200Z JAN 08\nFM AMEMBASSY MEXICO\n", "byte order mark"),
]


@pytest.mark.parametrize(("text", "remark"), RAW, ids=[row[-1] for row in RAW])
def test_raw(text, remark):
    (document,) = sources.documents_in(text.encode(), "a text")
    assert (document.layout, document.told) == ("raw", sources.Told())
    assert document.text == text.removeprefix("\ufeff")


PRINTED = [
    (
        "Viewing  cable  08MEXICO42,  A  FAIR\nReference  ID  Created  Released  Classification  Origin\n08MEXICQ42\n",
        "printed and OCR'd: every gap doubled",
    ),
    ("Viewing cable 08MEXICO42, A FAIR\nUnderstanding cables\n", "copied from the browser, no table"),
    (
        "Reference ID\tDate\tClassification\tOrigin\nEvery cable message consists of three parts:\n",
        "tabs, four columns",
    ),
]


@pytest.mark.parametrize(("head", "remark"), PRINTED, ids=[row[-1] for row in PRINTED])
def test_printed_page(telegram, head, remark):
    (document,) = sources.documents_in((head + telegram).encode(), "a print")
    assert (document.layout, document.text) == ("printed-page", head + telegram)


AIRGRAMS = [
    ("     A I R G R A M\n\nNO.: A-12     SECRET\nTO : Department of State\nSUBJECT : Kites\n", "its title"),
    ("A-12\nFROM: Amembassy BERN\nDATE: June 5, 1968\n\nKites rose.\n", "number and sender"),
    ("FROM   : The Department of State      CA-12\nDATE: June 5, 1968\n\nKites rose.\n", "a circular one"),
]


@pytest.mark.parametrize(("text", "remark"), AIRGRAMS, ids=[row[-1] for row in AIRGRAMS])
def test_airgrams(text, remark):
    (document,) = sources.documents_in(text.encode(), "an airgram")
    assert (document.layout, document.text) == ("raw", text)


# Each carries a whole telegram where the layout does, and must not be half-read for that.
UNREAD = [
    ('[\n {"suite": "x", "input": "@"}]', "JSON"),
    ('<?xml version="1.0"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>@</p></body></text></TEI>', "TEI"),
    ("<?xml version='1.0'?>\n<rss><channel>A fair was held.</channel></rss>", "XML"),
    ("---\ndoc_date: '1942-02-08'\ntitle: Cablegram\n---\n\nA fair was held.\n", "front matter"),
    ("code,meaning\nA,B\nC,D\nE,F\nCONFIDENTIAL,TO BE SEEN\nFM,TAGS: X\n", "a table"),
    ("AEMR\nAFIN\nAEROLINEAS ARGENTINAS\nSECRET\nA.M.B.A.R.\n", "a list of words"),
    ("# Notes\n\nSome words on cables.\n", "Markdown"),
    ("Dear Sir,\nthe telegram that you mention was read with pleasure.\nYours\n", "without any mark of a telegram"),
    ("Seats:   A-12   A-14\n\n1. Kites.\n2. Lamps.\n", "too few marks"),
    ("FROM: Embassy, Bern\nSUBJECT: A FAIR\n", "too few marks"),
    ("MEMORANDUM\nSECRET\nSUBJECT: A FAIR\nThe fair was held.\n", "too few marks .*classification line, SUBJECT line"),
]


@pytest.mark.parametrize(("text", "reason"), UNREAD, ids=[row[-1] for row in UNREAD])
def test_named_for_what_it_is(telegram, text, reason):
    with pytest.raises(SourceError, match=reason) as caught:
        list(sources.documents_in(text.replace("@", telegram).encode(), "heap/odd.txt"))
    error = caught.value
    assert isinstance(error, sources.Unreadable)
    assert str(error) == f"heap/odd.txt: {error.reason}"
    assert "ive a telegram's text" in error.reason


def test_a_telegram_that_cites_a_smart_cable_is_one(telegram):
    text = telegram + "REF: SEE MRN: 12 MEXICO 42\n"
    assert next(sources.documents_in(text.encode(), "x")).layout == "raw"


TEXT = "R 101200Z JAN 08\nFM AMEMBASSY MEXICO\n¶1. (C) Café “Tula”\n"
ENCODINGS = [
    (TEXT.encode(), "utf-8", TEXT, "plain"),
    (TEXT.encode("utf-8-sig"), "utf-8", TEXT, "with byte order mark"),
    (TEXT.encode("utf-16"), "utf-16-le", TEXT, "with byte order mark"),
    (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16-be", TEXT, "big-endian"),
    (TEXT.encode("utf-16-le"), "utf-16-le", TEXT, "no byte order mark"),
    (TEXT.encode("utf-16-be"), "utf-16-be", TEXT, "big-endian, no byte order mark"),
    (TEXT.encode("utf-32"), "utf-32-le", TEXT, "with byte order mark"),
    (TEXT.encode("cp1252"), "windows-1252", TEXT, "curly quotes"),
    (TEXT.encode("cp1252").replace(b"\x93", b"\x81"), "windows-1252", TEXT.replace("“", "\x81"), "81"),
    (
        TEXT.encode() + b"caf\xe9 \x81\n",
        "utf-8 with windows-1252",
        TEXT + "café \x81\n",
        "two damaged bytes do not spoil every ¶",
    ),
    (TEXT.encode()[:-2], "utf-8 with windows-1252", TEXT[:-2] + "â€", "broken off inside a character"),
    (TEXT.replace("\n", "\r\n").encode(), "utf-8", TEXT, "CRLF"),
    (TEXT.replace("\n", "\r").encode(), "utf-8", TEXT, "CR"),
    (TEXT.encode() + b"\x07\x00", "utf-8", TEXT + "\x07\x00", "a bell and a null of the teletype"),
]


@pytest.mark.parametrize(
    ("data", "encoding", "text", "remark"), ENCODINGS, ids=[f"{row[1]}: {row[-1]}" for row in ENCODINGS]
)
def test_encodings(data, encoding, text, remark):
    if remark.startswith("a bell"):
        data, text = data.replace(b"Tula", b"Tula" * 100), text.replace("Tula", "Tula" * 100)
    (document,) = sources.documents_in(data, "x")
    assert (document.encoding, document.text) == (encoding, text)


BARE = (
    "R 101200Z JAN 08\nFM AMEMBASSY MEXICO\nTO SECSTATE WASHDC\nUNCLAS MEXICO 42\n\n"
    "1. (U) A fair & a race.\n\n2. (U) Ends.\n"
)
DRESSED = [
    ("He said:\n" + "".join(f"> {line}\n" for line in BARE.splitlines()), "quoted"),
    ("".join(f"> > {line}\n" for line in BARE.splitlines()), "quoted twice"),
    ("".join(f"{n:4d}  {line}\n" for n, line in enumerate(BARE.splitlines(), 1)), "numbered lines"),
    ("".join(f"{n}: {line}\n" for n, line in enumerate(BARE.splitlines(), 1)), "numbered lines, colons"),
    ("".join(f"\t\t{line}\n" for line in BARE.splitlines()), "a margin"),
    (f"---\ntitle: A fair\ntags: [a]\n---\n\n{BARE}", "front matter"),
    (f"# Mine\n\n```text\n{BARE}```\n", "fenced"),
    ("<cable><id>x</id><body>" + BARE.replace("&", "&amp;") + "</body></cable>", "XML"),
    (BARE + "\x1a", "the end of a file in DOS"),
    (BARE.replace("\n", "\x00\n") + "\x00" * 512, "padded with zeros"),
]


@pytest.mark.parametrize(("text", "remark"), DRESSED, ids=[row[-1] for row in DRESSED])
def test_what_others_put_around_it(save, text, remark):
    (cable,) = reftel.read(save(text))
    assert cable.id == "08MEXICO42"
    assert [paragraph.text for paragraph in cable.paragraphs] == ["A fair & a race.", "Ends."]


@pytest.mark.parametrize("newline", ["\x85", "\n"])
def test_the_encoding_of_mainframes(save, newline):
    (document,) = sources.documents(save(BARE.replace("\n", newline).encode("cp037")))
    assert (document.encoding, document.text) == ("cp037", BARE)


def test_what_only_looks_dressed(telegram):
    lists = "".join(f"{n}. A fair in {n} words.\n" for n in range(1, 20))
    for text in (lists, "".join(f"> {line}\n" for line in lists.splitlines()), "@" * 500, "@ab " * 300):
        with pytest.raises(SourceError, match=r"mark of a telegram|too few marks"):
            list(sources.documents_in(text.encode(), "x"))
    (document,) = sources.documents_in((telegram + "> quoted\n").encode(), "x")
    assert document.text.endswith("> quoted\n"), "what is a telegram as it stands is left as it stands"
