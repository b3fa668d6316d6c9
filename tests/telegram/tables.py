"""A table of cases, each ``(input, …, expected, remark)``: the remark is the test's name."""

from __future__ import annotations

from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet


def table(columns: str, *rows: tuple[Any, ...] | ParameterSet) -> pytest.MarkDecorator:
    """Parametrise by the rows; the last column of each is its remark."""
    params = [row if isinstance(row, ParameterSet) else pytest.param(*row, id=row[-1]) for row in rows]
    return pytest.mark.parametrize(columns, params)


def fault(reason: str, *row: Any) -> ParameterSet:
    """A row that the parser answers wrongly today; the test fails on the day it answers rightly."""
    return pytest.param(*row, id=row[-1], marks=pytest.mark.xfail(strict=True, reason=reason))
