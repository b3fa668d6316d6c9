"""The TAGS line."""

from __future__ import annotations

import reftel
from reftel.telegram import tags

from .tables import table


@table(
    "text, expected, remark",
    ("TAGS: PREL PGOV SNAR PE", ["PREL", "PGOV", "SNAR", "PE"], "blanks between"),
    ("TAGS: PREL, PGOV, SNAR, PE\n", ["PREL", "PGOV", "SNAR", "PE"], "commas between"),
    ("TAGS PREL, PGOV\n", ["PREL", "PGOV"], "no colon"),
    ("TAGS: PREL/PGOV/PE\n", ["PREL", "PGOV", "PE"], "strokes between"),
    ("TAGS: PREL AND PGOV\n", ["PREL", "PGOV"], "and"),
    ("TAGS: PREL, P GOV, P E\n", ["PREL", "PGOV", "PE"], "a blank inside"),
    ("TAG PTER, ASEC\n", ["PTER", "ASEC"], "label in the singular"),
    ("TAS: ECON, PE \nSUBJECT: KITES", ["ECON", "PE"], "a letter of the label lost"),
    ("TAGES:  OIIP, PE \nSUBJECT: KITES", ["OIIP", "PE"], "a letter too many"),
    ("TGAS: OIIP, PE \nSUBJECT: KITES", ["OIIP", "PE"], "letters of the label exchanged"),
    ("TAGS.PREL, PE \nSUBJECT: KITES", ["PREL", "PE"], "full stop for the colon"),
    ("TAGS: ECON-EFIN-PE\n", ["ECON", "EFIN", "PE"], "hyphens between"),
    ("TAGS: PREL PG\nOV PE\nSUBJECT: KITES", ["PREL", "PGOV", "PE"], "cut by the line's end"),
    ("TAGS: NONE\nSUBJECT: KITES", [], "none"),
    ("TAGS: PREL SO-\nCI PE\nSUBJECT: KITES", ["PREL", "SOCI", "PE"], "cut by a hyphen"),
    ("TAGS: PR EL, PG OV PE\nSUBJECT: KITES", ["PREL", "PGOV", "PE"], "each of two halves"),
    ("TAGS: IN PK US UK\nSUBJECT: KITES", ["IN", "PK", "US", "UK"], "countries, and no halves"),
    ("TAGS: (U) PREL PE ( U )\nSUBJECT: KITES", ["PREL", "PE"], "portion marks"),
    ("TAGS: OVIP (QUILL,ADA), PE\n", ["OVIP", "QUILL, ADA", "PE"], "no blank behind the comma"),
    ("TAGS: OVIP (QUILL\n, ADA), PE\n", ["OVIP", "QUILL, ADA", "PE"], "a name wraps before its comma"),
    ("TAGS-MASS, PE\nSUBJECT: KITES", ["MASS", "PE"], "hyphen for the colon"),
    ("TAGS, ASEC, AMGT, PE \n", ["ASEC", "AMGT", "PE"], "comma for the colon"),
    ("tAgs: prel, pe\n", ["PREL", "PE"], "small letters"),
    ("TAGS: kites,\nlanterns", ["KITES", "LANTERNS"], "words that no table knows stay"),
    ("E.o. 12958: n/a Tags: prel, pe Subject: kites", ["PREL", "PE"], "label inside a line"),
    ("TAGS: ECON EFIN ELAB PE\nEINV\nSUBJECT: KITES", ["ECON", "EFIN", "ELAB", "PE", "EINV"], "wrapped"),
    ("TAGS: PREL PGOV PE\n\n(SBU) An aide spoke.\n\nSUBJECT: KITES", ["PREL", "PGOV", "PE"], "ends at an empty line"),
    ("TAGS: PREL P*\n   *********ALLY, KEEN\nTO BE ASKED TO GO ON", ["PREL"], "what was lost ends it"),
    ("TAGS: PREL PE\nTHE MAYOR TOLD US TO GO HOME\n", ["PREL", "PE"], "prose with a country's code in it"),
    ("TAGS: PTER MARR, MOPPS", ["PTER", "MARR", "MOPS"], "misspelt"),
    ("TAGS: PRELX, MOPD, EAIRR, PE", ["PREL", "MOPS", "EAIR", "PE"], "a slip that no table has"),
    ("TAGS: PREL, PINL, PE", ["PREL", "PINL", "PE"], "a slip that may mean three TAGS"),
    ("TAGS: MOPD, LANTERNS, KITES", ["MOPD", "LANTERNS", "KITES"], "among words"),
    ("TAGS: OVIP PERELL ADA PREL", ["OVIP", "PERELL, ADA", "PREL"], "a name, and no slip"),
    ("TAGS: PREL PGOV\n\nSNAR, PE\nSUBJECT: KITES", ["PREL", "PGOV", "SNAR", "PE"], "cut by an empty line"),
    ("TAGS: PREL PGOV\n\nTHE MAYOR\nSUBJECT: KITES", ["PREL", "PGOV"], "words below an empty line"),
    ("TAGS: PREL PGOV\n\nSIPDIS\nSUBJECT: KITES", ["PREL", "PGOV"], "a caption below an empty line"),
    ("TAGSS: PREL PE\nSUBJECT: KITES", ["PREL", "PE"], "a letter of the label twice"),
    ("TAGS: PREL &AMP; PE\nSUBJECT: KITES", ["PREL", "PE"], "markup in capitals"),
    ("TAGS: PREL PGOV IRAJ\n", ["PREL", "PGOV", "IR", "AJ"], "two countries run together"),
    ("E.O. 12958: N/A\nTAGSPREL, PGOV\nSUBJECT: KITES", ["PREL", "PGOV"], "label run on into the first"),
    ("E.O. 12958: N/A\nTAGSTORE, PGOV\nSUBJECT: KITES", [], "no TAG behind what looks like the label"),
    ("E.O. 11652: N/A\nT A G S: PFOR, PE\nSUBJECT: KITES", ["PFOR", "PE"], "label spaced out"),
    ("T A G S  - PFOR, PE\nS U B J: KITES", ["PFOR", "PE"], "the same with a hyphen, at the head of the text"),
    ("TAGS: KCRM ASEC PHUMPE\nSUBJECT: KITES", ["KCRM", "ASEC", "PHUM", "PE"], "two run together"),
    ("TAGS: KFRDCVISCMGTASECPE\n\n", ["KFRD", "CVIS", "CMGT", "ASEC", "PE"], "all run together"),
    ("TAGS: PREL PGOV PE PGOV PREL PEPREL\n", ["PREL", "PGOV", "PE"], "said twice"),
    ("TAGS: ECON PE SIPDIS\nSUBJECT: KITES", ["ECON", "PE"], "a caption strayed in"),
    ("TAGS: OVIP (QUILL, ADA), PGOV, PE\n", ["OVIP", "QUILL, ADA", "PGOV", "PE"], "a person in parentheses"),
    (
        "TAGS: OVIP (QUILL, ADA B. AND HERON, MAX), PE\n",
        ["OVIP", "QUILL, ADA B.", "HERON, MAX", "PE"],
        "two persons in one parenthesis",
    ),
    (
        "TAGS: OEXC (ADALBERTA LARKSPUR QUILLENBERG AND MAXIMILIAN FERRYBANK HERON), PE\n",
        ["OEXC", "ADALBERTA LARKSPUR QUILLENBERG", "MAXIMILIAN FERRYBANK HERON", "PE"],
        "the same, given names first, and longer than any one name",
    ),
    ("TAGS: PBOR (FAIRS AND KITES), PE\n", ["PBOR", "FAIRS AND KITES", "PE"], "and between what is no name"),
    ("TAGS: ASUP, PE\nRE: ORDER 12 OF KITES\n", ["ASUP", "PE"], "before a bare RE:"),
    ("TAGS: PFOR, BL, (HERON, MAX)\n", ["PFOR", "BL", "HERON, MAX"], "1970s: a person at the end"),
    ("TAGS: PREL OVIP LARKSPUR ROSE PE\n", ["PREL", "OVIP", "LARKSPUR, ROSE", "PE"], "a person without parentheses"),
    ("TAGS: PREL OVIP PGOV PE\n", ["PREL", "OVIP", "PGOV", "PE"], "a visit without a person"),
    ("TAGS: MARR PE GLOBAL DEFENSE\n", ["MARR", "PE", "GLOBAL DEFENSE"], "a compound"),
    ("TAGS: OREP PE COUNTRY\nCLEARANCE \n", ["OREP", "PE", "COUNTRY CLEARANCE"], "a compound, wrapped"),
    ("TAGS: PARM NATO UNSC\n", ["PARM", "NATO", "UNSC"], "organizations"),
    ("TAGS: \nSUBJECT: KITES", [], "empty"),
    (
        "TAGS: ECON, EFIN, PE                       UNCLASSIFIED    PAGE 02        LIMA  01059  01 OF 02  281501Z "
        "\nSUBJECT: KITES",
        ["ECON", "EFIN", "PE"],
        "page furniture at the end of the line",
    ),
    (
        "TAGS: PREL PGOV\n\nUNCLASSIFIED\n\nUNCLASSIFIED\n\n"
        "PAGE 02        LIMA  01059  281501Z\n\nSNAR PE\nSUBJECT: KITES",
        ["PREL", "PGOV", "SNAR", "PE"],
        "a page break inside",
    ),
    ("TAGS: PREL PE\nE.O. 12958: N/A\nSUBJECT: KITES", ["PREL", "PE"], "before the E.O. line"),
    ("SUBJECT: PRICE TAGS OF KITES\n\n1. PRICE TAGS WERE HIGH.", [], "the word in a sentence"),
)
def test_tags(text: str, expected: list[str], remark: str) -> None:
    cable = reftel.parse(text)
    assert [tag.code for tag in cable.tags] == expected
    for at in range(len(expected)):
        assert cable.spans[f"tags.{at}"]


