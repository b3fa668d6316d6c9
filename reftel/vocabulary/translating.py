"""What the tables say in English, in other languages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from reftel.vocabulary.table import rows

LANGUAGES = {"es": "meanings_es"}
"""Language → the table of its translations."""


@cache
def translations(language: str) -> Mapping[str, str]:
    """Meanings of captions, TAGS, reasons, precedences, instructions and losses, as this language says them."""
    if language not in LANGUAGES:
        return MappingProxyType({})
    return MappingProxyType({row["meaning"]: row["translation"] for row in rows(LANGUAGES[language])})
