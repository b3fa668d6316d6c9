"""Which government ``GOT`` is in one cable: by the post, by the TAGS, by what the text names.

Every post writes the government of its own country so, and every desk that of the country it works on: the letter
alone decides nothing where several countries have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reftel import vocabulary
from reftel.model import Cable

_FORM = re.compile(r"GO([A-Z])")
_OF = "Government of "
_BETWEEN = re.compile(r",? (?:or )?of ")
_ANOTHER = "another country"
_ARTICLE = re.compile(r"(?:Bahamas|Gambia|Maldives|Netherlands|Philippines|.* (?:Republic|Islands))")


def meant(form: str, cable: Cable) -> str | None:
    """``Government of Turkey`` for ``GOT``, or the few it can be; None for what is no government of the tables."""
    told = vocabulary.acronym(form)
    letter = _FORM.fullmatch(form)
    if not told or not letter or not told.startswith(_OF):
        return None
    post = vocabulary.country_name(cable.origin.country) if cable.origin and cable.origin.country else None
    if found := _fitting([post], letter[1]) or _fitting(_in_tags(cable), letter[1]):
        return _told(found)
    readings = [each for each in _BETWEEN.split(told.removeprefix(_OF)) if not each.startswith(_ANOTHER)]
    named = [each for each in readings if len(readings) > 1 and _is_named(each, cable)]
    return _told([each.removeprefix("the ") for each in named]) if named else told


def _fitting(countries: Iterable[str | None], letter: str) -> list[str]:
    """Those that begin with the letter, each once; the United States and the United Kingdom are never a GOU."""
    return [each for each in dict.fromkeys(countries) if each and each[0] == letter and not each.startswith("United ")]


def _in_tags(cable: Cable) -> Iterator[str]:
    """The countries among the TAGS, not the regions: ``TU`` → Turkey, ``XG`` → nothing."""
    for each in cable.tags:
        if each.kind == "geo" and each.meaning:
            country = each.meaning.removeprefix("The ")
            if country in map(vocabulary.country_name, vocabulary.countries_named(country)):
                yield country


def _is_named(country: str, cable: Cable) -> bool:
    name = country.removeprefix("the ")
    pattern = re.compile(rf"(?<!New )\b(?:{re.escape(name)}|{re.escape(name.upper())})\b")
    return any(pattern.search(text) for text in (cable.subject or "", *(each.text for each in cable.paragraphs)))


def _told(names: list[str]) -> str:
    each = [f"of the {name}" if _ARTICLE.fullmatch(name) else f"of {name}" for name in names]
    return "Government " + " or ".join(filter(None, (", ".join(each[:-1]), each[-1])))
