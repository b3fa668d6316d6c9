"""The command reference and the field dictionary: complete, and as fresh as the code."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import msgspec
import pytest

from reftel import model
from reftel.cli.reference import PAGES, Command, Struct, commands, structs, write

DOCS = Path(__file__).parent.parent.parent / "docs"
COMMANDS = list(commands())
STRUCTS = list(structs(inspect.getsource(model)))


@pytest.mark.parametrize("name", PAGES)
def test_pages_are_fresh(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), "stale: run `make docs`"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_commands_are_documented(command: Command) -> None:
    name, usage, text, example, options = command
    assert usage.startswith(f"reftel {name} ")
    assert len(text) > 40, "a docstring that says what it is for"
    assert f"reftel {name}" in example, "an example of itself"
    assert [each.spelling for each in options if not each.meaning] == [], "every option has its help"


def test_examples_use_options_that_exist() -> None:
    known = {command.name: " ".join(option.spelling for option in command.options) for command in COMMANDS}
    for command in COMMANDS:
        for name, rest in re.findall(r"reftel ((?:watch|collection|article) \w+|\w+)([^|>\n]*)", command.example):
            assert all(option in known[name] for option in re.findall(r"--\w+", rest)), f"{command.name}: {rest}"


def test_every_command_is_there() -> None:
    names = (
        "parse ingest search show editions similar suggest find cite explain serve specimen "
        "refs graph missing gaps declass request traffic remove forget reindex "
        "collection.list collection.add collection.show collection.note collection.remove collection.move "
        "collection.share collection.export article.add article.list article.remove "
        "watch.add watch.list watch.remove watch.run"
    )
    assert [command.name for command in COMMANDS] == [name.replace(".", " ") for name in names.split()]


def test_fields_are_those_of_the_structs() -> None:
    listed = {struct.name: [field.name for field in struct.fields] for struct in STRUCTS if struct.fields}
    real = {
        name: [field.name for field in msgspec.structs.fields(each)]
        for name, each in vars(model).items()
        if isinstance(each, type) and issubclass(each, msgspec.Struct) and each is not model.Struct
    }
    assert listed == {name: fields for name, fields in real.items() if fields}


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.name)
def test_fields_are_documented(struct: Struct) -> None:
    name, meaning, fields = struct
    assert meaning, f"{name} needs a docstring"
    assert [field.name for field in fields if not field.meaning] == [], f"fields of {name} without a docstring"


@pytest.mark.parametrize(
    ("source", "expected", "remark"),
    [
        ('class A(Struct):\n    x: int\n    """Ex."""', [("x", "int", "", "Ex.")], "required"),
        ("class A(Struct):\n    x: str | None = None", [("x", "str | None", "None", "")], "no docstring"),
        (
            'class A(Struct):\n    x: int = 0\n    """Two\n    of ``it``."""',
            [("x", "int", "0", "Two of `it`.")],
            "flowed",
        ),
    ],
)
def test_reading_docstrings(source: str, expected: list[tuple[str, ...]], remark: str) -> None:
    assert [tuple(field) for field in next(structs(source)).fields] == expected, remark


def test_write(tmp_path: Path) -> None:
    write(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(PAGES)
