"""Cables as JSON: one object a line, arrays, indented objects, and what is broken among them; all of it invented."""

from __future__ import annotations

import datetime as dt
import io
import json
from pathlib import Path

import pytest

import reftel
from reftel import sources
from reftel.errors import SourceError
from reftel.sources import content, jsonlines, streamed

HEADER = (
    "VZCZCXYZ0001RR RUEHWEBDE RUEHME #0042 0101200ZNR UUUUU ZZHR 101200Z JAN 08FM AMEMBASSY MEXICOTO SECSTATE WASHDC"
)
BODY = (
    "UNCLAS MEXICO 000042  SIPDIS  TAGS: PREL MXSUBJECT: SPECIMEN: A FAIR IN TULA  ¶1. (U) An invented fair was held."
)


def cable(number: int = 42, **fields: object) -> dict[str, object]:
    named = {"_id": f"08MEXICO{number}", "origin": "Embassy Mexico", "date_time": "2008-01-10 12:12"}
    return {**named, "classification": "UNCLASSIFIED", "body": BODY, "header": HEADER, **fields}


def line(number: int = 42, **fields: object) -> str:
    return json.dumps(cable(number, **fields), ensure_ascii=False) + "\n"


def read(data: str | bytes) -> tuple[list[str | None], str | None]:
    """The reference numbers, and the reason told after (or instead of) them."""
    found: list[str | None] = []
    file = io.BytesIO(data if isinstance(data, bytes) else data.encode())
    try:
        for document in jsonlines.stream(file, "dump.json"):
            found.append(document.told.id)
    except sources.Unreadable as error:
        return found, str(error)
    return found, None


def test_a_line_is_a_document(save):
    path = save(line(references=["07STATE1", "08MEXICO3"], film=12) + line(43, header=""))
    first, second = sources.documents(path)
    assert (first.text, second.text) == (f"{HEADER}\n{BODY}", BODY)
    assert (first.layout, first.place, second.place) == ("json-lines", f"{path}#line=1", f"{path}#line=2")
    assert first.told == sources.Told(
        id="08MEXICO42",
        sent=dt.datetime(2008, 1, 10, 12, 12, tzinfo=dt.UTC),
        level="UNCLASSIFIED",
        origin="Embassy Mexico",
        attributes={"references": "07STATE1|08MEXICO3", "film": "12"},
    )
    parsed = next(reftel.read(path))
    assert (parsed.id, parsed.sent) == ("08MEXICO42", dt.datetime(2008, 1, 10, 12, 0, tzinfo=dt.UTC))
    assert [paragraph.text for paragraph in parsed.paragraphs] == ["An invented fair was held."]


FIELDS = [
    ({"reference_id": "08MEXICO7"}, "id", "08MEXICO7", "reference_id is surer than _id"),
    ({"_id": {"$oid": "4d0"}, "reference_id": "08MEXICO7"}, "id", "08MEXICO7", "a number that a database made"),
    ({"date_time": "2008-01-10T12:12:00+01:00"}, "sent", dt.datetime(2008, 1, 10, 11, 12, tzinfo=dt.UTC), "a zone"),
    (
        {"date_time": {"$date": "2008-01-10T12:12:00Z"}},
        "sent",
        dt.datetime(2008, 1, 10, 12, 12, tzinfo=dt.UTC),
        "$date",
    ),
    ({"date_time": "yesterday"}, "sent", None, "no date"),
    ({"date_time": "0001-01-01T00:00:00+09:00"}, "sent", None, "before the calendar begins"),
    ({"released": "2010-12-01 21:09"}, "released", dt.datetime(2010, 12, 1, 21, 9, tzinfo=dt.UTC), "released"),
    ({"tags": ["PREL", "MX"]}, "tags", ("PREL", "MX"), "tags as a list"),
    ({"tags": "PREL, MX"}, "tags", ("PREL", "MX"), "tags as a text"),
    ({"subject": "A FAIR"}, "subject", "A FAIR", "subject"),
    ({"classification": 5}, "level", None, "a level that is no text"),
    ({"header": "This record is a partial extract of the original cable."}, "partial", True, "an extract"),
    ({"origin": "Embassy \ud800"}, "origin", "Embassy \ufffd", "half of a surrogate pair"),
]


@pytest.mark.parametrize(("fields", "name", "value", "remark"), FIELDS, ids=[case[-1] for case in FIELDS])
def test_fields(fields, name, value, remark):
    (document,) = jsonlines.stream(io.BytesIO(json.dumps(cable(**fields)).encode()), "x")
    assert getattr(document.told, name) == value


