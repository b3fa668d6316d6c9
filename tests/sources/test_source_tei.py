"""TEI volumes: which documents are telegrams, their text without markup, what the editors tell, hostile XML."""

from __future__ import annotations

import datetime as dt

import pytest

import reftel
from reftel import sources
from reftel.errors import SourceError
from reftel.model import Addressee

HEAD = (
    "<head><hi rend='italic'>The Minister in Mexico</hi> (<persName>Fulano</persName>)\n    to the "
    "<gloss type='to'>Secretary of State</gloss><note n='1'>Not a head.</note></head>"
)
DATELINE = (
    "<dateline><placeName><hi>Mexico</hi></placeName>, <date when='1936-03-10T12:00:00'>March 10, 1936—noon</date>."
    "<lb/>[Received 9:40 p.m.]</dateline>"
)
SOURCE = "<note rend='inline' type='source'>812.00/1: Telegram</note>"
OPENING = (
    "<p>182. Your telegram No.\n   98<note n='2' xml:id='d1fn2'><p>Not <hi>printed</hi>.</p></note> on the <pb n='6'/>"
    "invented fair.</p><p>It was held.</p>"
)
CLOSER = "<closer><signed><hi rend='smallcaps'>Fulano</hi></signed></closer>"


def div(inner: str = SOURCE + HEAD + DATELINE + OPENING + CLOSER, number: int = 1) -> str:
    return f"<div type='document' xml:id='d{number}' n='{number}'>{inner}</div>"


def volume(*documents: str, front: str = "", root: str = "TEI") -> str:
    return (
        f"<?xml version='1.0' encoding='UTF-8'?>\n{front}<{root} xmlns='http://www.tei-c.org/ns/1.0' "
        "xmlns:frus='http://history.state.gov/frus/ns/1.0' xml:id='frus1936v99'><teiHeader><titleStmt>"
        "<title type='short'>Short</title><title type='complete'>Specimens,\n 1936</title></titleStmt></teiHeader>"
        f"<text><body><div><pb n='5'/><head>Fairs</head>{''.join(documents)}</div></body></text></{root}>"
    )


def read(text: str) -> list[sources.Document]:
    return list(sources.documents_in(text.encode(), "volume.xml"))


def test_a_telegram_as_a_document():
    (document,) = read(volume(div()))
    assert document.text == (
        "The Minister in Mexico (Fulano) to the Secretary of State\n\nMexico, March 10, 1936—noon.\n"
        "[Received 9:40 p.m.]\n\n182. Your telegram No. 98 on the invented fair.\n\nIt was held.\n\nFulano\n\n"
        "[Footnote 1: Not a head.]\n\n[Footnote 2: Not printed.]"
    )
    assert (document.layout, document.place) == ("frus-tei", "volume.xml#d1")
    assert document.told == sources.Told(
        id="36MEXICO182",
        sent=dt.datetime(1936, 3, 10, 12, 0, tzinfo=dt.UTC),
        local=True,
        origin="Embassy Mexico",
        to="Secretary of State",
        attributes={
            "Title": "The Minister in Mexico (Fulano) to the Secretary of State",
            "Volume": "Specimens, 1936",
            "Volume id": "frus1936v99",
            "Document": "1",
            "xml:id": "d1",
            "Page": "5–6",
            "Page places": f"6@{document.text.index('invented fair')}",
            "Source": "812.00/1: Telegram",
            "Dateline": "Mexico, March 10, 1936—noon. [Received 9:40 p.m.]",
            "Telegram number": "182",
        },
        printed=sources.Printed(
            post="MEXICO",
            seats={"Mexico": "MEXICO"},
            notes={"1": document.text.index("\n\nMexico, March"), "2": document.text.index(" on the invented")},
            volume="frus1936v99",
            document="1",
        ),
    )


def test_it_becomes_a_cable(save):
    (cable,) = reftel.read(save(volume(div())))
    assert (cable.id, cable.sent) == ("36MEXICO182", dt.datetime(1936, 3, 10, 12, 0, tzinfo=dt.UTC))
    assert cable.origin is not None
    assert cable.origin.code == "MEXICO"
    assert cable.local_time, "noon in Mexico, not in Greenwich"
    assert cable.addressees == (Addressee("action", "Secretary of State"),)
    assert cable.subject is None, "who wrote to whom is the document's title"


