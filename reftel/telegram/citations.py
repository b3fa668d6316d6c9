"""Telegrams cited in the text: ``see LA PAZ 5021 of August 16, 1973``, ``This message supplements 05 BERN 2886``."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import msgspec

from reftel import vocabulary
from reftel.model import Reference
from reftel.telegram.findings import Findings
from reftel.telegram.identity import full_year, make_id
from reftel.telegram.references import Found
from reftel.telegram.shape import BLANK, DIGIT, LOWER, STOP, UPPER, capitals, occurrences, shape

# found from the serial backwards: numbers are rare, capitalised words are not
_SERIAL = re.compile(
    r"\d{2,6}(?![\w%/-]|[.,]\d)(?: \((\d\d)\)|(?=,? (?:OF|DATED|of|dated) [A-Za-z]{3,9} \d{1,2}, ?(19\d\d)))?"
)
_NUMBER = BLANK + DIGIT + DIGIT
_HYPHENED = UPPER + b"-" + DIGIT * 3
_YEAR_AND_BLANK = DIGIT + DIGIT + BLANK
_THREE_DIGITS = DIGIT * 3
_OF_NAMES = UPPER + LOWER + BLANK + STOP + b"'"
_DIGITS = re.compile(r"\d+")
_WORDS_OF = re.compile(r"\S+")
_LONGEST_WORD = 24
_NAME = re.compile(r"(?:(?<![\w.$-])|(?<=--))[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ.']+$")
_YEAR_BEFORE = re.compile(r"(?<![\w.$-])(?:19|20)?\d\d$")
# `UNCLAS SECTION 02 OF 02 PARIS 41898` is the telegram itself
_SECTION = re.compile(r"\b(?:SECTION|SEC|PART)\.? \d{1,2} OF $", re.IGNORECASE)
# `(USUN 3800, 3814)`: the second is of the same post
_MORE = re.compile(r",(?: AND)? (\d{3,6})(?=[,)])")
# `REFS LONDON 840, 774 AND 649:`, `SEE LIMA 417 AND 419.`: so are those behind a word that cites, but no counts
_LISTED_ALONG = re.compile(
    r"(?:,?\s(?:AND|OR|&)|,)\s(\d{3,6})(?=\s?[):;]|\s?\((?:NOTAL|\d\d\))|[.,](?!\d)|,?\s(?:AND|OR|&)\s\d|\s*\Z)",
    re.IGNORECASE,
)
_CITES_SEVERAL = re.compile(
    r"\b(?:SEE|SEE ALSO|PER|REFS?:?|REFTELS?:?|REFERENCES?|TELS?|TELEGRAMS?|CABLES?|OURTELS?|YOURTELS?)\s$",
    re.IGNORECASE,
)
_AIRGRAM = re.compile(r"(?<![\w-])A-\d{2,4}(?![\w-])")
_AIRGRAM_CUE = re.compile(r"(?:\bSEE|\bAIRGRAM|'S|\bPER)$", re.IGNORECASE)
_OF_DATE = re.compile(r" (?:OF|DATED) [A-Z]{3,9}\.? \d", re.IGNORECASE)
# `Embassy Paris's telegram 1234`, `STATE TEL NO. 12345`
_TELEGRAM_BEFORE = re.compile(r"(?:'S|’S|S')? (?:TELEGRAM|TEL|CABLE)S?(?: NO\.?| NUMBER)? $", re.IGNORECASE)
_TELEGRAMS = frozenset(["telegram", "telegrams", "cable", "cables", "tel", "tels", "number", "no."])
_WHOSE = re.compile(r"(?:(?<=\W)|^)(OUR|YOUR) $", re.IGNORECASE)
_OURS_OR_YOURS = ("OUR ", "our ", "Our ", "Your ")
_JOINS = re.compile(r"(?:\s\(?NOTAL\)?)?(?:,|;)?\s(?:AND\s|&\s)?|/|\s-\s", re.IGNORECASE)
_LONGEST_NAME = 4
_WINDOW = 60
_MONTHS = vocabulary.words("month")
# what may stand before a number without a year, so that `IN LIMA 25 PEOPLE` is none
_CUE = re.compile(
    # `(CONFIDENTIAL--USUN 3822)`, `(LIMITED OFFICIAL USE USUN 3817)`: how a summary of telegrams names each
    r"(?:\(|\((?:UNCLASSIFIED|LIMITED OFFICIAL USE|CONFIDENTIAL|SECRET|LOU|[UCS])(?:-{2,3}|[ ,]{1,2})"
    r"|\b(?:SEE|SEE ALSO|PER|REFS?:?|REFTELS?:?|TELS?|TELEGRAMS?|CABLES?|CITED IN|REPORTED IN|REPORTED|RE:?"
    r"|SUPPLEMENTS?|FURTHER TO"
    r"|(?:REFERS?|RESPONSE|REPLY) TO|SUPERSEDES|TRANSMITTED|REFERENCE|CONTAINED IN|FROM|IN)\s)$",
    re.IGNORECASE,
)
# `YOU HAVE PASSED LIMA 4179 RE KITES AND QUITO 2215 RE BELLS`: what comes behind tells that a telegram is meant
_SUBJECT_BEHIND = re.compile(r",?\s{1,2}(?:RE|REGARDING|CONCERNING)\b(?!-)", re.IGNORECASE)
# `WAS RAISED BY STATE 185136 DURING`
_DONE_BY = re.compile(
    r"\b(?:RAISED|REQUESTED|AUTHORI[ZS]ED|INSTRUCTED|DIRECTED|REPORTED|CONVEYED|TRANSMITTED|SUPERSEDED|CANCELLED|AMENDED"
    r"|CORRECTED|DESCRIBED|PROPOSED|SUGGESTED) BY\s$",
    re.IGNORECASE,
)
_ENDS_BY = re.compile(r"\s{1,2}(?:DURING|WHICH|OF|DATED)\b|\s?[.,;)](?!\d)", re.IGNORECASE)
# `AS BERLIN 1396 REPORTED`
_AS_SAID = re.compile(r"\bAS\s$", re.IGNORECASE)
_SAYS_BEHIND = re.compile(
    r"\s(?:REPORT|NOT|STAT|SAY|SAID|INDICAT|DESCRIB|MENTION|SUGGEST|EXPLAIN|SHOW)[A-Z]*\b", re.IGNORECASE
)
_ANSWERS = re.compile(
    r"\b(?:PURSUANT TO|(?:RESPONSE|RESPONDS?|REPLY|REPLIES|REPLYING|REFERS?|ACCORDANCE|REFERENCE) (?:TO|WITH)"
    r"|DRAW(?:S|N|ING) (?:ON|FROM)|(?:DELIVERED|RECEIVED|RECEIPT OF|TRANSMITTED)(?: THE)?)\s$",
    re.IGNORECASE,
)
# `Moscow 3345 and previous`, `LIMA 870 (NOTAL)`, `STATE 109422 CIRCULAR`
_SURE_BEHIND = re.compile(r"\s\(?(?:NOTAL|AND PREVIOUS|ET AL|CIRCULAR)\b", re.IGNORECASE)
_SURE_CUE = re.compile(r"\bPARA(?:GRAPH)?S? \d{1,2}(?: OF)?\s$", re.IGNORECASE)
_ENDS = re.compile(
    r"\s*(?:[),.;:]|$|\(?NOTAL|\(\d\d\)|(?:OF|DATED|AND|PARA|WE|THAT|WHICH|ON|REGARDING|RE|AS|TO)\b)", re.IGNORECASE
)
# `IN LA PAZ 1972` is a year, `IN LA PAZ 2284 WE WARNED` a telegram
_YEAR = re.compile(r"(?:19[4-9]|20[0-4])\d")
_YEAR_OF_OLD = re.compile(r"1[5-9]\d\d|20[0-4]\d")
_WEAK_CUE = re.compile(r"(?<!REPORTED )(?<!CITED )(?<!CONTAINED )\b(?:IN|FROM)\s$", re.IGNORECASE)


_LABEL_OR_MARKED = r"(?:\([A-Z]\)|[A-Z](?![\w']|\.\w))"
_THROUGH = r"(?:[ \n]?(?:--?|–)[ \n]?|[ \n](?:[Tt]hrough|THROUGH|[Tt]hru|THRU|to|TO)[ \n])"
_AND = r"(?:,?[ \n](?:and|AND|&)[ \n]|,[ \n]?|/)"
# what of `A through C, and E` is a label, and whether it ends a range
_IN_RANGE = re.compile(rf"({_THROUGH})?\(?(?<![A-Za-z])([A-Z])(?![A-Za-z])")
# `reftel`, `reftels`, `ref B`, `refs A and C`, `refs A through D`, `septel`
_WORD = re.compile(
    # `refs A-C`, `REFTELS (A) THROUGH (D)`: first, as a label alone begins like it
    rf"[Rr][Ee][Ff](?:(?:[Tt][Ee][Ll])?[Ss][ \n](?P<range>{_LABEL_OR_MARKED}{_THROUGH}{_LABEL_OR_MARKED}"
    rf"(?:(?:{_THROUGH}|{_AND}){_LABEL_OR_MARKED})*)"
    r"|[Tt][Ee][Ll][Ss]?\b(?:[ \n]"
    # an `A` may be an article, and an `I` the ambassador
    r"(?P<behind>[B-HJ-Z]|A(?=[),.;:]|[ \n](?:AND|OR|NOT|IS|WAS|HAS|WHICH|THAT)\b))\b(?![./'][A-Z]))?"
    r"|[Ss]?[ \n]\(?(?P<labels>[A-Z](?:(?:, ?| and | AND |/| & |, and )[A-Z](?![A-Za-z]))*)(?![A-Za-z]))"
    r"|[Ss][Ee][Pp][Tt][Ee][Ll][Ss]?\b"
)
_WORDS = (b"REF", b"SEPTEL")
"""How those begin, in capitals."""


def find(text: str, start: int, end: int, year: int | None, listed: tuple[Reference, ...] = ()) -> list[Found]:
    """All citations in ``text[start:end]``, in order: by number, and by words that point to the REF line.

    ``listed`` are the references of the REF line, to which ``reftel`` and ``ref B`` lead where exactly one is meant.
    """
    found = [*_numbered(text, start, end, year), *_airgrams(text, start, end), *_worded(text, start, end, listed)]
    return sorted(found, key=lambda each: each.start)


def cited(text: str) -> Iterator[Found]:
    """The telegrams that any text cites by number and year, in order: ``05 BERN 2886``. Never raises."""
    return _numbered(text, 0, len(text), None)


def add(findings: Findings, found: Iterable[Found], blocks: list[int]) -> None:
    """Add what the text cites to the references of the list, each with the paragraph that it stands in.

    ``blocks`` is where the paragraphs begin.
    """
    cited = list(findings.fields.get("references", ()))
    for each in found:
        paragraph = max(bisect_right(blocks, each.start) - 1, 0)
        findings.place(f"references.{len(cited)}", each.start, each.end)
        cited.append(msgspec.structs.replace(each.reference, paragraph=paragraph))
    if cited:
        findings.fields["references"] = tuple(cited)
        findings.rules.setdefault("references", "cited in the text")


def _worded(text: str, start: int, end: int, listed: tuple[Reference, ...]) -> Iterator[Found]:
    matches = _matches(text, start, end)
    if not matches:
        return
    leads = _leads(listed)
    for match in matches:
        shown, stop = " ".join(match[0].split()), match.end()
        if shown[:3].upper() == "SEP":
            reference = Reference(shown, "cable", None, None, "a separate telegram, not named")
            yield Found(reference, match.start(), match.end())
            continue
        labels: list[str] | list[None] = re.findall(r"(?<![A-Za-z])[A-Z](?![A-Za-z])", match["labels"] or "") or [None]
        if match["range"]:
            labels = _in_range(match["range"], leads)
        if match["behind"]:
            # `(REFTEL B)`; where the list has no such item, the letter belongs to what follows: `REFTEL U.S. POLICY`
            if match["behind"] in leads:
                labels = [match["behind"]]
            else:
                shown = shown.split()[0]
                stop = match.start() + len(shown)
        for label in labels:
            only = leads.get(label)
            if only is None:
                rule = "one of several references" if label in leads else "no such reference listed"
                yield Found(Reference(shown, "cable", label, None, rule), match.start(), stop)
            else:
                rule = "the reference so labelled" if label else "the only reference"
                yield Found(Reference(shown, only.kind, label, only.target, rule), match.start(), stop)


def _leads(listed: tuple[Reference, ...]) -> dict[str | None, Reference | None]:
    """Which reference each label means, and a word without one; None where it may be one of several."""
    meant: dict[str | None, list[Reference]] = {}
    if all(each.label is None for each in listed):
        # `REF: BERN 313; BERN 1017` and, below, `ref B`: by their order
        meant = {chr(65 + nth): [each] for nth, each in enumerate(listed[:26])}
    else:
        for each in listed:
            if each.label:
                meant.setdefault(each.label, []).append(each)
    if cables := [each for each in listed if each.kind == "cable"]:
        meant[None] = cables
    return {
        label: several[0] if len({each.target for each in several}) == 1 else None for label, several in meant.items()
    }


def _in_range(words: str, leads: dict[str | None, Reference | None]) -> list[str]:
    """The labels of ``A through C and E`` that the list has, each once; all that are named, if it has none of them."""
    labels: dict[str, None] = {}
    last = ""
    for match in _IN_RANGE.finditer(words):
        label = match[2]
        if match[1] and last:
            between = (chr(each) for each in range(ord(last) + 1, ord(label)))
            labels.update(dict.fromkeys(each for each in between if each in leads))
        labels[label] = None
        last = label
    return [each for each in labels if each in leads] or list(labels)


def _matches(text: str, start: int, end: int) -> list[re.Match[str]]:
    """Where a word that points to the REF line stands on its own, in order."""
    found: list[re.Match[str]] = []
    for at in occurrences(capitals(text), _WORDS, start, end):
        match = _WORD.match(text, at, end)
        if match and not text[at - 1 : at].isalnum():
            found.append(match)
    return found


def _airgrams(text: str, start: int, end: int) -> Iterator[Found]:
    """Airgrams: ``SEE A-169``, ``LA PAZ A-23``, ``DEPARTMENT'S A-3164 OF MAY 9``; an ``A-10`` alone is an aircraft."""
    if text.find("A-", start, end) < 0:
        return
    for match in _AIRGRAM.finditer(text, start, end):
        window = " ".join(text[max(start, match.start() - _WINDOW) : match.start()].split())
        begins, _year = _name_before(window + " ")
        named = _post_start(window[begins:])
        if named is None and not _AIRGRAM_CUE.search(window) and not _OF_DATE.match(text, match.end()):
            continue
        yield Found(Reference(match[0], "airgram", None, None, "not a telegram"), match.start(), match.end())


