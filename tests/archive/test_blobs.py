"""Text and body of an edition as blobs: nothing is lost, whatever stands in them, and old ones can still be read."""

from __future__ import annotations

import datetime as dt
import sqlite3
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
import zstandard

from archive.invented import cable, put, reading
from reftel import archive, parse, specimen
from reftel.archive import blobs
from reftel.model import Block, Cable, Paragraph

FOLDER = Path(archive.__file__).parent


def cables() -> list[Cable]:
    return [parse(each.text) for each in specimen.stream(8, seed=3, layouts=["raw", "raw-1970s"])]


ODD = [
    Cable(),
    Cable(text='He said "no" \n\\ \u2028 \ud800 \x00 é\n', paragraphs=(Paragraph('He said "no" \\ \ud800'),)),
    Cable(text="ab\n", blocks=(Block("heading", 1, 2), Block("closing", 2, 3)), spans={"tags.": ((0, 1),), "id": ()}),
    Cable(text="a" * 9, spans={"tags.1": ((4, 6), (0, 2)), "tags.0": ((8, 9),), "tags": (), "tags.2": ((1, 1),)}),
    Cable(text="x", spans={"a.0": ((0, 1),), "a.0.b": ((0, 1),), "b.01": ((0, 1),), "a.1": ((0, 0),), ".0": ((0, 1),)}),
    Cable(text="a\n" * 70_000, sent=dt.datetime(1974, 1, 2, tzinfo=dt.UTC), blocks=(Block("unknown", 0, 140_000),)),
]


@pytest.mark.parametrize("cable", [*cables(), *ODD])
def test_a_cable_comes_back_as_it_was(cable: Cable) -> None:
    found = blobs.decode(*blobs.encode(cable))
    assert found.text == cable.text
    clean = msgspec.structs.replace(cable, paragraphs=found.paragraphs)
    assert found == clean, "all but letters that JSON has not"
    assert [each.text.replace("?", "") for each in found.paragraphs] == [
        each.text.replace("\ud800", "") for each in cable.paragraphs
    ]
    assert list(found.spans) == list(cable.spans), "in their order"


@pytest.mark.parametrize("packing", [blobs.PLAIN, blobs.AFTER_TEXT])
def test_what_was_packed_in_older_ways_is_read(packing: int) -> None:
    for each in cables():
        text = each.text.encode()
        before = zstandard.ZstdCompressionDict(
            (FOLDER / "sample.txt").read_bytes() + text, dict_type=zstandard.DICT_TYPE_RAWCONTENT
        )
        packer = zstandard.ZstdCompressor(dict_data=before if packing == blobs.AFTER_TEXT else None)
        body = packer.compress(msgspec.json.encode(msgspec.structs.replace(each, text="")))
        assert blobs.decode(zstandard.compress(text), body, packing) == each


def test_they_take_half_the_room_of_the_text() -> None:
    texts = [each.text for each in specimen.stream(8, seed=3, layouts=["raw"], size=6000, spread=0)]
    packed = [blobs.encode(parse(each)) for each in texts]
    assert sum(len(text) + len(body) for text, body, _ in packed) < 0.55 * sum(map(len, texts))


def test_the_record_alone_is_enough_to_read_its_texts(tmp_path: Path) -> None:
    with archive.open(tmp_path / "X", create=True) as made:
        put(made, *(cable(at) for at in range(3)))
    record = sqlite3.connect(tmp_path / "X" / "record.sqlite")
    held = dict(record.execute("SELECT key, value FROM meta"))
    words, bodies = (
        zstandard.ZstdCompressionDict(held[name].encode(), dict_type=zstandard.DICT_TYPE_RAWCONTENT)
        for name in ("words.txt", "bodies.txt")
    )
    assert bodies.as_bytes()
    texts = {
        zstandard.ZstdDecompressor(dict_data=words).decompress(text)
        for (text,) in record.execute("SELECT text FROM editions")
    }
    assert texts == {cable(at).text.encode() for at in range(3)}


@pytest.mark.parametrize(
    ("name", "digest"),
    [
        ("sample.txt", "a4a09351d6cd6d73"),
        ("words.txt", "27590ae8ab08cb56"),
        ("bodies.txt", "17a6496daa98fada"),
    ],
)
def test_what_packings_go_on_from_is_never_changed(name: str, digest: str) -> None:
    assert sha256((FOLDER / name).read_bytes()).hexdigest()[:16] == digest, "archives can't be read with another one"


def test_what_is_packed_together_is_as_if_packed_alone() -> None:
    readings = [reading(each, f"{at}.txt") for at, each in enumerate(cables())]
    assert archive.pack_all(readings) == [archive.pack(each) for each in readings]
    assert archive.pack_all([]) == []
