"""A dossier as a PDF, to print and to hand on: text that can be searched and copied, with an outline."""

from __future__ import annotations

import io
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.enums import TA_LEFT  # type: ignore[import-untyped]  # it has neither stubs nor a py.typed
from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
from reportlab.lib.styles import ParagraphStyle  # type: ignore[import-untyped]
from reportlab.lib.units import mm  # type: ignore[import-untyped]
from reportlab.pdfbase import pdfmetrics  # type: ignore[import-untyped]
from reportlab.pdfbase.ttfonts import TTFError, TTFont  # type: ignore[import-untyped]
from reportlab.platypus import CondPageBreak, HRFlowable, Paragraph, SimpleDocTemplate, Spacer  # type: ignore[import-untyped]

from reftel import vocabulary
from reftel.export.dossier import Dossier, Entry

_FONTS = (
    ("/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf", "/usr/share/fonts/truetype/dejavu/DejaVuSerif-Bold.ttf"),
    ("/usr/share/fonts/dejavu-serif-fonts/DejaVuSerif.ttf", "/usr/share/fonts/dejavu-serif-fonts/DejaVuSerif-Bold.ttf"),
    ("/usr/share/fonts/TTF/DejaVuSerif.ttf", "/usr/share/fonts/TTF/DejaVuSerif-Bold.ttf"),
    ("Vera.ttf", "VeraBd.ttf"),
)
"""Regular and bold, the first that there is: where systems keep DejaVu, which has most alphabets; Bitstream Vera comes
with reportlab."""
_HEADED = 30 * mm
"""Room that must be left on a page for a heading to begin on it."""
_LONGEST = 5_000
"""Characters of one flowable: a paragraph longer than a page is cut, so that each piece finds its place."""


def pdf(dossier: Dossier) -> bytes:
    """A4. A letter that no font of this machine has stands as its code, ``[U+4E2D]``: nothing is left out."""
    out = io.BytesIO()
    document = _Document(
        out,
        pagesize=A4,
        leftMargin=24 * mm,
        rightMargin=24 * mm,
        topMargin=22 * mm,
        bottomMargin=22 * mm,
        title=_shown(dossier.title),
        author="",
        creator="reftel",
    )
    styles = _styles()
    story: list[Any] = [Paragraph(_text(dossier.title), styles["title"])]
    if dossier.description:
        story += _flowed(dossier.description, styles["text"])
    many = len(dossier.entries)
    story.append(
        Paragraph(f"{many} {'item' if many == 1 else 'items'}, {_day(dossier.made)}", styles["quiet"]),
    )
    for entry in dossier.entries:
        story += _entry(entry, styles)
    document.build(story, onFirstPage=_foot, onLaterPages=_foot)
    return out.getvalue()


class _Document(SimpleDocTemplate):  # type: ignore[misc]
    """With an outline: each heading that has a name of its own."""

    def afterFlowable(self, flowable: Any) -> None:
        """Called by reportlab when something has found its page."""
        outline = getattr(flowable, "outline", None)
        if outline:
            self.canv.addOutlineEntry(outline[1], outline[0])


def _entry(entry: Entry, styles: dict[str, Any]) -> list[Any]:
    mark = f'<a name="item-{entry.position}"/>'
    story: list[Any] = [Spacer(1, 5 * mm), HRFlowable(width="100%", color="#999999"), Spacer(1, 2 * mm)]
    heading = Paragraph(f"{mark}{entry.position}. {_text(entry.title or entry.cable)}", styles["heading"])
    heading.outline = (f"item-{entry.position}", _shown(f"{entry.position}. {entry.title or entry.cable}"))
    story += [CondPageBreak(_HEADED), heading]
    if not entry.held:
        story.append(Paragraph("Removed: the archive does not hold this cable.", styles["quiet"]))
        return story + (_flowed(entry.note, styles["note"]) if entry.note else [])
    about = [
        f"{entry.called or entry.cable}, {entry.where}" if entry.where else entry.called or entry.cable,
        entry.origin,
        _day(entry.sent) if entry.sent else None,
        vocabulary.level_name(entry.level) if entry.level else None,
    ]
    story.append(Paragraph(_text(" · ".join(filter(None, about))), styles["quiet"]))
    if entry.note:
        story += _flowed(entry.note, styles["note"])
    for passage in entry.passages:
        if passage.heading:
            story += [CondPageBreak(_HEADED), Paragraph(_text(passage.heading), styles["inner"])]
        number = "" if passage.number is None else str(passage.number)
        story += _flowed(f"¶{number}{f' ({passage.mark})' if passage.mark else ''} {passage.text}", styles["text"])
    if entry.withheld:
        what = "This paragraph is" if entry.anchor else "Some paragraphs are"
        story.append(Paragraph(f"{what} not open here.", styles["quiet"]))
    story.append(Paragraph(_linked(entry), styles["cite"]))
    return story


