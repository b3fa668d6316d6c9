"""The results onto the page of the bench: ``python -m bench.page``, which ``make bench`` does itself.

Each measurement of ``bench/results/`` becomes a heading, its docstring, a table and its curves, between the marks of
``bench/README.md``; the pictures go to ``bench/pictures/``.
"""

from __future__ import annotations

import inspect
import sys
from itertools import groupby
from pathlib import Path

from bench import measurement, picture, result
from bench.result import Median, Result

PAGE = Path(__file__).with_name("README.md")
PICTURES = Path(__file__).with_name("pictures")
_MARKS = ("<!-- measurements -->\n", "<!-- end of measurements -->\n")


def write(page: Path = PAGE, results: Path = result.FOLDER, pictures: Path = PICTURES) -> Path:
    """Write the page's part on measurements anew; what stands outside the marks stays."""
    told: list[str] = []
    found = [each for each in result.load(results) if each.measurement in measurement.names()]
    for name, group in groupby(found, key=lambda each: each.measurement):
        told += _section(name, list(group), pictures, page)
    between(page, _MARKS, f"{''.join(told)}\n")
    return page


def between(page: Path, marks: tuple[str, str], told: str) -> None:
    """Write what stands between two marks of a page anew; the rest of it stays."""
    head, _, rest = page.read_text("utf-8").partition(marks[0])
    _, _, tail = rest.partition(marks[1])
    page.write_text(f"{head}{marks[0]}{told}{marks[1]}{tail}", "utf-8")


def _section(name: str, results: list[Result], pictures: Path, page: Path) -> list[str]:
    module = measurement.named(name)
    lines = [f"\n### {module.TITLE}\n\n", f"{inspect.cleandoc(module.__doc__ or '')}\n"]
    for each in results:
        lines.append(f"\n{_told(each)}\n\n{_table(each.figures)}")
    if not hasattr(module, "charts"):
        return lines
    for at, chart in enumerate(module.charts([figure for each in results for figure in each.figures])):
        pictures.mkdir(exist_ok=True)
        path = pictures / f"{name}{f'-{at + 1}' if at else ''}.svg"
        path.write_text(picture.svg(chart), "utf-8")
        lines.append(f"\n![{chart.title}]({path.relative_to(page.parent)})\n")
    return lines


def _told(each: Result) -> str:
    machine = each.machine
    noise = f", and {each.load:.1f} programs wanted them" if each.load > machine.cores else ""
    return (
        f"*{each.size:,} {each.unit}, seed {each.seed}, medians of {each.rounds} rounds, revision {each.revision}, "
        f"{each.measured[:10]}; {machine.processor}, {machine.cores} cores{noise}, "
        f"{machine.memory_bytes / 2**30:.0f} GB, Python {each.versions.get('python', '?')}.*"
    )


def _table(figures: list[Median]) -> str:
    units = list(dict.fromkeys(unit for figure in figures for unit in figure.shown))
    against = list(dict.fromkeys(figure.against for figure in figures if figure.ratio is not None))
    limit = any(figure.limit is not None for figure in figures)
    heads = ["", *units, *(f"× {what}" for what in against), *(["lowest to highest"] if against else [])]
    heads += ["limit"] if limit else []
    rows = [heads, ["---", *["---:"] * (len(heads) - 1)]]
    for figure in figures:
        row = [figure.name, *(_number(figure.shown.get(unit)) for unit in units)]
        row += [_number(figure.ratio if figure.against == what else None) for what in against]
        if against:
            row.append(" to ".join(map(_number, figure.spread)) if figure.spread else "")
        rows.append([*row, *([_number(figure.limit)] if limit else [])])
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.3g}"


if __name__ == "__main__":
    print(f"{write()} written")
    sys.exit(0)
