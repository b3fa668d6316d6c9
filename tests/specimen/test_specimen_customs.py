"""What a reader of real telegrams would miss at once: the customs of relays, registries and archives in their time."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from reftel import specimen
from reftel.specimen.tables import offices


@pytest.fixture(scope="module")
def seventies() -> list[specimen.Specimen]:
    return list(specimen.stream(120, 3, layouts=["raw-1970s", "nara-text"]))


@pytest.fixture(scope="module")
def modern() -> list[specimen.Specimen]:
    return list(specimen.stream(400, 3, layouts=["leading", "raw"], size=1_500))


def test_the_copies_of_the_distribution_are_added_up(seventies: list[specimen.Specimen]) -> None:
    usual = dict(offices())
    distributed = [each for each in seventies if each.fields.distribution]
    assert len(distributed) > len(seventies) / 2
    for each in distributed:
        copies = [office.rpartition("-") for office in each.fields.distribution]
        told = [int(number) for number in re.findall(r"  /(\d{3}) [RW]\n", each.text)]
        assert set(told) == {sum(int(count) for *_, count in copies)}, each.name
        assert each.fields.distribution[1:3] == ("OCT-01", "ISO-00")
        assert all(usual[office] == count for office, _, count in copies[3:]), "each office gets what it always gets"


def test_the_archive_stamps_what_it_releases(seventies: list[specimen.Specimen]) -> None:
    """The telegrams up to 1977 came first; the stamps of the others name who reviewed them."""
    stamps: set[tuple[bool, str]] = set()
    for each in (each for each in seventies if each.layout == "nara-text"):
        assert each.fields.sent
        assert each.fields.released
        stamp = each.text.partition("\n")[0]
        assert stamp.rstrip().upper().endswith(f"{each.fields.released:%d %b %Y}".upper())
        stamps.add((each.fields.sent.year >= 1978, stamp.partition("Declassified")[0].strip()))
    assert stamps == {(False, ""), (True, "Orla Q. Vey")}


def test_posts_are_informed_in_the_order_of_their_names(modern: list[specimen.Specimen]) -> None:
    most = 0
    for each in modern:
        posts = [
            addressee.name.partition(" ")[2]
            for addressee in each.fields.addressees
            if addressee.role == "info" and addressee.name.startswith(("AMEMBASSY", "AMCONSUL"))
        ]
        assert posts == sorted(posts), each.name
        most = max(most, len(posts))
    assert most > 2


def test_sipdis_stands_twice_from_2005_to_2008(modern: list[specimen.Specimen]) -> None:
    twice = Counter(
        each.fields.sent.year
        for each in modern
        if each.fields.sent and re.search(r"^SIPDIS\n\n(?:[A-Z ]+\n)*SIPDIS$", each.text, re.MULTILINE)
    )
    assert set(twice) == {2005, 2006, 2007, 2008}
    assert all(each.fields.captions.count("SIPDIS") <= 1 for each in modern), "it is one caption all the same"


def test_some_end_with_a_notice_of_the_posts_web_site(modern: list[specimen.Specimen]) -> None:
    noticed = [each for each in modern if "'s Classified Web Site:\nhttp://specimen.invalid/p/" in each.text]
    assert len(noticed) > 5
    assert all(each.text.rstrip().endswith(each.fields.signed_by[0]) for each in noticed if each.layout == "leading")
