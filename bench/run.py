"""Measure, and keep what was measured: ``python -m bench.run [NAME …]``, or ``make bench``.

Every measurement of ``bench/measurements/`` (or those named) runs at its sizes, each round in a fresh process; the
medians go to ``bench/results/`` and onto the page of the bench. ``--quick`` is the version of the continuous
integration: small sizes, ratios against ``floors.toml``, and exit status 1 when a speed fell by more than a quarter.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from bench import comparing, floors, page, result
from bench.measurement import Figure, Round, named, names


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which; all by default: {', '.join(names())}")
    parser.add_argument("--size", type=int, help="telegrams, instead of 20,000 and 200,000")
    parser.add_argument("--rounds", type=int, default=3, help="fresh processes each; the median counts (3)")
    parser.add_argument("--seed", type=int, default=2009, help="of the specimens (2009)")
    parser.add_argument("--quick", action="store_true", help="small sizes, against the stored floors")
    parser.add_argument("--raise", dest="lift", action="store_true", help="with --quick: lift the floors")
    parser.add_argument("--show", action="store_true", help="only show; keep no results")
    options = parser.parse_args(arguments)
    unknown = [name for name in options.names if name not in names()]
    if unknown:
        parser.error(f"there is no measurement “{unknown[0]}”; choose among: {', '.join(names())}")
    if options.lift and not options.quick:
        parser.error("--raise goes with --quick: the floors are those of the quick version")
    chosen = options.names or names()
    try:
        broken = _quick(chosen, options) if options.quick else _full(chosen, options)
    except subprocess.CalledProcessError as error:
        print(f"a round failed: {' '.join(map(str, error.cmd[1:]))} (its own words stand above)", file=sys.stderr)
        return 1
    for line in broken:
        print(line, file=sys.stderr)
    return 1 if broken else 0


def _full(chosen: list[str], options: argparse.Namespace) -> list[str]:
    """Every measurement at every size; what is beyond a limit."""
    broken: list[str] = []
    for name in chosen:
        measurement = named(name)
        own = options.size is None or measurement.UNIT != "telegrams"
        for size in measurement.SIZES if own else (options.size,):
            done = _rounds(name, size, options)
            if not done:
                break
            whole = result.result(name, measurement.UNIT, size, options.seed, done)
            _print(whole)
            broken += [f"beyond its limit: {line}" for line in comparing.beyond_limit(name, whole.figures)]
            if not options.show:
                result.store(whole)
    if not options.show:
        print(f"results written to {result.FOLDER}, and onto {page.write()}")
    return broken


def _quick(chosen: list[str], options: argparse.Namespace) -> list[str]:
    """The small sizes against their floors; what fell."""
    kept = floors.load()
    broken: list[str] = []
    for name in chosen:
        measurement = named(name)
        if measurement.QUICK is None:
            continue
        floor = kept.get(comparing.table(name), {})
        done = _rounds(name, measurement.QUICK, options)
        if not done:
            continue
        if comparing.compared(name, result.medians(done), floor).fallen:
            # One bad moment of a shared machine must not fail anybody's change: as many rounds again.
            print(f"{name}: below a floor, so measured again")
            done += _rounds(name, measurement.QUICK, options)
        whole = result.result(name, measurement.UNIT, measurement.QUICK, options.seed, done)
        _print(whole, floor)
        compared = comparing.compared(name, whole.figures, floor)
        broken += [f"below its floor: {line}" for line in compared.fallen]
        print(*compared.new, sep="\n", end="\n" if compared.new else "")
        if not options.show:
            result.store(whole, suffix="quick")
        if options.lift:
            kept[comparing.table(name)] = comparing.lifted(whole.figures, floor)
    if options.lift:
        floors.store(kept)
        print(f"floors written to {floors.FILE}")
    gone = [table for table in kept if table.startswith("ratio ") and table.removeprefix("ratio ") not in names()]
    return broken + [f"{floors.FILE.name} has “{table}”, and there is no such measurement" for table in gone]


def _rounds(name: str, size: int, options: argparse.Namespace) -> list[Round]:
    """The rounds; none, saying so, when the measurement lacks something here."""
    done = result.rounds(name, size, options.seed, options.rounds)
    absent = next((each.absent for each in done if each.absent), None)
    if absent:
        print(f"{name}: skipped, {absent}")
        return []
    return done


def _print(whole: result.Result, floor: dict[str, object] | None = None) -> None:
    print(f"{whole.measurement}, {whole.size:,} {whole.unit}, {whole.rounds} rounds, load {whole.load:.1f}")
    for figure in whole.figures:
        print(f"  {figure.name:34} {_words(figure, (floor or {}).get(figure.name))}")


def _words(figure: Figure, floor: object) -> str:
    words = [f"{value:,.4g} {unit}" for unit, value in figure.shown.items()]
    if figure.ratio is not None:
        words.insert(0, f"{figure.ratio:10,.3g} × {figure.against}")
    if isinstance(floor, int | float):
        words.append(f"floor {floor:,.3g}")
    return "   ".join(words)


if __name__ == "__main__":
    sys.exit(main())
