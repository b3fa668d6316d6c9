"""What an archive shows as a whole: what refers to what, which cables are missing and where the numbering has gaps,
what was to be declassified when, what to ask for, and when who wrote how much."""

from reftel.analysis.airgrams import Airgram, airgrams, airgrams_meant
from reftel.analysis.askable import Improbable
from reftel.analysis.declassifying import Calendar, Entry, Year, calendar, entries, marked, of_query
from reftel.analysis.declassifying import follow as follow_declassification
from reftel.analysis.edges import Edge, Net, Node, around, references_of
from reftel.analysis.expecting import Day
from reftel.analysis.gaps import Cell, Detail, Gap, Run, detail, gaps, within
from reftel.analysis.letters import as_csv, as_docx, as_text
from reftel.analysis.missing import CitedBy, Counted, Missing, Place, counted, missing, missing_one
from reftel.analysis.numbering import Dated, Estimate, Numbering, edtf
from reftel.analysis.posts import Number, number_of, numbering, unknown_post
from reftel.analysis.requesting import KINDS, Before, Drafted, Drafts, draft, drafted
from reftel.analysis.series import Part, Series, Statement, series, stated
from reftel.analysis.tables import lines as table
from reftel.analysis.threads import Thread, Turn, chain, thread
from reftel.analysis.traffic import Burst, Quiet, Traffic, left_out, of_post, senders, traffic
from reftel.analysis.wanted import Cited, Needless, Wanted
from reftel.archive.releases import STATES, Asked, Marking, State, unjudged
from reftel.archive.sendings import Sender, Span

__all__ = [
    "KINDS",
    "STATES",
    "Airgram",
    "Asked",
    "Before",
    "Burst",
    "Calendar",
    "Cell",
    "Cited",
    "CitedBy",
    "Counted",
    "Dated",
    "Day",
    "Detail",
    "Drafted",
    "Drafts",
    "Edge",
    "Entry",
    "Estimate",
    "Gap",
    "Improbable",
    "Marking",
    "Missing",
    "Needless",
    "Net",
    "Node",
    "Number",
    "Numbering",
    "Part",
    "Place",
    "Quiet",
    "Run",
    "Sender",
    "Series",
    "Span",
    "State",
    "Statement",
    "Thread",
    "Traffic",
    "Turn",
    "Wanted",
    "Year",
    "airgrams",
    "airgrams_meant",
    "around",
    "as_csv",
    "as_docx",
    "as_text",
    "calendar",
    "chain",
    "counted",
    "detail",
    "draft",
    "drafted",
    "edtf",
    "entries",
    "follow_declassification",
    "gaps",
    "left_out",
    "marked",
    "missing",
    "missing_one",
    "number_of",
    "numbering",
    "of_post",
    "of_query",
    "references_of",
    "senders",
    "series",
    "stated",
    "table",
    "thread",
    "traffic",
    "unjudged",
    "unknown_post",
    "within",
]
