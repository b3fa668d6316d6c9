"""The eight-column dump: rows, their damage, tables of another kind; all of it invented."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path

import pytest

import reftel
from reftel import sources
from reftel.errors import SourceError
from reftel.sources import content, dump, streamed

HEADER = "R 101200Z JAN 08\nFM AMEMBASSY MEXICO\nTO SECSTATE WASHDC 0042"
BODY = (
    'UNCLAS MEXICO 000042 \n \nTAGS: PREL MX\nSUBJECT: SPECIMEN: A \\"FAIR\\" IN TULA \n \n¶1. (U) An invented fair.\n'
)


def row(number: int = 1, *, date: str = "1/10/2008 12:00", references: str = "", body: str = BODY) -> str:
    values = (str(number), date, f"08MEXICO{41 + number}", "Embassy Mexico", "UNCLASSIFIED", references, HEADER, body)
    return ",".join(f'"{value}"' for value in values) + "\n"


def read(data: str | bytes) -> tuple[list[sources.Document], str | None]:
    """The documents, and the reason told after (or instead of) them."""
    found: list[sources.Document] = []
    file = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    try:
        found.extend(dump.stream(file, "dump.csv"))
    except sources.Unreadable as error:
        return found, str(error)
    return found, None


def test_a_row_is_a_document(save):
    path = save(row(1) + row(2, references="07STATE1|08MEXICO3", date="12/31/2008 0:05"))
    first, second = sources.documents(path)
    assert first.text == f"{HEADER}\n{BODY}".replace('\\"', '"')
    assert (first.layout, first.place, second.place) == ("dump-csv", f"{path}#line=1", f"{path}#line=10")
    assert first.told.attributes == {"Number": "1"}
    assert second.told == sources.Told(
        id="08MEXICO43",
        sent=dt.datetime(2008, 12, 31, 0, 5, tzinfo=dt.UTC),
        level="UNCLASSIFIED",
        origin="Embassy Mexico",
        attributes={"Number": "2", "References": "07STATE1|08MEXICO3"},
    )
    cable = next(reftel.read(path))
    assert (cable.id, cable.subject) == ("08MEXICO42", 'SPECIMEN: A "FAIR" IN TULA')


DAMAGED = [
    (row(1).replace('fair.\n"', "fair.\n") + row(2) + row(3), 3, 1, "line 1: .*quote that is not closed", "no end"),
    (row(1) + row(2).replace(',"Embassy', ",Embassy", 1) + row(3), 3, 1, "", "one value without quotes reads well"),
    (row(1) + row(2).replace('"08MEXICO43",', "") + row(3), 2, 0, "line 10: a row with 7 columns", "a column is lost"),
    (row(1).replace("invented", "inv\x00nted") + row(2), 2, 0, "line 1: a row with 1 NUL byte", "NUL is shown"),
    (row(1) + "stray\n" + row(2), 2, 1, "line 1: .*not closed", "a line between rows"),
    (row(1) + "\n\n" + row(2), 2, 0, None, "empty lines between rows"),
    (row(1).replace("\\'", "'").replace('\\"', '"') + row(2), 2, 0, "line 1: .*not escaped", "quotes not escaped"),
    (row(1).replace('\\"', '""') + row(2), 2, 0, None, "quotes doubled, as spreadsheets do"),
    (row(1)[:-40] + "\n", 1, 1, "line 1: .*not closed", "the file breaks off"),
    ("id,date,reference,origin,classification,refs,header,body\n" + row(1) + row(2), 2, 0, None, "named columns"),
    (row(1, date="2/30/2008 1:00"), 1, 0, None, "a date that is none"),
    (row(1).replace("\n", "\r\n"), 1, 0, None, "the line ends of Windows"),
    (row(1).replace("\n", "\r") + row(2).replace("\n", "\r"), 2, 0, None, "the line ends of old Macintoshes"),
    ("\ufeff" + row(1), 1, 0, None, "a byte order mark"),
]


@pytest.mark.parametrize(("text", "count", "partial", "reason", "remark"), DAMAGED, ids=[case[-1] for case in DAMAGED])
def test_damage_costs_its_own_row_alone(text, count, partial, reason, remark):
    found, told = read(text)
    assert len(found) == count
    assert sum(document.told.partial for document in found) == (partial if reason != "" else 0)
    if reason:
        assert told is not None
        with pytest.raises(SourceError, match=reason):
            raise SourceError(told)
        assert f"({count} cable" in told
    else:
        assert told is None
    assert all("\x00" not in document.text and "\r" not in document.text for document in found)


def test_the_whole_message():
    _, told = read(row(1) + row(2).replace('"08MEXICO43",', ""))
    assert told == (
        "dump.csv: an eight-column dump with damaged places (1 cable was read): line 10: a row with 7 columns instead "
        'of 8: "2","1/10/2008 12:00","Embassy Mexico","UNCLASSIFIED","","R…. '
        "The other rows were read; mend these rows and give the file again, or get a fresh copy of it"
    )


ENCODINGS = [
    ("utf-8", "utf-8", "as it should be"),
    ("utf-16", "utf-16-le", "with a mark"),
    ("windows-1252", "windows-1252", "bytes of their own"),
]


@pytest.mark.parametrize(("written", "encoding", "remark"), ENCODINGS, ids=[case[-1] for case in ENCODINGS])
def test_encodings(written, encoding, remark):
    (first, second), told = read(
        (row(1).replace("fair.", "“feria”.") + row(2, body="UNCLAS")).encode(written, "replace")
    )
    assert told is None
    assert "“feria”" in first.text
    assert first.encoding == encoding
    assert second.encoding == (encoding if written == "utf-16" else "utf-8"), "each row for itself"


OTHERS = [
    ('"a","b","c"\n"1","2","3"\n', "a table .CSV. of another kind: its first row has 3 columns .a, b, c.", "quoted"),
    (
        "id,date,body\n1,2008-01-01,UNCLAS\n",
        "none of them a telegram .line 2: .*Let the first row name the columns",
        "columns with names",
    ),
    ('"1","1/10/2008 12:00","x"\n' * 3, "a table .CSV. of another kind: its first row has 3 columns", "begins like it"),
    ("a,b\n" * 9, "a table .values separated by commas", "no cables' table"),
]


@pytest.mark.parametrize(("text", "reason", "remark"), OTHERS, ids=[case[-1] for case in OTHERS])
def test_another_table_is_refused(save, text, reason, remark):
    with pytest.raises(SourceError, match=reason):
        list(sources.documents(save(text)))


def test_no_limit_of_size_and_little_memory(save, monkeypatch):
    monkeypatch.setattr(content, "LARGEST", 100)
    path = save("".join(row(number) for number in range(1, 40)))
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read as a whole"))
    assert len(list(sources.documents(path))) == 39


def test_rows_come_before_the_file_is_at_its_end(tmp_path):
    path = tmp_path / "dump.csv"
    path.write_bytes(row(1).encode() + row(2).encode() * 9000)
    with path.open("rb") as file:
        found = dump.stream(file, "dump.csv")
        assert next(found).told.id == "08MEXICO42"
        assert file.tell() < path.stat().st_size / 2


@pytest.mark.parametrize("size", [100, 1500])
def test_a_row_that_never_ends_is_cut(monkeypatch, size):
    monkeypatch.setattr(streamed, "_CHUNK", size)
    monkeypatch.setattr(dump, "LONGEST", 1000)
    file = row(1) + row(2, body="x" * 5000) + row(3, body="UNCLAS\n" * 500) + row(4)
    found, told = read(file)
    assert told is not None
    assert "(4 cables were read): line 10: a row of more" in told
    assert "; line 13: a row of more" in told
    assert [(each.told.id, each.told.partial, each.place) for each in found] == [
        ("08MEXICO42", False, "dump.csv#line=1"),
        ("08MEXICO43", True, "dump.csv#line=10"),
        ("08MEXICO44", True, "dump.csv#line=13"),
        ("08MEXICO45", False, "dump.csv#line=516"),
    ]


@pytest.mark.parametrize("size", [5, 7, 64, 1000])
def test_it_does_not_matter_where_the_pieces_of_a_file_end(monkeypatch, size):
    monkeypatch.setattr(streamed, "_CHUNK", size)
    found, told = read("\ufeff" + row(1) + row(2) + "\n" + row(3))
    assert told is None
    assert [(each.told.id, each.place) for each in found] == [
        ("08MEXICO42", "dump.csv#line=1"),
        ("08MEXICO43", "dump.csv#line=10"),
        ("08MEXICO44", "dump.csv#line=20"),
    ]


def test_many_damaged_rows_are_counted():
    _, told = read(row(1) + row(2).replace('"08MEXICO43",', "") * 50)
    assert told is not None
    assert "and 30 more" in told


def test_a_quote_that_is_not_escaped_loses_nothing():
    (first, second), told = read(row(1, body='UNCLAS\nHE SAID "NO"\nAND \\"YES\\".\n') + row(2))
    assert first.text == f'{HEADER}\nUNCLAS\nHE SAID "NO"\nAND "YES".\n'
    assert second.told.id == "08MEXICO43"
    assert told is not None
    assert "line 1: a row with a quote that is not escaped" in told
