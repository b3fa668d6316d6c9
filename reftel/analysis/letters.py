"""The letter of a request: its words, as text, as a Word document, and as a table to follow it up."""

from __future__ import annotations

import datetime as dt
import io
import re
import textwrap
from collections.abc import Iterable, Iterator

from reftel import vocabulary
from reftel.analysis.missing import NAMED
from reftel.analysis.requesting import Drafted
from reftel.analysis.tables import lines
from reftel.analysis.wanted import Cited, Wanted, Why, rolls_of
from reftel.model import Struct

WIDTH = 76
"""Characters of a line of the text."""
COLUMNS = (
    *("request", "kind", "addressee", "state", "drafted", "sent", "answered", "position"),
    *("id", "archives_number", "post", "year", "serial", "date", "film", "likely_rolls", "level", "subject"),
    *("why", "reason", "cited", "citing", "held", "note"),
)
"""Of the table, one row a cable."""
_OF_AGE = 25
"""Years from the date of origin: E.O. 13526, sec. 3.3(a)."""
PAPER = "earlier central files on paper that are named below"
RECORD_GROUP = "Record Group 59: General Records of the Department of State"
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
"""What XML can't hold, and what turns the direction of a line: cables come from strangers."""


class Fact(Struct, frozen=True):
    """One line about a cable: ``Film number``, ``D740219-0119``."""

    label: str
    value: str


class Item(Struct, frozen=True):
    """A cable in the letter."""

    title: str
    facts: tuple[Fact, ...]
    citing: tuple[str, ...]
    """Sentences that say which cables cite it, and how."""


class Letter(Struct, frozen=True):
    """A letter, part by part."""

    sender: tuple[str, ...]
    date: str
    to: tuple[str, ...]
    subject: str
    opening: tuple[str, ...]
    items: tuple[Item, ...]
    closing: tuple[str, ...]
    grounds: tuple[str, ...]
    note: str
    """For whoever sends it."""


def letter(drafted: Drafted) -> Letter:
    """The letter of a request."""
    request, wanted = drafted.request, drafted.wanted
    office = vocabulary.offices()[request.addressee]
    one, several = _nouns(wanted)
    many = f"{'an' if one == 'airgram' else 'a'} {one}" if len(wanted) == 1 else f"{len(wanted)} {several}"
    foia = request.kind == "foia"
    what = "Freedom of Information Act request" if foia else "Request for mandatory declassification review"
    causes = {cause for each in wanted for cause in _causes(each, request.drafted.date())}
    grounds = vocabulary.grounds(request.kind, request.addressee, causes)
    return Letter(
        sender=("[Your name]", "[Your postal address]", "[Your e-mail address and telephone]"),
        date=_day(request.drafted.date()),
        to=(*office.lines, office.email),
        subject=f"{what}: {many}, {_file(drafted)}",
        opening=tuple(_opening(drafted, foia)),
        items=tuple(_item(each, office.rolls is not None) for each in wanted),
        closing=tuple(_closing(drafted, foia)),
        grounds=tuple(f"{each.citation}: {each.says}." for each in grounds),
        note=_note(drafted, office),
    )


def _file(drafted: Drafted) -> str:
    """The records that it asks for: of those on paper each item names its own file."""
    office = vocabulary.offices()[drafted.request.addressee]
    on_paper = {each.paper is not None for each in drafted.wanted} if office.rolls is not None else {False}
    if on_paper == {True}:
        return f"{PAPER}, {RECORD_GROUP}"
    return f"{office.file}, and the {PAPER}" if True in on_paper else office.file


