"""Telegrams cited in printed volumes: ``my 453, July 6, 7 p.m.``, ``Telegram 210 from Dublin, July 3, not printed``.

The text says whose a number is, the volume who wrote to whom. A post numbered what it sent to the Department; the
Department numbered what it sent to each post apart (``36DEPTELCAIRO47`` is its telegram 47 to Cairo), until all were
counted together. From the later 1940s on both counted anew each July, too.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import msgspec

from reftel import vocabulary
from reftel.model import Cable, Place, Reference
from reftel.telegram import volume_documents
from reftel.telegram.form_citations import CIRCULAR
from reftel.telegram.identity import JULY_COUNTS, make_id, split_id

FOOTNOTE = "cited in a footnote"
"""How the rule of a citation in one begins."""
HEAD = "at the head of the text"
"""How the rule of one begins with which a telegram opens, as others do with a REF line: ``299. Your 438, June 25.``"""
DATED = "cited with its date"
"""How the rule of one begins whose words name the day of what it cites; behind FOOTNOTE and HEAD, where it is such."""
_JULY = 7
_EARLIER = 2
"""Days by which a date may lie behind the citing telegram's own: clocks differ, editors correct."""

_MONTH = rf"(?:{'|'.join(vocabulary.MONTHS)})"
_DATE = (
    rf"(?:,? (?:of |dated )?(?P<month>{_MONTH}) (?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: \[\d{{1,2}}\])?"
    r"(?:, (?P<year>(?:18|19|20)\d\d)(?!\d))?"
    r"(?:,? (?:\d{1,2}(?::\d\d)? [ap]\.m\.|noon|midnight)(?: \[[^\]\n]{1,8}\])?)?"
    r"(?:, (?P<later>(?:18|19|20)\d\d)(?!\d))?|,? of (?:today|yesterday|tonight))"
)
_KINDS = {
    "telegram": "cable",
    "cable": "cable",
    "message": "cable",
    "cablegram": "cable",
    "despatch": "despatch",
    "dispatch": "despatch",
    "instruction": "instruction",
    "airgram": "airgram",
}
_KIND = rf"(?P<kind>(?i:{'|'.join(_KINDS)}))(?:e?s)?"
# what may follow a number that nothing but `my` announces: `my 453, July 6`, not `my 2 colleagues`
_FOLLOWS = re.compile(
    r"(?=[,.;:)\]’”]|[–-]\d|\s*$"
    r"| (?:and|to|from|of|was|were|is|has|had|may|should|will|regarding|concerning|reporting|dated|not|with|in|on|by"
    rf"|which|that|as|I|we|inclusive|{_MONTH})\b)"
)
# the editors correct a number behind it: `No. 269 [264]`
_NUMBER = (
    r"(?P<number>\d{1,6})(?![\d/%]|[,.]\d)(?: \[(?P<meant>\d{1,6})\]|[–-](?P<last>\d{1,6}))?"
    rf"(?P<dated>{_DATE})?"
)
_WHOSE = re.compile(
    r"\b(?:(?P<mine>(?i:my|our))|(?P<yours>(?i:your))|(?P<department>(?i:dep(?:artmen)?t)[’']?s)"
    r"|(?P<post>(?i:legation|embassy|consulate(?: general)?|mission|delegation)[’']s)) "
    r"(?=(?:[a-z]{1,12} ){0,2}(?:telegram|cable|message|despatch|dispatch|instruction|airgram|No)|\d)"
    r"|\b(?:(?P<mytel>(?i:my))|(?P<urtel>(?i:ur))|(?P<deptel>(?i:dep|dept))|(?P<embtel>(?i:emb|leg|con|congen)))"
    r"(?i:tels?) (?=\d)"
)
_SAYS_WHOSE = ("my ", "our ", "’s ", "'s ", "tel ", "tels ")
"""One of these stands in whatever `_WHOSE` finds."""
_FIRST = re.compile(rf"(?P<circular>[Cc]ircular )?(?:[a-z]{{1,12}} ){{0,2}}?(?:{_KIND} )?(?P<no>Nos?\. ?)?{_NUMBER}")
_ANOTHER = re.compile(rf"(?:;|,)?(?: and)? (?P<circular>[Cc]ircular )?(?:{_KIND} )?(?P<no>Nos?\. ?)?{_NUMBER}")
_EDITORS = re.compile(rf"\b(?P<circular>[Cc]ircular )?{_KIND} (?P<no>Nos?\. ?)?{_NUMBER}")
_NAME = r"(?:St\. )?[A-Z][\w’'-]{1,20}(?: (?:[A-Z][\w’'-]{1,20}|of the|and the)){0,3}"
_OFFICE = (
    r"(?:Ambassador|Minister|Chargé|Consul|Embassy|Legation|Consulate|Mission|Delegation|Diplomatic|Appointed|Acting"
    r"|Representative|Agent)"
)
_WAY = re.compile(
    rf",? (?P<way>from|to) (?:(?:[Tt]he )?{_OFFICE}[\w ’'.-]{{0,40}}? (?P<prep>in|at) (?:the )?)?(?P<place>{_NAME})"
    rf"(?P<dated>{_DATE})?"
)
# `Repeated to the Minister Resident in Ethiopia as Department’s telegram No. 242`
_AS = re.compile(
    rf"\bto (?:[Tt]he )?{_OFFICE}[\w ’'.-]{{0,40}}? (?P<prep>in|at) (?:the )?(?P<place>{_NAME}) as (?:the )?$"
)
_AS_REACHES = 120
_QUOTES = re.compile("[“”]")
_OPENS = re.compile(r"\s{0,9}(?:\d{1,5}\. )?(?:(?:Referring to|Reference|Reference is made to) )?(?:the )?")
_GOES_ON = re.compile(r"[\s,;]{0,3}(?:and )?(?:the )?")
_NOTE = re.compile(r"^\[Footnote(?: (?P<number>[\w*†]{1,6}))?: ", re.MULTILINE)


