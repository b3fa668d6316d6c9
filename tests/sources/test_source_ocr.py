"""The page put together from tesseract's table of words."""

from __future__ import annotations

import io

from PIL import Image, ImageDraw

from reftel.sources import ocr_bands, ocr_words

_HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def _line(block: int, number: int, left: int, top: int, text: str) -> list[str]:
    """The rows of one line, twenty dots a letter and thirty high."""
    place = f"1\t{block}\t1\t{number}"
    rows = [f"4\t{place}\t0\t{left}\t{top}\t{20 * len(text)}\t30\t-1\t"]
    for word, shown in enumerate(text.split(), start=1):
        rows.append(f"5\t{place}\t{word}\t{left}\t{top}\t{20 * len(shown)}\t30\t95\t{shown}")
    return rows


def _read(*lines: list[str]) -> str:
    return ocr_words.page(ocr_words.read("\n".join([_HEAD, *(row for line in lines for row in line)]))).text


def test_the_last_column_of_a_distribution_goes_back_to_its_lines() -> None:
    read = _read(
        _line(1, 1, 100, 100, "INFO OCT-01 EB-01"),
        _line(1, 2, 100, 150, "INR-02 COME-12"),
        _line(1, 3, 100, 200, "R 041530Z MAY 74"),
        _line(2, 1, 600, 102, "OMB-18"),
        _line(2, 2, 600, 149, "SP-19"),
    )
    assert read == "INFO OCT-01 EB-01 OMB-18\nINR-02 COME-12 SP-19\nR 041530Z MAY 74"


def test_a_column_of_prose_stays_a_column() -> None:
    left = [_line(1, n, 100, 50 + 50 * n, "The kites rose over the old town") for n in (1, 2)]
    right = [_line(2, n, 900, 50 + 50 * n, "and fell in the river below it") for n in (1, 2)]
    assert _read(*left, *right).split("\n\n")[0] == "The kites rose over the old town\nThe kites rose over the old town"


def test_what_stands_below_is_not_beside() -> None:
    read = _read(_line(1, 1, 100, 100, "1. Kites rose."), _line(2, 1, 600, 160, "HERON"))
    assert read.split() == ["1.", "Kites", "rose.", "HERON"]
    assert "rose. HERON" not in read


def test_a_rule_of_hyphens_is_no_word() -> None:
    garbled = "aalenienienienieniennnnnenieneieieinieineneie"  # what tesseract 5.3 makes of 21 hyphens on a clean page
    heading = _line(1, 1, 100, 50, "O 101804Z NOV 73 FLASH FM AMEMBASSY NOWHERE")

    def rule(text: str, confidence: float, width: int) -> list[str]:
        place = "1\t1\t1\t2"
        return [
            f"4\t{place}\t0\t100\t100\t{width}\t30\t-1\t",
            f"5\t{place}\t1\t100\t100\t{width}\t30\t{confidence}\t{text}",
        ]

    assert _read(heading, rule(garbled, 0.0, 420)).split("\n")[1] == "-" * 21
    assert garbled in _read(heading, rule(garbled, 0.0, 20 * len(garbled))), "a long word of the usual width"
    assert garbled in _read(heading, rule(garbled, 90.0, 420)), "one that is sure"


def _flat(text: str, left: int, width: int, confidence: float = 20.0) -> str:
    """A piece of a rule: three dots high."""
    return f"5\t1\t1\t1\t2\t1\t{left}\t115\t{width}\t3\t{confidence}\t{text}"


def test_flat_words_are_a_rule_and_a_number_behind_it_is_none() -> None:
    heading = _line(1, 1, 100, 50, "INFO OCT-01 ISO-00 /123 W")
    number = "5\t1\t1\t1\t2\t9\t640\t100\t120\t30\t{}\t014185"
    for confidence in (95, 40):
        line = [_flat("Ta:", 100, 120), _flat("ee", 240, 80), _flat("gs", 340, 80), number.format(confidence)]
        assert _read(heading, line).split("\n")[1] == f"{'-' * 16} 014185"
    assert _read(heading, [_flat("-", 100, 12)]).split("\n")[1] == "-", "a hyphen alone"
    assert _read(heading, [_flat("Ta:", 100, 60), number.format(95)]).split("\n")[1] == "Ta: 014185", "not long enough"


def _page_with(band: ocr_words.Read) -> str:
    above = [*_line(1, 1, 100, 0, "2. Millers insist"), *_line(1, 2, 100, 50, "on wheat and fish")]
    below = [*_line(2, 1, 100, 250, "3. Kites"), *_line(2, 2, 100, 300, "rose.")]
    page = ocr_words.read("\n".join([_HEAD, *above, *below]))
    page.insert(band)
    return ocr_words.page(page).text


def test_what_a_band_shows_stands_between_the_lines_above_and_below() -> None:
    band = ocr_words.read("\n".join([_HEAD, *_line(1, 1, 100, 40, "What the Millers Say")]), 110)
    assert _page_with(band).split("\n\n") == [
        "2. Millers insist\non wheat and fish",
        "What the Millers Say",
        "3. Kites\nrose.",
    ]


def test_specks_in_a_band_are_no_words() -> None:
    for text, confidence in (("ai wr", 20), (". ,", 90)):
        rows = [row.replace("\t95\t", f"\t{confidence}\t") for row in _line(1, 1, 100, 40, text)]
        assert _page_with(ocr_words.read("\n".join([_HEAD, *rows]), 110)).split("\n\n") == [
            "2. Millers insist\non wheat and fish",
            "3. Kites\nrose.",
        ]


LINES = [(50 * n, 50 * n + 30) for n in (1, 2, 3, 7, 8)]
"""Between the third and the fourth there is room for three."""


def _paper(*marks: tuple[int, int, int, int]) -> bytes:
    image, out = Image.new("L", (600, 460), "white"), io.BytesIO()
    for mark in marks:
        ImageDraw.Draw(image).rectangle(mark, fill="black")
    image.save(out, "PPM")
    return out.getvalue()


def test_a_band_with_ink_between_lines_that_stand_apart_is_read_again() -> None:
    (band,) = ocr_bands.passed_over(_paper((100, 240, 300, 270), (100, 60, 300, 70)), LINES)
    assert 180 - 30 <= band.top <= 190
    assert Image.open(io.BytesIO(band.image)).height < 220


def test_blank_paper_is_not() -> None:
    for paper in (_paper(), _paper((100, 110, 500, 120)), _paper((100, 240, 104, 244)), b"no image"):
        assert list(ocr_bands.passed_over(paper, LINES)) == []
    assert list(ocr_bands.passed_over(_paper((100, 240, 300, 270)), LINES[:2])) == [], "too few lines to tell"


def test_of_a_page_of_pictures_few_bands_are_read() -> None:
    lines = [(50 * n, 50 * n + 30) for n in range(1, 21)] + [(400 * n, 400 * n + 30) for n in range(3, 30)]
    out = io.BytesIO()
    Image.new("L", (100, 12_000), "black").save(out, "PPM")
    assert len(list(ocr_bands.passed_over(out.getvalue(), lines))) == 12
