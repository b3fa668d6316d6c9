"""Letters misread by a scanner in the heading and the opening, mended where exactly one reading remains.

Each line there begins with a word that can be told, or has a form of its own, so what it must have been can be known:
``F0RM AMEMBA5SY``, ``R 27I132Z APR 02``, ``C O N F I DE N T I A L``. A line that is sound costs one match. What stands
in the body is left as read: a likely word is not a certain one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from reftel import vocabulary
from reftel.model import Struct
from reftel.telegram import captions, misread_fields
from reftel.telegram.identity import MONTHS, date_time_group


class Mend(Struct, frozen=True, gc=False):
    """``text[start:end]`` is taken to mean ``means``."""

    start: int
    end: int
    means: str


_LONGEST = 12_000
"""Characters; heading and opening together are shorter."""
_MOST_LINES = 40
"""Lines of an opening with a long list of references."""
_LONGEST_LINE = 161
"""Characters; longer ones are no lines of a heading."""

_TRANSMISSION = re.compile(r"[VYU][Z2][C(GO]Z?[C(GZ2][A-Z0-9(]{2,4}[A-Z0-9]{0,6}")
_SOUND_TRANSMISSION = re.compile(r"V[ZE]CZC[A-Z]{3}\d{4}")
_SERIES = ("XRO", "XYZ", "XXX", "XMX")
# `R 27I132Z APR 02`, `P  131827Z  FEB  O5`, `K 301843Z MAY 05`
_GROUP = re.compile(
    r"(?P<signs>(?:[ZOPRQ02FKDB] ){0,2})(?P<digits>[\dOQDoIl|!iTZASGBg]{6}) ?(?P<zulu>[Z27z]) {1,3}"
    r"(?P<month>[A-Z0-9]{3}) {1,3}(?P<year>[\dOQDoIl|!iTZASGBg]{2})(?= |$)"
)
_SIGN = {"Q": "O", "0": "O", "D": "O", "2": "Z", "F": "P", "K": "R", "B": "R"}
_SIGN_MISREAD = re.compile(r"[Q02FDKB] ")
_OFFICE = re.compile(r"(?P<name>[A-Z0-9]{1,5})(?P<dash>-)(?P<copies>[\dOQDoIl|!iTZASGBg]{2})(?![\w-])")
_SOUND_OFFICE = re.compile(r"[A-Z]{1,5}-\d\d")
_PREAMBLE = re.compile(
    r"[A4][C(G][TI][I1lT][O0Q][NHM] |[I1lT][NHM][FPE][O0Q] {1,3}[A-Z0-9]{1,5}-|(?:[A-Z0-9]{1,5}-\w\w *){2}"
)

_ROUTED = re.compile(r"R[UH][A-Z]{2,6}/")
_FORMAL = re.compile(r"(?P<head>TO |INFO |INFO[.,:] |T[O0Q] |[I1l][O0Q] |[I1lT][NHM][FPE][O0Q] )?(?P<rest>.+)")
_SENDER = re.compile(r"[FPE][MHN] {1,3}(?=[A-Z0-9]{4})")
_SLASHED = re.compile(
    r"(?P<indicator>[RKB][UHO][A-Z0-9]{2,6}?) ?(?:/|[lI1|](?=(?:AM|US|SEC|DEPT|CIA|NSC|DIA|JOINT|CDR|WHITE)))"
    r"(?P<name>[A-Z0-9].*)"
)
_CAPITAL = re.compile(r"WASHINGTON ?[DO0][C(GO](?![A-Z])")


def find(text: str) -> list[Mend]:
    """What is to be mended in heading and opening, in order; nothing for a text that is sound."""
    found: list[Mend] = []
    heading, addressed = True, False
    opening_lines = 0
    for shown, start in _lines(text):
        if heading:
            if addressed and _ROUTED.match(shown):  # as most lines of a heading do
                found += _changes(shown, _address(shown), start)
                continue
            if _is_class_line(shown) or misread_fields.begins_field(shown):
                heading = False
            elif not (addressed and "/" in shown[:12]) and (mended := _class_line(shown)):
                heading = False
                found += _changes(shown, mended, start, whole=True)
                continue
            else:
                mended = _heading_line(shown, addressed)
                if mended != shown:
                    found += _changes(shown, mended, start)
                addressed = addressed or mended.startswith("FM ")
                continue
        opening_lines += 1
        if opening_lines > _MOST_LINES or misread_fields.ends_opening(shown):
            break
        for change in misread_fields.mends(shown):
            found.append(Mend(start + change[0], start + change[1], change[2]))
    return found


def _lines(text: str) -> Iterator[tuple[str, int]]:
    """The lines of heading and opening that say something, and where each begins; a longer one in pieces."""
    start = 0
    length = len(text)
    while start < _LONGEST and start < length:
        end = text.find("\n", start)
        if end < 0:
            end = length
        shown = text[start:end] if end - start <= _LONGEST else text[start : start + _LONGEST]
        if shown := shown.strip():
            at = start if text[start] == shown[0] else text.index(shown[0], start)
            if len(shown) > _LONGEST_LINE:
                yield shown[:_LONGEST_LINE].rstrip(), at
                start = at + _LONGEST_LINE
                continue
            yield shown, at
        start = end + 1


def _changes(read: str, means: str, start: int, *, whole: bool = False) -> Iterator[Mend]:
    """The words that differ, each on its own; the whole line where blanks differ too."""
    if read == means:
        return
    ours, theirs = list(re.finditer(r"\S+", read)), means.split()
    if whole or len(ours) != len(theirs):
        yield Mend(start, start + len(read), means)
        return
    for word, meant in zip(ours, theirs, strict=True):
        if word[0] != meant:
            yield Mend(start + word.start(), start + word.end(), meant)


def _heading_line(shown: str, addressed: bool) -> str:
    """A line of the heading as it must have been written; itself where nothing is known to be wrong."""
    if addressed:
        return _address(shown)
    if shown[0] == "F" and shown.startswith("FM "):
        return "FM " + _address(shown[3:].lstrip())
    if shown[0] in "VYU" and _TRANSMISSION.fullmatch(shown):
        return shown if _SOUND_TRANSMISSION.fullmatch(shown) else _transmission(shown)
    if "Z" in shown and not _SIGN_MISREAD.match(shown) and date_time_group(shown):
        return shown
    if match := _GROUP.match(shown):
        return _group(match) + shown[match.end() :]
    if match := _SENDER.match(shown):
        return "FM " + _address(shown[match.end() :])
    if "-" in shown and _PREAMBLE.match(shown):
        return _offices(shown)
    return shown


def _transmission(shown: str) -> str:
    number = vocabulary.digits(shown[-4:])
    series = vocabulary.meant(shown[-7:-4], vocabulary.outlines(_SERIES)) if len(shown) == 12 else None
    return f"VZCZC{series}{number}" if number and series else shown


def _group(match: re.Match[str]) -> str:
    """The date-time group mended, if it is one then."""
    digits, year = vocabulary.digits(match["digits"]), vocabulary.digits(match["year"])
    month = vocabulary.meant(match["month"], vocabulary.outlines(MONTHS))
    if not digits or not year or not month:
        return match[0]
    signs = " ".join(_SIGN.get(sign, sign) for sign in match["signs"].split())
    mended = f"{signs} {digits}Z {month} {year}".strip()
    return mended if date_time_group(mended) else match[0]


def _offices(shown: str) -> str:
    """``ACTION ARA-2O  INFO OCT-0I``: the numbers of copies are digits."""
    head = re.match(r"\S+ ", shown)
    if head and (label := vocabulary.meant(head[0].strip(), vocabulary.outlines(("ACTION", "INFO", "ORIGIN")))):
        shown = label + shown[head.end() - 1 :]
    known = vocabulary.words("distribution office")
    return _OFFICE.sub(
        lambda each: each[0] if each["name"] in known and _SOUND_OFFICE.fullmatch(each[0]) else _office(each), shown
    )


def _office(each: re.Match[str]) -> str:
    copies = vocabulary.digits(each["copies"])
    known = vocabulary.words("distribution office")
    name = each["name"]
    if name not in known:
        name = "".join(_LETTER_OF.get(letter, letter) for letter in name)
    if name not in known:
        name = _office_meant(name) or _office_meant(each["name"]) or name
    return f"{name}-{copies}" if copies else each[0]


def _office_meant(name: str) -> str | None:
    """The one office that this can be; of the few there are, two letters tell it, one of them misread."""
    if len(name) > 2:
        return vocabulary.meant(name, _distribution())
    near = [each for each in _distribution().get(vocabulary.outline(name), ()) if vocabulary.misread(name, each) == 1]
    return near[0] if len(near) == 1 else None


@cache
def _distribution() -> Mapping[str, tuple[str, ...]]:
    return vocabulary.outlines(tuple(word for word in vocabulary.words("distribution office") if len(word) > 1))


_LETTER_OF = {"0": "O", "1": "I", "5": "S", "8": "B", "4": "A", "6": "G", "2": "Z"}


def _address(shown: str) -> str:
    """A line of TO or INFO: routing indicator, name, precedence, number, each by what the tables know."""
    number = shown[-5:]
    if number[1:].isdigit() and number[0] == " ":  # a sound number is another one on the same address every day
        address = shown[:-5]
        mended = _mended(address, numbered=True)
        return shown if mended == address else mended + number
    return _mended(shown, numbered=False)


@lru_cache(maxsize=16384)
def _mended(shown: str, *, numbered: bool) -> str:
    formal = _FORMAL.match(shown.lstrip(". "))  # a speck on the paper
    if not formal:
        return shown
    head = formal["head"] or ""
    rest = formal["rest"]
    if head and head not in ("TO ", "INFO "):
        if len(head) == 3 and not _begins_address(rest):
            return shown
        head = "TO " if len(head) == 3 else "INFO "
    indicator = ""
    if slashed := _SLASHED.match(rest):
        indicator, rest = slashed["indicator"], slashed["name"]
    elif "/" in rest[:10]:
        indicator, _, rest = rest.partition("/")
    words = [word for word in rest.split() if word != "."]
    name = " ".join(_address_word(word, last=not numbered and word is words[-1]) for word in words)
    name = _CAPITAL.sub("WASHINGTON DC", name)
    if indicator:
        indicator = (_indicator(indicator.strip(), name) or indicator) + "/"
    mended = head + indicator + name
    return shown if mended == " ".join(shown.split()) else mended


def _begins_address(rest: str) -> bool:
    first = rest.split()[0]
    return "/" in first or bool(_SLASHED.match(rest)) or bool(vocabulary.meant(first, vocabulary.outlined("address")))


def _address_word(word: str, *, last: bool) -> str:
    if word.isdigit():
        return word
    words = vocabulary.outlined("address")
    if word.isalpha() and (len(word) < 4 or vocabulary.outline(word) not in words):
        return _parted(word) if len(word) > 9 else word
    if last and len(word) == 4 and sum(map(str.isdigit, word)) >= 2:
        return vocabulary.digits(word) or word
    bare = word.strip(".,")
    known = vocabulary.meant(bare, words)
    return word if known == bare else known or _parted(word)


def _parted(word: str) -> str:
    """``AMEMBASSYSTOCKHOLM``, ``BOGOTAIMMEDIATE``, ``LISBON6403``: the blank lost inside an address."""
    if (number := _NUMBER_BEHIND.fullmatch(word)) and vocabulary.canonical_post(number[1]):
        return f"{number[1]} {number[2]}"
    for head in ("AMEMBASSY", "AMCONSUL", "USMISSION", "SECSTATE"):
        if len(word) > len(head) + 3 and vocabulary.meant(word[: len(head)], vocabulary.outlines((head,))):
            rest = word[len(head) :]
            if rest == "WASHDC" or vocabulary.canonical_post(rest):
                return f"{head} {rest}"
    for tail in ("IMMEDIATE", "PRIORITY"):
        if word.endswith(tail) and (
            word[: -len(tail)] in ("WASHDC", "DC") or vocabulary.canonical_post(word[: -len(tail)])
        ):
            return f"{word[: -len(tail)]} {tail}"
    return word


_NUMBER_BEHIND = re.compile(r"([A-Z]{4,14})(\d{4})")


def _indicator(read: str, name: str) -> str | None:
    """The one routing indicator that this can be: the one of the table whose addressee is ``name``.

    One that the table does not know is mended only in what no indicator has: figures, and a first letter but R.
    """
    addressed = " ".join(name.split()[:2])
    if (vocabulary.routing(read) or "").startswith(addressed) or not 4 <= len(read) <= 8:
        return read
    known = vocabulary.outlined("routing").get(vocabulary.outline(read), ())
    named = [each for each in known if (vocabulary.routing(each) or "").startswith(addressed)]
    if len(named) == 1:
        return named[0]
    mended = "".join(_LETTER_OF.get(letter, letter) for letter in read)
    return "R" + mended[1:] if mended[0] in "KB" and mended[1] in "UHO" else mended


def _is_class_line(shown: str) -> bool:
    if shown[0] not in captions.LEVEL_FIRST:
        return False
    line = " ".join(shown.split()) if "  " in shown or "\t" in shown else shown
    parsed = captions.classification_line(line)
    if parsed is None or (parsed.post and vocabulary.canonical_post(parsed.post)):
        return parsed is not None
    return _class_line(line) is None  # `S E C R E T SFCTION 1 OF 2 LIMA 012` has no number, or SECTION for a post


_FIRST = frozenset("CSULTG(5O0IlF1DcsultG")
_SERIAL = re.compile(r"(?P<post>[A-Za-z0-9][A-Za-z0-9 .'-]{1,30}?) #?(?P<serial>[\dOQDoIl|!iTZASGBg]{3,7})$")
_SECTION = re.compile(
    r"(?P<word>(?:[FPE][A-Z0-9]{4} )?[S5][A-Z0-9(]{6}) (?P<at>\w{1,2}) (?P<of>[O0Q][FPE]) (?P<all>\w{1,2})(?: |$)"
)


def _class_line(shown: str) -> str | None:
    """``U N C L A 5 SECTION 0I 0F 02 LAPAZ 00IZ34`` as it must have been written; None for any other line."""
    if shown[0] not in _FIRST or len(shown) > 120 or len(shown) < 8:
        return None
    level, at = _level(shown)
    if level is None:
        return None
    rest = " ".join(shown[at:].split())
    said: list[str] = []
    word, _, after = rest.partition(" ")
    if len(word) == 6 and vocabulary.meant(word, vocabulary.outlines(("NOFORN",))):
        said.append("NOFORN")
        rest = after
    if section := _SECTION.match(rest):
        at_part, of = vocabulary.digits(section["at"]), vocabulary.digits(section["all"])
        if at_part and of:
            said.append(f"SECTION {at_part} OF {of}")
            rest = rest[section.end() :]
    serial = _SERIAL.fullmatch(rest)
    number = vocabulary.digits(serial["serial"]) if serial else None
    if not serial or not number or sum(map(str.isdigit, serial["serial"])) * 2 < len(number):
        return None
    post = _post(serial["post"])
    if post is None:
        return None
    return " ".join((level, *said, post, number))


def _post(read: str) -> str | None:
    """A post's name mended: the words themselves, if they are one; else the one code or word that they can be."""
    if vocabulary.canonical_post(read) and read.replace(" ", "").isalpha():
        return read
    words = " ".join(vocabulary.meant(word, vocabulary.outlined("address")) or word for word in read.split())
    if vocabulary.canonical_post(words):
        return words
    return vocabulary.meant(read.replace(" ", "").upper(), vocabulary.outlined("post"))


