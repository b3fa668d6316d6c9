"""TAGS: Traffic Analysis by Geography and Subject (5 FAH-3), and how they are misspelt and run together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

import msgspec

from reftel.model import Tag

from .table import rows

LONGEST_RUN = 120
"""Longer words are no TAGS run together; the longest seen, ``KFRDKIRFCVISCMGTKOCIASECPHUMSMIGEG``, has 34 letters."""

LONGEST_PERSON = 60

MOST_COUNTRIES = 2
"""For each subject in a run: ``PHUMIZNL`` is PHUM IZ NL, ``TECHNOLOGY`` is not TECH NO LO GY."""

_ORGANIZATIONS_IN_RUNS = frozenset({"EUN", "FAO", "NATO", "OSCE", "UN", "UNGA", "UNSC", "USDA", "WFP", "WTO"})
"""``ITNATO``, ``FAOAORC``, ``USDAEAID``; with all of the table, every other word could be cut to pieces."""


@lru_cache(maxsize=16384)
def tag(code: str) -> Tag:
    """The TAG of a code in any case: ``snar`` → SNAR, subject, Social Affairs--Narcotics.

    Always a Tag: what no table knows has kind ``unknown`` and no meaning, a name (``CLINTON, HILLARY``) kind
    ``person``. Aliases are not followed (see ``tag_aliases``): what was written stays visible.
    """
    folded = " ".join(code.upper().split())
    known = _tags().get(folded)
    if known:
        return known
    if _task_force(folded):
        return Tag(code=folded, kind="program", meaning="Task force")
    return Tag(code=folded, kind="person") if _person(folded) else Tag(code=folded)


def tag_aliases() -> Mapping[str, tuple[str, ...]]:
    """What is meant by misspelt TAGS and by phrases that stand among them: ``MOPPS`` → ``("MOPS",)``.

    Keys may hold blanks: ``STEINBERG JAMES`` → ``("STEINBERG, JAMES B.",)``; a phrase that belongs together and is
    spelt as it should be stands for itself: ``COUNTRY CLEARANCE``.
    """
    return _aliases()


def split_tags(word: str) -> tuple[str, ...]:
    """The TAGS that were run together in one word, ``()`` if it is no such word.

    ``PHUMBA`` → ``("PHUM", "BA")``. Every letter must belong to a known subject, program or country, at least one of
    them a subject or program, and with as few parts as possible; a word that is a TAG itself is left whole. Takes time
    in proportion to the word's length.
    """
    folded = word.strip().upper()
    if not folded.isascii() or not folded.isalpha() or len(folded) > LONGEST_RUN or folded in _tags():
        return ()
    return _split(folded)


@lru_cache(maxsize=4096)
def _split(word: str) -> tuple[str, ...]:
    subjects, countries = _run_together()
    parts = subjects | countries | _ORGANIZATIONS_IN_RUNS
    best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
    for end in range(2, len(word) + 1):
        for start in range(max(end - 4, 0), end - 1):
            before, part = best[start], word[start:end]
            if before is None or part not in parts:
                continue
            found = best[end]
            if found is None or len(before) + 1 < len(found):
                best[end] = (*before, part)
    whole = best[-1] or ()
    among = sum(part in subjects for part in whole)
    return whole if among and sum(part in countries for part in whole) <= MOST_COUNTRIES * among else ()


def near_tag(word: str) -> str | None:
    """The subject that a word of no meaning must be, with one slip of the typist: ``PRELX`` → PREL, ``MOPD`` → MOPS.

    A slip is a letter too many, two letters swapped, or the key beside the right one. None where the word is a TAG or
    an alias, or where two TAGS differ from it by one letter: ``PINL``. Programs are too many, and too near to each
    other, to tell what ``KFRX`` is.
    """
    folded = word.upper()
    return None if folded in _tags() or folded in _aliases() else _told_by_rule(folded)


@lru_cache(maxsize=16384)
def _told_by_rule(word: str) -> str | None:
    if len(word) not in (4, 5) or not word.isascii() or not word.isalpha() or word[0] == "K":
        return None
    if len(word) == 5:
        said = {word[:i] + word[i + 1 :] for i in range(5)}
    else:
        said = {word[:i] + word[i + 1] + word[i] + word[i + 2 :] for i in range(3)}
        said.update(*(_gapped().get(word[:i] + "_" + word[i + 1 :], ()) for i in range(4)))
    near = [one for one in map(_tags().get, said) if one and one.kind in ("subject", "program")]
    if len(near) != 1 or near[0].kind != "subject":
        return None
    code = near[0].code
    wrong = [(letter, key) for letter, key in zip(code, word, strict=False) if letter != key]
    return code if len(word) == 5 or len(wrong) == 2 or wrong[0][1] in _keys_beside()[wrong[0][0]] else None


@cache
def _gapped() -> Mapping[str, list[str]]:
    """The subjects and programs that a letter left open leaves: ``P_EL`` → PREL."""
    found: dict[str, list[str]] = {}
    for code in _run_together()[0]:
        for i in range(4):
            found.setdefault(code[:i] + "_" + code[i + 1 :], []).append(code)
    return found


_KEYS = ("QWERTYUIOP", "ASDFGHJKL", "ZXCVBNM")
"""The rows of a typewriter, each half a key further to the right."""


@cache
def _keys_beside() -> Mapping[str, str]:
    beside: dict[str, str] = {}
    for row, keys in enumerate(_KEYS):
        for i, key in enumerate(keys):
            above = _KEYS[row - 1][i : i + 2] if row else ""
            below = _KEYS[row + 1][max(i - 1, 0) : i + 1] if row + 1 < len(_KEYS) else ""
            beside[key] = keys[max(i - 1, 0) : i] + keys[i + 1 : i + 2] + above + below
    return beside


def _task_force(code: str) -> bool:
    """``TFUS01``, ``TFHA01``: a task force, its country and its number."""
    return len(code) in (6, 7) and code.startswith("TF") and code[2:-2].isalpha() and code[-2:].isdigit()


def _person(code: str) -> bool:
    surname, comma, given = code.partition(",")
    letters = surname.replace(" ", "").replace("-", "").replace("'", "").isalpha()
    return bool(comma) and letters and given.strip()[:1].isalpha() and len(code) <= LONGEST_PERSON


@cache
def _tags() -> dict[str, Tag]:
    # ``convert`` checks the column ``kind`` against the model's list of kinds.
    return {
        row["code"]: msgspec.convert({"code": row["code"], "kind": row["kind"], "meaning": row["meaning"] or None}, Tag)
        for row in rows("tags")
    }


@cache
def _aliases() -> Mapping[str, tuple[str, ...]]:
    return MappingProxyType({row["alias"]: tuple(row["codes"].split("|")) for row in rows("tag_aliases")})


@cache
def _run_together() -> tuple[frozenset[str], frozenset[str]]:
    """What runs are made of: subjects and programs of four letters; countries and regions of two."""
    known = _tags().values()
    subjects = frozenset(one.code for one in known if one.kind in ("subject", "program") and len(one.code) == 4)
    return subjects, frozenset(one.code for one in known if one.kind == "geo" and len(one.code) == 2)
