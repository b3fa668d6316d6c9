"""One round of a measurement, printed as JSON: ``python -m bench.one_round NAME SIZE SEED``.

Each round runs so, in a fresh process: neither warm tables nor memory of another measurement help or harm it.
"""

from __future__ import annotations

import sys

import msgspec

from bench.measurement import Absent, Round, named


def main() -> int:
    name, size, seed = sys.argv[1:]
    try:
        done = Round(list(named(name).measure(int(size), int(seed))))
    except Absent as reason:
        done = Round(absent=str(reason))
    sys.stdout.buffer.write(msgspec.json.encode(done) + b"\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