def _note(drafted: Drafted, office: vocabulary.Office) -> str:
    """What is to be done before it is sent: of what nobody has verified it is said that it must be looked up."""
    files = [vocabulary.paper_file(each.year) for each in drafted.wanted if each.paper]
    unsure = [office.unverified, *(known[1] if known else "the name of the files on paper" for known in files)]
    unsure += [vocabulary.unverified_count(each.post, each.year) for each in drafted.wanted]
    said = (
        f"Request {drafted.request.number}, drafted with reftel. Before sending: put in who you are"
        f"{' and which fees you will pay' if drafted.request.kind == 'foia' else ''}"
    )
    if any(unsure):
        said += f", and look up what is not verified here: {', '.join(dict.fromkeys(filter(None, unsure)))}"
    return f"{said}. Sources: {office.source}."


def as_text(drafted: Drafted) -> str:
    """The letter as plain text, in lines of `WIDTH` characters."""
    made = letter(drafted)
    parts = ["\n".join(made.sender), made.date, "\n".join(made.to), _wrapped(f"Subject: {made.subject}", "         ")]
    parts += ["Dear Sir or Madam:", *map(_wrapped, made.opening)]
    for number, item in enumerate(made.items, 1):
        head = _wrapped(f"{number}. {item.title}", "   ")
        facts = [_wrapped(f"{each.label}: {each.value}", "      ", "   ") for each in item.facts]
        citing = [_wrapped(f"- {each}", "     ", "   ") for each in item.citing]
        parts.append("\n".join([head, *facts, *(["   Cited in:"] if citing else []), *citing]))
    parts += [*map(_wrapped, made.closing), "Sincerely,", "[Your name]"]
    parts.append("\n".join(["Grounds", *(_wrapped(f"- {each}", "  ") for each in made.grounds)]))
    parts.append(_wrapped(f"({made.note})"))
    return _plain("\n\n".join(parts)) + "\n"


def as_docx(drafted: Drafted) -> bytes:
    """The letter as a Word document (Office Open XML), with its items as a numbered list."""
    import docx
    from docx.shared import Pt

    made = letter(drafted)
    document = docx.Document()
    document.core_properties.title = _plain(made.subject)
    document.core_properties.author = ""
    # The template that comes with the library is dated 2013.
    document.core_properties.created = drafted.request.drafted.replace(tzinfo=None)
    document.styles["Normal"].font.name = "Times New Roman"
    document.styles["Normal"].font.size = Pt(11)
    for block in (made.sender, (made.date,), made.to):
        document.add_paragraph(_plain("\n".join(block)))
    document.add_paragraph().add_run(_plain(f"Subject: {made.subject}")).bold = True
    for text in ("Dear Sir or Madam:", *made.opening):
        document.add_paragraph(_plain(text))
    for number, item in enumerate(made.items, 1):
        document.add_paragraph().add_run(_plain(f"{number}. {item.title}")).bold = True
        table = document.add_table(rows=0, cols=2)
        table.style = "Table Grid"
        facts = [*item.facts, *([Fact("Cited in", "\n".join(item.citing))] if item.citing else [])]
        for fact in facts:
            cells = table.add_row().cells
            cells[0].text, cells[1].text = _plain(fact.label), _plain(fact.value)
        for row in table.rows:
            row.cells[0].width, row.cells[1].width = Pt(120), Pt(330)
        document.add_paragraph()
    for text in (*made.closing, "Sincerely,", "", "[Your name]"):
        document.add_paragraph(_plain(text))
    document.add_paragraph().add_run("Grounds").bold = True
    for text in made.grounds:
        document.add_paragraph(_plain(text), style="List Bullet")
    document.add_paragraph().add_run(_plain(f"({made.note})")).italic = True
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def as_csv(requests: Iterable[Drafted]) -> Iterator[str]:
    """The table to follow requests up, one row a cable."""
    return iter(lines(COLUMNS, (row for each in requests for row in _rows(each))))


