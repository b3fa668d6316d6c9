"""What an archive shows as a whole: what refers to what, which cables are missing and where the numbering has gaps,
what was to be declassified when, what to ask for, and when who wrote how much."""

from reftel.analysis.declassifying import Calendar, Entry, Year, calendar, entries, marked, of_query
from reftel.analysis.declassifying import follow as follow_declassification
from reftel.analysis.edges import Edge, Net, Node, around
from reftel.analysis.gaps import Cell, Detail, Gap, Run, detail, gaps
from reftel.analysis.missing import CitedBy, Counted, Missing, Place, counted, missing, missing_one
from reftel.analysis.numbering import Dated, Estimate, Numbering, edtf
from reftel.analysis.posts import Number, number_of, numbering
from reftel.analysis.series import Part, Series, Statement, series, stated
from reftel.analysis.tables import lines as table
from reftel.analysis.threads import Thread, Turn, chain, thread
from reftel.archive.releases import STATES, Asked, Marking, State

__all__ = [
    "STATES",
    "Asked",
    "Calendar",
    "Cell",
    "CitedBy",
    "Counted",
    "Dated",
    "Detail",
    "Edge",
    "Entry",
    "Estimate",
    "Gap",
    "Marking",
    "Missing",
    "Net",
    "Node",
    "Number",
    "Numbering",
    "Part",
    "Place",
    "Run",
    "Series",
    "State",
    "Statement",
    "Thread",
    "Turn",
    "Year",
    "around",
    "calendar",
    "chain",
    "counted",
    "detail",
    "edtf",
    "entries",
    "follow_declassification",
    "gaps",
    "marked",
    "missing",
    "missing_one",
    "number_of",
    "numbering",
    "of_query",
    "series",
    "stated",
    "table",
    "thread",
]
