"""Several telegrams in one text."""

from __future__ import annotations

from pathlib import Path

import reftel
from reftel import specimen, telegram

from .tables import table

ONE = (
    "VZCZCXRO1234\nRR RUEHAR\nDE RUEHPE #0045/01 2022230\nZNY CCCCC ZZH\nR 212230Z JUL 09\nFM AMEMBASSY LIMA\n"
    "TO RUEHC/SECSTATE WASHDC 0101\nC O N F I D E N T I A L SECTION 01 OF 02 LIMA 000045\n\nSUBJECT: KITES\n\n"
    "1. (C) Kites.\n"
)
SECOND_SECTION = ONE.replace("SECTION 01", "SECTION 02").replace("1. (C) Kites.", "2. (C) Lamps.")
OTHER = ONE.replace("000045", "000046").replace("212230Z", "221114Z").replace("KITES", "LAMPS")
SEVENTIES = (
    "CONFIDENTIAL\n\nPAGE 01  LA PAZ 00231  041601Z\n\n62\nACTION ARA-20\n\nINFO  OCT-01  ISO-00  /109 W\n"
    "        ---------------------     074956\nR 041530Z MAY 74\nFM AMEMBASSY LA PAZ\nTO SECSTATE WASHDC 4160\n\n"
    "C O N F I D E N T I A L LA PAZ 0231\n\nSUBJ: BELLS\n\n1. BELLS RANG.\nHERON\n\nCONFIDENTIAL\n\nNNNN\n"
)


@table(
    "text, subjects, remark",
    (ONE, ["KITES"], "one"),
    (ONE + SECOND_SECTION, ["KITES"], "the second section of the same"),
    (ONE + "\n" + OTHER, ["KITES", "LAMPS"], "two"),
    (SEVENTIES + ONE, ["BELLS", "KITES"], "of two times"),
    (ONE + SEVENTIES, ["KITES", "BELLS"], "offices and banner belong to the later one"),
    ("Forwarded for your files:\n\n" + ONE + "\n\nAnd:\n\n" + OTHER, ["KITES", "LAMPS"], "words between"),
    ("1. FM radio grew.\nFM AND AM WERE HEARD.\n", [None], "FM at a line start is no heading"),
    ("", [None], "nothing"),
)
def test_split(text: str, subjects: list[str | None], remark: str) -> None:
    places = telegram.split(text)
    assert "".join(text[a:b] for a, b in places) == text
    assert [reftel.parse(text[a:b]).subject for a, b in places] == subjects


def test_specimens_bundled_come_apart_again(tmp_path: Path) -> None:
    files = list(specimen.write(tmp_path, 12, 7, layouts=["raw", "raw-1970s"]))
    texts = [path.read_text("utf-8") for path in files]
    bundle = "\n".join(texts)
    ids = [reftel.parse(bundle[a:b]).id for a, b in telegram.split(bundle)]
    assert ids == [path.stem.partition("-")[0] for path in files], "a copy has the number of what it copies"
