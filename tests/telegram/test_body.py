"""Numbered paragraphs, portion marks, headings, roles."""

from __future__ import annotations

import reftel

from .tables import table

HEAD = "UNCLAS LIMA 000045\n\nE.O. 12958: N/A\nTAGS: PREL, PE\nSUBJECT: KITES\n\n"
SECRET = HEAD.replace("UNCLAS", "S E C R E T")


@table(
    "body, expected, remark",
    ("1. (C) Kites.\n\n2. (U) Lamps.\n", [(1, "C"), (2, "U")], "number, mark"),
    ("¶1. (C) Kites.\n\n¶2. (U) Lamps.\n", [(1, "C"), (2, "U")], "pilcrow"),
    ("¶1.(C) Kites.\n\n¶2.(S/NF) Lamps.\n", [(1, "C"), (2, "S/NF")], "no blank; caveat"),
    ("1. Kites.\n\n2. Lamps.\n", [(1, None), (2, None)], "no marks"),
    ("1.  KITES.\n\n2.  LAMPS.\n\n3.  BELLS.\n", [(1, None), (2, None), (3, None)], "1970s"),
    ("1 (SBU) Kites.\n\n2 (SBU) Lamps.\n", [(1, "SBU"), (2, "SBU")], "no full stop"),
    ("1) (U) Kites.\n\n2) (U) Lamps.\n", [(1, "U"), (2, "U")], "parenthesis for the full stop"),
    ("1. [U] Kites.\n\n2. {C} Lamps.\n", [(1, "U"), (2, "C")], "marks in other brackets"),
    ("1. ( U ) Kites.\n\n2. (Confidential) Lamps.\n", [(1, "U"), (2, "C")], "blanks inside, a whole word"),
    ("1. (SECRET//NOFORN) Kites.\n\n2. [text removed] Lamps.\n", [(1, "S//NOFORN"), (2, None)], "words with caveats"),
    ("1: (U) Kites.\n\n2, (C) Lamps.\n", [(1, "U"), (2, "C")], "colon or comma for the full stop"),
    ("- 1. (U) Kites.\n\n- 2. (U) Lamps.\n", [(1, "U"), (2, "U")], "hyphen before"),
    ("1. (C/REL TO USA, PER) Kites.\n\n2. (C/NF) Lamps.\n", [(1, "C/REL TO USA, PER"), (2, "C/NF")], "release"),
    ("1. (C) Kites.\n2. (C) Lamps.\n3. (C) Bells.\n", [(1, "C"), (2, "C"), (3, "C")], "no empty lines between"),
    ("1. (C) Kites (b,d).¶2. (C) Lamps.\n", [(1, "C"), (2, "C")], "the line break is lost"),
    (
        "1. (C) Kites.\n(2) (C) Lamps.\n3. (C) Bells.\n",
        [(1, "C"), (2, "C"), (3, "C")],
        "number in parentheses, with a mark",
    ),
    (
        "1. (C) Kites. 2. (C) Lamps.\n\n3. (C) Bells.\n",
        [(1, "C"), (2, "C"), (3, "C")],
        "the line break is lost, no pilcrow",
    ),
    ("1.(C) Kites.2.(C) Lamps.\n3.(U) Bells.\n", [(1, "C"), (2, "C"), (3, "U")], "no blank on either side of it"),
    (
        "1. (C) Kites. 2) (C) Lamps.\n\n3 (U) Bells. 4 (U) Jars.\n",
        [(1, "C"), (2, "C"), (3, "U"), (4, "U")],
        "in mid-line with a parenthesis for the full stop, or without it",
    ),
    ("1. (C) See part 1.2. (C) Lamps.\n\n3. (C) Bells.\n", [(1, "C"), (3, "C")], "in mid-line, but a decimal"),
    ("1. KITES.  2. LAMPS.\nTHEY FELL.  3. BELLS.\n", [(1, None), (2, None), (3, None)], "in mid-line, two blanks"),
    ("1. KITES:  1. RED.  2. BLUE.\n2. LAMPS.\n", [(1, None), (2, None)], "a numbered list in a line"),
    ("1.\n(C) Kites.\n\n2.\n\n(S) Lamps.\n", [(1, "C"), (2, "S")], "the mark stands in the line below"),
    (
        "1. (C) Kites.\n\n2. (C) Lamps.\n\n3. (C) Bells.\n\n2. (C) Jars.\n\n3. (C) Cups.\n\n4. (U) Mugs.\n",
        [(1, "C"), (2, "C"), (3, "C"), (2, "C"), (3, "C"), (4, "U")],
        "numbers given twice, two of them",
    ),
    (
        "1. (U) Kites.\n\n2. (U) Lamps.\n\n2. (U) Bells.\n\n4. (U) Jars.\n\n4. (U) Cups.\n",
        [(1, "U"), (2, "U"), (2, "U"), (4, "U"), (4, "U")],
        "given twice where the next was left out, and at the end",
    ),
    (
        "1. KITES ARE:\n\n(A) RED;\n\n(B) BLUE;\n\n(C) OLD.\n\n2. LAMPS.\n",
        [(1, None), (2, None)],
        "the third item of a list is no portion mark",
    ),
    (
        "A. THE FAIR\n\n1. KITES.\n\n2. LAMPS.\n\nB. THE TOWN\n\n1. BELLS.\n\n2. JARS.\n\nC. NEXT YEAR\n\nCUPS.\n",
        [(1, None), (2, None), (1, None), (2, None), (None, None)],
        "numbers that begin anew under lettered headings, and leave off",
    ),
    (
        "I. THE FAIR\n\n1. KITES.\n\nII. THE TOWN\n\n1. BELLS.\n\nIII. THE PRICE\nIT HAS:\n\n1. JARS.\n\n2. CUPS.\n",
        [(1, None), (1, None), (None, None), (1, None), (2, None)],
        "under Roman numerals, words between heading and number",
    ),
    (
        "A. THE FAIR\n\n1. KITES.\n\n2. LAMPS.\n\nB. THE TOWN\n\n3. BELLS:\n\n1. JARS.\n\n2. CUPS.\n",
        [(1, None), (2, None), (3, None)],
        "numbers that go on under lettered headings",
    ),
    (
        "1. (C) Kites.\n\n2. (C) Lamps.\n\n3. (C) Bells.\n\n4. (C) Jars.\n\n2. (U) Cups.\n\n3. (U) Mugs.\n",
        [(1, "C"), (2, "C"), (3, "C"), (4, "C"), (2, "U"), (3, "U")],
        "numbers given twice at the end",
    ),
    (
        "(U) The Fair\n\nA. Kites.\n\nII. (S) The Town\n\nA. Lamps.\n\nIII. (C) Bells\n\nA. Jars.\n",
        [(None, "U"), (None, "S"), (None, "C")],
        "Roman numerals are no scan of the first two numbers",
    ),
    ("(U) Kites rose.\n\n(C) Lamps fell.\n", [(None, "U"), (None, "C")], "marks without numbers"),
    ("Kites rose over the town.\n", [(None, None)], "neither numbers nor marks"),
    ("1. (c) Kites.\n\n2. (u) Lamps.\n", [(1, "C"), (2, "U")], "small letters"),
    ("1. (a) Kites.\n\n2. (See below) Lamps.\n", [(1, None), (2, None)], "small letters that are no mark"),
    ("1. (C/rel to UN) Kites.\n", [(1, "C/REL TO UN")], "some letters small"),
    ("1. (CONTINUED) Kites.\n", [(1, None)], "parenthesis that is no mark"),
    ("1. Kites:\n\n1. red\n2. blue\n\n2. Lamps.\n", [(1, None), (2, None)], "a numbered list inside"),
    ("1. (C) Kites rose 2.5 percent.\n2.5 percent is high.\n\n2. (C) Lamps.\n", [(1, "C"), (2, "C")], "a decimal"),
    ("1. (C) Kites.\n\n3. (C) Lamps.\n", [(1, "C"), (3, "C")], "a number left out"),
    (
        "1. (C) Kites.\n\n2. (C) Lamps.\n\n2. (C) Bells.\n\n3. (C) Jars.\n",
        [(1, "C"), (2, "C"), (2, "C"), (3, "C")],
        "twice",
    ),
    ("1. (C) See 1.4 (b) of it,\n1.4 (d) too.\n\n2. (C) Lamps.\n", [(1, "C"), (2, "C")], "reasons at a line start"),
    ("1. (C) On May\n12. (C) is a letter.\n\n2. (C) Lamps.\n", [(1, "C"), (2, "C")], "a day at a line start"),
    ("1. KITES COST US$\n\n2. MILLION.\n\n2. LAMPS.\n", [(1, None), (2, None)], "an amount at a line start"),
    ("1. KITES ROSE BY\n3. PERCENT.\n\n2. LAMPS.\n", [(1, None), (2, None)], "a share at a line start"),
    ("1. CONFIDENTIAL - ENTIRE TEXT.\n\n2. KITES.\n", [(1, "C"), (2, None)], "mark for the entire text"),
    (
        "1. (C - ENTIRE TEXT).\n\n2. KITES.\n",
        [(1, "C"), (2, None)],
        "the same in parentheses",
    ),
    ("1. (LOU) KITES.\n\n2. (LOU) LAMPS.\n", [(1, "LOU"), (2, "LOU")], "limited official use"),
    ("1. (TS) Kites.\n", [(1, "TS")], "top secret"),
    ("1. (S//REL PERU) Kites.\n", [(1, "S//REL PERU")], "release, two strokes"),
    (
        "1. (S//REL BOLIVIA, COLOMBIA, ECUADOR, PARAGUAY, PERU) Kites.\n",
        [(1, "S//REL BOLIVIA, COLOMBIA, ECUADOR, PARAGUAY, PERU")],
        "release to many",
    ),
    (
        "1. (S//REL ECUADOR,\nPERU) Kites.\n",
        [(1, "S//REL ECUADOR, PERU")],
        "release, wrapped",
    ),
    ("1. (U) Kites.\n\n--A. Red.\n\n--B. Blue.\n\n2. (U) Lamps.\n", [(1, "U"), (2, "U")], "sub-paragraphs"),
)
def test_numbers_and_marks(body: str, expected: list[tuple[int | None, str | None]], remark: str) -> None:
    cable = reftel.parse(HEAD + body)
    assert [(p.number, p.mark) for p in cable.paragraphs] == expected
    assert not any(block.kind == "unknown" for block in cable.blocks)


