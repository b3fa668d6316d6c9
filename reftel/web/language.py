"""The languages of the interface: which one a visitor reads, its texts, and how it writes numbers and dates.

What a cable says stays as it was written; this is about the page around it. A text is written in English in the code,
as ``_("Nothing found")``, and looked up in ``locale/es/LC_MESSAGES/reftel.po`` (``make messages`` gathers them). The
language of a request is kept in a context variable, so that every function that helps to answer it knows it.
"""

from __future__ import annotations

import datetime as dt
import gettext
import io
from contextvars import ContextVar
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from markupsafe import Markup
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reftel import vocabulary
from reftel.web import addresses

CATALOGUES = Path(__file__).parent / "locale"
COOKIE = "lang"
PARAMETER = "lang"
A_YEAR = 31_536_000


class Language(NamedTuple):
    """A language of the interface."""

    code: str
    """As in ``<html lang>``."""
    name: str
    """What its readers call it."""
    locale: Locale
    """How it writes numbers and dates."""


LANGUAGES = {
    "en": Language("en", "English", Locale("en", "GB")),
    "es": Language("es", "Español", Locale("es")),
}
ENGLISH = LANGUAGES["en"]
_CURRENT: ContextVar[Language] = ContextVar("language", default=ENGLISH)


def current() -> Language:
    """The language of the page that is being made; English outside of a request."""
    return _CURRENT.get()


def speak(code: str) -> None:
    """Answer in this language from here on, in this request."""
    _CURRENT.set(LANGUAGES.get(code, ENGLISH))


def N_(message: str) -> str:
    """Marks a text that is looked up later, by ``_``: in a table at the top of a module."""
    return message


def _(message: str, /, **values: object) -> str:
    """A text of the interface in the visitor's language; ``values`` fill its places: ``_("of %(total)s", total=3)``."""
    said = _texts(current().code).gettext(message)
    return said % values if values else said


def ngettext(one: str, many: str, count: int, /, **values: object) -> str:
    """The text for this count: ``ngettext("%(n)s cable", "%(n)s cables", total, n=number(total))``."""
    said = _texts(current().code).ngettext(one, many, count)
    return said % values if values else said


def pgettext(context: str, message: str, /, **values: object) -> str:
    """A text whose meaning needs to be told (``pgettext("a person", "From")``)."""
    said = _texts(current().code).pgettext(context, message)
    return said % values if values else said


@cache
def _texts(code: str) -> gettext.NullTranslations:
    """The catalogue of a language, compiled once when it is first asked for; English stands in the code itself."""
    source = CATALOGUES / code / "LC_MESSAGES" / "reftel.po"
    if not source.exists():
        return gettext.NullTranslations()
    with source.open("rb") as lines:
        catalogue = read_po(lines, locale=code)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


# ---- numbers and dates


@lru_cache(4096)
def _decimal(value: int, code: str) -> str:
    return str(format_decimal(value, locale=LANGUAGES[code].locale))


@lru_cache(4096)
def _day(value: dt.date, code: str) -> str:
    return str(format_date(value, format="long", locale=LANGUAGES[code].locale))


@lru_cache(4096)
def _month(year: int, month: int, code: str) -> str:
    return str(format_skeleton("yMMMM", dt.date(year, month, 1), locale=LANGUAGES[code].locale))


def number(value: int) -> str:
    """251287 → ``251,287``; in Spanish ``251.287``."""
    return _decimal(value, current().code)


def day(moment: dt.date | None) -> str:
    """``21 July 2009``, ``21 de julio de 2009``; an en dash where there is no date."""
    if moment is None:
        return "–"
    date = moment.date() if isinstance(moment, dt.datetime) else moment
    return _day(date, current().code)


def month_name(period: str) -> str:
    """``2009-07`` → ``July 2009``, ``julio de 2009``; ``2009`` and whatever is no month stay as they are."""
    year, dash, month = period.partition("-")
    if not (dash and len(year) == 4 and year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12 and int(year)):
        return period
    return _month(int(year), int(month), current().code)


