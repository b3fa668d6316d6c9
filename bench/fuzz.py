"""Hostile texts by the hundred thousand: ``python -m bench.fuzz [--count N] [--seed S]``, or ``make fuzz``.

Pieces of specimens are cut, doubled, swapped and spiked with the words that the parser looks for, by seed. For each the
parser must not raise, its blocks must tile the text, its places must lie inside it, and the cable must come back from
JSON as it was. The first text that breaks a rule is printed whole, and the run fails.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import msgspec

import reftel
from reftel import specimen
from reftel.model import Cable

_SPIKES = (
    *(
        "¶",
        "1. (C)",
        "12.",
        "(S/NF)",
        "--",
        "------\n",
        "\n \n",
        "E.O. 12958:",
        "E.o. 1",
        "TAGS:",
        "SUBJECT:",
        "REF: A. ",
    ),
    *(
        "B)",
        "Classified By:",
        "Reason: 1.4",
        "Q,",
        "Q&",
        "Q8",
        "&#8217;",
        "Â¶",
        "PAGE 02  LIMA 00012  041601Z",
        "001 OF 003",
    ),
    *("S E C R E T", "C O N F I D E N T I A L", "SECTION 02 OF 03", "VZCZC", "FM ", "TO ", "INFO ", "XMT ", "BT\n"),
    *("R 212230Z JUL 09", "R 312460Z FEB 99", "END SUMMARY.", "COMMENT:", "Message Attributes", "Message Text"),
    *("Declassified/Released US Department of State", "Reference ID  Created", "xxxxxxxxxx", "//", ";", ",", "İ", "ß"),
    *(
        "\x00",
        "\u202e",
        "\ufeff",
        "\ud7ff",
        "\U0001f600",
        "9" * 30,
        "09LIMA45",
        "HERON\n",
        "http://lima.invalid/",
        "\r",
        "\t",
    ),
)


def _texts(count: int, seed: int) -> list[str]:
    """Specimens to spoil: their texts as the layouts hold them."""
    with tempfile.TemporaryDirectory() as folder:
        return [path.read_text("utf-8") for path in specimen.write(Path(folder), count, seed)]


def _spoilt(chance: random.Random, texts: list[str]) -> str:
    if chance.random() < 0.3:
        return " ".join(chance.choice(_SPIKES) for _ in range(chance.randrange(40)))
    text = chance.choice(texts)
    start = chance.randrange(len(text))
    text = text[start : start + chance.randrange(1500)]
    for _ in range(chance.randrange(8)):
        at = chance.randrange(len(text) + 1)
        what = chance.randrange(4)
        if what == 0:
            text = text[:at] + chance.choice(_SPIKES) + text[at:]
        elif what == 1:
            text = text[:at] + text[at + chance.randrange(30) :]
        elif what == 2:
            text = text[:at] + text[at : at + chance.randrange(60)] * 2 + text[at:]
        else:
            text = text[:at] + chr(chance.choice((0, 10, 32, 40, 49, 65, 182, 0x2028, 0x10FFFF))) + text[at + 1 :]
    return text


def broken_rule(text: str, year: int | None = None, reference_id: str | None = None) -> str | None:
    """The rule that the parser breaks on a text; None when it keeps all."""
    try:
        cable = reftel.parse(text, year=year, reference_id=reference_id)
    except Exception as error:  # that is what this looks for
        return f"raised {type(error).__name__}: {error}"
    if cable.text != text or "".join(text[block.start : block.end] for block in cable.blocks) != text:
        return "its blocks do not tile the text"
    if any(not 0 <= start <= end <= len(text) for places in cable.spans.values() for start, end in places):
        return "a place lies outside the text"
    if msgspec.json.decode(msgspec.json.encode(cable), type=Cable) != cable:
        return "the cable is another one after JSON"
    return None


def run(count: int, seed: int) -> str | None:
    """Try ``count`` texts; the first that breaks a rule, with the rule, or None."""
    chance = random.Random(seed)  # noqa: S311 (nothing secret here)
    texts = _texts(60, seed)
    for _ in range(count):
        text = _spoilt(chance, texts)
        rule = broken_rule(text, chance.choice((None, 2008)), chance.choice((None, "09LIMA45", "x")))
        if rule:
            return f"{rule}, on {text!r}"
    return None


def main() -> int:
    parser = argparse.ArgumentParser(prog="make fuzz", description="Hostile texts by the hundred thousand.")
    parser.add_argument("--count", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=2009)
    options = parser.parse_args()
    chunks = max(1, options.count // 2_500)
    with ProcessPoolExecutor() as pool:
        for found in pool.map(run, [options.count // chunks] * chunks, range(options.seed, options.seed + chunks)):
            if found:
                print(f"the parser {found}", file=sys.stderr)
                return 1
    print(f"{options.count:,} hostile texts: every rule kept")
    return 0


if __name__ == "__main__":
    sys.exit(main())
