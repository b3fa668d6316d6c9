"""The command line: thin commands over the rooms to the left of it.

This module holds only the outermost door: what a command does when something goes wrong, and its exit status.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from reftel.cli.terminal import prepare_streams, visible
from reftel.errors import ReftelError

CLOSED = 1
USAGE = 2
NOTHING_TO_WRITE = 3
SOFTWARE = 70
INTERRUPTED = 130

EXIT_STATUSES = {
    0: "done; finding nothing is an answer too",
    CLOSED: "the reader of the output went away (a closed pipe)",
    USAGE: "something that a person can mend: wrong use, unreadable input, no archive; the message says what to do",
    NOTHING_TO_WRITE: "no letter was written: none is needed, or all was asked for already (`reftel request`)",
    SOFTWARE: "a fault of reftel itself; `REFTEL_DEBUG=1` shows the traceback to report",
    INTERRUPTED: "interrupted from the keyboard",
}
"""What the exit status of a command means (70 is ``EX_SOFTWARE`` of BSD's ``sysexits.h``)."""


def main() -> None:
    """Entry point of the command ``reftel``; ends the process with the command's exit status."""
    sys.exit(run())


def run(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command and return its exit status; ``arguments`` are those of the process when not given.

    Never raises: what can go wrong ends as one message on stderr that says what, where, and what to do next.
    ``REFTEL_DEBUG=1`` shows the traceback of a fault of reftel itself.
    """
    prepare_streams()
    try:
        from reftel.cli.app import app  # late: an interrupt while modules load is an interrupt like any other

        app(args=None if arguments is None else list(arguments), prog_name="reftel")
    except SystemExit as ending:
        return _status(ending.code)
    except ReftelError as error:
        say(str(error))
        return USAGE
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return _pipe_closed()
    except OSError as error:
        if not error.strerror or not error.filename:
            return _fault(error)
        say(f"{os.fsdecode(error.filename)}: {error.strerror}. Check that the place exists, has room, and is yours.")
        return USAGE
    except Exception as error:
        return _fault(error)
    return 0


def _status(code: object) -> int:
    if code is None:
        return 0
    return code if isinstance(code, int) else 1


def say(message: str) -> None:
    """One message to the person who typed the command: ``reftel: …`` on stderr, with nothing in it to obey."""
    print(f"reftel: {visible(message)}", file=sys.stderr)


def _pipe_closed() -> int:
    """``reftel search … | head`` is no failure to speak of; and flushing at exit must not complain either."""
    sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - lives until the process ends
    return CLOSED


def _fault(error: BaseException) -> int:
    if os.environ.get("REFTEL_DEBUG") == "1":
        import traceback

        traceback.print_exception(error)
    what = f"{type(error).__name__}: {error}".strip().removesuffix(":").replace("\n", " ")
    say(
        f"sorry, this is a fault of reftel itself ({what}). Please report it with the command that you typed "
        "and what REFTEL_DEBUG=1 shows for it."
    )
    return SOFTWARE
