"""The reading room: pages for people and for programs, over one archive.

``create_app`` makes the Starlette application, ``serve`` runs it on this machine. Everything that is read comes
through ``Archive.view`` and ``search.search`` with the application's ``Reader``; no rule about cables lives here.
"""

from __future__ import annotations

from reftel.web.app import create_app
from reftel.web.serving import serve

__all__ = ["create_app", "serve"]
