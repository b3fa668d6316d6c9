"""The interface in English and Spanish: which is chosen, and that nothing of it is forgotten."""

from __future__ import annotations

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir, extract_from_file
from babel.messages.pofile import read_po
from starlette.testclient import TestClient

from reftel import vocabulary
from reftel.analysis.numbering import Dated, Numbering
from reftel.search import decoding
from reftel.vocabulary import layouts
from reftel.vocabulary.table import rows
from reftel.web import create_app, language, noted, presentation

from .reading_html import page, said

CATALOGUE = language.CATALOGUES / "es" / "LC_MESSAGES" / "reftel.po"
whole = pytest.mark.skipif(
    os.environ.get("CI") != "true", reason="a text may wait for its translation; CI=true waits not"
)
PLACE = re.compile(r"%\(\w+\)s|%%|<[^>]+>")


@pytest.fixture
def stranger(archive_path: Path) -> TestClient:
    """Somebody who was never here: no cookie."""
    return TestClient(create_app(archive_path), follow_redirects=False)


@pytest.fixture
def in_spanish() -> object:
    language.speak("es")
    yield
    language.speak("en")


ACCEPTED = [
    ("", "en", "nothing asked for"),
    ("es", "es", "Spanish"),
    ("es-MX,es;q=0.9,en;q=0.8", "es", "of Mexico"),
    ("en-US,en;q=0.9,es;q=0.8", "en", "Spanish too, but English rather"),
    ("fr,es;q=0.5", "es", "the best of those that there are"),
    ("fr-CH, fr;q=0.9, de;q=0.7, *;q=0.5", "en", "none of ours"),
    ("ES;Q=0.7,en;q=0.3", "es", "capitals"),
    ("es;q=0,en", "en", "expressly not"),
    ("es;q=nonsense", "en", "no number"),
    ("," * 10_000 + "es", "en", "no end of it"),
]


@pytest.mark.parametrize(("accepted", "code", "remark"), ACCEPTED, ids=[row[2] for row in ACCEPTED])
def test_what_the_browser_asks_for(stranger: TestClient, accepted: str, code: str, remark: str) -> None:
    tree = page(stranger, "/find", headers={"Accept-Language": accepted})
    assert tree.css_first("html").attributes["lang"] == code, remark


def test_a_choice_is_kept(stranger: TestClient) -> None:
    first = stranger.get("/find?lang=es", headers={"Accept-Language": "en"})
    assert first.headers["Content-Language"] == "es"
    cookie = first.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert stranger.get("/saved", headers={"Accept-Language": "en"}).headers["Content-Language"] == "es"
    assert stranger.get("/saved?lang=en").headers["Content-Language"] == "en"
    assert stranger.get("/saved?lang=xx").headers["Content-Language"] == "en", "what is no language changes nothing"
    assert "Cookie" in first.headers["Vary"]


@pytest.mark.parametrize("address", ["/", "/search?q=lanterns&sort=newest", "/cables/09MEXICO9134", "/nothing"])
def test_every_page_leads_to_itself_in_the_other_language(stranger: TestClient, address: str) -> None:
    tree = page(stranger, address, stranger.get(address).status_code)
    link = tree.css_first("footer .languages a")
    assert link.text() == "Español"
    assert link.attributes["lang"] == link.attributes["hreflang"] == "es"
    there = page(stranger, link.attributes["href"], stranger.get(address).status_code)
    assert there.css_first("html").attributes["lang"] == "es"
    back = there.css_first("footer .languages a")
    assert back.text() == "English"
    assert stranger.get(back.attributes["href"]).headers["Content-Language"] == "en"
    if "?" in address:
        assert there.css_first("input[name=q]").attributes["value"] == "lanterns", "and of the same search"


@pytest.mark.usefixtures("in_spanish")
def test_numbers_and_dates_as_spanish_writes_them() -> None:
    assert language.number(251287) == "251.287"
    assert language.day(dt.date(2009, 7, 21)) == "21 de julio de 2009"
    assert language.day(None) == "–"
    assert language.month_name("2009-07") == "julio de 2009"
    assert language.month_names()[0] == "enero"


@pytest.mark.parametrize(
    ("period", "words"),
    [("2009-07", "July 2009"), ("2009", "2009"), ("2009-13", "2009-13"), ("0000-01", "0000-01"), ("x-1", "x-1")],
)
def test_months(period: str, words: str) -> None:
    assert language.month_name(period) == words


