"""Posts by code, by name, and by what people wrote for them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from reftel import vocabulary
from reftel.vocabulary import spelling

SPELLINGS = [
    ("MEXICO", "MEXICO", "the code itself"),
    ("mexico", "MEXICO", "case is folded"),
    ("Mexico City", "MEXICO", "the town's full name"),
    ("RIO", "RIODEJANEIRO", "abbreviation"),
    ("RIO DE JAN", "RIODEJANEIRO", "cut by the relay at ten characters"),
    ("RIODEJANERIO", "RIODEJANEIRO", "misspelt"),
    ("SECSTATE", "STATE", "the addressee's name for the Department"),
    ("SECTATE", "STATE", "and misspelt"),
    ("SECSTATE WASHDC", "STATE", "with its town"),
    ("PAP", "PORTAUPRINCE", "abbreviation"),
    ("PORT AU PR", "PORTAUPRINCE", "cut by the relay"),
    ("USUN", "USUNNEWYORK", "abbreviation"),
    ("USUN NE YORK", "USUNNEWYORK", "a letter missing"),
    ("HAGUE", "THEHAGUE", "without its article"),
    ("BRASILA", "BRASILIA", "a letter missing"),
    ("WELLLINGTON", "WELLINGTON", "a letter too many"),
    ("MONTEVIDIO", "MONTEVIDEO", "in no table: another letter"),
    ("ISLAMABDA", "ISLAMABAD", "in no table: two letters swapped"),
    ("SANTIAG0", "SANTIAGO", "a digit for a letter"),
    ("N'Djamena", "NDJAMENA", "apostrophe"),
    ("São Paulo", "SAOPAULO", "accents"),
    ("PHNOM PEN", "PHNOMPENH", "a letter missing at the end"),
    ("BA", "BUENOSAIRES", "two-letter abbreviation"),
    ("HK", "HONGKONG", "two-letter abbreviation"),
    ("VAT", "VATICAN", "abbreviation"),
    ("USUNESCO PARIS FR", "UNESCOPARISFR", "mission"),
    ("US MISSION EC BRUSSELS", "ECBRUSSELS", "mission of the 1970s"),
    ("AMEMBASSY LA PAZ", "LAPAZ", "as addressed"),
    ("USDA FAS", "USDAFAS", "another department that numbers its telegrams"),
    ("NEWDE", "NEWDELHI", "the National Archives' six characters, one a blank"),
    ("THEHA", "THEHAGUE", "the National Archives' cut"),
    ("BUENOS", "BUENOSAIRES", "the National Archives' cut"),
    ("PORTM", "PORTMORESBY", "the National Archives' cut"),
    ("KAMPAL", "KAMPALA", "the National Archives' cut"),
    ("USUNN", "USUNNEWYORK", "the National Archives' cut"),
    ("DARES", "DARESSALAAM", "the National Archives' cut"),
    ("PORTO", None, "PORT OF SPAIN and PORTO ALEGRE are both cut so"),
    ("MONTE", None, "Montevideo or Monterrey"),
    ("PLAGUE", None, "a word one letter from PRAGUE"),
    ("GENERAL", None, "a word"),
    ("FRANK", None, "a name that begins Frankfurt"),
    ("WHITE", None, "departments are not guessed"),
    ("E-MAIL", None, "no post"),
    ("TELCON", None, "no post"),
    ("NOTAL", None, "no post"),
    ("PREVIOUS", None, "no post"),
    ("A-236", None, "an airgram's number"),
    ("2345", None, "a number"),
    ("", None, "nothing"),
    ("MEXICO " * 20, None, "too long to be a name"),
]


@pytest.mark.parametrize(("text", "expected", "remark"), SPELLINGS)
def test_canonical_post(text: str, expected: str | None, remark: str) -> None:
    assert vocabulary.canonical_post(text) == expected, remark


@pytest.mark.parametrize(
    ("text", "year", "expected", "remark"),
    [
        ("TAIPEI", 2002, "AITTAIPEI", "the institute"),
        ("TAIPEI", 1974, "TAIPEI", "the embassy, until 1978"),
        ("TAIPEI", None, "AITTAIPEI", "no year: the later owner"),
        ("MEXICO", 1974, "MEXICO", "a name that never changed owner"),
    ],
)
def test_canonical_post_of_a_year(text: str, year: int | None, expected: str, remark: str) -> None:
    assert vocabulary.canonical_post(text, year=year) == expected, remark


@pytest.mark.parametrize("code", sorted(vocabulary.post_codes()))
def test_every_code_means_itself(code: str) -> None:
    year = 1975 if code == "TAIPEI" else None
    assert vocabulary.canonical_post(code, year=year) == code
    assert vocabulary.canonical_post(code.lower(), year=year) == code


@pytest.mark.parametrize(
    ("name", "code", "remark"),
    [
        ("AMEMBASSY MEXICO", "MEXICO", "addressee"),
        ("Embassy Mexico", "MEXICO", "catalogue"),
        ("Embassy Port Au Prince", "PORTAUPRINCE", "several words"),
        ("AMCONSUL ST PETERSBURG", "STPETERSBURG", "consulate"),
        ("SECSTATE WASHDC", "STATE", "the Department"),
        ("Secretary of State", "STATE", "the Department in a catalogue"),
        ("Department of State", "STATE", "another name of it"),
        ("Mission USNATO", "USNATO", "mission"),
        ("UNVIE", "UNVIEVIENNA", "mission whose catalogue name is its abbreviation"),
        ("US Interests Section Havana", "HAVANA", "no relations, no embassy"),
        ("American Institute Taiwan, Taipei", "AITTAIPEI", "no relations, no embassy"),
        ("USMISSION USOSCE VIENNA", "USOSCE", "as addressed"),
        ("Embasy Bonn", "BONN", "misspelt in the catalogue"),
        ("LA PAZ OR-M", "LAPAZ", "what the National Archives left behind the name"),
        ("DEPT OF COMMERCE WASHINGTON DC", "USDOC", "a department"),
    ],
)
def test_post_named(name: str, code: str, remark: str) -> None:
    post = vocabulary.post_named(name)
    assert post is not None, remark
    assert post.code == code, remark


def test_post_named_unknown() -> None:
    assert vocabulary.post_named("HOTR WASHINGTON DC") is None
    assert vocabulary.post("NOWHERESVILLE") is None


@pytest.mark.parametrize(
    ("code", "name", "country", "latitude", "longitude"),
    [
        ("MEXICO", "Embassy Mexico", "MX", 19.43, -99.13),
        ("DUBAI", "Consulate Dubai", "AE", 25.1, 55.2),
        ("USUNNEWYORK", "USUN New York", "US", 40.7, -74.0),
        ("SAIGON", "Embassy Saigon", "VN", 10.8, 106.6),
        ("EASTBERLIN", "Embassy East Berlin", "DD", 52.5, 13.4),
        ("SANJOSE", "Embassy San Jose", "CR", 9.93, -84.1),
        ("HAMILTON", "Consulate Hamilton", "BM", 32.3, -64.8),
        ("GEORGETOWN", "Embassy Georgetown", "GY", 6.8, -58.2),
        ("VICTORIA", "Embassy Victoria", "SC", -4.6, 55.5),
        ("MERIDA", "Consulate Merida", "MX", 21.0, -89.6),
        ("VALENCIA", "Consulate Valencia", "ES", 39.5, -0.4),
        ("NAPLES", "Consulate Naples", "IT", 40.9, 14.3),
    ],
)
def test_where_a_post_stands(code: str, name: str, country: str, latitude: float, longitude: float) -> None:
    post = vocabulary.post(code)
    assert post is not None
    assert (post.name, post.country) == (name, country)
    assert post.latitude == pytest.approx(latitude, abs=0.3)
    assert post.longitude == pytest.approx(longitude, abs=0.3)


@pytest.mark.parametrize(
    ("code", "kind"), [("MEXICO", "embassy"), ("RIO", "consulate"), ("USNATO", "mission"), ("STATE", "department")]
)
def test_post_kind(code: str, kind: str) -> None:
    assert vocabulary.post_kind(code) == kind
    assert vocabulary.post_kind("NOWHERESVILLE") is None


@pytest.mark.parametrize(
    ("code", "name", "country"),
    [
        ("DFATLONDON", "Australia, London", "GB"),
        ("dfat the hague", "Australia, The Hague", "NL"),
        ("DFATNEWYORK", "Australia, New York", "US"),
        ("DFATWASHINGTON", "Australia, Washington", "US"),
        ("DFATKUYBYSHEV", "Australia, Kuybyshev", "RU"),
        ("DFATNOWHERE", "Australia, Nowhere", None),
        ("DFATPORTVILA", "Australia, Port Vila", "VU"),
        ("DFAT", "Australia", "AU"),
    ],
)
def test_a_post_of_another_government(code: str, name: str, country: str | None) -> None:
    found = vocabulary.post(code)
    assert found is not None
    assert (found.name, found.country) == (name, country)
    assert vocabulary.post_label(found.code) == name
    assert vocabulary.canonical_post(code) is None  # none of ours, whose numbers it would share


@pytest.mark.parametrize(
    ("name", "sender", "code", "remark"),
    [
        ("Canberra", "DFATJAKARTA", "DFATCANBERRA", "the ministry, no embassy of ours"),
        ("The Hague", "DFATCANBERRA", "DFATTHEHAGUE", "a town"),
        ("New York", "DFATCANBERRA", "DFATNEWYORK", "a town whose post has another name"),
        ("Department of External Affairs", "DFATLONDON", None, "no town"),
        ("SECSTATE WASHDC", "DFATLONDON", None, "what only we call so"),
        ("AMEMBASSY CANBERRA", "WELLINGTON", "CANBERRA", "ours"),
        ("Canberra", None, "CANBERRA", "nobody knows who sent it"),
    ],
)
def test_whom_a_telegram_is_addressed_to(name: str, sender: str | None, code: str | None, remark: str) -> None:
    found = vocabulary.post_addressed(name, sender)
    assert (found.code if found else None) == code, remark


def test_enough_posts() -> None:
    kinds = [vocabulary.post_kind(code) for code in vocabulary.post_codes()]
    assert sum(kind in ("embassy", "consulate", "mission", "office") for kind in kinds) >= 270


@pytest.mark.parametrize(
    ("word", "code", "expected", "remark"),
    [
        ("BRASILA", "BRASILIA", True, "too few"),
        ("BRASILIIA", "BRASILIA", True, "too many"),
        ("BRAZILIA", "BRASILIA", True, "another"),
        ("BRAISLIA", "BRASILIA", True, "swapped"),
        ("BRASILIA", "BRASILIA", False, "no slip at all"),
        ("BRAZILLA", "BRASILIA", False, "two slips"),
        ("", "BRASILIA", False, "nothing"),
    ],
)
def test_one_slip(word: str, code: str, expected: bool, remark: str) -> None:
    assert spelling.one_slip(word, code) is expected, remark


def test_hostile_names_end_quickly_and_mean_nothing() -> None:
    for text in ("A" * 1_000_000, "\x00" * 50, "É" * 59, "ﷺ" * 60, "ß" * 60, "𝔐𝔢𝔵𝔦𝔠𝔬\u202e"):
        assert vocabulary.canonical_post(text) in (None, "MEXICO")


def test_hand_verified_numbers() -> None:
    path = Path(__file__).parents[2] / "../shared/data/peer-cases.json"
    if not path.exists():
        pytest.skip(f"no hand-verified cases at {path}")
    rows = [row for row in json.loads(path.read_text("utf-8")) if row["suite"] == "canonical_id"]
    assert rows
    for row in rows:
        assert vocabulary.canonical_post(row["input"].strip("0123456789")) == row["expected"].strip("0123456789")
