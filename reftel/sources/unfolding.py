"""The cables inside a value of JSON, however a collection has wrapped them up.

A cable is an object with a field that is called like a text. Around it there may be the envelope of a database
(``{"_source": {…}}``), parts (``{"meta": {…}, "content": {…}}``), a list of them under a name, objects by their
reference number, or columns (``{"id": {"0": …}, "body": {"0": …}}``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from reftel.sources import fielded
from reftel.sources.telegramlike import is_telegram

Fields = dict[str, Any]

_DEEPEST = 6
"""Values in one another that are looked into."""
_SHORTEST = 100
"""Characters of a text that stands alone and may be a telegram."""


def cables(value: object, depth: int = 0) -> list[Fields]:
    """The fields of each cable in the value, in their order; none where it holds none."""
    if depth > _DEEPEST:
        return []
    if isinstance(value, list):
        return [fields for each in value for fields in cables(each, depth + 1)]
    if stands_alone(value):
        return [{"body": value}]
    if not isinstance(value, dict):
        return []
    if _has_body(value):
        return [_with_parts(value, value)]
    if columns := _columns(value):
        return columns
    return _inside(value, depth)


def stands_alone(value: object) -> bool:
    """Whether a value is a telegram, whatever it is called: long enough not to be a line that was taken out of one."""
    return isinstance(value, str) and len(value) > _SHORTEST and is_telegram(value)


def _inside(value: Fields, depth: int) -> list[Fields]:
    found: list[Fields] = []
    for name, each in value.items():
        if isinstance(each, str) and not fielded.is_reference(name):
            continue  # what is called neither a text nor by a number may quote a telegram
        for fields in cables(each, depth + 1):
            found.append({"id": name, **fields} if fielded.is_reference(name) else fields)  # 08MEXICO42: {…}
    if len(found) != 1:
        return found
    (fields,) = found
    own = {name: each for name, each in value.items() if not isinstance(each, dict | list)}
    return [_with_parts({**own, **fields}, value)]


def _has_body(value: Fields) -> bool:
    return any(fielded.field_of(name) == "body" and fielded.text_of(each) is not None for name, each in value.items())


def _with_parts(fields: Fields, value: Mapping[str, Any]) -> Fields:
    """The fields, and what stands in parts beside them, if it is not called like one of them."""
    return {**dict(_leaves(value, 0)), **fields}


def _leaves(value: Mapping[str, Any], depth: int) -> Iterator[tuple[str, Any]]:
    for name, each in value.items():
        if isinstance(each, dict):
            if depth < _DEEPEST:
                yield from _leaves(each, depth + 1)
        elif depth and not name.startswith("$"):
            yield name, each


def _columns(value: Fields) -> list[Fields]:
    """Columns by name, each a list or an object of its values by row: what pandas writes when nothing else is said."""
    body = next((each for name, each in value.items() if fielded.field_of(name) == "body"), None)
    if not isinstance(body, dict) or not all(isinstance(each, str | None) for each in body.values()):
        return []
    columns = {name: each for name, each in value.items() if isinstance(each, dict)}
    if any(each.keys() != body.keys() for each in columns.values()):
        return []
    return [{name: each[row] for name, each in columns.items()} for row in body]
