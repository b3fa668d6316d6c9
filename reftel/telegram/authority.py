"""Who classified the telegram, and why: ``Classified By: Charge Ada B. Quill. Reason: 1.4 (b), (d).``"""

from __future__ import annotations

import re
from functools import lru_cache

from reftel import vocabulary
from reftel.model import Authority

_LONGEST = 1000  # characters; a CLASSIFIED BY line that names three officers has 300
_REASON_WORD = re.compile(
    r"(?<![\s,;.:(\-])[\s,;.:(\-]*\b"
    r"(?:(?:F[OC0Q]?R|FO[KT]|FRO|FOR FOR|PER|UNDER"
    r"|PURSUANT TO|IN ACCORDANCE WITH|ACCORDING TO|DUE TO|OWING TO|BECAUSE OF|BASED (?:UP)?ON|ON THE BASIS OF"
    r"|UNDER SECTION)\s+)*"
    r"(?:(?:THE )?(?:FOLLOWING )?R ?E ?A ?S? ?O ?N ?(?:\(S\)|S)?\b|REAONS?\b|REAS\b"
    r"|R[EAOSN]{3,7}\b(?=[\s:;.,(]{1,4}[1lI]\. ?[3-7])|E\.?O\.? ?1\d{4}"
    r"|SECTION (?=1)|(?=[1lI]\. ?[3-7]\b))",
    re.IGNORECASE,
)
_PARAGRAPH = re.compile(r"\b[1lI]\s?\.\s?([3-7])\b((?:[\s,;/&+.()]|AND\b|CL\b|[A-H]\b)*)", re.IGNORECASE)
# `cl` is a scanner's d
_LETTER = re.compile(r"(?<![A-Za-z])([a-h]|cl)(?![A-Za-z])", re.IGNORECASE)
_LABEL_AGAIN = re.compile(
    r"^[\s:]*(?:THIS MESSAGE (?:IS |WAS )?CLASSIFIED BY|CLA?S{1,3}I?FI?ED (?:BY)?:?|DERIVED FROM:?"
    r"|DOS CLASSIFICATION GUIDE BY)[\s:]*",
    re.IGNORECASE,
)
_AND = re.compile(r"\ba\s?n\s?d\b", re.IGNORECASE)
_NAMED_ENDS = re.compile(r"\n\n|\bACTION REQUEST|\b¶")
_NEXT_PERSON = re.compile(r",? (?:AND|and) (?=(?:[A-Z/]+ )*[A-Z])")
_BETWEEN = re.compile(r" (?:AND|and) ")
_REASON_CUT = re.compile(r"\b(r|re|rea|reas|reaso|reason)[ ]*\n[ ]*(easons?|asons?|sons?|ons?|ns?|s)\b", re.IGNORECASE)
_AND_CUT = re.compile(r"\ba[ ]*\n[ ]*nd\b")
_NAME_CUT = re.compile(r"([A-Z][a-z]+)[ ]?\n([a-z]{1,4})\b")
_TITLE_CUT = re.compile(r"\b([A-Za-z]{1,12})[ ]?\n([a-z]{1,12})\b")
_PARAGRAPH_CUT = re.compile(r"\b1\.\s+(?=[3-7]\b)")
_PARTICLES = vocabulary.words("particle of a name")
_SUFFIXES = frozenset(["II", "III", "IV", "JR", "JR.", "SR", "SR."])
# `Max Heron, Jr., Political Counselor`: of the name, not of the title
_SUFFIX_BEHIND = re.compile(r",\s*(?=(?:JR|SR|II|III|IV)\b)", re.IGNORECASE)
# `Ada Quill (DCM)`
_OFFICE_BEHIND = re.compile(r" ?\(([^()]{2,40})\)$")
_INTERIM = re.compile(r"\ba\.\s?i\Z|\bJr\Z", re.IGNORECASE)
# words of titles and offices, so never of a name; misspelt ones are caught by likeness below
_TITLES = vocabulary.words("title")
# one run together of two: `PolOff`, `EconCouns`, `PolMilCouns`, `ConChief`
_RUN_TOGETHER = re.compile(
    r"(?:DEP|ACT)?(?:POL|ECON|MIL|LAB|CON|SCI|ENV|FIN|PUB|ADMIN|MAN|AG|EMB|LEG)+/?"
    r"(?:OFF|OFFICER|COUNS|COUNSELOR|COUNSELLOR|COUN|CHIEF|MINCOUNS|MIN|DIR|MIL|ECON|CHARGE|ATT)"
)
_WORD = re.compile(r"[^\s,;:]+")
_NAME_WORD = re.compile(r"(?:(?:[Aa][lnrsd]|[Ee]l|[Aa]sh|[Bb]in)-)?[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿ'’.\-]*\.?|[A-Z0]\.?")


