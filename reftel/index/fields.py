"""Lanes and values as fields of a Tantivy schema, and a cable as a document of it.

A schema is fixed when an index is made, and nobody can list all caveats beforehand. So there is a number of *slots*:
the first compartments with caveats that are met get one each, and which one stands in the index's checkpoint. Those
that come later share a JSON field with a path for each. Of a path Tantivy lists no terms: `Terms` looks them up among
those of its band under any caveat, where all of its texts stand, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any
from zlib import crc32

import tantivy

from reftel.archive.access import BANDS
from reftel.index import engine as e

STEMMED = "_stem"
CAVEATED = "caveated"
SLOTS = 12
"""Compartments with caveats that get fields of their own: ``c+NOFORN``, ``s+NOFORN``, and room for ten more."""
_LONGEST_WORD = 255
"""Bytes; longer "words" are encoded attachments."""
_GAP = "\N{LISU LETTER TONE MYA TI}"
"""A letter that no cable holds. The tokenizer takes it for a word and the filter takes it away, but its position
remains: so texts of one lane are held apart, and neither phrases nor `Near` reach from one into the next."""
_APART = f"{_GAP} " * e.WIDEST
_STEMMED_LANES = (e.NAMES, e.TAGS)
_TIES = 2**28
"""Cables of one minute keep one order, by their keys: the sort field holds the second and 28 bits of the key."""
_LEAST = 0.001
"""Equal scores are told apart by as much, so that pages keep one order however the index was built: Tantivy multiplies
a score with the binary logarithm of 2 and this number, which is at most 0.07 % more than 1."""
_SHAPE = bytes(
    ord("a" if sign.isalnum() or sign == "?" else "." if sign in ".-/&'(" else " " if sign.isspace() else "_")
    for sign in map(chr, range(128))
).ljust(256, b"_")
"""What a character is, for compounds: a letter or a digit, what may join two, a blank, or anything else. A question
mark may stand for a letter beyond ASCII."""
_JOINT = b"a.a"
"""The middle of a compound, in that shape: few are in a text, so that they are looked for first."""
_NO_STEP = re.compile(r"[^A-Za-z0-9_+-]")
"""What a path may not hold: a point would part it in steps, a stroke backwards would escape what follows."""
_LONGEST_PATH = 60
_END_OF_PATH = "\x00s"
"""Between a path and the text of a term, in the dictionary of a JSON field."""
_COMPOUND = re.compile(r"(?<!\w)[^\W_]{1,14}(?:[.\-/&'’(](?!s\b)[^\W_]{1,14}){1,3}(?!\w)")
"""``U.S``, ``S/CT``, ``P-reel``, ``cease-fire``, ``1.4(b``; not ``the mayor's``."""


def schema() -> tantivy.Schema:
    """The schema: see `Fields` for how lanes are named in it."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("kind", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("checkpoint", stored=True, tokenizer_name="raw", index_option="basic")
    for field in e.VALUES:
        builder.add_text_field(field, fast=field in e.FACETS, tokenizer_name="raw", index_option="basic")
    for field in (*e.NUMBERS, "sent"):
        builder.add_integer_field(field, indexed=True, fast=True)
    builder.add_float_field("tie", fast=True)
    for name in e.OPEN:
        builder.add_text_field(name, tokenizer_name="words", index_option="position")
    for name in _STEMMED_LANES:
        builder.add_text_field(name + STEMMED, tokenizer_name="stems", index_option="freq")
    for where in _compartments():
        for kind in e.GATED:
            builder.add_text_field(f"{kind}_{where}", tokenizer_name="words", index_option="position")
            builder.add_text_field(f"{kind}_{where}{STEMMED}", tokenizer_name="stems", index_option="freq")
        builder.add_text_field(f"{e.FACTS}_{where}", tokenizer_name="raw", index_option="basic")
    builder.add_json_field(CAVEATED, tokenizer_name="words", index_option="position")
    builder.add_json_field(CAVEATED + STEMMED, tokenizer_name="stems", index_option="freq")
    builder.add_json_field(f"{CAVEATED}_{e.FACTS}", tokenizer_name="raw", index_option="basic")
    return builder.build()


def _compartments() -> Iterator[str]:
    for band in BANDS:
        yield band
        yield f"{band}_any"
    for slot in range(SLOTS):
        yield f"slot{slot}"


def analyzer(*, stemmed: bool) -> tantivy.TextAnalyzer:
    """How a text becomes words: split at all that is no letter or digit, in small letters, without accents."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple()).filter(tantivy.Filter.remove_long(_LONGEST_WORD))
    if not stemmed:  # stems have no positions, so that nothing holds their texts apart
        builder = builder.filter(tantivy.Filter.custom_stopword([_GAP]))
    builder = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    return (builder.filter(tantivy.Filter.stemmer("english")) if stemmed else builder).build()


def clean(text: str) -> str:
    """A text without the lone surrogates that broken files hold and that no UTF-8 can."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


class Fields:
    """Which field a lane is, under one assignment of slots to compartments."""

    def __init__(self, slots: Mapping[str, int]) -> None:
        self.slots = dict(slots)

    def of(self, lane: str) -> str:
        """``body.c`` → ``body_c``; ``body.c+*`` → ``body_c_any``; ``body.c+NOFORN`` → ``body_slot0``, or a path."""
        kind, _, where = lane.partition(".")
        if not where:
            return kind
        band, caveats, rest = where.partition("+")
        if not caveats:
            return f"{kind}_{band}"
        if rest == e.ANY_CAVEAT:
            return f"{kind}_{band}_any"
        slot = self.slots.get(where)
        if slot is not None:
            return f"{kind}_slot{slot}"
        return f"{CAVEATED}_{e.FACTS}.{_path(where)}" if kind == e.FACTS else f"{CAVEATED}.{kind}_{_path(where)}"

    def assign(self, lane: str) -> None:
        """Give the compartment of a lane a slot, if it needs one and there is one left."""
        where = lane.partition(".")[2]
        named = "+" in where and not where.endswith("+" + e.ANY_CAVEAT)
        if named and where not in self.slots and len(self.slots) < SLOTS:
            self.slots[where] = len(self.slots)


def _path(where: str) -> str:
    """A compartment as a path of one step, short enough for the automata of patterns, whatever its caveats hold."""
    path = _NO_STEP.sub(lambda found: f"%{ord(found[0]):x}%", where)
    if len(path) <= _LONGEST_PATH:
        return path
    return f"{path[: where.index('+')]}+%{sha256(where.encode('utf-8', 'replace')).hexdigest()[:32]}"


def under_any(field: str) -> str:
    """The field that holds all texts of a path, among others: ``caveated.body_c+X`` → ``body_c_any``."""
    return field.partition(".")[2].partition("+")[0] + "_any"


def terms_begin(field: str) -> str:
    """What stands before each term of a path in the dictionary of its JSON field; nothing for a field of its own."""
    path = field.partition(".")[2]
    return f"{path}{_END_OF_PATH}" if path else ""


def stemmed(field: str) -> str | None:
    """The field that holds the same text stemmed; None where there is none."""
    name, dot, path = field.partition(".")
    if "_" not in name and not dot and name not in _STEMMED_LANES:
        return None
    return name + STEMMED + dot + path


def document(entry: e.Entry, fields: Fields) -> tantivy.Document:
    """A cable as a document; compartments that are new get their slots in `fields`."""
    made = tantivy.Document()
    made.add_text("kind", "cable")
    made.add_text("key", clean(entry.key))
    paths: dict[str, dict[str, Any]] = {}
    for lane, texts in entry.texts.items():
        fields.assign(lane)
        field = fields.of(lane)
        cleaned = [clean(text) for text in texts]
        joined = " ".join(compounds("\n".join(cleaned)))
        if joined:
            cleaned.append(joined)
        name, dot, path = field.partition(".")
        if dot:
            paths.setdefault(name, {})[path] = _apart(cleaned)
            paths.setdefault(name + STEMMED, {})[path] = cleaned
            continue
        # Joined here, since each value that is handed over costs as much as twenty words.
        made.add_text(field, f" {_APART}".join(cleaned))
        if (also := stemmed(field)) is not None:
            made.add_text(also, " ".join(cleaned))
    for field, values in entry.values.items():
        fields.assign(field)
        name, dot, path = fields.of(field).partition(".")
        cleaned = [clean(value) for value in values]
        if dot:
            paths.setdefault(name, {})[path] = cleaned
            continue
        for value in cleaned:
            made.add_text(name, value)
    for name, held in paths.items():
        made.add_json(name, held)
    made.add_integer("change", entry.change)
    for name, number in (("day", entry.day), ("released", entry.released), ("declassify", entry.declassify)):
        if number is not None:
            made.add_integer(name, number)
    mixed = crc32(entry.key.encode("utf-8", "replace")) % _TIES
    made.add_float("tie", mixed / _TIES * _LEAST)
    if entry.sent is not None:
        made.add_integer("sent", entry.sent * _TIES + mixed)
    return made


def _apart(texts: list[str]) -> list[str]:
    return [text if not place else _APART + text for place, text in enumerate(texts)]


def compounds(text: str) -> Iterator[str]:
    """What is written with points, strokes or hyphens inside, in one word: ``S/CT`` → ``SCT``.

    So ``SCT`` and ``ceasefire`` find what the drafter wrote otherwise. Numbers stay as they are: 2.5 is not 25.
    """
    seen = set()
    # One byte a character, so that a joint is found as quickly as any word. The expression tries each: what takes a
    # letter of another alphabet for a joint's neighbour too often costs a look and nothing else.
    shape = text.replace("’", "'").encode("ascii", "replace").translate(_SHAPE)
    joint = shape.find(_JOINT)
    while joint >= 0:
        start, after = shape.rfind(b" ", 0, joint) + 1, shape.find(b" ", joint)
        after = len(text) if after < 0 else after
        for written in _COMPOUND.findall(text, start, after):
            word = "".join(filter(str.isalnum, written))
            if word not in seen and not word.isdigit():
                seen.add(word)
                yield word
        joint = shape.find(_JOINT, after)
