"""What telegrams call those of their own post and of others to it, and circulars: ``EMBTEL 2400``, ``URTEL 33``.

Only the telegram itself tells which post that is; of whom ``YOUR 1234`` is, where it went to one addressee for action.
Before 1973 the Department counted for each post apart, and both began anew each July: what is in doubt by that leads
nowhere.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

import msgspec

from reftel import vocabulary
from reftel.model import Reference
from reftel.telegram import form_citations
from reftel.telegram.findings import Findings
from reftel.telegram.identity import JULY_COUNTS, make_id, split_id
from reftel.telegram.references import Found, is_circular
from reftel.telegram.shape import capitals, occurrences

_OWN = vocabulary.words("own telegram")
_THEIRS = vocabulary.words("addressee's telegram")
_CIRCULARS = ("DEPCIRTEL", "DEPTCIRTEL", "CIRTEL", "CIRCULAR TELEGRAM")
_WHOLE = sorted((each for each in _OWN | _THEIRS if each.endswith("TEL")), key=len, reverse=True)
_WORDS = (b"TEL", b"CIRCULAR TELEGRAM")  # each look costs the text's length: one for the four that begin alike
_WHOLE_WORDS = (b"TEL ", b"TELS ", b"TEL\n", b"TELS\n", b"CIRCULAR TELEGRAM")
_LONGEST = max(map(len, (*_WHOLE, *_CIRCULARS)))
_CITED = re.compile(
    rf"(?:RE)?(?P<name>{'|'.join(_WHOLE)}|(?P<circular>{'|'.join(_CIRCULARS)}))S?\s(?P<number>\d{{2,6}})(?![\w%/-]|[.,]\d)",
    re.IGNORECASE,
)
_OF_THE_POST = frozenset(each + ending for each in _OWN for ending in ("", "S"))
_OF_THE_ADDRESSEE = frozenset(each + ending for each in _THEIRS for ending in ("", "S"))
_OF_THE_DEPARTMENT = re.compile(r"\A\W*DEPT?TELS?\b", re.IGNORECASE)
_NUMBER_ALONE = re.compile(r"\W*\d{1,6}\W*")
_RULE = "year inherited, the post’s own"


def in_text(text: str, start: int, end: int, findings: Findings) -> Iterator[Found]:
    """Those of the telegram's own post, and of whom it writes to, that a stretch of its text cites."""
    year = findings.year()
    if not year:
        return
    said = capitals(text)
    for at in occurrences(said, _WORDS, start, end):
        if not said.startswith(_WHOLE_WORDS, at):
            continue
        begin = at
        while begin > start and at - begin <= _LONGEST and text[begin - 1].isalnum():
            begin -= 1
        if match := _CITED.match(text, begin, end):
            meant = _CIRCULARS[0] if match["circular"] else match["name"].upper()
            target = make_id(year, meant, match["number"])
            shown = " ".join(match[0].split())
            yield Found(Reference(shown, "cable", None, target, "cited in the text, year inherited"), *match.span())


def understood(found: list[Found], findings: Findings) -> list[Found]:
    """The same references, those by such a name led to the post that is meant, or nowhere."""
    own = findings.counted()
    origin = findings.fields.get("origin")
    post = own[1] if own else origin.code if origin else None
    post = None if post == vocabulary.DEPARTMENT else post
    sent: dt.datetime | None = findings.fields.get("sent")
    after_department, made = False, []
    for each in found:
        reference, meant = each.reference, split_id(each.reference.target or "")
        after_department = bool(
            meant
            and meant[1] == vocabulary.DEPARTMENT
            and (
                _OF_THE_DEPARTMENT.match(reference.text)
                or (after_department and _NUMBER_ALONE.fullmatch(reference.text))
            )
        )
        if meant and after_department:
            target, rule = form_citations.of_department(post, meant[2], meant[0])
            if target != reference.target:
                reference = msgspec.structs.replace(reference, target=target, rule=rule)
        elif meant and is_circular(meant[1]):
            reference = msgspec.structs.replace(reference, target=None, rule=form_citations.CIRCULAR)
        elif meant and meant[1] in _OF_THE_POST:
            target, rule = _of_the_post(post, meant, own, sent)
            reference = msgspec.structs.replace(reference, target=target, rule=rule)
        elif meant and meant[1] in _OF_THE_ADDRESSEE:
            target, rule = _of_the_addressee(post, meant, findings)
            reference = msgspec.structs.replace(reference, target=target, rule=rule)
        made.append(msgspec.structs.replace(each, reference=reference) if reference != each.reference else each)
    return made


def _of_the_post(
    post: str | None, meant: tuple[int, str, int], own: tuple[int, str, int] | None, sent: dt.datetime | None
) -> tuple[str | None, str]:
    year, _, number = meant
    if post is None:
        return None, "of which post is not told"
    if year in JULY_COUNTS:
        target, rule = form_citations.of_the_post(post, number, sent, own[2] if own else None)
        return target, rule if target is None else _RULE
    return make_id(year, post, number), _RULE


def _of_the_addressee(post: str | None, meant: tuple[int, str, int], findings: Findings) -> tuple[str | None, str]:
    year, _, number = meant
    addressed = {
        vocabulary.canonical_post(each.name) for each in findings.fields.get("addressees", ()) if each.role == "action"
    }
    theirs = addressed.pop() if len(addressed) == 1 else None
    if theirs is None:
        return None, "of which addressee is not told"
    if theirs == vocabulary.DEPARTMENT:
        return form_citations.of_department(post, number, year)
    if year in JULY_COUNTS:
        return form_citations.of_the_post(theirs, number, None, None)
    return make_id(year, theirs, number), "year inherited, the addressee’s"