@table(
    "head, mark, level, remark",
    (SECRET, "(C) ", "CONFIDENTIAL", "of the mark"),
    (SECRET, "(S/NF) ", "SECRET", "of a mark with a caveat"),
    (SECRET, "(SBU) ", "SENSITIVE BUT UNCLASSIFIED", "sensitive"),
    (SECRET, "", "SECRET", "no mark: the message's own"),
    (HEAD, "", "UNCLASSIFIED", "no mark in an unclassified one"),
    (HEAD.replace("E.O.", "SENSITIVE\n\nE.O."), "", "SENSITIVE BUT UNCLASSIFIED", "the caption SENSITIVE"),
    ("", "", None, "nothing tells"),
)
def test_level_of_a_paragraph(head: str, mark: str, level: str | None, remark: str) -> None:
    (paragraph,) = reftel.parse(f"{head}1. {mark}Kites rose.\n").paragraphs
    assert (paragraph.level, paragraph.text) == (level, "Kites rose.")


@table(
    "words, remark",
    ("CONFIDENTIAL - ENTIRE TEXT.", "in full"),
    ("(CONFIDENTIAL - ENTIRE TEXT).", "in full, in parentheses"),
    ("C - ENTIRE TEXT.", "by the letter"),
    ("ENTIRE TEXT CONFIDENTIAL.", "the level last"),
    ("(ENTIRE TEXT IS CONFIDENTIAL)", "the level last, as a sentence"),
    ("(C-ENTIRE TEXT)", "in parentheses, no blanks"),
    ("(C - ENTIRE TEXT).", "by the letter, in parentheses"),
)
def test_entire_text_marks_all_that_follow(words: str, remark: str) -> None:
    cable = reftel.parse(f"{SECRET}1. {words}\n\n2. KITES.\n\n3. (U) LAMPS.\n")
    assert [p.level for p in cable.paragraphs] == ["CONFIDENTIAL", "CONFIDENTIAL", "UNCLASSIFIED"]


