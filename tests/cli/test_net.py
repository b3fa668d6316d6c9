"""``refs``, ``graph``, ``missing`` and ``gaps``, as a person and as a program asks them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
import rustworkx
from analysis.invented import listed, net, said, telegram

from reftel.model import Paragraph, Reference

from .conftest import Run


@pytest.fixture
def held(tmp_path: Path) -> Path:
    citing = (
        telegram(601, listed("74LAPAZ500", "A"), said("LA PAZ 500", "74LAPAZ500", 0)),
        telegram(620, listed("74LAPAZ601"), said("LA PAZ 555", "74LAPAZ555", 1)),
        telegram(
            130,
            listed("74LAPAZ960"),
            Reference("QUITO A-12 OF NOVEMBER 9, 1973", "airgram", None, None, "not a telegram"),
        ),
    )
    with net(tmp_path, *citing) as made:
        return made.folder


@pytest.mark.parametrize(
    ("arguments", "within", "without"),
    [
        (("missing",), ["74LAPAZ500", "cited by 74LAPAZ601", "2 cited and not in the archive"], ["74LAPAZ960"]),
        (("missing",), ["73QUITO A-12  1973-11-09  cited by 74LAPAZ130", "1 airgram cited and not"], []),
        (("missing", "--airgrams", "--year", "1974"), ["no airgram is cited"], ["74LAPAZ500"]),
        (("missing", "quito a-12"), ["an airgram, not in this archive", "Embassy Quito; of 1973-11-09"], []),
        (("missing", "--limit", "1"), ["74LAPAZ500", "--limit 0 shows all"], ["74LAPAZ555"]),
        (("missing", "--reader", "c"), ["1 cited and not"], ["74LAPAZ555"]),
        (("missing", "74 la paz 500"), ["not in this archive", "As LA PAZ 500 said, the lamp was lit."], []),
        (("missing", "--origin", "LIMA"), ["0 cited"], ["LAPAZ"]),
        (("gaps",), ["LAPAZ", "1974", "telegrams"], []),
        (("gaps", "--origin", "la paz", "--year", "1974"), ["1–119", "cited: 500", "about 4,3"], []),
        (
            ("refs", "74LAPAZ620"),
            ["refers to 2 cables (2 references)", "74LAPAZ601", "SPECIMEN 601", "74LAPAZ555", "by nothing"],
            [],
        ),
        (("refs", "74LAPAZ620", "--reader", "c"), ["refers to 1 cable (1 reference)"], ["74LAPAZ555"]),
        (("refs", "74LAPAZ620", "--depth", "2"), ["2 steps away", "74LAPAZ500"], []),
        (
            ("show", "74LAPAZ130"),
            ["74LAPAZ960  in doubt: 74LAPAZ960 was sent only on 1974-03-22; perhaps"],
            ["→ 74LAPAZ960"],
        ),
        (("show", "74LAPAZ601"), ["A. 74LAPAZ500  → 74LAPAZ500  not in this archive", "LA PAZ 500  → 74LAPAZ500"], []),
        (("show", "74LAPAZ620"), ["references  74LAPAZ601  → 74LAPAZ601", "LA PAZ 555  → 74LAPAZ555"], ["doubt"]),
        (("show", "74LAPAZ620", "--reader", "c"), ["references  74LAPAZ601  → 74LAPAZ601"], ["74LAPAZ555"]),
        (("refs", "74LAPAZ130"), ["was sent only on 1974-03-22; perhaps 73LAPAZ960"], []),
        (("refs", "74LAPAZ500", "--thread"), [" > 74LAPAZ500  not in this archive", "74LAPAZ620"], ["130"]),
        (("graph", "--format", "gexf"), ["<gexf", "74LAPAZ555"], []),
        (("graph", "id:74LAPAZ601", "--json"), ["74LAPAZ500"], ["74LAPAZ620"]),
    ],
)
def test_for_people(held: Path, run: Run, arguments: tuple[str, ...], within: list[str], without: list[str]) -> None:
    outcome = run(*arguments, "--archive", held)
    assert outcome.status == 0, outcome.err
    assert [each for each in within if each not in outcome.out] == []
    assert [each for each in without if each in outcome.out] == []


def test_for_programs(held: Path, run: Run) -> None:
    lines = [json.loads(line) for line in run("missing", "--json", "--archive", held).out.splitlines()]
    assert [each["number"] for each in lines] == ["74LAPAZ500", "74LAPAZ555"]
    (airgram,) = [
        json.loads(line) for line in run("missing", "--airgrams", "--json", "--archive", held).out.splitlines()
    ]
    assert (airgram["number"], airgram["date"], airgram["citing"][0]["id"]) == (
        "73QUITO A-12",
        "1973-11-09",
        "74LAPAZ130",
    )
    assert run("missing", "A-12", "--csv", "--archive", held).out.splitlines()[1].startswith("73QUITO A-12,A-12,QUITO,")
    assert lines[0]["citing"][0]["places"][1]["sentence"] == "As LA PAZ 500 said, the lamp was lit."
    assert lines[0]["estimate"]["earliest"] <= "1974-02-11" <= lines[0]["estimate"]["latest"]
    rows = list(csv.DictReader(io.StringIO(run("missing", "--csv", "--archive", held).out)))
    assert [(each["number"], each["cables"], each["times"]) for each in rows] == [
        ("74LAPAZ500", "1", "2"),
        ("74LAPAZ555", "1", "1"),
    ]
    assert rows[0]["date"] == lines[0]["estimate"]["edtf"]
    (gap,) = list(csv.DictReader(io.StringIO(run("gaps", "--csv", "--archive", held).out)))
    assert (gap["origin"], gap["held"], gap["highest"]) == ("LAPAZ", "12", "1080")
    found = json.loads(run("refs", "74LAPAZ620", "--json", "--archive", held).out)
    assert (found["previous"], found["series"]) == ([], None)
    assert {each["id"] for each in found["nodes"]} == {"74LAPAZ620", "74LAPAZ601", "74LAPAZ555"}
    detail = json.loads(run("gaps", "--origin", "LAPAZ", "--year", "1974", "--json", "--archive", held).out)
    assert sum(each["held"] for each in detail["strip"]) == detail["gap"]["held"] == 12


def test_a_series_is_told_with_the_references_and_with_the_thread(run: Run, tmp_path: Path) -> None:
    name = "SPECIMEN: HARBOURS OF THE LAKE"
    first = telegram(601, subject=f"{name}: LAMPS", paragraphs=(Paragraph("The first in a series of four cables.", 1),))
    second = telegram(603, subject=f"{name}: KEEPERS", paragraphs=(Paragraph("The second of four cables.", 1),))
    with net(tmp_path / "series", first, second) as made:
        folder = made.folder
    for options in ((), ("--thread",)):
        told = " ".join(run("refs", "74LAPAZ601", *options, "--archive", folder).out.split())
        assert "it says it is “first in a series of four cables” part 2 74LAPAZ603 1974-02-20 SPECIMEN" in told
        assert "2 of them not found in this archive; looked for among what LAPAZ sent from 197" in told
    found = json.loads(run("refs", "74LAPAZ601", "--json", "--archive", folder).out)["series"]
    assert (found["post"], found["lacking"], [each["id"] for each in found["parts"]]) == ("LAPAZ", 2, ["74LAPAZ603"])


def test_the_graph_into_a_file(held: Path, run: Run, tmp_path: Path) -> None:
    outcome = run("graph", "--output", tmp_path / "net.graphml", "--archive", held)
    assert outcome.status == 0
    assert "12 cables held, 2 only cited, and 4 references written" in outcome.err
    assert (tmp_path / "net.graphml").read_text("utf-8").startswith("<?xml")
    assert list(tmp_path.glob("*.part")) == []


@pytest.mark.parametrize("format", ["graphml", "gexf", "json"])
def test_held_is_a_boolean_in_every_format(held: Path, run: Run, tmp_path: Path, format: str) -> None:
    file = tmp_path / f"net.{format}"
    run("graph", "--format", format, "--output", file, "--archive", held)
    if format == "json":
        assert {each["id"]: each["held"] for each in json.loads(file.read_text())["nodes"]}["74LAPAZ500"] is False
        return
    if format == "graphml":
        (read,) = rustworkx.read_graphml(str(file))
        assert [each["held"] for each in read.nodes()].count(False) == 2
        assert {type(each["held"]) for each in read.nodes()} == {bool}
        return
    (declared,) = [line for line in file.read_text().splitlines() if 'title="held"' in line]
    assert declared.endswith('type="boolean"/>')


def test_every_attribute_of_the_graph_is_described() -> None:
    from reftel.analysis import graphs

    described = (
        (Path(__file__).parents[2] / "docs/exports.md").read_text("utf-8").partition("## Attributes of the graph")[2]
    )
    names = {*graphs._NODE, *graphs._EDGE}
    assert {name for name in names if f"`{name}`" not in described} == set()


@pytest.mark.parametrize(
    ("arguments", "said", "remark"),
    [
        (("refs", "74LAPAZ599"), "no cable 74LAPAZ599 in this archive", "neither held nor cited"),
        (("refs", "lamps"), "no reference number", "words"),
        (("missing", "74LAPAZ601"), "is in the archive; to read it: reftel show 74LAPAZ601", "held"),
        (("missing", "NOSUCH"), '"NOSUCH" is no reference number: write year, post and serial', "no number"),
        (("missing", "--post", "LIMMA"), '"LIMMA" is no post: the tables do not know it', "a slip"),
        (("missing", "--post", "LIMMA"), "Did you mean LIMA", "what may be meant"),
        (("gaps", "--post", "qqqq"), "no cable comes from it. What there is: reftel gaps", "no post"),
        (("gaps", "--year", "abc"), '"abc" is no year of a cable: write its four digits', "no year"),
        (("missing", "--year", "74"), '"74" is no year of a cable', "two digits"),
        (("traffic", "--post", "LIMMA"), "Did you mean LIMA", "a slip"),
        (("declass", "--year", "abc"), '"abc" is no year of a cable: write its four digits', "no year"),
        (("declass", "zzzq"), "the search finds no cable: zzzq. To try it: reftel search", "nothing found"),
        (("missing", "LIMA A-1"), "no cable of the archive cites an airgram LIMA A-1", "no such airgram"),
        (("missing", "74LAPAZ599"), "no cable of the archive cites 74LAPAZ599", "not cited"),
        (("missing", "--json", "--csv"), "two different things", "two forms"),
        (("gaps", "--origin", "QUITO"), "no number of QUITO is held or cited", "no such post"),
        (("graph", "--output", "nowhere/at/all.gexf"), "nowhere", "no such folder"),
    ],
)
def test_what_cannot_be_answered_says_what_to_do(
    held: Path, run: Run, arguments: tuple[str, ...], said: str, remark: str
) -> None:
    outcome = run(*arguments, "--archive", held)
    assert outcome.status == 2, remark
    assert said in outcome.err, remark
    assert "Traceback" not in outcome.err
