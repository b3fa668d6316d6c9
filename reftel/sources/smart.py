"""SMART telegrams as they stand in e-mails that were released: the text of a file, or of several telegrams in one.

The whole file is handed on, e-mails and stamps of the release included: the parser keeps them as notices. A file with
several telegrams is cut where the e-mail begins that brings the next one, so that the documents are the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reftel.sources.content import Content
from reftel.sources.document import Document

_MRN = re.compile(r"^[ \t•]{0,12}MRN[ \t]?[:;]", re.MULTILINE)
# scans make other signs of the stroke in `Date/DTG`
_WITNESSES = tuple(
    re.compile(rf"^[ \t•]{{0,12}}{label}[ \t]?[:;]", re.MULTILINE)
    for label in (r"Date.{0,2}DTG", "From", "Action", r"E\.?O\.?", "TAGS", "Captions", "Subject")
)
_WINDOW = 3000
"""Characters from ``MRN:`` to the last label of the heading, page breaks and a dozen action posts among them."""
_MOST_HEADS = 1000
"""``MRN:`` lines that are looked at in one file."""
_LAST_LABEL = re.compile(
    r"^[ \t•]{0,12}(?:Drafted By|Approved By|Released By|Action Post|Dissemination Rule)[ \t]?:", re.MULTILINE
)
_MAIL = re.compile(r"^[ \t•]{0,12}From[ \t]?:", re.MULTILINE)


def claims(content: Content) -> bool:
    """A text with ``MRN:`` at the head of a line and three other labels of the heading below it."""
    return "MRN" in content.text and next(_heads(content.text), None) is not None


def documents(content: Content) -> Iterator[Document]:
    """Each telegram with the e-mails before it; the last one with what comes after it."""
    text = content.text
    starts = _starts(text)
    for i, start in enumerate(starts):
        end = starts[i + 1] if i + 1 < len(starts) else len(text)
        place = content.place if len(starts) == 1 else f"{content.place}#telegram={i + 1}"
        yield Document(text[start:end], "smart-email", place, encoding=content.encoding)


def _heads(text: str) -> Iterator[int]:
    for i, match in enumerate(_MRN.finditer(text)):
        if i == _MOST_HEADS:
            return
        end = match.end() + _WINDOW
        following = _MRN.search(text, match.end(), end)
        end = following.start() if following else end
        if sum(witness.search(text, match.end(), end) is not None for witness in _WITNESSES) >= 3:
            yield match.start()


def _starts(text: str) -> list[int]:
    """Where each document begins: at the e-mail after the last label of the telegram before it."""
    heads = list(_heads(text))
    starts = [0]
    for before, head in pairwise(heads):
        labels = [match.end() for match in _LAST_LABEL.finditer(text, before, head)]
        mail = _MAIL.search(text, labels[-1], head) if labels else None
        starts.append(mail.start() if mail else head)
    return starts
