"""Packages that load their modules when something of them is asked for: what a command does not use costs nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from types import ModuleType
from typing import Any


def late(package: str, modules: Mapping[str, tuple[str, ...]]) -> Callable[[str], Any]:
    """The ``__getattr__`` of a package (PEP 562) that gives its modules, and of these modules these names.

    A name must not be a module's own: once that is loaded, the package's attribute of this name is the module.
    """
    home = {name: module for module, names in modules.items() for name in names}

    def find(name: str) -> Any:
        if name not in home:
            return _module(package, name)
        found = getattr(import_module(f"{package}.{home[name]}"), name)
        setattr(sys.modules[package], name, found)  # the next time it costs nothing at all
        return found

    return find


def _module(package: str, name: str) -> ModuleType:
    whole = f"{package}.{name}"
    try:
        return import_module(whole)
    except ModuleNotFoundError as error:
        if error.name != whole:
            raise
        raise AttributeError(f"module {package!r} has no attribute {name!r}") from None
