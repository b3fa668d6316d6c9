"""Written, then read: every layout of a specimen gives its truth back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

import reftel
from reftel import specimen
from reftel.model import Cable

# what the way back does not know: where the parts stand, by which rule, and what was repaired
LEFT_OUT = {"blocks", "spans", "rules", "repairs"}


def told(cable: Cable) -> dict[str, Any]:
    """All fields but those, and the references without the rule that resolved them."""
    fields = {name: getattr(cable, name) for name in Cable.__struct_fields__ if name not in LEFT_OUT}
    return fields | {"references": tuple(msgspec.structs.replace(each, rule=None) for each in cable.references)}


@pytest.mark.parametrize("layout", specimen.LAYOUTS)
@pytest.mark.parametrize("seed", [1, 2])
def test_written_then_read_is_the_same(layout: str, seed: int, tmp_path: Path) -> None:
    wrong: list[str] = []
    count = 0
    for path in specimen.write(tmp_path, 40, seed, [layout]):
        truth = told(msgspec.json.decode(path.with_suffix(".json").read_bytes(), type=Cable))
        (cable,) = reftel.read(path)
        read = told(cable)
        wrong += [
            f"{path.name}: {name}: wanted {truth[name]!r}, read {read[name]!r}"
            for name in truth
            if truth[name] != read[name]
        ]
        count += 1
    assert count == 40
    assert not wrong, f"{len(wrong)} fields differ:\n" + "\n".join(wrong)
