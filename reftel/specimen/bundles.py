"""Dumps of a collection, many cables in a file: the eight columns, and JSON lines whose line breaks are lost."""

from __future__ import annotations

import json
from random import Random

from msgspec.structs import replace

from reftel.model import Cable
from reftel.specimen import linebreaks
from reftel.specimen.draft import Draft
from reftel.specimen.modern import hand, write_message
from reftel.specimen.page import PARTIAL, archive_level
from reftel.specimen.written import Bundle, Specimen, told

_JSON = json.JSONEncoder(ensure_ascii=False).encode
_PARTIAL = 0.03
"""How many a dump holds only in part."""


def dump_row(draft: Draft, rng: Random) -> Specimen:
    """A row of the dump of eight columns; what is quoted in it is escaped by a backslash."""
    partial = rng.random() < _PARTIAL
    message = write_message(draft, hand(rng, draft.era), rng, routed=False if partial else None)
    cable, header, body = message.cable, message.header, f"{message.body}\n".replace("\n", " \n")
    if partial:
        header = PARTIAL
        cable = replace(cable, precedence=(), addressees=(), partial=True)
    cited = "|".join(dict.fromkeys(each.target for each in cable.references if each.target and each.paragraph is None))
    columns = {"Number": str(draft.number), "References": cited}
    cable = replace(_dumped(cable), attributes={name: value for name, value in columns.items() if value})
    sent = draft.sent
    moment = f"{sent.month}/{sent.day}/{sent.year} {sent.hour}:{sent.minute:02}"
    origin = (cable.origin and cable.origin.name) or ""
    front = (str(draft.number), moment, cable.id or "", origin, archive_level(cable), cited)

    def row(header: str, body: str) -> str:
        return ",".join(_quoted(value) for value in (*front, header, body)) + "\n"

    return Specimen("dump-csv", told(cable), body, header, "\n", page=row, bundle=Bundle(), suffix=".csv")


def _quoted(value: str) -> str:
    # `replace` counts first, which takes twenty times as long as to look.
    for mark in ("\\", '"'):
        if mark in value:
            value = value.replace(mark, f"\\{mark}")
    return f'"{value}"'


def json_line(draft: Draft, rng: Random) -> Specimen:
    """An object of the dump as JSON, without the heading: what it told is the time, the level and the origin."""
    message = write_message(draft, hand(rng, draft.era, pilcrow="¶"), rng, routed=False)
    cable = replace(_dumped(message.cable), precedence=(), addressees=())
    form = rng.random()
    body = linebreaks.sentence_case(message.body) if form < linebreaks.SENTENCES else message.body
    body = linebreaks.lost(body, form, rng)
    front = {
        "_id": cable.id,
        "origin": cable.origin and cable.origin.name,
        "date_time": str(draft.sent)[: len("2009-07-21 14:05")],
        "classification": archive_level(cable),
    }

    def line(_: str, body: str) -> str:
        # Each text for itself: the encoder begins anew for whatever is no text, which takes as long as a body.
        members = [f'"{name}": {_JSON(value)}' for name, value in (*front.items(), ("body", body))]
        return f"{{{', '.join(members)}}}\n"

    return Specimen("json-lines", told(cable), body, page=line, bundle=Bundle(), suffix=".jsonl")


def _dumped(cable: Cable) -> Cable:
    """Without what a collection of the web archive's has not."""
    return replace(cable, distribution=(), drafted_by=None, approved_by=None)
