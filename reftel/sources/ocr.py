"""Text from the image of a page, by Debian's ``tesseract`` where it is installed.

It is asked for the places of its words, not for its text, which is put together of them (`ocr_words`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache

from reftel.sources import ocr_bands, ocr_words

COMMAND = "sudo apt-get install tesseract-ocr"
"""What puts it on a Debian or Ubuntu machine; on a Mac: ``brew install tesseract``."""
DPI = 300
"""Dots an inch of the pages given to it; what it was trained for."""

_PATIENCE = 300
"""Seconds for one page. A page of a telegram takes 2 to 5."""
_WHOLE, _ONE_BLOCK = "3", "6"
"""How a page is divided: as its columns and pictures tell; not at all, a band of lines."""


class Failed(Exception):
    """A page that could not be recognised; says why."""


@cache
def program() -> str | None:
    """Name and version, ``tesseract 5.3.0``; None where it is not installed."""
    if shutil.which("tesseract") is None:
        return None
    try:
        said = subprocess.run(["tesseract", "--version"], capture_output=True, timeout=30, check=True)  # noqa: S607
    except (OSError, subprocess.SubprocessError):
        return None
    return (said.stdout or said.stderr).decode("utf-8", "replace").partition("\n")[0].strip()


def recognised(image: bytes, dpi: int = DPI) -> ocr_words.Recognised:
    """The text of a page's image (PNM, PNG, TIFF); raises ``Failed``."""
    page = ocr_words.read(_table_of(image, dpi, _WHOLE))
    for band in ocr_bands.passed_over(image, [(box.top, box.top + box.height) for box in page.boxes.values()]):
        page.insert(ocr_words.read(_table_of(band.image, dpi, _ONE_BLOCK), band.top))
    return ocr_words.page(page)


def _table_of(image: bytes, dpi: int, how: str) -> str:
    command = ["tesseract", "-", "-", "-l", "eng", "--psm", how, "--dpi", str(dpi), "tsv"]
    # One thread each: the pages of several files are read side by side.
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    try:
        done = subprocess.run(  # noqa: S603  # no part of the command comes from a file
            command, input=image, capture_output=True, timeout=_PATIENCE, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise Failed(f"it took longer than {_PATIENCE} seconds") from error
    except OSError as error:
        raise Failed(str(error.strerror or error)) from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise Failed(f"tesseract: {said[-1] if said else f'it ended with {done.returncode}'}"[:300])
    return done.stdout.decode("utf-8", "replace")