def _numbered(text: str, start: int, end: int, year: int | None) -> Iterator[Found]:
    """The telegrams cited by number.

    One is believed when a year stands before it and its post is known, or when a word of citing stands before it and
    nothing counted after it. Without any year the telegram's own is inherited.
    """
    end_of_last = -1
    for at in _may_be_cited(text, start, end):
        match = _SERIAL.match(text, at, end)
        if not match:
            continue
        floor = max(start, at - _WINDOW)
        window = " ".join(text[floor : at - (text[at - 1] == "-")].split("\n")).rstrip() + " "
        last_word = window[window.rfind(" ", 0, -1) + 1 : -1]
        if last_word in ("A", "CA") and text[at - 1] == "-":
            continue  # `STATE CA-3400`: an airgram
        said_so = _TELEGRAM_BEFORE.search(window) if last_word.lower() in _TELEGRAMS else None
        if said_so:
            window = window[: said_so.start()] + " "
        begins, year_begins = _name_before(window)
        cut = _post_start(window[begins:-1])
        if cut is None:
            if not window.endswith(_OURS_OR_YOURS) or not (whose := _WHOSE.search(window)):
                continue
            cut, begins, year_begins = 0, whose.start(1), None
        written = year_begins is not None and not cut
        if written and year_begins is not None and _SECTION.search(window, 0, year_begins):
            continue
        begins += cut
        name = window[begins:-1]
        said = match[1] or match[2] or (window[year_begins : begins - 1] if written else None)
        serial = _DIGITS.match(match[0])
        goes_on = 0 < end_of_last <= floor + begins and _JOINS.fullmatch(text, end_of_last, floor + begins) is not None
        if not serial or (
            not written
            and not (said_so and len(serial[0]) > 2)
            and not _is_cited(text, window, begins, serial[0], match.end(), said, goes_on=goes_on)
        ):
            continue
        at = floor + (year_begins if year_begins is not None and written else begins)
        post = name.upper() if cut == 0 and _WHOSE.fullmatch(window[begins:]) else vocabulary.canonical_post(name)
        own = full_year(said) if said else year
        if own is None or post is None:
            continue
        shown = " ".join(text[at : match.end()].split())
        rule = "cited in the text" if said else "cited in the text, year inherited"
        yield Found(Reference(shown, "cable", None, make_id(own, post, serial[0]), rule), at, match.end())
        end_of_last = match.end()
        if text[at - 1 : at] in ("(", "-"):
            another = _MORE
        elif _CITES_SEVERAL.search(window, 0, year_begins if written and year_begins is not None else begins):
            another = _LISTED_ALONG
        else:
            continue
        while more := another.match(text, end_of_last, end):
            if another is _LISTED_ALONG and _YEAR.fullmatch(more[1]):
                break
            end_of_last = more.end()
            target = make_id(own, post, more[1])
            yield Found(Reference(more[1], "cable", None, target, f"{rule}, post inherited"), more.start(1), more.end())


