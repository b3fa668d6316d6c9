"""The web archive's page: its three builds, its text to the character, and what its table tells."""

from __future__ import annotations

import datetime as dt
import html

import pytest

from reftel import sources
from reftel.errors import SourceError
from reftel.model import Article


def told_at(*fields: int) -> dt.datetime:
    return dt.datetime(*fields, tzinfo=dt.UTC)  # type: ignore[misc]


def read(page: str) -> sources.Document:
    (document,) = sources.documents_in(page.encode(), "a page")
    return document


ID, CREATED = ("Reference ID", "08MEXICO42"), ("Created", "2008-01-10 12:12")
LEVEL, ORIGIN = ("Classification", "SECRET"), ("Origin", "Embassy Mexico")
EARLY, LATE = ("Released", "2010-12-01 21:09"), ("Released", "2011-08-30 01:44")

BUILDS = [
    ("page-2010-11", [ID, ("Date", "2008-01-10 12:12"), LEVEL, ORIGIN], "/js.js", "four columns, Date"),
    ("page-2010-12", [ID, CREATED, EARLY, LEVEL, ORIGIN], "/js.js", "Created and Released"),
    ("page-2011", [ID, CREATED, LATE, LEVEL, ORIGIN], "/js.js", "released with the whole collection"),
    ("page-2011", [ID, CREATED, EARLY, LEVEL, ORIGIN], "/static/js/cables.js", "released early, built late"),
]


@pytest.mark.parametrize(("layout", "columns", "script", "remark"), BUILDS, ids=[row[-1] for row in BUILDS])
def test_builds(make_page, layout, columns, script, remark):
    document = read(make_page(columns=columns, script=script))
    assert document.layout == layout
    assert (document.told.id, document.told.origin, document.told.level) == ("08MEXICO42", "Embassy Mexico", "SECRET")
    assert document.told.sent == told_at(2008, 1, 10, 12, 12)
    assert document.told.released == (
        told_at(*map(int, dict(columns)["Released"].replace(":", "-").replace(" ", "-").split("-")))
        if "Released" in dict(columns)
        else None
    )


def test_the_text_is_what_the_page_shows(make_page, telegram):
    document = read(make_page())
    assert document.text == telegram
    assert document.told.tags == ("PREL", "MX")
    assert document.told.subject == "SPECIMEN: A FAIR IN TULA"
    assert not document.told.partial


TEXTS = [
    ("A &amp; B &lt;C&gt; &quot;D&quot; &#39;E&#39;", "A & B <C> \"D\" 'E'", "entities"),
    ("&amp;#x000A;", "&#x000A;", "an entity that stands for itself"),
    ("\nFIRST", "\nFIRST", "an HTML parser would drop a first line feed"),
    ("A < B AND C > D", "A < B AND C > D", "bare brackets are text"),
    ("<b>BOLD</b> AND <i>NOT</i>", "BOLD AND NOT", "markup that the builds never made"),
    ("<a href='x>y'>LINK</a> END", "LINK END", "a bracket inside an attribute"),
    ("A<!-- no -->B", "AB", "a comment"),
    ("1,5 \xa0 ¶2. \u2019", "1,5 \xa0 ¶2. \u2019", "no blank is changed"),
    ("A\r\nB\rC", "A\nB\nC", "line ends of other systems"),
    ("<script>alert(1)</script>", "alert(1)", "a script is text at most"),
    ("<a " * 20_000, None, "hostile: unclosed links, read in linear time"),
    ("&#x000A;" * 50_000 + "END", "\n" * 50_000 + "END", "long"),
]


@pytest.mark.parametrize(("source", "shown", "remark"), TEXTS, ids=[row[-1] for row in TEXTS])
def test_text_to_the_character(make_page, source, shown, remark):
    page = make_page(texts=("R 101200Z JAN 08", "@")).replace("@", source)
    text = read(page).text
    assert text.startswith("R 101200Z JAN 08\n")
    if shown is not None:
        assert text == f"R 101200Z JAN 08\n{shown}"


HEADINGS = [
    ("Viewing cable 08MEXICO42, A FAIR &amp; A SHOW", "A FAIR & A SHOW", "entities"),
    ("Viewing cable 08MEXICO42,", None, "no subject"),
    ("Viewing cable 08MEXICO42, S/NF) A FAIR", "S/NF) A FAIR", "its mark has lost a bracket: left for the reader"),
    ("Cable viewer", None, "another heading"),
    ("Viewing cable 08MEXICO42, X, Y", "X, Y", "commas of its own"),
]


@pytest.mark.parametrize(("heading", "subject", "remark"), HEADINGS, ids=[row[-1] for row in HEADINGS])
def test_subject_of_the_heading(make_page, heading, subject, remark):
    assert read(make_page(heading=heading)).told.subject == subject


