"""Tables of cables as spreadsheets, databases and scripts write them; all of it invented."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence

import pytest

import reftel
from reftel import reading, sources, vocabulary
from reftel.errors import SourceError
from reftel.sources import fielded, streamed, table

HEADER = "R 10120{n}Z JAN 08\nFM AMEMBASSY MEXICO\nTO SECSTATE WASHDC PRIORITY"
BODY = (
    "UNCLAS MEXICO 00004{n}\n\nTAGS: PREL, MX\nSUBJECT: SPECIMEN: A FAIR, IN TULA\n\n"
    '1. (U) An invented fair was held; "it rained", said the café\u2019s owner.\n\n2. (U) Comment: none.\n'
)
NAMES = ("id", "date", "reference", "origin", "classification", "refs", "header", "body")
Change = Callable[[list[str]], list[str]]


def row(n: int, date: str = "1/10/2008 12:00") -> list[str]:
    told = [str(n), date, f"08MEXICO4{n}", "Embassy Mexico", "UNCLASSIFIED", "07STATE1|07STATE2"]
    return [*told, HEADER.format(n=n), BODY.format(n=n)]


def written(
    order: Sequence[int] = range(8),
    names: Sequence[str] | None = NAMES,
    change: Change = lambda row: row,
    before: str = "",
    **form: object,
) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, **({"quoting": csv.QUOTE_ALL, "lineterminator": "\n"} | form))  # type: ignore[arg-type]
    if names:
        writer.writerow([names[at] for at in order])
    for n in (1, 2):
        writer.writerow([change(row(n))[at] for at in order])
    return before + out.getvalue()


ESCAPED = {"escapechar": "\\", "doublequote": False}
FORMS = [
    (written(delimiter=";"), "semicolons"),
    (written(delimiter="\t", quoting=csv.QUOTE_MINIMAL), "tabs, quotes where they must be"),
    (written(delimiter="|", change=lambda row: [value.replace("|", " ") for value in row]), "strokes"),
    (written(order=[2, 1, 3, 4, 7, 6, 5]), "other columns, in another order"),
    (written(order=[2, 1, 3, 4, 7, 6, 5], **ESCAPED), "the same, quotes escaped"),
    (written(order=[2, 1, 3, 4, 7, 6], names=None), "no names: told by the values"),
    (written(names=None, change=lambda row: [row[0], "2008-01-10 12:00:00", *row[2:]], **ESCAPED), "ISO dates"),
    (written(before="sep=;\n", delimiter=";", lineterminator="\r\n"), "as Excel says its separator"),
    (written(delimiter=";", change=lambda row: [row[0], "10.01.2008 12:00", *row[2:]]), "a date by the day"),
    (written(delimiter=";", change=lambda row: [row[0], "39457,5", *row[2:]]), "a date as a spreadsheet counts"),
    (
        written(
            order=[2, 5, 1, 4, 3, 6, 7],
            names=("", "created_at", "Cable ID", "from", "Level", "cites", "head", "content"),
        ),
        "columns called otherwise",
    ),
    (
        written(
            names=("Nr", "Datum", "Referenz", "Herkunft", "Einstufung", "Bezug", "Kopf", "Volltext"), delimiter=";"
        ),
        "in German",
    ),
    (
        written(names=("Nr", "Nar", "Rif", "Nga", "Shk", "Sh", "Krye", "Trupi"), delimiter=";"),
        "names that nobody knows: told by the values below them",
    ),
    (written(change=lambda row: [value.replace("\n", "\\n") for value in row], order=[2, 1, 4, 6, 7]), "breaks as \\n"),
    (
        written(change=lambda row: [*row[:6], *(value.replace("\n", "<br />") for value in row[6:])], delimiter=";"),
        "breaks as in HTML",
    ),
    (written(order=[5, 7, 6, 2, 1, 4, 3, 0], names=("", *NAMES[1:]), delimiter=";"), "a column without a name"),
]


@pytest.mark.parametrize(("text", "remark"), FORMS, ids=[case[-1] for case in FORMS])
def test_a_row_is_a_cable(save, text, remark):
    path = save(text)
    first, second = sources.documents(path)
    cables = list(reftel.read(path))
    assert [each.layout for each in (first, second)] == ["table", "table"]
    assert [cable.id for cable in cables] == ["08MEXICO41", "08MEXICO42"]
    assert [cable.subject for cable in cables] == ["SPECIMEN: A FAIR, IN TULA"] * 2
    assert [len(cable.paragraphs) for cable in cables] == [2, 2]
    assert 'it rained", said the café\u2019s owner.' in cables[1].paragraphs[0].text
    assert [each.name for each in cables[0].addressees] == ["SECSTATE WASHDC"]
    assert first.told.id == "08MEXICO41"
    assert first.told.sent == dt.datetime(2008, 1, 10, 12, 0, tzinfo=dt.UTC)
    assert "07STATE1" in " ".join(first.told.attributes.values()) or "cites" not in text.casefold()


ENCODINGS = [("utf-16", "utf-16-le"), ("utf-8-sig", "utf-8"), ("windows-1252", "windows-1252")]


@pytest.mark.parametrize(("encoding", "told"), ENCODINGS)
def test_encodings_of_spreadsheets(save, encoding, told):
    path = save(written(delimiter="\t", lineterminator="\r\n").encode(encoding))
    assert [document.encoding for document in sources.documents(path)] == [told, told]
    assert "café\u2019s" in next(iter(reftel.read(path))).paragraphs[0].text


def test_the_rows_around_a_damaged_one_are_read(save):
    text = written(delimiter=";") + '"3";"x"\n' + "a;b;c;d;e;f;g;h;i;j\n" + written(names=None, delimiter=";")
    found: list[tuple[str | None, str]] = []
    reading = ((each.told.id, each.place.rpartition("#")[2]) for each in sources.documents(save(text)))
    with pytest.raises(SourceError, match=r"4 cables were read.: line 24: a row without.*; line 25: a row of 10 colu"):
        found.extend(reading)
    assert found == [
        ("08MEXICO41", "line=2"),
        ("08MEXICO42", "line=13"),
        ("08MEXICO41", "line=26"),
        ("08MEXICO42", "line=37"),
    ]


def test_a_quote_that_is_never_closed_costs_no_memory(monkeypatch):
    monkeypatch.setattr(streamed, "LONGEST", 5000)
    monkeypatch.setattr(table, "LONGEST", 5000)
    before = csv.field_size_limit(5000)
    try:
        text = written(delimiter=";") + '"3";"' + "x\n" * 9000
        found: list[str | None] = []
        reading = (document.told.id for document in table.stream(io.BytesIO(text.encode()), "table.csv"))
        with pytest.raises(SourceError, match=r"2 cables were read.: lines 24 to \d+: a row that is no CSV"):
            found.extend(reading)
        assert found == ["08MEXICO41", "08MEXICO42"]
    finally:
        csv.field_size_limit(before)


def test_what_a_spreadsheet_cut_off_is_partial(save):
    long = (BODY.format(n=1) + "X" * fielded.LONGEST_CELL)[: fielded.LONGEST_CELL]
    path = save(written(delimiter=";", change=lambda row: [*row[:7], long]))
    assert [document.told.partial for document in sources.documents(path)] == [True, True]


OTHERS = [
    ("name;age;town\nAnna;3;Bonn\nOtto;4;Kiel\nIda;5;Ulm\nUdo;6;Jena\n", "a table .values separated by semicolons"),
    (
        "id,created_at,text,title\n1,2010-01-01,Good morning,x\n2,2010-01-02,Good night,y\n",
        "2 rows, none of them a telegram .line 2: a row without a telegram's text: 1 2010-01-01 Good morning x",
    ),
    (
        "Document Number,Draft Date,Subject,TAGS,Classification\n12,1974-01-02,A FAIR,BL,SECRET\n",
        "5 columns .Document Number, .*none a telegram's text. Let the first row name the columns: body",
    ),
]


@pytest.mark.parametrize(("text", "reason"), OTHERS)
def test_another_table_is_named_for_what_it_is(save, text, reason):
    with pytest.raises(SourceError, match=reason):
        list(sources.documents(save(text)))


def test_a_telegram_with_commas_is_no_table(save, telegram):
    for text in (telegram, telegram.replace(" \n", ", \n")):
        (document,) = sources.documents(save(text))
        assert document.layout == "raw"


FIELDS = [
    ("Reference ID", "id"),
    ("_id", "id"),
    ("referenceId", "id"),
    ("Date d'envoi", None),
    ("Clasificación", "level"),
    ("Betreff", "subject"),
    ("cable_text", "body"),
    ("", None),
]


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_names_of_fields(name, field):
    assert fielded.field_of(name) == field


def test_names_in_the_table_are_written_as_they_are_looked_up():
    rows = list(vocabulary.table.rows("field_names"))
    assert {row["name"]: fielded.field_of(row["name"]) for row in rows} == {row["name"]: row["field"] for row in rows}
    assert vocabulary.field_names("id")[:2] == ("referenceid", "reference")
    fields = "id sent released level origin subject tags header body"
    assert {row["field"] for row in rows} == set(fields.split())


DATES = [
    ("6/23/2003 6:27", dt.datetime(2003, 6, 23, 6, 27, tzinfo=dt.UTC)),
    ("23/6/2003 6:27", dt.datetime(2003, 6, 23, 6, 27, tzinfo=dt.UTC)),
    ("23.06.2003", dt.datetime(2003, 6, 23, tzinfo=dt.UTC)),
    ("6/23/2003 6:27:00 PM", dt.datetime(2003, 6, 23, 18, 27, tzinfo=dt.UTC)),
    ("2003-06-23T06:27:00+02:00", dt.datetime(2003, 6, 23, 4, 27, tzinfo=dt.UTC)),
    ("37795.25", dt.datetime(2003, 6, 23, 6, 0, tzinfo=dt.UTC)),
    ("12345", None),
    ("31.02.2003", None),
    ("yesterday", None),
]


@pytest.mark.parametrize(("written_so", "moment"), DATES)
def test_dates(written_so, moment):
    assert fielded.moment_of(written_so) == moment


CATALOGUE = (
    '"Document Number","Draft Date","From","To","TAGS","Subject","Original Classification","Film Number","Concepts"\n'
    '"1974LAPAZ00015","02 JAN 1974","LA PAZ","STATE","PINR, BL","SPECIMEN: A LANTERN, LIT","SECRET","D740002-0419",""\n'
    '"1974LAPAZ00016","03 JAN 1974","LA PAZ","STATE","PINT","SPECIMEN: A ""FAIR"": 2","UNCLASSIFIED","n/a","FAIRS"\n'
)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_of_a_catalogue_alone_its_fields_are_read_and_that_is_said(save, separator):
    made = CATALOGUE.replace('","', f'"{separator}"')
    parts = reading.readings(save(made))
    first, second = next(parts), next(parts)
    with pytest.raises(
        SourceError, match=r"a catalogue: of 2 telegrams only the catalogue.s fields, as the text is not in"
    ):
        next(parts)
    cable = first.cable
    assert (cable.id, cable.subject, cable.partial) == ("74LAPAZ15", "SPECIMEN: A LANTERN, LIT", True)
    assert (cable.sent.date().isoformat(), cable.origin.code) == ("1974-01-02", "LAPAZ")
    assert [tag.code for tag in cable.tags] == ["PINR", "BL"]
    assert [each.name for each in cable.addressees] == ["STATE"]
    assert cable.classification.level == "SECRET"
    assert cable.attributes["Film Number"] == "D740002-0419"
    assert (cable.paragraphs, second.cable.id, second.cable.subject) == ((), "74LAPAZ16", 'SPECIMEN: A "FAIR": 2')
    assert second.document.place.endswith("#line=3")


def test_a_row_whose_text_is_lost_keeps_its_catalogue(save):
    rows = (
        "reference,date,released,classification,subject,body\n"
        "08MEXICO42,2008-01-10,2011-08-30,SECRET,A FAIR,\n"
        'x,y,z,"","",""\n'
    )
    parts = reading.readings(save(rows))
    cable = next(parts).cable
    assert (cable.id, cable.subject, cable.partial) == ("08MEXICO42", "A FAIR", True)
    assert cable.released.date() == dt.date(2011, 8, 30)
    with pytest.raises(
        SourceError, match=r"of one telegram only the catalogue.*line 3: a row without a telegram's text"
    ):
        next(parts)


@pytest.mark.parametrize(
    "written", ["10 JAN 2008", "10-Jan-2008", "January 10, 2008", "Jan 10 2008", "10 January 2008 00:00", "2008-01-10"]
)
def test_dates_with_the_month_by_name(written):
    assert fielded.moment_of(written).isoformat() == "2008-01-10T00:00:00+00:00"


@pytest.mark.parametrize("written", ["10 Foo 2008", "31 FEB 2008", "10 J 2008", "10 JU 2008", "May", "a 10 2008"])
def test_what_is_no_date(written):
    assert fielded.moment_of(written) is None
