"""Files and citations out of an archive: all hits of a search, streamed; a cable or a paragraph as it is cited."""

from reftel.export.citation import Cited, anchor_named, cited, cited_hit, day_of_access, hash_tags, passage, passage_at
from reftel.export.cite import STYLES, Style, cite, joined
from reftel.export.dossier import Dossier, Entry, all_cited, dossier
from reftel.export.findings import airgrams_csv, gaps_csv, missing_csv
from reftel.export.hits import FORMATS, MEDIA_TYPES, Format, Unavailable, export, pieces
from reftel.export.references import coins


def as_html(what: Dossier) -> bytes:
    """A dossier as one web page; see `dossier_html`."""
    from reftel.export.dossier_html import html  # late: most commands need no templates

    return html(what)


def as_pdf(what: Dossier) -> bytes:
    """A dossier as a PDF; see `dossier_pdf`."""
    from reftel.export.dossier_pdf import pdf  # late: reportlab takes its time

    return pdf(what)


__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "STYLES",
    "Cited",
    "Dossier",
    "Entry",
    "Format",
    "Style",
    "Unavailable",
    "airgrams_csv",
    "all_cited",
    "anchor_named",
    "as_html",
    "as_pdf",
    "cite",
    "cited",
    "cited_hit",
    "coins",
    "day_of_access",
    "dossier",
    "export",
    "gaps_csv",
    "hash_tags",
    "joined",
    "missing_csv",
    "passage",
    "passage_at",
    "pieces",
]
