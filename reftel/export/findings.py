"""What is missing as a table: cited numbers that are not held, and gaps in the numbering."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reftel.analysis import Airgram, Gap, Missing
from reftel.export.table import csv_line

MISSING_COLUMNS = (
    "number",
    "origin",
    "year",
    "serial",
    "cables",
    "times",
    "date",
    "earliest",
    "latest",
    "likeliest",
    "told_by",
    "cited_by",
    "sentences",
    "losses",
    "doubt",
)
"""``date`` is EDTF (ISO 8601-2): ``1974-08-14~``, ``1974-08-10/1974-08-16``."""
AIRGRAM_COLUMNS = (
    *("number", "airgram", "origin", "name", "year", "serial", "cables", "times", "date", "named", "cited_by"),
    "sentences",
)
"""``date`` is EDTF: ``1973-11-09``, or ``/1974-05-14``: before that day."""
GAP_COLUMNS = (
    "origin",
    "name",
    "year",
    "series",
    "held",
    "first",
    "last",
    "cited",
    "highest",
    "absent",
    "runs",
    "likely",
    "told_by",
    "losses",
)


def missing_csv(found: Iterable[Missing]) -> Iterator[bytes]:
    """Lines of CSV, the names first."""
    yield csv_line(MISSING_COLUMNS)
    for each in found:
        when = each.estimate
        citing = [cable for cable in each.citing if cable.doubt is None] or list(each.citing)
        yield csv_line(
            (
                each.number,
                each.origin,
                each.year,
                each.serial,
                len(citing),
                each.times,
                when.edtf if when else None,
                when.earliest if when else None,
                when.latest if when else None,
                when.best if when else None,
                when.rule if when else None,
                [cable.id for cable in citing],
                [place.sentence for cable in citing for place in cable.places if place.sentence],
                [loss.says for loss in each.losses],
                each.doubt,
            )
        )


def airgrams_csv(found: Iterable[Airgram]) -> Iterator[bytes]:
    """Lines of CSV, the names first."""
    yield csv_line(AIRGRAM_COLUMNS)
    for each in found:
        sentences = [place.sentence for cable in each.citing for place in cable.places if place.sentence]
        yield csv_line(
            (
                *(each.number, each.designation, each.origin, each.name, each.year, each.serial, len(each.citing)),
                *(each.times, each.date, each.named, [cable.id for cable in each.citing], sentences),
            )
        )


def gaps_csv(found: Iterable[Gap]) -> Iterator[bytes]:
    """Lines of CSV, the names first."""
    yield csv_line(GAP_COLUMNS)
    for each in found:
        yield csv_line(
            (
                each.origin,
                each.name,
                each.year,
                each.series,
                each.held,
                each.first,
                each.last,
                each.cited,
                each.highest,
                each.absent,
                each.runs,
                each.likely,
                each.rule,
                [loss.says for loss in each.losses],
            )
        )
