"""What the editors of a printed volume tell of a document: what it is, who sent it, where and when.

*Foreign Relations of the United States* says it in three places, which have changed little since 1861: a source note
(``711.90H/49: Telegram``), a head (``The Ambassador in France (Straus) to the Secretary of State``) and a dateline
(``Paris, March 10, 1936—noon.``).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

import msgspec

from reftel import vocabulary
from reftel.model import Post
from reftel.sources.document import Printed, Told

_SOURCE_SAYS = re.compile(
    r":\s{0,5}(?:Circular )?(?:Telegram|Cablegram)(?: \([^()]{1,40}\))?\W{0,3}$|\[(?:Circular )?Telegram\]", re.I | re.M
)
_HEAD_SAYS = re.compile(
    r"\A(?:\[?\d{1,5}\]?\.? )?\[?(?:Circular |Paraphrase of (?:a )?|Joint )?(?:Telegram|Cablegram)\b|\[Telegram\]", re.I
)
_OTHERS = (
    "memorandum",
    "airgram",
    "despatch",
    "dispatch",
    "letter",
    "aide-mémoire",
    "note",
    "minutes",
    "report",
    "instruction",
    "statement",
    "press release",
    "editorial note",
    "treaty",
    "agreement",
    "message",
)
_NUMBER = re.compile(r"\A(?:No\. ?)?(\d{1,6})\. (?=\S)")
_FULL_NUMBER = re.compile(r"\b((?:19|20)\d\d) ([A-Z][A-Z ]{2,24}?) (\d{3,6})\b")
_SENDER_TO_RECEIVER = re.compile(r"\bto (?:the |President\b|Mr\. |Certain |All |Diplomatic )", re.I)
_WASHINGTON = re.compile(r"\b(?:Secretary of State|Department of State|Department)\b")
_OF_A_POST = re.compile(
    r"\b(?:Embassy|Legation|Consulate|Ambassador|Minister|Chargé|Consul|Mission|Representative|Agent)\b"
)
_OFFICE = re.compile(r"\b(?P<prep>in|at) (?:the )?(?P<place>[A-Z][\w’'.-]{1,20}(?: [A-Z][\w’'-]{1,20}){0,3})")
_LEVEL = re.compile(
    r"(?:[.;”\"] |\A)(Top Secret|Secret|Confidential|Limited Official Use|Official Use Only|Unclassified)(?=[;.,])"
)
_DATE = re.compile(rf"\b({'|'.join(vocabulary.MONTHS)}) (\d{{1,2}}), ((?:18|19|20)\d\d)\b")
_DAY_ALONE = len("1936-06-17")
_ZULU = re.compile(r"\b(\d{2})(\d{2}) ?Z\b")


class Volume(msgspec.Struct, frozen=True):
    """The volume that a document stands in."""

    xml_id: str | None = None
    """``frus1936v03``."""
    title: str | None = None


class Edited(msgspec.Struct, frozen=True):
    """A document as the editors printed it; every text flowed, the absent empty."""

    xml_id: str | None
    """``d3``; None where it is no name that can stand in a link."""
    number: str | None
    pages: tuple[str, ...]
    page_places: tuple[tuple[str, int], ...]
    """Each page that begins in the text, and where: the character that is its first. Empty for a document on one."""
    source: str
    """``711.90H/49: Telegram``; several source notes as lines."""
    head: str
    dateline: str
    town: str
    """The place that the dateline marks as one: ``Paris``."""
    when: str | None
    """ISO 8601, as precise as the editors knew; mostly without zone: the clock of the place."""
    opening: str
    """The first paragraph; a telegram's number stands before its first word: ``182. Referring to …``."""
    text: str
    to: str
    """Whom the head marks as the one it was sent to: ``Secretary of State``."""
    notes: tuple[tuple[str, str], ...]
    """Number and text of each footnote."""
    note_places: dict[str, int] = {}
    """Number of each footnote → the place in the text where its mark stood."""


class Seats:
    """From which post each country's embassy wrote, as the telegrams of a volume show it one after the other.

    What none of them has shown yet is told by ``ahead``, those of the whole volume.
    """

    def __init__(self, ahead: Seats | None = None) -> None:
        self._ahead = ahead
        self._of_country: dict[str, set[str]] = {}
        self._of_others: set[str] = set()
        """Posts from which an office of a town wrote: the Consul at Geneva."""

    def learn(self, document: Edited, post: Post | None) -> None:
        """Take in who sent a telegram, and whence."""
        office = _OFFICE.search(_parties(document)[0])
        if office is None or post is None or post.code == vocabulary.DEPARTMENT:
            return
        if office["prep"] == "in":
            self._of_country.setdefault(office["place"], set()).add(post.code)
        else:
            self._of_others.add(post.code)

    def of(self, country: str) -> str | None:
        """The one post; None where the volume shows none or several, or one whose numbers may be another office's."""
        codes = self._of_country.get(country, set())
        if not codes and self._ahead:
            return self._ahead.of(country)
        code = next(iter(codes)) if len(codes) == 1 else None
        shared = code in self._of_others and vocabulary.post_kind(code or "") != "embassy"
        return None if shared else code

    def named(self, text: str) -> dict[str, str]:
        """Of the countries that the text names, those whose post is known."""
        shown = self._of_country.keys() | (self._ahead._of_country.keys() if self._ahead else set())
        return {name: code for name in sorted(shown) if name in text and (code := self.of(name))}


