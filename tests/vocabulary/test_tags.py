"""TAGS by code, misspelt, and run together."""

from __future__ import annotations

import pytest

from reftel import vocabulary


@pytest.mark.parametrize(
    ("code", "kind", "meaning", "remark"),
    [
        ("SNAR", "subject", "Social Affairs: Narcotics", "subject"),
        ("snar", "subject", "Social Affairs: Narcotics", "case is folded"),
        ("KCRM", "program", "Criminal Activity", "program"),
        ("MX", "geo", "Mexico", "country"),
        ("BL", "geo", "Bolivia", "the Department's code, not ISO's"),
        ("RS", "geo", "Russia", "the Department's code, not ISO's"),
        ("XL", "geo", "Caribbean", "region"),
        ("UN", "organization", "United Nations", "two letters, no country"),
        ("UNGA", "organization", "UN General Assembly", "organization"),
        ("AER LINGUS", "organization", "Irish airline", "organization of two words"),
        ("ACLM", "subject", "Administration: Claims Against the U.S. Government", "1973-79 only"),
        ("PEPR", "subject", None, "in use, and no table tells the meaning"),
        ("TFUS01", "program", "Task force", "task forces are numbered"),
        ("CLINTON, HILLARY", "person", None, "a name"),
        ("O'NEILL, PAUL H.", "person", None, "a name with an apostrophe"),
        ("SOMETHING", "unknown", None, "always a Tag"),
        ("", "unknown", None, "even of nothing"),
        (", ", "unknown", None, "no name"),
    ],
)
def test_tag(code: str, kind: str, meaning: str | None, remark: str) -> None:
    tag = vocabulary.tag(code)
    assert (tag.kind, tag.meaning) == (kind, meaning), remark
    assert tag.code == " ".join(code.upper().split())


@pytest.mark.parametrize(
    ("alias", "codes"),
    [
        ("MOPPS", ("MOPS",)),
        ("PG0V", ("PGOV",)),
        ("ECNO", None),
        ("COUNTER TERRORISM", ("COUNTERTERRORISM",)),
        ("COUNTRY CLEARANCE", ("COUNTRY CLEARANCE",)),
        ("STEINBERG JAMES", ("STEINBERG, JAMES B.",)),
        ("ZOELLICK ROBERT", ("ZOELLICK, ROBERT",)),
        ("PREL", None),
    ],
)
def test_tag_aliases(alias: str, codes: tuple[str, ...] | None) -> None:
    assert vocabulary.tag_aliases().get(alias) == codes


def test_no_alias_hides_a_tag() -> None:
    known = [alias for alias in vocabulary.tag_aliases() if " " not in alias]
    assert known
    assert [alias for alias in known if vocabulary.tag(alias).kind != "unknown"] == []


def test_slips_mean_known_tags() -> None:
    slips = {alias: codes for alias, codes in vocabulary.tag_aliases().items() if " " not in alias}
    assert [
        alias for alias, codes in slips.items() if any(vocabulary.tag(code).kind == "unknown" for code in codes)
    ] == []


@pytest.mark.parametrize(
    ("word", "parts", "remark"),
    [
        ("PHUMBA", ("PHUM", "BA"), "subject and country"),
        ("VEPREL", ("VE", "PREL"), "country and subject"),
        ("AMEDCASCKFLO", ("AMED", "CASC", "KFLO"), "subjects"),
        (
            "KFRDKIRFCVISCMGTKOCIASECPHUMSMIGEG",
            ("KFRD", "KIRF", "CVIS", "CMGT", "KOCI", "ASEC", "PHUM", "SMIG", "EG"),
            "a whole line that lost its blanks",
        ),
        ("ITNATOPREL", ("IT", "NATO", "PREL"), "an organization in it"),
        ("PHUMIZNL", ("PHUM", "IZ", "NL"), "two countries"),
        ("PREL", (), "a TAG itself"),
        ("UNESCO", (), "an organization itself, not UN ES CO"),
        ("TECHNOLOGY", (), "a word, not TECH NO LO GY"),
        ("SOCIETY", (), "a word"),
        ("MAURITANIA", (), "no subject in it"),
        ("PHUM1", (), "digits"),
        ("", (), "nothing"),
    ],
)
def test_split_tags(word: str, parts: tuple[str, ...], remark: str) -> None:
    assert vocabulary.split_tags(word) == parts, remark


def test_split_tags_of_a_long_word_is_nothing() -> None:
    assert vocabulary.split_tags("PREL" * 100_000) == ()


def test_aliases_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        vocabulary.tag_aliases()["X"] = ("Y",)  # type: ignore[index]


@pytest.mark.parametrize(
    ("word", "meant", "remark"),
    [
        ("PRELX", "PREL", "a letter too many"),
        ("MRAR", "MARR", "two letters swapped"),
        ("MOPD", "MOPS", "the key beside the right one"),
        ("mopd", "MOPS", "in any case"),
        ("PGXV", None, "a letter, and no key beside it"),
        ("PINL", None, "PINR, PINS or PINT"),
        ("KFRX", None, "a program's"),
        ("PREL", None, "a TAG"),
        ("MOPPS", None, "an alias"),
        ("PRE", None, "too short"),
        ("PRÉL", None, "no letter of a TAG"),
    ],
)
def test_slips_of_one_letter(word: str, meant: str | None, remark: str) -> None:
    assert vocabulary.near_tag(word) == meant


def test_slips_of_the_table_are_told_the_same_by_rule() -> None:
    from reftel.vocabulary import tags as own

    slips = {alias: codes for alias, codes in vocabulary.tag_aliases().items() if len(alias) in (4, 5)}
    told = {alias: own._told_by_rule(alias) for alias in slips}
    assert sum(meant is not None for meant in told.values()) > len(slips) / 2
    assert {alias for alias, meant in told.items() if meant and (meant,) != slips[alias]} == set()
