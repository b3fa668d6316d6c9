"""What passes from the world to the layouts: the facts of a cable and how its station writes."""

from __future__ import annotations

import datetime as dt

from reftel.model import Article, Cable, Struct
from reftel.specimen.eras import Order
from reftel.specimen.tables import Station


class Draft(Struct, frozen=True):
    """An invented cable before it is written down in a layout."""

    cable: Cable
    """Everything but ``text``; lines may not be broken at ``prose.BOUND`` in its texts."""
    spoken: Cable
    """The same before it was set in capitals, as editors print it."""
    station: Station
    serial: int
    """The number of the message reference number."""
    order: Order
    sent: dt.datetime
    level: str
    era: str
    """``1960s``, ``1970s``, … ``2010s``."""
    number: int = 0
    """The how manieth of the world it is, from 1."""
    copy: int = 0
    """How often the same cable has been written before: it is a corrected copy, was sent again or published again."""
    resent: bool = False
    """Sent again after it was lost on the way."""
    articles: tuple[Article, ...] = ()
    """What cites it."""
    site: bool = False
    """Ends with a notice of the post's web site."""