INDENTED = json.dumps([cable(1), cable(2, nested={"a": {"b": [1, {}]}}), cable(3)], indent=2)
TWO = ["08MEXICO1", "08MEXICO2"]
SHAPES = [
    (line(1) + line(2), TWO, None, "lines"),
    (f"{line(1)}\n\n{line(2)}", TWO, None, "empty lines between"),
    ("\ufeff" + line(1), ["08MEXICO1"], None, "a byte order mark"),
    (f"[{line(1)},{line(2)}]", TWO, None, "an array, one object a line"),
    (json.dumps([cable(1), cable(2)]), TWO, None, "an array on one line"),
    (INDENTED, [*TWO, "08MEXICO3"], None, "an array, indented"),
    (json.dumps(cable(1), indent=1) + "\n" + json.dumps(cable(2), indent=1), TWO, None, "objects, indented"),
    (json.dumps([cable(1), cable(2)], indent=1).replace(" },\n {", " }, {"), TWO, None, "an array as some editors do"),
    ((line(1) + line(2)).replace("\n", "\r\n"), TWO, None, "the line ends of Windows"),
    ((line(1) + line(2)).replace("\n", "\r"), TWO, None, "the line ends of an old Macintosh"),
    ((line(1) + line(2)).encode("utf-16"), TWO, None, "UTF-16"),
    (
        line(1) + line(7)[:-30] + "\n" + line(2),
        TWO,
        "line 2: broken JSON .invalid control character",
        "a line cut short",
    ),
    (line(1) + line(7).replace('":', '" ', 1) + line(2), TWO, "line 2: broken JSON .expecting ':'", "a lost colon"),
    (line(1) + line(7)[:-30] + "\ngarbage\n" + line(2), TWO, "lines 2 to 3: broken JSON", "and a line behind it"),
    (line(1) + line(2)[:-30], ["08MEXICO1"], "line 2: broken JSON", "the file breaks off"),
    (line(1) + "garbage\n" + line(2), TWO, "line 2: no JSON object: garbage", "a line of something else"),
    (line(1) + '"text"\n' + line(2), TWO, "line 2: no JSON object", "a text alone"),
    (line(1) + '{"a": 1}\n' + line(2), TWO, "line 2: an object without a cable's text .its fields: a.", "no cable"),
    (line(1) + '{"a":' + "[" * 200_000 + "\n" + line(2), TWO, "line 2: JSON that is nested too deeply", "nesting"),
    (line(1) + '{"a":' + "1" * 5000 + "}\n" + line(2), TWO, "line 2: JSON with a number that is too long", "a number"),
    (line(1) + '{"a": "\x1b[31m' + "\n" + line(2), TWO, r"line 2: broken JSON .invalid control character", "a control"),
    (
        INDENTED.replace('": "08MEXICO1"', '" "08MEXICO1"'),
        ["08MEXICO2", "08MEXICO3"],
        "lines 2 to 9: broken",
        "indented",
    ),
]


@pytest.mark.parametrize(("text", "ids", "reason", "remark"), SHAPES, ids=[case[-1] for case in SHAPES])
def test_shapes_and_damage(text, ids, reason, remark):
    found, told = read(text)
    assert found == ids
    if reason is None:
        assert told is None
    else:
        with pytest.raises(SourceError, match=reason):
            raise SourceError(told)


def test_the_whole_message():
    assert read(line(1) + "garbage\n" + line(2))[1] == (
        "dump.json: a JSON-lines dump with damaged places (2 cables were read): line 2: no JSON object: garbage. "
        "The other objects were read; mend these lines (one object a line: jq -c '.[]' makes them of an array)"
    )


OTHERS = [
    (
        '[\n {"suite": "x", "input": "R 101200Z JAN 08"}]',
        "not one of cables .line 2: .*its fields: suite, input",
        "cases",
    ),
    ('{"type": "FeatureCollection", "features": []}', "not one of cables .*its fields: type, features", "a map"),
    ('{"id": 5, "text": "A word to everybody"}\n' * 3, "not one of cables", "messages of another kind"),
    ("[]", "not one of cables .it holds no objects", "an empty array"),
    ("{}", "not one of cables .*its fields: none", "an empty object"),
]


@pytest.mark.parametrize(("text", "reason", "remark"), OTHERS, ids=[case[-1] for case in OTHERS])
def test_other_json_is_refused(save, text, reason, remark):
    with pytest.raises(SourceError, match=f"a JSON file, but {reason}"):
        list(sources.documents(save(text)))


