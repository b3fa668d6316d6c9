"""How months and levels are called where people read them; in English whatever the machine's locale is."""

from __future__ import annotations

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def month_name(period: str) -> str:
    """``2009-07`` → ``July 2009``; anything else comes back as it is."""
    year, _, number = period.partition("-")
    known = number.isascii() and number.isdigit() and 1 <= int(number) <= len(MONTHS)
    return f"{MONTHS[int(number) - 1]} {year}" if known else period


NO_LEVEL = "NONE"
"""By which those are asked for that tell no level: ``class:none``."""


def level_name(level: str | None) -> str:
    """``LIMITED OFFICIAL USE`` → ``Limited official use``."""
    return level.capitalize() if level and level != NO_LEVEL else "No level told"