def kind(document: Edited) -> str:
    """``telegram``, or what else it is, by the first word that its head says; ``other`` where it says none."""
    if _SOURCE_SAYS.search(document.source) or _HEAD_SAYS.search(document.head):
        return "telegram"
    words = f"{document.head} {document.source}".lower()
    found = [(words.index(name), name) for name in _OTHERS if name in words]
    return min(found)[1] if found else "other"


def seats_of(documents: Iterable[Edited]) -> Seats:
    """What all telegrams of a volume show, to tell it of those, too, that stand before the ones that show it."""
    ahead = Seats()
    for each in documents:
        if kind(each) == "telegram":
            ahead.learn(each, _post(each))
    return Seats(ahead)


def told(document: Edited, volume: Volume, seats: Seats) -> Told:
    """What stands beside the telegram's text, with where the edition prints it."""
    post = _post(document)
    seats.learn(document, post)
    sent, local = _sent(document)
    printed = _correspondence(document, post, volume, seats)
    attributes = {
        "Title": document.head,
        "Volume": volume.title,
        "Volume id": volume.xml_id,
        "Document": document.number,
        "xml:id": document.xml_id,
        "Page": "–".join(dict.fromkeys((document.pages[0], document.pages[-1]))) if document.pages else None,
        "Page places": " ".join(f"{page}@{place}" for page, place in document.page_places),
        "Source": document.source.replace("\n", "; "),
        "Dateline": document.dateline,
        "Telegram number": _number(document),
    }
    level = _LEVEL.search(document.source)
    return Told(
        id=_id(document, post, printed.post if printed.from_department else None, sent),
        sent=sent,
        local=local,
        level=level[1].upper() if level else None,
        origin=post.name if post is not None else None,
        to=_receiver(document),
        attributes={name: value for name, value in attributes.items() if value},
        partial="[extract" in document.source.lower(),
        printed=printed,
    )


def _correspondence(document: Edited, post: Post | None, volume: Volume, seats: Seats) -> Printed:
    """Who wrote to whom, where that is the Department and one post."""
    sender, receiver = _parties(document)
    named = seats.named("\n".join((document.text, *(text for _, text in document.notes))))
    other, from_department = receiver, post is not None and post.code == vocabulary.DEPARTMENT
    if not from_department:
        other = sender if post is not None and _WASHINGTON.search(receiver) else ""
    office = _OFFICE.search(other)
    code = None
    if office is not None and office["prep"] == "in":
        code = seats.of(office["place"])
    elif office is not None:
        when, _ = _sent(document)
        code = vocabulary.canonical_post(office["place"], year=when.year if when else None)
    return Printed(
        post=code,
        from_department=from_department,
        seats=named,
        notes=document.note_places,
        volume=volume.xml_id,
        document=document.number,
    )


def _number(document: Edited) -> str | None:
    found = _NUMBER.match(document.opening)
    return found[1] if found else None


def _parties(document: Edited) -> tuple[str, str]:
    """Who sent it, to whom, as the head says it."""
    head = re.sub(r"\A.{0,60}?\b(?:Telegram|Cablegram) From ", "", document.head, flags=re.I)
    cut = _SENDER_TO_RECEIVER.search(head)
    return (head[: cut.start()], head[cut.start() :]) if cut else (head, "")


def _receiver(document: Edited) -> str | None:
    """The one to whom it was sent, as the head marks or, in volumes without marks, says it."""
    return document.to or re.sub(r"\Ato (?:the )?", "", _parties(document)[1], flags=re.I).strip() or None


def _post(document: Edited) -> Post | None:
    """The post that sent it: the Department by name, any other by the dateline's town, if the sender has one."""
    sender, _ = _parties(document)
    if _WASHINGTON.search(sender):
        return vocabulary.post(vocabulary.DEPARTMENT)
    if not _OF_A_POST.search(sender):
        return None
    when, _ = _sent(document)
    town = document.town or document.dateline.partition(",")[0]
    code = vocabulary.canonical_post(town.strip(), year=when.year if when else None)
    return vocabulary.post(code, year=when.year if when else None) if code else None


def _id(document: Edited, post: Post | None, to: str | None, sent: dt.datetime | None) -> str | None:
    """The reference number, only where it is beyond doubt in which count the number stands.

    A post's is that of what it sent to the Department, the Department's that of what it sent to the one post.
    """
    whole = _FULL_NUMBER.search(document.source)
    if whole is not None:
        return f"{whole[1]} {whole[2]} {whole[3]}"
    number, (_, receiver) = _number(document), _parties(document)
    if number is None or post is None or sent is None:
        return None
    count = post.code if _WASHINGTON.search(receiver) else None
    if post.code == vocabulary.DEPARTMENT:
        count = vocabulary.department_count(to, sent.year) if to else None
    return f"{sent.year % 100:02d}{count}{int(number)}" if count else None


def _sent(document: Edited) -> tuple[dt.datetime | None, bool]:
    """The editors' date, and whether its hour is by the clock of the place, as nothing tells a zone."""
    clock = _ZULU.search(document.dateline)
    if document.when:
        try:
            moment = dt.datetime.fromisoformat(document.when)
            if moment.tzinfo is not None:
                return moment.astimezone(dt.UTC), False
            return moment.replace(tzinfo=dt.UTC), len(document.when) > _DAY_ALONE and clock is None
        except (ValueError, OverflowError):
            pass
    date = _DATE.search(document.dateline)
    if date is None:
        return None, False
    hour, minute = (int(clock[1]), int(clock[2])) if clock else (0, 0)
    try:
        month = vocabulary.MONTHS.index(date[1]) + 1
        return dt.datetime(int(date[3]), month, int(date[2]), hour, minute, tzinfo=dt.UTC), False
    except ValueError:
        return None, False
