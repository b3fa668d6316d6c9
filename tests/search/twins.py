"""Twin archives: alike in all that is open to a reader, with other secrets in all that is not.

What answers of the one as of the other betrays no secret: not by a word, a count, an order or a suggestion.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from archive.invented import cable, put

from reftel import archive
from reftel.archive import Archive, Reader
from reftel.archive.access import of_mark, of_message, of_subject
from reftel.model import Cable, Classification, Paragraph, Reference, Repair

LEVELS = ("UNCLASSIFIED", "SENSITIVE BUT UNCLASSIFIED", "CONFIDENTIAL", "SECRET", "TOP SECRET")
MARKS = ("U", "SBU", "SBU/NF", "C", "C/NF", "S", "S/NF", "TS", "ZZZ", None)
READERS = (
    Reader("UNCLASSIFIED", frozenset()),
    Reader("SENSITIVE BUT UNCLASSIFIED"),
    Reader("CONFIDENTIAL", frozenset({"NOFORN"})),
    Reader("SECRET", frozenset()),
    Reader("TOP SECRET", frozenset()),
)
OPEN = "lanterns of the archipelago, marmalade and lighthouse keepers, compasses and anchovies"
_ONSETS, _RIMES = "bdfgklmnprstvz", ("ab", "ek", "il", "om", "up", "arn", "esh", "ind")


def word(number: int) -> str:
    """A word that stands nowhere else, far from every other one, which no stemmer touches."""
    letters = ""
    for _ in range(4):
        number, onset = divmod(number, len(_ONSETS))
        number, rime = divmod(number, len(_RIMES))
        letters += _ONSETS[onset] + _RIMES[rime]
        number = number * 7919 + 104_729
    return f"q{letters}o"


def made(reader: Reader, salt: int) -> Iterator[tuple[Cable, tuple[str, ...]]]:
    """Cables whose every portion above `reader` holds a word that `salt` changes, and those words."""
    count = 0
    for number, level in enumerate(LEVELS, start=1):
        for caveats in ((), ("NOFORN",)):
            secrets: list[str] = []

            def say(hidden: bool, secrets: list[str] = secrets) -> str:
                nonlocal count
                count += 1
                said = word(count + (salt if hidden else 500_000))
                if hidden:
                    secrets.append(said)
                return said

            place = number * 2 + len(caveats)
            whole = cable(place, classification=Classification(level, caveats))
            message = of_message(whole)
            hidden_subject = not reader.sees(of_subject(whole, message))
            subject = f"{say(hidden_subject)} {'' if hidden_subject else OPEN}"
            paragraphs, references = [], []
            for position, mark in enumerate(MARKS):
                hidden = not reader.sees(of_mark(mark) if mark else message)
                cited = f"09LIMA{10_000 + count + (salt if hidden else 0)}"
                paragraphs.append(
                    Paragraph(f"{say(hidden)} {say(hidden)} {OPEN}", position + 1, mark, heading=say(hidden))
                )
                references.append(Reference(cited, target=cited, paragraph=position))
                if hidden:
                    secrets.append(cited)
            text = " ".join(secrets)
            hidden_whole = not reader.sees(message) or bool(secrets)
            yield (
                cable(
                    place,
                    classification=Classification(level, caveats),
                    subject=subject,
                    paragraphs=tuple(paragraphs),
                    references=tuple(references),
                    summary=text,
                    comment=text,
                    text=text if hidden_whole else OPEN,
                    attributes={"Subject": text} if hidden_whole else {},
                    repairs=(Repair(0, 1, text, text, "rule"),) if hidden_whole else (),
                ),
                tuple(secrets),
            )


def build(folder: Path, reader: Reader) -> tuple[Archive, Archive, tuple[str, ...]]:
    """The twins for a reader, and every secret of the first."""
    twins, secrets = [], []
    for salt, name in ((0, "one"), (250_000, "other")):
        opened = archive.open(folder / name, create=True)
        cables = list(made(reader, salt))
        put(opened, *(each for each, _ in cables), digest="twin")
        twins.append(opened)
        if not salt:
            secrets = [secret for _, each in cables for secret in each]
    return twins[0], twins[1], tuple(secrets)
