"""A command as a person runs it, an invented telegram, and an archive of invented ones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from reftel.cli import run as run_command

TELEGRAM = """\
VZCZCXYZ0007
RR RUEHC
DE RUEHPE #0417/01 0761512
ZNY CCCCC ZZH
R 171512Z MAR 09
FM AMEMBASSY LIMA
TO RUEHC/SECSTATE WASHDC 0231
INFO RUEHBO/AMEMBASSY BOGOTA 0118
C O N F I D E N T I A L LIMA 000417

SIPDIS

E.O. 12958: DECL: 03/17/2019
TAGS: ECON EAGR PE
SUBJECT: INVENTED SPECIMEN: THE ANCHOVY LIGHTHOUSE [bold]OPENS[/bold]

REF: A. STATE 4711
     B. 08 LIMA 1999

Classified By: Econ Counselor Ottilie Brambleworth for reasons 1.4 (b) and (d).

1. (U) THIS IS AN INVENTED SPECIMEN; NO SUCH TELEGRAM WAS SENT.

2. (C) SUMMARY: The lighthouse of anchovies opened on time. Officials of the
invented Ministry of Lanterns praised the keeper. END SUMMARY.

3. (SBU) The keeper, Mr. Quillfeather, said that the marmalade was excellent.

4. (C) COMMENT: A lantern is not yet a harbour. END COMMENT.
BRAMBLEWORTH
"""
"""No such post sent it, no such people live."""


class Outcome(NamedTuple):
    """What a command left behind."""

    status: int
    out: str
    err: str


Run = Callable[..., Outcome]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command in an empty folder, through the same door as the installed one."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("REFTEL_ARCHIVE", raising=False)
    monkeypatch.delenv("REFTEL_DEBUG", raising=False)

    def command(*arguments: object) -> Outcome:
        capsys.readouterr()
        status = run_command([str(each) for each in arguments])
        out, err = capsys.readouterr()
        return Outcome(status, out, err)

    return command


@pytest.fixture
def cable(tmp_path: Path) -> Path:
    """A file that holds the invented telegram."""
    path = tmp_path / "lighthouse.txt"
    path.write_text(TELEGRAM, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def heap(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of specimens of all layouts."""
    from reftel import specimen

    folder = tmp_path_factory.mktemp("heap")
    for _ in specimen.write(folder, 24, 8):
        pass
    return folder


@pytest.fixture(scope="session")
def archive(heap: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of the heap and the invented telegram; not to be changed."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "lighthouse.txt").write_text(TELEGRAM, encoding="utf-8")
    assert run_command(["ingest", str(heap), str(folder / "lighthouse.txt"), "--archive", str(folder / "a")]) == 0
    return folder / "a"
