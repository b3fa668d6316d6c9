"""Suggestions, did you mean, more like this, the finder and scans betray nothing: they answer of twins alike."""

from __future__ import annotations

from typing import NamedTuple

import msgspec
import pytest

from reftel import index, search
from reftel.archive import Archive, Reader
from reftel.model import Struct

from .twins import OPEN, READERS, build


class Twins(NamedTuple):
    reader: Reader
    one: Archive
    other: Archive
    secrets: tuple[str, ...]


@pytest.fixture(scope="module", params=READERS, ids=lambda each: f"{each.level}-{each.caveats and len(each.caveats)}")
def twins(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Twins:
    reader: Reader = request.param
    return Twins(reader, *build(tmp_path_factory.mktemp("twins"), reader))


def said(*answers: object) -> str:
    return msgspec.json.encode(answers).decode()


def test_the_twins_differ(twins: Twins) -> None:
    if twins.secrets:
        assert search.search(twins.one, twins.secrets[0]).total == 1
        assert search.search(twins.other, twins.secrets[0]).total == 0


def test_suggestions(twins: Twins) -> None:
    typed = {secret[:length] for secret in twins.secrets for length in (3, 5, len(secret) - 1)}
    for each in ["lan", "q", "tag:", "09L", *sorted(typed)]:
        found = search.suggest(twins.one, each, reader=twins.reader, limit=50)
        assert found == search.suggest(twins.other, each, reader=twins.reader, limit=50), each
        assert not [secret for secret in twins.secrets if secret in said(found).replace(each, "")], each


def test_did_you_mean(twins: Twins) -> None:
    slips = [f"{secret[:4]}{secret[5:]}" for secret in twins.secrets if secret.startswith("q")]
    for query in ["lanternes", "subject:lihgthouse", *slips[::5], *(f"subject:{each}" for each in slips[::20])]:
        found = search.did_you_mean(twins.one, query, reader=twins.reader)
        assert found == search.did_you_mean(twins.other, query, reader=twins.reader), query
        assert not [secret for secret in twins.secrets if secret in said(found)], query


def test_more_like_this(twins: Twins) -> None:
    for key in twins.one.ids():
        found = search.similar(twins.one, key, reader=twins.reader)
        assert found == search.similar(twins.other, key, reader=twins.reader), key
        assert not [secret for secret in twins.secrets if secret in said(found)], key


def test_finder(twins: Twins) -> None:
    text = " ".join((*twins.one.ids(), "09LIMA3", OPEN, "MEXICO 4"))
    found = search.find(twins.one, text, reader=twins.reader)
    assert len(found.cables) >= 10
    assert found == search.find(twins.other, text, reader=twins.reader)
    assert not [secret for secret in twins.secrets if secret in said(found)]


def test_scans(twins: Twins) -> None:
    for query in ("", "lanterns", "-lanterns", "q*", *twins.secrets[::5], *(f"-{each}" for each in twins.secrets[:10])):
        found = list(search.scan(twins.one, query, reader=twins.reader))
        assert found == list(search.scan(twins.other, query, reader=twins.reader)), query
        assert len(found) == search.search(twins.one, query, reader=twins.reader).total


def test_paragraphs(twins: Twins) -> None:
    for key in twins.one.ids():
        for query in ("lanterns", "q*", "l?nterns", *twins.secrets[::9]):
            found = search.paragraphs(twins.one, key, query, reader=twins.reader)
            assert found == search.paragraphs(twins.other, key, query, reader=twins.reader), (key, query)
            assert not [secret for secret in twins.secrets if secret in said(found)], (key, query)


OPERATORS = (
    '"{}"',
    "{}~",
    "{}*",
    "?{}",
    "*{}",
    '"lanterns {}"~20',
    "-{}",
    "subject:{}",
    "lanterns OR {}",
    "ref:{}",
    "{}, to:x",
)


def test_every_operator_on_every_secret(twins: Twins) -> None:
    for place, secret in enumerate(twins.secrets):
        query = OPERATORS[place % len(OPERATORS)].format(secret)
        one, other = (search.search(each, query, reader=twins.reader) for each in (twins.one, twins.other))
        assert (one.total, one.hits, one.facets, one.notes) == (other.total, other.hits, other.facets, other.notes)
        assert not [each for each in twins.secrets if each in said(one.hits, one.facets)], query


def test_facts_of_hidden_paragraphs(twins: Twins) -> None:
    """Marks, roles, redactions and citations belong to their paragraph: above the reader, nothing counts them."""
    seen = search.search(twins.one, "", reader=twins.reader, size=500)
    views = [twins.one.view(hit.id, twins.reader) for hit in seen.hits]
    for mark in ("U", "SBU", "SBU/NF", "C", "C/NF", "S", "S/NF", "TS", "ZZZ", "none"):
        written = None if mark == "none" else mark
        holding = sum(any(each.mark == written for each in view.cable.paragraphs) for view in views if view)
        assert search.search(twins.one, f"mark:{mark}", reader=twins.reader).total == holding, mark
    for role in ("summary", "comment", "action"):
        holding = sum(any(each.role == role for each in view.cable.paragraphs) for view in views if view)
        assert search.search(twins.one, f"has:{role}", reader=twins.reader).total == holding, role


def test_saved_searches(twins: Twins) -> None:
    for place, query in enumerate(("*", "lanterns", "-lanterns", *twins.secrets[::20])):
        answers = []
        for each in (twins.one, twins.other):
            watch, found = search.save(each, f"{place}", query, reader=twins.reader, from_start=True)
            answers.append((found, search.news(each, watch).keys))
        assert answers[0] == answers[1], query
        assert not [secret for secret in twins.secrets if secret in said(answers[0][1])], query


def test_how_queries_are_read(twins: Twins) -> None:
    numbers = [(f"09MEXICO{each}", f"lima {each} date:2009", f"la paz {each}") for each in range(60)]
    for query in ("", *(written for each in numbers for written in each), *twins.secrets[::9]):
        one, other = (search.ask_for(each, query, twins.reader) for each in (twins.one, twins.other))
        assert (one.notes, one.jump, one.lacking) == (other.notes, other.jump, other.lacking), query


def test_counts(twins: Twins) -> None:
    facets = (*index.FACETS, "day", "released", "declassify")
    for query in ("", "lanterns", "-lanterns", "q*", *twins.secrets[::9]):
        found, other = (search.counts(each, query, reader=twins.reader, facets=facets) for each in twins[1:3])
        assert (found.total, found.facets) == (other.total, other.facets), query
        assert found.total == search.search(twins.one, query, reader=twins.reader).total
        assert not [secret for secret in twins.secrets if secret in said(found.facets)], query
        tables = [
            search.crossed(each, query, ("month", 2000), ("level", 9), reader=twins.reader)
            for each in (twins.one, twins.other)
        ]
        assert tables[0] == tables[1], query


def test_everything_public_in_search_is_driven_here_or_in_the_gate_test() -> None:
    """A new function of the room has to be added to one of the two."""
    # They take nothing from an archive.
    plain = {
        "hit_of",
        "joined",
        "label",
        "parts",
        "ranks",
        "reference",
        "term",
        "texts",
        "told",
        "understood",
        "written",
    }
    plain |= {"FEW", "Asked", "FieldName", "Marker", "Node"}
    driven = {"did_you_mean", "find", "news", "paragraphs", "save", "scan", "search", "similar", "suggest"}
    driven |= {"ask_for", "counts", "crossed"}
    functions = {
        name
        for name in search.__all__
        if not (isinstance(getattr(search, name), type) and issubclass(getattr(search, name), Struct))
    }
    assert functions - plain == driven
