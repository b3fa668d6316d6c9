"""Which of two editions has a word wrong is seen from the other."""

from __future__ import annotations

import time

import pytest

from reftel.archive.misreading import misread
from reftel.model import Paragraph
from tests.archive.invented import cable

GOOD = (
    "The Ministry of Ferries (MOF) was silent. Mayor Mendizabal left early. MOF figures tell why; Mendizabal may not."
)
CASES = [
    (GOOD.replace("(MOF)", "(MQF,"), 1, 0, "the other has it at another place, too"),
    (GOOD.replace("Mayor Mendizabal", "Mayor Mendlzabal"), 1, 0, "a name misread once"),
    (GOOD.replace("silent", "sllent"), 0, 0, "neither a common word nor one that stands twice: nobody knows"),
    (GOOD.replace("Ministry", "Mlnistry"), 1, 0, "a common word misread"),
    (GOOD.replace("Mayor Mendizabal left early", "XXXXXXXXXXXX"), 0, 0, "redacted, not misread"),
    (GOOD.replace("figures", "reports"), 0, 0, "another word, no misreading"),
    (GOOD.replace("Mendizabal may", "Men diz abal may"), 0, 0, "letters spread are no other letters"),
    (GOOD, 0, 0, "the same"),
]


@pytest.mark.parametrize(("text", "mine", "theirs", "remark"), CASES, ids=[case[-1] for case in CASES])
def test_slips(text: str, mine: int, theirs: int, remark: str) -> None:
    bad, good = (cable(paragraphs=(Paragraph(each),)) for each in (text, GOOD))
    assert misread({1: bad, 2: good}) == {1: mine, 2: theirs}
    assert misread({1: good, 2: bad}) == {1: theirs, 2: mine}, "in either order"


def test_long_texts_and_many_editions_are_passed_over_in_time() -> None:
    made = {
        number: cable(paragraphs=(Paragraph(" ".join(f"word{number}{at}" for at in range(30_000))),))
        for number in range(40)
    }
    begun = time.process_time()
    assert misread(made) == dict.fromkeys(made, 0)
    assert time.process_time() - begun < 20
