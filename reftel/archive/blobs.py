"""Text and body of an edition as blobs, in as little room as they can be read from one by one.

A telegram is too short for a compressor to learn its words: zstd is given them beforehand (`words.txt`). The body
repeats the text with its lines joined: it is packed as what goes on from the text so written. What is left of it then
are numbers, the places in the text, which are written as distances.

None of the files that a packing goes on from may ever be changed, since what was packed so can't be unpacked without
them: other ones are another packing. A record holds those of its own, for who reads it when this package is gone.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Iterable
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import msgspec
import zstandard
from zstandard import ZstdCompressionDict

from reftel.archive.rows import clean
from reftel.model import Block, Cable

PLAIN, AFTER_TEXT, AFTER_WORDS = 1, 2, 3
"""How an edition is packed: each blob by itself; the body as what goes on from `sample.txt` and the text; the text as
what goes on from `words.txt`, and the body, its places written apart, from `bodies.txt` and the text in one line."""
_STRENGTH_OF_TEXT, _STRENGTH_OF_BODY = 5, 4
"""Of zstd: 6 and 5 make the blobs 2 and 3 % smaller for a half and a fifth more time."""
_END = b"\n"
"""Between a body and its places: JSON on one line holds none."""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Cable)


class _Places(msgspec.Struct, array_like=True):
    """Blocks and spans of a cable in few digits."""

    kinds: list[str]
    """Of the blocks, which tile the text."""
    lengths: list[int]
    """Of the blocks."""
    names: list[str]
    """Of the spans; one that ends with a point goes on with the next number of its kind: ``tags.``."""
    counts: list[int]
    """How many places each of them has."""
    steps: list[int]
    """From each number of a place to the next: how far it begins behind the end of the one before, and its length."""


_places = msgspec.json.Decoder(_Places)


def encode(cable: Cable) -> tuple[bytes, bytes, int]:
    """The two blobs of an edition, its text and everything else, and how they are packed."""
    return encode_text(cable), encode_body(cable), AFTER_WORDS


def encode_text(cable: Cable) -> bytes:
    """The first of the two."""
    return _packer().compress(_encoded(cable))


def encode_body(cable: Cable) -> bytes:
    """The second one."""
    bare, places = _parted(cable)
    try:
        body = _encoder.encode(bare)
    except UnicodeEncodeError:  # JSON has no lone surrogates; the text, which is what was read, keeps them
        body = _encoder.encode(_clean_all(msgspec.to_builtins(bare)))
    before = _raw(_file("bodies.txt") + _flowed(_encoded(cable)))
    packer = zstandard.ZstdCompressor(level=_STRENGTH_OF_BODY, dict_data=before)
    return packer.compress(body + _END + _encoder.encode(places))


def _encoded(cable: Cable) -> bytes:
    return cable.text.encode("utf-8", "surrogatepass")


def decode(text: bytes, body: bytes, packing: int) -> Cable:
    """The cable of two blobs. Raises zstandard.ZstdError, UnicodeDecodeError or msgspec.DecodeError on damaged ones."""
    if packing == AFTER_WORDS:
        plain = _unpacker().decompress(text)
        before = _raw(_file("bodies.txt") + _flowed(plain))
        written = zstandard.ZstdDecompressor(dict_data=before).decompress(body)
        bare, _, places = written.rpartition(_END)
        cable = _joined(_decoder.decode(bare), _places.decode(places))
    else:
        plain = zstandard.decompress(text)
        after = _raw(_file("sample.txt") + plain) if packing == AFTER_TEXT else None
        cable = _decoder.decode(zstandard.ZstdDecompressor(dict_data=after).decompress(body))
    return msgspec.structs.replace(cable, text=plain.decode("utf-8", "surrogatepass"))


def preset() -> list[tuple[str, str]]:
    """What blobs that are packed now go on from, as rows of `meta`: by name."""
    return [(name, _file(name).decode("ascii")) for name in ("words.txt", "bodies.txt")]


def _parted(cable: Cable) -> tuple[Cable, _Places]:
    """A cable without its text and what can be told of its places in few digits, and that."""
    places = _Places([], [], [], [], [])
    blocks, spans = cable.blocks, cable.spans
    ends = [each.end for each in blocks]
    if [each.start for each in blocks] == [0, *ends[:-1]][: len(ends)]:
        places.kinds, places.lengths = [each.kind for each in blocks], _differences(ends)
        blocks = ()
    if not any(name.endswith(".") for name in spans):
        places.names = _shortened(spans)
        places.counts = [len(found) for found in spans.values()]
        places.steps = _differences([each for found in spans.values() for place in found for each in place])
        spans = {}
    return msgspec.structs.replace(cable, text="", blocks=blocks, spans=spans), places


def _differences(numbers: list[int]) -> list[int]:
    return list(map(operator.sub, numbers, [0, *numbers]))


def _shortened(names: Iterable[str]) -> list[str]:
    """``tags.0``, ``tags.1`` → ``tags.``, ``tags.``."""
    following: dict[str, int] = {}
    made = []
    for name in names:
        kind, _, number = name.rpartition(".")
        if kind and number == str(following.get(kind, 0)):
            following[kind] = following.get(kind, 0) + 1
            name = kind + "."
        made.append(name)
    return made


def _joined(cable: Cable, places: _Places) -> Cable:
    """A cable with its places again."""
    blocks, spans = cable.blocks, cable.spans
    if places.kinds:
        ends = list(accumulate(places.lengths))
        blocks = tuple(map(Block, places.kinds, [0, *ends[:-1]], ends))  # type: ignore[arg-type]
    if places.names:
        numbers = accumulate(places.steps)
        pairs = zip(numbers, numbers, strict=True)
        names = zip(_whole(places.names), places.counts, strict=True)
        spans = {name: tuple(islice(pairs, count)) for name, count in names}
    return msgspec.structs.replace(cable, blocks=blocks, spans=spans)


def _whole(names: Iterable[str]) -> list[str]:
    """``tags.``, ``tags.`` → ``tags.0``, ``tags.1``."""
    following: dict[str, int] = {}
    made = []
    for name in names:
        number = following.get(name, 0)
        following[name] = number + 1
        made.append(f"{name}{number}" if name.endswith(".") else name)
    return made


def _flowed(text: bytes) -> bytes:
    """A text as paragraphs of the body repeat it: its lines joined, as JSON writes it."""
    return text.replace(b" \n", b" ").replace(b"\n", b" ").replace(b'"', b'\\"')


def _raw(content: bytes) -> ZstdCompressionDict:
    return ZstdCompressionDict(content, dict_type=zstandard.DICT_TYPE_RAWCONTENT)


@functools.cache
def _file(name: str) -> bytes:
    return Path(__file__).with_name(name).read_bytes()


@functools.cache
def _packer() -> zstandard.ZstdCompressor:
    words = _raw(_file("words.txt"))
    words.precompute_compress(level=_STRENGTH_OF_TEXT)
    return zstandard.ZstdCompressor(level=_STRENGTH_OF_TEXT, dict_data=words)


@functools.cache
def _unpacker() -> zstandard.ZstdDecompressor:
    return zstandard.ZstdDecompressor(dict_data=_raw(_file("words.txt")))


def _clean_all(value: Any) -> Any:
    match value:
        case str():
            return clean(value)
        case dict():
            return {clean(key): _clean_all(each) for key, each in value.items()}
        case list() | tuple():
            return [_clean_all(each) for each in value]
    return value
