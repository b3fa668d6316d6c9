"""Written, then read: every layout of a specimen gives its truth back."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reftel import reading, sources, specimen
from reftel.model import Cable

# what the way back does not know: where the parts stand, by which rule, and what was repaired
LEFT_OUT = {"blocks", "spans", "rules", "repairs"}
ON_PAPER = ("nara-pdf", "pdf-text")


def told(cable: Cable) -> dict[str, Any]:
    """All fields but those, and the references without the rule that resolved them."""
    fields = {name: getattr(cable, name) for name in Cable.__struct_fields__ if name not in LEFT_OUT}
    return fields | {"references": tuple(msgspec.structs.replace(each, rule=None) for each in cable.references)}


def differences(each: specimen.Specimen) -> list[str]:
    """Fields that are read otherwise than they were written."""
    name = f"{each.layout} {each.name}"
    documents = sources.documents_in(each.content, f"{each.name}{each.suffix}")
    cables = [reading.parsed(part) for document in documents for part in reading.telegrams(document)]
    if len(cables) != 1:
        return [f"{name}: {len(cables)} cables"]
    truth, read = told(each.cable), told(cables[0])
    if each.printed:  # the layer of a PDF has a blank in every empty line
        truth["text"] = read["text"]
    return [
        f"{name}: {field}: wanted {truth[field]!r}, read {read[field]!r}"
        for field in truth
        if truth[field] != read[field]
    ]


@pytest.mark.parametrize("layout", [*specimen.TEXTS, *ON_PAPER])
@pytest.mark.parametrize("seed", [1, 2])
def test_written_then_read_is_the_same(layout: str, seed: int) -> None:
    wrong = [line for each in specimen.stream(40, seed, layouts=[layout]) for line in differences(each)]
    assert not wrong, f"{len(wrong)} fields differ:\n" + "\n".join(wrong)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    seed=st.integers(0, 1 << 32),
    layout=st.sampled_from(specimen.TEXTS),
    size=st.integers(400, 20_000),
    spread=st.floats(0, 1),
)
def test_written_then_read_is_the_same_all_over_the_world(seed: int, layout: str, size: int, spread: float) -> None:
    wrong = [
        line
        for each in specimen.stream(6, seed, layouts=[layout], size=size, spread=spread)
        for line in differences(each)
    ]
    assert not wrong, f"{len(wrong)} fields differ:\n" + "\n".join(wrong)
