"""Telegrams on paper: a PDF with its text layer, and pictures of the pages as a scanner makes them.

Needs ``reportlab`` and Pillow, which come with ``reftel[specimen]``.
"""

from __future__ import annotations

import io
from random import Random
from typing import Any

from reftel.errors import QueryError
from reftel.specimen.draft import Draft
from reftel.specimen.modern import hand, write_message
from reftel.specimen.seventies import write_seventies
from reftel.specimen.written import Specimen, told

_SIZE = 10.0
"""Points of the type, and of the line below."""
_LEADING = 11.5
_WIDTH, _HEIGHT = 612.0, 792.0
"""Letter paper, in points."""
_MARGIN = 54.0
_DOTS = 150
"""Of the scanner, to an inch."""


def printout(draft: Draft, rng: Random) -> Specimen:
    """A PDF of the telegram's text, as printed from a program."""
    message = write_message(draft, hand(rng, draft.era), rng)
    text = f"{message.header}\n{message.body}\n"
    return Specimen("pdf-text", told(message.cable), text, printed=as_pdf, suffix=".pdf")


def page_images(draft: Draft, rng: Random) -> Specimen:
    """A scan of the telegram's pages, one picture behind the other: no text is left but what can be seen."""
    if draft.era == "1970s":
        cable, text = write_seventies(draft, hand(rng, draft.era), rng)
    else:
        message = write_message(draft, hand(rng, draft.era), rng)
        cable, text = message.cable, f"{message.header}\n{message.body}\n"
    seed = rng.random()
    return Specimen("page-image", told(cable), text, printed=lambda text: as_scan(text, seed), suffix=".tif")


def as_pdf(text: str) -> bytes:
    """The lines of a text on as many pages as they need, a form feed beginning a new one. The same bytes every time."""
    canvas = _installed("reportlab.pdfgen.canvas", "PDF")
    data = io.BytesIO()
    pdf = canvas.Canvas(data, pagesize=(_WIDTH, _HEIGHT), invariant=1)
    most = int((_HEIGHT - 2 * _MARGIN) // _LEADING)
    for sheet in text.removesuffix("\n").split("\f"):
        lines = sheet.split("\n")
        for start in range(0, len(lines), most):
            page = pdf.beginText(_MARGIN, _HEIGHT - _MARGIN)
            page.setFont("Courier", _SIZE, leading=_LEADING)
            # Without a sign on it a line is nowhere in the file, and no reader can know of it.
            *above, last = (line or " " for line in lines[start : start + most])
            for line in above:
                page.textLine(line)
            page.textOut(last)
            pdf.drawText(page)
            pdf.showPage()
    pdf.save()
    return data.getvalue()


def as_scan(text: str, seed: float) -> bytes:
    """The pages as grey pictures, a little askew, soft and speckled, in one TIFF."""
    images = _installed("PIL.Image", "pictures")
    filters = _installed("PIL.ImageFilter", "pictures")
    pdfium = _installed("pypdfium2", "pictures")
    rng = Random(seed)  # noqa: S311 - invented texts, no secrets
    document = pdfium.PdfDocument(as_pdf(text))
    pages = []
    for number in range(len(document)):
        sheet = document[number].render(scale=_DOTS / 72, grayscale=True).to_pil().convert("L")
        sheet = sheet.rotate(rng.uniform(-0.4, 0.4), fillcolor=255, resample=images.Resampling.BICUBIC)
        speckle = images.frombytes("L", (256, 256), rng.randbytes(256 * 256)).resize(sheet.size)
        sheet = images.blend(sheet.filter(filters.GaussianBlur(0.6)), speckle, 0.06)
        pages.append(sheet)
    data = io.BytesIO()
    pages[0].save(
        data, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_adobe_deflate", dpi=(_DOTS, _DOTS)
    )
    return data.getvalue()


def _installed(module: str, what: str) -> Any:
    import importlib

    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise QueryError(f"For {what} {module.partition('.')[0]} is needed. Install reftel[specimen].") from error
