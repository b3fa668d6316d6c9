"""What an archive shows as a whole: what refers to what, which cables are missing, where the numbering has gaps."""

from reftel.analysis.missing import CitedBy, Counted, Missing, Place, counted, missing, missing_one
from reftel.analysis.numbering import Dated, Estimate, Numbering, edtf
from reftel.analysis.posts import Number, number_of, numbering

__all__ = [
    "CitedBy",
    "Counted",
    "Dated",
    "Estimate",
    "Missing",
    "Number",
    "Numbering",
    "Place",
    "counted",
    "edtf",
    "missing",
    "missing_one",
    "number_of",
    "numbering",
]
