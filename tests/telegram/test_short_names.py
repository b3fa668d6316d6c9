"""``EMBTEL 2400`` and ``DEPTEL 345``: of the citing post, and of the Department to it."""

from __future__ import annotations

import pytest

from reftel import parse

TELEGRAM = """\
R 281800Z {month} {year}
FM AMEMBASSY BUENOS AIRES
TO SECSTATE WASHDC 2481
CONFIDENTIAL BUENOS AIRES 2481

SUBJECT: INVENTED SPECIMEN OF LANTERNS

REF: {listed}

1. THE FAIR WAS OPENED {cited}.
QUILL
"""


def targets(year: str, listed: str = "", cited: str = "", month: str = "DEC") -> list[str | None]:
    cable = parse(TELEGRAM.format(year=year, listed=listed or "NONE", cited=cited, month=month))
    return [each.target for each in cable.references if each.kind == "cable"]


@pytest.mark.parametrize(
    ("year", "month", "listed", "expected", "remark"),
    [
        ("75", "DEC", "(A) EMBTEL 2400; (B) DEPTEL 345", ["75BUENOSAIRES2400", "75STATE345"], "one count of each"),
        ("75", "DEC", "EMBTEL 9400", ["74BUENOSAIRES9400"], "not reached: of the year before"),
        ("75", "DEC", "OUR 2400 AND YOUR 345", ["75BUENOSAIRES2400", "75STATE345"], "ours and yours"),
        (
            "75",
            "DEC",
            "A. MYTEL 22 (NOTAL) B. URTEL 33 OF MAY 2",
            ["75BUENOSAIRES22", "75STATE33"],
            "the same, as words",
        ),
        ("64", "DEC", "YOUR 345", [None], "of the Department's counts"),
        ("64", "DEC", "EMBTEL 2400", ["64BUENOSAIRES2400"], "below its own, in the second half of the year"),
        ("64", "MAR", "EMBTEL 2400", [None], "counted anew each July"),
        ("64", "DEC", "DEPTEL 345", [None], "of which July is not told"),
        ("64", "DEC", "(A) DEPTEL 345, 346; (B) STATE 98765", [None, None, "64STATE98765"], "the next, too"),
        ("68", "DEC", "DEPTEL 345", [None], "counted for each post, or all together"),
    ],
)
def test_listed(year: str, month: str, listed: str, expected: list[str | None], remark: str) -> None:
    assert targets(year, listed, month=month) == expected, remark


@pytest.mark.parametrize(
    ("cited", "expected"),
    [
        ("(EMBTEL 2390)", ["75BUENOSAIRES2390"]),
        ("AS EMBTELS 2390 SAID", ["75BUENOSAIRES2390"]),
        ("BY HEMBTEL 2390", []),
        ("BY OURTEL 2390 AND MYTELS 2391", ["75BUENOSAIRES2390", "75BUENOSAIRES2391"]),
        ("BY URTEL 2390 OF MAY 2", ["75STATE2390"]),
        ("REURTEL 2390 OF MAY 2", ["75STATE2390"]),
        ("BY OUR TELEGRAM 2390", ["75BUENOSAIRES2390"]),
        ("SEE YOUR 2390.", ["75STATE2390"]),
        ("BY OUR 2390 PEOPLE IN THE HOTEL 2391", []),
        ("BY EMBTEL 2390/2", []),
        ("BY EMBTEL", []),
    ],
)
def test_cited_in_the_text(cited: str, expected: list[str]) -> None:
    assert targets("75", cited=cited) == expected


def test_a_telegram_of_no_known_post_leads_nowhere() -> None:
    cable = parse("REF: EMBTEL 2400\n\n1. THE FAIR.\n", year=1975)
    assert [each.target for each in cable.references] == [None]


@pytest.mark.parametrize(
    "listed",
    [
        *("DEPCIRTEL 1234", "CIRTEL 99", "CIRCULAR 123", "CIRCULAR NO. 14", "DEPTEL CIRCULAR 1401"),
        *("DEPARTMENT'S CIRCULAR TELEGRAM 1500", "STATE CIRCULAR 22", "DEPCIRTELS 11 AND 12"),
    ],
)
def test_circulars_were_counted_apart(listed: str) -> None:
    cable = parse(TELEGRAM.format(year="64", listed=f"(A) STATE 98765; (B) {listed}", cited="", month="DEC"))
    assert cable.references[0].target == "64STATE98765"
    assert {(each.kind, each.label, each.target, each.rule) for each in cable.references[1:]} == {
        ("cable", "B", None, "circulars were counted apart")
    }, "it leads to no number of a post"


@pytest.mark.parametrize(
    ("cited", "many"), [("AS DEPCIRTEL 1234 SAID", 1), ("(CIRCULAR TELEGRAM 45)", 1), ("CIRTEL", 0)]
)
def test_circulars_in_the_text(cited: str, many: int) -> None:
    cable = parse(TELEGRAM.format(year="64", listed="NONE", cited=cited, month="DEC"))
    found = [each for each in cable.references if each.rule == "circulars were counted apart"]
    assert [each.paragraph for each in found] == [0] * many
    assert all(each.target is None for each in found)


@pytest.mark.parametrize(
    ("addressed", "expected", "remark"),
    [
        ("AMEMBASSY QUITO", "75QUITO1234", "one"),
        ("AMEMBASSY QUITO\nINFO AMEMBASSY LIMA", "75QUITO1234", "others for information"),
        ("AMEMBASSY QUITO\nAMEMBASSY LIMA", None, "two"),
        ("TREASURY DEPT WASHDC", None, "no post"),
    ],
)
def test_yours_is_of_the_one_addressee(addressed: str, expected: str | None, remark: str) -> None:
    text = TELEGRAM.format(year="75", month="DEC", listed="YOUR 1234", cited="").replace(
        "SECSTATE WASHDC 2481", addressed
    )
    assert [each.target for each in parse(text).references] == [expected], remark
