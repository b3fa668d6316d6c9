"""Real documents, whole folders of them; they stand in ``../shared/data``, and where it is absent the tests skip."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

import reftel
from reftel.model import Cable

DATA = Path(__file__).parents[3] / "shared" / "data"
FOLDERS = (
    "cablegate-html-2010-11",
    "cablegate-html-2010-12",
    "cablegate-html-2011",
    "nara-aad",
    "pdf-printouts",
    "seeds",
)
Documents = list[tuple[Path, Cable]]

# a telegram without numbers, an extract, and the like are no exceptions: only numbers that are there are looked at
IN_ORDER = 0.95
# 79LAPAZ10719 begins anew under each of its lettered headings; 08STATE79112 gives 6 and 7 twice
GIVEN_AGAIN = {"79LAPAZ10719", "08STATE79112"}


def name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


@pytest.fixture(scope="module")
def documents() -> Documents:
    if not DATA.is_dir():
        pytest.skip(f"{DATA} is not here; these tests read real documents that are not committed")
    paths = [path for folder in FOLDERS for path in sorted((DATA / folder).iterdir()) if path.suffix != ".md"]
    return [(path, cable) for path in paths for cable in reftel.read(path)]


def with_paragraphs(documents: Documents) -> Iterator[tuple[Path, Cable, list[int]]]:
    for path, cable in documents:
        if numbers := [each.number for each in cable.paragraphs if each.number is not None]:
            yield path, cable, numbers


def test_every_file_holds_one_telegram(documents: Documents) -> None:
    paths = [path for path, _ in documents]
    assert len(paths) > 150
    assert len(paths) == len(set(paths))


def test_blocks_tile_the_text(documents: Documents) -> None:
    for path, cable in documents:
        assert "".join(cable.text[block.start : block.end] for block in cable.blocks) == cable.text, name(path)
        assert all(one.end == two.start for one, two in pairwise(cable.blocks)), name(path)
        for field, places in cable.spans.items():
            assert all(0 <= start <= end <= len(cable.text) for start, end in places), f"{name(path)}: {field}"


def test_nothing_stays_unknown(documents: Documents) -> None:
    assert [name(path) for path, cable in documents if any(block.kind == "unknown" for block in cable.blocks)] == []


def test_number_is_the_one_that_the_file_is_called(documents: Documents) -> None:
    pages = [(path, cable.id) for path, cable in documents if path.suffix == ".html"]
    assert pages
    wrong = [f"{name(path)}: {number}" for path, number in pages if reftel.canonical_id(path.stem) != number]
    assert wrong == []


def test_number_agrees_with_the_archives_own(documents: Documents) -> None:
    told = [(path, cable) for path, cable in documents if "Document Number" in cable.attributes]
    assert len(told) > 80
    for path, cable in told:
        number = cable.attributes["Document Number"]
        assert cable.id, name(path)
        assert cable.id == reftel.canonical_id(number) or number in cable.aliases, name(path)


def test_paragraph_numbers_run_from_one(documents: Documents) -> None:
    numbered = list(with_paragraphs(documents))
    exceptions = [
        f"{name(path)}: {numbers}" for path, _, numbers in numbered if numbers != list(range(1, len(numbers) + 1))
    ]
    assert len(numbered) > 150
    assert len(exceptions) <= (1 - IN_ORDER) * len(numbered), "\n".join(exceptions)


def test_paragraph_numbers_never_go_back(documents: Documents) -> None:
    back = {cable.id for _, cable, numbers in with_paragraphs(documents) if numbers != sorted(numbers)}
    assert back == GIVEN_AGAIN


def test_day_and_level_are_told(documents: Documents) -> None:
    assert [name(path) for path, cable in documents if cable.sent is None] == []
    assert [name(path) for path, cable in documents if cable.classification is None] == []
    assert [name(path) for path, cable in documents if cable.origin is None] == []


def test_whole_telegrams_have_paragraphs(documents: Documents) -> None:
    """All but those of which the collection says that the text is a part, or missing."""
    bare = [name(path) for path, cable in documents if not cable.paragraphs and not cable.partial]
    assert len(bare) <= 0.01 * len(documents), bare
