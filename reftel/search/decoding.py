"""What the values of fields mean: codes by their names, numbers in any spelling, marks and levels by their words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from reftel import telegram, vocabulary
from reftel.index.values import addressee_value, mark_value
from reftel.search import dates
from reftel.telegram import airgrams

EXPECTED = {
    "date": "a date (2009, 2009-07, 2009-07-21, 2008..2009-06, >2008)",
    "released": "a date (2009, 2009-07, 2009-07-21, 2008..2009-06, >2008)",
    "declassify": "a date (2009, 2009-07, 2009-07-21, 2008..2009-06, >2008)",
    "class": "a level (unclassified, sbu, confidential, secret, …) or none",
    "has": "one of summary, comment, action, redaction, articles, editions, references, missing-refs",
    "is": "one of partial, corrected",
    "ref": "a reference number (09MEXICO2134)",
    "citedby": "a reference number (09MEXICO2134)",
}
"""Field → what its value must be, for a reader who typed another one."""

HOLDINGS = {
    "summary": "summary",
    "comment": "comment",
    "action": "action",
    "redaction": "redaction",
    "redactions": "redaction",
    "redacted": "redaction",
    "article": "articles",
    "articles": "articles",
    "edition": "editions",
    "editions": "editions",
    "reference": "references",
    "references": "references",
    "refs": "references",
    "missing": "missing-refs",
    "missing refs": "missing-refs",
    "missing references": "missing-refs",
    "missing-refs": "missing-refs",
    "missing-references": "missing-refs",
}
"""What may stand behind ``has:``."""
STATES = {"partial": "partial", "corrected": "corrected"}
"""What may stand behind ``is:``."""

_BARE = re.compile(r"\s*\d{2,4}\s*[A-Za-z][A-Za-z .'-]*\d{1,7}\s*")
"""A reference number and nothing else: ``09MEXICO2134``, ``09 MEXICO 2134``, ``1974LAPAZ00015``."""
_LONGEST_LEVEL_MARK = 4
"""Letters of a portion mark; longer ones are names of levels."""


_ADDRESS = re.compile(
    r"(?:https?://|www\.|[\w-]{1,60}\.[a-z]{2,10}/)\S{1,300}?/(?P<number>\d{2,4}[A-Za-z]{2,25}\d{1,7})(?:\.html?)?/?(?:[?#]\S{0,300})?"
)
"""Of a cable's page, wherever it stands."""
_AROUND = " \t\n\"'“”‘’.,;:()[]<>?!¿¡"
"""What stands around a number that was taken out of a text."""
_PARAGRAPH = re.compile(r"(?<=\d)(?:#par\d{1,4}|\s?¶\s?\d{1,4})$")
_JOINT = "[-‐‑–/_]"
"""Any hyphen that a word processor makes, or a stroke."""
_NUMBER = r"(?:19|20)?\d\d{joint}[A-Za-z]{{2,14}}(?:[ .][A-Za-z]{{2,14}}){{0,2}}{joint}\d{{1,7}}"
JOINED = _NUMBER.format(joint=_JOINT)
"""A number with hyphens or strokes between its parts, as a pattern: ``09-MEXICO-283``."""
_MAYBE_JOINED = re.compile("#?" + _NUMBER.format(joint=_JOINT + "?"))
_JOINTS = re.compile(_JOINT)
_BETWEEN = re.compile(r"\s*[,;\n]\s*(?:and\s+|or\s+|y\s+)?|\s+(?:and|or|y)\s+", re.IGNORECASE)
"""What stands between the numbers of a list."""


_SHORTEST_LAST = 2
"""Letters; the last word of a post's name has more."""


_CALLED = re.compile(
    r"(?:(?:the\s+)?(?:cables?|telegrams?|messages?|airgrams?|reftels?|refs?|mrn)(?:\s+(?:no|nr|number))?[.#]?|(?:reftels?|cable):)\s+",
    re.IGNORECASE,
)
"""What people write before a number: ``cable 09MEXICO2134``, ``REFTEL 74 LA PAZ 3504``. (``ref:`` is a field.)"""


def bare(query: str) -> str:
    """A query without what may stand around a reference number, and without accents.

    Around it: brackets, points, a question mark, what it is called (``cable``, ``reftel``), the address of its page or
    of a paragraph (``#par7``, ``¶7``); and the hyphens or strokes between its parts.
    """
    within = _PARAGRAPH.sub("", query.strip(_AROUND))
    if _MAYBE_JOINED.fullmatch(within):
        within = unjoined(within.lstrip("#"))
    if called := _CALLED.match(within):
        within = within[called.end() :].strip(_AROUND)
    address = _ADDRESS.fullmatch(within)
    return without_accents(address["number"] if address else within)


def unjoined(number: str) -> str:
    """``09-MEXICO-283`` → ``09 MEXICO 283``."""
    return _JOINTS.sub(" ", number)


