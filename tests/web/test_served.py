"""A real server in a process of its own: below a prefix, behind a proxy, with several workers, and what it logs."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from reftel.errors import ReftelError
from reftel.web.serving import serve

PATIENCE = 30.0


class Served:
    """The server's port and its process."""

    def __init__(self, port: int, process: subprocess.Popen[str]) -> None:
        self.port = port
        self.process = process

    def get(self, path: str, **headers: str) -> tuple[HTTPResponse, str]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer, answer.read().decode()
        finally:
            connection.close()

    def close(self) -> str:
        """What it wrote to standard error until it was closed."""
        self.process.send_signal(signal.SIGINT)
        _, errors = self.process.communicate(timeout=PATIENCE)
        return errors


@contextmanager
def serving(archive_path: Path, *options: str) -> Iterator[Served]:
    command = [sys.executable, "-m", "reftel", "serve", "--archive", str(archive_path), "--port", "0", *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env={**os.environ, "NO_COLOR": "1"}
    )
    try:
        assert process.stdout is not None
        told = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)", told)
        assert found, told + process.stderr.read() if process.stderr else told
        served = Served(int(found[1]), process)
        _until_it_answers(served)
        yield served
    finally:
        if process.poll() is None:
            process.terminate()
            process.wait(PATIENCE)


def _until_it_answers(served: Served) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            answer, _ = served.get("/health")
        except (TimeoutError, ConnectionError):
            time.sleep(0.05)
        else:
            assert answer.status == 200
            return
    raise AssertionError("the server does not answer")


def test_behind_a_proxy(archive_path: Path) -> None:
    options = ("--root-path", "/cables/", "--name", "archive.example", "--workers", "2", "--reader", "UNCLASSIFIED")
    with serving(archive_path, *options) as served:
        answer, body = served.get(
            "/browse", Host="archive.example", X_Forwarded_Proto="https", X_Forwarded_For="9.9.9.9"
        )
        assert answer.status == 200
        assert 'href="/cables/browse/origin"' in body
        answer, body = served.get("/search.atom", Host="archive.example", X_Forwarded_Proto="https")
        assert 'href="https://archive.example/cables/search.atom"' in body
        answer, body = served.get("/browse", Host="evil.example")
        assert answer.status == 421
        answer, body = served.get("/cables/09%20MEXICO%209134")
        assert answer.getheader("Location") == "/cables/cables/09MEXICO9134"
        health = json.loads(served.get("/health")[1])
        assert health["status"] == "ok"
        assert health["change"] > 0
        errors = served.close()
    assert " 9.9.9.9 GET /cables/browse 200 " in errors, "who asked, as the proxy tells it"


@pytest.mark.parametrize(
    ("options", "told", "untold", "remark"),
    [
        ((), "GET /search 200", "lanterns", "paths, but nothing of what was searched for"),
        (("--log", "queries"), "GET /search?q=lanterns%0A 200", "\n\n", "queries where that is asked for, in one line"),
        (("--log", "none"), "", "GET", "nothing"),
    ],
)
def test_the_access_log(archive_path: Path, options: tuple[str, ...], told: str, untold: str, remark: str) -> None:
    with serving(archive_path, *options) as served:
        assert served.get("/search?q=lanterns%0A")[0].status == 200
        errors = served.close()
    assert told in errors, remark
    assert untold not in errors, remark
    assert "Traceback" not in errors


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"workers": 0}, "--workers 2"),
        ({"workers": 1000}, "from 1 to 64"),
        ({"root_path": "cables"}, "--root-path /cables"),
        ({"root_path": "/a b"}, "no prefix of a path"),
        ({"log": "all"}, "none, paths, queries"),
    ],
)
def test_settings_that_cannot_be_meant(archive_path: Path, settings: dict[str, object], words: str) -> None:
    with pytest.raises(ReftelError) as told:
        serve(archive_path, port=0, **settings)  # type: ignore[arg-type]
    assert words in str(told.value)
