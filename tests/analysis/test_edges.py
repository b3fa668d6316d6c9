"""What refers to what: edges, threads, chains, the graph as a file."""

from __future__ import annotations

import datetime as dt
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from archive.invented import cable, put

from reftel import analysis, archive
from reftel.analysis import graphs
from reftel.archive import Archive, Reader
from reftel.model import Cable, Paragraph, Reference
from reftel.telegram import with_citations
from reftel.telegram.printed_citations import DATED, HEAD

from .invented import listed, net, said, sent, telegram

CONFIDENTIAL = Reader("CONFIDENTIAL", frozenset())


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Archive]:
    citing = (
        telegram(601, listed("74LAPAZ600", "A"), listed("74LAPAZ590", "B"), Reference("A CALL", "telephone", "C")),
        telegram(620, listed("74LAPAZ601"), said("LA PAZ 555", "74LAPAZ555", 1)),
        telegram(640, listed("74LAPAZ620"), listed("74LAPAZ590")),
        telegram(650, said("LA PAZ 620", "74LAPAZ620", 0)),
    )
    with net(tmp_path, *citing) as made:
        yield made


def around(held: Archive, ref: str, reader: Reader = Reader(), depth: int = 1) -> analysis.Net:  # noqa: B008
    found = analysis.around(held, ref, reader, depth=depth, dates=True)
    assert found is not None
    return found


def test_both_ways_with_label_kind_paragraph_and_rule(held: Archive) -> None:
    found = around(held, "74 la paz 601")
    assert [(each.label, each.kind, each.target, each.held) for each in found.out] == [
        ("A", "cable", "74LAPAZ600", True),
        ("B", "cable", "74LAPAZ590", False),
        ("C", "telephone", None, False),
    ]
    assert [(each.source, each.anchor) for each in found.into] == [("74LAPAZ620", None)]
    text = around(held, "74LAPAZ620").into
    assert [(each.source, each.anchor, each.rule) for each in text] == [
        ("74LAPAZ640", None, "year inherited"),
        ("74LAPAZ650", "par1", "cited in the text, year inherited"),
    ]


def test_depth(held: Archive) -> None:
    far = {each.id: each.distance for each in around(held, "74LAPAZ601", depth=3).nodes}
    assert far["74LAPAZ601"] == 0
    assert far["74LAPAZ620"] == far["74LAPAZ590"] == far["74LAPAZ600"] == 1
    assert far["74LAPAZ640"] == far["74LAPAZ650"] == far["74LAPAZ555"] == 2


def test_a_cable_that_is_not_held_has_a_net_too(held: Archive) -> None:
    found = around(held, "74LAPAZ590")
    (centre,) = (each for each in found.nodes if each.id == found.id)
    assert not centre.held
    assert centre.estimate is not None
    alone = analysis.missing_one(held, centre.id)
    assert alone is not None
    assert alone.estimate == centre.estimate, "the same wherever it is shown"
    assert centre.estimate.earliest <= sent(590).date() <= centre.estimate.latest
    assert [each.source for each in found.into] == ["74LAPAZ601", "74LAPAZ640"]
    assert analysis.around(held, "74LAPAZ591") is None


def test_what_arrives_later_is_resolved_then(held: Archive) -> None:
    assert [each.held for each in around(held, "74LAPAZ601").out] == [True, False, False]
    put(held, telegram(591, aliases=("74LAPAZ590",)))
    second = around(held, "74LAPAZ601").out[1]
    assert (second.target, second.held, second.number) == ("74LAPAZ591", True, "74LAPAZ590")
    assert {each.source for each in around(held, "74LAPAZ591").into} == {"74LAPAZ601", "74LAPAZ640"}


def test_a_number_that_had_not_been_given_out_leads_nowhere(held: Archive) -> None:
    put(held, telegram(130, listed("74LAPAZ960"), listed("74LAPAZ1000")))
    one, other = around(held, "74LAPAZ130").out
    assert (one.target, one.held) == (None, False)
    assert "was sent only on 1974-03-22; perhaps 73LAPAZ960" in (one.doubt or "")
    assert "had not reached it" in (other.doubt or "")
    assert around(held, "74LAPAZ960").into == (), "nor does it come in there"


