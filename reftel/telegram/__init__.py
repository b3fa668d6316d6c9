"""Text → ``Cable``: the stages that a reader of telegrams knows, each a module of pure functions.

``smart``, ``cablegram`` and ``form`` know texts of another build and read those whole. For all others: ``cover`` (what
a collection put around it) → ``furniture``, ``repair``, ``linebreaks`` and ``misread`` (what pages, relays, dumps and
scanners did to it, undone in a ``clean`` text that leads back) → ``heading`` → ``captions`` and ``opening``
(with ``tags``, ``declassification``, ``authority``, ``references``) → ``body`` (with ``headings``, ``parts``,
``roles``, ``citations`` and ``short_names``; ``unnumbered`` where there are no numbers) → ``closing``. ``tiling`` makes
the blocks.
``parse`` never raises, whatever the text; ``split`` parts a text that bundles several.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.late import late
from reftel.telegram.identity import canonical_id, full_year, split_id

if TYPE_CHECKING:
    from reftel.telegram.citations import cited
    from reftel.telegram.parsing import parse
    from reftel.telegram.printed_citations import volume_document, with_citations
    from reftel.telegram.splitting import split
else:  # whoever only looks up a number in an archive needs no parser
    __getattr__ = late(
        __name__,
        {
            "citations": ("cited",),
            "parsing": ("parse",),
            "printed_citations": ("volume_document", "with_citations"),
            "splitting": ("split",),
        },
    )

__all__ = ["canonical_id", "cited", "full_year", "parse", "split", "split_id", "volume_document", "with_citations"]