@table(
    "body, expected, remark",
    ("1. (C) Kites rose \nover Lima.\n", ["Kites rose over Lima."], "wrapped lines are joined"),
    (
        "1. (C) Kites:\n-- red\n-- blue\n\n2. (C) Lamps.\n",
        ["Kites:\n-- red\n-- blue", "Lamps."],
        "a list keeps its lines",
    ),
    ("1. (C) Kites rose.\n\nThey fell.\n\n2. (C) Lamps.\n", ["Kites rose.\n\nThey fell.", "Lamps."], "two parts"),
    (
        "1. THE KITE-\nMAKERS MET IN LIMA.\n\n2. LAMPS.\n",
        ["THE KITEMAKERS MET IN LIMA.", "LAMPS."],
        "capitals: a hyphen cuts a word",
    ),
    (
        "1. KITES ROSE OVER THE\nOLD TOWN.\n",
        ["KITES ROSE OVER THE OLD TOWN."],
        "capitals: nobody signs",
    ),
    ("1. The kite-\nmakers met.\n", ["The kite-makers met."], "mixed case: a hyphen is the word's"),
    ("1. (C) Kites rose\n\nLIMA 00000045  002 OF 003\n\nover Lima.\n", ["Kites rose over Lima."], "a page break"),
)
def test_text(body: str, expected: list[str], remark: str) -> None:
    assert [p.text for p in reftel.parse(HEAD + body).paragraphs] == expected


