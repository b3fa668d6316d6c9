"""Suggestions while a query is typed: its last term completed, by posts, TAGS, captions, fields, numbers and words.

What a reader may not see suggests nothing: words come from the lanes that they may read; posts, TAGS, captions and
numbers are open to every reader, and only those that the archive holds are offered.
"""

from __future__ import annotations

import re
import threading
import time
import unicodedata
import weakref
from collections.abc import Iterator
from typing import Literal, get_args

from reftel import index
from reftel.archive import EVERYTHING, Archive, Reader, lookups
from reftel.index.engine import NAMES
from reftel.model import Struct
from reftel.search.gate import lanes
from reftel.search.lexing import field_named
from reftel.search.searching import label, term
from reftel.search.tree import FieldName

Kind = Literal[
    "field", "post", "tag", "caption", "signer", "cable", "word", "country", "level", "addressee", "source", "state"
]

LONGEST = 400
"""Characters of a query that is still completed."""
_FRESH = 30.0
"""Seconds for which the values of an archive are offered while it changes; an ingest changes it all the time."""
_VALUES: dict[Kind, str] = {
    "post": "origin",
    "tag": "tag",
    "caption": "caption",
    "signer": "signer",
    "country": "country",
    "level": "level",
    "addressee": "addressee",
    "source": "source",
}
"""What is offered → the facet that lists it."""
_FIELDS: dict[str, Kind] = {
    "origin": "post",
    "tag": "tag",
    "caption": "caption",
    "signed": "signer",
    "country": "country",
    "class": "level",
    "addressee": "addressee",
    "source": "source",
}
"""Field of the query → what is offered for it."""
_ASKED_FOR: frozenset[Kind] = frozenset({"addressee", "source"})
"""Offered only behind their field: an addressee is a post most times, and would stand there twice."""
_STATES: dict[str, dict[str, str]] = {
    "has": {
        "summary": "cables with a summary",
        "comment": "with a comment of the drafter",
        "action": "that ask for an action",
        "redaction": "in which something was blacked out",
        "articles": "that appear in an article",
        "editions": "of which several editions are held",
        "references": "with a REF line",
        "missing-refs": "whose REF line names a cable that is not held",
    },
    "is": {"partial": "cables of which a part is missing", "corrected": "that correct another one"},
}
"""Field → its few values and what they mean; the same for every archive and reader."""
_MEANINGS: dict[str, str] = {
    "origin": "the post that sent it: origin:MEXICO",
    "country": "the country that the post stands in: country:Mexico",
    "tag": "one of the TAGS, or what it means: tag:SNAR",
    "class": "the level: class:confidential",
    "caption": "how it was to be handled: caption:SIPDIS",
    "subject": "words of the subject: subject:lighthouse",
    "from": "the post that sent it: from:MEXICO",
    "to": "an addressee: to:SECSTATE",
    "info": "an addressee for information: info:BOGOTA",
    "id": "the number of a cable: id:09MEXICO2134",
    "ref": "the cables that cite a number: ref:09MEXICO2134",
    "citedby": "the cables that a cable cites: citedby:09MEXICO2134",
    "signed": "who signed it: signed:BRAMBLEWORTH",
    "by": "who classified it: by:BRAMBLEWORTH",
    "mark": "paragraphs of this portion mark: mark:S",
    "date": "when it was sent: date:2009-01..2009-06",
    "released": "when it was published: released:2011",
    "declassify": "when it was to be declassified: declassify:<2026",
    "has": "what it has: has:summary",
    "source": "the file it was read from: source:box7",
    "is": "what it is: is:partial",
}
"""What a field asks for, for those that the query language has."""
_SHORTEST = 3
"""Letters of a word that is completed from the texts."""
# A reference number of which more than the year is typed, in parts: ``09 mex``, ``2009 mexico 21``.
_NUMBER_BEGUN = re.compile(r"(?:(?:19|20)(?=\d\d\s))?(\d\d)\s+([A-Za-z][A-Za-z\s]*)(\d*)\s*")
# The last term: after a blank or a bracket, perhaps refused with a minus, perhaps a field, perhaps in quotes.
_LAST = re.compile(r"(?:^|(?<=[\s(]))-?(?:([A-Za-z]{1,12}):)?(?:\"([^\"]{1,80})|([^\s\"()]{0,80}))$")


class Suggestion(Struct, frozen=True):
    """One way to go on."""

    query: str
    """The whole query with its last term completed."""
    label: str
    """What it is, in words: ``Embassy Mexico``, ``Narcotics``."""
    kind: Kind
    count: int | None = None
    """How many cables hold it; None for fields and words."""


class _Value(Struct, frozen=True):
    kind: Kind
    value: str
    label: str
    count: int
    keys: tuple[str, ...]
    """The beginnings by which it is found, folded: its own letters, and each word of what it means."""


_values: weakref.WeakKeyDictionary[Archive, tuple[int, float, tuple[_Value, ...]]] = weakref.WeakKeyDictionary()
_lock = threading.Lock()