ARTICLES = [
    (
        "http://http://paper.example",
        "http://http://paper.example",
        Article("http://paper.example"),
        "scheme doubled: address mended, title kept",
    ),
    ("https://http:/paper.example/a", "A", Article("http://paper.example/a", "A"), "the last scheme holds"),
    (
        "https://paper.example/a?b=1&amp;c=2",
        "A &amp; B",
        Article("https://paper.example/a?b=1&c=2", "A & B"),
        "entities",
    ),
    ("https://paper.example", "", Article("https://paper.example"), "no title"),
    ("javascript:alert(1)", "A", None, "a script is no article"),
    ("data:text/html,x", "A", None, "nor is data"),
    ("/articles/2010/A.html", "A", None, "the archive's own pages lead nowhere"),
    ("//paper.example/a", "A", None, "no scheme"),
    ("http://", "A", None, "no host"),
    ("http://[", "A", None, "no address"),
    ("http://paper.example/a b", "A", None, "blank inside"),
]


@pytest.mark.parametrize(("href", "title", "article", "remark"), ARTICLES, ids=[row[-1] for row in ARTICLES])
def test_articles(make_page, href, title, article, remark):
    row = f"Appears in these articles:<br />\n<a href='{href}'>{title}</a><br />\n"
    assert read(make_page(articles=row)).told.articles == ((article,) if article else ())


def test_an_article_named_twice_is_one(make_page):
    link = "<a href='http://paper.example/a'>A</a><br />"
    assert len(read(make_page(articles=f"Appears in these articles:<br />{link}{link}")).told.articles) == 1


NOTICE = "This record is a partial extract of the original cable. The full text of the original cable is not available."
PARTS = [
    ((NOTICE, "1. (C) A fair.\n"), True, "the collection's notice stands in place of the header"),
    (("R 101200Z JAN 08", "1. THE COMMITTEE HAS NOT YET OPENED TH..."), True, "the build broke it off"),
    (("R 101200Z JAN 08", "1. TO BE CONTINUED ..."), False, "dots of its own"),
    (("R 101200Z JAN 08", "1. THE END."), False, "whole"),
]


@pytest.mark.parametrize(("texts", "partial", "remark"), PARTS, ids=[row[-1] for row in PARTS])
def test_partial(make_page, texts, partial, remark):
    document = read(make_page(texts=texts))
    assert document.told.partial is partial
    assert document.text == "\n".join(texts)


def test_a_page_that_breaks_off_in_its_text_is_partial(make_page):
    page = make_page(texts=("R 101200Z JAN 08", "1. (C) A fair@ was held"))
    document = read(page[: page.index("@")])
    assert document.text == "R 101200Z JAN 08\n1. (C) A fair"
    assert document.told.partial


ODD = [
    ({"Reference ID": "7508MEXICO42"}, {"id": "7508MEXICO42"}, "malformed: as it stands"),
    ({"Created": "soon"}, {"sent": None}, "no date"),
    ({"Created": "2008-13-40 99:99"}, {"sent": None}, "an impossible date"),
    ({"Origin": ""}, {"origin": None}, "empty"),
    ({"Origin": "Embassy  S&atilde;o\nTom&eacute;"}, {"origin": "Embassy São Tomé"}, "entities and blanks"),
    (
        {"Classification": "UNCLASSIFIED//FOR OFFICIAL USE ONLY"},
        {"level": "UNCLASSIFIED//FOR OFFICIAL USE ONLY"},
        "two",
    ),
]


@pytest.mark.parametrize(("cells", "expected", "remark"), ODD, ids=[row[-1] for row in ODD])
def test_odd_cells(make_page, cells, expected, remark):
    columns = [(name, cells.get(name, value)) for name, value in (ID, CREATED, EARLY, LEVEL, ORIGIN)]
    told = read(make_page(columns=columns)).told
    assert {name: getattr(told, name) for name in expected} == expected


def test_saved_by_another_browser(make_page, telegram):
    page = make_page().replace("class='cable'", 'CLASS="cable"').replace("<pre>", "<PRE>").replace("</pre>", "</PRE >")
    assert read(page).text == telegram


WRONG = [
    ("<!DOCTYPE html><html><body><p>Good morning</p></body></html>", "a web page without a cable's table"),
    (
        "<html><table class='cable'><tr><th>Reference ID</th></tr><tr><td>08X1</td></tr></table></html>",
        "without the cable's text",
    ),
    (
        "<html><table class='cable'><tr><th>Reference ID</th></tr>" + "<tr><td>1</td></tr>" * 2 + "</table></html>",
        "a list of cables",
    ),
    ("<html><table class='cable'><tr><th>Reference ID</th>", "breaks off inside its table"),
    (
        "<html><table class='cable'><tr><th>Colour</th></tr><tr><td>red</td></tr></table><pre>x</pre></html>",
        "none with a Reference ID",
    ),
    ("<html><table class='cable'></table><pre>x</pre></html>", "none with a Reference ID"),
]