@table(
    "body, expected, remark",
    ("1. Kites.\n\nThe Fair\n--------\n\n2. Lamps.\n", [None, "The Fair"], "underlined"),
    ("1. Kites.\n\n--------\nThe Fair\n--------\n\n2. Lamps.\n", [None, "The Fair"], "between rules"),
    ("1. Kites.\n\n- - - - -\nTHE FAIR\n- - - - -\n2. Lamps.\n", [None, "THE FAIR"], "rules of hyphens and blanks"),
    ("1. Kites.\n\nThe Fair\n\n2. Lamps.\n", [None, "The Fair"], "alone between empty lines"),
    (
        "1. Kites.\n\n-----------\nThe Fair of \nthe Lanterns\n-----------\n\n2. Lamps.\n",
        [None, "The Fair of the Lanterns"],
        "two lines",
    ),
    ("1. Kites.\n//THE FAIR//\n\n2. Lamps.\n", [None, "THE FAIR"], "between strokes, directly below the text"),
    ("-------\nSUMMARY\n-------\n\n1. Kites.\n\n2. Lamps.\n", ["SUMMARY", None], "above the first"),
    (
        "1. Kites.\nThe Fair\n--------\n\n2. Lamps.\n",
        [None, "The Fair"],
        "underlined, no empty line above",
    ),
    ("1. Kites.\n\n//THE FAIR//\n\n2. Lamps.\n", [None, "THE FAIR"], "between strokes"),
    (
        "1. Kites.\n\nTHE FAIR\n2. Lamps.\n",
        [None, "THE FAIR"],
        "no empty line below",
    ),
    (
        "1. Kites.\n\n--------\nLIMA 00000045  002 OF 002\n\nThe Fair\n--------\n\n2. Lamps.\n",
        [None, "The Fair"],
        "a page break inside",
    ),
    (
        "1. Kites.\n\n--------\nFAIRS\n--------\n\nThe Fair\n--------\n\n2. Lamps.\n",
        [None, "The Fair"],
        "a heading above the heading",
    ),
    ("1. SUMMARY: KITES. END SUMMARY.\nTHE FAIR\n\n2. LAMPS.\n", [None, "THE FAIR"], "below the end of a summary"),
    ("1. Summary: Kites. END \n\nSUMMARY.\nTHE FAIR\n\n2. Lamps.\n", [None, "THE FAIR"], "below one cut in two"),
    ("1. Kites.\nTHE MAYOR'S FAIR\n\n2. Lamps.\n", [None, "THE MAYOR'S FAIR"], "directly below a sentence"),
    ("1. Kites. THE FAIR,\nAND BELLS\n\n2. Lamps.\n", [None, "THE FAIR, AND BELLS"], "behind a sentence"),
    ("1. Kites.\n\nLabor\n- - -\n\n2. Lamps.\n", [None, "Labor"], "three hyphens below"),
    ("1. SUMMARY: KITES. END SUMMARY.  THE FAIR\n\n2. LAMPS.\n", [None, "THE FAIR"], "behind the end of a summary"),
    ("1. Kites.\n\nThey fell again.\n\n2. Lamps.\n", [None, None], "a sentence is none"),
    ("1. Kites.\n\n2. Lamps.\n", [None, None], "none"),
)
def test_heading(body: str, expected: list[str | None], remark: str) -> None:
    paragraphs = reftel.parse(HEAD + body).paragraphs
    assert [p.heading for p in paragraphs] == expected
    assert [p.text for p in paragraphs] == (
        ["Kites.", "Lamps."] if "They" not in body and "END" not in body else [paragraphs[0].text, paragraphs[1].text]
    )


