"""The worst texts that could be thought of, of any length: what a parser with one careless expression never comes back
from. Each is a telegram's beginning, so that the stage that is attacked runs, and then one kind of line without end.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from random import Random

_HEADING = """VZCZCXRO2893
RR RUEHCD RUEHGD
DE RUEHME #2134/01 2022230
ZNY CCCCC ZZH
R 212230Z JUL 09
FM AMEMBASSY MEXICO
TO RUEHC/SECSTATE WASHDC IMMEDIATE 7541
"""
_OPENING = """C O N F I D E N T I A L MEXICO 002134

SIPDIS

E.O. 12958: DECL: 07/21/2019
TAGS: PREL, PGOV, MX
SUBJECT: A FAIR IN FERRYBANK
"""
_BODY = f"{_HEADING}{_OPENING}\nREF: MEXICO 2100\n\nClassified By: Ambassador Perrin Heron. Reason: 1.4 (b).\n\n1. (C) "

_SMART = """UNCLASSIFIED

MRN: 12 KYIV 2100
Date/DTG: Jan 04, 2012 / 041601Z JAN 12
From: AMEMBASSY KYIV
Action: WASHDC, SECSTATE ROUTINE
E.O.: 13526
TAGS: PREL
Captions: SENSITIVE
Subject: A fair in Ferrybank
"""
_FORM = "INCOMING TELEGRAM\nControl: 1\nFROM: Dublin\nNO: 1, July 2, noon\n"
_CABLEGRAM = """Cablegram 83 KUYBYSHEV, 8 February 1942

"""

_WORDS = (
    "SUMMARY: ",
    "END SUMMARY. ",
    "COMMENT: ",
    "REF A. ",
    "1. (C) ",
    "TAGS: ",
    "E.O. 12958: ",
    "SUBJECT: ",
    "\n",
    "Q,",
    "¶",
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

Kind = Callable[[int], Iterator[str]]


def _again(*units: str) -> Kind:
    """The same again and again."""
    return lambda _: itertools.cycle(units)


def _counted(unit: str) -> Kind:
    """With another number each time: nothing that is remembered helps."""
    return lambda _: (unit.format(n) for n in itertools.count(1))


def _strange(unit: str) -> Kind:
    """With another word each time that no table knows, and no other kind of line has had before."""

    def pieces(seed: int) -> Iterator[str]:
        chance = Random(f"{seed} {unit}")  # noqa: S311 - invented words
        while True:
            yield unit.format("".join(chance.choices(_LETTERS, k=7)), chance.randrange(1, 9999))

    return pieces


def _mixed(seed: int) -> Iterator[str]:
    chance = Random(seed)  # noqa: S311 - invented lines
    while True:
        yield chance.choice(_WORDS)


KINDS: dict[str, tuple[str, Kind]] = {
    "one letter": ("", _again("A")),
    "blanks in a line": (_BODY, _again(" ")),
    "empty lines": (_BODY, _again("\n")),
    "dashes": (_BODY, _again("-")),
    "addressees": (_HEADING, _counted("RUEHC/AMEMBASSY LIMA PRIORITY {}\n")),
    "unknown addressees": (_HEADING, _strange("INFO {}/{}\n")),
    "classification lines": (_HEADING, _again("S E C R E T SECTION 01 OF 99 MEXICO 002134\n")),
    "captions": (f"{_HEADING}C O N F I D E N T I A L MEXICO 002134\n", _again("NOFORN ", "EXDIS ", "SIPDIS\n")),
    "executive orders": (f"{_HEADING}{_OPENING}", _again("E.O. 12958: DECL: ")),
    "TAGS without end": (f"{_HEADING}TAGS: ", _strange("{}, ")),
    "persons in TAGS": (f"{_HEADING}TAGS: ", _again("OVIP (")),
    "a subject without end": (f"{_HEADING}SUBJECT: ", _again("THE FAIR -- ")),
    "references in a row": (f"{_HEADING}{_OPENING}REF: ", _counted("A. MEXICO {} ")),
    "references that go on": (f"{_HEADING}{_OPENING}REF: ", _counted("AND {} ")),
    "references to unknown posts": (f"{_HEADING}{_OPENING}REF: ", _strange("B. 09 {} {} ")),
    "blanks among references": (f"{_HEADING}{_OPENING}REF: MEXICO", _again(" ")),
    "letters for references": (f"{_HEADING}{_OPENING}REF: ", _again("A. B) (C ")),
    "paragraphs": (_BODY, _counted("The fair.\n\n{}. (C) ")),
    "paragraphs of one number": (_BODY, _again("The fair.\n\n1. (C) ")),
    "sub-paragraphs": (_BODY, _again("\n-- (1) A. ")),
    "citations": (_BODY, _counted("see MEXICO {} of August 16, ")),
    "citations of unknown posts": (_BODY, _strange("see {} {} and ")),
    "reftels": (_BODY, _again("reftel, ref A, septel ")),
    "page lines": (_BODY, _counted("PAGE 02        MEXICO 02134  {}Z\nCONFIDENTIAL\n")),
    "section lines": (_BODY, _counted("MEXICO 00002134  {:03} OF 004\n")),
    "later sections": (
        _HEADING + "".join(f"INFO RUEHLI/AMEMBASSY LIMA {n}\n" for n in range(1000)) + _OPENING,
        _counted(
            "S E C R E T SECTION 02 OF 99 MEXICO 002134 OVER THE {0} TOWNS\n\nSIPDIS\nTAGS: PREL\nTHE {0} FAIRS\n"
        ),
    ),
    "sections in a line": (_BODY, _again("SECTION 02 OF 99 MEXICO 002134 OVER THE TOWN ")),
    "repeated headings": ("", _again(_HEADING + _OPENING)),
    "pages that cut words": (_BODY, _counted("fer\n\nPAGE 02        MEXICO 02134  {}Z\nCONFIDENTIAL\n\nry ")),
    "lost quotes": (_BODY, _again("Q,s Q&")),
    "lost line breaks": ("", _again("000348SipdisE.o. 12958: decl:")),
    "attributes": ("", _again("Message Attributes\nAutomatic Decaptioning: X\n")),
    "e-mail headers": ("", _again("From: \nTo: \nSubject: \nSent: \n")),
    "references of a message system": (f"{_SMART}Reference: \n", _strange("{} {}\n\x00xx; ")),
    "footnotes of a cablegram": (_CABLEGRAM, _counted("the fair [{}] was held; ")),
    "lines of a printed form": (
        _FORM,
        _again("ACTION PARIS 12\n", "Control:\n", "INKWELL\n", "the post of Embtel 12\n\n"),
    ),
    "labels in any order": (_BODY, _mixed),
}
"""Name → how it begins, and what then comes without end."""


def text(kind: str, length: int, seed: int = 2009) -> str:
    """So many characters of a kind; the shorter is the beginning of the longer."""
    begins, pieces = KINDS[kind]
    parts, size = [begins], len(begins)
    for piece in pieces(seed):
        if size >= length:
            break
        parts.append(piece)
        size += len(piece)
    return "".join(parts)[:length]
