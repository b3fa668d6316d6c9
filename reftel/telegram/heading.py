"""The heading: transmission, routing, date-time group, who sent it to whom (ACP 127, format lines 1 to 10)."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from reftel import vocabulary
from reftel.model import Addressee, Struct
from reftel.telegram.findings import Findings
from reftel.telegram.identity import date_time_group
from reftel.telegram.postal import is_postal


class Line(Struct, frozen=True, gc=False):
    """A line of the clean text without the white space around it."""

    text: str
    start: int
    end: int


_TRANSMISSION = re.compile(r"V[ZE]CZC[A-Z]{1,4}\d{0,5}")
_ROUTING = re.compile(r"(?:([ZOPR])\1 +)?R[A-Z]{3,8}(?: +R[A-Z]{3,8})*")
_STATION = re.compile(r"DE +([A-Z]{4,8}) +#?(\d{3,5})")
# `ACTION ARA-20`, `INFO  OCT-01  ISO-00  /129 W`, continued on lines of the same shape
_OFFICES = re.compile(r"[A-Z][A-Z/]{0,5}-\d\d\b")
_COUNTER = re.compile(r"-{3,}\s*[A-Z0-9]{6}\b")
# `FLASH//OSD/ISA//`, `NIACT 1234`; written short only at the end
_PRECEDENCE = re.compile(
    r" (?:(?:(?:NIACT )?(?:FLASH|IMMEDIATE|PRIORITY|ROUTINE)|NIACT(?! (?:FLASH|IMM|PRIO|ROUT)))(?= |$|//)"
    r"|(?:NIACT )?(?:IMM(?:ED)?|PRIO)$)"
)
_WRITTEN_SHORT = {"IMM": "IMMEDIATE", "IMMED": "IMMEDIATE", "PRIO": "PRIORITY"}
_CONTINUITY = re.compile(r" +(\d{4})$")
_SHORT_NUMBER = re.compile(r" +(\d{1,3}|\d{5})$")
_ROUTED_INSIDE = re.compile(r"(?<=[\w)]) +(?:INFO:? +)?(?=R[A-Z]{4,7}/[A-Z])")
_LISTED = re.compile(r"(?:AM(?:EMBASSY|CONSUL)|USMISSION)(?: (?!AND AM)[A-Z']+)+(?=,? AND (?:AM|USM)|, (?:AM|USM)|$)")
_TRAILING_INFO = re.compile(r"(?<! INFO)(?: INFO)+$")
_ADDRESS = re.compile(r"(?:([A-Z]{5,8}|ZEN) ?/ ?)?(.+)")  # ZEN/: delivered by other means
_ADDRESSED = re.compile(r"(TO|INFO|ACTION(?=:? +R[A-Z]{3,7}/))(?:\s*:\s*|\s+|$)", re.IGNORECASE)
_INFO_INSIDE = re.compile(r"(?<=\S) +INFO:? +(?=R[A-Z]{3,7}/|AM(?:EMBASSY|CONSUL) )")
_REST = re.compile(r"(?:(?:NIACT )?(?:FLASH|IMMEDIATE|PRIORITY|ROUTINE)(?: \d{4})?|\d{4})")
_UNFINISHED = frozenset({"AMEMBASSY", "AMCONSUL", "USMISSION", "DEPT", "DEPT OF", "CDR", "AMEMBASSY NIACT", "SECSTATE"})
# what no address begins with: `DEPT` / `OF LABOR WASHINGTON DC`, `SECDEF WASHINGTON` / `DC`
_NO_BEGINNING = re.compile(r"(?:OF |DC\b)")
_ROUTED = re.compile(r"R[A-Z]{3,7} ?/")
_INDICATED = re.compile(r"R[A-Z]{3,7}/")
_PERSON = re.compile(r"(?:MR|MRS|MS|MISS|DR|REV)\b\.? +[A-Z]")
_OFFICIAL = re.compile(r"AM[EC]|US|SEC|CINC|DEPT|ALL |CDR|EMB|NSC|CIA|DIA|JCS|TREAS|MR|MRS|MS|MISS|DR|REV")
_XMT = re.compile(r"(?:(?:INFO|TO) +)?(?:XMT|ZEN(?! ?/)|EXCLUDING)\b:?\s*", re.IGNORECASE)
_COLON = re.compile(r" *: *")  # `NEA/RA: HERON :KX`
_BY = re.compile(r"(DRAFTED|APPROVED)(?: BY:?|:)\s+(.*)", re.IGNORECASE)
# what a post's own system prints above the message; `INFO: DCM POL` before it is for its offices
_POST_PREAMBLE = re.compile(r"(?:DISSEMINATION|CHARGE|CLEARED|RELEASED)(?: BY)?:")


def read(lines: list[Line], findings: Findings) -> None:
    """Read the heading's lines, in order. Marks in ``findings`` what each says."""
    _Heading(findings).read(lines)


