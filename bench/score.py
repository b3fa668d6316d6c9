"""The scored corpora against their floors: ``python -m bench.score [--raise]``, or ``make score``.

Each corpus is a set of documents whose answers are known from elsewhere. What was reached once is stored in
``bench/floors.toml`` beside the digest of the corpus; a score below its floor fails. ``--raise`` lifts floors to what
was reached, never lowers one. A corpus that is absent (``../shared/data``) is named and skipped.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

import reftel
from reftel import specimen
from reftel.model import Cable, Reference

FLOORS = Path(__file__).with_name("floors.toml")
SHARED = Path(__file__).parents[2] / "shared"

_MADE_BY_READING = ("blocks", "spans", "rules", "repairs")


class Score(NamedTuple):
    """How many answers of each kind were right, and out of how many, on a corpus known by its digest."""

    digest: str
    right: dict[str, tuple[int, int]]


def specimens() -> Score:
    """Specimens of every layout, written and read again; an answer is one field of one cable."""
    right: dict[str, tuple[int, int]] = {}
    digest = hashlib.sha256()
    with tempfile.TemporaryDirectory() as folder:
        for path in specimen.write(Path(folder), 300, seed=2009):
            digest.update(path.read_bytes())
            truth = msgspec.json.decode(path.with_suffix(".json").read_bytes(), type=Cable)
            cables = list(reftel.read(path))
            for name in Cable.__struct_fields__:
                if name in _MADE_BY_READING:
                    continue
                ok = len(cables) == 1 and _bare(getattr(cables[0], name)) == _bare(getattr(truth, name))
                good, total = right.get(name, (0, 0))
                right[name] = (good + ok, total + 1)
    return Score(digest.hexdigest()[:16], right)


def _bare(value: object) -> object:
    """A reference without the rule that resolved it: the rule is the reader's, not the truth's."""
    if isinstance(value, tuple):
        return tuple(msgspec.structs.replace(v, rule=None) if isinstance(v, Reference) else v for v in value)
    return value


def peer_cases() -> Score:
    """Hand-verified fragments (``../shared/data/peer-cases.json``)."""
    return _tool("score_cases.py", [SHARED / "data" / "peer-cases.json"])


def national_archives() -> Score:
    """National Archives telegrams against the archive's own catalogue record of each."""
    return _tool("score_nara.py", sorted((SHARED / "data" / "nara-aad").glob("*.pdf")))


def _tool(name: str, corpus: Iterable[Path]) -> Score:
    digest = hashlib.sha256()
    for path in corpus:
        digest.update(path.read_bytes())
    run = subprocess.run([sys.executable, SHARED / "tools" / name], capture_output=True, text=True, check=True)
    lines = re.findall(r"^(\S.*?) +(\d+)/(\d+)", run.stdout, re.MULTILINE)
    return Score(digest.hexdigest()[:16], {key.strip(): (int(a), int(b)) for key, a, b in lines})


CORPORA: dict[str, Callable[[], Score]] = {
    "specimens": specimens,
    "peer-cases": peer_cases,
    "national-archives": national_archives,
}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make score", description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors to what was reached")
    options = parser.parse_args(arguments)
    floors = tomllib.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    fallen: list[str] = []
    for name, measure in CORPORA.items():
        if name != "specimens" and not (SHARED / "data").exists():
            print(f"{name}: skipped, {SHARED / 'data'} is not here")
            continue
        score = measure()
        fallen += _compared(name, score, floors.get(name, {}))
        if options.lift:
            floors[name] = _lifted(score, floors.get(name, {}))
    if options.lift:
        FLOORS.write_text(_toml(floors), "utf-8")
        print(f"floors written to {FLOORS}")
    for line in fallen:
        print(f"below its floor: {line}", file=sys.stderr)
    return 1 if fallen else 0


def _compared(name: str, score: Score, floor: dict[str, object]) -> list[str]:
    gone = [key for key in floor if key != "digest" and key not in score.right]
    fallen: list[str] = [f"{name} {key}: not measured any more" for key in gone]
    same = floor.get("digest") in (None, score.digest)
    if not same:
        print(f"{name}: the corpus is another one than the floors were measured on; shares are compared")
    for key, (right, total) in score.right.items():
        least = floor.get(key)
        share = right / total if total else 1.0
        shown = f"{name:18} {key:20} {right:6}/{total:<6} {share:7.2%}"
        if isinstance(least, float):
            shown += f"   floor {least:7.2%}"
            # shares are stored to four decimals
            if share < least - 0.00005:
                fallen.append(f"{name} {key}: {share:.2%}, floor {least:.2%}")
        print(shown)
    return fallen


def _lifted(score: Score, floor: dict[str, object]) -> dict[str, object]:
    lifted: dict[str, object] = {"digest": score.digest}
    for key, (right, total) in score.right.items():
        before = floor.get(key)
        reached = int(10_000 * right / total) / 10_000 if total else 1.0
        lifted[key] = max(reached, before) if isinstance(before, float) else reached
    return lifted


def _toml(floors: dict[str, dict[str, object]]) -> str:
    lines = ["# What was reached, as shares of right answers; `make score` fails below, `--raise` lifts.", ""]
    for name, floor in floors.items():
        lines.append(f'["{name}"]')
        lines += [f'"{key}" = {value!r}'.replace("'", '"') for key, value in floor.items()]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
