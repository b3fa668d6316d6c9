"""All hits as files: each format read back, all of them, nothing that the reader may not see."""

from __future__ import annotations

import builtins
import csv
import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from archive.invented import cable, put
from search.twins import READERS, build

from reftel import archive, search
from reftel.archive import Archive, Reader
from reftel.export import FORMATS, Format, Unavailable, export, pieces
from reftel.export.table import COLUMNS
from reftel.model import Addressee, Authority, Cable, Paragraph, Reference

SBU = Reader("SENSITIVE BUT UNCLASSIFIED", frozenset())
ODD = cable(
    2,
    subject='=HYPERLINK("http://example.org";"press")',
    addressees=(Addressee("action", "SECSTATE WASHDC"), Addressee("info", "AMEMBASSY A"), Addressee("info", "B, C")),
    references=(Reference("X", target="08LIMA1"), Reference("Y", target="08LIMA1", paragraph=0), Reference("Z")),
    classified_by=(Authority('Ada "Quill"'),),
    signed_by=("+FEELEY",),
    released=dt.datetime(2011, 8, 30, 1, 44, tzinfo=dt.UTC),
    declassify_on=dt.date(2019, 3, 17),
    paragraphs=(Paragraph("one\ntwo, \x00three", 10**30, "C"), Paragraph("open", 2, "U", "UNCLASSIFIED")),
    text="a lone \ud800 surrogate",
)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    made = archive.open(tmp_path_factory.mktemp("export") / "X", create=True)
    put(made, *(cable(number) for number in range(3, 40)), cable(1, sent=None, id=None), ODD)
    return made


def written(held: Archive, query: str, format: Format, **options: Any) -> bytes:
    out = io.BytesIO()
    count = export(held, query, out, format, **options)
    assert count == search.search(held, query, reader=options.get("reader", archive.EVERYTHING)).total
    return out.getvalue()


def table_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"), newline="")))


def test_ids(held: Archive) -> None:
    keys = written(held, "", "ids").decode().splitlines()
    assert len(keys) == len(set(keys)) == 39
    assert sorted(keys) == sorted(held.ids())
    assert keys[-1].startswith("unnumbered-"), "undated last"
    newest = written(held, "", "ids", order="newest").decode().splitlines()
    sent = {key: view.cable.sent for key in keys[:-1] if (view := held.view(key))}
    assert [sent[key] for key in newest[:-1]] == sorted((sent[key] for key in keys[:-1]), reverse=True)


def test_json_lines_are_cables(held: Archive) -> None:
    read = [msgspec.json.decode(line, type=Cable) for line in written(held, "", "jsonl").splitlines()]
    views = [view.cable for key in search.scan(held, "") if (view := held.view(key))]
    clean = [msgspec.structs.replace(each, text=each.text.replace("\ud800", "?")) for each in views]
    assert read == clean


def test_csv(held: Archive) -> None:
    rows = table_of(written(held, "", "csv"))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 39
    (odd,) = [each for each in rows if each["id"] == "09MEXICO2"]
    assert odd["subject"] == '\'=HYPERLINK("http://example.org";"press")', "no spreadsheet carries it out"
    assert odd["signed_by"] == "'+FEELEY"
    assert odd["info"] == "AMEMBASSY A; B, C"
    assert odd["references"] == "08LIMA1"
    assert odd["classified_by"] == 'Ada "Quill"'
    assert (odd["sent"], odd["released"]) == ("2009-03-02T12:30:00Z", "2011-08-30T01:44:00Z")
    assert (odd["declassify_on"], odd["paragraphs"], odd["withheld"], odd["partial"]) == ("2019-03-17", "2", "0", "0")
    (bare,) = [each for each in rows if each["id"].startswith("unnumbered-")]
    assert (bare["reference"], bare["sent"]) == ("", "")


def test_parquet(held: Archive) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install 'reftel[parquet]'")
    rows = parquet.read_table(io.BytesIO(written(held, "", "parquet"))).to_pylist()
    assert len(rows) == 39
    (odd,) = [each for each in rows if each["id"] == "09MEXICO2"]
    assert odd["sent"] == ODD.sent
    assert odd["info"] == ["AMEMBASSY A", "B, C"]
    assert odd["declassify_on"] == ODD.declassify_on
    assert [(each["number"], each["mark"], each["text"]) for each in odd["body"]] == [
        (None, "C", "one\ntwo, \x00three"),
        (2, "U", "open"),
    ]
    (nothing,) = [parquet.read_table(io.BytesIO(written(held, "zqnowhere", "parquet")))]
    assert nothing.num_rows == 0


@pytest.mark.parametrize("format", FORMATS)
def test_nothing_found(held: Archive, format: Format) -> None:
    data = written(held, "zqnowhere", format)
    empty = {"csv": ",".join(COLUMNS).encode() + b"\r\n", "csl-json": b"[]\n"}
    assert data.startswith(b"PAR1") if format == "parquet" else data == empty.get(format, b"")


def test_one_at_a_time(held: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second hit is read from the archive when it is asked for, not before: memory does not grow with the hits."""
    seen: list[str] = []
    real: Callable[..., Any] = held.view
    monkeypatch.setattr(held, "view", lambda key, reader: seen.append(key) or real(key, reader))
    begun = pieces(held, "", "jsonl")
    next(begun), next(begun)
    assert len(seen) == 1
    next(begun)
    assert len(seen) == 2


def test_without_the_library(held: Archive, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith(("pyarrow", "reftel.export.parquet")):
            raise ImportError(name)
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(Unavailable, match=r"pip install 'reftel\[parquet\]'"):
        pieces(held, "", "parquet")


@pytest.mark.parametrize("reader", READERS, ids=lambda each: f"{each.level}-{each.caveats and len(each.caveats)}")
def test_nothing_above_the_reader(tmp_path: Path, reader: Reader) -> None:
    """Of twin archives, which differ only in what is above the reader, the same is written."""
    one, other, secrets = build(tmp_path, reader)
    for format in ("ids", "jsonl", "csv"):
        data = written(one, "", format, reader=reader)  # type: ignore[arg-type]
        assert data == written(other, "", format, reader=reader), format  # type: ignore[arg-type]
        assert not [secret for secret in secrets if secret.encode() in data], format
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed: pip install 'reftel[parquet]'")
    tables = [parquet.read_table(io.BytesIO(written(each, "", "parquet", reader=reader))) for each in (one, other)]
    assert tables[0].equals(tables[1])
