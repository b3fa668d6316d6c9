"""Files into an archive: any heap, resumable, nothing lost.

`heap` says what is to be read, `order` divides it among the processes of a `team`, `work` is what each of these does,
and `run` records and indexes what they hand back, in the order of the files.
"""

from reftel.ingest.progress import INDEXING, READING, WAITING, Progress
from reftel.ingest.run import Report, ingest, retry_paths

__all__ = ["INDEXING", "READING", "WAITING", "Progress", "Report", "ingest", "retry_paths"]
