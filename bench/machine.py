"""On what a measurement ran: the machine, the versions, the revision of this project."""

from __future__ import annotations

import os
import platform
import subprocess
from importlib import metadata
from pathlib import Path

import msgspec

_SHOWN = ("reftel", "msgspec", "pypdf", "pypdfium2", "selectolax", "tantivy", "zstandard")


class Machine(msgspec.Struct, frozen=True):
    """What of a machine decides how fast it is."""

    processor: str
    cores: int
    memory_bytes: int
    system: str


def machine() -> Machine:
    """This machine."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return Machine(_processor(), len(os.sched_getaffinity(0)), memory, f"{platform.system()} {platform.machine()}")


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or platform.machine())


def versions() -> dict[str, str]:
    """Python and the packages that what is measured leans on."""
    known = {"python": platform.python_version()}
    for name in _SHOWN:
        try:
            known[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return known


def revision() -> str:
    """The commit that is checked out, and whether files differ from it; ``unknown`` outside a repository."""
    top = Path(__file__).parents[1]
    try:
        head = _git(top, "rev-parse", "--short=10", "HEAD").strip()
        # What a run of the bench writes itself is no change of what it measures.
        changed = _git(top, "status", "--porcelain", "--untracked-files=no", "--", ".", ":!bench/results", ":!*.md")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return f"{head} with changes" if changed.strip() else head


def _git(top: Path, *arguments: str) -> str:
    return subprocess.run(["git", *arguments], cwd=top, capture_output=True, text=True, check=True).stdout
