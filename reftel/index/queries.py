"""The tree of a question as a Tantivy query. The only place where a text becomes part of an engine's query."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import combinations

import tantivy
from tantivy import Occur, Query

from reftel.index import engine as e
from reftel.index.fields import Fields, clean, stemmed, terms_begin
from reftel.index.terms import Terms

_LONGEST = 100
"""Characters of a word that a pattern or an edit is tried on; longer ones cost an automaton of their own size."""
_WILD = re.compile(r"([?*]+)")
_MOST_ENDS = 16_000
"""Words that the last one of a phrase may be: Tantivy takes 16,384 of each segment."""
_ROOM = 100
"""Characters of a path that may come before a pattern."""


class Compiler:
    """Makes the queries of one schema under one assignment of fields."""

    def __init__(
        self,
        schema: tantivy.Schema,
        fields: Fields,
        words: Callable[[str], tuple[str, ...]],
        stem: Callable[[str], str],
        terms: Terms,
    ) -> None:
        """`words` and `stem` are the engine's."""
        self._schema = schema
        self._terms = terms
        self.fields = fields
        self._words = words
        self._stem = stem

    def query(self, node: e.Node) -> Query:
        """The query for a tree. It never finds the checkpoint, which has no field of a cable."""
        match node:
            case e.Everything():
                return self._everything()
            case e.Nothing():
                return Query.empty_query()
            case e.Words():
                return self._text(node)
            case e.Pattern():
                return self._pattern(node)
            case e.Similar():
                return self._similar(node)
            case e.Near():
                return self._near(node)
            case e.Is():
                field = self.fields.of(node.field)
                found = Query.term_set_query(self._schema, field, [clean(value) for value in node.values])
                return Query.const_score_query(found, 0.0)
            case e.Like():
                return Query.const_score_query(self._regex(node.field, regex(clean(node.text))), 0.0)
            case e.Between():
                if node.low is None and node.high is None:
                    return Query.const_score_query(Query.exists_query(node.field), 0.0)
                found = Query.range_query(self._schema, node.field, tantivy.FieldType.Integer, node.low, node.high)
                return Query.const_score_query(found, 0.0)
            case e.Not():
                # A query of nothing but refusals finds nothing, whatever it refuses.
                return Query.boolean_query([(Occur.Must, self._everything()), (Occur.MustNot, self.query(node.part))])
            case e.All():
                return self._all(node.parts)
            case e.Any():
                return _any(self.query(part) for part in node.parts)

    def _everything(self) -> Query:
        return Query.const_score_query(Query.term_query(self._schema, "kind", "cable"), 0.0)

    def _all(self, parts: tuple[e.Node, ...]) -> Query:
        if not parts:
            return self._everything()
        wanted = [(Occur.Must, self.query(part)) for part in parts if not isinstance(part, e.Not)]
        refused = [(Occur.MustNot, self.query(part.part)) for part in parts if isinstance(part, e.Not)]
        if not wanted:
            wanted = [(Occur.Must, self._everything())]
        return Query.boolean_query(wanted + refused)

    def _lanes(self, lanes: Iterable[tuple[str, float]], make: Callable[[str], Query | None]) -> Query:
        found = []
        for lane, weight in lanes:
            made = make(self.fields.of(lane))
            if made is not None:
                found.append(made if weight == 1.0 else Query.boost_query(made, weight))
        return _any(found)

    def _text(self, node: e.Words) -> Query:
        words = list(self._words(node.text))
        if not words:
            return Query.empty_query()
        schema = self._schema
        if node.prefix and len(words) == 1:
            return self._lanes(node.lanes, lambda field: Query.fuzzy_term_query(schema, field, words[0], 0, True, True))
        if node.prefix:
            return self._lanes(node.lanes, lambda field: self._going_on(field, words[:-1], words[-1]))
        if len(words) > 1:
            return self._lanes(node.lanes, lambda field: Query.phrase_query(schema, field, list(words)))
        stem = self._stem(words[0])

        def one(field: str) -> Query:
            other = None if node.exact else stemmed(field)
            return Query.term_query(schema, other or field, stem if other else words[0])

        return self._lanes(node.lanes, one)

    def _going_on(self, field: str, words: list[str], last: str) -> Query:
        """A phrase whose last word may go on. Tantivy's own query for it takes the first fifty words alone."""
        if "." in field:
            ends = (end for end, _ in self._terms.beginning(field, last))
            return _any(Query.phrase_query(self._schema, field, [*words, end]) for end in ends)
        parts = self._terms.parted(field, last, _MOST_ENDS)
        return _any(
            Query.regex_phrase_query(self._schema, field, [*words, _literal(begun) + ".*" * more])
            for begun, more in parts
        )

    def takes(self, pattern: str) -> bool:
        """Whether Tantivy takes a pattern: its automata may have some 1,000 states, too few for ``*a??????``."""
        return self._automaton("names", "x" * _ROOM + regex(self._folded(pattern))) is not None

    def _pattern(self, node: e.Pattern) -> Query:
        pattern = self._folded(node.text)
        if not pattern.strip("?*"):
            return Query.empty_query()
        head, star, rest = pattern.partition("*")
        if star and not rest and "?" not in head:
            return self._text(e.Words(head, node.lanes, prefix=True))
        expression = regex(pattern)
        return self._lanes(node.lanes, lambda field: self._regex(field, expression))

    def _regex(self, field: str, expression: str) -> Query:
        name = field.partition(".")[0]
        return self._automaton(name, _literal(terms_begin(field)) + expression) or Query.empty_query()

    def _automaton(self, field: str, expression: str) -> Query | None:
        try:
            return Query.regex_query(self._schema, field, expression)
        except ValueError:
            return None

    def _folded(self, text: str) -> str:
        """A pattern in the letters of the index; what separates words in a text is left out of it."""
        pieces = _WILD.split(clean(text)[:_LONGEST])
        return "".join(piece if place % 2 else "".join(self._words(piece)) for place, piece in enumerate(pieces))

    def _similar(self, node: e.Similar) -> Query:
        words = self._words(node.text)
        if len(words) != 1 or len(words[0]) > _LONGEST:
            return self._text(e.Words(node.text, node.lanes, exact=True))
        return self._lanes(
            node.lanes, lambda field: Query.fuzzy_term_query(self._schema, field, words[0], 1, True, False)
        )

    def _near(self, node: e.Near) -> Query:
        words = [word for text in node.words for word in self._words(text)]
        if len(words) < 2:
            return self._text(e.Words(" ".join(words), node.lanes, exact=True))
        span = min(max(node.distance, 1), e.WIDEST)
        pairs = sorted(set(combinations(sorted(words), 2)))
        return Query.boolean_query([(Occur.Must, self._pair(one, two, span, node.lanes)) for one, two in pairs])

    def _pair(self, one: str, other: str, span: int, lanes: tuple[tuple[str, float], ...]) -> Query:
        """Two words within `span`, in either order.

        Tantivy's slop goes both ways from the place that the offsets tell: with both at 0 it asks for either order, in
        one pass. Of a word and itself that place must be another one, lest one occurrence do for both: from 1 to 5 is
        3, two more or less; an even span is an odd one, and its last step.
        """
        schema = self._schema
        if one != other:
            return self._lanes(lanes, lambda field: Query.phrase_query(schema, field, [(0, one), (0, other)], span))
        odd = span - (span % 2 == 0)
        steps = [((odd + 1) // 2, (odd - 1) // 2), *([(span, 0)] if odd != span else [])]
        return self._lanes(
            lanes,
            lambda field: _any(Query.phrase_query(schema, field, [(0, one), (far, one)], slop) for far, slop in steps),
        )


def _any(queries: Iterable[Query]) -> Query:
    found = list(queries)
    if not found:
        return Query.empty_query()
    return found[0] if len(found) == 1 else Query.boolean_query([(Occur.Should, each) for each in found])


def regex(pattern: str) -> str:
    """A pattern of ``?`` and ``*`` as a regular expression: the only one that ever reaches the engine."""
    made = []
    for place, piece in enumerate(_WILD.split(pattern[:_LONGEST])):
        if place % 2:
            made.append("." * piece.count("?") + ".*" * ("*" in piece))
        else:
            made.append(_literal(piece))
    return "".join(made)


def _literal(text: str) -> str:
    return "".join(each if each.isalnum() else rf"\x{{{ord(each):x}}}" for each in text)
