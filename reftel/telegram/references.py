"""The REF line: every item, in order, with its label, its kind, and its target where exactly one reading remains."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reftel import vocabulary
from reftel.model import Reference, Struct
from reftel.telegram.findings import Findings
from reftel.telegram.identity import full_year, make_id, split_id

# `A.` `(A)` `A)` `A -` `REF A:` `¶B.`, also doubled as in `A. A) BERN 1253`, numbered as in `(1) 2005 BRASILIA 42`
_LABEL = re.compile(
    r"(?:(?<=[\s;,.)])|^|(?<=\bREF)|(?<=\d)(?=[B-Z][.)] [A-Z\d]))(?:¶ ?)?(?:REF(?:TEL)? *)?"
    r"(?:[(\[]([A-Za-z]|\d{1,2})[)\]]:?|([A-Za-z]|\d(?=\)))[.):](?!\w\.)|([A-Z])(?: -| --|-|/) )"
    r"[ \t]*(?=[\s(\w'\"])"
)
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
    ("report", re.compile(r"\b(?:REPORTS?|IIR|TD|INCSR|HOTR|NOTICE|SITREPS?)\b", re.IGNORECASE)),
)
# year, post, serial, year: `08 RIO DE JAN 0044`, `2007 MANAGUA 2135`, `SAO PAULO 66 (08)`, `AMMAN 5049-01`, `HK05511`
_CABLE = re.compile(
    r"(?:(?<![\w-])(?P<year>(?:19|20)\d\d|[O0-9]\d)[ \t\n]*)?"
    r"(?P<post>(?:(?<![A-Za-z'])|(?<=[\s(]'))[A-Za-z](?:[A-Za-z.']|-(?=[A-Za-z])|0(?=[A-Z ]))*"
    r"(?:[ \t\n]+[A-Za-z](?:[A-Za-z.']|0(?=[A-Z ]))*){0,5}?)"
    r"[ \t\n]*+(?:[,:][ \t\n]*+)?(?:#|NO\.? )?(?P<serial>\d{1,7})(?!\w|[:.]\d|/(?!\d{2,6}\b(?!/)|[A-Z][A-Z ]{2,20} \d))"
    r"(?:[ \t]*\((?P<after>(?:19|20)?\d\d)\)|[-/](?P<dashed>\d\d)(?!\d)| (?P<loose>[089]\d)(?=\s*(?:[,;.]|$)))?"
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
_BACKWARD = re.compile(
    r"(?<!\d)(?P<serial>\d{1,7})\s+(?P<post>[A-Za-z][A-Za-z.']*(?: [A-Za-z][A-Za-z.']*){0,3})[\s,;.]*$"
)
_ONE_BACKWARD = re.compile(
    r"(?<!\d)(?P<serial>\d{1,7}) (?P<post>[A-Za-z][A-Za-z.']*(?: [A-Za-z][A-Za-z.']*){0,3})(?=[,;]|\s*\Z)"
)
_SEVERAL_BACKWARD = re.compile(r"\s*\d{1,7} [A-Za-z.' ]{3,30}(?:[,;]\s*\d{1,7} [A-Za-z.' ]{3,30}){1,20}\s*")
# `AND 2764`, `, 12155`, `& 13381`, `B. 6307`: a serial of the post before it
# `B. 3`: the post of the item before, at the beginning of its year
_DIGIT = re.compile(r"\s*+([1-9])\s*+[.,;]?\s*+")
_SERIAL = re.compile(
    r"\s*+(?:\((?:NOTAL|EXDIS|NODIS|LIMDIS|NOFORN|SBU|[UCS]|[A-Z]{3,9}\.? \d{1,2})\)\s*+)?(?:[,;/]\s*+)?"
    r"(?:(?:AND\b|&|\b(?:OR|THROUGH|THRU)\b)\s*+)?"
    r"(?:#|NO\.? )?0*(\d{2,7})(?![\w/:-])",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w")
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


class _Item(Struct, frozen=True, gc=False):
    label: str | None
    start: int
    end: int


def listed(text: str, start: int, end: int, findings: Findings) -> list[Found]:
    """As ``read``, with year and post of the telegram as far as they are found."""
    own = split_id(findings.fields.get("id") or "")
    return read(text, start, end, year=findings.year(), own_post=own[1] if own else None)


def read(text: str, start: int, end: int, *, year: int | None, own_post: str | None) -> list[Found]:
    """All references of ``text[start:end]`` (the value of a REF line).

    ``year`` is the telegram's own, inherited by an item that names none; ``own_post`` stands for the post of an item
    that is a bare serial at the head of the list.
    """
    found: list[Found] = []
    post = own_post
    for item in _items(text, start, end):
        here = list(_item(text, item, year, post))
        found += here
        last = next((f.reference for f in reversed(here) if f.reference.target), None)
        if last and last.target:
            own = split_id(last.target)
            post = own[1] if own else post
    return found


def _items(text: str, start: int, end: int) -> Iterator[_Item]:
    """The list cut at its labels and, outside parentheses, at its semicolons."""
    marks: list[tuple[int, int, str | None]] = []
    expected = ""
    small: bool | None = None  # whether the list's labels are small letters
    for nth, match in enumerate(_LABEL.finditer(text, start, end)):
        label = match[1] or match[2] or match[3]
        if small is not None and label.isalpha() and label.islower() != small:
            continue
        read = label
        label = label.upper()
        alone = not nth and label.isalpha() and text[max(0, start - 4) : match.start()].upper().split() == ["REF"]
        if not (_in_order(label, expected) or alone):
            continue  # `J. Speaks`, `SAO PAULO 66 (08)`: no label; but `REF B: BERN 12`
        if marks and match.start() <= marks[-1][1] and marks[-1][2] is not None:
            if label != marks[-1][2] and label in _MARKS:
                continue  # `B. (C) QUITO 66`: a portion mark
            marks[-1] = (marks[-1][0], match.end(), label)  # `A. A) BERN 1253`
            continue
        marks.append((match.start(), match.end(), label))
        expected = label
        small = read.islower() if read.isalpha() else small
    depth = 0
    for i in range(start, end):
        sign = text[i]
        if sign == "(":
            depth += 1
        elif sign == ")":
            depth = max(0, depth - 1)
        elif sign == ";" and not depth:
            marks.append((i, i + 1, None))
    marks.sort()
    if not marks or marks[0][0] > start:
        marks.insert(0, (start, start, None))
    for i, (_, at, label) in enumerate(marks):
        until = marks[i + 1][0] if i + 1 < len(marks) else end
        if _WORD.search(text, at, until):
            yield _Item(label, at, until)


_MARKS = ("U", "C", "S")


def _in_order(label: str, last: str) -> bool:
    """Labels begin with A or 1 and go on by one; a list may leave some out, say one twice, or begin anew."""
    if label in ("A", "1"):
        return True
    if not last or label.isdigit() != last.isdigit():
        return False
    ahead = int(label) - int(last) if label.isdigit() else ord(label) - ord(last)
    return 0 <= ahead <= 3 and not label.startswith("0")


def _item(text: str, item: _Item, year: int | None, post: str | None) -> Iterator[Found]:
    value = text[item.start : item.end]
    kind = next((name for name, pattern in _KINDS if pattern.search(value)), None)
    if kind and (cut := _cable_above(value)):
        # `LA PAZ 638`, and in the line below `BINNS/AMBASSADOR TELECON JAN 31`: two references, neither labelled
        yield from _item(text, _Item(item.label, item.start, item.start + cut), year, post)
        yield from _item(text, _Item(None, item.start + cut, item.end), year, post)
        return
    if kind == "airgram" and (cuts := _airgrams_apart(text, item)):
        for start, end in pairwise((item.start, *cuts, item.end)):
            yield from _item(text, _Item(item.label, start, end), year, post)
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


def _airgrams_apart(text: str, item: _Item) -> list[int]:
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
    if match is None or _WORD.search(value, match.end(), cut) or _split_post(match["post"])[0] is None:
        return None
    return cut


def _names_post(value: str) -> bool:
    return any(_split_post(match["post"])[0] for match in _CABLE.finditer(value))


_HYPHEN = re.compile(r"\W*([A-Z][A-Z ]{2,20})-(\d{1,6})\W*", re.IGNORECASE)
_NOTHING = re.compile(r"\W*(?:NONE|N/?A|NIL|(?:AND )?PREVIOUS)\W*", re.IGNORECASE)
_SEPTEL = re.compile(r"\b(SEPTELS?)\b", re.IGNORECASE)
_ONLY_SEPTEL = re.compile(r"\W*+(?:AND\b\W*+)?SEPTELS?\b\W*+", re.IGNORECASE)
_AND_BEHIND = re.compile(r"(?<=[\s,;])(?:AND|&)\s*+\Z", re.IGNORECASE)


def _other(text: str, item: _Item, kind: str) -> Found:
    value = text[item.start : item.end]
    start = item.start + len(value) - len(value.lstrip(" \t\n-¶"))
    end = item.end - (len(value) - len(_AND_BEHIND.sub("", value).rstrip(" \t\n-¶,;.:")))
    shown = " ".join(text[start:end].split())
    return Found(
        Reference(shown, kind, item.label, None, "not a telegram" if kind != "other" else "unread"), start, end
    )


def _cables(text: str, item: _Item, year: int | None, post: str | None) -> Iterator[Found]:
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
    first = _WORD.search(text, item.start, item.end)
    first_word = first.start() if first else item.end
    while match := _CABLE.search(text, at, item.end):
        known, cut = _split_post(match["post"])
        at = match.end()
        glued = match.end("post") == match.start("serial")
        if known is None and (word := _WORDS.findall(match["post"])[-1].upper()).removesuffix("S") in _RELATIVE:
            known, cut = word.removesuffix("S"), len(match["post"]) - len(word)
        name = known or _NO_LETTER.sub("", match["post"][cut:].upper())
        if known is None and (glued or not (is_circular(name) or _may_be_post(text, item, match, first_word))):
            continue
        said = match["year"] or match["after"] or match["dashed"] or match["loose"]
        if match["year"] and cut:
            said = match["after"] or match["dashed"]
        rule = "year and post" if said else "year inherited"
        if dated := _DATED.match(text, at, item.end):
            at = dated.end()
            if not said:
                said, rule = next(filter(None, dated.groups())), "year of its date"
        own = full_year(said.replace("O", "0")) if said else year
        if known and own and known not in _RELATIVE:
            name = vocabulary.canonical_post(match["post"][cut:].replace("0", "O"), year=own) or known
        start = match.start("year") if match["year"] and not cut else match.start("post") + cut
        yield _found(
            text, item, start, match.end(), name, match["serial"], own, rule if known else rule + ", post unknown"
        )
        last, last_year = name, own
        for more in _inherited(text, item, at, last, last_year):
            yield more
            at = more.end


def is_circular(name: str) -> bool:
    """Whether a name, as letters, is of the Department's circular telegrams, which it counted apart: ``DEPCIRTEL``."""
    return len(name) < _LONGEST_CIRCULAR and _CIRCULAR.fullmatch(name) is not None


