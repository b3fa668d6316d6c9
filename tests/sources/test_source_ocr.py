"""The page put together from tesseract's table of words."""

from __future__ import annotations

from reftel.sources import ocr

_HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def _line(block: int, number: int, left: int, top: int, text: str) -> list[str]:
    """The rows of one line, twenty dots a letter and thirty high."""
    place = f"1\t{block}\t1\t{number}"
    rows = [f"4\t{place}\t0\t{left}\t{top}\t{20 * len(text)}\t30\t-1\t"]
    for word, shown in enumerate(text.split(), start=1):
        rows.append(f"5\t{place}\t{word}\t{left}\t{top}\t{20 * len(shown)}\t30\t95\t{shown}")
    return rows


def _read(*lines: list[str]) -> str:
    return ocr._page("\n".join([_HEAD, *(row for line in lines for row in line)])).text


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