def test_an_edge_in_a_paragraph_that_is_not_open_is_absent(held: Archive) -> None:
    assert "74LAPAZ555" in {each.id for each in around(held, "74LAPAZ620").nodes}
    assert "74LAPAZ555" not in {each.id for each in around(held, "74LAPAZ620", CONFIDENTIAL).nodes}
    assert analysis.around(held, "74LAPAZ555", CONFIDENTIAL) is None
    nobody = Reader("UNCLASSIFIED", frozenset())
    assert {each.subject for each in around(held, "74LAPAZ601", nobody).nodes} == {None}
    written = io.BytesIO()
    graphs.write(graphs.graph(held, reader=CONFIDENTIAL), written, "json")
    assert b"74LAPAZ555" not in written.getvalue()


def test_a_thread_is_a_line_of_time(held: Archive) -> None:
    found = analysis.thread(held, "74LAPAZ601")
    assert found is not None
    assert [(each.id, each.role, each.held) for each in found.turns] == [
        ("74LAPAZ590", "before", False),
        ("74LAPAZ600", "before", True),
        ("74LAPAZ601", "asked", True),
        ("74LAPAZ620", "answer", True),
        ("74LAPAZ640", "answer", True),
    ], "who is named in a text is not answered"
    assert [each.target for each in found.turns[-1].answers] == ["74LAPAZ620", "74LAPAZ590"]
    assert analysis.thread(held, "74LAPAZ111") is None


def test_and_previous(held: Archive) -> None:
    text = "REF: LA PAZ 640 AND PREVIOUS"
    put(held, telegram(660, listed("74LAPAZ640"), text=text, spans={"references.0": ((5, 15),)}))
    view = held.view("74LAPAZ660")
    assert view is not None
    assert set(analysis.chain(held, view)) >= {"74LAPAZ620", "74LAPAZ601", "74LAPAZ590"}
    plain = held.view("74LAPAZ640")
    assert plain is not None
    assert analysis.chain(held, plain) == ()


@pytest.mark.parametrize("format", graphs.FORMATS)
def test_the_graph_as_a_file(held: Archive, format: graphs.Format) -> None:
    put(held, telegram(700, listed("74LAPAZ601"), subject='"<x>" & \x01 SPECIMEN'))
    made = graphs.graph(held)
    written = io.BytesIO()
    graphs.write(made, written, format)
    if format == "json":
        read = json.loads(written.getvalue())
        nodes, edges = [each["id"] for each in read["nodes"]], read["links"]
        assert {"source", "target", "kind", "text", "rule"} <= edges[0].keys()
        assert {each.get("label") for each in edges} == {"A", "B", None}
    else:
        root = ET.fromstring(written.getvalue())  # noqa: S314 (written here)
        nodes = [each.get("id") for each in root.iter() if each.tag.endswith("}node")]
        edges = [each for each in root.iter() if each.tag.endswith("}edge")]
        keys = [each.get("id") for each in root.iter() if each.tag.endswith("}key")]
        assert len(keys) == len(set(keys))
    assert len(nodes) == len(set(nodes)) == made.num_nodes() == 9 + 5 + 2
    assert len(edges) == made.num_edges() == 8


