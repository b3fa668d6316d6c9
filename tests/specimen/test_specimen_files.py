"""What ``specimen.write`` puts into a folder: the same for the same seed, every layout, the truth beside each file."""

from __future__ import annotations

import datetime as dt
import html
import re
from pathlib import Path

import msgspec
import pytest

import reftel
from reftel import sources, specimen, vocabulary
from reftel.errors import QueryError, SourceError
from reftel.model import Cable

COUNT = 180
PAGES = ("page-2010-11", "page-2010-12", "page-2011")
TEXTS = ("raw", "raw-1970s", "leading")
ONE_A_PAGE = (*TEXTS, *PAGES)


class Written:
    """A folder of specimens, read back."""

    def __init__(self, folder: Path) -> None:
        self.paths = list(specimen.write(folder, COUNT, 11, ONE_A_PAGE))
        self.truths = [truth(path) for path in self.paths]
        self.layouts = [ONE_A_PAGE[at % len(ONE_A_PAGE)] for at in range(COUNT)]

    def of(self, *layouts: str) -> list[tuple[Path, Cable]]:
        rows = zip(self.paths, self.truths, self.layouts, strict=True)
        return [(path, cable) for path, cable, layout in rows if layout in layouts]


def truths(path: Path) -> bytes:
    beside = path.with_suffix(".json")
    return (beside if beside.exists() else path.with_suffix(".truth.jsonl")).read_bytes()


def truth(path: Path) -> Cable:
    return msgspec.json.decode(path.with_suffix(".json").read_bytes(), type=Cable)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    return Written(tmp_path_factory.mktemp("specimens"))


def test_same_seed_same_bytes_and_another_seed_others(tmp_path: Path) -> None:
    first, again, other = (
        list(specimen.write(tmp_path / name, 24, seed)) for name, seed in (("a", 3), ("b", 3), ("c", 4))
    )
    assert [path.name for path in first] == [path.name for path in again]
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in again]
    assert [truths(path) for path in first] == [truths(path) for path in again]
    assert [path.name for path in first] != [path.name for path in other]


def test_files_come_one_by_one(tmp_path: Path) -> None:
    files = specimen.write(tmp_path / "new", 1_000_000, 1)
    path = next(files)
    assert path.exists()
    assert len(list(path.parent.iterdir())) == 2, "the second cable is not written before it is asked for"


def test_every_layout_every_id_once(written: Written) -> None:
    assert {path.suffix for path, _ in written.of(*PAGES)} == {".html"}
    assert {path.suffix for path, _ in written.of(*TEXTS)} == {".txt"}
    assert len({path.stem for path in written.paths}) == COUNT
    for path, cable in zip(written.paths, written.truths, strict=True):
        assert re.fullmatch(rf"{cable.id}(?:-[2-9])?", path.stem), "a copy has its number"


SUFFIXES = dict.fromkeys(specimen.ALONE, ".txt") | dict.fromkeys(PAGES, ".html")
SUFFIXES |= {"nara-pdf": ".pdf", "pdf-text": ".pdf", "page-image": ".tif"}


@pytest.mark.parametrize(("layout", "suffix"), SUFFIXES.items())
def test_a_single_layout(layout: str, suffix: str, tmp_path: Path) -> None:
    paths = list(specimen.write(tmp_path, 3, 2, [layout]))
    assert {path.suffix for path in paths} == {suffix}
    assert len(paths) == 3


@pytest.mark.parametrize(("layout", "suffix"), [("dump-csv", ".csv"), ("frus-tei", ".xml"), ("json-lines", ".jsonl")])
def test_layouts_with_many_cables_in_a_file(layout: str, suffix: str, tmp_path: Path) -> None:
    (path,) = specimen.write(tmp_path, 30, 2, [layout])
    assert path.name == f"{layout}-0001{suffix}"
    truths = [
        msgspec.json.decode(line, type=Cable) for line in path.with_suffix(".truth.jsonl").read_bytes().splitlines()
    ]
    read = list(reftel.read(path))
    assert [cable.id for cable in read] == [cable.id for cable in truths]
    assert [cable.text for cable in read] == [cable.text for cable in truths]
    assert list(sources.walk(tmp_path)) == [path], "the truth is no source"


def test_a_full_dump_is_handed_on_before_the_next_is_begun(tmp_path: Path) -> None:
    first, second = specimen.write(tmp_path, 510, 2, ["frus-tei"], size=600)
    assert [path.name for path in (first, second)] == ["frus-tei-0001.xml", "frus-tei-0002.xml"]
    assert [len(path.with_suffix(".truth.jsonl").read_bytes().splitlines()) for path in (first, second)] == [500, 10]


def test_all_layouts_by_default_but_those_on_paper() -> None:
    assert {each.layout for each in specimen.stream(22, 1)} == set(specimen.LAYOUTS) - set(specimen.PRINTED)


@pytest.mark.parametrize(
    ("count", "layouts", "expected", "remark"),
    [
        (1, ["telex"], "no layout “telex”. Choose among: raw,", "unknown layout"),
        (-1, None, "-1 specimens", "negative count"),
    ],
)
def test_bad_requests(count: int, layouts: list[str] | None, expected: str, remark: str, tmp_path: Path) -> None:
    with pytest.raises(QueryError, match=re.escape(expected)):
        specimen.write(tmp_path, count, 1, layouts)


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    occupied = tmp_path / "occupied"
    occupied.write_text("not a folder")
    with pytest.raises(SourceError, match=r"occupied: specimens can't be written there .*Choose another folder"):
        list(specimen.write(occupied, 1, 1))


def test_text_files_hold_exactly_the_text(written: Written) -> None:
    for path, cable in written.of(*TEXTS):
        assert path.read_bytes().decode() == cable.text, path.name


