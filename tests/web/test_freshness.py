"""Validators: what a browser holds is not made anew, and what has changed is."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reftel import archive, search
from reftel.reading import Reading
from reftel.sources import Document
from reftel.web import create_app

from .invented import BARE, EARLIER, HARBOUR, build

PAGES = ["/", "/search?q=lanterns", "/cables/09MEXICO9134", "/cables/09MEXICO9134.json", "/browse/date", "/help"]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return build(tmp_path / "archive", [HARBOUR, EARLIER])


def visitor_of(path: Path, reader: archive.Reader = archive.EVERYTHING) -> TestClient:
    return TestClient(create_app(path, reader=reader), follow_redirects=False)


def tag_of(visitor: TestClient, address: str, **headers: str) -> str:
    answer = visitor.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()})
    assert answer.status_code == 200
    tag = answer.headers["ETag"]
    assert tag.startswith('"'), "a strong one"
    return tag


@pytest.mark.parametrize("address", PAGES)
def test_what_is_held_is_not_sent_again(visitor: TestClient, address: str) -> None:
    visitor.get("/search")  # the index has followed the record
    tag = tag_of(visitor, address)
    for held in (tag, f'"another", W/{tag}'):
        again = visitor.get(address, headers={"If-None-Match": held})
        assert again.status_code == 304
        assert again.content == b""
        assert again.headers["ETag"] == tag
        assert "Content-Security-Policy" in again.headers
    assert visitor.get(address, headers={"If-None-Match": '"another"'}).status_code == 200


def test_whatever_changes_a_page_changes_its_validator(small: Path) -> None:
    visitor = visitor_of(small)
    address = "/cables/09MEXICO9134"
    tags = [
        tag_of(visitor, address),
        tag_of(visitor, address + "?q=lanterns"),
        tag_of(visitor, address, Accept_Language="es"),
        tag_of(visitor, address, Accept_Encoding="identity"),
        tag_of(visitor, address, Host="archive.example"),
        tag_of(visitor_of(small, archive.Reader("CONFIDENTIAL")), address),
        tag_of(visitor_of(small, archive.Reader("CONFIDENTIAL", frozenset())), address),
    ]
    with archive.open(small) as record:
        search.save(record, "lanterns", "lanterns", reader=archive.EVERYTHING)
    tags.append(tag_of(visitor, address))
    with archive.open(small) as record:
        record.add([Reading(Document(BARE.text, "raw", "more.txt"), BARE)], archive.Source("more.txt", "1" * 64))
    tags.append(tag_of(visitor, address))
    assert len(set(tags)) == len(tags), "what is made of an archive, and what is put into it, too"
    assert tag_of(visitor, address) == tags[-1]


def test_no_validator_where_it_would_lie(archive_path: Path) -> None:
    visitor = visitor_of(archive_path)
    assert "ETag" not in visitor.get("/find?lang=en").headers, "a choice is being kept"
    assert "ETag" not in visitor.get("/nothing").headers
    assert "ETag" not in visitor.post("/find", data={"text": "x"}).headers
    assert visitor.get("/health", headers={"If-None-Match": "*"}).status_code == 200


def test_pages_are_compressed(visitor: TestClient) -> None:
    answer = visitor.get("/cables/09MEXICO9134", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert int(answer.headers["Content-Length"]) < len(answer.content) / 2
    assert "Accept-Encoding" in answer.headers["Vary"]
    plain = visitor.get("/cables/09MEXICO9134", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
