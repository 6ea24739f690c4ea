"""Imports the modules that are compared, those of the user's folders before installed ones of the same name."""

from __future__ import annotations

import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from types import ModuleType
from typing import Any

__all__ = ["Modules", "NotExecuted"]


_ENDINGS = ("_connections", "_config", "_task", "_hooks")
"""What generated modules are called, behind the name of the original."""


class NotExecuted(Exception):
    """What can't be executed; its text says what that is, why, and where."""


class Modules:
    """The modules of folders, as the front of the search path.

    Parameters
    ----------
    folders : sequence of `str`
        The folders, the first one first.

    Attributes
    ----------
    originals : `dict` [ `str`, `str` ]
        The names of original modules by those of the modules generated for them, as far as they are known.
    """

    def __init__(self, folders: Sequence[str]) -> None:
        self.folders = [os.path.realpath(folder) for folder in folders]
        self.notes: list[str] = []
        self.originals: dict[str, str] = {}
        self._relative: dict[str, str | None] = {}
        sys.path[:0] = self.folders
        importlib.invalidate_caches()

    def load(self, name: str) -> ModuleType:
        """Return a module, imported.

        Raises
        ------
        NotExecuted
            Raised if it can't be.
        """
        parts = name.split(".")
        for count in range(1, len(parts)):
            self._package(".".join(parts[:count]))
        try:
            return importlib.import_module(name)
        except (Exception, SystemExit) as err:
            raise NotExecuted(f"the module {name} can't be executed: {self.place_of(err)}") from err

    def find(self, module: str, name: str) -> Any:
        """Return a class of a module, imported.

        Raises
        ------
        NotExecuted
            Raised if the module can't be, or has no such class.
        """
        found = getattr(self.load(module), name, None)
        if not isinstance(found, type):
            raise NotExecuted(f"the module {module} has no class {name}")
        return found

    def _package(self, name: str) -> None:
        """Import a package, and let it look into the folders first."""
        try:
            package: Any = importlib.import_module(name)
        except (Exception, SystemExit) as err:
            # What the package's own module does is not what is compared.
            why = self.place_of(err)
            self.notes.append(f"the package {name} was left empty, its __init__.py can't be executed: {why}")
            package = sys.modules[name] = ModuleType(name)
            package.__path__ = []
        found = [os.path.join(folder, *name.split(".")) for folder in self.folders]
        first = [folder for folder in found if os.path.isdir(folder)]
        package.__path__ = [*first, *(one for one in getattr(package, "__path__", []) if one not in first)]

    def original_of(self, module: str) -> str:
        """Return the name of the module that another one was generated for, or that of the module itself."""
        if module not in self.originals:
            stems = [module.removesuffix(ending) for ending in _ENDINGS if module.endswith(ending)]
            self.originals[module] = stems[0] if stems and self._has(stems[0]) else module
        return self.originals[module]

    def _has(self, module: str) -> bool:
        """Whether a module lies in one of the folders."""
        path = f"{module.replace('.', os.sep)}.py"
        return any(os.path.isfile(os.path.join(folder, path)) for folder in self.folders)

    def place_of(self, err: BaseException) -> str:
        """Return an error as a text, with the line of the user's code it was raised at."""
        text = traceback.format_exception_only(err)[-1].strip()
        if isinstance(err, SyntaxError) and (file := self.relative(err.filename or "")) is not None:
            return f"{text} at {file}:{err.lineno}"
        for frame in reversed(traceback.extract_tb(err.__traceback__)):
            if (file := self.relative(frame.filename)) is not None:
                return f"{text} at {file}:{frame.lineno}"
        return text

    def is_user(self, file: str) -> bool:
        """Whether a file lies in one of the folders."""
        return self.relative(file) is not None

    def relative(self, file: str) -> str | None:
        """Return the path of a file of the user's in its folder, or `None` for any other."""
        if file not in self._relative:
            self._relative[file] = self._find(os.path.realpath(file))
        return self._relative[file]

    def _find(self, file: str) -> str | None:
        for folder in self.folders:
            if file.startswith(os.path.join(folder, "")):
                return os.path.relpath(file, folder).replace(os.sep, "/")
        return None
