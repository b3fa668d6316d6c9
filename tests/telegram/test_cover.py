"""What a collection put around the telegram inside the text."""

from __future__ import annotations

import datetime as dt

import reftel
from reftel.model import Cable
from reftel.telegram import cover

from .tables import table

TELEGRAM = """VZCZCXRO1234
PP RUEHAO
DE RUEHPE #0233 1251530
ZNY CCCCC ZZH
P 041530Z MAY 08
FM AMEMBASSY LIMA
TO RUEHC/SECSTATE WASHDC PRIORITY 0417
C O N F I D E N T I A L LIMA 000233

SIPDIS

E.O. 12958: DECL: 05/04/2018
TAGS: PREL, PE
SUBJECT: KITES OVER LIMA

1. (C) Kites rose.

2. (U) They fell.
HERON
"""
SIX_LINES = f"""08LIMA233
Kites over Lima
Sun May 04 00:00:00 +0200 2008
CONFIDENTIAL//NOFORN
Embassy Lima
{TELEGRAM}"""
ATTRIBUTES = """Message Attributes
Automatic Decaptioning: X
Capture Date: 01 JAN 1994
Channel Indicators: n/a
Current Classification: UNCLASSIFIED
Concepts: KITES, LANTERNS, OLD TOWNS, GUILDS,
FAIRS
Control Number: n/a
Copy: SINGLE
Draft Date: 04 MAY 1974
Document Number: 1974LAPAZ00231
From: LA PAZ
Original Classification: CONFIDENTIAL
Subject: KITES OVER THE OLD TOWN
TAGS: PFOR, BL, (HERON, MAX)
To: STATE
Type: TE
Markings: Declassified/Released US Department of State EO Systematic Review 30 JUN 2005
"""
ARCHIVES = f"""Message Text

CONFIDENTIAL

PAGE 01  LA PAZ 00231  041601Z

11
ACTION ARA-20

INFO  OCT-01  ISO-00  /021 W
--------------------- 123456
P 041530Z MAY 74
FM AMEMBASSY LA PAZ
TO SECSTATE WASHDC PRIORITY 4711

C O N F I D E N T I A L LA PAZ 0231

E.O. 11652: GDS
TAGS: PFOR, BL
SUBJECT: KITES

1. KITES ROSE OVER THE

CONFIDENTIAL

CONFIDENTIAL

PAGE 02  LA PAZ 00231  041601Z

OLD TOWN.

2. THEY FELL.
HERON

CONFIDENTIAL

NNNN

{ATTRIBUTES}"""
PRINTED = f"""Viewing cable 08LIMA233
http://archive.invalid/cable/2008/05/08LIMA233.html

Reference ID  Created  Released  Classification  Origin
08LIMA233  2008-05-04 15:30  2011-02-03 04:05  CONFIDENTIAL  Embassy Lima

Appears in these articles:
http://morning.invalid/kites

{TELEGRAM}"""


def by_rule(cable: Cable) -> dict[str, str]:
    return {name: rule for name, rule in cable.rules.items() if rule in ("leading lines", "message attributes")}


def test_the_telegram_itself_has_no_cover() -> None:
    found = cover.read(TELEGRAM)
    assert (found.start, found.end, found.rule) == (0, len(TELEGRAM), "")


@table(
    "text, rule, first, last, remark",
    (SIX_LINES, "leading lines", "VZCZC", "HERON\n", "six leading lines"),
    (ARCHIVES, "message attributes", "\n\nCONFIDENTIAL", "NNNN\n\n", "National Archives"),
    (PRINTED, "printed table", "VZCZC", "HERON\n", "the web archive's page, printed"),
    (SIX_LINES.replace("Sun May 04 00:00:00 +0200 2008", "a day"), "leading lines", "VZCZC", "HERON\n", "no date"),
    (SIX_LINES.replace("Embassy Lima\n", "Nowhere\n"), "leading lines", "VZCZC", "HERON\n", "post not known"),
    ("\ufeff" + SIX_LINES, "leading lines", "VZCZC", "HERON\n", "byte order mark"),
)
def test_cover(text: str, rule: str, first: str, last: str, remark: str) -> None:
    found = cover.read(text)
    assert found.rule == rule
    assert text[found.start : found.end].startswith(first)
    assert text[found.start : found.end].endswith(last)