@table(
    "body, expected, remark",
    (
        "1. Kites.\n\n-------\nThe Fair\n(new)\n-------\n\nLamps of four colours were lit.\n\nThey fell.\n\n"
        "-----\nBells\n-----\n\nThe bells of the town were rung.\n",
        [
            (None, "Kites."),
            ("The Fair (new)", "Lamps of four colours were lit.\n\nThey fell."),
            ("Bells", "The bells of the town were rung."),
        ],
        "between rules, below the last number",
    ),
    (
        "1. Kites.\n\nThe Fair\n--------\n\nLamps of four colours were lit.\n\n2. Bells.\n",
        [(None, "Kites."), ("The Fair", "Lamps of four colours were lit."), (None, "Bells.")],
        "underlined, between two numbers",
    ),
    (
        "1. Kites:\n\n--------------\nColour   Price\n--------------\n\nRed      12.\n\n2. Bells.\n",
        [(None, "Kites:\n\n--------------\nColour   Price\n--------------\n\nRed      12."), (None, "Bells.")],
        "the head of a table is none",
    ),
    (
        "-----\n(U) KITES\n-----\n\n-- Kites of four colours rose.\n\n1. (U) Lamps.\n",
        [("(U) KITES", "-- Kites of four colours rose."), (None, "Lamps.")],
        "above the first number",
    ),
)
def test_ruled_heading_above_what_has_no_number(body: str, expected: list[tuple[str | None, str]], remark: str) -> None:
    assert [(p.heading, p.text) for p in reftel.parse(HEAD + body).paragraphs] == expected


def test_a_stray_paragraph_sign_in_a_sentence_is_taken_out() -> None:
    cable = reftel.parse(HEAD + "¶1. (U) The fair was held in\n¶1993. In May it\nwas moved.\n\n¶2. (U) Lamps.\n")
    assert cable.paragraphs[0].text == "The fair was held in 1993. In May it was moved."
    assert [(r.read, r.means, r.rule) for r in cable.repairs] == [("¶", "", "stray-paragraph-sign")]


@table(
    "body, expected, remark",
    (
        "The fair.\n\n(1)\n\nKites rose.\n\n(2)\n\nLamps fell.\n",
        [(None, "The fair."), (1, "Kites rose."), (2, "Lamps fell.")],
        "a number alone above its words",
    ),
    (
        "(1) The fair.\n\nKites rose.\n(2)\n\nLamps fell.\n\nBells rang.\n\nJars fell.\n",
        [
            (None, "(1) The fair."),
            (None, "Kites rose."),
            (None, "(2) Lamps fell."),
            (None, "Bells rang."),
            (None, "Jars fell."),
        ],
        "a number alone below the words of another",
    ),
    (
        "The fair.\n\n. . . . . . .\n\nLamps fell.\n",
        [(None, "The fair.\n\n. . . . . . ."), (None, "Lamps fell.")],
        "an editor left words out",
    ),
)
def test_body_without_numbers(body: str, expected: list[tuple[int | None, str]], remark: str) -> None:
    assert [(p.number, p.text) for p in reftel.parse(HEAD + body).paragraphs] == expected


