"""The REF line: every item, in order, with its label, its kind, and its target where exactly one reading remains."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import msgspec

from reftel import vocabulary
from reftel.model import Reference, Struct
from reftel.telegram.findings import Findings
from reftel.telegram.identity import full_year, make_id, split_id
from reftel.telegram.items import WORD, Item, items

_AIRGRAM = re.compile(r"\b(?:CA|A)-\d{1,4}\b|\bAIRGRAM\b", re.IGNORECASE)
_KINDS = (
    ("email", re.compile(r"\bE-? ?MAILS?\b", re.IGNORECASE)),
    ("telephone", re.compile(r"\b(?:TELCONS?|TELEPHONE|PHONE|TELECO[NM]S?|PHONCONS?)\b", re.IGNORECASE)),
    ("fax", re.compile(r"\b(?:FAX|FACSIMILE)\b", re.IGNORECASE)),
    ("memo", re.compile(r"\b(?:MEMO|MEMCON|MEMORANDUM|MEMOS)\b", re.IGNORECASE)),
    ("meeting", re.compile(r"\b(?:MEETING|CONVERSATION|DISCUSSIONS?)\b", re.IGNORECASE)),
    ("airgram", _AIRGRAM),
    ("letter", re.compile(r"\bLETTERS?\b", re.IGNORECASE)),
    ("web", re.compile(r"\bHTTPS?:|\bWWW\.|\bWEB ?SITE\b", re.IGNORECASE)),
    (
        "report",
        re.compile(r"\b(?:REPORTS?|IIR|TD(?:X|CS|FIR(?:DB)?)?|FBIS|INCSR|HOTR|NOTICE|SITREPS?)\b", re.IGNORECASE),
    ),
)
# year, post, serial, year: `08 RIO DE JAN 0044`, `2007 MANAGUA 2135`, `SAO PAULO 66 (08)`, `AMMAN 5049-01`, `HK05511`
_CABLE = re.compile(
    r"(?:(?<![\w-])(?P<year>(?:19|20)\d\d|[O0-9]\d)(?:[ \t\n]*|-(?=[A-Z]{2})))?"
    r"(?P<post>(?:(?<![A-Za-z'])|(?<=[\s(]'))[A-Za-z](?:[A-Za-z.']|-(?=[A-Za-z])|0(?=[A-Z ])){0,24}"
    r"(?:[ \t\n]+[A-Za-z](?:[A-Za-z.']|0(?=[A-Z ])){0,24}){0,5}?)"
    r"[ \t\n]*+(?:(?:[,:]|(?P<hyphen>(?<![ \t\n][Aa])(?<![ \t\n][Cc][Aa])-)(?=[ \t]?\d{2}))[ \t\n]*+)?"
    r"(?:#|N(?:O|R|UMBER)\.? |['’(](?=\d\d\)?[ -]\d{3}))?(?P<serial>\d{1,7})"
    r"(?!\w|[:.]\d|/(?!\d{2,6}\b(?!/)|[A-Z][A-Z ]{2,20} \d))"
    r"(?:[ \t]*\((?P<after>(?:19|20)?\d\d)\)|[-/](?P<dashed>(?:19|20)?\d\d)(?!\d)"
    r"| (?P<loose>[089]\d)(?=\s*(?:[,;.]|$)))?"
)
# `STATE 235324 OF 11/30/73`, `BERN 12 OF NOVEMBER 9, 1973`, `BERN 12 DATED 3 MAY 74`: the date tells the year, and
# its last digits are no year of the cable in the next line
_DATED = re.compile(
    r"[ \t\n]*+,?[ \t\n]*+(?:OF|DATED|DTD)[ \t\n]++(?:"
    r"\d{1,2}/\d{1,2}/((?:19|20)?\d\d)|((?:19|20)\d\d)\b|[A-Z]{3,9}\.? \d{1,2}, ?((?:19|20)\d\d)"
    r"|\d{1,2} [A-Z]{3,9}\.?,? ((?:19|20)?\d\d)"
    r")(?!\d)",
    re.IGNORECASE,
)
# the serial behind a year: `BERN 07-1234`, `BERN '07 1234`, `BERN (07) 1234`, `STATE09 126`
_SERIAL_BEHIND = re.compile(r"\)?[- ](\d{3,6}|(?<=\b0\d )\d\d)(?![\w/-])")
_YEAR_DIGITS = (2, 4)
_MOST_YEARS_BACK = 9
"""A number that is read as a year is none of a decade ago."""
_BACKWARD = re.compile(
    r"(?<!\d)(?P<serial>\d{1,7})\s+(?P<post>[A-Za-z][A-Za-z.']*(?: [A-Za-z][A-Za-z.']*){0,3})[\s,;.]*$"
)
_ONE_BACKWARD = re.compile(
    r"(?<!\d)(?P<serial>\d{1,7}) (?P<post>[A-Za-z][A-Za-z.']*(?: [A-Za-z][A-Za-z.']*){0,3})(?=[,;]|\s*\Z)"
)
_SEVERAL_BACKWARD = re.compile(r"\s*\d{1,7} [A-Za-z.' ]{3,30}(?:[,;]\s*\d{1,7} [A-Za-z.' ]{3,30}){1,20}\s*")
# `B. 3`: the post of the item before, at the beginning of its year
_DIGIT = re.compile(r"\s*+([1-9])\s*+[.,;]?\s*+")
# `AND 2764`, `, 12155`, `& 13381`, `B. 6307`: a serial of the post before it
# `BERN 44, 22 MAR 76`: the day that it was sent
_NO_DAY = rf"(?! (?:{'|'.join(sorted(vocabulary.words('month'), key=len, reverse=True))})\b)"
_SERIAL = re.compile(
    r"\s*+(?:\((?:NOTAL|EXDIS|NODIS|LIMDIS|NOFORN|SBU|[UCS]|[A-Z]{3,9}\.? \d{1,2})\)\s*+)?(?:[,;/]\s*+)?"
    r"(?:(?:AND\b|&|\b(?:OR|THROUGH|THRU)\b)\s*+)?"
    r"(?:#|NO\.? )?0*(\d{2,7})(?![\w/:-])" + _NO_DAY,
    re.IGNORECASE,
)
_WORDS = re.compile(r"\S+")
_BARE = re.compile(r"\W*(\d{3,7})\W*")
# after an unknown post and its serial: nothing, `AND 2764`, `(NOTAL)`, `& 13381`, or a further number
_NOTHING_ELSE = re.compile(
    r"[ \t\n\-¶,;.]*+(?:AND (?=[ \t\n\-¶,;.]*+[^ \t\n\-¶,;.])|\(|NOTAL|&|\d*+[ \t\n\-¶,;.]*+\Z)", re.IGNORECASE
)
_NO_LETTER = re.compile(r"[^A-Z]")
_NOISE = vocabulary.words("not a post")
_MONTHS = vocabulary.words("month")
# `OUR 870`, `URTEL 33`: whose they are, the telegram's own heading tells
_RELATIVE = vocabulary.words("own telegram") | vocabulary.words("addressee's telegram")
_NUMBERED_OTHERWISE = vocabulary.words("has a number, is no post")


class Found(Struct, frozen=True, gc=False):
    """A reference and its place in the text that was searched."""

    reference: Reference
    start: int
    end: int


def listed(text: str, start: int, end: int, findings: Findings) -> list[Found]:
    """As ``read``, with year and post of the telegram as far as they are found."""
    own = split_id(findings.fields.get("id") or "")
    return read(text, start, end, year=findings.year(), own_post=own[1] if own else None)


def read(text: str, start: int, end: int, *, year: int | None, own_post: str | None) -> list[Found]:
    """All references of ``text[start:end]`` (the value of a REF line), read with accents aside: ``BOGOTÁ 331``.

    ``year`` is the telegram's own, inherited by an item that names none; ``own_post`` stands for the post of an item
    that is a bare serial at the head of the list.
    """
    value = text[start:end]
    if value.isascii() or (plain := value.translate(_UNACCENTED)) == value:
        return _read(text, start, end, year, own_post)
    before = text[max(0, start - _LABEL_BEFORE) : start]
    base = start - len(before)
    return [_as_written(each, text, base) for each in _read(before + plain, len(before), end - base, year, own_post)]


_UNACCENTED = {code: unicodedata.normalize("NFD", chr(code))[0] for code in range(0xC0, 0x180)}
_LABEL_BEFORE = 8
"""Characters before a list in which its label is looked for."""


def _as_written(found: Found, text: str, base: int) -> Found:
    """The same as it stands in ``text`` as read, ``base`` characters further on."""
    start, end = found.start + base, found.end + base
    shown = " ".join(text[start:end].split())
    return Found(msgspec.structs.replace(found.reference, text=shown), start, end)


def _read(text: str, start: int, end: int, year: int | None, post: str | None) -> list[Found]:
    found: list[Found] = []
    for item in items(text, start, end):
        here = list(_item(text, item, year, post))
        found += here
        last = next((f.reference for f in reversed(here) if f.reference.target), None)
        if last and last.target:
            own = split_id(last.target)
            post = own[1] if own else post
    return found


def _item(text: str, item: Item, year: int | None, post: str | None) -> Iterator[Found]:
    value = text[item.start : item.end]
    kind = next((name for name, pattern in _KINDS if pattern.search(value)), None)
    if kind and (cut := _cable_above(value)):
        # `LA PAZ 638`, and in the line below `BINNS/AMBASSADOR TELECON JAN 31`: two references, neither labelled
        yield from _item(text, Item(item.label, item.start, item.start + cut), year, post)
        yield from _item(text, Item(None, item.start + cut, item.end), year, post)
        return
    if kind in _APART and (apart := _cables_beside(value)):
        # `QUILL E-MAIL OF 3/4 AND LIMA 638`, `LIMA 638 AND QUILL E-MAIL OF 3/4`
        begins, ends = item.start + apart[0], item.start + apart[1]
        yield from _cables(text, Item(item.label, item.start, begins), year, post)
        yield _other(text, Item(item.label, begins, ends), kind)
        yield from _cables(text, Item(item.label, ends, item.end), year, post)
        return
    if kind == "airgram" and (cuts := _airgrams_apart(text, item)):
        for start, end in pairwise((item.start, *cuts, item.end)):
            yield from _item(text, Item(item.label, start, end), year, post)
        return
    if kind and not (kind in ("report", "airgram", "meeting", "letter") and _names_post(value)):
        yield _other(text, item, kind)
        return
    any_found = False
    reached = item.start
    for found in _cables(text, item, year, post):
        any_found = True
        reached = found.end
        yield found
    if not any_found and (bare := _BARE.fullmatch(value)):
        start = item.start + bare.start(1)
        yield Found(Reference(bare[1], "cable", item.label, None, "no post known"), start, start + len(bare[1]))
    elif not any_found and (hyphen := _HYPHEN.fullmatch(value)) and (known := vocabulary.canonical_post(hyphen[1])):
        start, end = item.start + hyphen.start(1), item.start + hyphen.end(2)
        yield _found(text, item, start, end, known, hyphen[2], year, "year inherited")
    elif (
        not any_found
        and re.search(r"\w\w", value)
        and not _NOTHING.fullmatch(value)
        and not _ONLY_SEPTEL.fullmatch(value)
    ):
        yield _other(text, item, "other")
    elif kind == "airgram" and (match := _AIRGRAM.search(text, reached, item.end)):
        start, end = match.start(), match.end()
        yield Found(Reference(text[start:end], kind, item.label, None, "not a telegram"), start, end)
    if match := _SEPTEL.search(text, reached, item.end):
        start, end = match.span(1)
        yield Found(Reference(text[start:end], "cable", item.label, None, "a separate telegram, not named"), start, end)


def _airgrams_apart(text: str, item: Item) -> list[int]:
    """Where to cut ``ROME A-9, ROME A-14 AND A-15``, and ``A-9, ROME 1234``: at what parts one from the next."""
    cuts: list[int] = []
    at = item.start
    parted = list(_PARTS_AIRGRAMS.finditer(text, item.start, item.end))
    for i, each in enumerate(parted):
        until = parted[i + 1].start() if i + 1 < len(parted) else item.end
        if _cites_one(text, at, each.start()) and _cites_one(text, each.end(), until):
            cuts.append(each.end())
            at = each.end()
    return cuts


def _cites_one(text: str, start: int, end: int) -> bool:
    return bool(_AIRGRAM_NUMBER.search(text, start, end) or _CITES_CABLE.fullmatch(text, start, end))


_AIRGRAM_NUMBER = re.compile(r"\b(?:CA|A)-\d{1,4}\b", re.IGNORECASE)
_PARTS_AIRGRAMS = re.compile(r"[,;\n]\s*(?:AND\s+)?|\s(?:AND|&)\s+", re.IGNORECASE)
_CITES_CABLE = re.compile(r"\s*(?:\d\d )?[A-Z][A-Z ]{2,20} \d{2,7}\W*", re.IGNORECASE)


def _cable_above(value: str) -> int | None:
    """Where the second line begins, if the first holds a cable and nothing else, and no cable stands below it."""
    first = len(value) - len(value.lstrip())
    cut = value.find("\n", first)
    match = _CABLE.match(value, first, cut) if cut > 0 else None
    if match is None or WORD.search(value, match.end(), cut) or _split_post(match["post"])[0] is None:
        return None
    return cut


_APART = ("email", "telephone", "fax", "memo")
_PARTS = re.compile(r"(?:\s(?:AND|&)|,)\s+", re.IGNORECASE)


def _cables_beside(value: str) -> tuple[int, int] | None:
    """Where what is no telegram begins and ends between those that stand before and behind it; None without any."""
    cuts = [(match.start(), match.end()) for match in _PARTS.finditer(value)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(value)]
    alone = [_is_cable(value, start, end) for start, end in zip(starts, ends, strict=True)]
    if all(alone) or not (alone[0] or alone[-1]):
        return None
    first, last = alone.index(False), len(alone) - 1 - alone[::-1].index(False)
    return starts[first], ends[last]


def _is_cable(value: str, start: int, end: int) -> bool:
    if not _CITES_CABLE.fullmatch(value, start, end):
        return False
    match = _CABLE.search(value, start, end)
    return match is not None and _split_post(match["post"])[0] is not None


def _names_post(value: str) -> bool:
    return any(_split_post(match["post"])[0] for match in _CABLE.finditer(value))


_HYPHEN = re.compile(r"\W*([A-Z][A-Z ]{2,20})-(\d{1,6})\W*", re.IGNORECASE)
_NOTHING = re.compile(r"\W*(?:NONE|N/?A|NIL|(?:AND )?PREVIOUS)\W*", re.IGNORECASE)
_SEPTEL = re.compile(r"\b(SEPTELS?)\b", re.IGNORECASE)
_ONLY_SEPTEL = re.compile(r"\W*+(?:AND\b\W*+)?SEPTELS?\b\W*+", re.IGNORECASE)
_AND_BEHIND = re.compile(r"(?<=[\s,;])(?:AND|&)\s*+\Z", re.IGNORECASE)


def _other(text: str, item: Item, kind: str) -> Found:
    value = text[item.start : item.end]
    start = item.start + len(value) - len(value.lstrip(" \t\n-¶"))
    end = item.end - (len(value) - len(_AND_BEHIND.sub("", value).rstrip(" \t\n-¶,;.:")))
    shown = " ".join(text[start:end].split())
    return Found(
        Reference(shown, kind, item.label, None, "not a telegram" if kind != "other" else "unread"), start, end
    )


def _cables(text: str, item: Item, year: int | None, post: str | None) -> Iterator[Found]:
    at = item.start
    last: str | None = post
    last_year = year
    bare = _SERIAL.match(text, at, item.end) or (_DIGIT.fullmatch(text, at, item.end) if item.label else None)
    if _SEVERAL_BACKWARD.fullmatch(text, at, item.end) and (each := list(_ONE_BACKWARD.finditer(text, at, item.end))):
        posts = [vocabulary.canonical_post(one["post"]) for one in each]
        if all(posts):
            for one, named in zip(each, posts, strict=True):
                yield _found(text, item, one.start(), one.end(), named or "", one["serial"], year, "serial, post")
            return
    backward = _BACKWARD.search(text, at, item.end)
    if backward and backward.start() - at < 4 and (known := vocabulary.canonical_post(backward["post"])):
        yield _found(
            text, item, backward.start(), backward.end("post"), known, backward["serial"], year, "serial, post"
        )
        return
    if bare and last and not _starts_cable(text, bare.start(1), item.end):
        # `B. 6307`: the post of the item before, or the telegram's own
        yield _found(text, item, bare.start(1), bare.end(1), last, bare[1], year, "post inherited")
        at = bare.end()
        yield from _inherited(text, item, at, last, year)
    # looked for once: an item may hold any number of what looks like a cable
    first = WORD.search(text, item.start, item.end)
    first_word = first.start() if first else item.end
    while match := _CABLE.search(text, at, item.end):
        known, cut = _split_post(match["post"])
        at = match.end()
        glued = match.end("post") == match.start("serial")
        if known is None and (word := _WORDS.findall(match["post"])[-1].upper()).removesuffix("S") in _RELATIVE:
            known, cut = word.removesuffix("S"), len(match["post"]) - len(word)
        name = known or _NO_LETTER.sub("", match["post"][cut:].upper())
        if known is None and (
            glued or match["hyphen"] or not (is_circular(name) or _may_be_post(text, item, match, first_word))
        ):
            if _starts_cable(text, match.start("serial"), item.end):
                at = match.start("serial")  # `III. 86 PARIS 5`: a year, and no serial
            continue
        dashed = match["dashed"]
        if dashed and len(dashed) > 2 and not _is_year(dashed, match["serial"], year):
            dashed, at = None, match.end("serial")  # `LIMA 1999/2000`
        said = match["year"] or match["after"] or dashed or match["loose"]
        if match["year"] and cut:
            said = match["after"] or dashed
        serial, stop = match["serial"], at
        if not said and (behind := _SERIAL_BEHIND.match(text, match.end("serial"), item.end)):
            first_number = full_year(serial) if len(serial) in _YEAR_DIGITS else None
            if first_number and year and year - _MOST_YEARS_BACK <= first_number <= year:
                said, serial, at = match["serial"], behind[1], behind.end()
                stop = at
        rule = "year and post" if said else "year inherited"
        if dated := _DATED.match(text, at, item.end):
            at = dated.end()
            if not said:
                said, rule = next(filter(None, dated.groups())), "year of its date"
        own = full_year(said.replace("O", "0")) if said else year
        if known and own and known not in _RELATIVE:
            name = vocabulary.canonical_post(match["post"][cut:].replace("0", "O"), year=own) or known
        start = match.start("year") if match["year"] and not cut else match.start("post") + cut
        yield _found(text, item, start, stop, name, serial, own, rule if known else rule + ", post unknown")
        last, last_year = name, own
        for more in _inherited(text, item, at, last, last_year):
            yield more
            at = more.end


def _is_year(number: str, serial: str, year: int | None) -> bool:
    """True where four digits behind a stroke are a year: of the telegram's last ones, and no next serial."""
    near = year is None or year - _MOST_YEARS_BACK <= int(number) <= year
    return near and abs(int(number) - int(serial)) > _NEXT_SERIALS


