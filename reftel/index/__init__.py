"""The index: follows the record, and answers what stands where."""

from reftel.index.engine import (
    All,
    Answer,
    Any,
    Between,
    Engine,
    Entry,
    Everything,
    IndexBusy,
    IndexDamaged,
    IndexRefused,
    Is,
    Node,
    Not,
    Nothing,
    Question,
    Words,
    lane,
)
from reftel.index.entries import unread
from reftel.index.follow import behind, catch_up, engine_of, rebuild

__all__ = [
    "All",
    "Answer",
    "Any",
    "Between",
    "Engine",
    "Entry",
    "Everything",
    "IndexBusy",
    "IndexDamaged",
    "IndexRefused",
    "Is",
    "Node",
    "Not",
    "Nothing",
    "Question",
    "Words",
    "behind",
    "catch_up",
    "engine_of",
    "lane",
    "rebuild",
    "unread",
]
