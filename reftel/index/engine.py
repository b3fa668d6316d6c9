"""What an engine is asked and what it answers: the one interface between reftel and any search engine.

A *lane* is a stretch of text that is indexed apart, so that a reader's query touches only what they may read:
``body``, ``summary`` or ``subject`` of one compartment (``body.c``, ``subject.s+NOFORN``), or one that is open to
everybody (``names``, ``to``). The tree below names its lanes; an engine searches these and no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal, Protocol

import msgspec

from reftel.archive import Compartment
from reftel.errors import ReftelError
from reftel.model import Struct

NAMES = "names"
"""Lane of the heading: numbers, captions, TAGS, who signed, classified and drafted it, what it refers to."""
TO = "to"
"""Lane of the addressees."""
GATED = ("subject", "summary", "body")
"""Kinds of text of which there is a lane in every compartment."""
VALUES = ("id", "origin", "year", "month", "level", "tag", "caption")
"""Fields that hold whole values, for `Is` and for facets."""
NUMBERS = ("day", "change")
"""Fields that hold numbers, for `Between`: `day` is YYYYMMDD, `change` the number in the record's sequence."""
FACETS = ("origin", "year", "month", "level", "tag", "caption")

Sort = Literal["relevance", "newest", "oldest"]
Order = Literal["oldest", "newest", "latest"]
"""Of a scan: by date, those without one last; or, ``latest``, what the archive took in or changed last comes first."""


class IndexDamaged(ReftelError):
    """The engine can't read its files. Nothing is lost: the index is made anew from the record."""


class IndexBusy(ReftelError):
    """Another process writes to this index at this moment."""


class IndexRefused(ReftelError):
    """The system does not let the engine read or write its files: no right, no room. Nothing is damaged by it."""


def lane(kind: str, compartment: Compartment) -> str:
    """The name of the lane for texts of this kind in this compartment: ``body.c+NOFORN``."""
    return f"{kind}.{compartment.name.replace(' ', '_')}"


class Everything(Struct, frozen=True, tag=True):
    """Every cable."""


class Nothing(Struct, frozen=True, tag=True):
    """No cable."""


class Words(Struct, frozen=True, tag=True):
    """Text to be found in one of `lanes` (name, weight): one word in any inflection, several as a phrase."""

    text: str
    lanes: tuple[tuple[str, float], ...]
    exact: bool = False
    """Exactly these words in this order (of case and accents nothing is asked)."""
    prefix: bool = False
    """The last word may go on."""


class Is(Struct, frozen=True, tag=True):
    """A field of `VALUES` has one of these values."""

    field: str
    values: tuple[str, ...]


class Between(Struct, frozen=True, tag=True):
    """A field of `NUMBERS` lies in this range, both ends included; None: no limit."""

    field: str
    low: int | None
    high: int | None


class All(Struct, frozen=True, tag=True):
    """All of these."""

    parts: tuple[Node, ...]


class Any(Struct, frozen=True, tag=True):
    """At least one of these."""

    parts: tuple[Node, ...]


class Not(Struct, frozen=True, tag=True):
    """None of this."""

    part: Node


Node = Everything | Nothing | Words | Is | Between | All | Any | Not


class Question(Struct, frozen=True):
    """What to look for, and which part of the answer is wanted."""

    node: Node
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()
    facet_size: int = 200


class Answer(Struct, frozen=True):
    """Keys of one page, and the numbers over all of them."""

    total: int
    keys: tuple[str, ...]
    facets: dict[str, tuple[tuple[str, int], ...]] = msgspec.field(default_factory=dict)
    """Field → (value, how many), most first; from the same query as `total`."""


class Entry(Struct, frozen=True):
    """A cable as an engine takes it."""

    key: str
    texts: dict[str, tuple[str, ...]]
    """Lane → texts; a phrase never reaches from one into the next."""
    values: dict[str, tuple[str, ...]]
    day: int | None = None
    sent: int | None = None
    """Seconds since 1970, for sorting."""
    change: int = 0
    """The number of the change that this is the state of."""


class Engine(Protocol):
    """A search engine, embedded or not. Safe to ask from several threads; written to by one at a time.

    Every method may raise IndexRefused; those that read, IndexDamaged.
    """

    @property
    def read_only(self) -> bool:
        """Whether it may be asked, but not written to."""

    def number(self, identity: str) -> int | None:
        """The change up to which it follows the archive of this identity; None when it follows none or another."""

    def reset(self) -> None:
        """Throw everything away and begin anew. Raises IndexBusy."""

    def add(self, entries: Sequence[Entry]) -> None:
        """Put these in, each in place of what stood under its key. Seen after `commit`. Raises IndexBusy."""

    def remove(self, keys: Sequence[str]) -> None:
        """Take these out. Seen after `commit`. Raises IndexBusy."""

    def commit(self, identity: str, number: int) -> None:
        """Make all that was added visible, in one step with the number of the change it goes up to."""

    def release(self) -> None:
        """Let go of the right to write, and forget what was not committed."""

    def refresh(self) -> None:
        """See what another process committed."""

    def ask(self, question: Question) -> Answer:
        """Answer a question. Raises IndexDamaged."""

    def count(self, node: Node) -> int:
        """How many cables there are in the answer."""

    def scan(self, node: Node, order: Order = "oldest") -> Iterator[str]:
        """The keys of all answers, however many, as of one moment; memory stays the same. Raises IndexDamaged."""

    def frequency(self, word: str, lanes: Sequence[str]) -> int:
        """In how many cables a word stands in these lanes, in any inflection: an estimate, for weighing words."""

    def alike(self, word: str, lanes: Sequence[str], limit: int = 5) -> tuple[str, ...]:
        """Words of these lanes that one or two slips of the hand could have turned into this one, likeliest first."""

    def suggest(self, prefix: str, lanes: Sequence[str], limit: int = 10) -> tuple[tuple[str, int], ...]:
        """Words of these lanes that begin so, and in how many cables they stand, most first."""

    def words(self, text: str) -> tuple[str, ...]:
        """The words of a text as this engine compares them: folded, not stemmed."""

    def stem(self, word: str) -> str:
        """What this engine takes for the same word in another inflection."""
