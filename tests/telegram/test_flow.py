"""Wrapped lines made one; lists and tables keep theirs."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.telegram.flow import flow

from .tables import table


@table(
    "text, expected, remark",
    ("Kites rose\nover Lima.", "Kites rose over Lima.", "wrapped"),
    ("Kites rose \n over Lima. \n", "Kites rose over Lima.", "blanks at line ends and starts"),
    ("Kites rose.\n\nThey fell.", "Kites rose.\n\nThey fell.", "two parts"),
    ("Kites rose\n\nover Lima.", "Kites rose over Lima.", "an empty line in mid-sentence"),
    ("Kites rose.\n\n\n\nThey fell.", "Kites rose.\n\nThey fell.", "several empty lines"),
    ("THEY COST US$ 48.0\n\nMILLION IN ALL.", "THEY COST US$ 48.0 MILLION IN ALL.", "an empty line in an amount"),
    ("THEY COST US$\n\n48.0 MILLION.", "THEY COST US$ 48.0 MILLION.", "an empty line behind the sign of a currency"),
    ("THEY FLEW IN 1976\n\nMILLIONS SAW THEM.", "THEY FLEW IN 1976\n\nMILLIONS SAW THEM.", "another sentence"),
    (
        "KITES OF FOUR COLOURS MAY BE HAD FROM\n\nTHE MAKERS OF LIMA",
        "KITES OF FOUR COLOURS MAY BE HAD FROM THE MAKERS OF LIMA",
        "an empty line in mid-sentence, in capitals",
    ),
    (
        "KITES OF FOUR COLOURS ROSE OVER THE HAR-\n\nBOUR OF LIMA",
        "KITES OF FOUR COLOURS ROSE OVER THE HARBOUR OF LIMA",
        "an empty line in mid-word",
    ),
    (
        "KITES OF FOUR COLOURS ROSE OVER THE HARBOUR\n\nTHE FALL OF KITES",
        "KITES OF FOUR COLOURS ROSE OVER THE HARBOUR\n\nTHE FALL OF KITES",
        "no sign of mid-sentence",
    ),
    (
        "THE KITES OF FOUR COLOURS ROSE OVER THE OLD HARBOUR OF LIMA CITY\n\nWHERE THE FAIR\nIS HELD.",
        "THE KITES OF FOUR COLOURS ROSE OVER THE OLD HARBOUR OF LIMA CITY WHERE THE FAIR IS HELD.",
        "a line longer than the others got an empty one below it",
    ),
    (
        "IT IS HELD.\n\nTHE KITES OF FOUR COLOURS ROSE OVER THE OLD HARBOUR OF LIMA CITY\n\nTHE MAYOR CAME.",
        "IT IS HELD.\n\nTHE KITES OF FOUR COLOURS ROSE OVER THE OLD HARBOUR OF LIMA CITY\n\nTHE MAYOR CAME.",
        "a long heading alone",
    ),
    ("He saw Mr.\n\nHeron.", "He saw Mr. Heron.", "a title and the name"),
    ("THE ROAD TO\n\nLIMA", "THE ROAD TO\n\nLIMA", "too short for a line that was cut"),
    ("THE KITE-\nMAKERS", "THE KITEMAKERS", "capitals: the hyphen cuts a word"),
    ("SHORT-\nTERM KITES", "SHORT-TERM KITES", "capitals: but a compound keeps it"),
    ("WIND-\nORIENTED KITES", "WIND-ORIENTED KITES", "told by what it ends with"),
    ("SELF-\nRISING KITES", "SELF-RISING KITES", "told by what it begins with"),
    ("KITES DAY-TO-\nDAY", "KITES DAY-TO-DAY", "of three words"),
    ("SHORT-\nCOMINGS OF KITES", "SHORTCOMINGS OF KITES", "no compound, though it begins like one"),
    ("SIX-\nTEEN KITES", "SIXTEEN KITES", "a number cut in two"),
    ("The kite-\nmakers", "The kite-makers", "mixed case: the hyphen is the word's"),
    ("Kites --\nred ones", "Kites -- red ones", "a dash at the line end"),
    ("Two kinds:\n-- red\n-- blue", "Two kinds:\n-- red\n-- blue", "list"),
    ("Two kinds:\n-- red ones\nfrom Lima\n-- blue", "Two kinds:\n-- red ones from Lima\n-- blue", "an item wraps"),
    ("Two kinds:\n(1) red\n(2) blue", "Two kinds:\n(1) red\n(2) blue", "numbered list"),
    ("Two kinds:\nA. red\nB. blue", "Two kinds:\nA. red\nB. blue", "lettered list"),
    ("He saw\nit. Then he left.", "He saw it. Then he left.", "a word with a full stop is no item"),
    (
        "Fair:\nRed        12        14\nBlue        3         5\nThat was all.",
        "Fair:\nRed 12 14\nBlue 3 5\nThat was all.",
        "table rows stay apart",
    ),
    ("Kites\n-----\nrose", "Kites\n-----\nrose", "a rule"),
    ("Kites  rose", "Kites rose", "two blanks after a word"),
    ("\n\nKites\n\n", "Kites", "empty lines around"),
    ("", "", "empty"),
    (" \n ", "", "nothing but white space"),
)
def test_flow(text: str, expected: str, remark: str) -> None:
    shown = flow(text)
    assert "\n".join(" ".join(line.split()) for line in shown.split("\n")) == expected


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.text(alphabet="ab C.-:()1\n ", max_size=120))
def test_nothing_but_white_space_and_hyphens_is_lost(text: str) -> None:
    assert "".join(flow(text).split()).replace("-", "") == "".join(text.split()).replace("-", "")
