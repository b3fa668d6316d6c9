"""What the stages have found so far: values, their places, the rules that found them."""

from __future__ import annotations

import datetime as dt
from typing import Any

from reftel.model import Cable, Place, Repair
from reftel.telegram.clean import Clean
from reftel.telegram.identity import split_id


class Findings:
    """A cable in the making. Each stage adds to it; ``cable()`` freezes it.

    ``fields`` are keyword arguments of ``Cable``; offsets given to ``found`` count in the clean text and are led back
    to the text as read.
    """

    __slots__ = ("clean", "fields", "repairs", "rules", "spans", "year_of_number")

    def __init__(self, clean: Clean) -> None:
        self.clean = clean
        self.fields: dict[str, Any] = {}
        self.spans: dict[str, tuple[Place, ...]] = {}
        self.rules: dict[str, str] = {}
        self.repairs: list[Repair] = []
        self.year_of_number: int | None = None

    def found(self, field: str, value: Any, start: int, end: int, rule: str) -> None:
        """Set a field from ``clean.text[start:end]``; a later finding replaces an earlier one."""
        self.fields[field] = value
        self.place(field, start, end)
        self.rules[field] = rule

    def place(self, name: str, start: int, end: int) -> None:
        """Say where a field, or one item of it (``tags.2``), stands."""
        self.spans[name] = self.clean.places(start, end)

    def repaired(self, start: int, end: int, means: str, rule: str, *, certain: bool = True) -> None:
        """Note that ``clean.text[start:end]`` is taken to mean something else than it says."""
        for a, b in self.clean.places(start, end)[:1]:
            self.repairs.append(Repair(a, b, self.clean.read[a:b], means, rule, certain))

    def attribute(self, name: str, value: str, *places: Place) -> None:
        """Keep what the model has no field for; ``places`` are of the text as read."""
        self.fields["attributes"] = {**self.fields.get("attributes", {}), name: value}
        if places:
            self.spans[f"attributes.{name}"] = places

    def has(self, field: str) -> bool:
        return field in self.fields

    def year(self) -> int | None:
        """The year that references without one inherit: that of the sending, else that of the number."""
        sent: dt.datetime | None = self.fields.get("sent")
        return sent.year if sent else self.year_of_number

    def counted(self) -> tuple[int, str, int] | None:
        """Year, post and serial by which the post counts its telegrams; None of an airgram, whose number is another."""
        return split_id(self.fields.get("id") or "") if self.fields.get("kind") != "airgram" else None

    def cable(self, **more: Any) -> Cable:
        repairs = tuple(sorted(self.repairs, key=lambda repair: (repair.start, repair.end)))
        return Cable(**self.fields, spans=self.spans, rules=self.rules, repairs=repairs, **more)
