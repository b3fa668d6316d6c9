"""What collections call the values of a cable: fields of an object, columns of a table, labels of a page."""

from __future__ import annotations

from functools import cache

from .table import rows


@cache
def field_names(field: str) -> tuple[str, ...]:
    """The names of ``id``, ``sent``, ``body`` …, without blanks and signs, in small letters; the surest first."""
    return tuple(name for name, called in _fields().items() if called == field)


def field_named(name: str) -> str | None:
    """``referencia`` → ``id``; None for a name that is not known. Written as in `field_names`."""
    return _fields().get(name)


@cache
def _fields() -> dict[str, str]:
    return {row["name"]: row["field"] for row in rows("field_names")}
