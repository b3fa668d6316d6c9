"""Scored corpora: floors that hold, and what chance explains when the specimens have become others."""

from __future__ import annotations

import pytest

from bench import score
from bench.score import Score

FLOOR: dict[str, object] = {"digest": "old", "subject": 0.95, "id": 1.0}


@pytest.mark.parametrize(
    ("digest", "right", "own", "fallen", "remark"),
    [
        ("old", {"subject": (114, 120), "id": (120, 120)}, {}, 0, "the same corpus, reached"),
        (
            "old",
            {"subject": (113, 120), "id": (120, 120)},
            {},
            1,
            "the same corpus, one less: nothing is left to chance",
        ),
        ("new", {"subject": (109, 120), "id": (118, 120)}, {}, 0, "another one, within what chance explains"),
        ("new", {"subject": (98, 120), "id": (120, 120)}, {}, 1, "another one, worse than that"),
        ("new", {"subject": (109, 120), "id": (118, 120)}, {"subject": 0.925}, 1, "below what was reached on it"),
        ("new", {"subject": (114, 120)}, {}, 1, "a field that is not measured any more"),
    ],
)
def test_floors(
    digest: str, right: dict[str, tuple[int, int]], own: dict[str, object], fallen: int, remark: str
) -> None:
    assert len(score._compared("corpus", Score(digest, right), FLOOR, own)) == fallen, remark


def test_floors_are_those_of_the_new_corpus_only_when_all_are_reached() -> None:
    assert score._reached(Score("new", {"subject": (114, 120), "id": (5, 5)}), FLOOR)
    assert not score._reached(Score("new", {"subject": (113, 120), "id": (5, 5)}), FLOOR)
    assert not score._reached(Score("new", {"subject": (120, 120)}), FLOOR)


@pytest.mark.parametrize(("share", "total"), [(1.0, 20), (1.0, 120), (0.95, 120), (0.5, 4000)])
def test_chance_grows_less_with_the_number_of_answers(share: float, total: int) -> None:
    assert 0 < score.by_chance(share, total * 10) < score.by_chance(share, total) < 0.35


def test_a_few_specimens_are_read_as_they_were_written() -> None:
    found = score.specimens(count=26)
    assert found.right["all fields"] == (26 * 31, 26 * 31)
    assert found == score.specimens(count=26)