def test_a_damaged_byte_is_read_in_its_line_alone():
    data = line(1).encode() + line(2, body=BODY + " Se\xf1or").encode("windows-1252", "replace") + line(3).encode()
    encodings = [document.encoding for document in jsonlines.stream(io.BytesIO(data), "x")]
    assert encodings == ["utf-8", "windows-1252", "utf-8"]


def test_no_limit_of_size_and_never_the_whole_file(save, monkeypatch):
    monkeypatch.setattr(content, "LARGEST", 100)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read as a whole"))
    path = save("".join(line(number) for number in range(1, 400)))
    assert len(list(sources.documents(path))) == 399
    with path.open("rb") as file:
        next(jsonlines.stream(file, "x"))
        assert file.tell() < path.stat().st_size / 2


def test_a_line_that_never_ends(monkeypatch):
    monkeypatch.setattr(streamed, "LONGEST", 1000)
    found, told = read(line(1) + line(9, body="x" * 9000) + line(2))
    assert found == TWO
    assert told is not None
    assert "line 2: longer than" in told


ONE, OTHER = cable(1), cable(2)
TEXT = "R 101200Z JAN 08\nFM AMEMBASSY MEXICO\nTO SECSTATE WASHDC\nUNCLAS MEXICO 000042\n\n1. (U) An invented fair.\n"
LINES = ["UNCLAS MEXICO 000042", "", "TAGS: PREL MX", "", "1. (U) An invented fair was held."]
WRAPPED: list[tuple[object, list[str], str]] = [
    ({"count": 2, "cables": [ONE, OTHER]}, TWO, "a list under a name"),
    (
        {"08MEXICO1": {"body": BODY, "date": "2008-01-10"}, "08MEXICO2": {"body": BODY, "level": "UNCLASSIFIED"}},
        TWO,
        "objects by their number",
    ),
    ({"08MEXICO1": TEXT, "08MEXICO2": TEXT}, TWO, "texts by their number"),
    (
        {"took": 3, "hits": {"total": 2, "hits": [{"_source": ONE}, {"_source": OTHER}]}},
        TWO,
        "what a search engine answers",
    ),
    ({"_index": "x", "_id": "7", "_source": ONE}, TWO[:1], "one of its documents"),
    ({"meta": {"id": "08MEXICO1", "date": "2008-01-10"}, "content": {"body": BODY}}, TWO[:1], "parts"),
    ({"cable": {"meta": {"mrn": "08MEXICO1"}, "text": {"head": HEADER, "raw": BODY}}}, TWO[:1], "parts in a part"),
    ({name: {"0": ONE[name], "1": OTHER[name]} for name in ONE}, TWO, "columns"),
    (
        {"referenceId": "08MEXICO1", "createdAt": "2008-01-10", "Content": BODY},
        TWO[:1],
        "names as JavaScript writes them",
    ),
    ({"id": "08MEXICO1", "date": "2008-01-10", "body": LINES}, TWO[:1], "a list of lines"),
    ({"id": 1, "created_at": "2008-01-10", "text": "Good morning", "title": "x"}, [], "a message of another kind"),
    ({"name": "a case", "input": TEXT, "expected": {"id": "08MEXICO1"}}, [], "a telegram that something else quotes"),
    ({"a": {"a": {"a": {"a": {"a": {"a": {"a": {"a": ONE}}}}}}}}, [], "too deep"),
]


@pytest.mark.parametrize(("value", "ids", "remark"), WRAPPED, ids=[case[-1] for case in WRAPPED])
def test_however_they_are_wrapped(value, ids, remark):
    for indent in (None, 1):
        found, told = read(json.dumps(value, indent=indent))
        assert found == ids
        assert (told is None) == bool(ids), told


def test_the_lines_of_a_bulk_format_are_no_damage():
    text = "".join(f'{{"index": {{"_id": "08MEXICO{n}"}}}}\n{json.dumps({"body": TEXT})}\n' for n in (1, 2))
    assert read(text) == (TWO, None)


def test_texts_alone_in_an_array():
    assert read(json.dumps([TEXT, TEXT])) == ([None, None], None)


def test_breaks_written_as_html_are_breaks(save):
    broken = json.dumps(cable(body="<br>\n".join(LINES).replace("An inv", "A &amp; B: inv"), header=""))
    (found,) = reftel.read(save(broken))
    assert [paragraph.text for paragraph in found.paragraphs] == ["A & B: invented fair was held."]