@table(
    "text, remark",
    ("", "empty"),
    ("One\nTwo\nThree\nFour\nFive\nSix\n", "six lines of something else"),
    ("08LIMA233\nKites\nno date\nCONFIDENTIAL\nno post\nVZCZC", "number alone"),
    ("1. The Message Attributes of kites are many.", "the words in a sentence"),
    ("Message Attributes\nSubject: KITES\n", "too few attributes"),
    ("Reference ID Created Released\n", "a table without a row"),
)
def test_no_cover(text: str, remark: str) -> None:
    found = cover.read(text)
    assert (found.start, found.end, found.rule) == (0, len(text), "")


def test_leading_lines_fill_what_the_message_leaves_open() -> None:
    whole = reftel.parse(SIX_LINES)
    assert (whole.id, whole.subject) == ("08LIMA233", "KITES OVER LIMA")
    assert whole.sent == dt.datetime(2008, 5, 4, 15, 30, tzinfo=dt.UTC), "the message's own, to the minute"
    bare = reftel.parse(SIX_LINES[: SIX_LINES.index("VZCZC")] + "1. (C) Kites rose.\n")
    assert (bare.id, bare.subject) == ("08LIMA233", "Kites over Lima")
    assert bare.sent == dt.datetime(2008, 5, 4, tzinfo=dt.UTC)
    assert bare.origin
    assert bare.origin.code == "LIMA"
    assert bare.classification
    assert (bare.classification.level, bare.classification.caveats) == ("CONFIDENTIAL", ("NOFORN",))
    assert by_rule(bare) == dict.fromkeys(("id", "subject", "sent", "classification"), "leading lines")


def test_national_archives() -> None:
    cable = reftel.parse(ARCHIVES)
    assert cable.id == "74LAPAZ231"
    assert "1974LAPAZ00231" in cable.aliases
    assert cable.subject == "KITES", "the telegram's own, not the cataloguer's"
    assert cable.attributes["Subject"] == "KITES OVER THE OLD TOWN"
    assert cable.attributes["Concepts"] == "KITES, LANTERNS, OLD TOWNS, GUILDS, FAIRS", "a value wraps to column 0"
    assert [p.text for p in cable.paragraphs] == ["KITES ROSE OVER THE OLD TOWN.", "THEY FELL."]
    assert cable.signed_by == ("HERON",)
    assert not cable.partial


def test_national_archives_know_better_than_damaged_tags() -> None:
    whole = ARCHIVES.replace("TAGS: PFOR, BL", "TAGS: PFQXR, BL", 1)
    assert whole != ARCHIVES
    cable = reftel.parse(whole)
    assert [tag.code for tag in cable.tags] == ["PFOR", "BL", "HERON, MAX"]
    assert cable.rules["tags"] == "message attributes"
    assert "PFQXR" in cable.text[slice(*cable.spans["tags"][0])]
    assert "tags.0" not in cable.spans
    unknown = reftel.parse(whole.replace("PFOR,", "PFQXR,"))
    assert [tag.code for tag in unknown.tags][:2] == ["PFQXR", "BL"], "the catalogue has the same, so it was meant"


def test_national_archives_without_message_text() -> None:
    cable = reftel.parse(ATTRIBUTES)
    assert cable.partial
    assert cable.paragraphs == ()
    assert (cable.id, cable.subject) == ("74LAPAZ231", "KITES OVER THE OLD TOWN")
    assert [tag.code for tag in cable.tags] == ["PFOR", "BL", "HERON, MAX"]
    assert cable.sent == dt.datetime(1974, 5, 4, tzinfo=dt.UTC)
    assert cable.classification
    assert cable.classification.level == "CONFIDENTIAL"


def test_printed_page() -> None:
    cable = reftel.parse(PRINTED)
    assert cable.id == "08LIMA233"
    assert cable.released == dt.datetime(2011, 2, 3, 4, 5, tzinfo=dt.UTC)
    assert [article.url for article in cable.articles] == ["http://morning.invalid/kites"]
    assert [p.number for p in cable.paragraphs] == [1, 2]


