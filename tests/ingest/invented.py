"""Stands in for sources and parser: a file of which each line is a cable's number, or a word for what goes wrong."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from archive.invented import cable

from reftel.model import Cable
from reftel.sources import Document, Told, Unreadable


def invented(path: str, ocr: bool = False, passed: list[tuple[str, str]] | None = None) -> Iterator[Document]:
    """In place of work.parts."""
    passed = [] if passed is None else passed
    for line in Path(path).read_text("utf-8").splitlines():
        match line:
            case "foreign":
                raise Unreadable(path, "a page of something else", "Give a telegram")
            case "defect":
                raise RuntimeError("a defect of ours")
            case "interrupt":
                raise KeyboardInterrupt
            case "nothing":
                return
            case "changing":
                with Path(path).open("a") as file:
                    file.write("77\n")
            case "other":
                passed.append((f"{path}#{line}", "a letter, not a telegram"))
            case _:
                yield Document(line, "raw", f"{path}#{line}", Told())


def parsed(document: Document) -> Cable:
    """In place of reading.parsed."""
    if document.text == "unparsable":
        raise RuntimeError("a defect of ours")
    if document.text == "kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if document.text == "slow":
        time.sleep(60)
    return cable(int(document.text))


SCRIPT = """
import signal, sys
from pathlib import Path
sys.path[:0] = {path!r}
from ingest import invented
from reftel import ingest, reading, sources
from reftel.ingest import heap, order, run, work

# in the parent and, as they load this file, in every worker
work.parts, reading.parsed = invented.invented, invented.parsed
sources.is_streamed = lambda path: "shared" in str(path)
order.STRETCH, heap.LONG, heap._TOGETHER, run._FEW, run._TRANSACTION = 4, 100, 2, 0, 1
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background
    def progress(state):
        print(state.what, state.files, state.cables, flush=True)
    report = ingest.ingest([sys.argv[1]], sys.argv[2], workers=2, progress=progress)
    partly = [(path, reason) for path, _, reason in report.partly]
    print(report.read, report.new, report.further, len(report.unrecognised), len(partly), report.passed_over)
    for path, reason in [*report.unrecognised, *partly]:
        print(Path(path).name, reason)
"""


def command(folder: Path) -> list[str]:
    """A program that ingests the folder ``heap`` beside it into the archive ``X``, with two processes."""
    file = folder / "script.py"
    file.write_text(SCRIPT.format(path=[str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]))
    return [sys.executable, str(file), str(folder / "heap"), str(folder / "X")]
