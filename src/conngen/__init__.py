"""A compiler from `.conn` files to pipeline modules for `lsst.pipe.base`."""

from __future__ import annotations

from .version import __version__

TYPE_CHECKING = False  # that of `typing`, which takes as long to import as Python to start
if TYPE_CHECKING:
    from typing import Any

    from .errors import ConngenError as ConngenError
    from .interface import Compilation as Compilation
    from .interface import compile as compile
    from .settings import Settings as Settings

__all__ = ["Compilation", "ConngenError", "Settings", "__version__", "compile"]

_HOMES = {
    "Compilation": "interface",
    "ConngenError": "errors",
    "Settings": "settings",
    "compile": "interface",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for: the command needs little of it to start."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
