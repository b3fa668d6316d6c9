"""Files that hold other files: compressed ones, archives, web captures; what is in them is read like any other file.

A damaged or forbidden member costs itself alone. A new kind is a module with ``KIND``, ``recognises`` and ``members``,
and a row in ``CONTAINERS``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, Protocol

import msgspec

from reftel.sources import compressed, mail, mhtml, rtf, sevenzip, tarred, warc, webarchive, zipped
from reftel.sources.content import OnSkip
from reftel.sources.document import Document, Unreadable
from reftel.sources.streamed import Lost
from reftel.sources.unpacking import DEEPEST, Limits, Member, TooMuch, buffered, inside, is_hidden
from reftel.sources.walking import is_truth

Read = Callable[[BinaryIO, str], Iterator[Document]]
"""Reads an opened file of any layout: the documents in it; its place names it in them and in errors."""

_BROKEN = "What stands before that place was read; get a fresh copy for the rest"
_TODO = "The others were read; mend these, or leave them out"


class Container(Protocol):
    """What the module of a kind of container offers."""

    KIND: str
    """``a ZIP archive``"""

    def recognises(self, start: bytes) -> bool:
        """Whether a file that begins so is of this kind."""

    def members(self, file: BinaryIO, place: str, limits: Limits) -> Iterator[Member]:
        """What is in it, in its order; raises ``Unreadable``, if need be after the last one that can be read."""


CONTAINERS: tuple[Container, ...] = (compressed, zipped, sevenzip, tarred, warc, mhtml, mail, webarchive, rtf)


def kind_of(start: bytes) -> Container | None:
    """The kind of container that a file is which begins so; None for any other file."""
    return next((container for container in CONTAINERS if container.recognises(start)), None)


def documents(
    container: Container, file: BinaryIO, place: str, limits: Limits, depth: int, onskip: OnSkip | None, read: Read
) -> Iterator[Document]:
    """The documents in a container's members, one member after the other.

    What can't be read in it goes to ``onskip``, and the rest is read; without ``onskip`` one ``Unreadable`` at the end
    tells all of it. Raises ``Unreadable`` too where no document is found.
    """
    if depth >= DEEPEST:
        raise Unreadable(place, f"archives in archives, {DEEPEST} deep", "Unpack it yourself and ingest the folder")
    lost, files = Lost(place), 0
    for member, where in _named(container.members(file, place, limits), place):
        files += 1
        try:
            for document in _of_member(member, where, read):
                lost.read += 1
                yield document
        except TooMuch:
            raise
        except Unreadable as error:
            if not member.name:  # the one content of a compressed file: its fault is the file's
                raise
            lost.add(error.place.removeprefix(f"{place}!"), error.reason)
            if onskip is not None:
                onskip(error.place, error.reason)
    if onskip is None:
        lost.complain(container.KIND, _TODO, "files that were not read")
    if not lost.read:
        held = (
            "it is empty"
            if not files
            else f"{files:,} files in it, none of them read"
            if files > 1
            else "one file in it"
        )
        held += f": {lost.first}" if lost.first else ""
        raise Unreadable(place, f"{container.KIND} without a telegram ({held})", "Give one that holds telegrams")


def _named(members: Iterator[Member], place: str) -> Iterator[tuple[Member, str]]:
    """The members that are to be read, each with a place that no other has."""
    taken: dict[int, int] = {}
    for member in members:
        if is_hidden(member.name):
            continue
        where = inside(place, member.name)
        # An archive that was added to holds a file once for each time it was added.
        count = taken[hash(where)] = taken.get(hash(where), 0) + 1
        yield member, where if count == 1 else f"{where};{count}"


def _of_member(member: Member, where: str, read: Read) -> Iterator[Document]:
    stream = member.stream
    if stream is None:
        raise Unreadable(where, *member.why)
    file = buffered(stream)
    if is_truth(member.name, file.read(256)):
        return
    file.seek(0)
    try:
        for document in read(file, where):
            yield _partial(document) if stream.fault else document
    except TooMuch:
        raise
    except Unreadable:
        if stream.fault is None:  # what a layout says of half a file follows from that
            raise
    if stream.fault is not None:
        raise Unreadable(where, stream.fault, _BROKEN)


def _partial(document: Document) -> Document:
    return msgspec.structs.replace(document, told=msgspec.structs.replace(document.told, partial=True))
