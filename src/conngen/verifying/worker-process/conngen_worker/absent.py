"""Imports of modules that are not installed: those of the user's own code find a stand-in."""

from __future__ import annotations

import builtins
import dis
import importlib
import importlib.machinery
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from types import CodeType, FrameType, ModuleType
from typing import Any

from .standins import StandIn, stand_in, used

__all__ = ["AbsentFinder", "install"]

_import = builtins.__import__
_PASSED_OVER = (__file__, importlib.__file__)


class _StandInModule(ModuleType):
    """A module that has every name."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return stand_in(f"{self.__name__}.{name}")

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:
        # What a package of this release no longer has may have been a function.
        return StandIn(self.__name__)(*arguments, **keywords)


class AbsentFinder:
    """Finds modules that no other finder has found, if it is the user's code that imports them.

    Parameters
    ----------
    folders : sequence of `str`
        Where the user's code lies.
    """

    def __init__(self, folders: Sequence[str]) -> None:
        self._is_user: dict[str, bool] = {}
        self.folders = tuple(os.path.join(os.path.realpath(one), "") for one in folders)

    def find_spec(self, name: str, path: Any = None, target: Any = None) -> Any:
        """Return a module that has every name."""
        before, _, last = name.rpartition(".")
        if not isinstance(sys.modules.get(before), _StandInModule):
            is_class = before and last[:1].isupper()
            if is_class or not self.is_asked_by_user(sys._getframe(1)):
                return None
            used.add(name)
        return importlib.machinery.ModuleSpec(name, self, is_package=True)  # type: ignore[arg-type]

    def create_module(self, spec: Any) -> ModuleType:
        """Return the module of a spec."""
        return _StandInModule(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Leave the module empty."""

    def is_asked_by_user(self, frame: FrameType | None) -> bool:
        """Whether the nearest code outside of the import system is the user's."""
        while frame is not None:
            file = frame.f_code.co_filename
            if not file.startswith("<frozen importlib") and file not in _PASSED_OVER:
                return self.is_user(file)
            frame = frame.f_back
        return False

    def is_user(self, file: str) -> bool:
        """Whether a file is the user's."""
        if file not in self._is_user:
            self._is_user[file] = os.path.realpath(file).startswith(self.folders)
        return self._is_user[file]


def install(folders: Sequence[str]) -> AbsentFinder:
    """Let the user's code import whatever is not installed.

    Parameters
    ----------
    folders : sequence of `str`
        Where the user's code lies.
    """
    finder = AbsentFinder(folders)
    sys.meta_path.append(finder)

    def import_with_stars(
        name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0
    ) -> Any:
        file = (globals or {}).get("__file__") or ""
        if not fromlist or not finder.is_user(file):
            return _import(name, globals, locals, fromlist, level)
        module = _import(name, globals, locals, fromlist, level)
        if "*" in fromlist:
            sources = (
                [module.__name__] if isinstance(module, _StandInModule) else _open.get(module.__name__, [])
            )
            if sources:
                _fill(globals, sources, sys._getframe(1).f_code)
        elif not finder.is_user(getattr(module, "__file__", None) or ""):
            _complete(module, fromlist)
        return module

    builtins.__import__ = import_with_stars
    for name in _CHANGING:
        _lend(importlib.import_module(name), finder)
    return finder


_CHANGING = ("lsst.daf.butler", "lsst.pex.config", "lsst.pipe.base", "lsst.utils")
"""Packages that are there, of a release that may lack what the user's code was written for."""


def _lend(module: Any, finder: AbsentFinder) -> None:
    """Let the user's code take from a module what this release of it has not."""
    plain = getattr(module, "__getattr__", None)

    def get(name: str) -> Any:
        if plain is not None:
            with suppress(AttributeError):
                return plain(name)
        known = name.startswith("__") or _is_submodule(vars(module), name)
        if known or not finder.is_user(sys._getframe(1).f_code.co_filename):
            raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
        used.add(f"{module.__name__}.{name}")
        return stand_in(f"{module.__name__}.{name}")

    module.__getattr__ = get


_open: dict[str, list[str]] = {}
"""Modules that take everything from ones with a stand-in, which are named: they too may have every name."""


def _fill(namespace: dict[str, Any], sources: list[str], code: CodeType) -> None:
    """Give a module the names that it uses, and that only ``from absent import *`` could have given it."""
    mine = _open.setdefault(namespace["__name__"], [])
    mine += [one for one in sources if one not in mine]
    namespace.setdefault("__getattr__", _getter(namespace, mine))
    for name in _globals(code):
        if name not in namespace and not hasattr(builtins, name):
            namespace[name] = stand_in(f"{sources[0]}.{name}")


def _getter(namespace: dict[str, Any], sources: list[str]) -> Callable[[str], Any]:
    def get(name: str) -> Any:
        if name.startswith("__") or _is_submodule(namespace, name):
            raise AttributeError(name)
        return stand_in(f"{sources[0]}.{name}")

    return get


def _is_submodule(namespace: dict[str, Any], name: str) -> bool:
    """Whether a package holds a module that was not imported yet."""
    paths = [os.path.join(folder, name) for folder in namespace.get("__path__", ())]
    return any(os.path.isdir(path) or os.path.isfile(f"{path}.py") for path in paths)


_LOADS = ("LOAD_NAME", "LOAD_GLOBAL", "LOAD_FROM_DICT_OR_GLOBALS")


def _globals(code: CodeType) -> Iterator[str]:
    """Yield the global names that code reads, and that its top level does not assign."""
    assigned = {
        one.argval for one in dis.get_instructions(code) if one.opname in ("STORE_NAME", "STORE_GLOBAL")
    }
    stack = [code]
    while stack:
        one = stack.pop()
        for instruction in dis.get_instructions(one):
            if instruction.opname in _LOADS and instruction.argval not in assigned:
                yield instruction.argval
        stack += [constant for constant in one.co_consts if isinstance(constant, CodeType)]


def _complete(module: Any, names: Sequence[str]) -> None:
    """Give a module of an installed package what the user's code takes from it, and this release has not."""
    for name in names:
        if isinstance(module, ModuleType) and not hasattr(module, name):
            used.add(f"{module.__name__}.{name}")
            setattr(module, name, stand_in(f"{module.__name__}.{name}"))
