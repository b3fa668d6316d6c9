"""Lists over the whole archive that are still being counted hold no page."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from analysis.invented import listed, net, telegram
from starlette.testclient import TestClient

from reftel import analysis
from reftel.web import counting, create_app, declassifying


@pytest.mark.parametrize(
    ("path", "name"), [("/missing", "counted"), ("/missing/airgrams", "airgrams"), ("/gaps", "gaps")]
)
def test_a_page_says_that_it_is_being_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, name: str
) -> None:
    ready = threading.Event()
    count: Callable[..., object] = getattr(analysis, name)

    def slowly(*asked: object, **more: object) -> object:
        assert ready.wait(30)
        return count(*asked, **more)

    with (
        net(tmp_path / "X", telegram(601, listed("74LAPAZ500", "A"))) as made,
        TestClient(create_app(made.folder)) as room,
    ):
        monkeypatch.setattr(analysis, name, slowly)
        monkeypatch.setattr(counting, "WAITING", 0.01)
        waiting = room.get(path)
        assert waiting.status_code == 503
        assert waiting.headers["Retry-After"] == "5"
        assert "This is being counted" in waiting.text
        assert f'href="{path}"' in waiting.text
        ready.set()
        monkeypatch.setattr(counting, "WAITING", 30)
        assert room.get(path).status_code == 200
        assert room.get(f"{path}.json").status_code == 200


def test_cables_are_judged_beside_the_calendar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ready = threading.Event()
    judge = analysis.follow_declassification

    def slowly(*asked: object, **more: object) -> object:
        assert ready.wait(30)
        return judge(*asked, **more)  # type: ignore[arg-type]

    with (
        net(tmp_path / "X", telegram(601, listed("74LAPAZ500", "A"))) as made,
        TestClient(create_app(made.folder)) as room,
    ):
        monkeypatch.setattr(analysis, "follow_declassification", slowly)
        monkeypatch.setattr(declassifying, "PATIENCE", 0.01)
        for path in ("/declass", "/marks"):
            assert "10 cables have not been looked at yet" in room.get(path).text
        assert room.get("/declass.json").json()["calendar"]["waiting"] == 10
        ready.set()
        monkeypatch.setattr(declassifying, "PATIENCE", 30)
        assert room.get("/declass.json").json()["calendar"].get("waiting", 0) == 0
        assert "not been looked at" not in room.get("/declass").text
