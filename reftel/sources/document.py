"""What a source hands on: the text of one telegram, and what its layout told beside the text."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec

from reftel.errors import SourceError
from reftel.model import Article, Struct

PARTIAL = "This record is a partial extract of the original cable"
"""The web archive's words for a cable of which it shows a part."""


class Printed(Struct, frozen=True):
    """What a printed volume tells of a telegram's correspondence; by it a cited number is understood."""

    post: str | None = None
    """Code of the post, in what the Department and a post wrote to each other."""
    from_department: bool = False
    seats: dict[str, str] = msgspec.field(default_factory=dict)
    """Countries that the text names → code of the post from which the volume shows their embassy's telegrams."""
    notes: dict[str, int] = msgspec.field(default_factory=dict)
    """Number of each footnote → the place in the text where its mark stood."""
    volume: str | None = None
    """``frus1936v03``, as the edition names the volume."""
    document: str | None = None
    """``45``, its number there."""


class Told(Struct, frozen=True):
    """What stands *outside* the text: the table of a web page, the columns of a dump. Absent is None, () or {}."""

    id: str | None = None
    """The reference number as the layout spells it, malformed or not: ``7575LIBREVILLE1895``."""
    sent: dt.datetime | None = None
    """When it was created, UTC. Sometimes an hour or more off the date-time group, which is to be preferred."""
    local: bool = False
    """The hour of ``sent`` is the sender's own: nothing tells its zone."""
    released: dt.datetime | None = None
    """When the collection published it, UTC."""
    level: str | None = None
    """Classification as written: ``CONFIDENTIAL//NOFORN``."""
    origin: str | None = None
    """The sender by name: ``Embassy Mexico``."""
    to: str | None = None
    """Whom it was sent to, as the layout names them: ``Secretary of State``."""
    subject: str | None = None
    """As written; often only its first line, and its portion mark may have lost the bracket: ``S) A FAIR …``."""
    tags: tuple[str, ...] = ()
    articles: tuple[Article, ...] = ()
    attributes: dict[str, str] = msgspec.field(default_factory=dict)
    partial: bool = False
    """The collection says that this is an extract, or the file breaks off."""
    printed: Printed | None = None
    """Of a printed volume's telegram."""


class Document(Struct, frozen=True):
    """One telegram as a layout holds it, not yet parsed."""

    text: str
    """The telegram's text with ``\\n`` at line ends and everything else as the layout shows it."""
    layout: str
    """``raw``, ``page-2010-11``, ``page-2010-12``, ``page-2011``, ``printed-page``, ``nara-pdf``, ``pdf-text``."""
    place: str
    """Where it was read: the file's path, with ``#page=7`` where a file holds several."""
    told: Told = Told()
    encoding: str = "utf-8"
    """How the bytes were read; ``utf-8 with windows-1252`` where single bytes of a UTF-8 text were not UTF-8."""


def shown(path: str | Path) -> str:
    """A path as text that can be printed and stored: a name that is not UTF-8 shows its odd bytes as ``\\udce9``."""
    return str(path).encode("utf-8", "backslashreplace").decode("utf-8")


class Unreadable(SourceError):
    """A file or folder that yields no telegram.

    ``str(error)`` says where, what and what to do next in a sentence or two; ``reason`` is the same without the
    place, for lists that show the place themselves.
    """

    def __init__(self, place: str | Path, what: str, todo: str) -> None:
        self.place = shown(place)
        self.reason = f"{what}. {todo}"
        super().__init__(f"{self.place}: {self.reason}")

    def __reduce__(self) -> tuple[type[Unreadable], tuple[str, str, str]]:
        # Workers of a process pool hand errors back pickled; the default would call with one argument.
        what, _, todo = self.reason.partition(". ")
        return type(self), (self.place, what, todo)
