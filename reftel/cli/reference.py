"""The two references that are made and never written: the commands, and the fields of a cable.

``python -m reftel.cli.reference docs`` writes ``docs/commands.md`` from the commands themselves and
``docs/fields.md`` from the docstrings of ``reftel/model.py``; tests fail when either is stale or something in it is
without a word.
"""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from reftel import model
from reftel.cli import EXIT_STATUSES

NOTE = "<!-- Made by `make docs`; changes made here are lost. -->"


class Option(NamedTuple):
    """An argument or option of a command, as its help tells it."""

    spelling: str
    meaning: str
    default: str


class Command(NamedTuple):
    """A command, as its docstring and its options tell it."""

    name: str
    usage: str
    text: str
    example: str
    options: tuple[Option, ...]


class Field(NamedTuple):
    """A field of a struct of the model."""

    name: str
    type: str
    default: str
    meaning: str


class Struct(NamedTuple):
    """A struct of the model, or (without fields) a named type."""

    name: str
    meaning: str
    fields: tuple[Field, ...]


def commands() -> Iterator[Command]:
    """Every command, in the order of ``reftel --help``."""
    from typer.main import get_command

    from reftel.cli.app import app

    for name, command in _leaves(get_command(app)):
        text, _, example = inspect.cleandoc(command.callback.__doc__ or "").partition("\b\nExample:\n")
        parameters = [each for each in command.params if each.name != "help"]
        arguments = [_spelling(each) for each in parameters if each.param_type_name == "argument"]
        yield Command(
            name=name,
            usage=" ".join(["reftel", name, "[OPTIONS]", *arguments]),
            text=text.strip(),
            example=inspect.cleandoc(example),
            options=tuple(_option(each) for each in parameters),
        )


def _leaves(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Every command with its whole name, also those of a group: ``watch add``."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _leaves(command, f"{before}{name} ")
        else:
            yield before + name, command


def _spelling(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar or parameter.name.upper())
    value = "" if parameter.is_flag else f" {parameter.metavar}"
    return ", ".join(sorted(parameter.opts, key=len, reverse=True)) + value


def _option(parameter: Any) -> Option:
    default = parameter.default
    shown = "" if default is None or default is False or parameter.required else f"`{default}`"
    if parameter.envvar:
        shown = f"`${parameter.envvar}`, else {shown}"
    return Option(_spelling(parameter), str(parameter.help or ""), shown)


def structs(source: str) -> Iterator[Struct]:
    """Every public struct and named type of a module's source, with the docstring below each field."""
    body = ast.parse(source).body
    for position, node in enumerate(body):
        if isinstance(node, ast.ClassDef) and node.name != "Struct":
            yield Struct(node.name, _flowed(ast.get_docstring(node) or ""), tuple(_fields(node)))
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            meaning = _docstring_after(body, position) or ast.unparse(node.value)
            yield Struct(node.targets[0].id, meaning, ())


def _fields(struct: ast.ClassDef) -> Iterator[Field]:
    for position, node in enumerate(struct.body):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            default = ast.unparse(node.value) if node.value else ""
            meaning = _docstring_after(struct.body, position)
            yield Field(node.target.id, ast.unparse(node.annotation), default, meaning)


def _docstring_after(body: list[ast.stmt], position: int) -> str:
    following = body[position + 1] if position + 1 < len(body) else None
    if isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant):
        return _flowed(str(following.value.value))
    return ""


def _flowed(text: str) -> str:
    return " ".join(text.split()).replace("``", "`")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def commands_page() -> str:
    """The text of ``docs/commands.md``."""
    lines = ["# Commands", "", NOTE, ""]
    lines += ["Messages and progress go to stderr, answers to stdout; `--json` writes JSON lines.", ""]
    lines += ["| exit status | meaning |", "| --- | --- |"]
    lines += [f"| {status} | {meaning} |" for status, meaning in EXIT_STATUSES.items()]
    for command in commands():
        lines += ["", f"## reftel {command.name}", "", f"    {command.usage}", "", command.text, ""]
        lines += ["```sh", command.example, "```", ""]
        lines += ["| argument or option | what it is | default |", "| --- | --- | --- |"]
        lines += [
            f"| `{_cell(each.spelling)}` | {_cell(each.meaning)} | {_cell(each.default)} |" for each in command.options
        ]
    return "\n".join(lines) + "\n"


def fields_page() -> str:
    """The text of ``docs/fields.md``."""
    source = inspect.getsource(model)
    conventions = inspect.getdoc(model) or ""
    lines = ["# Fields", "", NOTE, "", conventions.replace("``", "`"), ""]
    lines += ["This is what `reftel.parse`, `reftel.read` and `reftel parse --json` give: a [Cable](#cable)."]
    for struct in sorted(structs(source), key=lambda each: each.name != "Cable"):
        lines += ["", f"## {struct.name}", "", struct.meaning]
        if struct.fields:
            lines += ["", "| field | type | when absent | meaning |", "| --- | --- | --- | --- |"]
            lines += [
                f"| `{each.name}` | `{_cell(each.type)}` | {f'`{each.default}`' if each.default else 'required'} "
                f"| {_cell(each.meaning)} |"
                for each in struct.fields
            ]
    return "\n".join(lines) + "\n"


PAGES = {"commands.md": commands_page, "fields.md": fields_page}


def write(folder: Path) -> None:
    """Write both pages into a folder that exists."""
    for name, page in PAGES.items():
        (folder / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    if len(sys.argv) != 2 or not Path(sys.argv[1]).is_dir():
        sys.exit("Say into which folder: python -m reftel.cli.reference docs")
    write(Path(sys.argv[1]))
