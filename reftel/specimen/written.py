"""A cable written down: its text, the file that holds it, and its truth."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from msgspec.structs import replace

from reftel.model import Cable, Struct
from reftel.specimen.draft import Draft
from reftel.specimen.prose import BOUND


class Bundle(Struct, frozen=True):
    """A file of many cables: what stands around them."""

    head: str = ""
    tail: str = ""
    most: int = 1_000
    """Cables in one file."""


class Specimen(Struct, frozen=True):
    """A cable written down: the parts of its text, and the file around them."""

    layout: str
    """Its name: ``raw``, ``page-2011``."""
    fields: Cable
    """The truth, without ``text``."""
    body: str
    """From the classification line on; of a layout that is not divided, the whole text."""
    header: str = ""
    """From the transmission identifier to the last addressee."""
    joint: str = ""
    """Between header and body."""
    leading: str = ""
    """What the collection put before the telegram, lines of its own."""
    trailing: str = ""
    """What it put after it."""
    page: Callable[[str, str], str] | None = None
    """What stands around header and body: a page, a row; None where the file is the text."""
    bundle: Bundle | None = None
    """What stands around all the cables of a file; None where a file holds one."""
    printed: Callable[[str], bytes] | None = None
    """The file that is printed of the text; None where the file is text."""
    suffix: str = ".txt"
    copy: int = 0
    """How often the same cable has been written before."""

    @property
    def name(self) -> str:
        """Of its file, without the suffix: ``09LIMA233``; ``09LIMA233-2`` when it is written a second time."""
        return f"{self.fields.id}-{self.copy + 1}" if self.copy else f"{self.fields.id}"

    @property
    def text(self) -> str:
        """What a reader of the file reads."""
        return f"{self.leading}{self.header}{self.joint}{self.body}{self.trailing}"

    @property
    def cable(self) -> Cable:
        """The truth."""
        return replace(self.fields, text=self.text)

    @property
    def piece(self) -> str:
        """What stands in the file of it; in a bundle, among others."""
        return self.page(self.header, self.body) if self.page else self.text

    @property
    def content(self) -> bytes:
        """A file that holds it alone."""
        if self.printed:
            return self.printed(self.text)
        if self.bundle:
            return f"{self.bundle.head}{self.piece}{self.bundle.tail}".encode()
        return self.piece.encode()


class Layout(Struct, frozen=True):
    """A layout: the eras whose cables it is found with, and how it is written."""

    eras: tuple[str, ...]
    write: Callable[[Draft, Random], Specimen]


def told(cable: Cable) -> Cable:
    """With plain blanks where lines could not be broken."""
    return replace(
        cable,
        classified_by=tuple([replace(each, name=_plain(each.name)) for each in cable.classified_by]),
        paragraphs=tuple(
            [replace(each, text=_plain(each.text)) if BOUND in each.text else each for each in cable.paragraphs]
        ),
        summary=_plain(cable.summary) if cable.summary else None,
        comment=_plain(cable.comment) if cable.comment else None,
    )


def _plain(text: str) -> str:
    return text.replace(BOUND, " ")
