"""What stands between two blanks, taken apart once: the same words as the engine makes of the whole text."""

from __future__ import annotations

import random

import pytest

from reftel import specimen
from reftel.index import chunks, fields
from reftel.index.chunks import Chunks

STEMS = fields.analyzer(stemmed=True)
LETTERS = "aZéß½⑴Ⅷ한आ\u0301ﬁ’'-./&(_1 \n\t\u00a0\u2028\x1c\x85,;" + "ing" * 3
TEXTS = [
    *(each.text for each in specimen.stream(3, 5, layouts=["raw"], size=2000)),
    "\tHis cease-fire: U.S./E.U. “talks” (S/CT, 1.4(b), 2.5)\r\n\x00the mayor’s P-reel\u2029",
    "a" * 254 + " " + "a" * 255 + " " + "b" * 256 + " " + "c-" * 200,
    f"before {fields._GAP} behind, be{fields._GAP}tween",
    "",
]


def _hostile(seed: int) -> str:
    chance = random.Random(seed)  # noqa: S311
    return "".join(chance.choice(LETTERS) for _ in range(400))


@pytest.mark.parametrize("text", [*TEXTS, *map(_hostile, range(30))])
def test_the_words_are_those_of_the_engine(text: str) -> None:
    known = Chunks(STEMS.analyze)
    for _ in range(2):  # when they are met first, and when they are known
        stems, joined = known.taken([text])
        wanted = STEMS.analyze(f"{text} {joined}")
        assert [each for each in stems.split(" ") if each] == wanted
        assert fields.taken_apart().analyze(stems) == wanted, "as the engine reads them"


def test_compounds_stand_in_one_word_in_the_order_of_the_text() -> None:
    _, joined = Chunks(STEMS.analyze).taken(["The U.S. cease-fire", "S/CT, U.S and 2.5; the mayor's (1.4(b))"])
    assert joined.split() == ["US", "ceasefire", "SCT", "14b"]


def test_what_is_remembered_stays_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chunks, "_MOST", 10)
    known = Chunks(STEMS.analyze)
    for start in range(0, 100, 5):
        stems, joined = known.taken([" ".join(f"running{at} a-b{at}" for at in range(start, start + 5))])
        assert len(stems.split()) == 20
        assert len(joined.split()) == 5
        assert len(known) <= 10 + 15
    known.taken(["x-" * 5_000])
    assert max(map(len, known)) <= chunks._LONGEST
