"""What differs between two editions of a cable."""

from __future__ import annotations

import pytest

from reftel.archive.comparing import compare
from reftel.model import Paragraph

FERRY = "The ferry to the invented harbour runs twice a day, and the mayor takes it when the wind is low."
LAMP = "A lamp in the second lighthouse was out from Monday until the keeper came back from his sister."
TOLL = "Tolls on the lower river will rise by a tenth in the spring, say the pilots, who do not pay them."

PAIRS = [
    (FERRY, FERRY, "same", "letter for letter"),
    (FERRY, FERRY.upper().replace(",", ";"), "same", "case and signs are no difference"),
    (FERRY, FERRY.replace("the mayor", "XXXXXXXXXXXX"), "redacted", "a name gave way to x-runs"),
    (FERRY, FERRY.replace("the mayor takes it", "xxxx xxxxx,"), "redacted", "several"),
    (FERRY, FERRY.replace("the mayor", "[name removed]"), "redacted", "to a note"),
    (FERRY, "XXXXXXXXXXXX", "redacted", "all of it: known by its number"),
    (FERRY.replace("the mayor", "XXXXXXXXXXXX"), FERRY, "restored", "and came back"),
    (FERRY.replace("ferry", "XXXX"), FERRY.replace("mayor", "XXXX"), "redacted", "both ways: what went counts"),
    (FERRY, FERRY.replace("twice", "thrice"), "corrected", "another word"),
    (FERRY.replace("ferry", "fcrry"), FERRY, "corrected", "a misread one"),
    (FERRY, FERRY.replace(", and the mayor takes it", ""), "corrected", "words gone without a trace"),
    (FERRY, FERRY[:40], "partial", "it breaks off"),
    (FERRY[:40], FERRY, "partial", "or did"),
    ("X-ray of the mast.", "The mast was x-rayed.", "corrected", "an x is no x-run"),
]


@pytest.mark.parametrize(("older", "newer", "kind", "remark"), PAIRS, ids=[each[-1] for each in PAIRS])
def test_kinds(older: str, newer: str, kind: str, remark: str) -> None:
    (found,) = compare((Paragraph(older, 2),), (Paragraph(newer, 2),))
    assert (found.kind, found.one, found.other) == (kind, 0, 0)
    for text, parts in ((older, found.one_parts), (newer, found.other_parts)):
        assert " ".join(part for part, _ in parts) == text, "nothing of it is lost"


def test_what_differs_is_told() -> None:
    (found,) = compare((Paragraph(FERRY, 1),), (Paragraph(FERRY.replace("mayor", "XXXXXXXXXXXX"), 1),))
    assert [part for part, differs in found.one_parts if differs] == ["mayor"]
    assert [part for part, differs in found.other_parts if differs] == ["XXXXXXXXXXXX"]


TEXTS = [
    ([FERRY, LAMP, TOLL], [FERRY, TOLL], [(0, 0), (1, None), (2, 1)], "one is missing"),
    ([FERRY, TOLL], [FERRY, LAMP, TOLL], [(0, 0), (None, 1), (1, 2)], "one has come"),
    ([FERRY, LAMP], [FERRY, LAMP.replace("out", "lit")], [(0, 0), (1, 1)], "one has changed"),
    ([FERRY, TOLL], [LAMP, FERRY], [(None, 0), (0, 1), (1, None)], "others before and after"),
    ([], [FERRY], [(None, 0)], "nothing on one side"),
    ([], [], [], "nothing at all"),
]


@pytest.mark.parametrize(("older", "newer", "pairs", "remark"), TEXTS, ids=[each[-1] for each in TEXTS])
def test_pairs(older: list[str], newer: list[str], pairs: list[tuple[int, int]], remark: str) -> None:
    found = compare([Paragraph(text) for text in older], [Paragraph(text) for text in newer])
    assert [(each.one, each.other) for each in found] == pairs
    assert all(each.kind == "partial" for each in found if None in (each.one, each.other))


def test_long_telegrams_are_compared_in_time() -> None:
    older = [Paragraph(f"number {at} " + "x" * 50 + " and so on" * 20, at) for at in range(400)]
    newer = [Paragraph(f"figure {at} " + "y" * 50 + " and so on" * 20, at) for at in range(400)]
    assert len(compare(older, newer)) == 400