_LEVELS = ("UNCLASSIFIED", "UNCLAS", "CONFIDENTIAL", "SECRET", "TOPSECRET", "LIMITEDOFFICIALUSE")


@cache
def _level_outlines() -> tuple[tuple[str, str], ...]:
    return tuple((vocabulary.outline(level), level) for level in sorted(_LEVELS, key=len, reverse=True))


@cache
def _level_heads() -> frozenset[str]:
    return frozenset(outline[:6] for outline, _ in _level_outlines())


def _level(shown: str) -> tuple[str | None, int]:
    """The level at the head of a line, blanks aside, as it is to be written, and where it ends."""
    upper = shown.upper()
    if vocabulary.outline(upper[:14].replace(" ", "").replace(".", "")[:6]) not in _level_heads():
        return None, 0
    letters = [(letter, i) for i, letter in enumerate(upper[:48]) if letter not in " ."]
    packed = "".join(letter for letter, _ in letters)
    for wanted, level in _level_outlines():
        if len(packed) < len(level) or vocabulary.outline(packed[: len(level)]) != wanted:
            continue
        end = letters[len(level) - 1][1] + 1
        wrong = sum(a != b for a, b in zip(packed, level, strict=False))
        glued = end < len(shown) and shown[end] != " "
        if wrong > 1 + len(level) // 4 or (glued and shown[end - 2 : end - 1] != " "):
            continue
        spaced = shown[:end].count(" ") > len(level) // 2
        words = {"TOPSECRET": "TOP SECRET", "LIMITEDOFFICIALUSE": "LIMITED OFFICIAL USE"}.get(level, level)
        return (" ".join(level) if spaced else words), end
    return None, 0