@table(
    "body, roles, summary, comment, remark",
    ("1. (C) Summary: Kites. End Summary.\n\n2. (C) Lamps.\n", "summary text", "Kites.", None, "begin and end in one"),
    ("1. (U) (C) SUMMARY.  KITES.\n\n2. (C) LAMPS.\n", "summary text", "KITES.", None, "marked twice"),
    ("1. SUMMARY: (C) KITES.\n\n2. (C) LAMPS.\n", "summary text", "KITES.", None, "marked behind"),
    ("1. (C) SUMMARY/COMMENT: KITES.\n\n2. (C) LAMPS.\n", "summary text", "KITES.", None, "a stroke"),
    ("1. (C) SUMMARY.--KITES.\n\n2. (C) LAMPS.\n", "summary text", "KITES.", None, "a stop and a dash"),
    ("1. (C) Summary - Kites. - End Summary.\n\n2. (C) Lamps.\n", "summary text", "Kites.", None, "dashes"),
    ("1. (C) SUMMARY.  KITES.  END SUMMARY.\n\n2. (C) LAMPS.\n", "summary text", "KITES.", None, "capitals"),
    (
        "1. Summary. Kites.\n\n2. Bells. End Summary.\n\n3. Lamps.\n",
        "summary summary text",
        "Kites.\nBells.",
        None,
        "over two",
    ),
    (
        "1. On 28 July kites rose. End\nSummary.\n\n2. Lamps.\n",
        "summary text",
        "On 28 July kites rose.",
        None,
        "only the end is said",
    ),
    (
        "1. (C) Summary and Comment: Kites. End Summary and Comment.\n\n2. Lamps.\n",
        "summary text",
        "Kites.",
        None,
        "and comment",
    ),
    ("Summary\n-------\n\n1. (C) Kites.\n\n2. (C) Lamps.\n", "summary text", "Kites.", None, "by its heading"),
    (
        "SUMMARY\n-------\n\n1. Summary: Kites. End Summary.\n\n2. Lamps.\n",
        "summary text",
        "Kites.",
        None,
        "heading and words again",
    ),
    (
        "------- SUMMARY -------\n\n1. Summary: Kites. End Summary.\n\n2. Lamps.\n",
        "summary text",
        "Kites.",
        None,
        "rule and heading on a line",
    ),
    ("1. Summary: Kites. END\n\nSUMMARY.\n\n2. Lamps.\n", "summary text", "Kites.", None, "its end in two lines"),
    (
        "COUNTRY TEAM MESSAGE\n\nBEGIN SUMMARY\n\nKITES. END SUMMARY\n\n1. LAMPS.\n",
        "summary text",
        "KITES.",
        None,
        "below another word",
    ),
    ("1. (C) OVERVIEW: KITES.\n\n2. (C) LAMPS.\n", "summary text", "KITES.", None, "under another name"),
    ("1. (C) BLUF: KITES.\n\n2. (C) LAMPS.\n", "summary text", "KITES.", None, "the same, shortened"),
    (
        "1. (C) QUILL CLEARED THIS. SUMMARY: KITES. END SUMMARY.\n\n2. (C) LAMPS.\n",
        "summary text",
        "KITES.",
        None,
        "behind a first sentence",
    ),
    ("1. EXECUTIVE SUMMARY: KITES. END EXECUTIVE SUMMARY.\n\n2. LAMPS.\n", "summary text", "KITES.", None, "executive"),
    (
        "1. SUMMARY: KITES.\n\n2. SUMMARY CONTINUED: BELLS.\n\n3. SUMMARY, CONT'D: JARS. END SUMMARY.\n\n4. LAMPS.\n",
        "summary summary summary text",
        "KITES.\nBELLS.\nJARS.",
        None,
        "continued",
    ),
    ("1. (C) SUMARY: KITES. END SUMMMARY.\n\n2. LAMPS.\n", "summary text", "KITES.", None, "misspelt"),
    ("1. (C) SUMMARY: KITES. ENDSUMMARY.\n\n2. LAMPS.\n", "summary text", "KITES.", None, "its end run together"),
    ("1. (C) SUMMARY: KITES. END SUM.\n\n2. LAMPS.\n", "summary text", "KITES.", None, "its end cut short"),
    ("1. Summary (SBU): Kites. End summary.\n\n2. Lamps.\n", "summary text", "Kites.", None, "a mark behind the word"),
    ("1. SUMMARY OF VISIT: KITES.\n\n2. LAMPS.\n", "summary text", "KITES.", None, "of what"),
    ("1. OVERVIEW AND SUMMARY: KITES.  END SUMMARY.\n\n2. LAMPS.\n", "summary text", "KITES.", None, "both"),
    (
        f"1. (C) Summary\n-------\nKites {'rose and ' * 20}fell.  End summary.\n\n2. (C) Lamps.\n",
        "summary text",
        f"Kites {'rose and ' * 20}fell.",
        None,
        "a rule below the word",
    ),
    (
        "1. (C) SUMMARY\nKITES ROSE OVER\nTHE HARBOUR.  END SUMMARY.\n\n2. (C) LAMPS.\n",
        "summary text",
        "KITES ROSE OVER THE HARBOUR.",
        None,
        "in a line of its own, its end said",
    ),
    ("//SUMMARY//\n1. (C) KITES.  //END SUMMARY//\n\n2. LAMPS.\n", "summary text", "KITES.", None, "strokes"),
    (
        "Overview\n--------\n\n1. (C) Kites.\n\n2. (C) Lamps.\n",
        "summary text",
        "Kites.",
        None,
        "the same by its heading",
    ),
    (
        "1. (C - ENTIRE TEXT).\n\n2. INTRODUCTION: KITES. END INTRODUCTION.\n\n3. LAMPS.\n",
        "text summary text",
        "KITES.",
        None,
        "an introduction with its end, below the entire text's mark",
    ),
    ("1. INTRODUCTION: KITES.\n\n2. LAMPS.\n", "text text", None, None, "an introduction that may be anything"),
    ("1. Overviews of kites.\n\n2. LAMPS.\n", "text text", None, None, "no heading"),
    (
        "1. OVERVIEW: KITES.\n\n2. SUMMARY: LAMPS.\n",
        "text summary",
        "LAMPS.",
        None,
        "a summary says that it is one",
    ),
    ("1. Kites.\n\n2. (C) Comment: Lamps. End Comment.\n", "text comment", None, "Lamps.", "comment"),
    ("1. Kites.\n\n2. (C) COMMENT.  LAMPS.\n", "text comment", None, "LAMPS.", "comment without an end"),
    ("1. Kites.\n\nComment\n-------\n\n2. (C) Lamps.\n", "text comment", None, "Lamps.", "comment by its heading"),
    ("1. Kites.\n\n2. Embassy Comment: Lamps. End Comment.\n", "text comment", None, "Lamps.", "the embassy's"),
    ("1. This is an action request. See para 2.\n\n2. Lamps.\n", "action text", None, None, "action"),
    ("1. Kites.\n\n2. ACTION REQUESTED: LAMPS.\n", "text action", None, None, "action, capitals"),
    ("1. Comments were made on kites.\n\n2. Summaries too.\n", "text text", None, None, "the words in sentences"),
)
def test_roles(body: str, roles: str, summary: str | None, comment: str | None, remark: str) -> None:
    cable = reftel.parse(HEAD + body)
    assert " ".join(p.role for p in cable.paragraphs) == roles
    assert (cable.summary, cable.comment) == (summary, comment)