def suggest(archive: Archive, typed: str, *, reader: Reader = EVERYTHING, limit: int = 8) -> tuple[Suggestion, ...]:
    """Ways to complete what was typed so far, likeliest first; none where nothing begins like its last term.

    Raises ArchiveError when the archive can't be read.
    """
    typed = typed.encode("utf-8", "replace").decode("utf-8").lstrip()
    last = _LAST.search(typed) if len(typed) <= LONGEST else None
    if last is None or not last[0]:
        return ()
    field = field_named(last[1]) if last[1] else None
    begun = last[2] or last[3] or ""
    start = last.start() + last[0].startswith("-")
    if last[1] and field is None:
        return ()
    number = _NUMBER_BEGUN.fullmatch(typed)
    if number and (cables := tuple(_cables(archive, "".join(number.groups())))[:limit]):
        return cables
    found = _of_field(archive, field, begun) if field else _of_anything(archive, begun, reader)
    offered: dict[str, Suggestion] = {}
    for each in found:
        query = typed[:start] + each.query
        if query != typed:
            offered.setdefault(query, Suggestion(query, each.label, each.kind, each.count))
        if len(offered) == limit:
            break
    return tuple(offered.values())


def _of_field(archive: Archive, field: FieldName, begun: str) -> Iterator[Suggestion]:
    if field == "id":
        yield from _cables(archive, begun, "id")
    for value, meaning in _STATES.get(field, {}).items():
        if value.startswith(begun.lower()):
            yield Suggestion(f"{field}:{value}", meaning, "state")
    kind = _FIELDS.get(field)
    if kind:
        yield from (_of(each) for each in _begun(_held(archive), begun) if each.kind == kind)


def _of_anything(archive: Archive, begun: str, reader: Reader) -> Iterator[Suggestion]:
    folded = begun.lower()
    if not _folded(begun):
        return
    for name in get_args(FieldName):
        if name.startswith(folded):
            yield Suggestion(f"{name}:", _MEANINGS.get(name, "a field"), "field")
    if begun[0].isdigit():
        cables = list(_cables(archive, begun))
        yield from cables
        if cables:
            return  # the texts hold the same numbers
    values = [each for each in _begun(_held(archive), begun) if each.kind not in _ASKED_FOR]
    yield from map(_of, values[:5])
    engine = index.engine_of(archive)
    if len(folded) >= _SHORTEST and len(engine.words(begun)) == 1:
        held = archive.compartments()
        where = [name for kind in ("subject", "body") for name, _ in lanes(kind, reader, held)]
        for word, _ in engine.suggest(begun, (*where, NAMES), 5):
            yield Suggestion(word, "in the texts", "word")
    yield from map(_of, values[5:])


def _cables(archive: Archive, begun: str, field: str | None = None) -> Iterator[Suggestion]:
    for key in lookups.beginning(archive, begun, 5):
        yield Suggestion(term(field, key) if field else key, "a cable", "cable")


def _of(value: _Value) -> Suggestion:
    return Suggestion(term(_VALUES[value.kind], value.value), value.label, value.kind, value.count)


def _begun(values: tuple[_Value, ...], begun: str) -> Iterator[_Value]:
    """The values that begin so: first by their own letters, then by a word of what they mean; most cables first."""
    folded = _folded(begun)
    if not folded:
        yield from values
        return
    yield from (each for each in values if each.keys[0].startswith(folded))
    yield from (
        each
        for each in values
        if not each.keys[0].startswith(folded) and any(key.startswith(folded) for key in each.keys[1:])
    )


def _folded(text: str) -> str:
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text)
    return "".join(character for character in plain.lower() if character.isalnum())


def _held(archive: Archive) -> tuple[_Value, ...]:
    """The values that the archive holds, most cables first."""
    change, now = archive.last_change(), time.monotonic()
    with _lock:
        known = _values.get(archive)
    if known and (known[0] == change or now - known[1] < _FRESH):
        return known[2]
    asked = {_FIELDS[field]: field for field in get_args(FieldName) if field in _FIELDS}
    facets = {facet: kind for kind, facet in _VALUES.items() if kind in asked and facet in index.FACETS}
    question = index.Question(index.Everything(), limit=0, facets=tuple(facets), facet_size=50_000)
    answer = index.engine_of(archive).ask(question)
    values = [
        _Value(facets[facet], value, name, count, _keys(value, name))
        for facet, counts in answer.facets.items()
        for value, count in counts
        for name in (label(facet, value),)
    ]
    made = tuple(sorted(values, key=lambda each: (-each.count, each.value)))
    with _lock:
        _values[archive] = (change, now, made)
    return made


def _keys(value: str, name: str) -> tuple[str, ...]:
    words = re.findall(r"[^\W_]+", name)
    # Every rest of the name, so that `ciudad j` finds Consulate Ciudad Juarez.
    rests = (_folded("".join(words[place:])) for place in range(len(words)))
    return (_folded(value), *dict.fromkeys(rests)) if name != value else (_folded(value),)