_CIRCULAR = re.compile(r"(?:STATE|DEP(?:T|ARTMENT)?S?(?:TEL)?)?CIR(?:C|CULAR)?(?:TEL(?:EGRAM)?S?)?")
_LONGEST_CIRCULAR = 40


def _inherited(text: str, item: _Item, at: int, post: str, year: int | None) -> Iterator[Found]:
    """``, 12155, AND 13381``: further serials of the post before them."""
    while (more := _SERIAL.match(text, at, item.end)) and not _starts_cable(text, more.start(1), item.end):
        yield _found(text, item, more.start(1), more.end(1), post, more[1], year, "post inherited")
        at = more.end()


def _starts_cable(text: str, at: int, end: int) -> bool:
    match = _CABLE.match(text, at, end)
    return bool(match and match["year"] and _split_post(match["post"])[0])


def _found(text: str, item: _Item, start: int, end: int, post: str, serial: str, year: int | None, rule: str) -> Found:
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


def _may_be_post(text: str, item: _Item, match: re.Match[str], first_word: int) -> bool:
    """An unknown post is believed where the item holds nothing but it and a serial: ``USDOC 06988``."""
    words = [word for word in match["post"].upper().split() if word not in _NOISE]
    if not words or len(words) > 4 or set(words) & _MONTHS or len(match["serial"]) < 2:
        return False
    if "-" in match["post"] or set(words) & _NUMBERED_OTHERWISE:
        return False
    return first_word >= match.start() and _NOTHING_ELSE.match(text, match.end(), item.end) is not None