def without_accents(text: str) -> str:
    """``São Paulo 663`` → ``Sao Paulo 663``, as telegrams write it."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(character for character in apart if not unicodedata.combining(character))


def listed(query: str) -> tuple[str, ...]:
    """The numbers in canonical form, when a query is a list of several of them and nothing else."""
    numbers = [_number(bare(each)) for each in _BETWEEN.split(query.strip(_AROUND))]
    return tuple(dict.fromkeys(filter(None, numbers))) if len(numbers) > 1 and all(numbers) else ()


def _number(text: str) -> str | None:
    """The number of a telegram or an airgram; of the latter with its post, for an ``A-10`` may be an aircraft."""
    airgram = airgrams.meant(text)
    return airgram.number if airgram is not None and airgram.origin else reference(text)


def is_one(field: str, text: str) -> bool:
    """Whether several words behind a field are one value of it: the name of a post or level, a number, a date."""
    match field:
        case "origin" | "from" | "to" | "info" | "addressee":
            # A post is known with a slip of the hand, too: `Mexico a` is no name of one.
            return len(text.split()[-1]) > _SHORTEST_LAST and vocabulary.canonical_post(text) is not None
        case "country":
            return vocabulary.country_meant(text) is not None
        case "class":
            return level_named(text) is not None
        case "caption":
            return any(_begins(text, each) for known in vocabulary.captions().items() for each in known)
        case "source":
            return bool(layouts(text))
        case "mark":
            return vocabulary.level(text) is not None
        case "id" | "ref" | "citedby":
            return reference(text) is not None or airgrams.meant(text) is not None
        case "date" | "released" | "declassify":
            return dates.read(text) is not None
        case _:
            return False


def reference(text: str) -> str | None:
    """The canonical id, when `text` is a reference number and nothing else."""
    text = without_accents(text)
    return (telegram.canonical_id(text) or None) if _BARE.fullmatch(text) else None


_COMPARED = re.compile(r"(>=|<=|>|<)(.*)", re.DOTALL)


def levels(text: str) -> set[str]:
    """Levels by name or mark, several between commas, or by comparison: ``c,s``, ``>=secret``."""
    compared = _COMPARED.fullmatch(text.strip())
    if not compared:
        return {level for part in text.split(",") if (level := level_named(part))}
    named = level_named(compared[2])
    if named is None:
        return set()
    place = vocabulary.LEVELS.index(named)
    high = compared[1].startswith(">")
    found = vocabulary.LEVELS[place + 1 :] if high else vocabulary.LEVELS[:place]
    return {*found, *([named] if compared[1].endswith("=") else [])}


def asks_for_no_level(text: str) -> bool:
    """Whether those without a level are asked for, alone or among levels: ``none``, ``u,none``."""
    return any(part.strip().upper() == vocabulary.NO_LEVEL for part in text.split(","))


def level_named(text: str) -> str | None:
    """A level by name, beginning of a name, or portion mark: ``confidential``, ``conf``, ``c``, ``sbu``."""
    name = " ".join(text.upper().split())
    if not name:
        return None
    joined = _squeezed(name)
    for level in vocabulary.LEVELS:
        if _squeezed(level) == joined:  # topsecret, top-secret
            return level
    marked = vocabulary.level_of_mark(name)
    if marked is not None:
        return marked
    begun = [level for level in vocabulary.LEVELS if level.startswith(name)]
    return begun[0] if len(begun) == 1 else None


def _squeezed(name: str) -> str:
    return "".join(filter(str.isalnum, name))


def capitals(text: str) -> set[str]:
    """As telegrams write it."""
    return {" ".join(text.upper().split())}


def origins(text: str) -> set[str]:
    """The code of a post by any of its names."""
    plain = "".join(character for character in text.upper() if character.isalnum())
    return {vocabulary.canonical_post(text) or plain}


def addressees(text: str) -> set[str]:
    """The value of an addressee, by its line or by its post."""
    return {addressee_value(text), vocabulary.canonical_post(text) or ""} - {""}


def ids(text: str) -> set[str]:
    """A cable's number in any spelling."""
    return {each for each in ("".join(text.upper().split()), telegram.canonical_id(text)) if each}


def tags(text: str) -> set[str]:
    """Codes of TAGS that `text` is, in an old spelling or run together; those of its meaning the index finds."""
    code = " ".join(text.upper().split())
    known = {each for each in vocabulary.split_tags(code) if vocabulary.tag(each).kind != "unknown"}
    return known or set(vocabulary.tag_aliases().get(code, ()))


def countries(text: str) -> set[str]:
    """Codes of the countries whose name is `text`, or holds all of its words."""
    meant = vocabulary.country_meant(text)
    return {meant} if meant else vocabulary.countries_named(text) or {text.strip().upper()}


def captions(text: str) -> set[str]:
    """Captions as they stand, else by what they mean: ``exclusive`` → EXDIS."""
    written = capitals(text)
    if not written.isdisjoint(vocabulary.captions()):
        return written
    return _by_meaning(text, vocabulary.captions()) or written


def layouts(text: str) -> set[str]:
    """Layouts by what they are called: ``National Archives`` → all of its."""
    return _by_meaning(text, vocabulary.LAYOUTS)


def _begins(text: str, name: str) -> bool:
    """Whether a name or a meaning begins with these words."""
    words, all_words = re.findall(r"\w+", text.lower()), re.findall(r"\w+", name.lower())
    return bool(words) and all_words[: len(words)] == words


def _by_meaning(text: str, meanings: Mapping[str, str]) -> set[str]:
    words = set(re.findall(r"\w+", text.lower()))
    return {code for code, meaning in meanings.items() if words and words <= set(re.findall(r"\w+", meaning.lower()))}


def marks(text: str) -> set[str]:
    """Facts of a portion mark: exactly this one, or by the name of a level or of a caveat."""
    level = vocabulary.level(text) if len(text.strip()) > _LONGEST_LEVEL_MARK else None
    return {f"mark={level}"} if level else {mark_value(text)}
