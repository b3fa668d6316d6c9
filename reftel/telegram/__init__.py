"""Text → ``Cable``: the stages that a reader of telegrams knows, each a module of pure functions.

``cover`` (what a collection put around it) → ``furniture`` and ``repair`` (what pages and relays did to it, undone in a
``clean`` text that leads back) → ``heading`` → ``opening`` (with ``declassification``, ``authority``, ``references``)
→ ``body`` → ``closing``. ``parse`` never raises, whatever the text.
"""

from reftel.telegram.identity import canonical_id
from reftel.telegram.parse import parse
from reftel.telegram.split import split

__all__ = ["canonical_id", "parse", "split"]
