"""Which address answers how, and what every answer says about itself."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reftel import archive, web
from reftel.errors import ArchiveError, QueryError
from reftel.web import app, create_app
from reftel.web.headers import LOOPBACK_NAMES, SECURITY

from .reading_html import links, page, said

ADDRESSES = [
    ("/", 200, "home"),
    ("/help", 200, "how to read"),
    ("/search", 200, "everything, without a question"),
    ("/search?q=lanterns", 200, "a word"),
    ("/search?q=lanterns&page=99999999999999999999", 404, "a page far away"),
    ("/search?q=%22unclosed+((+OR+AND+NOT+-+%3A", 200, "hostile syntax"),
    ("/search?q=" + "a" * 5000, 200, "a very long word"),
    ("/search?q=%00%ff%fe", 200, "bytes that are no text"),
    ("/search.atom", 200, "the feed of everything"),
    ("/search.atom?q=%22unclosed+((+OR+%00%ff", 200, "the feed of hostile syntax"),
    ("/search.csv?q=lanterns", 200, "all hits as a table"),
    ("/search.jsonl?q=lanterns", 200, "all hits as JSON lines"),
    ("/search.txt?q=lanterns", 200, "all numbers"),
    ("/search.exe?q=lanterns", 404, "no such format"),
    ("/suggest", 200, "nothing typed"),
    ("/suggest?q=%00%ff(((%22", 200, "nonsense typed"),
    ("/find", 200, "the cable finder"),
    ("/saved", 200, "saved searches"),
    ("/saved?q=%3Cscript%3E", 200, "how to save one"),
    ("/saved/nobody.atom", 404, "no such saved search"),
    ("/similar/09MEXICO9134", 200, "cables like one"),
    ("/similar/09%20MEXICO%209134", 301, "in another spelling"),
    ("/similar/99NOWHERE1", 404, "like none"),
    ("/browse", 200, "the ways"),
    ("/browse/origin", 200, "by post"),
    ("/browse/origin/MEXICO", 200, "a post"),
    ("/browse/origin/BAMAKO", 200, "a post that sent nothing"),
    ("/browse/origin/ZZZ", 404, "no post"),
    ("/browse/origin/zzz", 301, "no post, in small letters"),
    ("/browse/origin/%3Cscript%3Ealert(1)%3C/script%3E", 404, "markup in the place of a post"),
    ("/browse/date", 200, "by date"),
    ("/browse/date/2009", 200, "a year"),
    ("/browse/date/2009-07", 200, "a month"),
    ("/browse/date/2009-13", 404, "no month"),
    ("/browse/date/today", 404, "no date"),
    ("/cables/09MEXICO9134", 200, "a cable"),
    ("/cables/09MEXICO9134.json", 200, "the same as JSON"),
    ("/cables/09MEXICO9134.txt", 200, "the same as text"),
    ("/cables/99NOWHERE1", 404, "no such cable"),
    ("/cables/99NOWHERE1.json", 404, "no such cable, as JSON"),
    ("/cables/99NOWHERE1.txt", 404, "no such cable, as text"),
    ("/cables/../../etc/passwd", 404, "no way out"),
    ("/cables/%3Cscript%3Ealert(1)%3C/script%3E", 404, "markup in the address"),
    ("/nothing", 404, "no such page"),
    ("/static/reading.css", 200, "the style sheet"),
    ("/static/../app.py", 404, "no way out of the static files"),
    ("/static/%2e%2e/app.py", 404, "nor this one"),
]


@pytest.mark.parametrize(("address", "status", "remark"), ADDRESSES, ids=[row[2] for row in ADDRESSES])
def test_answers_with_its_headers(visitor: TestClient, address: str, status: int, remark: str) -> None:
    answer = visitor.get(address)
    assert answer.status_code == status, remark
    for name, value in SECURITY.items():
        assert answer.headers[name] == value
    assert "Cache-Control" in answer.headers
    assert "Traceback" not in answer.text
    assert "<script>alert" not in answer.text


def test_every_module_with_routes_is_gathered() -> None:
    named = (f"reftel.web.{each.name}" for each in pkgutil.iter_modules(web.__path__))
    owning = {name for name in named if hasattr(importlib.import_module(name), "ROUTES")}
    assert owning == {module.__name__ for module in app.PAGES}


def test_the_policy_is_strict() -> None:
    policy = SECURITY["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy


def test_only_reading(visitor: TestClient) -> None:
    answer = visitor.post("/search", data={"q": "x"})
    assert answer.status_code == 405
    assert "for reading only" in answer.text


def test_a_page_that_is_not_there_helps(visitor: TestClient) -> None:
    tree = page(visitor, "/nothing", 404)
    assert said(tree, "h1") == "There is no such page"
    assert tree.css_first("main form[action='/search'] input[name=q]") is not None


def test_a_post_that_is_not_there_helps(visitor: TestClient) -> None:
    tree = page(visitor, "/browse/origin/ZZZ", 404)
    assert said(tree, "h1") == "There is no post ZZZ here"
    assert "MEXICO in 09MEXICO2134" in said(tree, "main")
    assert links(tree, "main p a")[0] == "/browse/origin"


@pytest.mark.parametrize(
    ("problem", "status", "words", "remark"),
    [
        (ArchiveError("the archive is damaged: restore it"), 503, "restore it", "told with its next step"),
        (QueryError("too <b>much"), 503, "Too &lt;b&gt;much.", "escaped, and a sentence"),
        (ZeroDivisionError("secret detail"), 500, "fault of the program", "a fault of ours keeps its details"),
    ],
)
def test_faults_are_told_without_a_traceback(
    archive_path: Path, monkeypatch: pytest.MonkeyPatch, problem: Exception, status: int, words: str, remark: str
) -> None:
    visitor = TestClient(create_app(archive_path), raise_server_exceptions=False)

    def fails(*_: object) -> None:
        raise problem

    monkeypatch.setattr(archive.Archive, "overview", fails)
    answer = visitor.get("/")
    assert answer.status_code == status, remark
    assert words in answer.text
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    assert answer.headers["Content-Security-Policy"] == SECURITY["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("host", "status", "remark"),
    [
        ("127.0.0.1:8000", 200, "as the address bar has it"),
        ("localhost", 200, "by name"),
        ("[::1]:8000", 200, "the other loopback"),
        ("LOCALHOST:1", 200, "case does not matter"),
        ("evil.example", 421, "a strange name that points here"),
        ("evil.example:8000", 421, "with the port"),
        ("127.0.0.1.evil.example", 421, "a name that only begins so"),
        ("", 421, "none"),
    ],
)
def test_a_local_room_answers_only_to_its_own_names(archive_path: Path, host: str, status: int, remark: str) -> None:
    visitor = TestClient(create_app(archive_path, hosts=LOOPBACK_NAMES))
    assert visitor.get("/help", headers={"Host": host}).status_code == status, remark


def test_an_archive_that_is_not_there_is_said_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        create_app(tmp_path / "nowhere")
