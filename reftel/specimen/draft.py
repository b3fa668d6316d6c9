"""What passes from the world to the layouts: the facts of a cable and how its station writes."""

from __future__ import annotations

import datetime as dt

from reftel.model import Cable, Struct
from reftel.specimen.eras import Order
from reftel.specimen.tables import Station


class Draft(Struct, frozen=True):
    """An invented cable before it is written down in a layout."""

    cable: Cable
    """Everything but ``text``; lines may not be broken at ``prose.BOUND`` in its texts."""
    station: Station
    order: Order
    sent: dt.datetime
    level: str
    era: str
    """``1970s``, ``1980s``, ``1990s``, ``2000s``."""
    site: bool = False
    """Ends with a notice of the post's web site."""

    @property
    def serial(self) -> int:
        """The number of the message reference number."""
        identity = self.cable.id or ""
        return int(identity[2 + len(self.station.code) :])