class _Parties(NamedTuple):
    """Who wrote to whom, as a volume tells it."""

    post: str | None
    from_department: bool
    seats: Mapping[str, str]
    volume: str | None


class _Cited(NamedTuple):
    reference: Reference
    start: int
    end: int


def volume_document(volume: str | None, number: str) -> str | None:
    """Under what name a document of a volume is cited, as the volumes' own addresses have it: ``FRUS1936V03/D45``."""
    return f"{volume}/d{int(number)}".upper() if volume and number.isascii() and number.isdigit() else None


def with_citations(
    cable: Cable,
    *,
    post: str | None,
    from_department: bool,
    seats: Mapping[str, str],
    notes: Mapping[str, int],
    volume: str | None = None,
) -> Cable:
    """The cable with what its paragraphs and footnotes cite added to its references.

    Args:
        post: code of the post, in what the Department and a post wrote to each other.
        from_department: whether the Department wrote it.
        seats: countries → code of the post from which their embassy's telegrams of the volume were sent.
        notes: number of each footnote → the place in the text where its mark stood; what it cites belongs to the
            paragraph there.
        volume: ``frus1936v03``; by it ``Document 45`` leads to that document of it.
    """
    parties = _Parties(post, from_department, seats, volume)
    text = cable.text
    begins = [(place[0], i) for i in range(len(cable.paragraphs)) for place in cable.spans.get(f"paragraphs.{i}", ())]
    begins.sort()
    taken = [place for i in range(len(cable.references)) for place in cable.spans.get(f"references.{i}", ())]
    reader = _Reader(text, parties, cable.sent, split_id(cable.id or ""))
    marks = list(_NOTE.finditer(text))
    edge = marks[0].start() if marks else len(text)
    found: list[tuple[_Cited, int | None]] = []
    if begins:
        read = _opening(text, begins[0][0], reader.find(begins[0][0], edge))
        found += [(each, _paragraph(begins, each.start)) for each in read]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=False):
        at = notes.get(mark["number"] or "")
        paragraph = _paragraph(begins, at) if at is not None and begins else None
        for each in reader.find(mark.end(), end):
            rule = f"{FOOTNOTE}: {each.reference.rule}"
            found.append((each._replace(reference=msgspec.structs.replace(each.reference, rule=rule)), paragraph))
    taken.sort()
    fresh = [(each, at) for each, at in found if not _overlaps(taken, each)]
    if not fresh:
        return cable
    spans: dict[str, tuple[Place, ...]] = dict(cable.spans)
    references = list(cable.references)
    for each, paragraph in fresh:
        spans[f"references.{len(references)}"] = ((each.start, each.end),)
        references.append(msgspec.structs.replace(each.reference, paragraph=paragraph))
    rules = {"references": "cited in the text"} | cable.rules
    return msgspec.structs.replace(cable, references=tuple(references), spans=spans, rules=rules)