def test_every_level_is_known_to_the_catalogue() -> None:
    assert {vocabulary.level_name(level) for level in (*vocabulary.LEVELS, None)} == set(presentation.LEVEL_NAMES)


def test_translations_keep_their_places_and_markup() -> None:
    with CATALOGUE.open("rb") as lines:
        catalogue = read_po(lines)
    for message in catalogue:
        if not message.id:
            continue
        asked = message.id if isinstance(message.id, tuple) else (message.id,)
        told = message.string if isinstance(message.string, tuple) else (message.string,)
        for words in filter(None, told):
            held = sorted(PLACE.findall(words))
            assert held in [sorted(PLACE.findall(each)) for each in asked], words


@pytest.mark.usefixtures("in_spanish")
def test_spanish_is_spoken() -> None:
    assert language._("Search") == "Buscar"
    assert language._("no such text") == "no such text"
    assert language.ngettext("%(n)s cable", "%(n)s cables", 2, n="2") == "2 cables"


def test_a_page_in_spanish(stranger: TestClient) -> None:
    tree = page(stranger, "/find?lang=es")
    assert said(tree, "header nav a") == "Buscar"


def test_how_a_query_was_read(stranger: TestClient) -> None:
    tree = page(stranger, "/search?q=lanterns+foo:bar+OR&lang=es")
    assert [each.text() for each in tree.css(".notes li")] == [
        "«foo:» no es un campo: se busca como texto.",
        "OR va entre dos cosas: aquí se busca como texto.",
    ]
    assert noted.note_words("Of something else.") == "Of something else."


SAID = [
    ("its numbers tell no pace", "sus números no indican ningún ritmo", "a whole sentence"),
    (
        "between the beginning of 1974 and 74LAPAZ12 (1974-01-05), give or take 2 days; cited on 1974-01-09",
        "entre el comienzo de 1974 y 74LAPAZ12 (1974-01-05), con 2 días de margen; citado el 1974-01-09",
        "clauses, one within another",
    ),
    (
        "3.5 a day until 74LAPAZ12 (1974-01-05), carried on to 31 December",
        "3.5 al día hasta 74LAPAZ12 (1974-01-05), continuado hasta el 31 de diciembre",
        "a total",
    ),
    ("something else; cited on 1974-01-09", "something else; citado el 1974-01-09", "what is not known stays"),
]


@pytest.mark.usefixtures("in_spanish")
@pytest.mark.parametrize(("english", "spanish", "remark"), SAID, ids=[row[2] for row in SAID])
def test_how_a_date_was_told(english: str, spanish: str, remark: str) -> None:
    assert noted.note_words(english) == spanish, remark


def test_what_the_analysis_says_is_known_to_the_catalogue() -> None:
    """Every sentence of a numbering that is made here is made of clauses that can be translated."""
    day = dt.date(1974, 3, 4)
    begin = dt.date(1974, 1, 1).toordinal()
    held = [Dated(number * 10, float(begin + number * 3)) for number in range(1, 40)]
    cited = [Dated(number * 10, float(begin + number * 5)) for number in range(1, 40)]
    mixed = [Dated(number * 7 % 300 + 1, float(begin + number)) for number in range(1, 60)]
    said = {
        rule
        for numbering in (
            Numbering(1974, held),
            Numbering(1974, (), cited),
            Numbering(1974, mixed),
            Numbering(1974, ()),
        )
        for serial in (1, 55, 205, 390, 2000)
        for rule in (
            numbering.estimate(serial, [day]).rule,
            (numbering.total(serial) or (0, ""))[1],
            numbering.contradicts(serial, day) or "",
        )
    }
    assert len(said) > 12
    for rule in said - {""}:
        for clause in rule.split("; "):
            assert any(pattern.fullmatch(clause) for pattern, _said in noted._patterns(noted.CLAUSES)), clause


@pytest.mark.usefixtures("in_spanish")
def test_what_tables_say() -> None:
    assert language.meaning("Social Affairs: Narcotics") == "Asuntos sociales: Estupefacientes"
    assert language.meaning("Germany") == "Alemania", "as CLDR names it"
    assert (language.meaning("lanterns"), language.tongue("lanterns")) == ("lanterns", ' lang="en"')
    assert language.tongue("Germany") == ""


