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
    count, _ = _of_year(year)
    return {"apart": _APART + post, "together": DEPARTMENT}.get(count)


def unverified_count(code: str, year: int) -> str:
    """What of a number of the Department no document at hand tells; empty where all is sourced, or it is a post's."""
    return _of_year(year)[1] if addressed_post(code) else ""


def addressed_post(code: str) -> str | None:
    """The post whose count it is, as letters: ``DEPTELCAIRO`` → ``CAIRO``; None of a post's own numbers."""
    return code.removeprefix(_APART) or None if code.startswith(_APART) else None


@cache
def _of_year(year: int) -> tuple[str, str]:
    """``apart`` or ``together``, empty where no table tells it; and what of that is not verified."""
    for row in rows("department_counts"):
        if int(row["first"]) <= year <= int(row["last"] or year):
            return row["count"], row["unverified"]
    return "", ""