def test_pages_hold_header_and_body(written: Written) -> None:
    for path, cable in written.of(*PAGES):
        page = path.read_text(encoding="utf-8")
        blocks = [
            html.unescape(re.sub(r"<[^>]*>", "", pre)) for pre in re.findall(r"<pre>(.*?)</pre>", page, re.DOTALL)
        ]
        assert len(blocks) == 2, path.name
        assert "\n".join(blocks) == cable.text, path.name
        for paragraph in cable.paragraphs:
            assert f"<a id='par{paragraph.number}' href='#par{paragraph.number}'>¶</a>" in page


@pytest.mark.parametrize(
    ("layout", "titles"),
    [
        ("page-2010-11", ["Reference ID", "Date", "Classification", "Origin"]),
        ("page-2010-12", ["Reference ID", "Created", "Released", "Classification", "Origin"]),
        ("page-2011", ["Reference ID", "Created", "Released", "Classification", "Origin"]),
    ],
)
def test_page_tables(layout: str, titles: list[str], written: Written) -> None:
    for path, cable in written.of(layout):
        page = path.read_text(encoding="utf-8")
        cells = re.findall(r"<td>\n<a [^>]*>(.*?)</a>", page)
        assert re.findall(r"<th>(.*?)</th>", page) == titles
        assert cells[0] in (cable.id, *cable.aliases)
        assert cable.sent
        assert cells[1].startswith(f"{cable.sent:%Y-%m-%d %H:}")
        assert (cable.released is not None) == ("Released" in titles)
        if cable.released:
            assert cells[2] == f"{cable.released:%Y-%m-%d %H:%M}", (
                "printed as it is, even by the builds with the odd clock"
            )
        assert cable.origin
        assert html.unescape(cells[-1]) == cable.origin.name


def test_partial_pages_tell_no_more_than_the_page(tmp_path: Path) -> None:
    paths = list(specimen.write(tmp_path, 150, 8, ["page-2010-12"]))
    partial = [(path, cable) for path in paths if (cable := truth(path)).partial]
    assert partial
    for path, cable in partial:
        assert cable.text.startswith("This record is a partial extract")
        assert (cable.precedence, cable.addressees, cable.transmission_id) == ((), (), None)
        assert f"{cable.sent:%Y-%m-%d %H:%M}</a>" in path.read_text(encoding="utf-8")


def test_redactions_and_articles(tmp_path: Path) -> None:
    pages = [(path, truth(path)) for path in specimen.write(tmp_path, 150, 8, ["page-2011"])]
    redacted = [paragraph for _, cable in pages for paragraph in cable.paragraphs if paragraph.redacted]
    assert redacted
    assert all("xxxxxxxxxxxx" in paragraph.text for paragraph in redacted)
    linked = [(path, cable) for path, cable in pages if cable.articles]
    assert linked
    for path, cable in linked:
        assert all(f"<a href='{each.url}'>" in path.read_text(encoding="utf-8") for each in cable.articles)


def test_leading_lines(written: Written) -> None:
    for _, cable in written.of("leading"):
        identity, subject, day, level, origin = cable.text.split("\n")[:5]
        assert cable.origin
        assert cable.sent
        assert cable.subject
        assert (identity, origin) == (cable.id, cable.origin.name)
        assert cable.subject.startswith(subject.removeprefix(f"({cable.subject_mark}) "))
        assert dt.datetime.strptime(day, "%a %b %d %H:%M:%S %z %Y").date() == cable.sent.date()
        assert cable.classification
        assert level.startswith(cable.classification.level)


def test_pages_of_the_1970s_are_between_banners(written: Written) -> None:
    for _, cable in written.of("raw-1970s"):
        assert cable.classification
        lines = cable.text.split("\n")
        banner = cable.classification.level
        pages = [at for at, line in enumerate(lines) if re.match(r"PAGE \d\d ", line)]
        assert pages
        assert all(lines[at - 2].strip() == banner for at in pages)
        assert cable.text.rstrip().endswith(("NNN", "NNNN"))
        assert cable.distribution
        assert re.search(rf"^(ACTION|ORIGIN) {cable.distribution[0]}$", cable.text, re.MULTILINE)


def test_sections_and_page_lines(tmp_path: Path) -> None:
    cables = [truth(path) for path in specimen.write(tmp_path, 120, 5, ["raw", "raw-1970s"])]
    long = [cable for cable in cables if cable.sections]
    assert {cable.id[:2] < "80" for cable in long if cable.id and cable.id[:2] >= "73"} == {True, False}
    for cable in long:
        assert re.search(rf"SECTION 0?1 OF 0?{cable.sections} ", cable.text)
    assert any(re.search(r"^[A-Z ]+ 000\d{5}  00\d\.2 OF 00\d$", cable.text, re.MULTILINE) for cable in long)
    assert any(re.search(r"\n\S.*\n[A-Z ]+ 000\d{5}  00\d OF 00\d\n\S", cable.text) for cable in long), (
        "in mid-paragraph"
    )


def test_every_cable_says_that_it_is_invented(written: Written) -> None:
    for path, cable in zip(written.paths, written.truths, strict=True):
        said = [each.text.upper() for each in cable.paragraphs]
        assert "THIS IS AN INVENTED SPECIMEN; NO SUCH TELEGRAM WAS SENT." in said, path.name


def test_posts_and_tags_are_real(written: Written) -> None:
    for cable in written.truths:
        assert cable.origin
        assert cable.origin.code in vocabulary.post_codes()
        assert cable.origin.name
        assert all(tag.kind != "unknown" for tag in cable.tags), cable.tags