_NEXT_SERIALS = 3


def is_circular(name: str) -> bool:
    """Whether a name, as letters, is of the Department's circular telegrams, which it counted apart: ``DEPCIRTEL``."""
    return len(name) < _LONGEST_CIRCULAR and _CIRCULAR.fullmatch(name) is not None


_CIRCULAR = re.compile(r"(?:STATE|DEP(?:T|ARTMENT)?S?(?:TEL)?)?CIR(?:C|CULAR)?(?:TEL(?:EGRAM)?S?)?")
_LONGEST_CIRCULAR = 40


def _inherited(text: str, item: Item, at: int, post: str, year: int | None) -> Iterator[Found]:
    """``, 12155, AND 13381``: further serials of the post before them."""
    while (more := _SERIAL.match(text, at, item.end)) and not _starts_cable(text, more.start(1), item.end):
        yield _found(text, item, more.start(1), more.end(1), post, more[1], year, "post inherited")
        at = more.end()


def _starts_cable(text: str, at: int, end: int) -> bool:
    match = _CABLE.match(text, at, end)
    return bool(match and match["year"] and _split_post(match["post"])[0])


def _found(text: str, item: Item, start: int, end: int, post: str, serial: str, year: int | None, rule: str) -> Found:
    target = make_id(year, post, serial) if year is not None else None
    shown = " ".join(text[start:end].split())
    if target is None:
        rule = "no year known"
    return Found(Reference(shown, "cable", item.label, target, rule), start, end)