@pytest.mark.parametrize(("page", "reason"), WRONG, ids=[row[-1] for row in WRONG])
def test_pages_of_something_else(page, reason):
    with pytest.raises(SourceError, match=reason) as caught:
        read(page)
    assert "Save the cable's own page" in str(caught.value)


LABELS = [
    ("Identifiant", "Créé", "Publié", "Classification", "Origine"),
    ("ID de referencia", "Creado", "Publicado", "Clasificación", "Origen"),
    ("Referenz-ID", "Erstellt", "Veröffentlicht", "Einstufung", "Herkunft"),
    ("Номер", "Создано", "Обнародовано", "Гриф", "Отправитель"),
]
VALUES = ("08MEXICO42", "2008-01-10 12:12", "2010-12-01 21:09", "CONFIDENTIAL//NOFORN", "Embassy Mexico")


@pytest.mark.parametrize("labels", LABELS, ids=[names[0] for names in LABELS])
@pytest.mark.parametrize("marked", [True, False], ids=["its class", "another class"])
def test_mirrors_with_labels_of_their_own(make_page, labels, marked):
    page = make_page(columns=list(zip(labels, VALUES, strict=True)))
    if not marked:
        page = page.replace("<table class='cable'>", '<table class="meta striped" id="t">')
    (document,) = sources.documents_in(page.encode(), "x")
    assert document.layout == "mirror-page"
    assert (document.told.id, document.told.level, document.told.origin) == ("08MEXICO42", VALUES[3], VALUES[4])
    assert document.told.sent == dt.datetime(2008, 1, 10, 12, 12, tzinfo=dt.UTC)
    assert document.told.released == dt.datetime(2010, 12, 1, 21, 9, tzinfo=dt.UTC)


def test_a_mirror_with_a_table_of_its_own(make_page, telegram):
    rows = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in zip(LABELS[0], VALUES, strict=True))
    menu = "<table><tr><td>Home</td><td>News</td></tr></table>"
    page = f"<html><body>{menu}<table>{rows}</table><pre>{telegram}</pre></body></html>"
    (document,) = sources.documents_in(page.encode(), "x")
    assert (document.layout, document.text, document.told.origin) == ("mirror-page", telegram, "Embassy Mexico")


def test_a_mirror_without_a_table(telegram):
    head = "<html><head><title>08MEXICO42 - A mirror</title><style>p{}</style></head><body><h1>08MEXICO42</h1>"
    broken = telegram.replace("\n", "<br />\n")
    for page in (
        f"{head}<pre>{telegram}</pre>",
        f"{head}<p>Home</p><div>{broken}</div><p>About</p><script>x()</script>",
    ):
        (document,) = sources.documents_in(page.encode(), "x")
        assert (document.layout, document.told.id) == ("mirror-page", "08MEXICO42")
        lines = telegram.split()
        assert [word for word in document.text.split() if word in lines][-len(lines) :] == lines
        assert "x()" not in document.text


def test_several_cables_on_one_page(make_page):
    second = make_page(heading="Viewing cable 08MEXICO43, ANOTHER").replace("08MEXICO42<", "08MEXICO43<")
    page = make_page().replace("</body>\n</html>\n", "") + second[second.index("<h3>Viewing") :]
    first, other = sources.documents_in(page.encode(), "x")
    assert [(each.place, each.told.id, each.told.subject) for each in (first, other)] == [
        ("x#08MEXICO42", "08MEXICO42", "SPECIMEN: A FAIR IN TULA"),
        ("x#08MEXICO43", "08MEXICO43", "ANOTHER"),
    ]
    assert first.text == other.text


def test_the_view_of_a_pages_source(make_page):
    page = make_page().replace("&#x000A;", "\n")
    (shown,) = sources.documents_in(page.encode(), "x")
    lines = "".join(
        f'<tr><td class="line-number" value="{n}"></td><td class="line-content">{html.escape(line)}</td></tr>'
        for n, line in enumerate(page.split("\n"), 1)
    )
    views = (
        f'<html><body><div class="line-gutter-backdrop"></div><table><tbody>{lines}</tbody></table></body></html>',
        f'<!DOCTYPE html><html><body id="viewsource"><pre>{html.escape(page)}</pre></body></html>',
        html.escape(page),
    )
    for view in views:
        (document,) = sources.documents_in(view.encode(), "x")
        assert (document.text, document.told, document.layout) == (shown.text, shown.told, shown.layout)


def test_pages_of_a_thousand_tables_cost_their_bytes():
    for page in (
        "<html>" + "<table><tr><td>08MEXICO42<td>x" * 50_000,
        "<html>" + "<table class='cable'></table>" * 50_000,
    ):
        with pytest.raises(SourceError, match=r"web page|cable.s page"):
            list(sources.documents_in(page.encode(), "x"))
