"""A small net of invented cables: SPECIMENS. La Paz numbers twelve a day through the spring of 1974."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

from archive.invented import cable, put

from reftel import archive
from reftel.archive import Archive
from reftel.model import Cable, Classification, Paragraph, Post, Reference

PER_DAY = 12
BEGIN = dt.datetime(1974, 1, 1, 12, 0, tzinfo=dt.UTC)


def sent(serial: int) -> dt.datetime:
    """When number ``serial`` goes: twelve a day, Sundays too."""
    return BEGIN + dt.timedelta(days=serial // PER_DAY)


def telegram(serial: int, *references: Reference, post: str = "LAPAZ", **fields: Any) -> Cable:
    """Number ``serial`` of the post in 1974."""
    made: dict[str, Any] = {
        "id": f"74{post}{serial}",
        "sent": sent(serial),
        "origin": Post(post, f"Embassy {post.title()}"),
        "classification": Classification("CONFIDENTIAL"),
        "subject": f"SPECIMEN {serial}: THE LIGHTHOUSES OF THE LAKE",
        "references": references,
        "paragraphs": (
            Paragraph("The keepers count. As LA PAZ 500 said, the lamp was lit. It burns.", 1, "C", "CONFIDENTIAL"),
            Paragraph("We refer to LA PAZ 555 of the same week.", 2, "S", "SECRET"),
        ),
        "text": f"SPECIMEN {post} {serial}",
    }
    return cable(1, post, **(made | fields))


def listed(target: str, label: str | None = None, rule: str = "year inherited") -> Reference:
    """An item of the REF line."""
    return Reference(target, "cable", label, target, rule)


def said(text: str, target: str, paragraph: int) -> Reference:
    """A citation in the text."""
    return Reference(text, "cable", None, target, "cited in the text, year inherited", paragraph)


def net(folder: Path, *more: Cable) -> Archive:
    """An archive in which every tenth of 40 telegrams of La Paz is held, from 120 to 1080, and what ``more`` adds."""
    made = archive.open(folder / "archive", create=True)
    put(made, *(telegram(serial) for serial in range(120, 1081, 120)), *more)
    return made
