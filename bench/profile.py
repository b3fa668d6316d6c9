"""Where the time of parsing goes: ``python -m bench.profile``, or ``make profile``.

Telegrams of 6 kB in three layouts are parsed under pyinstrument, which looks a thousand times a second at what runs.
Shown are the tree of calls and the functions that cost most themselves, the expressions that they match included;
``--page`` writes the costliest onto the page of the bench.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from pyinstrument import Profiler
from pyinstrument.frame import Frame
from pyinstrument.session import Session

import reftel
from bench import corpus, page

_MARKS = ("<!-- profile -->\n", "<!-- end of profile -->\n")
_HOUSE = Path(reftel.__file__).parent


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make profile", description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--count", type=int, default=900, help="telegrams (900)")
    parser.add_argument("--seed", type=int, default=2009)
    parser.add_argument("--first", type=int, default=12, help="how many functions to name (12)")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write the tree as a page too")
    parser.add_argument("--page", action="store_true", help="write the three costliest onto bench/README.md")
    options = parser.parse_args(arguments)
    each = max(1, options.count // len(corpus.TEXTS))
    texts = [text for layout in corpus.TEXTS for text in corpus.telegrams(each, options.seed, layout)]
    reftel.parse(texts[0])  # loads the tables
    profiler = Profiler(async_mode="disabled")
    with profiler:
        for text in texts:
            reftel.parse(text)
    print(profiler.output_text(unicode=True, show_all=False))
    if options.html:
        options.html.write_text(profiler.output_html(), "utf-8")
    shares = own_shares(profiler.last_session)
    for name, spent in shares.most_common(options.first):
        print(f"{spent / shares.total():6.1%}  {name}")
    if options.page:
        rows = "".join(f"| `{name}` | {spent / shares.total():.1%} |\n" for name, spent in shares.most_common(3))
        told = f"| function | of the time of parsing |\n| --- | ---: |\n{rows}"
        page.between(page.PAGE, _MARKS, told)
        print(f"the three costliest written onto {page.PAGE}")
    return 0


def own_shares(session: Session | None) -> Counter[str]:
    """Each function's share of the whole, such as ``telegram/body.paragraphs``.

    What it calls is not counted, unless it has no name of its own or is none of reftel's: comprehensions, expressions.
    """
    root = session.root_frame() if session else None
    own: Counter[str] = Counter()
    waiting: list[tuple[Frame, str]] = [] if root is None else [(root, "the measurement itself")]
    while waiting:
        frame, caller = waiting.pop()
        owner = _named(frame) or caller
        # a count is kept in whole microseconds
        own[owner] += round(1e6 * frame.total_self_time)
        waiting += [(child, owner) for child in frame.children if not child.is_synthetic]
    return own


def _named(frame: Frame) -> str | None:
    path = Path(frame.file_path or "")
    if frame.function.startswith("<") or not path.is_relative_to(_HOUSE):
        return None
    return f"{path.relative_to(_HOUSE).with_suffix('')}.{frame.function}"


if __name__ == "__main__":
    sys.exit(main())