def _is_cited(text: str, window: str, begins: int, serial: str, end: int, said: str | None, *, goes_on: bool) -> bool:
    """True for a post and a serial without a year before them, where the words around them cite a telegram.

    ``goes_on`` says that the one cited before stands directly in front of it: ``SEE LIMA 870, QUITO 1234``.
    """
    if len(serial) < 3:
        return False
    if not window[begins:].isupper():
        # `in Sydney 2000` and `(Vienna 1815)` are years, `from Berlin 1396 people` a count
        if (not said and _YEAR_OF_OLD.fullmatch(serial)) or _WEAK_CUE.search(window, 0, begins):
            return False
    elif not said and _YEAR.fullmatch(serial) and _WEAK_CUE.search(window, 0, begins):
        return False
    if _SURE_CUE.search(window, 0, begins) or _SURE_BEHIND.match(text, end):
        return True
    if len(serial) > 3 and not _YEAR.fullmatch(serial) and _says_more(text, window, begins, end):
        return True
    return bool((goes_on or _CUE.search(window, 0, begins)) and _ENDS.match(text, end))


def _says_more(text: str, window: str, begins: int, end: int) -> bool:
    """True where a long serial's telegram has a subject, or did something: ``RE KITES``, ``RAISED BY STATE 185136``."""
    if _SUBJECT_BEHIND.match(text, end):
        return True
    if _ANSWERS.search(window, 0, begins):
        return True
    if _AS_SAID.search(window, 0, begins):
        return _SAYS_BEHIND.match(text, end) is not None
    return bool(_DONE_BY.search(window, 0, begins) and _ENDS_BY.match(text, end))


