"""`kill -9` at random moments, then the same command again: an ingest of 1,500 specimens in many files and one long
one, with two processes, is killed as often as the size says, each time at some moment of the time that a whole run
takes, run again until it ends, and begun anew. What the archives hold is compared with what one run without any kill
made, row by row of every table, and with what the index finds. The figure is the number of cables lost, doubled or
different, plus one; 1 is none.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from bench.measurement import Figure
from bench.picture import Chart
from reftel import archive, search, specimen

TITLE = "Killed"
UNIT = "kills"
SIZES = (50,)
QUICK = None

_FILES, _ROWS = 500, 1_000


def measure(size: int, seed: int) -> Iterator[Figure]:
    chance = random.Random(seed)  # noqa: S311 - moments, no secrets
    with tempfile.TemporaryDirectory() as folder:
        heap, wanted, made = (Path(folder) / name for name in ("heap", "wanted", "made"))
        for _ in specimen.write(heap, _FILES, seed, layouts=["raw", "page-2011"]):
            pass
        with (heap / "dump.csv").open("wb") as dump:
            for each in specimen.stream(_ROWS, seed + 1, layouts=["dump-csv"]):
                dump.write(each.content)
        begun = time.monotonic()
        _run(heap, wanted)
        whole_run = time.monotonic() - begun
        whole = _held(wanted)
        kills = wrong = runs = 0
        while kills < size:
            running = _started(heap, made)
            time.sleep(whole_run * chance.random())
            if running.poll() is None:
                os.killpg(running.pid, signal.SIGKILL)
                kills += 1
            elif running.returncode == 0:
                wrong += _differing(made, whole)
                runs += 1
                shutil.rmtree(made)
            running.wait()
        _run(heap, made)
        wrong += _differing(made, whole)
    yield Figure(
        "lost, doubled or different",
        1.0 + wrong,
        "an ingest that nobody kills",
        limit=1.0,
        shown={"kills": kills, "archives": runs + 1},
    )


def charts(figures: list[Figure]) -> Iterable[Chart]:
    return ()


def _command(heap: Path, made: Path) -> list[str]:
    return [sys.executable, "-m", "reftel", "ingest", str(heap), "--archive", str(made), "--workers", "2"]


def _started(heap: Path, made: Path) -> subprocess.Popen[bytes]:
    quiet = subprocess.DEVNULL
    return subprocess.Popen(_command(heap, made), stdout=quiet, stderr=quiet, start_new_session=True)


def _run(heap: Path, made: Path) -> None:
    subprocess.run(_command(heap, made), check=True, stdout=subprocess.DEVNULL)


def _held(made: Path) -> dict[str, set[tuple[object, ...]]]:
    """Every row of the record but for its name and the hours."""
    with closing(sqlite3.connect(made / "record.sqlite")) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {}
        for name in tables:
            columns = [row[1] for row in db.execute(f'PRAGMA table_info("{name}")') if row[1] != "added"]
            chosen = ", ".join(f'"{column}"' for column in columns)
            rows = db.execute(f'SELECT {chosen} FROM "{name}"').fetchall()  # noqa: S608
            found[name] = {row for row in rows if row[0] != "identity"}
    return found


def _differing(made: Path, whole: dict[str, set[tuple[object, ...]]]) -> int:
    """Rows that are in one of the two only, and cables that the index does not find."""
    held = _held(made)
    rows = sum(len(held[name] ^ whole[name]) for name in whole)
    with archive.open(made) as opened:
        return rows + abs(search.search(opened, "").total - opened.overview().total)