def read(value: str) -> tuple[Authority, ...]:
    """The authorities named in the value of a CLASSIFIED BY line, each with the reasons given for all."""
    return _read(value[:_LONGEST])


@lru_cache(maxsize=2048)  # the same few officers of a post classify all that it sends
def _read(value: str) -> tuple[Authority, ...]:
    value = _mend_words(value)
    reasons = read_reasons(value)
    stop = _REASON_WORD.search(value)
    named = value[: stop.start()] if stop else value
    named = _NAMED_ENDS.split(named, maxsplit=1)[0]
    while (again := _LABEL_AGAIN.match(named)) and again.end():
        named = named[again.end() :]
    named = " ".join(named.split()).strip(" .,;:-(")
    named = _OFFICE_BEHIND.sub(r", \1", _SUFFIX_BEHIND.sub(" ", _full_stop(named)))
    people = _NEXT_PERSON.split(named) if _several(named) else [named]
    found = [_person(each) for each in people]
    return tuple(Authority(name, title and _full_stop(title), reasons) for name, title in found if _is_name(name))


def _full_stop(text: str) -> str:
    """Give back the full stop of an abbreviation at the end: ``Charge, a.i.``, ``Max Heron Jr.``"""
    return text + "." if _INTERIM.search(text) else text


def _is_name(text: str) -> bool:
    """``DERIVED FROM DSCG 05-1 B`` names nobody: a name has a word of two letters."""
    return any(len(word.strip(".")) > 1 for word in text.split())


def read_reasons(value: str) -> tuple[str, ...]:
    """``1.4 (b/d)``, ``1.5 B,D``, ``1. \\n4 (b) a \\nnd (d)`` → ``("1.4(b)", "1.4(d)")``."""
    found: dict[str, None] = {}
    for match in _PARAGRAPH.finditer(_AND.sub(" , ", value)):
        for letter in _LETTER.findall(match[2]):
            found.setdefault(f"1.{match[1]}({letter.lower().replace('cl', 'd')})")
    return tuple(found)


def _mend_words(value: str) -> str:
    """Join what a line wrap cut: ``rea \\nsons``, ``a \\nnd``, ``( \\nb)``, ``Richa \\nrd``."""
    if "\n" in value:
        value = _REASON_CUT.sub(r"\1\2", value)
        value = _AND_CUT.sub("and", value)
        value = _TITLE_CUT.sub(lambda cut: cut[1] + cut[2] if (cut[1] + cut[2]).upper() in _TITLES else cut[0], value)
        value = _NAME_CUT.sub(lambda cut: cut[0] if _own_word(cut[2]) else cut[1] + cut[2], value)
    return _PARAGRAPH_CUT.sub("1.", value) if "1." in value else value


def _own_word(word: str) -> bool:
    """True for what stands at the head of a line as a word of its own, and is not the rest of a name cut in two."""
    upper = word.upper()
    return upper in _PARTICLES or any(upper in vocabulary.words(name) for name in ("common", "linking", "title"))


def _several(named: str) -> bool:
    parts = _BETWEEN.split(named)
    return len(parts) > 1 and all(_person(part)[0].count(" ") >= 1 for part in parts)


