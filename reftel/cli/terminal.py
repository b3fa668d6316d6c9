"""What may reach a terminal.

Everything from a file is hostile until escaped: an ESC in a telegram could retitle the window or rewrite the screen, a
right-to-left override could make a reference number read as another. Control characters are therefore shown as
pictures (Unicode "Control Pictures", U+2400 ff.) or as their code; rich's markup is off, so ``[bold]`` in a
telegram is only ``[bold]``.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING

from reftel.painting.visible import C1, ORDERING
from reftel.painting.visible import one_line as one_line
from reftel.painting.visible import visible as visible

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

WIDTH_WITHOUT_TERMINAL = 120
WIDEST = 120

_JSON_ESCAPES: dict[int, str] = {code: f"\\u{code:04x}" for code in (0x7F, *C1, *ORDERING)}


def styled(text: str, style: str = "") -> Text:
    """A rich text of exactly these characters: no markup, no control characters."""
    from rich.text import Text

    return Text().append(visible(text), style)  # not as the base style: what is appended later would inherit it


def json_line(value: object) -> str:
    """One line of JSON (RFC 8259) of a struct; its decoded value is the same, yet no byte of it moves a cursor."""
    import msgspec

    return msgspec.json.encode(value, enc_hook=_encode).decode("utf-8").translate(_JSON_ESCAPES)


def _encode(value: object) -> object:
    if isinstance(value, PurePath):
        return path_text(value)
    raise NotImplementedError(f"{type(value).__name__} has no JSON form")


def path_text(path: PurePath | str) -> str:
    """A file's name as text that can be encoded, even where its bytes are no UTF-8 (``caf\\xe9.txt``)."""
    return os.fsencode(path).decode("utf-8", errors="backslashreplace")


def console(*, stderr: bool = False) -> Console:
    """A console on stdout (or stderr) as it is now, without markup; not wider than one likes to read."""
    from rich.console import Console, ConsoleDimensions

    stream = sys.stderr if stderr else sys.stdout
    plain = Console(file=stream, markup=False, emoji=False, highlight=False, soft_wrap=False)
    # COLUMNS, when set, was already taken by rich: it is the user's word.
    wide, high = plain.size
    if "COLUMNS" not in os.environ:
        wide = min(wide, WIDEST) if plain.is_terminal else WIDTH_WITHOUT_TERMINAL
    plain.size = ConsoleDimensions(wide, high)  # else rich asks the terminal for it at every line
    return plain


def print_block(out: Console, block: RenderableType) -> None:
    """A table or the like; without blanks at line ends where no terminal, but a pipe or ``grep``, takes it."""
    if out.is_terminal:
        out.print(block)
        return
    with out.capture() as captured:
        out.print(block)
    out.file.write("".join(f"{line.rstrip()}\n" for line in captured.get().splitlines()))


def print_indented(out: Console, text: Text, indent: int = 2) -> None:
    """A text flowed into the console's width, indented, without blanks at line ends (for pipes and ``grep``)."""
    from rich.text import Text

    lines = text.wrap(out, max(out.width - indent, 20))
    for line in lines:
        line.rstrip()
        line.pad_left(indent)
    out.print(Text("\n").join(lines), soft_wrap=True)


def prepare_streams() -> None:
    """Write UTF-8 to files and pipes, whatever the locale; on a terminal of another encoding, lose no run to it."""
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper) or (stream.encoding or "").lower().replace("-", "") == "utf8":
            continue
        with contextlib.suppress(OSError, ValueError):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8")
