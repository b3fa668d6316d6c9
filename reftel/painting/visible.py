"""Text from a file with nothing in it that acts: what reorders, erases or hides is shown as a picture or a code.

Control characters become Unicode's control pictures (U+2400 ff.), characters that reorder the text their code.
"""

from __future__ import annotations

# Explicit embeddings, overrides and isolates (Unicode annex 9) and the line separators that some terminals obey.
ORDERING = (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0x2028, 0x2029)
C1 = range(0x80, 0xA0)
_SURROGATES = range(0xD800, 0xE000)

_PICTURES: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(0x20) if chr(code) not in "\n\t"},
    0x7F: "\u2421",
    **{code: f"\\x{code:02x}" for code in C1},
    **{code: f"\\u{code:04x}" for code in (*ORDERING, *_SURROGATES)},
}

# Characters that show nothing, yet part words and hide letters: soft hyphen, zero-width blanks and joiners, tags.
_HIDDEN = (0xAD, 0x180E, *range(0x200B, 0x200E), *range(0x2060, 0x2065), 0xFEFF, *range(0xE0000, 0xE0080))
_CODES = {code: f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}" for code in _HIDDEN}


def visible(text: str) -> str:
    """The same text with nothing in it that a terminal or a page would obey; line feeds and tabs stay."""
    return text.translate(_PICTURES)


def one_line(text: str) -> str:
    """The same in one line, blanks collapsed: for tables and lists."""
    return visible(" ".join(text.split()))


def shown(text: str) -> str:
    """The text with every character in it that acts or hides made visible; line feeds and tabs stay."""
    return visible(text).translate(_CODES)


def shown_in_line(text: str) -> str:
    """The same in one line, blanks collapsed: for what is told of a text beside it."""
    return shown(one_line(text))


def in_line(text: str) -> str:
    """A reading inside a line, in the same way: line feeds, tabs, and blanks at its ends are made visible too."""
    text = shown(text).replace("\n", "⏎").replace("\t", "⇥")
    before, after = len(text) - len(text.lstrip(" ")), len(text.rstrip(" "))
    return "·" * before + text[before:after] + "·" * (len(text) - max(before, after))