def _name_before(window: str) -> tuple[int, int | None]:
    """Where the capitalised words begin that end the window (at most four, one blank between), and a year before."""
    begins = end = len(window) - 1
    for _ in range(_LONGEST_NAME):
        blank = window.rfind(" ", 0, end)
        match = _NAME.search(window, blank + 1, end)
        if not match:
            break
        begins = match.start()
        if begins > blank + 1:  # `(BERN`: nothing goes on before it
            return begins, None
        end = blank
        if blank < 0:
            return begins, None
    year = _YEAR_BEFORE.search(window, max(0, begins - 6), begins - 1) if begins < len(window) - 1 else None
    return begins, year.start() if year else None


def _may_be_cited(text: str, start: int, end: int) -> Iterator[int]:
    """Numbers behind a capitalised word that is no month: most numbers are none, and cost little."""
    kinds = shape(text)
    for at in occurrences(kinds, (_NUMBER, _HYPHENED), start, end):
        if kinds.startswith(UPPER, at):
            yield at + 2
            continue
        stop = at
        long = kinds.startswith(_THREE_DIGITS, at + 1)
        year = -1 if long else kinds.rfind(_YEAR_AND_BLANK, max(start, at - _WINDOW), at)
        if year < 0 and not long:
            continue
        while stop > start and kinds.startswith(BLANK, stop - 1):
            stop -= 1
        word = kinds.rfind(BLANK, max(start, stop - _LONGEST_WORD), stop) + 1
        word += kinds.startswith(b"(", word)
        if not kinds.startswith(UPPER, word):
            if long and text[word:stop] in _TELEGRAMS:
                yield at + 1
            continue
        if text[word:stop].upper() in _MONTHS:
            continue
        if long:
            yield at + 1
            continue
        # nothing but words between the year and the number: `09 RIO DE JANEIRO 311`
        if year >= 0 and not kinds[year + 3 : word].translate(None, _OF_NAMES):
            yield at + 1


def _post_start(words: str) -> int | None:
    """Where in ``see also LA PAZ`` the post's own words begin: the longest end of them that is a post."""
    for match in _WORDS_OF.finditer(words):
        name = words[match.start() :]
        if name[0].isupper() and vocabulary.canonical_post(name):
            return match.start()
    return None
