"""How much of a text is words: a text layer may be there and be garbage, as when a font's letters have no meaning."""

from __future__ import annotations

import re

from reftel import vocabulary

GARBAGE = 0.2
"""Share of common words below which an English text is garbage. Telegrams have 0.55; a long list of addressees 0.25;
the telegram with every third letter misread 0.15, one whose font shows other letters 0."""
_FEWEST = 40
"""Words from which the share can be told."""
_WORD = re.compile(r"[^\W\d_]{2,40}")


def common_words(text: str) -> float | None:
    """The share of a text's words that are common in telegrams; None for one too short to tell."""
    words = _WORD.findall(text.upper())
    if len(words) < _FEWEST:
        return None
    common = vocabulary.words("common")
    return sum(word in common for word in words) / len(words)


def is_garbage(text: str) -> bool:
    """True for a text of some length with hardly a word in it. A page of blanks and signs is garbage as well."""
    share = common_words(text)
    if share is None:
        signs = text.split()
        return len(signs) >= _FEWEST and len(_WORD.findall(text)) < len(signs) / 4
    return share < GARBAGE
