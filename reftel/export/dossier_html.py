"""A dossier as one web page: nothing outside of it is needed, and nothing in it can be carried out."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from reftel import vocabulary
from reftel.export.dossier import Dossier
from reftel.export.table import clean


def html(dossier: Dossier) -> bytes:
    """UTF-8. Every text of it is escaped; its policy forbids scripts, pictures and hosts, wherever it is opened."""
    return clean(_template().render(dossier=dossier)).encode("utf-8")


@cache
def _template() -> Template:
    jinja = Environment(
        loader=PackageLoader("reftel.export"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    jinja.filters["day"] = lambda day: f"{day.day} {vocabulary.MONTHS[day.month - 1]} {day.year}"
    jinja.filters["level_name"] = vocabulary.level_name
    return jinja.get_template("dossier.html")
