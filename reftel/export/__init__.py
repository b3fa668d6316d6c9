"""Files out of an archive: all hits of a search, streamed, as ids, JSON lines, CSV or Parquet."""

from reftel.export.findings import gaps_csv, missing_csv
from reftel.export.hits import FORMATS, MEDIA_TYPES, Format, Unavailable, export, pieces

__all__ = ["FORMATS", "MEDIA_TYPES", "Format", "Unavailable", "export", "gaps_csv", "missing_csv", "pieces"]