def _rows(drafted: Drafted) -> Iterator[tuple[object, ...]]:
    asked = drafted.request
    for position, each in enumerate(drafted.wanted, 1):
        yield (
            *(asked.number, asked.kind, asked.addressee, asked.state, asked.drafted, asked.sent, asked.answered),
            *(position, each.id, each.archives_number, each.post_name, each.year, each.serial, each.date),
            *(each.film, each.rolls, each.level, each.subject, each.why, _reasons(each), each.cited),
            *([cited.id for cited in each.citing], each.held, asked.note),
        )


def _opening(drafted: Drafted, foia: bool) -> Iterator[str]:
    one, several = _nouns(drafted.wanted)
    these = f"this {one}" if len(drafted.wanted) == 1 else f"these {several}"
    if foia:
        yield (
            f"Under the Freedom of Information Act (5 U.S.C. 552) I request a copy of {these} from "
            f"the {_file(drafted)}, described below by message reference number and by all else that I know."
        )
    else:
        yield (
            f"Under section 3.5 of Executive Order 13526 I request mandatory declassification review of {these} from "
            f"the {_file(drafted)}, described below by message reference number and by all else that I know."
        )
    cited = {each.cited > 0 for each in drafted.wanted if each.why == "missing"}
    found = {
        frozenset({True}): "I found it cited, but",
        frozenset({False}): "its number lies in the numbering of its post, but I found it",
    }.get(frozenset(cited), "I found it cited, or its number lies in the numbering of its post, but it is")
    missing = [each for each in drafted.wanted if each.why == "missing"]
    one, several = _nouns(missing)
    a = f"an {one}" if one == "airgram" else f"a {one}"
    if cited and drafted.request.addressee == "nara" and all(each.paper for each in missing):
        yield (
            f"Where {a} is said to be missing, {found} not among those that were released. Please search the "
            "files on paper that I name, and tell me if it was destroyed or lost."
        )
    elif cited and drafted.request.addressee == "nara":
        yield (
            f"Where {a} is said to be missing, {found} not among the electronic records that have been "
            f"released. Please search the withheld {several}, the microfilm and the paper copies too, by "
            "film number where I could name one, and tell me if it was destroyed or lost."
        )
    elif cited:
        yield f"Where {a} is said to be missing, {found} not among those that were released."
    cut = {each.elsewhere for each in drafted.wanted if {"partial", "redacted"} & set(_whys(each))}
    if True in cut:
        yield (
            "Where only an incomplete copy that was published elsewhere is known, I ask for the telegram as it was "
            "sent, or for all of it that can be released."
        )
    if False in cut:
        yield (
            "Where only a part of a telegram was released, please review what was withheld anew, and release all that "
            "can be separated from what must still be protected."
        )


def _nouns(wanted: Iterable[Wanted]) -> tuple[str, str]:
    """What one of them is called, and several: telegrams, airgrams, or both."""
    kinds = {each.airgram is not None for each in wanted}
    if kinds == {True}:
        return "airgram", "airgrams"
    return ("telegram or airgram", "telegrams and airgrams") if True in kinds else ("telegram", "telegrams")


def _closing(drafted: Drafted, foia: bool) -> Iterator[str]:
    office = vocabulary.offices()[drafted.request.addressee]
    if office.rolls is not None and not all(each.paper for each in drafted.wanted):
        told = {one for each in drafted.wanted for one in rolls_of(each)}
        unknown = sum(1 for each in drafted.wanted if not rolls_of(each) and not each.paper)
        if len(told) + unknown <= office.rolls:
            yield (
                f"This request asks for {_nouns(drafted.wanted)[1]} on no more than {office.rolls} rolls of film, "
                "as far as they are known."
            )
        else:
            yield "The rolls of film are not known exactly: those named above are likely, and I ask for no others."
    if foia:
        yield (
            "If any part is withheld, please name the exemption for each deletion. I am [a member of the press / a "
            "scholar / another requester] and will pay fees of up to [amount]; please tell me beforehand if they "
            "would be higher. I would like to receive electronic copies."
        )
    else:
        yield (
            "If any part can't be declassified, please tell me under which section of the order it remains "
            "classified, and how to appeal. I would like to receive electronic copies."
        )


