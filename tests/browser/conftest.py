"""A real browser in a real reading room: Chromium, a server on the loopback interface, specimens to read."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
import uvicorn
from playwright.sync_api import Browser, sync_playwright

from reftel import archive, specimen
from reftel.model import Cable, Classification, Paragraph, Repair
from reftel.reading import Reading, readings
from reftel.sources import Document
from reftel.web import create_app, panels
from reftel.web.headers import LOOPBACK_NAMES

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-first-run",
]
SPECIMENS = 90
SEED = 7
PATIENCE = 10.0
"""Seconds within which the server must listen."""


_TEXT = "E.O. 12958: DECL: 03/08/2029\n1. (C) The keeper of Michoac n counted compasses.\n"

DOUBTFUL = Cable(
    id="09MEXICO99001",
    sent=dt.datetime(2009, 8, 3, 12, 30, tzinfo=dt.UTC),
    classification=Classification("SECRET"),
    executive_order="12958",
    declassify_on=dt.date(2029, 8, 3),
    paragraphs=(
        Paragraph(
            "The keeper of Michoac n counted compasses.",
            1,
            "S//REL BOLIVIA, COLOMBIA, ECUADOR, KYRGYZSTAN, TURKMENISTAN, UZBEKISTAN",
            "SECRET",
        ),
    ),
    text=_TEXT,
    spans={"declassify_on": ((12, 28),), "paragraphs.0": ((29, len(_TEXT)),)},
    repairs=(
        Repair(18, 28, "03/08/2029", "2029-08-03", "day-first-date", False),
        Repair(_TEXT.index("Michoac"), _TEXT.index(" counted"), "Michoac n", "Michoacán", "lost-letter", False),
    ),
)
"""An invented cable with a doubtful date, a doubtful word and a portion mark of many words."""


class Room(NamedTuple):
    """Where the reading room is, and the specimen that shows most of what a cable can hold."""

    address: str
    showpiece: Cable


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """What pages tell is tested, not how busy the machine is; a browser waits 30 seconds for one."""
    panels.patience = 10.0


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        if os.environ.get("CI") == "true":
            pytest.fail("No Chromium was found, and CI=true: apt-get install chromium")
        pytest.skip("No Chromium was found: apt-get install chromium")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    folder = tmp_path_factory.mktemp("room")
    with archive.open(folder / "archive", create=True) as made:
        for number, path in enumerate(specimen.write(folder / "specimens", SPECIMENS, SEED)):
            made.add(readings(path), archive.Source(path.name, f"{number:064d}"))
        showpiece = _most_to_show(made)
        made.add([Reading(Document(_TEXT, "raw", "doubtful.txt"), DOUBTFUL)], archive.Source("doubtful.txt", "f" * 64))
    with served(folder / "archive") as address:
        yield Room(address, showpiece)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The reading room over the archive in ``folder``, at an address of the loopback interface."""
    server = uvicorn.Server(uvicorn.Config(create_app(folder, hosts=LOOPBACK_NAMES), port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + PATIENCE
    while not server.started:
        assert thread.is_alive(), "the reading room did not open"
        assert time.monotonic() < until, "the reading room took too long to open"
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join()


def _most_to_show(made: archive.Archive) -> Cable:
    """Marks of several levels, headings, numbered paragraphs, references that are held, and one that is not."""

    def worth(cable: Cable) -> tuple[int, int, int]:
        targets = [each.target for each in cable.references if each.target and each.paragraph is None]
        held = len(made.held(targets))
        return (
            len({each.mark for each in cable.paragraphs if each.mark})
            + min(held, 1) * 2
            + min(len(targets) - held, 1)
            + min(len([each for each in cable.paragraphs if each.heading]), 3),
            len(cable.addressees),
            len(cable.paragraphs),
        )

    cables = [view.cable for key in made.ids() if (view := made.view(key)) is not None]
    return max((cable for cable in cables if cable.id and len(cable.paragraphs) >= 5), key=worth)
