"""Visitors: a test client in a reading room over invented cables."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reftel import archive
from reftel.web import create_app, panels

from .invented import BARE, EARLIER, HARBOUR, NASTY, build, many


@pytest.fixture(scope="session", autouse=True)
def patience() -> None:
    """What a panel tells is tested, not how busy the machine is."""
    panels.patience = 100.0


@pytest.fixture(scope="session")
def archive_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("web") / "archive", [HARBOUR, EARLIER, BARE, NASTY, *many(45)])


@pytest.fixture(scope="session")
def visitor(archive_path: Path) -> TestClient:
    return TestClient(create_app(archive_path), follow_redirects=False)


@pytest.fixture(scope="session")
def outsider(archive_path: Path) -> TestClient:
    """Someone who may see what is unclassified."""
    reader = archive.Reader(level="UNCLASSIFIED", caveats=frozenset())
    return TestClient(create_app(archive_path, reader=reader), follow_redirects=False)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    return TestClient(create_app(build(tmp_path_factory.mktemp("empty") / "archive", [])), follow_redirects=False)