CITING = (
    "<p>183. My telegram No. 182, March 10,<note n='4'>See telegram No. 9, <pb n='7'/>March 1, to the Chargé in Mexico."
    "</note> told of the fair.</p><p>It is over <note n='5'>Telegram 170, March 2, from the Minister in Mexico.</note>"
    " now.<note n='6'>The same.</note><pb n='8'/></p><p>See Document 1.<note n='*'>Not <hi>printed</hi>.</note></p>"
)


def test_what_it_cites_in_paragraphs_and_footnotes(save):
    second = div(SOURCE + HEAD + DATELINE + CITING + CLOSER, number=2)
    first, cable = reftel.read(save(volume(div(), second)))
    assert [(each.text, each.target, each.paragraph) for each in first.references] == [
        ("Your telegram No. 98", "36DEPTELMEXICO98", 0)
    ]
    assert [(each.text, each.kind, each.target, each.paragraph) for each in cable.references] == [
        ("My telegram No. 182, March 10", "cable", "36MEXICO182", 0),
        ("Document 1", "document", "FRUS1936V99/D1", 2),
        ("telegram No. 9, March 1, to the Chargé in Mexico", "cable", "36DEPTELMEXICO9", 0),
        ("Telegram 170, March 2, from the Minister in Mexico", "cable", "36MEXICO170", 1),
    ]
    assert "It is over now.\n\nSee Document 1.\n\n" in cable.text, "a mark leaves no number, and no blank"


@pytest.mark.parametrize(
    ("country", "heads", "post"),
    [
        ("Mexico", [("Minister in Mexico", "Mexico City")], "MEXICO"),
        ("Mexico", [("Minister in Mexico", "Mexico City"), ("Minister in Mexico", "Guadalajara")], None),
        ("Switzerland", [("Minister in Switzerland", "Geneva"), ("Consul at Geneva", "Geneva")], None),
        ("Italy", [("Minister in Italy", "Rome"), ("Consul at Rome", "Rome")], "ROME"),
        ("Ruritania", [], None),
    ],
)
def test_from_which_post_an_embassy_wrote(country: str, heads: list[tuple[str, str]], post: str | None):
    documents = [
        div(
            SOURCE
            + f"<head>The {who} (Fulano) to the Secretary of State</head><dateline>{town}, March 1, 1936.</dateline>"
            "<p>9. Well.</p>",
            number=n,
        )
        for n, (who, town) in enumerate(heads)
    ]
    asking = div(SOURCE + f"<head>The Secretary of State to the Minister in {country}</head><p>8. Your 7, March 1.</p>")
    told = read(volume(*documents, asking))[-1].told.printed
    assert told is not None
    assert (told.post, told.from_department) == (post, True)


def source(text: str) -> str:
    return f"<note type='source'>{text}</note>"


KINDS = [
    (source("711.90H/49: Telegram"), "telegram", "the source note says so"),
    (source("711.90H/49: Telegram (part air)"), "telegram", "partly by air mail"),
    (source("711.90H/49:\n   Circular telegram"), "telegram", "a circular"),
    (source("[Telegram]"), "telegram", "in brackets"),
    (source("711.90H/49: Telegram") + source("[Extract]"), "telegram", "two source notes"),
    ("<head>Telegram From the Embassy in Mexico to the Department of State</head>", "telegram", "the head says so"),
    ("<head>12. Circular Telegram From the Department of State to Certain Posts</head>", "telegram", "with a number"),
    (source("711.90H/48") + "<head>Memorandum on a Telegram</head>", "memorandum", "speaks of one"),
    (source("711.90H/48"), "other", "says nothing"),
    ("<head>Airgram From the Embassy in Mexico</head>", "airgram", "an airgram"),
    ("<head>Letter From the Telegraph Office</head>", "letter", "a letter"),
]


@pytest.mark.parametrize(("inner", "kind", "remark"), KINDS, ids=[case[-1] for case in KINDS])
def test_only_telegrams_are_read_and_the_others_told(inner, kind, remark):
    data = volume(div(inner + "<p>1. Specimen.</p>"), div(number=2), div("<head>Editorial Note</head>", number=3))
    assert [document.told.attributes["Document"] for document in read(data)] == ["1", "2"][kind != "telegram" :]
    told: list[tuple[str, str]] = []
    assert len(list(sources.documents_in(data.encode(), "v.xml", onskip=lambda *what: told.append(what)))) in (1, 2)
    named = {"other": "a document of another kind", "airgram": "an airgram"}.get(kind, f"a {kind}")
    rest = "not a telegram. Only the telegrams of a volume are read"
    first = [] if kind == "telegram" else [("v.xml#d1", f"{named}, {rest}")]
    assert told == [*first, ("v.xml#d3", f"an editorial note, {rest}")]


