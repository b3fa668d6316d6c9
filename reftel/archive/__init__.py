"""The record: one SQLite file that holds what was read, cable by cable, edition by edition, and gives out views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.archive.access import EVERYTHING, Compartment, Reader, reader_named
from reftel.archive.identity import UNNUMBERED
from reftel.archive.record import Archive, vacant
from reftel.archive.record import open_archive as open
from reftel.archive.schema import VERSION
from reftel.archive.views import (
    Added,
    Alike,
    Change,
    Citing,
    Count,
    Edition,
    Overview,
    Removal,
    Source,
    Standing,
    Unread,
    View,
)
from reftel.late import late

if TYPE_CHECKING:
    from reftel.archive import lookups, net, releases, requests, sendings, watches
    from reftel.archive.collating import Compared, Editions, editions
    from reftel.archive.explaining import Because, Explanation, Portion, explain, withheld
    from reftel.archive.packing import Packed, Sheaf, pack, pack_all
else:  # what a reader's question does not need
    __getattr__ = late(
        __name__,
        {
            "collating": ("Compared", "Editions", "editions"),
            "explaining": ("Because", "Explanation", "Portion", "explain", "withheld"),
            "packing": ("Packed", "Sheaf", "pack", "pack_all"),
        },
    )

__all__ = [
    "EVERYTHING",
    "UNNUMBERED",
    "VERSION",
    "Added",
    "Alike",
    "Archive",
    "Because",
    "Change",
    "Citing",
    "Compared",
    "Compartment",
    "Count",
    "Edition",
    "Editions",
    "Explanation",
    "Overview",
    "Packed",
    "Portion",
    "Reader",
    "Removal",
    "Sheaf",
    "Source",
    "Standing",
    "Unread",
    "View",
    "articles",
    "collections",
    "editions",
    "explain",
    "lookups",
    "net",
    "open",
    "pack",
    "pack_all",
    "reader_named",
    "releases",
    "requests",
    "sendings",
    "vacant",
    "watches",
    "withheld",
]
