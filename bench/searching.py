"""What the measurement of search asks and compares with: archives of specimens, mixed queries, and bare Tantivy."""

from __future__ import annotations

import os
import random
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice
from pathlib import Path

import msgspec
import tantivy
from tantivy import Occur, Query

from reftel import archive, index, specimen
from reftel.archive import Archive, Sheaf, Source, pack
from reftel.index.entries import entry
from reftel.reading import Reading
from reftel.sources import Document, Told

KEPT = "REFTEL_BENCH_ARCHIVES"
"""Names a folder in which built archives are kept for the next run: one of 200,000 takes half an hour."""
FACETS = ("origin", "country", "month", "level", "tag", "caption", "signer", "source")
_BATCH = 500
_WORD = re.compile(r"[A-Za-z]{4,}")


class Asked(msgspec.Struct, frozen=True):
    """A query of the mix: as a reader types it, and as bare Tantivy is asked."""

    kind: str
    text: str
    words: tuple[str, ...]
    origin: str = ""


@contextmanager
def held(size: int, seed: int) -> Iterator[Archive]:
    """An archive of so many specimens, indexed; kept where `KEPT` says so."""
    kept = os.environ.get(KEPT)
    root = Path(kept) if kept else Path(tempfile.mkdtemp(prefix="reftel-bench-"))
    folder = root / f"search-{size}-{seed}"
    if not (folder / "whole").exists():
        shutil.rmtree(folder, ignore_errors=True)
        with archive.open(folder, create=True) as made:
            _fill(made, size, seed)
            index.catch_up(made)
        (folder / "whole").touch()
    try:
        with archive.open(folder) as opened:
            yield opened
    finally:
        if not kept:
            shutil.rmtree(root, ignore_errors=True)


def _fill(made: Archive, size: int, seed: int) -> None:
    specimens = specimen.stream(size, seed)
    count = 0
    while batch := list(islice(specimens, _BATCH)):
        made.take(
            Sheaf(
                Source(f"/{count + at}.txt", sha256(f"{count + at}".encode()).hexdigest()),
                (pack(Reading(Document(each.text, "raw", "specimen.txt", Told()), each.cable)),),
            )
            for at, each in enumerate(batch)
        )
        count += len(batch)


KINDS = {
    "one word": 60,
    "two words": 80,
    "three words": 30,
    "phrase": 30,
    "near": 15,
    "beginning": 15,
    "pattern": 10,
    "one edit": 10,
    "word and post": 30,
    "either": 10,
    "without": 10,
}
"""300 queries: what people type mostly, and some of everything."""


def queries(made: Archive, seed: int) -> list[Asked]:
    """300 queries of words as they stand in the texts, so that common words are asked for more often."""
    dice = random.Random(seed)  # noqa: S311 - invented texts, no secrets
    keys = dice.sample(list(made.ids()), k=min(600, sum(1 for _ in made.ids())))
    source = (view for key in keys * 10 if (view := made.view(key)) is not None and view.cable.paragraphs)
    found: list[Asked] = []
    for kind, many in KINDS.items():
        while sum(each.kind == kind for each in found) < many:
            view = next(source)
            text = dice.choice(view.cable.paragraphs).text
            words = [each.lower() for each in _WORD.findall(text)]
            if len(words) > 6:
                origin = view.cable.origin.code if view.cable.origin else "STATE"
                found.append(_asked(kind, words, origin, dice))
    return found


def _asked(kind: str, words: list[str], origin: str, dice: random.Random) -> Asked:
    at = dice.randrange(len(words) - 1)
    one, two, three = words[at], words[at + 1], dice.choice(words)
    match kind:
        case "one word":
            return Asked(kind, one, (one,))
        case "two words":
            return Asked(kind, f"{one} {three}", (one, three))
        case "three words":
            return Asked(kind, f"{one} {two} {three}", (one, two, three))
        case "phrase":
            return Asked(kind, f'"{one} {two}"', (one, two))
        case "near":
            return Asked(kind, f'"{one} {three}"~5', (one, three))
        case "beginning":
            return Asked(kind, f"{one[:4]}*", (one[:4],))
        case "pattern":
            return Asked(kind, f"{one[:2]}?{one[3:]}", (one[:2], one[3:]))
        case "one edit":
            return Asked(kind, f"{one}~", (one,))
        case "word and post":
            return Asked(kind, f"{one} origin:{origin}", (one,), origin)
        case "either":
            return Asked(kind, f"{one} OR {three}", (one, three))
        case _:
            return Asked(kind, f"{one} -{three}", (one, three))


class Bare:
    """Tantivy alone over the same cables: one field of text, stemmed and plain, no levels, the same facets."""

    def __init__(self, made: Archive, folder: Path) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("text", tokenizer_name="en_stem", index_option="freq")
        builder.add_text_field("plain", tokenizer_name="default", index_option="position")
        for name in FACETS:
            builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
        self._schema = builder.build()
        self._index = tantivy.Index(self._schema, path=str(folder))
        writer = self._index.writer(96_000_000, 2)
        number = 0
        while changes := made.changes(number, _BATCH):
            for change in changes:
                taken = entry(change)
                document = tantivy.Document()
                document.add_text("key", taken.key)
                for text in (change.cable.subject or "", *(each.text for each in change.cable.paragraphs)):
                    document.add_text("text", text)
                    document.add_text("plain", text)
                for name in FACETS:
                    for value in taken.values.get(name, ()):
                        document.add_text(name, value)
                writer.add_document(document)
            number = changes[-1].number
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._stems = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.stemmer("english"))
            .build()
        )

    def ask(self, asked: Asked) -> int:
        """Twenty hits with their keys, the total and eight facets; the total."""
        searcher = self._index.searcher()
        query = self._query(asked)
        found = searcher.search(query, 20)
        for _, address in found.hits:
            searcher.doc(address).get_first("key")
        searcher.aggregate(query, {name: {"terms": {"field": name, "size": 200}} for name in FACETS})
        return int(found.count)  # type: ignore[attr-defined]

    def _word(self, word: str) -> Query:
        return Query.term_query(self._schema, "text", "".join(self._stems.analyze(word)))

    def _query(self, asked: Asked) -> Query:
        words, schema = list(asked.words), self._schema
        match asked.kind:
            case "phrase":
                return Query.phrase_query(schema, "plain", list(words))
            case "near" if words[0] != words[1]:
                orders = (words, words[::-1])
                either = [(Occur.Should, Query.phrase_query(schema, "plain", list(each), 4)) for each in orders]
                return Query.boolean_query(either)
            case "beginning":
                return Query.fuzzy_term_query(schema, "plain", words[0], 0, True, True)
            case "pattern":
                return Query.regex_query(schema, "plain", ".".join(words))
            case "one edit":
                return Query.fuzzy_term_query(schema, "plain", words[0], 1, True, False)
            case "word and post":
                post = Query.term_query(schema, "origin", asked.origin)
                return Query.boolean_query([(Occur.Must, self._word(words[0])), (Occur.Must, post)])
            case "either":
                return Query.boolean_query([(Occur.Should, self._word(each)) for each in words])
            case "without":
                return Query.boolean_query([(Occur.Must, self._word(words[0])), (Occur.MustNot, self._word(words[1]))])
        return Query.boolean_query([(Occur.Must, self._word(each)) for each in words])