def _opening(text: str, begins: int, found: list[_Cited]) -> list[_Cited]:
    """The citations, those with which the telegram opens told as such."""
    opens = _OPENS.match(text, begins)
    reached = opens.end() if opens else begins
    heads = 0
    for each in found:
        between = _GOES_ON.match(text, reached)
        if each.start != reached and (not heads or between is None or each.start != between.end()):
            break
        reached, heads = each.end, heads + 1
    return [
        each._replace(reference=msgspec.structs.replace(each.reference, rule=f"{HEAD}: {each.reference.rule}"))
        for each in found[:heads]
    ] + found[heads:]


def _paragraph(begins: list[tuple[int, int]], at: int) -> int:
    return begins[max(bisect_right(begins, (at, len(begins))) - 1, 0)][1]


class _Reader:
    """What a telegram cites, read by one who knows its parties and its date."""

    def __init__(
        self, text: str, parties: _Parties, sent: dt.datetime | None, own: tuple[int, str, int] | None
    ) -> None:
        self._text = text
        self._parties = parties
        self._sent = sent
        self._own = own

    def find(self, start: int, end: int) -> list[_Cited]:
        """The citations of a stretch, in order, none over another."""
        found: list[_Cited] = []
        reached = start
        said = self._text[start:end].lower()  # words are looked for first: most texts have none of some
        whose = any(word in said for word in _SAYS_WHOSE)
        quotes = [each.start() for each in _QUOTES.finditer(self._text, start, end)] if whose else []
        for match in _WHOSE.finditer(self._text, start, end) if whose else ():
            if match.start() >= reached:
                quote = bisect_right(quotes, match.start()) - 1
                quoted = quote >= 0 and self._text[quotes[quote]] == "“"
                these = list(self._of_a_party(match, start, end, quoted=quoted))
                found += these
                reached = max([reached, *(each.end for each in these)])
        taken = sorted((each.start, each.end) for each in found)
        others = [*self._by_editors(start, end)] if any(kind in said for kind in _KINDS) else []
        others += self._documents(start, end) if "document" in said else ()
        found += [each for each in others if not _overlaps(taken, each)]
        return sorted(found, key=lambda each: each.start)

    def _of_a_party(self, whose: re.Match[str], begins: int, end: int, *, quoted: bool) -> Iterator[_Cited]:
        """``your 453, July 6, 7 p.m., and 454``: all numbers are of the one named first.

        In what is ``quoted`` another may speak: a telegram of London tells it, repeated for Cairo.
        """
        by_department = self._is_department(whose)
        match = _FIRST.match(self._text, whose.end(), end)
        start, kind = whose.start(), "cable"
        while match:
            bare = not match["no"] and not match["dated"]
            if bare and not _FOLLOWS.match(self._text, match.end(), end):
                return
            kind = _KINDS[match["kind"].lower()] if match["kind"] else kind
            post = None if quoted else self._parties.post
            if by_department and (to := self._addressee(whose.start(), match.end(), begins, end)):
                post = self._place(to)
            yield from self._references(match, start, match.end(), kind, post, by_department)
            at = match.end()
            match = _ANOTHER.match(self._text, at, end)
            if match:
                start = at + len(match[0]) - len(match[0].lstrip(" ,;"))
                start += len("and ") * self._text.startswith("and ", start)

    def _addressee(self, at: int, stop: int, begins: int, end: int) -> re.Match[str] | None:
        """To whom it went, as is said behind a number of the Department's, or before it."""
        way = _WAY.match(self._text, stop, end)
        if way and way["way"] == "to":
            return way
        return _AS.search(self._text[max(begins, at - _AS_REACHES) : at])

    def _is_department(self, whose: re.Match[str]) -> bool:
        if whose["department"] or whose["deptel"]:
            return True
        if whose["post"] or whose["embtel"]:
            return False
        mine = whose["mine"] or whose["mytel"]
        return self._parties.from_department if mine else not self._parties.from_department

    def _references(
        self, match: re.Match[str], start: int, end: int, kind: str, post: str | None, by_department: bool
    ) -> Iterator[_Cited]:
        shown = " ".join(self._text[start:end].split())
        for number in volume_documents.numbers(match["meant"] or match["number"], match["last"]):
            target, rule = None, "not a telegram"
            if match["circular"]:
                rule = CIRCULAR
            elif kind == "cable":
                target, rule = self._target(number, match, post, by_department)
            yield _Cited(Reference(shown, kind, None, target, rule), start, end)

    def _by_editors(self, start: int, end: int) -> Iterator[_Cited]:
        """``Telegram 210 from Dublin, July 3``; ``telegrams 123, July 3, and 125, July 5, from Bonn``."""
        reached = start
        for first in _EDITORS.finditer(self._text, start, end):
            if first.start() < reached:
                continue
            listed, at, following = [first], first.end(), _ANOTHER.match(self._text, first.end(), end)
            while following and not following["kind"]:
                listed.append(following)
                at = following.end()
                following = _ANOTHER.match(self._text, at, end)
            way = _WAY.match(self._text, at, end)
            reached = way.end() if way else at
            if not way and not any(each["no"] or each["dated"] for each in listed):
                continue
            kind = _KINDS[first["kind"].lower()]
            for each in listed:
                begins = each.start() + len(each[0]) - len(each[0].lstrip(" ,;"))
                begins += len("and ") * self._text.startswith("and ", begins)
                yield from self._sent_by(each, way, kind, begins, reached if len(listed) == 1 else each.end())

    def _sent_by(
        self, match: re.Match[str], way: re.Match[str] | None, kind: str, start: int, end: int
    ) -> Iterator[_Cited]:
        shown = " ".join(self._text[start:end].split())
        for number in volume_documents.numbers(match["meant"] or match["number"], match["last"]):
            target: str | None = None
            if kind != "cable":
                rule = "not a telegram"
            elif match["circular"]:
                rule = CIRCULAR
            elif way is None:
                rule = "who sent it is not told"
            else:
                dated = match if match["month"] else way
                target, rule = self._target(number, dated, self._place(way), by_department=way["way"] == "to")
            yield _Cited(Reference(shown, kind, None, target, rule), start, end)

    def _place(self, way: re.Match[str]) -> str | None:
        """The post that is named: by its town, or by the country in which the volume shows it."""
        if way["prep"] == "in":
            return _longest(way["place"], self._parties.seats.get)
        year = self._sent.year if self._sent else None
        return _longest(way["place"], lambda name: vocabulary.canonical_post(name, year=year))

    def _target(
        self, number: int, dated: re.Match[str], post: str | None, by_department: bool
    ) -> tuple[str | None, str]:
        count = post
        if by_department and self._sent is not None:
            count = vocabulary.department_count(post or "", self._sent.year)
        year, rule = self._year(dated, number, count)
        if by_department and year is not None:
            count = vocabulary.department_count(post or "", year)
            if count is None:
                return None, "the Department counted its telegrams to each post apart, or all together: it is not told"
            if count != vocabulary.DEPARTMENT and post is None:
                return None, "the Department counted its telegrams to each post apart: to which is not told"
        if count is None:
            return None, "of which post is not told"
        if year is None:
            return None, rule
        if year in JULY_COUNTS and self._month(dated) < _JULY:
            return None, "numbers began anew each July: of which half-year is not told"
        return make_id(year, count, number), rule

    def _month(self, dated: re.Match[str]) -> int:
        if dated["month"]:
            return vocabulary.MONTHS.index(dated["month"]) + 1
        return self._sent.month if self._sent else 1

    def _year(self, dated: re.Match[str], number: int, post: str | None) -> tuple[int | None, str]:
        """Of the date told; without one that of the citing telegram, where the post can have come so far."""
        told = dated["year"] or dated["later"]
        if told:
            return int(told), DATED
        if self._sent is None:
            return None, "of which year is not told"
        year = self._sent.year
        if dated["month"]:
            month, day = self._month(dated), int(dated["day"])
            before = (month, day) > (self._sent.month, self._sent.day + _EARLIER)
            return year - before, f"{DATED}, year inherited"
        if dated["dated"]:
            return year, "cited with its day, year inherited"
        own = self._own
        if own and own[1] == post:
            return (year, "year inherited") if number < own[2] else (None, "of which year is not told")
        return (None, "of which year is not told") if self._sent.month == 1 else (year, "year inherited")

    def _documents(self, start: int, end: int) -> Iterator[_Cited]:
        """``see Document 45`` of the same volume, as its own address has it."""
        volume = self._parties.volume
        named = (lambda number: volume_document(volume, str(number))) if volume else None
        return (_Cited(*each) for each in volume_documents.find(self._text, start, end, named))


def _longest(words: str, known: Callable[[str], str | None]) -> str | None:
    """What the longest beginning of the words names: ``New Delhi July`` is New Delhi."""
    parts = words.split()
    for many in range(len(parts), 0, -1):
        if code := known(" ".join(parts[:many]).rstrip(".,’'")):
            return code
    return None


def _overlaps(taken: list[tuple[int, int]], one: _Cited) -> bool:
    at = bisect_right(taken, (one.end, 0))
    return at > 0 and taken[at - 1][1] > one.start
