"""Gaps in the numbering of a post."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from archive.invented import put

from reftel import analysis
from reftel.archive import Archive, Reader, net
from reftel.archive import open as open_archive

from .invented import listed, said, telegram
from .invented import net as archive_of


@pytest.fixture
def held(tmp_path: Path) -> Iterator[Archive]:
    with archive_of(tmp_path, telegram(121), telegram(1079, listed("74LAPAZ500"), listed("74LAPAZ1100"))) as made:
        yield made


def one(held: Archive, reader: Reader = Reader(), **narrowed: object) -> analysis.Gap:  # noqa: B008
    (found,) = analysis.gaps(held, reader=reader, **narrowed)  # type: ignore[arg-type]
    return found


def test_held_runs_and_likely_total(held: Archive) -> None:
    found = one(held)
    assert (found.origin, found.year, found.series) == ("LAPAZ", 1974, "telegrams")
    assert (found.held, found.first, found.last) == (11, 120, 1080)
    assert (found.cited, found.highest) == (2, 1100)
    assert found.absent == 1100 - 11
    assert found.likely is not None
    assert abs(found.likely - 12 * 365) < 100, found.rule
    assert "carried on to 31 December" in found.rule
    assert {each.kind for each in found.losses} == {"destroyed by schedule"}


def test_runs_cover_what_is_not_held(held: Archive) -> None:
    found = analysis.detail(held, "la paz", 1974)
    assert found is not None
    assert len(found.runs) == found.gap.runs == 10
    assert sum(each.count for each in found.runs) == found.gap.absent
    assert (found.runs[0].first, found.runs[0].last) == (1, 119), "120 and 121 are held, 1079 and 1080"
    assert [each.cited for each in found.runs if each.cited] == [(500,), (1100,)]
    assert all(each.earliest and each.latest and each.earliest <= each.latest for each in found.runs)
    assert analysis.detail(held, "LAPAZ", 1975) is None


def test_the_strip_counts_every_number_once(held: Archive) -> None:
    found = analysis.detail(held, "LAPAZ", 1974, cells=50)
    assert found is not None
    assert len(found.strip) == 50
    assert sum(each.held for each in found.strip) == 11
    assert sum(each.cited for each in found.strip) == 2
    assert found.strip[0].first == 1
    assert all(a.last + 1 == b.first for a, b in zip(found.strip, found.strip[1:], strict=False))
    assert found.strip[-1].last == found.gap.likely


def test_other_series_are_kept_apart(held: Archive) -> None:
    put(
        held,
        telegram(7, id="74LAPAZ7", kind="airgram"),
        telegram(12, post="SECTO"),
        telegram(13, listed("74STATE7000")),
    )
    found = {(each.origin, each.series): each for each in analysis.gaps(held, year=1974)}
    assert found.keys() == {("LAPAZ", "telegrams"), ("LAPAZ", "airgrams"), ("SECTO", "Secto"), ("STATE", "telegrams")}
    assert found["LAPAZ", "airgrams"].held == 1
    assert found["LAPAZ", "airgrams"].likely is None
    assert found["SECTO", "Secto"].likely is None, "numbered trip by trip"
    assert (found["STATE", "telegrams"].held, found["STATE", "telegrams"].cited) == (0, 1)


def test_one_post_and_year_is_told_without_the_others(held: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    put(held, telegram(7, id="74LAPAZ7", kind="airgram"), telegram(13, listed("74STATE7000"), listed("73LAPAZ50")))
    whole = analysis.gaps(held)
    monkeypatch.setattr(net, "every_number", None)
    assert {each.series for each in analysis.gaps(held, origin="la paz", year=1974)} == {"telegrams", "airgrams"}
    for each in whole:
        of_it = analysis.gaps(held, origin=each.origin, year=each.year)
        assert each in of_it, "the same as in the report of all"
        assert {(one.origin, one.year) for one in of_it} == {(each.origin, each.year)}


def test_narrowed(held: Archive) -> None:
    assert one(held, origin="LA PAZ").origin == "LAPAZ"
    assert analysis.gaps(held, origin="QUITO") == ()
    assert analysis.gaps(held, year=1975) == ()


def test_what_is_cited_where_the_reader_may_not_see_does_not_count(held: Archive) -> None:
    put(held, telegram(1010, said("LA PAZ 1005", "74LAPAZ1005", 1)))
    assert one(held).cited == 3
    assert one(held, Reader("CONFIDENTIAL", frozenset())).cited == 2


def test_a_number_that_cannot_be_is_left_out(held: Archive) -> None:
    put(held, telegram(140, listed("74LAPAZ90000")))
    assert one(held).highest == 1100


def test_numbers_first_cited_are_the_same_however_they_are_asked_for(held: Archive) -> None:
    later = telegram(960, id="74QUITO960", post="QUITO")
    put(held, later, telegram(840, listed("74QUITO960"), listed("74LAPAZ500"), id="74QUITO840", sent=None))
    put(held, telegram(240, listed("74LAPAZ1100"), id="74QUITO240", post="QUITO"))
    found = list(net.first_citations(held))
    assert found == [
        ("74LAPAZ1100", dt.date(1974, 1, 21).toordinal()),
        ("74LAPAZ500", dt.date(1974, 3, 31).toordinal()),
    ]
    assert found == list(net.first_citations(held, beginning="74LAPAZ")), "by post"
    assert found == list(net.first_citations(held, Reader("TOP SECRET", frozenset()))), "as a reader who sees as much"
    assert net.numbers(held) == [*net.numbers(held, "74LAPAZ"), *net.numbers(held, "74QUITO")]


def test_what_editors_chose_is_told(tmp_path: Path) -> None:
    with archive_of(tmp_path) as made:
        assert one(made, year=1974).printed == 0
        put(made, telegram(700), telegram(701), layout="frus-tei")
        put(made, telegram(700), layout="nara-text")
        assert one(made, year=1974).printed == 1, "the other is held from another source too"


def agree(held: Archive, reader: Reader = Reader()) -> dict[tuple[str, int], int]:  # noqa: B008
    """Cited numbers by post and year, which the list of missing cables and the detail must bear out."""
    found = {(each.origin, each.year): each.cited for each in analysis.gaps(held, reader=reader) if each.cited}
    listed_ = Counter((each.origin, each.year) for each in analysis.counted(held, reader))
    assert found == listed_, "each number leads to a list of as many"
    for (origin, year), many in found.items():
        detail = analysis.detail(held, origin, year, reader=reader, series=None)
        assert detail is not None
        assert sum(len(each.cited) for each in detail.runs) == detail.gap.cited == many
    return found


def test_cited_numbers_are_those_that_are_listed_as_missing(held: Archive) -> None:
    assert agree(held) == {("LAPAZ", 1974): 2}
    # cited first on a day on which it can hardly have been given out, and later on one on which it can
    put(held, telegram(130, listed("74LAPAZ1070")))
    assert one(held).cited == 2
    put(held, telegram(1075, listed("74LAPAZ1070")))
    assert agree(held) == {("LAPAZ", 1974): 3}
    # posts that no table knows: one whose own telegrams are held numbers like any other
    put(held, telegram(1070, listed("74NOWHERE5"), post="ELSEWHERE"), telegram(1072, listed("74ELSEWHERE1060")))
    assert agree(held) == {("LAPAZ", 1974): 3, ("ELSEWHERE", 1974): 1}, "74NOWHERE5 is no number"
    put(held, telegram(1010, said("LA PAZ 1005", "74LAPAZ1005", 1)))
    assert agree(held)["LAPAZ", 1974] == 4
    assert agree(held, Reader("CONFIDENTIAL", frozenset()))["LAPAZ", 1974] == 3


def test_a_year_that_was_taken_from_a_doubted_date_does_not_count(held: Archive) -> None:
    early = telegram(1050, listed("81STATE6225", rule="year and post"), listed("74STATE70789"), post="ATHENS")
    put(held, early)
    assert agree(held) == {("LAPAZ", 1974): 2}, "81STATE6225 was not sent by then, 74STATE70789 may be of 1981 too"
    put(held, telegram(1051, listed("74STATE70789")))
    assert agree(held)["STATE", 1974] == 1, "another cable cites it"


def test_numbers_that_began_anew_in_july_tell_no_pace(tmp_path: Path) -> None:
    def sent_in(month: int, day: int) -> dt.datetime:
        return dt.datetime(1964, month, day, 12, tzinfo=dt.UTC)

    late = [telegram(1500 + 10 * day, id=f"64LAPAZ{1500 + 10 * day}", sent=sent_in(3, day)) for day in range(1, 11)]
    early = [telegram(10 * day, id=f"64LAPAZ{10 * day}", sent=sent_in(8, day)) for day in range(1, 6)]
    citing = telegram(7, listed("64LAPAZ1555"), id="64QUITO7", post="QUITO", sent=sent_in(4, 1))
    with open_archive(tmp_path / "archive", create=True) as made:
        put(made, *late, *early, citing)
        found = one(made, origin="LAPAZ")
        assert (found.held, found.cited, found.likely) == (15, 1, None)
        assert "began anew each July" in found.rule
        lacking = analysis.missing_one(made, "64LAPAZ1555")
        assert lacking is not None
        assert lacking.estimate is not None
        assert lacking.estimate.edtf == "1964-01-01/1964-04-01", "of the first half or not: it was cited by then"
        assert "began anew each July" in lacking.estimate.rule