def _person(text: str) -> tuple[str, str | None]:
    """Part a name from its title: the name is the last run of capitalised words that are no title's words.

    ``Charge d'Affaires, a.i., Max W. Heron`` and ``Ada B. Quill, Assistant Secretary, VCI`` both work: the
    parts between commas are looked at from the one that is most clearly a name.
    """
    parts = [
        part.strip(" .") if not part.strip().endswith(("JR.", "Jr.")) else part.strip()
        for part in text.replace(";", ",").split(",")
    ]
    parts = [part for part in parts if part]
    if surname_first := _surname_first(parts):
        return surname_first
    named = [i for i, part in enumerate(parts) if _name_at_end(part)[0]]
    if named and not any(" " in _name_at_end(parts[i])[0] for i in named):
        # `AQuill, Charge, state, FO`: initial and surname run together, title and office behind
        name, before = _name_at_end(parts[named[0]])
        title = ", ".join(x for x in (*parts[: named[0]], before, *parts[named[0] + 1 :]) if x)
        return name, title or None
    for i, part in enumerate(parts):
        name, before = _name_at_end(part)
        if name and (" " in name or len(parts) == 1 or i == len(parts) - 1):
            title = ", ".join(x for x in (*parts[:i], before, *parts[i + 1 :]) if x)
            return name, title or None
    return "", " ".join(parts) or None


def _surname_first(parts: list[str]) -> tuple[str, str | None] | None:
    """``Quill, Ada, Ambassador, DOS, EXEC``: as an address book has it."""
    if len(parts) < 3 or any(" " in part or not part[:1].isupper() for part in parts[:2]):
        return None
    one, other, title = (part.upper().strip(".") for part in parts[:3])
    if {one, other} & _TITLES or not (title in _TITLES or _like_title(title)):
        return None
    return f"{parts[1]} {parts[0]}", ", ".join(parts[2:])


@lru_cache(maxsize=4096)
def _name_at_end(part: str) -> tuple[str, str]:
    words = part.split()
    at = len(words)
    while at > 0:
        word = words[at - 1]
        bare = word.upper().strip(".,")
        if (
            ((bare in _TITLES or word.upper() in _TITLES) and word != "Mc")
            or _RUN_TOGETHER.fullmatch(bare)
            or "/" in word
            or not (_NAME_WORD.fullmatch(word) or word.upper() in _PARTICLES or word.upper() in _SUFFIXES)
            or _like_title(bare)
        ):
            break
        at -= 1
    name = words[at:]
    while name and name[0].islower() and name[0].upper() not in _PARTICLES:
        at += 1
        name = words[at:]
    if len(name) > 2 and at and words[at - 1].upper() in ("TO", "FOR", "OF", "AND", "IN", "AT", "THE"):
        at += 1  # `AMBASSADOR TO SUDAN TIMOTHY CARNEY`
        name = words[at:]
    if (
        sum(len(word.strip(".")) > 1 and word.upper() not in _PARTICLES for word in name) > 4
    ):  # an office that no table knows stands before the name
        at = len(words) - (3 if name[-1].upper() not in _SUFFIXES else 4)
        name = words[at:]
    return " ".join(name), " ".join(words[:at]).rstrip(" -")


@lru_cache(maxsize=4096)
def _like_title(word: str) -> bool:
    """Misspelt titles: ``AMBASSSADOR``, ``Ambassado``, ``Cief``, ``Direcotr``: nearly the same letters."""
    if len(word) < 4:
        return False
    for title in _LONG_TITLES:
        if word[0] == title[0] and abs(len(word) - len(title)) <= 2 and _near(word, title):
            return True
    return False


_LONG_TITLES = (
    "AMBASSADOR",
    "COUNSELOR",
    "DIRECTOR",
    "MINISTER",
    "SECRETARY",
    "OFFICER",
    "CHARGE",
    "CHIEF",
    "POLITICAL",
    "ECONOMIC",
    "DEPUTY",
    "ASSISTANT",
    "AFFAIRS",
)


def _near(a: str, b: str) -> bool:
    """True when few letters are lacking, added or exchanged, counted as a multiset and by the common start and end."""
    if len(b) < 5 or (len(b) < 7 and len(a) != len(b) - 1 and a != b):
        return a == b
    start = 0
    while start < min(len(a), len(b)) and a[start] == b[start]:
        start += 1
    end = 0
    while end < min(len(a), len(b)) - start and a[-1 - end] == b[-1 - end]:
        end += 1
    middle_a, middle_b = a[start : len(a) - end], b[start : len(b) - end]
    allowed = 3 if len(b) > 6 else 2  # `CHASE` and `CHARLIE` are names, and no `CHARGE`
    return (start >= 2 or start + end >= len(b) - 1) and (
        len(middle_a) + len(middle_b) <= allowed or sorted(middle_a) == sorted(middle_b)
    )