def month_names(width: str = "wide") -> tuple[str, ...]:
    """The twelve months by their names alone; ``width="abbreviated"`` for the heads of narrow columns."""
    names = current().locale.months["stand-alone"][width]
    return tuple(names[month] for month in range(1, 13))


def month_alone(period: str) -> str:
    """``2009-07`` → ``July``, ``julio``: the month of a period, where its year is told already."""
    return month_names()[int(period[5:7]) - 1]


def country_name(code: str | None, english: str | None) -> str | None:
    """A country as the visitor's language calls it, by its ISO code; ``english`` where that is not known or asked."""
    if current() is ENGLISH or not code:
        return english
    return current().locale.territories.get(code.upper()) or english


@cache
def _territories() -> dict[str, str]:
    return {name: code for code, name in Locale("en").territories.items()}


def meaning(english: str) -> str:
    """What a table of the vocabulary says, in the visitor's language; as it is where no table says it.

    ``Social Affairs: Narcotics`` → ``Asuntos sociales: Estupefacientes``; countries as CLDR names them.
    """
    if current() is ENGLISH:
        return english
    told = vocabulary.translations(current().code).get(english)
    return told or current().locale.territories.get(_territories().get(english, ""), english)


def tongue(english: str) -> Markup:
    """The attribute of an element that holds ``meaning(english)``, where that is English on a page that is not."""
    return Markup("") if current() is ENGLISH or meaning(english) != english else Markup(' lang="en"')


def of_cables() -> str | None:
    """The language of what cables say, where a page in another one has to tell it (``lang="en"``); None else."""
    return None if current() is ENGLISH else ENGLISH.code


# ---- which language


class Languages:
    """ASGI middleware: settles for each request in which language, and below which prefix, it is answered.

    Chosen by ``?lang=``, which a cookie then keeps; else by that cookie; else by what the browser asks for.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        addresses.below(scope)
        headers = Headers(scope=scope)
        query = dict(parse_qsl(scope["query_string"].decode("latin-1")))
        told = query.get(PARAMETER, "").lower()
        speak(
            told
            if told in LANGUAGES
            else _kept(headers.get("cookie", "")) or wanted(headers.get("accept-language", ""))
        )

        async def send_with_language(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                if answer.get("content-type", "").startswith("text/html"):
                    answer.setdefault("Content-Language", current().code)
                    answer.add_vary_header("Accept-Language, Cookie")
                if told in LANGUAGES:
                    answer.append("Set-Cookie", _cookie(told, scope))
            await send(message)

        await self.app(scope, receive, send_with_language)


def _cookie(code: str, scope: Scope) -> str:
    """A year long, for this site alone; nothing else is kept in it, and no script may read it."""
    secure = "; Secure" if scope.get("scheme") == "https" else ""
    return f"{COOKIE}={code}; Path={addresses.prefix() or '/'}; Max-Age={A_YEAR}; HttpOnly; SameSite=Lax{secure}"


def _kept(cookies: str) -> str | None:
    """The language that the visitor chose before."""
    for piece in cookies.split(";"):
        name, _equals, value = piece.strip().partition("=")
        if name == COOKIE and value in LANGUAGES:
            return value
    return None


def wanted(accepted: str) -> str:
    """The best of our languages by an ``Accept-Language`` header (RFC 9110, 12.5.4); English when none is asked for.

    ``es-MX,es;q=0.9,en;q=0.8`` → ``es``.
    """
    best, most = ENGLISH.code, 0.0
    for piece in accepted.split(",")[:50]:
        name, _semicolon, parameters = piece.strip().lower().partition(";")
        weight = _weight(parameters)
        code = name.partition("-")[0]
        if code in LANGUAGES and weight > most:
            best, most = code, weight
    return best


def _weight(parameters: str) -> float:
    told = parameters.strip().removeprefix("q=")
    try:
        return min(1.0, max(0.0, float(told))) if told else 1.0
    except ValueError:
        return 0.0
