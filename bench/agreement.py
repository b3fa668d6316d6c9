"""When a field that was read agrees with the truth: exactly, or, for damaged texts, as nearly as the damage allows."""

from __future__ import annotations

import difflib
from typing import Any

import msgspec

from reftel.model import Cable

_MADE_BY_READING = ("text", "blocks", "spans", "rules", "repairs")

# Words people wrote. A scanner's slip in them can't be known from the text alone, so in a damaged text they agree when
# they are nearly the same. Codes, numbers, dates, marks, roles and levels must be right to the letter.
FREE = frozenset(
    [
        *("subject", "summary", "comment", "declassification", "pass_lines", "signed_by"),
        *("paragraphs.text", "paragraphs.heading", "classified_by.name", "classified_by.title"),
        *("references.text", "addressees.name", "addressees.exempt"),
    ]
)
NEARLY = 0.93
"""Share of letters in order that two free texts must have in common: one damaged letter in a word of fifteen."""


def fields(cable: Cable) -> dict[str, Any]:
    """The fields that a truth and a reading are compared in, as plain values."""
    return {
        name: msgspec.to_builtins(getattr(cable, name))
        for name in Cable.__struct_fields__
        if name not in _MADE_BY_READING
    }


def agree(read: Any, truth: Any, path: str, *, damaged: bool) -> bool:
    """True when a value that was read is the true one; case and blanks do not count in damaged texts."""
    if isinstance(truth, str) and isinstance(read, str):
        if read == truth or (damaged and _folded(read) == _folded(truth)):
            return True
        near = damaged and path in FREE and min(len(read), len(truth)) > 3
        return near and _share(_folded(read), _folded(truth)) >= NEARLY
    if isinstance(truth, list | tuple) and isinstance(read, list | tuple):
        return len(read) == len(truth) and all(
            agree(one, other, path, damaged=damaged) for one, other in zip(read, truth, strict=True)
        )
    if isinstance(truth, dict) and isinstance(read, dict):
        # the rule that resolved a reference is the reader's, not the truth's
        keys = (read.keys() | truth.keys()) - {"rule"}
        return all(agree(read.get(key), truth.get(key), f"{path}.{key}", damaged=damaged) for key in keys)
    return bool(read == truth)


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _share(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
