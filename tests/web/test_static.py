"""What is served as files: nothing from elsewhere, what others made unchanged, and kept by browsers."""

from __future__ import annotations

import hashlib
import re

import pytest
from starlette.testclient import TestClient

from reftel.web.pages import STATIC, asset

TEMPLATES = sorted((STATIC.parent / "templates").glob("*.html"))


def test_vendored_files_are_as_noted() -> None:
    noted = dict(re.findall(r"^\| `(\S+)` .*`([0-9a-f]{64})` \|$", (STATIC / "vendor/VENDORED.md").read_text(), re.M))
    held = {path.name for path in (STATIC / "vendor").iterdir() if path.suffix in {".js", ".css", ".json"}}
    assert set(noted) == held
    for name, digest in noted.items():
        assert hashlib.sha256((STATIC / "vendor" / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("path", sorted(path for path in STATIC.iterdir() if path.is_file()), ids=lambda p: p.name)
def test_nothing_from_another_host(path: object) -> None:
    text = (STATIC / str(path)).read_text().replace("http://www.w3.org/2000/svg", "")
    assert not re.search(r"https?://|@import|url\(", text)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda p: p.name)
def test_templates_keep_to_the_policy(path: object) -> None:
    text = (STATIC / str(path)).read_text()
    assert not re.search(r"\sstyle=|\son[a-z]+=|<style|hx-on|\|\s*safe\b|autoescape", text)
    assert not re.search(r"<script(?![^>]*src=)", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", text)


def test_files_asked_for_with_their_digest_are_kept(visitor: TestClient) -> None:
    kept = visitor.get(asset("reading.css"))
    assert kept.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert visitor.get("/static/reading.css").headers["cache-control"] == "no-cache"
    assert "immutable" not in visitor.get("/static/nothing.css?v=1").headers["cache-control"]