TRANSLATED = (
    ("captions", "meaning", ""),
    ("precedences", "meaning", ""),
    ("precedences", "name", ""),
    ("reasons", "covers", ""),
    ("declassification", "covers", ""),
    ("losses", "what", ""),
    ("losses", "unverified", ""),
    ("tags", "meaning", "subject"),
    ("tags", "meaning", "program"),
)


@pytest.mark.parametrize(("table", "column", "kind"), TRANSLATED, ids=[row[0] for row in TRANSLATED])
def test_every_meaning_is_in_spanish(table: str, column: str, kind: str) -> None:
    """A fact that is added to one of these tables is said in Spanish too."""
    told = vocabulary.translations("es")
    meanings = {row[column] for row in rows(table) if row[column] and (not kind or row["kind"] == kind)}
    assert meanings
    assert meanings <= set(told)


def test_no_translation_is_left_over() -> None:
    said = {row[column] for table, column, _kind in TRANSLATED for row in rows(table)}
    assert set(vocabulary.translations("es")) <= said


def test_pages_say_meanings_in_spanish(stranger: TestClient) -> None:
    tree = page(stranger, "/cables/09MEXICO9134?lang=es")
    assert "Asuntos sociales: Estupefacientes" in page(stranger, "/browse/tag?lang=es").body.text()  # type: ignore[union-attr]
    assert "puede ponerse en la red clasificada" in tree.css_first(".glossary").text()
    assert "inmediato, prioritario" in tree.css_first(".teletype").text()
    wrong = page(stranger, "/search?q=date:2009-13&lang=es")
    assert "«2009-13» no se puede leer como una fecha (2009, " in wrong.css_first(".notes").text()
    sent = page(stranger, "/cables/09MEXICO9134/as-sent?lang=es")
    assert said(sent, ".legend h2") == "Bloques"
    glossary = page(stranger, "/help/glossary?q=estupefacientes&lang=es")
    assert said(glossary, ".words dt") == "SNAR"
    english = page(stranger, "/help/glossary?q=narcotics&lang=es").css(".words dt")
    assert "SNAR" in [each.text() for each in english], "it is found by its English too"
    rules = page(stranger, "/declass?state=later&lang=es").css_first(".releases")
    assert rules is not None
    assert "lang" not in rules.css_first(".quiet span").attributes


def test_what_a_value_must_be_is_known_to_the_pages() -> None:
    assert set(decoding.EXPECTED.values()) <= set(noted.EXPECTED)


@whole
def test_every_text_is_in_spanish() -> None:
    """Every text that ``make messages`` would gather."""
    with CATALOGUE.open("rb") as lines:
        held = {message.id: message.string for message in read_po(lines)}
    methods = [("**.py", "python"), ("**/templates/**.html", "jinja2")]
    keywords = {**DEFAULT_KEYWORDS, "N_": None}
    pages = extract_from_dir(
        Path(language.__file__).parent,
        methods,
        {"**/templates/**.html": {"silent": "false", "trimmed": "true"}},
        keywords=keywords,
    )
    tables = extract_from_file("python", layouts.__file__, keywords=keywords)
    lacking = set()
    for message, context in (*((each[2], each[4]) for each in pages), *((each[1], each[3]) for each in tables)):
        told = held.get(message) if context is None else message
        if not told or not all(told if isinstance(told, tuple) else (told,)):
            lacking.add(message)
    assert lacking == set()


TEMPLATES = sorted((Path(language.__file__).parent / "templates").glob("*.html"))
NOT_WORDS = {"reftel", "https", "title", "Atom", "press", "briefing"}
"""Names, what is left of an address or an attribute, and words to look for."""
NOT_TOLD = (r"\{%-?\s*trans.*?endtrans\s*-?%\}", r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", r"<(code|pre|abbr)\b.*?</\1>")
"""What is looked up, what is filled in, and what cables say."""


@whole
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_templates_say_nothing_in_english_alone(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    for pattern in NOT_TOLD:
        text = re.sub(pattern, "", text, flags=re.DOTALL)
    told = re.findall(r'(?:aria-label|title|placeholder|alt)="([^"]*)"', text) + re.findall(r">([^<>]*)<", text)
    assert [each for each in re.findall(r"\b[A-Z]?[a-z]{2,}\b", " ".join(told)) if each not in NOT_WORDS] == []