def _item(each: Wanted, filmed: bool) -> Item:
    title = (
        f"{each.post_name}, {f'airgram {each.airgram}' if each.airgram else f'telegram {each.serial}'} of {each.year}"
    )
    catalogued = (
        f" (in the National Archives' catalogue {each.archives_number})" if filmed and each.archives_number else ""
    )
    numbered = "Airgram number" if each.airgram else "Message reference number"
    facts = [Fact(numbered, f"{each.number}{catalogued}"), Fact("Date", _date(each))]
    if each.paper and filmed:
        several = _nouns([each])[1]
        said = f"{several} from before July 1973 are on paper, neither in the electronic catalogue nor on its film"
        facts.append(Fact("Where to look", f"{each.paper}: {said}"))
    elif filmed:
        facts.append(Fact("Film number", _film(each)))
    facts.append(Fact("Original classification", each.level.capitalize() if each.level else "not known"))
    if each.subject:
        facts.append(Fact("Subject", each.subject))
    for why in (Why(each.why, each.reason), *each.also):
        label = "Known in part" if each.elsewhere and why.why == "partial" else _WHY[why.why]
        facts.append(Fact("Why I ask", f"{label}: {why.reason}"))
    facts += [Fact("Known loss", text) for text in each.losses]
    citing = [_cited(cited) for cited in each.citing]
    if each.cited > len(each.citing):
        citing.append(f"and {each.cited - len(each.citing)} more")
    return Item(title, tuple(facts), tuple(citing))


def _whys(each: Wanted) -> list[str]:
    return [each.why, *(why.why for why in each.also)]


def _causes(each: Wanted, on: dt.date) -> Iterator[str]:
    """Why it is asked for, as the table of grounds has it: what is overdue, by its own date or by its age."""
    for why in _whys(each):
        if why != "overdue":
            yield why
            continue
        if not each.aged:
            yield "own date"
        if each.year and each.year + _OF_AGE < on.year:  # on 31 December of that year
            yield "age"


def _reasons(each: Wanted) -> str:
    return "; ".join([each.reason, *(why.reason for why in each.also)])


_WHY = {
    "missing": "Missing",
    "partial": "Released in part",
    "redacted": "Redacted",
    "overdue": "Overdue",
    "classified": "Still classified",
}


def _date(each: Wanted) -> str:
    if each.date is None:
        return f"not known; of {each.year}"
    if each.held or each.airgram:
        return each.date_words or each.date
    if NAMED in (each.date_words or ""):
        return each.date_words or each.date
    return f"not known; estimated: {each.date_words}. In EDTF: {each.date}"


def _film(each: Wanted) -> str:
    if each.film:
        return each.film
    if not each.rolls:
        return "not known"
    where = f"roll {each.rolls[0]}" if len(each.rolls) == 1 else f"rolls {each.rolls[0]} to {each.rolls[-1]}"
    return f"not known; by the film numbers of telegrams sent before and after it, perhaps {where}"


def _cited(cited: Cited) -> str:
    """``74LAPAZ5093 of 9 August 1974, “On ferries”: “…”``."""
    when = f" of {_day(cited.sent)}" if cited.sent else ""
    said = f": “{cited.sentence}”" if cited.sentence else ", in its references"
    level = f" ({cited.level.lower()})" if cited.level else ""
    printed = f" (printed in {cited.printed})" if cited.printed else ""
    return f"{cited.id}{level}{when}{printed}{f', “{cited.subject}”' if cited.subject else ''}{said}"


def _day(day: dt.date) -> str:
    return f"{day.day} {vocabulary.MONTHS[day.month - 1]} {day.year}"


def _wrapped(text: str, indent: str = "", first: str = "") -> str:
    return textwrap.fill(
        " ".join(text.split()),
        WIDTH,
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _plain(text: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)
