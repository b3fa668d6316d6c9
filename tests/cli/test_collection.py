"""``reftel collection`` and ``reftel article``, as people use them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from .conftest import Run


@pytest.fixture
def shelf(archive: Path, tmp_path: Path) -> Path:
    """A copy of the archive, to be changed."""
    return Path(shutil.copytree(archive, tmp_path / "shelf"))


def numbers(run: Run, shelf: Path, name: str = "lamps") -> list[str]:
    data = json.loads(run("collection", "show", name, "--json", "-a", shelf).out)
    return [each["cable"] + (f"#{each['anchor']}" if each.get("anchor") else "") for each in data.get("entries", [])]


def test_collection(run: Run, shelf: Path, tmp_path: Path) -> None:
    assert "no collections" in run("collection", "list", "-a", shelf).out
    made = run("collection", "add", "lamps", "09 lima 417", "09LIMA417#par3", "--note", "on [bold]", "-a", shelf)
    assert made == (0, "lamps holds 2 items now\n", "")
    assert numbers(run, shelf) == ["09LIMA417", "09LIMA417#par3"]
    run("collection", "move", "lamps", "09LIMA417#par3", "1", "-a", shelf)
    run("collection", "note", "lamps", "2", "another", "-a", shelf)
    shown = run("collection", "show", "lamps", "-a", shelf).out.splitlines()
    assert shown[0] == "lamps"
    assert shown[1].startswith("1. 09LIMA417  ¶ 3  INVENTED SPECIMEN")
    assert shown[2] == "    on [bold]"
    assert shown[-1] == "    another"
    assert run("collection", "list", "-a", shelf).out == "lamps  lamps  2 items\n"
    run("collection", "remove", "lamps", "1", "-a", shelf)
    assert numbers(run, shelf) == ["09LIMA417"]
    assert run("collection", "remove", "lamps", "--whole", "-a", shelf).status == 0
    assert "no collections" in run("collection", "list", "-a", shelf).out


def test_all_hits_of_a_search(run: Run, shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    found = run("search", "", "--format", "ids", "-a", shelf).out
    monkeypatch.setattr("sys.stdin", io.StringIO(found))
    assert run("collection", "add", "All of it", "-", "-a", shelf).status == 0
    assert numbers(run, shelf, "all-of-it") == found.split()


def test_share(run: Run, shelf: Path) -> None:
    run("collection", "add", "lamps", "09LIMA417", "-a", shelf)
    said = run("collection", "share", "lamps", "--base-url", "https://cables.example", "-a", shelf).out
    assert said.startswith("https://cables.example/shared/")
    assert run("collection", "share", "lamps", "-a", shelf).out == said.removeprefix("https://cables.example")
    assert "shared" in run("collection", "list", "-a", shelf).out
    run("collection", "share", "lamps", "--stop", "-a", shelf)
    assert "shared" not in run("collection", "list", "-a", shelf).out


def test_export(run: Run, shelf: Path, tmp_path: Path) -> None:
    run("collection", "add", "lamps", "09LIMA417", "09LIMA417#par3", "-a", shelf)
    assert "The keeper, Mr. Quillfeather" in run("collection", "export", "lamps", "-a", shelf).out
    outcome = run("collection", "export", "lamps", "--format", "pdf", "-o", tmp_path / "x.pdf", "-a", shelf)
    assert outcome == (0, "", f"reftel: lamps written to {tmp_path / 'x.pdf'}\n")
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
    items = json.loads(run("collection", "export", "lamps", "--format", "csl-json", "-a", shelf).out)
    assert [each["id"] for each in items] == ["09LIMA417", "09LIMA417-par3"]


def test_collections_are_told_to_whoever_may_see_as_much(run: Run, shelf: Path) -> None:
    run("collection", "add", "mine", "09LIMA417", "--note", "secret thoughts", "-a", shelf)
    run("collection", "add", "open", "09LIMA417#par3", "--reader", "sbu", "-a", shelf)
    listed = run("collection", "list", "--reader", "sbu", "-a", shelf).out
    assert listed.startswith("open")
    assert "mine" not in listed
    outcome = run("collection", "show", "mine", "--reader", "sbu", "-a", shelf)
    assert (outcome.status, outcome.err) == (2, 'reftel: there is no collection "mine" (there are: open).\n')
    outcome = run("collection", "add", "open", "09LIMA417#par2", "--reader", "sbu", "-a", shelf)
    assert "has no paragraph par2 that is open to you" in outcome.err


def test_removed(run: Run, shelf: Path) -> None:
    run("collection", "add", "lamps", "09LIMA417", "--note", "quotes it", "-a", shelf)
    run("remove", "09LIMA417", "--yes", "-a", shelf)
    shown = run("collection", "show", "lamps", "-a", shelf).out
    assert "1. 09LIMA417  removed" in shown
    assert "quotes" not in shown
    assert run("collection", "remove", "lamps", "09LIMA417", "-a", shelf).status == 0
    assert numbers(run, shelf) == []


WRONG = [
    (("add", "x", "09NOWHERE1"), "no cable"),
    (("show", "nowhere"), 'there is no collection "nowhere" (there are: lamps).'),
    (("note", "lamps", "09LIMA1", "x"), '"09LIMA1" is not in lamps'),
    (("remove", "lamps"), "name what to take out"),
    (("add", "lamps", "09LIMA417", "--title", ""), "needs a title"),
    (("export", "lamps", "--format", "xml"), "xml"),
]


@pytest.mark.parametrize(("arguments", "message"), WRONG, ids=[" ".join(each[0]) for each in WRONG])
def test_wrong_use(run: Run, shelf: Path, arguments: tuple[str, ...], message: str) -> None:
    run("collection", "add", "lamps", "09LIMA417", "-a", shelf)
    outcome = run("collection", *arguments, "-a", shelf)
    assert outcome.status == 2
    assert message in outcome.err


def test_article(run: Run, shelf: Path, tmp_path: Path) -> None:
    text = tmp_path / "article.txt"
    text.write_text("As 09LIMA417 and 08STATE77 say.")
    url = "https://press.example/lanterns"
    arguments = ("--title", "On lanterns", "--text", text, "--published", "2010-12-03", "-a", shelf)
    assert run("article", "add", url, *arguments).out == (
        "press.example: On lanterns cites 2 cables, of which 1 held\n"
    )
    assert "press.example  1 article, 2 cables" in run("article", "list", "-a", shelf).out
    (one,) = run("article", "list", "--outlet", "press.example", "--json", "-a", shelf).out.splitlines()
    assert json.loads(one)["cables"] == ["08STATE77", "09LIMA417"]
    assert "09LIMA417" in run("search", "has:articles", "--format", "ids", "-a", shelf).out
    assert run("article", "remove", url, "-a", shelf).status == 0
    assert run("article", "remove", url, "-a", shelf).status == 2
    assert "09LIMA417" not in run("search", "has:articles", "--format", "ids", "-a", shelf).out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("javascript:alert(1)", "--title", "x"), "is no address of the web"),
        (("https://a.example",), "needs a title"),
        (("https://a.example", "nonsense", "--title", "x"), '"nonsense" is no reference number'),
        (("https://a.example", "--title", "x", "--text", "nowhere.txt"), "nowhere.txt: No such file"),
    ],
)
def test_what_is_no_article(run: Run, shelf: Path, arguments: tuple[str, ...], message: str) -> None:
    outcome = run("article", "add", *arguments, "-a", shelf)
    assert (outcome.status, outcome.out) == (2, "")
    assert message in outcome.err
