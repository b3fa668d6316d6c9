"""What the fields of a cable were taken to mean, in a few words each, and which were not found: beside painted text."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

import msgspec

from reftel.model import Addressee, Article, Authority, Cable, Classification, Paragraph, Post, Reference, Repair, Tag
from reftel.painting.lines import Ruler, is_local
from reftel.painting.visible import shown_in_line
from reftel.reading import TOLD

MACHINERY = frozenset({"text", "blocks", "spans", "rules", "repairs"})
"""Fields of a cable that say how it was read, not what stands in it."""

GROUPS = {
    "identity": ("id", "aliases", "kind", "transmission_id", "station", "sent", "released", "precedence", "origin"),
    "addressees": ("addressees", "distribution", "pass_lines"),
    "handling": ("classification", "captions", "sections", "partial"),
    "declassification": ("executive_order", "declassify_on", "declassification", "classified_by"),
    "topic": ("tags", "subject", "subject_mark"),
    "references": ("references", "articles"),
    "body": ("paragraphs", "summary", "comment"),
    "hands": ("drafted_by", "approved_by", "signed_by"),
    "catalogue": ("attributes",),
}
"""Fields that are painted alike, by what they are about."""

PLAIN = frozenset(
    {"subject", "captions", "pass_lines", "distribution", "drafted_by", "approved_by", "signed_by", "attributes"}
)
"""Fields that mean just the words that stand there."""

_GROUP_OF = {name: group for group, names in GROUPS.items() for name in names}
_SHORT = 60
_LONGEST_LIST = 4


class Finding(NamedTuple):
    """A field of the cable that has a value."""

    name: str
    items: int
    """How many items, of a list; else 1."""
    value: str
    rule: str
    lines: tuple[int, ...]
    """Where it stands, in line numbers; none where it was told beside the text or is made of other fields."""


class Mending(NamedTuple):
    """Repairs that read the same and mean the same."""

    read: str
    means: str
    rule: str
    certain: bool
    lines: tuple[int, ...]
    throughout: bool
    """It speaks of a whole stretch from the first line to the last one named, not of single places."""


def group_of(name: str) -> str:
    """The group of a field or of an item of one: ``tags.2`` is of ``topic``."""
    return _GROUP_OF.get(name.partition(".")[0], "identity")


def rule_of(cable: Cable, name: str) -> str:
    """The rule that found a field or an item; empty where none is told."""
    base, _, item = name.partition(".")
    found = cable.rules.get(name) or cable.rules.get(base) or ""
    if base == "references" and item.isdigit() and int(item) < len(cable.references):
        return cable.references[int(item)].rule or found
    return found


def meaning(cable: Cable, name: str) -> str:
    """What a field, or an item of one (``references.1``), was taken to mean; empty where only the text tells it."""
    base, _, item = name.partition(".")
    value: object = getattr(cable, base, None)
    if item and isinstance(value, dict):
        value = value.get(item)
    elif item:
        known = isinstance(value, tuple) and item.isdigit() and int(item) < len(value)
        value = value[int(item)] if known and isinstance(value, tuple) else None
    return shown_in_line(_words(value))


def _words(value: object) -> str:
    """A value of the model in a few words."""
    match value:
        case None | False | ():
            return ""
        case dt.datetime():
            return value.astimezone(dt.UTC).strftime("%Y-%m-%d %H:%M UTC")
        case Post():
            return value.name or value.code
        case Classification():
            return " ".join((value.level, *value.caveats))
        case Addressee():
            number = f" {value.number}" if value.number else ""
            return f"{value.role}: {value.name}{number}"
        case Tag():
            return f"{value.code}: {value.meaning}" if value.meaning else f"{value.code}: {value.kind}"
        case Reference():
            return value.target or (value.kind if value.kind != "cable" else "not resolved")
        case Authority():
            return ", ".join(part for part in (value.name, value.title, *value.reasons) if part)
        case Paragraph():
            return _paragraph(value)
        case Article():
            return value.title or value.url
        case tuple():
            return ", ".join(_words(each) for each in value)
        case _:
            return str(value)


def _paragraph(paragraph: Paragraph) -> str:
    number = "¶" if paragraph.number is None else f"¶{paragraph.number}"
    mark = f"({paragraph.mark})" if paragraph.mark else "no mark"
    role = paragraph.role if paragraph.role != "text" else ""
    return " ".join(part for part in (number, mark, role, "redacted" if paragraph.redacted else "") if part)


def told(cable: Cable, names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    """What to write beside the line where these fields begin: each name, and what is not plain from the words there.

    ``("sent", "2009-03-17 15:12 UTC")``, ``("references.1", "not resolved")``, ``("tags.0–5", "")``: items of which
    nothing is to be said are drawn together, and the list's own name is left out beside them.
    """
    bases = {name.partition(".")[0] for name in names if "." in name}
    found: list[tuple[str, int, int, str]] = []  # base, first and last item (-1: none), words
    for name in names:
        base, _, item = name.partition(".")
        number = int(item) if item.isdecimal() and len(item) < 9 else -1
        if not item and base in bases:
            continue
        words = short(_beside(cable, name))
        if found and number >= 0 and not words and found[-1] == (base, found[-1][1], number - 1, ""):
            found[-1] = (base, found[-1][1], number, "")
        else:
            found.append((base if number >= 0 else name, number, number, words))
    return tuple(
        (shown_in_line(base if low < 0 else f"{base}.{low}" if low == high else f"{base}.{low}–{high}"), words)
        for base, low, high, words in found
    )


def _beside(cable: Cable, name: str) -> str:
    base, _, item = name.partition(".")
    if base in PLAIN or (item and not item.isdecimal()):
        return ""
    words = meaning(cable, name)
    if base == "addressees":
        return words.partition(":")[0]
    return words if base != "tags" or words.endswith(": unknown") else ""


def short(text: str) -> str:
    """Not more of it than fits beside a line."""
    return text if len(text) <= _SHORT else text[: _SHORT - 1] + "…"


def findings(cable: Cable) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """The fields that were found, in the order of the model, and the names of those that were not."""
    ruler = Ruler(cable.text)
    places: dict[str, set[int]] = {}
    for name, spans in cable.spans.items():
        places.setdefault(name.partition(".")[0], set()).update(ruler.line(start) for start, _ in spans)
    found, missing = [], []
    for field in msgspec.structs.fields(cable):
        name = field.name
        if name in MACHINERY:
            continue
        value = getattr(cable, name)
        where = tuple(sorted(places.pop(name, ())))
        if value == field.default or value in ((), {}, None):
            if where:
                found.append(Finding(name, 0, "", rule_of(cable, name), where))
            elif name not in {"kind", "partial"}:
                missing.append(name)
            continue
        count = len(value) if isinstance(value, (tuple, dict)) else 1
        found.append(Finding(name, count, _outline(value), rule_of(cable, name), where))
    # What has a place, yet no value in the model: the own station.
    for name, at in places.items():
        found.append(Finding(shown_in_line(name), 1, "", rule_of(cable, name), tuple(sorted(at))))
    return tuple(found), tuple(missing)


def _outline(value: object) -> str:
    if isinstance(value, dict):
        return short(shown_in_line(", ".join(value)))
    if isinstance(value, tuple) and value and isinstance(value[0], Paragraph):
        return short(" ".join(_paragraph(each).split()[0] + f"({each.mark or '–'})" for each in value))
    if isinstance(value, tuple) and value and isinstance(value[0], Tag):
        return short(shown_in_line(" ".join(each.code for each in value)))
    return short(shown_in_line(_words(value)))


def mendings(cable: Cable) -> tuple[Mending, ...]:
    """The repairs in the order of the text, those alike in one."""
    ruler = Ruler(cable.text)
    alike: dict[tuple[str, str, str, bool, bool], dict[int, None]] = {}
    for each in sorted(cable.repairs, key=lambda each: (not is_local(each, cable.text), each.start)):
        local = is_local(each, cable.text)
        at = alike.setdefault((each.read, each.means, each.rule, each.certain, not local), {})
        at.update(dict.fromkeys((ruler.line(each.start),) if local else (ruler.line(each.start), ruler.line(each.end))))
    return tuple(
        Mending(read, means, rule, certain, tuple(at), wide) for (read, means, rule, certain, wide), at in alike.items()
    )


def whereabouts(found: Finding) -> str:
    """The lines of a finding, or why it has none."""
    if found.lines:
        return line_list(found.lines)
    return {TOLD: "beside the text", "paragraphs": "in the paragraphs"}.get(found.rule, "no place told")


def repairs_of(repairs: tuple[Repair, ...]) -> str:
    """The rules of these repairs, for a remark on the place."""
    return ", ".join(f"{each.rule}{'' if each.certain else ', not certain'}" for each in repairs)


def line_list(numbers: tuple[int, ...]) -> str:
    """``2, 5–9, 14``; of many separate ones the first and how many more."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    words = [f"{low}–{high}" if high > low else f"{low}" for low, high in runs[:_LONGEST_LIST]]
    return ", ".join(words) + (f" and {len(runs) - _LONGEST_LIST} more" if len(runs) > _LONGEST_LIST else "")