@table(
    "line, code, kind, remark",
    ("TAGS: SNAR", "SNAR", "subject", "subject"),
    ("TAGS: KCRM", "KCRM", "program", "program"),
    ("TAGS: PE", "PE", "geo", "country"),
    ("TAGS: UNGA", "UNGA", "organization", "organization"),
    ("TAGS: OVIP (QUILL, ADA)", "QUILL, ADA", "person", "person"),
    ("TAGS: KITES", "KITES", "unknown", "no table knows it"),
)
def test_kind_of_a_tag(line: str, code: str, kind: str, remark: str) -> None:
    assert {tag.code: tag.kind for tag in reftel.parse(line).tags}[code] == kind


def test_each_code_with_its_place() -> None:
    text = "TAGS: PREL, OVIP (QUILL, ADA), PHUMPE"
    found = tags.read(text, 6, len(text))
    assert list(found) == ["PREL", "OVIP", "QUILL, ADA", "PHUM", "PE"]
    assert [text[a:b] for a, b in found.values()] == ["PREL", "OVIP", "(QUILL, ADA)", "PHUMPE", "PHUMPE"]


def test_what_is_left_below_lost_characters_is_of_the_body() -> None:
    cable = reftel.parse("UNCLAS LIMA 000045\n\nTAGS: PREL P*\n   ****ALLY, KEEN TO\nGO ON.\n\n3. KITES ROSE.\n")
    assert [(p.number, p.text) for p in cable.paragraphs] == [(None, "ALLY, KEEN TO GO ON."), (3, "KITES ROSE.")]