class _Heading:
    """One pass over the lines: each is known by its first word, or by the list it continues."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.mode = ""  # the list that an unlabelled line continues: to, info, xmt, distribution, drafted, routing
        self.addressees: list[Addressee] = []
        self.exempt: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.offices: list[str] = []
        self.office_places: list[tuple[int, int]] = []

    def read(self, lines: list[Line]) -> None:
        for line in lines:
            self._line(line)
        self._settle()
        if self.addressees:
            self.findings.fields["addressees"] = tuple(self.addressees)
            self.findings.rules["addressees"] = "format lines 7 and 8"
            for i, (start, end) in enumerate(self.places):
                self.findings.place(f"addressees.{i}", start, end)
        if self.offices:
            self.findings.fields["distribution"] = tuple(self.offices)
            self.findings.rules["distribution"] = "action and info offices"
            self.findings.place("distribution", self.office_places[0][0], self.office_places[-1][1])

    def _line(self, line: Line) -> None:
        text = line.text
        if self.mode in ("to", "info") and _INDICATED.match(text):  # as most lines of a heading
            self._addressees(text, line.start, line.end)
            return
        upper = text.upper()
        if upper.startswith(("VZCZC", "VECZC")) and (match := _TRANSMISSION.match(upper)):
            self.findings.found(
                "transmission_id", match[0], line.start, line.start + match.end(), "transmission identifier"
            )
            self.mode = "routing"
        elif ("Z" in upper and self._sent(line)) or self._office(line):
            return
        elif upper == "BT":  # format line 11: the heading ends
            self.mode = ""
        elif upper.startswith(("FM ", "FM:")):
            self._from(line)
        elif match := _XMT.match(upper):
            self.mode = "xmt"
            self._exempt(text[match.end() :])
        elif match := _ADDRESSED.match(text):
            self.mode = match[1].lower().replace("action", "to")
            rest = text[match.end() :].strip()
            if rest and (exempt := _XMT.match(rest)):
                self.mode = "xmt"
                self._exempt(rest[exempt.end() :])
            elif rest:
                self._addressees(rest, line.start + match.end(), line.end)
        elif upper.startswith(("DE ", "ZN")) or _ROUTING.fullmatch(upper):
            self._routing(line)
        elif match := _BY.match(text):
            field = "drafted_by" if match[1].upper() == "DRAFTED" else "approved_by"
            self.findings.found(
                field, _COLON.sub(":", match[2].strip()), line.start + match.start(2), line.end, "preamble"
            )
            self.mode = "cleared"
        elif match := _POST_PREAMBLE.match(upper):
            self._of_the_post()
        elif self.mode in ("to", "info"):
            if upper not in vocabulary.captions():
                self._addressees(text, line.start, line.end)
        elif self.mode == "xmt" and _ROUTED.match(upper):
            self.mode = self.addressees[-1].role.replace("action", "to") if self.addressees else "to"
            self._addressee(text, line.start, line.end)
        elif self.mode == "xmt":
            self._exempt(text)

    def _of_the_post(self) -> None:
        """What was read so far were offices of the post, if the message itself has not begun."""
        if not self.findings.has("origin") and not self.findings.has("sent"):
            self.offices += (office for each in self.addressees for office in each.name.split())
            self.office_places += self.places
            self.addressees, self.places = [], []
        self.mode = "cleared"

    def _sent(self, line: Line) -> bool:
        if self.mode in ("to", "info", "xmt"):
            return False
        group = date_time_group(line.text)
        if not group:
            return False
        start, end = line.start + group.start, line.start + group.end
        if not self.findings.has("sent"):
            self.findings.found("sent", group.sent, start, end, "date-time group")
            if group.precedence:
                self.findings.found("precedence", group.precedence, start, end, "prosigns of the date-time group")
        self.mode = ""
        return True

    def _office(self, line: Line) -> bool:
        if self.mode in ("to", "info", "xmt") or "-" not in line.text:
            return False
        if _COUNTER.search(line.text):
            self.mode = ""
            return True
        offices = _OFFICES.findall(line.text)
        if not offices or (self.mode != "distribution" and not line.text.startswith(("ACTION", "INFO", "ORIGIN"))):
            return False
        self.offices += offices
        self.office_places.append((line.start, line.end))
        self.mode = "distribution"
        return True

    def _from(self, line: Line) -> None:
        name = line.text[3:].strip()
        post = vocabulary.post_named(name)
        if post:
            self.findings.found("origin", post, line.start, line.end, "from line")
        self.mode = ""

    def _routing(self, line: Line) -> None:
        match = _STATION.match(line.text)
        if match:
            self.findings.place("station", line.start, line.start + match.end())

    def _addressees(self, text: str, start: int, end: int) -> None:
        """One, or several where line ends were lost: ``SECSTATE WASHDC 1234 RUEHQT/AMEMBASSY QUITO``."""
        at = 0
        if "/" not in text and (parts := _LISTED.findall(text)) and len(parts) > 1:
            for part in parts:  # `AMEMBASSY LIMA, AMEMBASSY QUITO AND AMCONSUL GUAYAQUIL`
                begin = text.index(part, at)
                at = begin + len(part)
                self._addressee(part, start + begin, start + at)
            return
        for run_on in _ROUTED_INSIDE.finditer(text) if text.count("/") > 1 or " INFO" in text else ():
            self._addressee(text[at : run_on.start()], start + at, start + run_on.start())
            if "INFO" in run_on[0]:
                self.mode = "info"
            at = run_on.end()
        trailing = _TRAILING_INFO.search(text) if text.endswith(" INFO") and self.mode == "to" else None
        self._addressee(text[at : trailing.start()] if trailing else text[at:], start + at, end)
        if trailing:
            self.mode = "info"

    def _addressee(self, text: str, start: int, end: int) -> None:
        if self.mode == "to" and " INFO" in text and (run_on := _INFO_INSIDE.search(text)):
            # `SECSTATE WASHDC 7541 INFO RUEHNY/AMEMBASSY OSLO`: a line end was lost
            self._addressee(text[: run_on.start()], start, start + run_on.start())
            self.mode = "info"
            self._addressee(text[run_on.end() :], start + run_on.end(), end)
            return
        name = " ".join(text.split())
        if self.addressees and self.addressees[-1].routing is None and self._is_address(name):
            self.places[-1] = (self.places[-1][0], end)  # where a private person lives: no addressee of its own
            return
        if self.addressees and self._goes_on(name):
            name = " ".join((self._last(), name))
            start = self.places.pop()[0]
        number = None
        numbered = name[-1:].isdigit()
        if numbered and (match := _CONTINUITY.search(name)):
            number, name = match[1], name[: match.start()]
        elif (
            numbered
            and (short := _SHORT_NUMBER.search(name))
            and _names(name[: short.start()].partition("/")[2] or name[: short.start()])
        ):
            number, name = short[1], name[: short.start()]
        if (said := _said(name)) is None:
            return
        routing, named, precedence, inside = said
        self._settle()
        self.places.append((start, end))
        self.addressees.append(
            Addressee("info" if self.mode == "info" else "action", named, routing, precedence, inside or number)
        )

    def _is_address(self, name: str) -> bool:
        """True for a further line of a postal address: ``12 FERRY ST.``, ``SUITE 400``, ``OVERTON, TEXAS 75684``."""
        return (
            is_postal(name) or bool(_PERSON.match(self.addressees[-1].name) and not _OFFICIAL.match(name))
        ) and not (_names(name) or _names(self.addressees[-1].name))

    def _goes_on(self, name: str) -> bool:
        """True for the rest of an address cut by a page break: ``PRIORITY 4205``, ``CANBERRA`` under ``AMEMBASSY``."""
        last = self.addressees[-1]
        if _REST.fullmatch(name):
            return last.number is None and (last.precedence is None or name.isdigit())
        if "/" in name or last.precedence or last.number:
            return False
        # the beginning alone names nobody, the whole does: `AMEMBASSY BUENOS` / `AIRES 7024`
        bare = _PRECEDENCE.split(_CONTINUITY.sub("", name))[0].strip()
        if last.name in _UNFINISHED or _NO_BEGINNING.match(bare):
            return True
        return bool(_names(f"{last.name} {bare}") and not _names(last.name))

    def _last(self) -> str:
        last = self.addressees.pop()
        return " ".join(
            x for x in ((last.routing + "/" if last.routing else "") + last.name, last.precedence, last.number) if x
        )

    def _exempt(self, text: str) -> None:
        name = text.strip()
        if not name or not self.addressees:
            return
        self.exempt.append(name)

    def _settle(self) -> None:
        """Give the exemptions collected so far to the addressee that they stand under."""
        if self.exempt:
            self.addressees[-1] = msgspec.structs.replace(self.addressees[-1], exempt=tuple(self.exempt))
            self.exempt = []


_NUMBER_LAST = re.compile(r" (\d{3,5})$")


@lru_cache(maxsize=8192)
def _said(address: str) -> tuple[str | None, str, str | None, str | None] | None:
    """Routing indicator, name, precedence, and a number that stands behind it; None for what addresses nobody.

    A post writes to the same addressees every day, so most addresses were seen before.
    """
    number = precedence = None
    for match in _PRECEDENCE.finditer(address):
        precedence = match[0].strip()
    if precedence:
        address, _, rest = address.rpartition(" " + precedence)
        number = rest.strip() if rest.strip().isdigit() else None
        if rest.startswith("//"):
            address += rest  # the office: `SECDEF WASHDC FLASH//OSD/ISA//`
        words = precedence.split()
        precedence = " ".join((*words[:-1], _WRITTEN_SHORT.get(words[-1], words[-1])))
    if precedence and number is None and (before := _NUMBER_LAST.search(address)):
        bare = address[: before.start()]
        if _names(bare.rpartition("/")[2]):  # `AMEMBASSY QUITO 0022 PRIORITY`
            number, address = before[1], bare
    parts = _ADDRESS.match(address)
    if not parts or not any(map(str.isalpha, address)):
        return None
    return parts[1], parts[2].strip(), precedence, number


def _names(name: str) -> bool:
    """True for a name that the tables know as an addressee."""
    return vocabulary.is_addressee(name) or (name.startswith("AM") and vocabulary.post_named(name) is not None)
