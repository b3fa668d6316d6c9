"""Memory for an eight-column dump in one file, as it is and packed: the peak for all its rows, of some 6 kB each,
against the peak for the first tenth of them. Documents are found and let go, not parsed. Memory is what the process
holds at its peak, what it held before included; where it is constant, the ratio is 1.
"""

from __future__ import annotations

import gzip
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.clock import peak_memory, processor
from bench.measurement import Figure
from bench.picture import Chart
from reftel import sources

TITLE = "Memory for a dump"
UNIT = "rows"
SIZES = (50_000,)
QUICK = None

_TEXT = "C O N F I D E N T I A L MEXICO {0:06d}\n\nSUBJECT: SPECIMEN\n\n" + "1. (C) An invented fair was held. \n" * 160
_ROW = f'"{{0}}","1/10/2008 12:12","08MEXICO{{0}}","Embassy Mexico","SECRET","","R 101200Z JAN 08","{_TEXT}"\n'


def measure(size: int, seed: int) -> Iterator[Figure]:
    for ending, write in (("csv", _plain), ("csv.gz", _gzipped), ("zip", _zipped)):
        peaks = []
        with tempfile.TemporaryDirectory() as folder:
            for count in (size // 10, size):
                path = Path(folder) / f"cables.{ending}"
                write(path, _rows(count))
                seconds = processor(lambda path=path: sum(1 for _ in sources.documents(path)))  # type: ignore[misc]
                peaks.append(peak_memory())
        shown = {"MB": peaks[1] / 2**20, "a second": size / seconds}
        yield Figure(ending, peaks[1] / peaks[0], "its first tenth", limit=1.15, shown=shown)


def charts(figures: list[Figure]) -> Iterable[Chart]:
    return ()


def _rows(count: int) -> Iterator[bytes]:
    return (_ROW.format(number).encode() for number in range(1, count + 1))


def _plain(path: Path, rows: Iterator[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(rows)


def _gzipped(path: Path, rows: Iterator[bytes]) -> None:
    with gzip.open(path, "wb", compresslevel=1) as file:
        file.writelines(rows)


def _zipped(path: Path, rows: Iterator[bytes]) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open("cables.csv", "w", force_zip64=True) as file,
    ):
        file.writelines(rows)
