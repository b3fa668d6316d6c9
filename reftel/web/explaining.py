"""The pages that explain: how to read a cable, to discuss, to ask; for people in ``help/LANGUAGE/NAME.md``.

Prose stands in Markdown, whole texts in each language, so that it can be written and translated as prose.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from reftel import vocabulary
from reftel.vocabulary import Word
from reftel.web import language
from reftel.web.addresses import address
from reftel.web.language import N_, _
from reftel.web.pages import answer, both

TEXTS = Path(__file__).parent / "help"
PAGES = {
    "cables": N_("Understanding cables"),
    "discussing": N_("Discussing cables"),
    "query": N_("The query language"),
    "glossary": N_("Glossary"),
    "api": N_("For programs"),
}
"""Name in the address → how it is called, in the order in which they are offered."""
KINDS = {
    "precedence": N_("Precedence: how fast it had to be handled"),
    "caption": N_("Captions: who may handle it"),
    "reason": N_("Reasons for classification (E.O. 13526)"),
    "acronym": N_("Acronyms of the Department"),
    "subject": N_("TAGS: subjects"),
    "program": N_("TAGS: programs"),
    "geo": N_("TAGS: countries and regions"),
    "organization": N_("TAGS: organisations"),
}
"""Kinds of ``vocabulary.glossary`` → their headings, in order."""


class Text(NamedTuple):
    """A text of the help, made into markup."""

    title: str
    body: Markup
    headings: tuple[tuple[str, str], ...]
    """(anchor, words) of each section."""
    source: str
    """As it was written, in Markdown."""


class Offered(msgspec.Struct, frozen=True):
    """A page of the help."""

    name: str
    title: str
    address: str


class Help(msgspec.Struct, frozen=True):
    """What there is to be read about cables and this room."""

    pages: tuple[Offered, ...]


class Told(msgspec.Struct, frozen=True):
    """A text of the help, in the visitor's language where it is there in it."""

    name: str
    title: str
    sections: tuple[str, ...]
    """Their headings."""
    markdown: str


class Meanings(msgspec.Struct, frozen=True):
    """A part of the glossary."""

    kind: str
    heading: str
    words: tuple[Word, ...]


def help_page(request: Request) -> Response:
    """``/help``: what there is to be read about cables and this room, and the query language in short."""
    data = Help(tuple(Offered(name, words, address("help", name)) for name, words in named()))
    return answer(request, "help.html", data, name="", pages=named())


def text_page(request: Request) -> Response:
    """``/help/cables``: one of the texts."""
    name = request.path_params["name"]
    if name not in PAGES:
        raise HTTPException(404)
    read = text(name, language.current().code)
    data = Told(name, read.title, tuple(words for _anchored, words in read.headings), read.source)
    return answer(request, "help_text.html", data, text=read, name=name, pages=named())


def glossary_page(request: Request) -> Response:
    """``/help/glossary``: every word that the tables explain; ``?q=`` keeps those that hold it."""
    query = request.query_params.get("q", "").strip()
    data = meanings(query)
    return answer(request, "glossary.html", data, query=query, name="glossary", pages=named(), levels=vocabulary.LEVELS)


def meanings(query: str = "") -> tuple[Meanings, ...]:
    """The glossary by kinds, of the words that hold ``query`` in themselves or in what they mean."""
    wanted = query.casefold()
    found = []
    for kind, heading in KINDS.items():
        words = tuple(
            each
            for each in vocabulary.glossary()
            if each.kind == kind
            and any(wanted in said.casefold() for said in (each.term, each.meaning, language.meaning(each.meaning)))
        )
        if words:
            found.append(Meanings(kind, _(heading), words))
    return tuple(found)


def named() -> list[tuple[str, str]]:
    """The pages of the help, each with how it is called."""
    return [(name, _(words)) for name, words in PAGES.items()]


@cache
def text(name: str, code: str) -> Text:
    """A text in this language; in English where it is not there in it."""
    source = TEXTS / code / f"{name}.md"
    if not source.exists():
        source = TEXTS / "en" / f"{name}.md"
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.add_render_rule("fence", _as_it_stands)
    markdown.add_render_rule("code_block", _as_it_stands)
    markdown.add_render_rule("table_open", _wide)
    markdown.add_render_rule("table_close", _wide)
    written = source.read_text(encoding="utf-8")
    tokens = markdown.parse(written)
    title, headings, kept = "", [], []
    for place, token in enumerate(tokens):
        words = tokens[place + 1].content if token.type == "heading_open" else ""
        if token.type == "heading_open" and token.tag == "h1":
            title = words
        elif token.type == "heading_open":
            token.attrSet("id", _anchor(words))
            headings.append((_anchor(words), words))
        kept.append(token)
    rendered = markdown.renderer.render(kept, markdown.options, {})
    return Text(title, Markup(rendered), tuple(headings), written)  # noqa: S704 (our own file, and its markup is escaped)


def _as_it_stands(self: Any, tokens: list[Token], place: int, options: Any, env: Any) -> str:
    """A piece of a cable: in the language of cables, whatever that of the page is."""
    return str(Markup('<pre lang="en">{}</pre>\n').format(tokens[place].content))


def _anchor(words: str) -> str:
    return re.sub(r"\W+", "-", words.lower()).strip("-")


ROUTES = (
    *both("/help", help_page),
    *both("/help/glossary", glossary_page),
    *both("/help/{name}", text_page),
)


def _wide(self: Any, tokens: list[Token], place: int, options: Any, env: Any) -> str:
    """The beginning or the end of a table, which scrolls by itself where a screen is narrower."""
    return '<div class="scroll" tabindex="0"><table>\n' if tokens[place].nesting > 0 else "</table></div>\n"
