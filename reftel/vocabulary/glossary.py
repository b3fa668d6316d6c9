"""What the words of a cable mean, all together: for those who read and want to look something up."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from .table import rows


class Word(NamedTuple):
    """A word as cables write it, and what it means."""

    kind: str
    """``precedence``, ``caption``, ``mark``, ``reason``, ``acronym``, or of the TAGS ``subject``, ``program``,
    ``geo``, ``organization``."""
    term: str
    meaning: str


@cache
def glossary() -> tuple[Word, ...]:
    """Every word that a table explains, by kind, each kind in the order of its table or, of long ones, the alphabet."""
    reasons = {row["paragraph"]: row["covers"] for row in rows("reasons") if row["order"] == "13526" and row["covers"]}
    lists = {
        "precedence": [(f"{row['prosign']} ({row['name'].upper()})", row["meaning"]) for row in rows("precedences")],
        "caption": [(row["caption"], row["meaning"]) for row in rows("captions")],
        "reason": list(reasons.items()),
        "acronym": sorted((row["acronym"], row["expansion"]) for row in rows("acronyms")),
    }
    for kind in ("subject", "program", "geo", "organization"):
        lists[kind] = sorted((row["code"], row["meaning"]) for row in rows("tags") if row["kind"] == kind)
    return tuple(Word(kind, term, meaning) for kind, found in lists.items() for term, meaning in found if meaning)
