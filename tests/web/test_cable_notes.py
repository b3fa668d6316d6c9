"""What is said of a cable's words where they stand, who cites it, its card, its editions; all of it behind the gate."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reftel import archive, telegram, vocabulary
from reftel.model import Cable, Paragraph
from reftel.reading import Reading
from reftel.sources import Document
from reftel.web import create_app
from reftel.web.annotating import DOUBT, REDACTION, TERM, Matches, Note, Point, annotated, apart
from reftel.web.editions import inline
from reftel.web.explained import Glossary

from .lamps import HEADING, LAMPS, lamps, take
from .reading_html import all_said, links, page, said


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lamps(tmp_path_factory.mktemp("notes") / "archive")


@pytest.fixture(scope="module")
def visitor(folder: Path) -> TestClient:
    return TestClient(create_app(folder), follow_redirects=False)


@pytest.fixture(scope="module")
def outsider(folder: Path) -> TestClient:
    reader = archive.Reader(level="CONFIDENTIAL", caveats=frozenset())
    return TestClient(create_app(folder, reader=reader), follow_redirects=False)


SHOWN = "/cables/09MEXICO9501"


def test_words_are_explained_where_they_stand_and_in_a_list(visitor: TestClient) -> None:
    tree = page(visitor, SHOWN)
    words = {link.text(): link.attributes["aria-description"] for link in tree.css("a.term")}
    assert words["LKU"] == "Lamp Keepers Union", "as the cable says itself"
    assert words["DCM"] == "deputy chief of mission", "from the vocabulary"
    assert words["1.4(b)"] == "foreign government information (E.O. 12958)"
    assert "SIPDIS" in words
    assert "SECSTATE WASHDC" in (words["RUEHC"] or "")
    listed = said(tree, ".glossary")
    assert "Lamp Keepers Union says ¶1" in listed
    for link in tree.css("a.term, a.mark"):
        where = (link.attributes["href"] or "").removeprefix("#")
        assert tree.css_first(f'[id="{where}"]') is not None, "every word leads to its entry"


@pytest.mark.parametrize(
    ("post", "tags", "text", "meaning", "remark"),
    [
        ("LAPAZ", "BR", "The GOB bought lamps from Brazil.", "Government of Bolivia", "the post's country first"),
        ("OSLO", "", "The GON bought lamps.", "Government of Norway", "a country that stands in no list"),
        ("LIBREVILLE", "", "The GOG bought lamps.", "Government of Gabon", "one of 'another country'"),
        ("PORTLOUIS", "", "The GOM bought lamps.", "Government of Mauritius", "also where the table knows one only"),
        ("MEXICO", "MX TU PREL", "The GOT sold lamps to Thailand.", "Government of Turkey", "then the TAGS"),
        ("MEXICO", "BM PREL", "The GOB bought lamps.", "Government of Burma", "a country with a former code"),
        ("MEXICO", "IR IZ", "The GOI bought lamps.", "Government of Iran or of Iraq", "two of the TAGS"),
        ("MEXICO", "BF", "The GOB bought lamps.", "Government of the Bahamas", "with its article"),
        ("MEXICO", "XG", "The GOP sold Afghan lamps.", "Government of Pakistan, of Peru,", "a region is none"),
        ("MEXICO", "", "The GOA sold Afghanistan's lamps.", "Government of Afghanistan", "then the text"),
        ("MEXICO", "", "THE GOA SOLD LAMPS TO ALGERIA.", "Government of Algeria", "in capitals"),
        ("MEXICO", "", "The GOJ sold lamps in Jordanstown.", "Government of Japan, of Jordan or", "whole names only"),
        ("MEXICO", "", "Ethiopia told the GOF of Finland.", "Government of Finland", "one of two"),
        ("MEXICO", "", "The GOM saw lamps in Malta.", "Government of Mexico", "the post again"),
        ("WASHINGTON", "", "The GOU bought lamps.", "Government of Ukraine, of Uganda", "never the United States"),
        (None, "", "The GOB bought lamps.", "Government of Brazil, of", "nothing decides"),
        ("SANSALVADOR", "", "The GOES bought lamps.", "Government of El Salvador", "longer forms are sure"),
    ],
)
def test_which_government(post: str | None, tags: str, text: str, meaning: str, remark: str) -> None:
    cable = Cable(
        text="",
        origin=vocabulary.post(post) if post else None,
        tags=tuple(vocabulary.tag(code) for code in tags.split()),
        paragraphs=(Paragraph(text, 1),),
    )
    notes = [note.before for note in Glossary(cable, ["par1"]).notes(text)]
    ended = meaning if ", " in meaning or meaning.endswith((",", " of", " or")) else f'{meaning}"'
    assert any(f'aria-description="{ended}' in note for note in notes), remark


def test_a_word_is_explained_once_a_paragraph(visitor: TestClient) -> None:
    tree = page(visitor, SHOWN)
    assert [link.text() for link in tree.css("#par2 .said a.term")] == ["LKU"]
    assert tree.css_first("#par2 .said a.term").attributes.get("tabindex") is None, (
        "the first one is on the Tab key's way"
    )


def test_repairs_are_underlined_with_what_was_read(visitor: TestClient) -> None:
    mended = page(visitor, SHOWN).css_first("#par1 .mended")
    assert mended.text() == "keeper’s"
    assert mended.attributes["aria-description"] == "Read as “keeperQ,s” (mangled-quote)"


def test_hostile_directions_are_shown(visitor: TestClient) -> None:
    assert said(page(visitor, SHOWN), "#par3 .control") == "U+202E"


def test_matches_have_numbers_and_lead_on(visitor: TestClient) -> None:
    tree = page(visitor, SHOWN + "?q=lanterns+OR+lamps")
    numbers = [mark.attributes["id"] for mark in tree.css("mark[id]")]
    assert numbers == [f"match{number}" for number in range(1, len(numbers) + 1)]
    assert links(tree, ".matches a") == [f"#{each}" for each in numbers]
    assert f"{len(numbers)} places found here" in said(tree, ".trail")
    assert page(visitor, SHOWN).css(".matches") == []


def test_a_paragraph_tells_its_address_citation_and_tags(visitor: TestClient) -> None:
    told = all_said(page(visitor, SHOWN), "#par2 .tells dd")
    assert told[0] == "http://testserver/cables/09MEXICO9501#par2"
    assert "09MEXICO9501" in told[1]
    assert "¶ 2" in told[1]
    assert told[2] == "#09MEXICO9501"


def test_a_cable_of_the_web_archive_has_its_tag(tmp_path: Path) -> None:
    """Others have none: who discusses a telegram of 1936 finds nobody under the tag of a release of 2010."""
    told = {}
    for layout in ("page-2010-12", "dump-csv", "nara-pdf", "frus-tei", "raw"):
        with archive.open(tmp_path / layout, create=True) as made:
            take(made, "one.txt", LAMPS, layout=layout)
        visitor = TestClient(create_app(tmp_path / layout))
        told[layout] = all_said(page(visitor, SHOWN), "#par2 .tells dd")[2]
    assert told == {
        "page-2010-12": "#cablegate #09MEXICO9501",
        "dump-csv": "#cablegate #09MEXICO9501",
        **dict.fromkeys(("nara-pdf", "frus-tei", "raw"), "#09MEXICO9501"),
    }


def test_an_archive_has_tags_of_its_own(tmp_path: Path) -> None:
    with archive.open(tmp_path / "a", create=True) as made:
        take(made, "one.txt", LAMPS)
    (tmp_path / "a" / "settings.toml").write_text('hash_tags = ["#lamps", "<b>"]\n', encoding="utf-8")
    visitor = TestClient(create_app(tmp_path / "a"))
    assert all_said(page(visitor, SHOWN), "#par2 .tells dd")[2] == "#lamps #b #09MEXICO9501"
    (tmp_path / "a" / "settings.toml").write_text("hash_tags = 7\n", encoding="utf-8")
    answer = visitor.get(SHOWN)
    assert answer.status_code == 503
    assert "hash_tags must be a list of words" in answer.text


def test_what_a_cable_says_is_english_on_a_spanish_page(folder: Path) -> None:
    for code, told in (("es", "en"), ("en", None)):
        visitor = TestClient(create_app(folder), headers={"Accept-Language": code})
        tree = page(visitor, SHOWN)
        for place in ("h1 bdi", "#par2 .said"):
            assert tree.css_first(place).attributes.get("lang") == told, place
        said_in = {each.text(): each.attributes["lang"] for each in tree.css(".glossary dd span[lang]")}
        assert said_in == (dict.fromkeys(("Lamp Keepers Union", "deputy chief of mission"), "en") if told else {})


def test_articles_on_hosts_that_are_gone_are_text(tmp_path: Path) -> None:
    url = "http://www.news.example/lamps"
    with archive.open(tmp_path / "a", create=True) as made:
        take(made, "one.txt", LAMPS)
        archive.articles.add(made, url, "Lamps", (SHOWN.rpartition("/")[2],))
    visitor = TestClient(create_app(tmp_path / "a"))
    place = ".articles li"
    assert links(page(visitor, SHOWN), f"{place} a[rel~=external]") == [url]
    (tmp_path / "a" / "settings.toml").write_text('gone_hosts = ["news.example"]\n', encoding="utf-8")
    tree = page(visitor, SHOWN)
    assert (links(tree, f"{place} a[rel~=external]"), said(tree, place)) == ([], "Lamps")


def test_citations_in_the_text_lead_where_they_should(visitor: TestClient) -> None:
    tree = page(visitor, "/cables/09MEXICO9502")
    assert links(tree, "#par1 .cites") == ["/cables/09MEXICO9501", "#ref3"]
    assert tree.css_first("#par1 .cites").attributes["data-card"] == "/cables/09MEXICO9501/card"
    assert "another kind: email" in (tree.css("#par1 .cites")[1].attributes["aria-description"] or "")
    assert "not in this archive" in said(tree, "#ref2")


def test_cited_by_with_the_sentence(visitor: TestClient, outsider: TestClient) -> None:
    told = said(page(visitor, SHOWN), ".beside .cited")
    assert "As ref A said, the lamps were lit." in told
    assert "marmalade" in told
    told = said(page(outsider, SHOWN), ".beside .cited")
    assert "As ref A said, the lamps were lit." in told
    assert "marmalade" not in told, "what a reader may not see is absent from the sentences"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", 1),
        ("?post=MEXICO", 1),
        ("?post=LIMA", 0),
        ("?year=2009&text=LIT lamps", 1),
        ("?year=2008", 0),
        ("?text=marmalade", 1),
        ("?text=zeppelin", 0),
    ],
)
def test_cited_by_can_be_filtered(visitor: TestClient, query: str, found: int) -> None:
    data = visitor.get(f"{SHOWN}/cited-by.json{query}").json()
    assert (data["total"], data["found"], len(data["citing"])) == (1, found, found)
    assert f"{found} of 1" in said(page(visitor, f"{SHOWN}/cited-by{query}"), ".total")


def test_the_filter_does_not_betray_what_is_withheld(outsider: TestClient) -> None:
    assert outsider.get(f"{SHOWN}/cited-by.json?text=marmalade").json()["found"] == 0


def test_card(visitor: TestClient, outsider: TestClient) -> None:
    told = page(visitor, f"{SHOWN}/card")
    assert "The Lamp Keepers Union" in said(told, ".card .opening")
    assert "SPECIMEN: LAMPS" in said(told, ".card .title")
    assert outsider.get("/cables/09NOWHERE1/card").status_code == 404


def test_editions_word_for_word(visitor: TestClient) -> None:
    tree = page(visitor, f"{SHOWN}/editions")
    assert said(tree, ".kind-redacted h3") == "¶1 redacted"
    assert all_said(tree, ".kind-redacted del") == ["the DCM."]
    assert all_said(tree, ".kind-redacted ins") == ["xxxxxxxxxxxx."]
    beside = page(visitor, f"{SHOWN}/editions?view=side&all=1")
    assert len(beside.css(".row")) == 3
    assert all_said(beside, ".kind-redacted .one .differs") == ["the DCM."]
    assert "/private" not in visitor.get(f"{SHOWN}/editions.json").text
    assert "/private" not in visitor.get(f"{SHOWN}/editions").text


def test_editions_behind_the_gate(outsider: TestClient) -> None:
    for address in ("editions", "editions?all=1&view=side", "editions.json"):
        assert "marmalade" not in outsider.get(f"{SHOWN}/{address}").text
    assert "Some paragraphs are not open to you" in outsider.get(f"{SHOWN}/editions").text


def test_one_edition_has_nothing_to_compare(visitor: TestClient) -> None:
    assert "one edition only" in said(page(visitor, "/cables/09MEXICO9502/editions"), "main")


def test_pages_of_a_printed_volume_are_places(tmp_path: Path) -> None:
    text = "1. The first page ends with these words and here begins the other page of it."
    cable = Cable(
        id="36LIMA1",
        paragraphs=telegram.parse(text).paragraphs,
        text=text,
        spans=telegram.parse(text).spans,
        attributes={"Page places": f"346@{text.index('here begins')} 7<b>@3 8@99999"},
    )
    with archive.open(tmp_path / "a", create=True) as made:
        made.add([Reading(Document(text, "frus-tei", "v.xml"), cable)], archive.Source("v.xml", "5" * 64))
    tree = page(TestClient(create_app(tmp_path / "a")), "/cables/36LIMA1")
    leaf = tree.css_first(".par .leaf")
    assert (leaf.attributes["id"], leaf.attributes["href"]) == ("page346", "#page346")
    assert "these words and p.\u00a0346here begins" in tree.css_first(".par .said").text().replace(
        "p. 346", "p.\u00a0346"
    )


def test_notes_never_overlap() -> None:
    def note(start: int, end: int, weight: int) -> Note:
        return Note(start, end, weight, annotated("<"), annotated(">"))

    weighty = [note(0, 4, TERM), note(2, 6, REDACTION), note(6, 8, DOUBT), note(7, 9, TERM), note(5, 99, TERM)]
    assert [(each.start, each.end) for each in apart(weighty, 10)] == [(2, 6), (6, 8)]
    assert annotated("a<b", [note(1, 2, TERM)], [(0, 3, 1)]) == (
        '<mark id="match1">a</mark>&lt;<mark>&lt;</mark>&gt;<mark>b</mark>'
    )
    assert annotated("ab", (), (), [Point(1, annotated("|")), Point(2, annotated("."))]) == "a|b."
    assert Matches(None).find("x") == []


def test_inline_difference_keeps_every_word() -> None:
    one = telegram.parse("1. (U) The lamps were lit by Ada at dusk.").paragraphs
    other = telegram.parse("1. (U) The lamps were lit by xxxxxxxx at dusk today.").paragraphs
    (difference,) = archive.collating.compare(one, other)
    stretches = inline(difference)
    gone = " ".join(each.text for each in stretches if each.change != "come")
    come = " ".join(each.text for each in stretches if each.change != "gone")
    # of a word that both have it is the newer spelling that stands there
    assert (gone.rstrip("."), come) == (one[0].text.rstrip("."), other[0].text)


@pytest.mark.parametrize("word", ["x" * 100_000, "A" * 100_000, "(" * 100_000, "GOM " * 25_000])
def test_endless_words_are_shown_as_text(tmp_path: Path, word: str) -> None:
    text = HEADING.format(number="9501", subject=word[:5000], ref="") + f"1. (C) {word} end.\n"
    with archive.open(tmp_path / "a", create=True) as made:
        take(made, "one.txt", text)
    visitor = TestClient(create_app(tmp_path / "a"))
    for ending in ("", "?q=GOM", "/as-sent", "/editions", "/cited-by", "/card"):
        answer = visitor.get("/cables/09MEXICO9501" + ending)
        assert answer.status_code == 200, ending
    assert len(visitor.get("/cables/09MEXICO9501").text) < 20 * len(text) + 60_000


def test_the_time_of_day_is_no_prime_minister(tmp_path: Path) -> None:
    text = HEADING.format(number="9501", subject="LAMPS", ref="") + "1. (U) At 8 PM the PM came.\n"
    with archive.open(tmp_path / "a", create=True) as made:
        take(made, "one.txt", text)
    tree = page(TestClient(create_app(tmp_path / "a")), "/cables/09MEXICO9501")
    assert tree.css_first("#par1 .said").html is not None
    assert "PM</a> came" in (tree.css_first("#par1 .said").html or "")
    assert [link.text() for link in tree.css("#par1 .said a.term")] == ["PM"]


def test_a_long_text_stands_on_a_page_of_its_own(tmp_path: Path) -> None:
    text = HEADING.format(number="9501", subject="LAMPS", ref="") + "1. (U) " + "Lamps were lit. " * 2000 + "\n"
    with archive.open(tmp_path / "a", create=True) as made:
        take(made, "one.txt", text)
    tree = page(TestClient(create_app(tmp_path / "a")), "/cables/09MEXICO9501")
    assert tree.css(".provenance .as-read") == []
    assert links(tree, ".provenance .elsewhere a") == ["/cables/09MEXICO9501/as-sent", "/cables/09MEXICO9501.txt"]


def test_what_is_alike_never_holds_the_page(visitor: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    go = threading.Event()
    monkeypatch.setattr("reftel.web.helping.search.similar", lambda *_, **__: go.wait(20))
    monkeypatch.setattr("reftel.web.helping.LONGEST", 0.05)
    try:
        answer = visitor.get("/similar/09MEXICO9501")
        assert answer.status_code == 503
        assert "Try again in a while" in answer.text
        assert visitor.get(SHOWN).status_code == 200
    finally:
        go.set()
