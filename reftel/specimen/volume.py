"""A telegram in a printed edition, *Foreign Relations of the United States*, as TEI P5.

The editors' head and dateline, the telegram's number and subject before its first words, page breaks and footnotes in
the middle of sentences. What they left out (addressees, captions, TAGS, marks) nobody can read there.
"""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from reftel import vocabulary
from reftel.model import Addressee, Cable, Classification
from reftel.specimen.draft import Draft
from reftel.specimen.page import escaped
from reftel.specimen.prose import BOUND
from reftel.specimen.tables import STATE
from reftel.specimen.written import Bundle, Specimen, told

_TURNED, _NOTED = 1, 2
"""The paragraphs in which a page ends, and that has a footnote."""
_VOLUME = "specimens-v01"
_TITLE = "Invented Relations of the United States, Volume I, Specimens"
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:id="{_VOLUME}">
  <teiHeader><fileDesc>
    <titleStmt><title type="complete">{_TITLE}</title></titleStmt>
    <publicationStmt><p>Invented.</p></publicationStmt><sourceDesc><p>Invented.</p></sourceDesc>
  </fileDesc></teiHeader>
  <text><body>
"""
_TAIL = "  </body></text>\n</TEI>\n"
_FOOTNOTES = (
    "Not printed.",
    "See the preceding document.",
    "The word is garbled in the source text.",
    "Not found.",
)


def edited(draft: Draft, rng: Random) -> Specimen:
    """The document of one telegram; the text is what stands in it without its markup."""
    cable, place = _printed(draft), draft.station.spelled.title()
    departing = draft.station is STATE
    them = f"the Embassy in {cable.addressees[0].name.partition(' ')[2].title() if departing else place}"
    parties = ("the Department of State", them) if departing else (them, "the Department of State")
    head = f"Telegram From {parties[0]} to {parties[1]}"
    place = "Washington" if departing else place
    sent = draft.sent
    day = f"{vocabulary.MONTHS[sent.month - 1]} {sent.day}, {sent.year}, {sent.hour:02}{sent.minute:02}Z."
    first = f"{draft.serial}. Subject: {cable.subject}"
    file = f"{draft.sent.year} STATE {draft.serial:05}" if departing else "POL 1"
    source = f"Source: Invented files, {file}. {draft.level.title()}."
    page = 100 + draft.number % 900
    xml_id = f"d{draft.number}"
    noted = _NOTED if rng.random() < 0.4 and len(cable.paragraphs) > _NOTED else None
    turned = 0
    footnote = _FOOTNOTES[int(rng.random() * len(_FOOTNOTES))]
    lines, marked = [head, f"{place}, {day}", first], [f"<p>{escaped(first)}</p>"]
    for at, each in enumerate(cable.paragraphs):
        if each.heading:
            lines.append(each.heading)
            marked.append(f"<p>{escaped(each.heading)}</p>")
        said = f"{each.number}. {each.text}".replace(BOUND, " ")
        words = escaped(said)
        if at == _TURNED:
            middle = said.index(" ", len(said) // 2) + 1
            turned = sum(len(line) + 2 for line in lines) + middle
            before, after = escaped(said[:middle]), escaped(said[middle:])
            words = f'{before}<pb n="{page + 1}" xml:id="pg_{page + 1}"/>{after}'
        lines.append(said)
        note = f'<note n="2" xml:id="{xml_id}fn2">{footnote}</note>' if at == noted else ""
        marked.append(f"<p>{words}{note}</p>")
    signed = cable.signed_by[0]
    document = (
        f'<pb n="{page}" xml:id="pg_{page}"/>',
        f'<div type="document" xml:id="{xml_id}" n="{draft.number}">',
        f"<head>{escaped(head)}</head>",
        f'<note n="1" type="source" xml:id="{xml_id}fn1">{source}</note>',
        f"<dateline><placeName>{place}</placeName>, "
        f'<date when="{sent.date()}T{sent.hour:02}:{sent.minute:02}:00Z">{day}</date></dateline>',
        *marked,
        f"<closer><signed>{signed}</signed></closer>",
        "</div>\n",
    )
    text = "\n\n".join((*lines, signed, *([f"[Footnote 2: {footnote}]"] if noted else [])))
    attributes = {
        "Title": head,
        "Volume": _TITLE,
        "Volume id": _VOLUME,
        "Document": f"{draft.number}",
        "xml:id": xml_id,
        "Page": f"{page}–{page + 1}",
        "Page places": f"{page + 1}@{turned}",
        "Source": source,
        "Dateline": f"{place}, {day}",
        "Telegram number": f"{draft.serial}",
    }
    fields = replace(
        told(cable),
        addressees=(Addressee("action", parties[1].removeprefix("the ")),),
        aliases=(*((file,) if departing else ()), f"{_VOLUME}/{xml_id}".upper()),
        attributes=attributes,
    )
    markup = "\n".join(document)
    return Specimen(
        "frus-tei", fields, text, page=lambda _, __: markup, bundle=Bundle(_HEAD, _TAIL, most=500), suffix=".xml"
    )


def _printed(draft: Draft) -> Cable:
    """What the editors print of it: no heading but their own, no captions, TAGS, marks nor references."""
    cable = draft.spoken
    return Cable(
        id=cable.id,
        sent=cable.sent,
        origin=cable.origin,
        addressees=cable.addressees,
        classification=Classification(draft.level),
        subject=cable.subject,
        references=tuple(each for each in cable.references if each.paragraph is not None),
        paragraphs=tuple(replace(each, mark=None, level=draft.level) for each in cable.paragraphs),
        summary=cable.summary,
        comment=cable.comment,
        signed_by=(cable.signed_by[0].capitalize(),),
    )
