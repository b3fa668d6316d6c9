"""Opening the room to this machine: the port, the address, and what is said when it cannot be."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from reftel.errors import ArchiveError, ReftelError
from reftel.web import serve
from reftel.web.serving import _listen


def test_a_taken_port_says_which_to_take(archive_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ReftelError, match=rf"port {port} .* is taken .*--port"):
            serve(archive_path, port=port)


@pytest.mark.parametrize(
    ("host", "port", "words", "remark"),
    [
        ("127.0.0.1", 99999, "--port 8000", "no such port"),
        ("203.0.113.7", 0, "not an address of this machine", "somebody else's address"),
        ("no such host", 8000, "--host 127.0.0.1", "no address"),
    ],
)
def test_what_cannot_be_listened_on(host: str, port: int, words: str, remark: str) -> None:
    with pytest.raises(ReftelError) as told:
        _listen(host, port)
    assert words in str(told.value), remark


def test_an_archive_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        serve(tmp_path / "nowhere", port=0)
