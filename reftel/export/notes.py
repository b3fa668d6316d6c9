"""Citations for people: the National Archives' model note, Chicago (notes and bibliography), MLA.

- The National Archives' model for electronic telegrams of Access to Archival Databases: sender to recipient, number,
  date, document number, series, record group, repository, when it was accessed.
- The Chicago Manual of Style, 17th edition, 14.219 to 14.232 (manuscript collections), and 14.7, 14.12 (addresses).
- MLA Handbook, 9th edition, 5.1 to 5.105 (the template of core elements).
"""

from __future__ import annotations

import datetime as dt

from reftel import vocabulary
from reftel.export.citation import Cited

_MLA_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")
"""MLA Handbook, 9th edition, appendix 1: months of more than four letters are shortened."""
_ENDS = ("?", "!", ".", "…")


def note(cited: Cited) -> str:
    """``Embassy Manila to Department of State, Telegram 07657, June 27, 1974, 1974MANILA07657, … (accessed …).``"""
    film = f"film {cited.film}" if cited.film else None
    text = _listed(
        _correspondents(cited),
        cited.what,
        _american(cited.sent),
        cited.passage,
        cited.number,
        film,
        *cited.holding,
        cited.repository,
        _read_from(cited),
        cited.address,
    )
    return text + (f" (accessed {_american(cited.accessed)})." if cited.accessed else ".")


def chicago(cited: Cited) -> str:
    """A note of the Chicago style: ``Embassy Mexico to Department of State, “Subject,” telegram 2134, …``."""
    accessed = f"accessed {_american(cited.accessed)}" if cited.accessed else None
    rest = _listed(
        _small(cited.what),
        _american(cited.sent),
        cited.passage,
        cited.number,
        *cited.holding,
        cited.repository,
        _read_from(cited),
        accessed,
        cited.address,
    )
    title = _quoted(cited.title, ",") if cited.title else None
    before = _correspondents(cited)
    head = " ".join(filter(None, (f"{before}," if before else None, title)))
    return f"{head} {rest}.".strip()


def chicago_bibliography(cited: Cited) -> str:
    """An entry of a Chicago bibliography: sender, title, what it is, where it is kept; for the whole cable."""
    accessed = f"Accessed {_american(cited.accessed)}" if cited.accessed else None
    sentences = [
        cited.sender,
        _quoted(cited.title, ".") if cited.title else None,
        _listed(cited.described, _american(cited.sent) or "n.d."),
        cited.number,
        _listed(*cited.holding, cited.repository, _read_from(cited)) or None,
        accessed,
        cited.address.partition("#")[0] if cited.address else None,
    ]
    return _sentences(sentences)


def mla(cited: Cited) -> str:
    """A works-cited entry of MLA: author, title, description and date, container and location, access."""
    accessed = f"Accessed {_mla(cited.accessed)}" if cited.accessed else None
    paragraph = cited.passage.replace("¶", "par.") if cited.passage else None
    sentences = [
        cited.sender,
        _quoted(cited.title, ".") if cited.title else None,
        _listed(cited.described, _mla(cited.sent)),
        _listed(cited.number, paragraph) or None,
        _listed(*cited.holding, cited.repository, _read_from(cited), cited.address) or None,
        accessed,
    ]
    return _sentences(sentences)


def _read_from(cited: Cited) -> str | None:
    return f"read from {cited.original}" if cited.original else None


def _correspondents(cited: Cited) -> str | None:
    if cited.sender and cited.recipient:
        return f"{cited.sender} to {cited.recipient}"
    return cited.sender or (f"To {cited.recipient}" if cited.recipient else None)


def _listed(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def _sentences(parts: list[str | None]) -> str:
    """Each part with a capital and ended by a full stop, which one that is a quotation has inside it."""
    ended = (part if part.endswith((*_ENDS, "”")) else f"{part}." for part in parts if part)
    return " ".join(part if part.startswith("http") else part[:1].upper() + part[1:] for part in ended)


def _quoted(title: str, stop: str) -> str:
    """In quotation marks, with the stop inside them, and quotation marks within made single."""
    inner = title.translate({0x201C: "‘", 0x201D: "’", 0x22: "'"}).rstrip(",. ")
    return f"“{inner}{'' if inner.endswith(_ENDS) else stop}”"


def _small(what: str) -> str:
    return what[:1].lower() + what[1:]


def _american(day: dt.date | None) -> str | None:
    return f"{vocabulary.MONTHS[day.month - 1]} {day.day}, {day.year}" if day else None


def _mla(day: dt.date | None) -> str | None:
    return f"{day.day} {_MLA_MONTHS[day.month - 1]} {day.year}" if day else None