def test_what_has_no_number_is_a_node_of_its_kind_where_asked_for(held: Archive) -> None:
    mail = Reference("QUILL E-MAIL OF 05/04/74", "email", "B", None, "not a telegram")
    pointing = Reference("REF B", "email", "B", None, "the reference so labelled", 0)
    secret = Reference("LA PAZ A-23", "airgram", None, None, "not a telegram", 1)
    document = Reference("Document 79", "document", None, "DAFP5/79", "a document of the volume", 0)
    nothing = Reference("SEPTEL", "cable", None, None, "a separate telegram, not named", 0)
    put(held, telegram(700, listed("74LAPAZ601", "A"), mail, pointing, secret, document, nothing))
    plain = graphs.graph(held)
    assert not [each for each in plain.nodes() if ":" in each["id"] or "/" in each["id"]], "only cables"
    for query in (None, "id:74LAPAZ700"):
        made = graphs.graph(held, query, others=True)
        of_it = [each for each in made.nodes() if each["id"].startswith(("74LAPAZ700:", "DAFP"))]
        told = {each["id"]: (each["kind"], each["held"]) for each in of_it}
        assert told == {
            "74LAPAZ700: QUILL E-MAIL OF 05/04/74": ("email", "false"),
            "74LAPAZ700: LA PAZ A-23": ("airgram", "false"),
            "DAFP5/79": ("document", "false"),
        }
        texts = [each["text"] for _, _, each in made.weighted_edge_list()]
        assert texts.count("QUILL E-MAIL OF 05/04/74") == texts.count("REF B") == 1, "both lead to the item B"
    lesser = graphs.graph(held, others=True, reader=Reader("CONFIDENTIAL", frozenset()))
    assert not [each for each in lesser.nodes() if "A-23" in each["id"]], "of a paragraph that is not open"


def test_the_graph_of_a_search(held: Archive) -> None:
    made = graphs.graph(held, "id:74LAPAZ601")
    assert {each["id"] for each in made.nodes()} == {"74LAPAZ601", "74LAPAZ600", "74LAPAZ590"}


def test_what_a_printed_telegram_opens_with_is_answered(tmp_path: Path) -> None:
    opening = Reference("My 601", target="74LAPAZ601", rule="at the head of the text: year inherited", paragraph=0)
    within = Reference("my 601", target="74LAPAZ601", rule="year inherited", paragraph=0)
    with net(tmp_path, telegram(601), telegram(603, opening), telegram(605, within)) as made:
        found = analysis.thread(made, "74LAPAZ601")
    assert found is not None
    assert [(each.id, each.role) for each in found.turns] == [("74LAPAZ601", "asked"), ("74LAPAZ603", "answer")]
    parsed = with_citations(
        Cable(
            text="9. My 8, May 1.",
            id="74LAPAZ9",
            sent=dt.datetime(1974, 5, 2, tzinfo=dt.UTC),
            paragraphs=(Paragraph("My 8, May 1."),),
            spans={"paragraphs.0": ((0, 15),)},
        ),
        post="LAPAZ",
        from_department=False,
        seats={},
        notes={},
    )
    (rule,) = [each.rule or "" for each in parsed.references]
    assert rule.startswith(HEAD), "as the parser names it"
    assert DATED in rule


def test_what_is_in_doubt_is_no_edge_of_the_graph(held: Archive) -> None:
    put(held, telegram(660, listed("74LAPAZ9000"), listed("74LAPAZ600")))
    (edge,) = (each for each in around(held, "74LAPAZ660").out if each.doubt)
    out = io.BytesIO()
    graphs.write(graphs.graph(held), out, "json")
    told = json.loads(out.getvalue())
    assert [(each["number"], each["target"], each["doubt"]) for each in told["graph"]["in_doubt"]] == [
        ("74LAPAZ9000", None, edge.doubt)
    ]
    nodes = {each["id"]: each["held"] for each in told["nodes"]}
    assert "74LAPAZ9000" not in nodes
    assert (nodes["74LAPAZ600"], nodes["74LAPAZ590"]) == (True, False)


