"""What holds for every test."""

from __future__ import annotations

import os

# The processes that share the tests are told a width, which would count as the user's own word.
os.environ.pop("COLUMNS", None)
