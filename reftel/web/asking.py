"""The advanced form: fields instead of the query language, which it writes; and a query in its fields again."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from reftel import search, vocabulary
from reftel.model import Struct
from reftel.search import Field, FieldName, Node, Not, Or, Text
from reftel.web import parameters
from reftel.web.addresses import address
from reftel.web.language import N_
from reftel.web.pages import answer, both, is_data
from reftel.web.presentation import level_name
from reftel.web.shelf import shelf

HAS = {
    "summary": N_("a summary"),
    "comment": N_("a comment of the drafter"),
    "action": N_("a request for action"),
    "redaction": N_("something blacked out"),
    "articles": N_("an article that cites it"),
    "editions": N_("several editions"),
    "references": N_("a REF line"),
    "missing-refs": N_("a reference to a cable that is not held"),
}
"""What may be asked for behind ``has:``, in words."""
IS = {"partial": N_("not whole"), "corrected": N_("a corrected copy")}
SPANS: dict[str, FieldName] = {"sent": "date", "released": "released", "declassify": "declassify"}
"""Pairs of fields of the form (``sent_from``, ``sent_to``) → field of the query."""
VALUES: dict[str, tuple[FieldName, str, str]] = {
    "subject": ("subject", N_("Words of the subject"), "visa fraud"),
    "origin": ("origin", N_("From the post"), "Embassy Mexico, or MEXICO"),
    "country": ("country", N_("From a post in"), "Mexico"),
    "to": ("to", N_("To, for action"), "SECSTATE"),
    "info": ("info", N_("To, for information"), "AMEMBASSY BOGOTA"),
    "tag": ("tag", N_("TAGS"), "SNAR, or narcotics"),
    "caption": ("caption", N_("Caption"), "NODIS"),
    "mark": ("mark", N_("A paragraph marked"), "S/NF"),
    "signed": ("signed", N_("Signed by"), ""),
    "by": ("by", N_("Classified by"), ""),
    "ref": ("ref", N_("That cite"), "09MEXICO2134"),
    "citedby": ("citedby", N_("Cited by"), "09MEXICO2134"),
    "source": ("source", N_("Read from"), N_("the name of a file")),
}
"""Field of the form → field of the query, what it is called, an example."""
_WORDS = frozenset({"to", "info", "by", "subject"})
"""Fields that hold words: several of them are asked for one by one."""
_PIECE = re.compile(r'"[^"]*"?|“[^”]*”?|[^\s"“]+')
NEAREST = 999
"""Words that may stand between the words of a phrase, at most."""
_END = re.compile(r"(\d{4}(?:-\d\d?){0,2})?(?:\.\.(\d{4}(?:-\d\d?){0,2})?)?")


class Option(NamedTuple):
    """A value that can be chosen, in words, and whether it is."""

    value: str
    label: str
    chosen: bool


class Form(Struct, frozen=True):
    """A query laid out in the form's fields: what is sent back with ``go=1`` asks for the same."""

    query: str
    filled: dict[str, tuple[str, ...]]
    levels: tuple[str, ...]
    """Levels that cables of this archive have: the values of ``class``."""


def advanced(request: Request) -> Response:
    """``/search/advanced``: the form; sent, on to the results; with ``q=``, that query laid out in its fields."""
    told = request.query_params
    if told.get("go"):
        parameters.number(request, "near", 1, NEAREST)
        given = {name: told.getlist(name) for name in told}
        query = query_of(given)
        ending = ".json" if is_data(request) else ""
        return RedirectResponse(address(f"search{ending}", q=query, sort=told.get("sort", "")), status_code=303)
    query = told.get("q", "").strip()
    filled = fields_of(query)
    room = shelf(request)
    counted = search.counts(room.archive, "", reader=room.reader, facets=("level",))
    held = counted.facets["level"]
    levels = {each.value: level_name(each.value) for each in sorted(held, key=_height)}
    if counted.total > sum(each.count for each in held):
        levels[vocabulary.NO_LEVEL] = level_name(None)
    return answer(
        request,
        "advanced.html",
        Form(query, filled, tuple(levels)),
        filled=filled,
        values=VALUES,
        levels=_options(levels, filled.get("class", ())),
        has=_options(HAS, filled.get("has", ())),
        states=_options(IS, filled.get("is", ())),
    )


def _height(level: search.Facet) -> int:
    return vocabulary.LEVELS.index(level.value) if level.value in vocabulary.LEVELS else len(vocabulary.LEVELS)


def _options(known: Mapping[str, str], chosen: tuple[str, ...]) -> list[Option]:
    return [Option(value, label, value in chosen) for value, label in known.items()]