def test_the_departments_telegrams_and_documents_of_a_volume(tmp_path: Path) -> None:
    made = archive.open(tmp_path / "volume", create=True)
    references = (
        Reference("Department’s 47, July 9", target="36DEPTELCAIRO47", rule="cited with its date, year inherited"),
        Reference("Department’s 48, July 9", target="36DEPTELCAIRO48", rule="cited with its date, year inherited"),
        Reference("Document 45", "document", target="FRUS1936V03/D45", rule="a document of the volume"),
        Reference("Document 46", "document", target="FRUS1936V03/D46", rule="a document of the volume"),
    )
    citing = cable(1, "CAIRO", id="36CAIRO50", sent=dt.datetime(1936, 7, 12, tzinfo=dt.UTC), references=references)
    citing = msgspec.structs.replace(citing, attributes={"Volume": "Specimens, 1936", "Document": "9"})
    put(made, citing)
    missing = list(analysis.missing(made))
    assert [each.number for each in missing] == ["36DEPTELCAIRO47", "36DEPTELCAIRO48"], "a document may be a letter"
    assert missing[0].estimate is not None
    assert missing[0].estimate.edtf == "1936-07-09"
    (gap,) = analysis.gaps(made, origin="DEPTELCAIRO")
    assert (gap.name, gap.series, gap.year) == ("Department of State to Cairo", "Deptel", 1936)
    number = analysis.draft(made, ["36DEPTELCAIRO47"], kind="foia", now=dt.datetime(2026, 1, 31, tzinfo=dt.UTC))
    letter = analysis.as_text(number.requests[0])
    assert "Department of State to Cairo, telegram 47 of 1936" in letter
    assert "Deptel 47 to Cairo, 1936" in letter
    flat = " ".join(letter.split())
    assert "request: a telegram, earlier central files on paper that are named below, Record Group 59" in flat
    assert "36CAIRO50 (confidential) of 12 July 1936 (printed in Specimens, 1936, document 9), “" in flat
    assert "Central Decimal File of 1936" in flat
    sent = {"id": "36DEPTELCAIRO47", "sent": dt.datetime(1936, 7, 9, tzinfo=dt.UTC), "aliases": ("FRUS1936V03/D45",)}
    put(made, cable(2, "STATE", **sent))
    found = analysis.around(made, "36CAIRO50")
    assert found is not None
    assert [(each.target, each.held) for each in found.out] == [
        ("36DEPTELCAIRO47", True),
        ("36DEPTELCAIRO48", False),
        ("36DEPTELCAIRO47", True),
        (None, False),
    ]
    assert made.find("frus1936v03/d45") == "36DEPTELCAIRO47"


def test_a_later_year_in_the_list_throws_doubt_on_the_years_taken_from_the_date(tmp_path: Path) -> None:
    later = Reference("79 STATE 9662", "cable", None, "79STATE9662", "year and post")
    before = Reference("74 OSLO 77", "cable", "C", "74OSLO77", "year and post")
    citing = telegram(601, later, listed("74STATE707", "A"), listed("74LAPAZ600", "B"), before)
    whole = telegram(602, listed("74STATE708"), Reference("73 STATE 9", "cable", None, "73STATE9", "year and post"))
    with net(tmp_path, citing, whole) as held:
        doubts = {each.number or each.target: each.doubt for each in around(held, "74LAPAZ601").out}
        assert doubts["79STATE9662"] == "cited before 1979 began"
        assert doubts["74STATE707"] == (
            "74LAPAZ601 is dated 1974-02-20, but cites 79 STATE 9662, of 1979: the year taken from its date is in doubt"
        )
        assert (doubts["74LAPAZ600"], doubts["74OSLO77"]) == (None, None), "it is held from then; it names its year"
        assert {each.doubt for each in around(held, "74LAPAZ602").out} == {None}
        alone = analysis.missing_one(held, "74STATE707")
        assert alone is not None
        assert (alone.doubt, alone.times) == (doubts["74STATE707"], 0)
        for listed_ones in (analysis.missing(held), analysis.counted(held)):
            numbers = {each.number for each in listed_ones}
            assert "74STATE707" not in numbers
            assert {"74OSLO77", "74STATE708"} <= numbers
        with pytest.raises(analysis.Improbable, match=r"may mean another number .*of 1979.* ask for it anyway"):
            analysis.draft(held, ["74STATE707"], now=dt.datetime(2026, 1, 31, tzinfo=dt.UTC))


def test_a_cable_of_the_last_days_of_a_year_may_cite_the_next(tmp_path: Path) -> None:
    later = Reference("75 STATE 2", "cable", None, "75STATE2", "year and post")
    eve = telegram(6010, later, listed("74STATE707"), sent=dt.datetime(1974, 12, 31, 20, tzinfo=dt.UTC))
    with net(tmp_path, eve) as held:
        assert {each.doubt for each in around(held, "74LAPAZ6010").out} == {None}