@table(
    "text, expected, remark",
    ("Kites of xxxxxxxxxxxx rose.", True, "a run of x"),
    ("Kites of XXXXXXXXXXXX rose.", True, "of capitals"),
    ("Kites of [text removed] rose.", True, "a note of deletion"),
    ("Kites of █████ rose.", True, "bars"),
    ("Kites of the XXX Fair rose.", False, "a Roman number"),
    ("Kites rose.", False, "none"),
)
def test_redacted(text: str, expected: bool, remark: str) -> None:
    (paragraph,) = reftel.parse(f"{HEAD}1. {text}\n").paragraphs
    assert paragraph.redacted is expected


SCANNED = "\n\n".join(
    [
        "IQ.  (C)  Kites  rose  over  the  old  town  of  Lima.",
        "12.  (SBU)  Lamps  were  lit  in  all  the  streets.",
        "13.  (U)  Bells  rang  until  the  end  of  the  day.",
        "1.4.  (C)  Jars  were  filled  with  oil  by  the  guild.",
    ]
)


def test_a_scan_takes_the_pilcrow_for_a_digit() -> None:
    head = HEAD.replace(" ", "  ").replace("E.O.  ", "E.O. ")
    cable = reftel.parse(head + SCANNED + "\n")
    assert [(p.number, p.mark) for p in cable.paragraphs] == [(1, "C"), (2, "SBU"), (3, "U"), (4, "C")]
    made = {(r.read, r.means) for r in cable.repairs if r.rule == "ocr-paragraph-number"}
    assert made == {("IQ.", "¶1."), ("12.", "¶2."), ("13.", "¶3."), ("1.4.", "¶4.")}