def test_printed_page_with_a_letter_for_a_digit_in_its_number() -> None:
    cable = reftel.parse(
        PRINTED.replace("\n08LIMA233  ", "\n08BRAS1LIA233  ").replace("LIMA 000233", "BRASILIA 000233")
    )
    assert cable.id == "08BRASILIA233"


def test_partial_extract_says_so() -> None:
    notice = (
        "This record is a partial extract of the original cable. "
        "The full text of the original cable is not available.\n"
    )
    cable = reftel.parse(notice + TELEGRAM)
    assert cable.partial
    assert cable.id == "08LIMA233"
    assert cable.blocks[0].kind == "notice"
    assert not reftel.parse(TELEGRAM).partial


def test_a_date_time_group_behind_the_notice_of_an_extract_is_the_telegram_s() -> None:
    notice = (
        "This record is a partial extract of the original cable. The full text of the original cable is not available."
    )
    cable = reftel.parse(f"{notice}041530Z May 08\n{TELEGRAM[TELEGRAM.index('C O N F') :]}")
    assert cable.partial
    assert cable.sent == dt.datetime(2008, 5, 4, 15, 30, tzinfo=dt.UTC)


EDITED = """The Minister in Ruritania (Quill) to the Secretary of State

Strelsau, June 17, 1936—6 p.m.
[Received June 18—6:15 a.m.]

"""


@table(
    "words, paragraphs, remark",
    ("33. My despatch 661. Kites were flown.\n\nQuill\n", [(None, "My despatch 661. Kites were flown.")], "its number"),
    ("1. Kites were flown.\n\nQuill\n", [(None, "Kites were flown.")], "telegram No. 1"),
    (
        "2. 1. Kites were flown.\n\n2. They came down.\n\nQuill\n",
        [(1, "Kites were flown."), (2, "They came down.")],
        "both",
    ),
    (
        "1. Kites were flown.\n\n2. They came down.\n\nQuill\n",
        [(1, "Kites were flown."), (2, "They came down.")],
        "none",
    ),
    (
        "Kites were flown.\n\nReference your 182, none was lost.\n\nQuill\n",
        [(None, "Kites were flown."), (None, "Reference your 182, none was lost.")],
        "no number at all",
    ),
)
def test_a_printed_edition(words: str, paragraphs: list[tuple[int | None, str]], remark: str) -> None:
    """Title, dateline and the telegram's own number are none of its paragraphs."""
    cable = reftel.parse(EDITED + words, year=1936)
    assert [(each.number, each.text) for each in cable.paragraphs] == paragraphs
    assert cable.signed_by == ("Quill",)
    assert cable.blocks[0].kind == "notice"


def test_a_signature_that_an_edition_supplied() -> None:
    cable = reftel.parse(f"{EDITED}33. Kites were flown.\n\n[\n\nQuill\n\n]\n", year=1936)
    assert [each.text for each in cable.paragraphs] == ["Kites were flown."]
    assert cable.signed_by == ("Quill",)


def test_an_undated_telegram_of_a_printed_edition() -> None:
    text = EDITED.replace(", June 17, 1936—6 p.m.", " [undated].") + "33. Kites were flown.\n"
    assert [each.text for each in reftel.parse(text, year=1936).paragraphs] == ["Kites were flown."]


def test_released_by_the_stamp_of_the_review() -> None:
    cable = reftel.parse(ARCHIVES)
    assert cable.released == dt.datetime(2005, 6, 30, tzinfo=dt.UTC)
    assert [ARCHIVES[a:b] for a, b in cable.spans["released"]] == ["Systematic Review 30 JUN 2005"]


def test_released_by_the_catalogue_where_no_stamp_is() -> None:
    text = ARCHIVES.replace(
        "Markings: Declassified/Released US Department of State EO Systematic Review 30 JUN 2005", ""
    )
    assert reftel.parse(text).released is None
    told = text.rstrip() + "\nReview Release Date: 20 MAR 2006\n"
    assert reftel.parse(told).released == dt.datetime(2006, 3, 20, tzinfo=dt.UTC)


def test_a_stamp_without_its_first_words_is_furniture() -> None:
    text = ARCHIVES.replace("OLD TOWN.", "OLD\n EO Systematic Review 30 JUN 2005 \nTOWN.")
    assert [each.text for each in reftel.parse(text).paragraphs] == ["KITES ROSE OVER THE OLD TOWN.", "THEY FELL."]
