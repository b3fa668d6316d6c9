"""What other rooms say in English sentences, in the visitor's language: they know nothing of pages.

How a query was read, and how a date or a total was told.
"""

from __future__ import annotations

import re
from functools import cache

from reftel.errors import ReftelError
from reftel.web.language import ENGLISH, N_, _, current
from reftel.web.presentation import sentence

NOTES = (
    N_("“%(text)s” is not a field: it is searched as text."),
    N_("“%(text)s” can't be read as %(again)s: it is searched as text."),
    N_("“%(text)s” names nothing to look for: “%(again)s” is searched as text."),
    N_("“%(text)s” holds no letter or digit: there is nothing to look for in it."),
    N_("“%(text)s” is too long to be a word: there is nothing to look for in it."),
    N_("“%(text)s” leaves too much open to be looked for: give more of its letters, or fewer ?."),
    N_("“%(text)s” runs backwards: it is read as %(again)s."),
    N_("“%(text)s”: words one edit away are looked for, no more."),
    N_("“%(text)s”: ? stands for exactly one letter or digit."),
    N_("“%(text)s” may end a question: “%(again)s” is searched, and words with one letter or digit more for each ?."),
    N_("“%(text)s” is read as %(again)s, and searched as words, too."),
    N_("“%(text)s” is no reference number: no such post is known. It is searched as words."),
    N_("“%(text)s” names nothing to look for."),
    N_("“%(text)s” and what follows it are read together."),
    N_("“%(text)s” is read as one: %(again)s."),
    N_("“or” in small letters is searched as a word; OR means one or the other."),
    N_("“not” in small letters is searched as a word; NOT means without what follows."),
    N_("“!” before a word is read as “-”: without it."),
    N_("The query asks for very much at once: from “%(text)s” on it is left out."),
    N_("Of the words that are to stand together, the first %(text)s are looked for."),
    N_("A list of %(text)s numbers: these are the cables of that number, and those that cite one."),
    N_("%(text)s is not in this archive."),
    N_("%(text)s is not in this archive: what it cites is not known."),
    N_("OR stands between two things: here it is searched as text."),
    N_("NOT stands before something: here it is searched as text."),
    N_("A closing parenthesis has no opening one: it is left out."),
    N_("A quotation mark is not closed: everything after it is read as one phrase."),
    N_("A parenthesis is not closed: it is closed at the end."),
    N_("Parentheses within parentheses beyond a sensible depth are left out."),
    N_(
        "The archive's newest changes (%(text)s) can't be found yet: the index is being brought up to date, or it may "
        "only be read here and its owner has not done so."
    ),
)
"""The sentences of `reftel.search` about a query, with places for what was typed."""

EXPECTED = (
    N_("a date (2009, 2009-07, 2009-07-21, 2008..2009-06, >2008)"),
    N_("a level (unclassified, sbu, confidential, secret, …) or none"),
    N_("one of summary, comment, action, redaction, articles, editions, references, missing-refs"),
    N_("one of partial, corrected"),
    N_("a reference number (09MEXICO2134)"),
)
"""What such a sentence says that a value must be."""

CLAUSES = (
    N_("named where it is cited: %(text)s"),
    N_("its numbers do not run in order of date here"),
    N_("in these years numbers began anew each July: two telegrams of one year may bear the same"),
    N_("no number of its post and year is dated here"),
    N_("its numbers tell no pace"),
    N_("between %(first)s and %(second)s, give or take %(n)s days"),
    N_("between %(first)s and %(second)s"),
    N_("after %(first)s, at %(n)s numbers a day"),
    N_("at about %(n)s numbers a day, as %(many)s citations of its numbers tell"),
    N_("at about %(n)s a day, as %(many)s citations of its numbers tell"),
    N_("%(n)s a day until %(first)s, carried on to 31 December"),
    N_("%(n)s a day until %(first)s"),
    N_("%(n)s is the highest that is cited"),
    N_("cited already on %(day)s"),
    N_("cited before %(year)s began"),
    N_("cited on %(day)s"),
    N_("by %(day)s its numbers had not reached it: %(first)s"),
    N_("by %(day)s its numbers had hardly reached it: %(first)s"),
    N_("by %(day)s its numbers, about %(n)s a day, had hardly reached %(second)s"),
    N_("%(first)s was sent only on %(day)s"),
    N_("perhaps %(first)s"),
    N_("the beginning of %(year)s"),
    N_("numbers begin with 1"),
    N_("no table knows a post %(first)s"),
    N_("no post but the Department numbers beyond %(n)s in a year"),
)
"""What `reftel.analysis` says of how a date or a total is told, divided by semicolons; the first that fits holds."""


REFUSALS = (
    N_("an article needs a title of 1 to %(n)s characters."),
    N_('"%(text)s" is no date: give 2010-12-03, 2010-12 or 2010.'),
    N_('"%(text)s" is no address of the web: give one that begins with https:// or http://'),
    N_("a collection needs a title of 1 to %(n)s characters."),
    N_("that description is too long: %(n)s characters, and %(most)s are kept."),
    N_("that note is too long: %(n)s characters, and %(most)s are kept."),
    N_("a saved search needs a name of 1 to %(n)s characters in one line."),
    N_(
        'there is a saved search "%(text)s" already: choose another name, or take that one away with '
        "reftel watch remove %(again)s"
    ),
    N_("a note holds up to %(most)s characters; this one has %(n)s."),
    N_("request %(n)s can't be noted as sent on %(day)s, which is yet to come: check the day."),
    N_("request %(n)s can't be noted as answered on %(day)s, which is yet to come: check the day."),
    N_("request %(n)s was sent on %(first)s, and can't have been answered on %(day)s: check the day."),
)
"""Why `reftel.archive` takes something not that was filled in on a page."""


def refusal_words(problem: ReftelError) -> str:
    """Why something that was filled in is not taken, as pages say it, in the visitor's language."""
    told = str(problem)
    for pattern, message in _patterns(REFUSALS):
        if found := pattern.fullmatch(told):
            return sentence(_(message, **found.groupdict()))
    return sentence(told)


def note_words(note: str) -> str:
    """A note of the search or of the analysis in the visitor's language; one that is not here stays as it is."""
    for pattern, message in _patterns(NOTES):
        if found := pattern.fullmatch(note):
            return _(
                message, **{name: _(said) if said in EXPECTED else said for name, said in found.groupdict().items()}
            )
    return note if current() is ENGLISH else "; ".join(_clause(each) for each in note.split("; "))


def _clause(clause: str) -> str:
    for pattern, message in _patterns(CLAUSES):
        if found := pattern.fullmatch(clause):
            return _(message, **{name: _clause(value) for name, value in found.groupdict().items()})
    return clause


@cache
def _patterns(messages: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((_pattern(each), each) for each in messages)


def _pattern(message: str) -> re.Pattern[str]:
    pieces = re.split(r"%\((\w+)\)s", message)
    told = [f"(?P<{piece}>.+)" if place % 2 else re.escape(piece) for place, piece in enumerate(pieces)]
    return re.compile("".join(told), re.DOTALL)