TEXTS = [
    ("<p>One<lb/>two</p>", "One\ntwo", "a line break"),
    ("<p>mid<pb n='7'/>dle of the <pb n='8'/>word</p>", "middle of the word", "page breaks"),
    ("<p>a\n\t b</p>", "a b", "the editor's indentation"),
    (
        "<list><label>(a)</label><item>One</item><label>(b)</label>\n<item>Two</item></list>",
        "(a) One\n(b) Two",
        "a list",
    ),
    ("<table><row><cell>A</cell><cell>B</cell></row><row><cell>C</cell></row></table>", "A B\nC", "a table"),
    ("<p>Say:</p><quote><p>It is.</p></quote><p>End.</p>", "Say:\n\nIt is.\n\nEnd.", "a quotation"),
    ("<p>A &amp; B &#8212; &lt;C&gt;</p>", "A & B — <C>", "characters by name and number"),
    ("<p>A<note>No number.</note></p>", "A\n\n[Footnote: No number.]", "a footnote without number"),
    (
        "<p>A<note n='3'>Outer<note n='4'>inner</note>.</note></p>",
        "A\n\n[Footnote 4: inner]\n\n[Footnote 3: Outer.]",
        "notes",
    ),
    (
        "<p>A</p><frus:attachment><note type='source' rend='inline'>[Enclosure]</note><p>Plan</p></frus:attachment>",
        "A\n\n[Enclosure]\n\nPlan",
        "an enclosure",
    ),
    ("<p>A</p><!-- <p>B</p> --><?page 3?><p>C</p>", "A\n\nC", "a comment and an instruction"),
]


@pytest.mark.parametrize(("inner", "text", "remark"), TEXTS, ids=[case[-1] for case in TEXTS])
def test_text_without_markup(inner, text, remark):
    (document,) = read(volume(div(SOURCE + inner)))
    assert document.text == text


FROM_MEXICO = "<head>Telegram From the Embassy in Mexico to the Department of State</head>"
TO_MEXICO = "<head>Telegram From the Department of State to the Embassy in Mexico</head>"
WHERE = "<dateline>Mexico, August 19, 1964, 1425Z.</dateline>"
TOLD = [
    (FROM_MEXICO + WHERE + "<p>867. Subject: A fair.</p>", "id", "64MEXICO867", "a post's own number"),
    (TO_MEXICO + WHERE + "<p>867. A fair.</p>", "id", None, "the Department numbers for each post apart"),
    (TO_MEXICO + WHERE, "origin", "Secretary of State", "the Department"),
    (FROM_MEXICO + WHERE + "<p>A fair.</p>", "id", None, "no number"),
    (FROM_MEXICO + source("Source: 2002 MEXICO 002867."), "id", "2002 MEXICO 002867", "a whole number in the source"),
    (FROM_MEXICO + WHERE, "sent", dt.datetime(1964, 8, 19, 14, 25, tzinfo=dt.UTC), "a dateline without markup"),
    (
        FROM_MEXICO + "<dateline><date when='1964-08-19'/></dateline>",
        "sent",
        dt.datetime(1964, 8, 19, tzinfo=dt.UTC),
        "day",
    ),
    (
        FROM_MEXICO + "<dateline><date when='1964-08-19T14:25:00-05:00'/></dateline>",
        "sent",
        dt.datetime(1964, 8, 19, 19, 25, tzinfo=dt.UTC),
        "a zone",
    ),
    (FROM_MEXICO + "<dateline><date when='spring'/>February 31, 1964</dateline>", "sent", None, "a date that is none"),
    (
        FROM_MEXICO + source("Source: NA, RG 59, POL 7. Secret; Priority."),
        "level",
        "SECRET",
        "the source names a level",
    ),
    (FROM_MEXICO + source("Source: NA, Top Secret Files."), "level", None, "a level that is a file's name"),
    (FROM_MEXICO + "<dateline><date when='1964-08-19T14:25:00'/></dateline>", "local", True, "no zone"),
    (FROM_MEXICO + "<dateline><date when='1964-08-19T14:25:00-05:00'/></dateline>", "local", False, "with a zone"),
    (FROM_MEXICO + WHERE.replace("Aug", "<date when='1964-08-19T14:25:00'/>Aug"), "local", False, "Z in the dateline"),
    (FROM_MEXICO + "<dateline><date when='1964-08-19'/></dateline>", "local", False, "no hour"),
    (FROM_MEXICO, "to", "Department of State", "a head without marks"),
    (TO_MEXICO, "to", "Embassy in Mexico", "to a post"),
    (SOURCE + "<head>The President on Fairs</head>", "to", None, "to nobody"),
    (SOURCE + "<head>The Emperor to the President</head>" + WHERE, "origin", None, "a sender without a post"),
]