def _linked(entry: Entry) -> str:
    cited = _text(entry.citation or "")
    if not entry.address:
        return cited
    return f"{cited} <a href={quoteattr(entry.address)} color='#0b4f68'>{_text('Read it')}</a>"


def _flowed(text: str, style: Any) -> list[Any]:
    """A text in pieces that fit on a page; its line ends are kept, for they may be those of a table or a list."""
    pieces = re.findall(rf"(?s).{{1,{_LONGEST}}}(?=\s|$)|.{{1,{_LONGEST}}}", text)
    return [Paragraph("<br/>".join(_text(line) for line in piece.split("\n")), style) for piece in pieces]


def _foot(canvas: Any, document: Any) -> None:
    canvas.saveState()
    canvas.setFont(_fonts()[0], 8)
    canvas.drawCentredString(A4[0] / 2, 12 * mm, str(document.page))
    canvas.restoreState()


def _day(day: Any) -> str:
    return f"{day.day} {vocabulary.MONTHS[day.month - 1]} {day.year}"


def _text(text: str) -> str:
    """A text for reportlab's own markup, in which nothing of it is any."""
    return str(escape(_shown(text)))


def _shown(text: str) -> str:
    """With every letter that the font lacks as its code, and none that only turns or hides others."""
    return "".join(map(_letter, unicodedata.normalize("NFC", text)))


def _letter(each: str) -> str:
    if each.isspace():
        return " "
    kind = unicodedata.category(each)
    if kind == "Cc":
        return ""
    return each if ord(each) in _glyphs() and kind != "Cf" else f"[U+{ord(each):04X}]"


@cache
def _fonts() -> tuple[str, str]:
    for regular, bold in _FONTS:
        if regular.startswith("/") and not (Path(regular).is_file() and Path(bold).is_file()):
            continue
        try:
            pdfmetrics.registerFont(TTFont("reftel", regular))
            pdfmetrics.registerFont(TTFont("reftel-bold", bold))
        except TTFError:
            continue
        pdfmetrics.registerFontFamily(
            "reftel", normal="reftel", bold="reftel-bold", italic="reftel", boldItalic="reftel-bold"
        )
        return "reftel", "reftel-bold"
    return "Helvetica", "Helvetica-Bold"


@cache
def _glyphs() -> frozenset[int]:
    face = pdfmetrics.getFont(_fonts()[0]).face
    return frozenset(getattr(face, "charToGlyph", None) or range(32, 127))


def _styles() -> dict[str, Any]:
    regular, bold = _fonts()

    def style(name: str, size: float, font: str = regular, **more: Any) -> Any:
        settings: dict[str, Any] = {"fontName": font, "fontSize": size, "leading": size * 1.4, "alignment": TA_LEFT}
        settings |= {"splitLongWords": 1, "spaceAfter": 2 * mm} | more
        return ParagraphStyle(name, **settings)

    return {
        "title": style("title", 18, bold, leading=23, spaceAfter=4 * mm),
        "heading": style("heading", 13, bold, leading=17),
        "inner": style("inner", 10.5, bold),
        "text": style("text", 10),
        "note": style("note", 10, backColor="#f2ede2", borderPadding=4, leftIndent=4, spaceBefore=2 * mm),
        "quiet": style("quiet", 8.5, textColor="#555555"),
        "cite": style("cite", 9, leftIndent=6 * mm, textColor="#333333"),
    }