# `LIMA'S 870`, `LIMA TEL 870`
_BEHIND_POST = re.compile(r"(?:'S)?(?: (?:TEL|TELEGRAM|CABLE|MESSAGE)S?\.?)?\Z", re.IGNORECASE)


def _split_post(words: str) -> tuple[str | None, int]:
    """The longest end of some words that names a post, and where it begins: ``UNCLASS USDA FAS``, ``AND STATE``."""
    if len(bare := _BEHIND_POST.sub("", words)) < len(words):
        words = bare or words
    for match in _WORDS.finditer(words):
        name = words[match.start() :]
        noise = match[0].upper().strip(".") in _NOISE
        if noise and _NO_LETTER.sub("", name.upper()) not in vocabulary.post_codes():
            continue  # `AND STATE 12`, but `THE HAGUE 12`
        known = vocabulary.canonical_post(name.replace("0", "O"))
        if known and match[0].upper() not in _MONTHS:
            return known, match.start()
        if "-" in match[0]:  # `PORT-AU-PRINCE`; `HERON-LIMA`
            if known := vocabulary.canonical_post(name.replace("-", " ")):
                return known, match.start()
            behind = match.start() + match[0].rindex("-") + 1
            if known := vocabulary.canonical_post(words[behind:]):
                return known, behind
    first = next((m.start() for m in _WORDS.finditer(words) if m[0].upper() not in _NOISE), 0)
    return None, first


def _may_be_post(text: str, item: Item, match: re.Match[str], first_word: int) -> bool:
    """An unknown post is believed where the item holds nothing but it and a serial: ``USDOC 06988``."""
    words = [word for word in match["post"].upper().split() if word not in _NOISE]
    if not words or len(words) > 4 or set(words) & _MONTHS or len(match["serial"]) < 2:
        return False
    if "-" in match["post"] or set(words) & _NUMBERED_OTHERWISE:
        return False
    return first_word >= match.start() and _NOTHING_ELSE.match(text, match.end(), item.end) is not None
