"""The imports of a generated module, collected while it is put together."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import lru_cache

from ...model import PythonName
from ...patterns import pattern
from ...records import dataclass
from .errors import InternalError
from .literals import identifier

__all__ = ["ImportBlock", "Imports"]

_CONVENTIONS = {"numpy": "np", "pandas": "pd", "pyarrow": "pa"}
"""What everybody calls these."""

_PUBLIC = {"pandas.core.frame.DataFrame": "pandas.DataFrame", "pyarrow.lib.Table": "pyarrow.Table"}
"""Types that are better known by another name than that of the module which defines them."""

_GENERIC = {"dict": "dict[str, Any]", "list": "list[Any]", "tuple": "tuple[Any, ...]", "set": "set[Any]"}
"""Builtin types that need parameters."""

_NUMBER = pattern(r"[0-9]+")


@dataclass(frozen=True)
class ImportBlock:
    """Import statements that stand together: sections of lines."""

    sections: tuple[tuple[str, ...], ...]


@dataclass
class _Bound:
    module: str
    name: str
    alias: str
    at_runtime: bool


class Imports:
    """What one generated module imports.

    Parameters
    ----------
    stem : `str`
        The name of the `.conn` file without its ending.
    here : `str`
        Which of the three modules this is: ``connections``, ``config`` or ``task``.
    local : mapping from `str` to `str`
        The classes made of the file, each with the module it is in.
    taken : iterable of `str`
        Names that mean something else somewhere in the module, so that no import can have them.
    hidden : iterable of `str`
        Those of them that hide a builtin of the same name where classes are defined: attributes.
    in_package : `bool`
        Whether the modules beside it are imported with a dot; without a package that would fail.
    late : callable
        Tells whether an object is in a module that imports this one, so that only methods can import it.
    """

    def __init__(
        self,
        stem: str,
        here: str,
        local: Mapping[str, str],
        taken: Iterable[str],
        hidden: Iterable[str] = (),
        in_package: bool = True,
        late: Callable[[PythonName], bool] = lambda python: False,
    ) -> None:
        self.stem = stem
        self.here = here
        self.local = local
        self.hidden = frozenset(hidden)
        self.taken = self.hidden.union(taken)
        self.in_package = in_package
        self.is_late = late
        self.late: dict[tuple[str, str, str], None] = {}
        self._in_method = False
        self._beside: set[str] = set()
        self._bound: dict[str, _Bound] = {}
        self._known: dict[tuple[str, str, str], tuple[str, _Bound]] = {}
        self._places: dict[tuple[str, str], list[str]] = {}

    # --- names ---

    def name(self, python: PythonName, at_runtime: bool = True) -> str:
        """Return the code that names a Python object, and import what that takes.

        Parameters
        ----------
        python : `PythonName`
            The object.
        at_runtime : `bool`
            Whether it is needed when the module runs, and not only for type checking.
        """
        for attribute in python.attributes:
            identifier(attribute)
        if python.module and self._in_method and at_runtime and self.is_late(python):
            first = self._late(python)
        elif python.module:
            first = self.bind(python.module, python.name, python.alias, at_runtime)
        else:
            first = self.own(identifier(python.name), at_runtime)
        return ".".join([first, *python.attributes])

    def _late(self, python: PythonName) -> str:
        wanted = found = python.bound
        while found in self.taken:
            found += "_"
        self.late[(python.module, python.name, found if found != (python.name or wanted) else "")] = None
        return found

    @contextmanager
    def method(self) -> Iterator[None]:
        """Have what is named inside of a method imported there, if it can't be imported at once."""
        self.late.clear()
        self._in_method = True
        try:
            yield
        finally:
            self._in_method = False

    def late_lines(self) -> tuple[str, ...]:
        """Return the import statements that the last method needs."""
        gathered: dict[str, list[str]] = {}
        for module, name, alias in sorted(self.late):
            for part in (module.lstrip("."), name, alias):
                if part:
                    identifier(part)
            gathered.setdefault(self.beside(module), []).append(f"{name} as {alias}" if alias else name)
        return tuple(f"from {module} import {', '.join(names)}" for module, names in gathered.items())

    def own(self, name: str, at_runtime: bool = True) -> str:
        """Return the code that names a class made of the same file, or a builtin."""
        part = self.local.get(name, self.here)
        if part == self.here:
            return name
        if part == "task" and at_runtime:  # it imports this module, so this one can't import it at once
            self.late[(f".{self.stem}_task", name, "")] = None
            return name
        return self.bind(f".{self.stem}_{part}", name, "", at_runtime)

    def beside(self, module: str) -> str:
        """Return how a module of the same folder, given with its dot, is imported."""
        if self.in_package or not re.fullmatch(r"\.\w.*", module):
            return module
        self._beside.add(module[1:])
        return module[1:]

    def bind(self, module: str, name: str, alias: str = "", at_runtime: bool = True) -> str:
        """Import a name from a module, or a module if there is no name, and return what to call it."""
        key = module, name, alias
        if key in self._known:
            code, bound = self._known[key]
            bound.at_runtime = bound.at_runtime or at_runtime
            return code
        for part in (module.lstrip("."), name, alias):
            if part:
                identifier(part)
        module = self.beside(module)
        if not name and module.startswith("."):
            raise InternalError(self.stem, f"`import {module}` is no Python")
        wanted = alias or name or module.split(".")[0]
        found = self._place(wanted, module, name)
        bound = self._bound.setdefault(found, _Bound(module, name, alias, at_runtime))
        self._places.setdefault((bound.module, bound.name), []).append(found)
        bound.at_runtime = bound.at_runtime or at_runtime
        if not name and not alias and found == module.split(".")[0]:
            if bound.module != module:  # `import a.b` beside `import a.c`: both bind `a`
                self._bound.setdefault(module, _Bound(module, "", "", at_runtime))
            found = module
        self._known[key] = found, bound
        return found

    def _place(self, wanted: str, module: str, name: str) -> str:
        """Return the name that something is imported by: the wanted one, unless that means something else."""
        for known in self._places.get((module, name), ()) if name else ():
            if known.rstrip("_") == wanted.rstrip("_"):
                return known
        found = wanted
        own = self.beside(f".{self.stem}_{self.local.get(name)}") == module
        while (found in self.taken or found in self.local or self._differs(found, module, name)) and not own:
            found += "_"
        return found

    def _differs(self, found: str, module: str, name: str) -> bool:
        bound = self._bound.get(found)
        if bound is None or (bound.module, bound.name) == (module, name):
            return False
        return bool(bound.name or name or bound.alias or bound.module.split(".")[0] != module.split(".")[0])

    def drop(self, name: str) -> None:
        """Forget an import that turned out not to be needed."""
        bound = self._bound.pop(name, None)
        if bound is not None:
            self._places[bound.module, bound.name].remove(name)
            self._known.clear()

    def builtin(self, name: str) -> str:
        """Return the code of a builtin, also where something else has its name."""
        return f"{self.bind('builtins', '')}.{name}" if name in self.hidden else name

    def exception(self, python: PythonName | None) -> str:
        """Return the code that names an exception: that of a wrong value if none is given."""
        if python is not None and python.module:
            return self.name(python)
        return self.builtin("ValueError" if python is None else identifier(python.name))

    def type(self, pytype: str) -> str:
        """Return the annotation for a type given by its path, imported for type checking only."""
        pytype = _PUBLIC.get(pytype, pytype)
        module, _, name = pytype.rpartition(".")
        if not module:
            if name in _GENERIC:
                found = _GENERIC[name]
                return found.replace("Any", self.any()) if "Any" in found else found
            return self.builtin(identifier(name))
        if module in _CONVENTIONS:
            return f"{self.bind(module, '', _CONVENTIONS[module], False)}.{identifier(name)}"
        return self.bind(module, name, "", False)

    def any(self) -> str:
        """Return the code of the type that fits everything."""
        return self.bind("typing", "Any")

    # --- statements ---

    @property
    def has_typing(self) -> bool:
        """Whether anything is imported for type checking only."""
        return any(not bound.at_runtime for bound in self._bound.values())

    def runtime_block(self) -> ImportBlock:
        """Return what is imported when the module runs."""
        return self._block(True)

    def typing_block(self) -> ImportBlock:
        """Return what is imported for type checking only."""
        return self._block(False)

    def _block(self, at_runtime: bool) -> ImportBlock:
        plain: dict[str, set[str]] = {}
        gathered: dict[str, set[str]] = {}
        aliased: dict[tuple[str, str, str], None] = {}
        for key, bound in self._bound.items():
            if bound.at_runtime is not at_runtime:
                continue
            if not bound.name:
                top = bound.module.split(".")[0]
                alias = "" if key in (top, bound.module) and not bound.alias else key
                plain.setdefault(bound.module, set()).add(alias)
            elif key == bound.name:
                gathered.setdefault(bound.module, set()).add(bound.name)
            else:
                aliased[(bound.module, bound.name, key)] = None
        sections: dict[int, list[tuple[tuple[object, ...], str]]] = {}
        for module, aliases in plain.items():
            for alias in aliases:
                line = f"import {module} as {alias}" if alias else f"import {module}"
                sections.setdefault(self._section(module), []).append(
                    ((0, *_module_key(module), _natural(alias)), line)
                )
        for module, names in gathered.items():
            ordered = sorted(names, key=_member_key)
            line = f"from {module} import {', '.join(ordered)}"
            key_of = (1, *_module_key(module), (_member_key(ordered[0]), ()))
            sections.setdefault(self._section(module), []).append((key_of, line))
        for module, name, alias in aliased:
            line = f"from {module} import {name} as {alias}"
            key_of = (1, *_module_key(module), (_member_key(name), _natural(alias)))
            sections.setdefault(self._section(module), []).append((key_of, line))
        return ImportBlock(
            tuple(tuple(line for _, line in sorted(sections[one])) for one in sorted(sections))
        )

    def _section(self, module: str) -> int:
        if module == "__future__":
            return 0
        if module.startswith(".") or module in self._beside:
            return 3
        return 1 if module.split(".")[0] in sys.stdlib_module_names else 2


@lru_cache(maxsize=1024)
def _module_key(module: str) -> tuple[object, ...]:
    level = len(module) - len(module.lstrip("."))
    return (-level, _natural(module.lstrip(".").lower()), _natural(module.lstrip(".")))


@lru_cache(maxsize=4096)
def _member_key(name: str) -> tuple[object, ...]:
    """Return what names of one module are ordered by: constants, classes, the rest."""
    kind = 0 if len(name) > 1 and name.isupper() else 1 if name[:1].isupper() else 2
    return kind, _natural(name.lower()), _natural(name)


def _natural(text: str) -> str:
    """Return what names are ordered by: character by character, but whole numbers by their value."""
    return text if text.isalpha() else _NUMBER.sub(_numbered, text)


def _numbered(number: re.Match[str]) -> str:
    """Return a number in a form that is ordered by its value: how long it is comes first."""
    digits = number[0].lstrip("0")
    return f"0{chr(len(digits))}{digits}"
