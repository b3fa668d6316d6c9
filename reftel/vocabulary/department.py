"""How the Department numbered what it sent: for each post apart at first, all together later.

``36DEPTELCAIRO47`` is its telegram 47 to Cairo of 1936; ``74STATE62263`` of 1974 bears a number whoever it went to.
"""

from __future__ import annotations

from functools import cache

from .table import rows

DEPARTMENT = "STATE"
"""Code of the Department itself."""
_APART = "DEPTEL"
"""How the code of a count for one post begins; telegrams call one so: *Deptel 47*."""


def department_count(post: str, year: int) -> str | None:
    """In which count a telegram of the Department to a post is numbered: ``DEPTELCAIRO``, later ``STATE``.

    None of the years for which no table tells it.
    """
    for first, last, count in _counts():
        if first <= year <= last:
            return _APART + post if count == "apart" else DEPARTMENT
    return None


def addressed_post(code: str) -> str | None:
    """The post whose count it is, as letters: ``DEPTELCAIRO`` → ``CAIRO``; None of a post's own numbers."""
    return code.removeprefix(_APART) or None if code.startswith(_APART) else None


@cache
def _counts() -> tuple[tuple[int, int, str], ...]:
    return tuple((int(row["first"] or 0), int(row["last"] or 9999), row["count"]) for row in rows("department_counts"))