def test_a_lead_without_any_heading_is_a_paragraph() -> None:
    cable = reftel.parse("SUMMARY: KITES ROSE.\nEND SUMMARY.\n\n1. LAMPS FELL.\n\n2. BELLS RANG.\n")
    assert [(p.number, p.role) for p in cable.paragraphs] == [(None, "summary"), (1, "text"), (2, "text")]
    assert cable.summary == "KITES ROSE."


@table(
    "above, remark",
    ("-------\nSUMMARY\n-------\n\n", "ruled"),
    ("Summary\n\n", "alone"),
    ("EXECUTIVE SUMMARY\n-----------------\n", "underlined"),
)
def test_a_summary_above_paragraph_one_of_a_fragment_is_its_heading(above: str, remark: str) -> None:
    cable = reftel.parse(f"{above}1. (C) Kites rose.\n\nBACKGROUND\n----------\n2. (C) Bells rang.\n")
    assert cable.summary == "Kites rose."


def test_a_number_cut_by_the_end_of_a_line() -> None:
    nine = "".join(f"{number}. Kites rose.\n\n" for number in range(1, 10))
    cable = reftel.parse(f"{HEAD}{nine}1\n0. Lamps fell.\n\n1\n1. Bells rang.\n\n12. Jars broke.\n")
    assert [p.number for p in cable.paragraphs] == list(range(1, 13))
    assert [p.text for p in cable.paragraphs][8:11] == ["Kites rose.", "Lamps fell.", "Bells rang."]
    made = [(r.read, r.means) for r in cable.repairs if r.rule == "wrapped-paragraph-number"]
    assert made == [("1\n0.", "¶10."), ("1\n1.", "¶11.")]


def test_each_paragraph_knows_its_place() -> None:
    cable = reftel.parse(HEAD + "1. (C) Kites.\n\nThe Fair\n--------\n\n2. (U) Lamps.\n")
    shown = ["".join(cable.text[a:b] for a, b in cable.spans[f"paragraphs.{at}"]) for at in range(2)]
    assert shown[0].startswith("1. (C) Kites.")
    assert shown[1].startswith("2. (U) Lamps.")


def test_headings_of_a_press_review_may_end_with_a_colon() -> None:
    body = "Kites rose.\n\nUrdu Editorials:\n\nLamps fell.\n\nFollowing is the text:\n\nBells rang.\n"
    shown = [(p.heading, p.text) for p in reftel.parse(HEAD + body).paragraphs]
    assert shown == [
        (None, "Kites rose."),
        ("Urdu Editorials:", "Lamps fell."),
        (None, "Following is the text:"),
        (None, "Bells rang."),
    ]
