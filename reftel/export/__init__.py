"""Files and citations out of an archive: all hits of a search, streamed; a cable or a paragraph as it is cited."""

from reftel.export.citation import Cited, anchor_named, cited, cited_hit, passage
from reftel.export.cite import STYLES, Style, cite, joined
from reftel.export.findings import gaps_csv, missing_csv
from reftel.export.hits import FORMATS, MEDIA_TYPES, Format, Unavailable, export, pieces
from reftel.export.references import coins

__all__ = [
    "FORMATS",
    "MEDIA_TYPES",
    "STYLES",
    "Cited",
    "Format",
    "Style",
    "Unavailable",
    "anchor_named",
    "cite",
    "cited",
    "cited_hit",
    "coins",
    "export",
    "gaps_csv",
    "joined",
    "missing_csv",
    "passage",
    "pieces",
]
