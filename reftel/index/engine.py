"""What an engine is asked and what it answers: the one interface between reftel and any search engine.

A *lane* is a stretch of text that is indexed apart, so that a reader's query touches only what they may read: the
``body`` or ``subject`` of one compartment (``body.c``, ``subject.s+NOFORN``), or one that is open to everybody
(``names``, ``to``). The tree below names its lanes; an engine searches these and no others.

Of every compartment with caveats the texts stand a second time in the lane of its band under any caveat
(``body.c+*``), for readers who hold all of them: so that their queries touch ten lanes, and not one for each of the
hundreds of caveats that a damaged archive may hold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, Protocol

import msgspec

from reftel.archive import Compartment
from reftel.errors import ReftelError
from reftel.model import Struct

NAMES = "names"
"""Lane of the heading: numbers, captions, TAGS and what they mean, who signed, classified and drafted it, what it
refers to."""
FROM = "from"
"""Lane of the post that sent it: its code and name."""
TO = "to"
"""Lane of those who are to act: the TO lines."""
INFO = "info"
"""Lane of those who are to know: the INFO lines."""
SIGNED = "signed"
"""Lane of who signed."""
BY = "by"
"""Lane of who classified it."""
TAGS = "tags"
"""Lane of the TAGS and what they mean."""
FILES = "files"
"""Lane of the files that it was read from."""
OPEN = (NAMES, FROM, TO, INFO, SIGNED, BY, TAGS, FILES)
GATED = ("body", "subject")
"""Kinds of text of which there is a lane in every compartment. The body's holds the summary twice, because it says
what matters."""
FACTS = "fact"
"""Kind of lane of what the portions of one compartment are: ``mark=C/NF``, ``has=summary``, ``cites=09STATE62263``.
It holds whole values, for `Is`."""
VALUES = (
    "id",
    "origin",
    "country",
    "year",
    "month",
    "level",
    "tag",
    "caption",
    "addressee",
    "signer",
    "source",
    "has",
    "is",
)
"""Fields that hold whole values, for `Is` and `Like`, and for facets."""
NUMBERS = ("day", "released", "declassify", "change")
"""Fields that hold numbers, for `Between`: days as YYYYMMDD; `change` is the number in the record's sequence."""
DAYS = ("day", "released", "declassify")
"""The numbers of which an answer may count the values too, for calendars."""
FACETS = ("origin", "country", "year", "month", "level", "tag", "caption", "addressee", "signer", "source")
ANY_CAVEAT = "*"
WIDEST = 20
"""Words that `Near` may span at most: as far as the paragraphs of a lane are held apart."""

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
    """The name of the lane of this kind in this compartment: ``body.c+NOFORN``."""
    return f"{kind}.{compartment.name.replace(' ', '_')}"


def under_any_caveat(compartment: Compartment) -> Compartment:
    """All of a band that stands under some caveat: ``c+*``."""
    return Compartment(compartment.band, (ANY_CAVEAT,))


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


class Pattern(Struct, frozen=True, tag=True):
    """A word in one of `lanes` that a pattern fits: ``?`` stands for one character, ``*`` for any number of them."""

    text: str
    lanes: tuple[tuple[str, float], ...]


class Similar(Struct, frozen=True, tag=True):
    """A word in one of `lanes` that is this one, or one edit away: a letter added, lost, changed, or two exchanged."""

    text: str
    lanes: tuple[tuple[str, float], ...]


class Near(Struct, frozen=True, tag=True):
    """Words that stand close together in one of `lanes`, in any order, within one text.

    Two words are within 5 when at most four others stand between them. Of three or more, every two must be so. A word
    given twice must occur twice.
    """

    words: tuple[str, ...]
    distance: int
    """At least 1, at most `WIDEST`."""
    lanes: tuple[tuple[str, float], ...]


class Is(Struct, frozen=True, tag=True):
    """A field of `VALUES`, or a lane of `FACTS`, has one of these values."""

    field: str
    values: tuple[str, ...]


class Like(Struct, frozen=True, tag=True):
    """A field of `VALUES` has a value that a pattern fits, as in `Pattern`."""

    field: str
    text: str


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


Node = Everything | Nothing | Words | Pattern | Similar | Near | Is | Like | Between | All | Any | Not


class Question(Struct, frozen=True):
    """What to look for, and which part of the answer is wanted."""

    node: Node
    sort: Sort = "relevance"
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()
    """Of `FACETS` and `DAYS`."""
    facet_size: int = 200
    """Values of a facet at most, those in most cables; of years, months and days all. Counts are exact."""


class Answer(Struct, frozen=True):
    """Keys of one page, and the numbers over all of them."""

    total: int
    keys: tuple[str, ...]
    facets: Mapping[str, tuple[tuple[str, int], ...]] = msgspec.field(default_factory=dict)
    """Field → (value, how many), most first; from the same query as `total`.

    They may still be counted when the keys are there: reading them waits, and raises IndexDamaged where `ask` would.
    """


Axis = tuple[str, tuple[str, ...]]
"""A field of `FACETS` and the values of it that are wanted: ``("level", ("SECRET", "CONFIDENTIAL"))``."""


class Entry(Struct, frozen=True):
    """A cable as an engine takes it."""

    key: str
    texts: dict[str, tuple[str, ...]]
    """Lane → texts; a phrase never reaches from one into the next."""
    values: dict[str, tuple[str, ...]]
    """Field of `VALUES`, or lane of `FACTS` → values."""
    day: int | None = None
    sent: int | None = None
    """Seconds since 1970, for sorting."""
    change: int = 0
    """The number of the change that this is the state of."""
    released: int | None = None
    declassify: int | None = None


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

    def cross(self, node: Node, rows: Axis, columns: Axis) -> dict[tuple[str, str], int]:
        """How many cables of the answer have both a value of `rows` and one of `columns`; pairs of none are absent."""

    def scan(self, node: Node, order: Order = "oldest") -> Iterator[str]:
        """The keys of all answers, however many, as of one moment; memory stays the same. Raises IndexDamaged."""

    def takes(self, pattern: str) -> bool:
        """Whether a pattern is simple enough for `Pattern` and `Like`; one that is not finds nothing."""

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
