"""The way back: invented cables, written in any layout, with their truth.

They are the demo's corpus, the tests' fixtures and what the benches measure. Posts, routing indicators and TAGS are
real; people, places, events and sentences are invented, and every cable says so of itself.
"""

from __future__ import annotations

from reftel.specimen.damage import DAMAGES
from reftel.specimen.files import write
from reftel.specimen.layouts import ALONE, LAYOUTS, PRINTED, TEXTS, USUAL
from reftel.specimen.streaming import stream
from reftel.specimen.written import Specimen

__all__ = ["ALONE", "DAMAGES", "LAYOUTS", "PRINTED", "TEXTS", "USUAL", "Specimen", "stream", "write"]