@pytest.mark.parametrize(("inner", "name", "value", "remark"), TOLD, ids=[case[-1] for case in TOLD])
def test_told(inner, name, value, remark):
    (document,) = read(volume(div(inner)))
    assert getattr(document.told, name) == value


BOMB = "<!DOCTYPE TEI [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]>\n"
OUTSIDE = "<!DOCTYPE TEI [<!ENTITY a SYSTEM 'file:///etc/hostname'>]>\n"
BAD = [
    (volume(div("<p>&b;</p>"), front=BOMB), r"declares entities \(a\)", "entities in entities"),
    (volume(div("<p>&a;</p>"), front=OUTSIDE), r"declares entities \(a\)", "an entity from another file"),
    (volume(div("<p>&gone;</p>")), "broken XML at line 3 .undefined entity", "an entity that nobody declares"),
    (volume(div())[:-30], "broken XML at line 5 .unclosed token", "the file breaks off"),
    (volume(), "without any telegram: it has no <div", "no documents"),
    (
        volume(div("<head>Letter</head>"), div("<head>Letter</head>")),
        "without any telegram: .* 2 letter",
        "letters only",
    ),
]


@pytest.mark.parametrize(("text", "reason", "remark"), BAD, ids=[case[-1] for case in BAD])
def test_hostile_and_broken(text, reason, remark):
    with pytest.raises(SourceError, match=reason):
        read(text)


def test_what_stands_before_a_broken_place_is_read():
    data = volume(div(), div("<p>&gone;</p>", number=2)).encode()
    found = sources.documents_in(data, "volume.xml")
    assert next(found).place == "volume.xml#d1"
    with pytest.raises(SourceError, match=r"broken XML at line 5 .*what stands before it was read"):
        next(found)


def test_an_outer_dtd_is_never_read():
    front = "<!DOCTYPE TEI SYSTEM 'http://127.0.0.1:9/tei.dtd'>\n"
    (document,) = read(volume(div(SOURCE + "<p>A&mdash;B &odd; C</p>"), front=front))
    assert document.text == "A—B &odd; C"


FORMS = [
    (volume(div(), root="tei:TEI").replace(" xmlns=", " xmlns:tei="), "a prefix"),
    ("\ufeff" + volume(div()), "a byte order mark"),
    (volume(div()).replace("encoding='UTF-8'", "encoding='UTF-16'"), "a declaration that is wrong"),
]


@pytest.mark.parametrize(("text", "remark"), FORMS, ids=[case[-1] for case in FORMS])
def test_forms_of_the_file(text, remark):
    assert [document.place for document in read(text)] == ["volume.xml#d1"]


def test_an_id_that_is_no_name_stands_in_no_link():
    (document,) = read(volume(div().replace("xml:id='d1'", "xml:id='&quot;&gt;&lt;b'")))
    assert document.place == "volume.xml#document=1"
    assert "xml:id" not in document.told.attributes


def test_deep_nesting_and_many_footnotes():
    deep = "<hi>" * 20_000 + "x" + "</hi>" * 20_000
    (document,) = read(volume(div(SOURCE + f"<p>{deep}</p>" + "<p>y<note n='1'>z</note></p>" * 5_000)))
    assert document.text.startswith("x\n\ny\n\ny")
    assert document.text.count("[Footnote 1: z]") == 5_000


def test_nesting_that_only_takes_memory():
    with pytest.raises(SourceError, match="an XML document with elements 100,000 deep in one another"):
        read(volume(div("<note>" * 150_000)))
