"""Citations for programs: BibTeX, RIS, CSL-JSON, and the COinS by which Zotero recognises a page."""

from __future__ import annotations

import datetime as dt
import json
from urllib.parse import urlencode

from reftel.export.citation import Cited

_LATEX = {
    "\\": r"\textbackslash{}",
    # BibTeX counts braces, also those behind a backslash: one alone would swallow the entries that follow. So each has
    # its other one beside it, which TeX does not print; as Zotero writes it.
    "{": r"\{\vphantom{\}}",
    "}": r"\vphantom{\{}\}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{character: "\\" + character for character in "#$%&_"},
}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_RIS_END = "\r\n"


def bibtex(cited: Cited) -> str:
    """A ``@misc`` entry in UTF-8, for BibTeX and biblatex; what TeX would obey is escaped."""
    fields: list[tuple[str, str | None]] = [
        ("author", _whole(cited.sender)),
        ("title", _whole(cited.title or cited.described)),
        # Without a subject this is the title already.
        ("howpublished", _latex(cited.described) if cited.title else None),
        ("year", str(cited.sent.year) if cited.sent else None),
        ("month", None),
        ("day", str(cited.sent.day) if cited.sent else None),
        ("number", _latex(cited.number)),
        ("note", _latex("; ".join(_notes(cited)))),
        ("keywords", ", ".join(_keyword(each) for each in cited.tags)),
        # No address has a character that TeX or BibTeX would take for its own: `quote` has written them all as %XX.
        ("url", cited.address),
        ("urldate", cited.accessed.isoformat() if cited.accessed else None),
    ]
    lines = []
    for name, value in fields:
        if name == "month" and cited.sent:
            lines.append(f"  month = {_MONTHS[cited.sent.month - 1]}")
        elif value:
            lines.append(f"  {name} = {{{value}}}")
    return f"@misc{{{cited.name},\n" + ",\n".join(lines) + "\n}\n"


def ris(cited: Cited) -> str:
    """A record of type PCOMM (personal communication, which Zotero takes for a letter): one line a value, CRLF."""
    day = cited.sent
    lines: list[tuple[str, str | None]] = [
        ("TY", "PCOMM"),
        ("ID", cited.name),
        ("AU", cited.sender),
        ("A2", cited.recipient),
        ("TI", cited.title or cited.described),
        ("M3", cited.what),
        ("PY", str(day.year) if day else None),
        ("DA", f"{day:%Y/%m/%d}/" if day else None),
        ("AN", cited.number),
        *(("N1", each) for each in _notes(cited)),
        ("DB", cited.repository),
        *(("KW", each) for each in cited.tags),
        ("UR", cited.address),
        ("Y2", f"{cited.accessed:%Y/%m/%d}/" if cited.accessed else None),
    ]
    return "".join(f"{tag}  - {value}{_RIS_END}" for tag, value in lines if value) + f"ER  - {_RIS_END}"


def csl(cited: Cited) -> dict[str, object]:
    """An item of CSL-JSON (Citation Style Language 1.0.2), of type ``personal_communication``."""
    item: dict[str, object | None] = {
        "id": cited.name,
        "type": "personal_communication",
        "genre": cited.what,
        "title": cited.title or cited.described,
        "author": [{"literal": cited.sender}] if cited.sender else None,
        "recipient": [{"literal": cited.recipient}] if cited.recipient else None,
        "issued": _date(cited.sent),
        "number": cited.number,
        "archive": cited.repository,
        "archive_location": ", ".join(cited.holding) or None,
        "note": "; ".join(filter(None, _remarks(cited))) or None,
        "keyword": ", ".join(cited.tags) or None,
        "URL": cited.address,
        "accessed": _date(cited.accessed) if cited.address else None,
    }
    return {name: value for name, value in item.items() if value is not None}


def csl_json(cited: Cited) -> str:
    """One item as a line of JSON, without what is around items in a file."""
    return json.dumps(csl(cited), ensure_ascii=False)


def coins(cited: Cited) -> str:
    """The context object (ANSI/NISO Z39.88-2004, Dublin Core in key and value) for the title of a span ``Z3988``."""
    pairs: list[tuple[str, str | None]] = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"),
        ("rfr_id", "info:sid/reftel"),
        ("rft.type", "letter"),
        ("rft.title", cited.title or cited.described),
        # A corporate author: rft.creator would be cut into a given name and a surname.
        ("rft.aucorp", cited.sender),
        ("rft.date", cited.sent.isoformat() if cited.sent else None),
        ("rft.identifier", cited.address),
        ("rft.description", "; ".join(filter(None, (cited.described, cited.number, *_notes(cited))))),
        *(("rft.subject", each) for each in cited.tags),
    ]
    return urlencode([(name, value) for name, value in pairs if value])


def _notes(cited: Cited) -> list[str]:
    """What has no field of its own."""
    passage, film, original = _remarks(cited)
    place = ", ".join(filter(None, (*cited.holding, cited.repository)))
    return [each for each in (passage, film, place, original) if each]


def _remarks(cited: Cited) -> tuple[str | None, str | None, str | None]:
    film = f"film {cited.film}" if cited.film else None
    return cited.passage, film, f"read from {cited.original}" if cited.original else None


def _latex(text: str | None) -> str | None:
    return "".join(_LATEX.get(character, character) for character in text) if text else None


def _keyword(tag: str) -> str:
    """``{OVIP (QUILL, ADA)}``: a comma of its own would end it."""
    written = _latex(tag) or ""
    return f"{{{written}}}" if "," in written else written


def _whole(text: str | None) -> str | None:
    """In a second pair of braces: a name that is not to be cut, a title whose capitals are not to be changed."""
    return f"{{{_latex(text)}}}" if text else None


def _date(day: dt.date | None) -> dict[str, object] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None
