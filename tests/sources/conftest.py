"""Invented files in every layout: the pages of an archive that never was, and PDFs written by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

HEADER = (
    "VZCZCXRO0001\nRR RUEHXX\nDE RUEHME #0042/01 0101200\nR 101200Z JAN 08\nFM AMEMBASSY MEXICO\nTO SECSTATE WASHDC"
)
BODY = (
    "C O N F I D E N T I A L MEXICO 000042 \n \nE.O. 12958: DECL: 01/10/2018 \nTAGS: {tags}\n"
    "SUBJECT: SPECIMEN: A FAIR IN TULA \n \n{mark}1. (C) Summary: An invented fair was held. \n"
)
TELEGRAM = f"{HEADER}\n{BODY.format(tags='PREL MX', mark='¶')}"

NAVIGATION = "<div id='browse'><h3>Browse by origin</h3><a href='/origin/1_0.html'>Embassy Mexico</a></div>\n" * 3
LINE_FEED = "&#x000A;"


def page(
    *,
    columns: Sequence[tuple[str, str]] = (
        ("Reference ID", "08MEXICO42"),
        ("Created", "2008-01-10 12:12"),
        ("Released", "2010-12-01 21:09"),
        ("Classification", "CONFIDENTIAL//NOFORN"),
        ("Origin", "Embassy Mexico"),
    ),
    heading: str = "Viewing cable 08MEXICO42, SPECIMEN: A FAIR IN TULA",
    articles: str = "",
    texts: Sequence[str] = (HEADER, BODY),
    script: str = "/static/js/js.js",
) -> str:
    """A page as the web archive built it, line feeds in the texts written as the builds write them."""
    tags = "<a href='/tag/PREL_0.html'>PREL</a> <a href='/tag/MX_0.html'>MX</a>"
    shown = [text.format(tags=tags, mark="<a id='par1' href='#par1'>¶</a>") for text in texts]
    names = "".join(f"<th>{name}</th>\n" for name, _ in columns)
    cells = "".join(f"<td>\n<a href='/x.html' title='y'>{value}</a>\n</td>\n" for _, value in columns)
    row = f"<tr>\n<td colspan='{len(columns)}'>\n{articles}</td>\n</tr>\n" if articles else ""
    boxes = "\n".join(f"<code><pre>{text.replace(chr(10), LINE_FEED)}</pre></code>" for text in shown)
    return (
        "<?xml version='1.0' encoding='utf-8' ?>\n<!DOCTYPE html PUBLIC '-//W3C//DTD XHTML 1.0 Transitional//EN'>\n"
        f"<html lang='en'>\n<head><title>Cable Viewer</title></head>\n<body>\n{NAVIGATION}"
        f"<h3>{heading}</h3>\n<div>If you are new to these pages</div>\n"
        f"<table class='cable'>\n<tr>\n{names}</tr>\n<tr>\n{cells}</tr>\n{row}</table>\n{boxes}\n"
        f"<script src='{script}' type='text/javascript'></script>\n</body>\n</html>\n"
    )


def pdf(pages: Sequence[str]) -> bytes:
    """The smallest PDF whose text layer shows these pages, a line of text a line (ISO 32000-2, 7.5)."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    objects.append(b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>")
    kids = []
    for text in pages:
        lines = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)").split("\n")
        shown = "".join(f"1 0 0 1 40 {800 - 11 * n} Tm ({line}) Tj\n" for n, line in enumerate(lines))
        stream = f"BT /F1 10 Tf\n{shown}ET".encode("cp1252") if text else b""
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        kids.append(len(objects) + 1)
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>" % len(objects)
        )
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(b"%d 0 R" % kid for kid in kids))
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    return out + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)


@pytest.fixture
def telegram() -> str:
    return TELEGRAM


@pytest.fixture
def make_page() -> Callable[..., str]:
    return page


@pytest.fixture
def make_pdf() -> Callable[[Sequence[str]], bytes]:
    return pdf


@pytest.fixture
def save(tmp_path: Path) -> Callable[..., Path]:
    """Writes bytes or text to a file and returns its path."""

    def write(content: str | bytes, name: str = "file") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write