def query_of(given: Mapping[str, list[str]]) -> str:
    """The query that a form asks for; what is odd in it is searched as text, like anything that is typed."""

    def one(name: str) -> str:
        return " ".join(given.get(name, [""])[-1].split())

    nodes: list[Node] = [Text(word) if not _quoted(word) else _phrase(word) for word in _PIECE.findall(one("all"))]
    if phrase := one("phrase").strip('"“” '):
        near = one("near")
        nodes.append(Text(phrase, near=int(near)) if near.isdigit() and 0 < int(near) <= NEAREST else _phrase(phrase))
    if any_of := tuple(_phrase(word) if _quoted(word) else Text(word) for word in _PIECE.findall(one("any"))):
        nodes.append(Or(any_of) if len(any_of) > 1 else any_of[0])
    nodes += [Not(_phrase(word) if _quoted(word) else Text(word)) for word in _PIECE.findall(one("none"))]
    for name, (field, *_rest) in VALUES.items():
        value = one(name)
        if not value:
            continue
        pieces = _PIECE.findall(value) if field in _WORDS else [value]
        nodes += [Field(field, _phrase(each) if _quoted(each) or " " in each else Text(each)) for each in pieces]
    for name, field in SPANS.items():
        first, last = one(f"{name}_from"), one(f"{name}_to")
        if first or last:
            nodes.append(Field(field, Text(first if first == last else f"{first}..{last}")))
    for name in ("class", "has", "is"):
        values = [value for value in given.get(name, []) if value]
        fields: tuple[Node, ...] = tuple(Field(name, _value(value)) for value in values)  # type: ignore[arg-type]
        if name == "class" and len(fields) > 1:
            nodes.append(Or(fields))
        else:
            nodes += fields
    return " ".join(filter(None, (search.joined(tuple(_read_again(node) for node in nodes)), one("rest"))))


def _quoted(word: str) -> bool:
    return word[:1] in '"“'


def _phrase(text: str) -> Text:
    return Text(text.strip('"“”'), phrase=True)


def _value(text: str) -> Text:
    return Text(text, phrase=" " in text)


def _read_again(node: Node) -> Node:
    """With what was typed into a box read as one writes it in a query: ``extradit*``, ``Michoacan~``."""
    match node:
        case Text(phrase=False, near=None):
            read = search.understood(node.text).root
            return read if isinstance(read, Text) else node
        case Not():
            return Not(_read_again(node.part))
        case Or():
            return Or(tuple(_read_again(part) for part in node.parts))
        case _:
            return node


Filled = dict[str, tuple[str, ...]]


def fields_of(query: str) -> Filled:
    """A query laid out in the form's fields; what has no field of its own stands under ``rest``, so nothing is lost."""
    filled: dict[str, list[str]] = {}
    if search.reference(query):
        return {"rest": (query,)}
    for node in search.parts(search.understood(query).root):
        if not any(place(node, filled) for place in _PLACES):
            _add(filled, "rest", _tied(node))
    return {name: tuple(values) for name, values in filled.items()}


def _tied(node: Node) -> str:
    """One part of a query as it stands beside others."""
    return f"({search.written(node)})" if isinstance(node, Or) else search.written(node)


def _place_words(node: Node, filled: dict[str, list[str]]) -> bool:
    match node:
        case Text(near=int()):
            if "phrase" in filled:
                return False
            filled["phrase"], filled["near"] = [node.text], [str(node.near)]
        case Text(phrase=True) if "phrase" not in filled:
            filled["phrase"] = [node.text]
        case Text():
            _add(filled, "all", search.written(node))
        case Not(part=Text()):
            _add(filled, "none", search.written(node.part))
        case Or() if "any" not in filled and all(isinstance(part, Text) and part.near is None for part in node.parts):
            filled["any"] = [" ".join(search.written(part) for part in node.parts)]
        case _:
            return False
    return True


def _place_span(node: Node, filled: dict[str, list[str]]) -> bool:
    if not isinstance(node, Field) or node.name not in SPANS.values():
        return False
    name = next(each for each, field in SPANS.items() if field == node.name)
    ends = _END.fullmatch(node.value)
    if ends is None or f"{name}_from" in filled or f"{name}_to" in filled:
        return False
    first, last = ends[1] or "", (ends[2] or "") if ".." in node.value else (ends[1] or "")
    filled[f"{name}_from"], filled[f"{name}_to"] = [first], [last]
    return True


def _place_choice(node: Node, filled: dict[str, list[str]]) -> bool:
    parts = node.parts if isinstance(node, Or) else (node,)
    names = {part.name for part in parts if isinstance(part, Field)}
    if len(names) != 1 or len(parts) != sum(isinstance(part, Field) for part in parts):
        return False
    (name,) = names
    known = {"class": {*vocabulary.LEVELS, vocabulary.NO_LEVEL}, "has": set(HAS), "is": set(IS)}.get(name)
    values = [part.value for part in parts if isinstance(part, Field)]
    if known is None or not set(values) <= known or (name == "class" and name in filled):
        return False
    if len(parts) > 1 and name != "class":
        return False
    filled.setdefault(name, []).extend(values)
    return True


def _place_value(node: Node, filled: dict[str, list[str]]) -> bool:
    if not isinstance(node, Field):
        return False
    name = next((each for each, (field, *_rest) in VALUES.items() if field == node.name), None)
    plain = not (node.text.similar or node.text.near is not None or node.text.prefix or node.text.pattern)
    if name is None or not plain:
        return False
    if node.name in _WORDS:
        _add(filled, name, search.written(node.text) if node.text.phrase else node.text.text)
        return True
    if name in filled:
        return False
    filled[name] = [node.text.text]
    return True


def _add(filled: dict[str, list[str]], name: str, word: str) -> None:
    filled[name] = [" ".join((*filled.get(name, []), word))]


_PLACES: tuple[Callable[[Node, dict[str, list[str]]], bool], ...] = (
    _place_words,
    _place_span,
    _place_choice,
    _place_value,
)


ROUTES = both("/search/advanced", advanced)
