"""What a file imports: from other `.conn` files, and from Python, whose source is read and never executed."""

from __future__ import annotations

from .. import limits
from ..checks.codes import DUPLICATE_NAME, IMPORT_CYCLE, LIMIT_EXCEEDED, MISSING_MODULE, UNKNOWN_IMPORT
from ..diagnostics import did_you_mean
from ..model import ConfigClass, ConnectionsClass, Imported, Module, PythonName, Task
from ..records import replace
from ..source import Place
from ..syntax import tree
from ..typings import Any
from .beside import imports_generated
from .python_names import generated_name
from .scope import identifier_problem
from .session import Report, Session

__all__ = ["Importer"]

_SUFFIXES = {"_task": Task, "_connections": ConnectionsClass, "_config": ConfigClass}


class Importer:
    """Resolves the imports of one file.

    Parameters
    ----------
    key : `str`
        The file.
    report : `Report`
        Where to note what is wrong.
    session : `Session`
        All files.
    """

    def __init__(self, key: str, report: Report, session: Session) -> None:
        self.key = key
        self.report = report
        self.session = session
        self.found: dict[str, Imported] = {}
        self.dependencies: dict[str, None] = {}
        self.late: set[str] = set()

    def add(self, item: tree.FromImport | tree.ImportModule) -> None:
        """Take over an import."""
        if isinstance(item, tree.ImportModule):
            text = item.module.text
            if self._legal(item.module.parts) and (item.other is None or self._legal((item.other,))):
                alias = item.other.text if item.other else ""
                self._bind(item.other or item.module.parts[0], PythonName(text, "", alias), None, True)
                if not alias and "." in text:
                    self._bind(tree.Identifier(item.module.span, text), PythonName(text, ""), None, True)
            return
        module = item.module.text if item.module else ""
        if item.module and not self._legal(item.module.parts):
            return
        written = "." * item.level + module
        conn = self.session.finder.conn(self.key, item.level, module) if module else None
        if conn is not None and not self._is_beside(conn, item.level, module):
            self._from_conn(item, conn, written)
        else:
            for one in item.names:
                if self._legal((one.name,)) and self._legal((one.bound,)):
                    self._from_python(item, one, module, written)

    def _is_beside(self, conn: str, level: int, module: str) -> bool:
        """Whether a file that an import leads to is this one, so that the Python module beside it is meant."""
        return conn == self.key and self.session.finder.python(self.key, level, module) is not None

    def in_package(self) -> bool:
        """Whether the file lies in a Python package."""
        return self.session.finder.python(self.key, 1, "") is not None

    def takes_from(self, written: str, key: str) -> None:
        """Note a Python module of the project that the file builds on."""
        self.dependencies[key] = None
        if written not in self.late and imports_generated(key, self.key, self.session):
            self.late.add(written)

    def _legal(self, names: tuple[tree.Identifier, ...]) -> bool:
        for name in names:
            if (why := identifier_problem(name.text)) is not None:
                self.report.excuse([name.text])
                self.report.add(UNKNOWN_IMPORT, name, text=f"`{name.text}` can't be imported: {why}")
                return False
        return True

    def _bind(self, name: tree.Identifier, python: PythonName, known: Any, readable: bool) -> None:
        place = self.report.at(name)
        before = self.found.get(name.text)
        if before is not None and (python.name or before.python.name):
            self.report.add(
                DUPLICATE_NAME, name, name=name.text, related=[(before.place, "first imported here")]
            )
            return
        self.found[name.text] = Imported(name.text, python, known, place, readable)

    def _module(self, key: str, where: Place) -> Module | None:
        """Return another file; a cycle is noted."""
        self.dependencies[key] = None
        if self.session.depth > limits.IMPORTS.value:
            self.report.add(
                LIMIT_EXCEEDED,
                where,
                text=f"there can be at most {limits.IMPORTS.value:,} {limits.IMPORTS.what}",
            )
            return None
        module = self.session.module(key)
        if module is None:
            path = " → ".join(f"`{name}`" for name in self.session.path_to(key))
            self.report.add(IMPORT_CYCLE, where, path=path)
        return module

    def _leave_out(self, name: tree.Identifier) -> None:
        """Say nothing more of a name that can't be imported, for what has been reported."""
        self.report.excuse([name.text])
        if name.text in self.found:
            self.found[name.text].used.append(self.report.at(name))

    # --- from a .conn file ---

    def _from_conn(self, item: tree.FromImport, key: str, written: str) -> None:
        module = self._module(key, self.report.at(item.where))
        exports = module.exports() if module is not None else {}
        python = self.session.finder.python(self.key, item.level, item.module.text if item.module else "")
        for alias in item.names:
            if not (self._legal((alias.name,)) and self._legal((alias.bound,))):
                continue
            name, bound = alias.name.text, alias.other.text if alias.other else ""
            if name in exports:
                known = exports[name]
                target = generated_name(written, known)
                self._bind(
                    alias.bound, target if target.attributes else replace(target, alias=bound), known, True
                )
            elif module is None or _incomplete(module, name):
                self._bind(alias.bound, PythonName(written, name, bound), None, False)
                self._leave_out(alias.bound)
            elif python is not None:
                self._from_python(item, alias, item.module.text if item.module else "", written)
            else:
                hint = did_you_mean(name, exports)
                self.report.add(
                    UNKNOWN_IMPORT, alias.name, text=f"`{module.source.name}` declares no `{name}`", **hint
                )
                self._bind(alias.bound, PythonName(written, name, bound), None, False)
                self._leave_out(alias.bound)
                self.report.excuse([hint["fix"]] if hint else [])

    # --- from Python ---

    def _from_python(self, item: tree.FromImport, alias: tree.Alias, module: str, written: str) -> None:
        name, bound = alias.name.text, alias.other.text if alias.other else ""
        python = PythonName(written, name, bound)
        whole = f"{module}.{name}" if module else name
        inner = self.session.finder.conn(self.key, item.level, whole)
        if inner is not None and not self._is_beside(inner, item.level, whole):
            self._bind(alias.bound, python, self._module(inner, self.report.at(alias.name)), True)
            return
        if (generated := self._generated(item, module, name)) is not None:
            self._bind(alias.bound, python, generated, True)
            return
        found = self.session.finder.python(self.key, item.level, module)
        submodule = self.session.finder.python(self.key, item.level, whole)
        names = self.session.python.names(found.key) if found is not None else None
        if not module and submodule is None and name not in (names or ()):
            self._sibling(item, alias, written)
            return
        if found is None:
            if item.level and module:
                self._missing(item, written)
            self._bind(alias.bound, python, None, submodule is not None)
            if item.level and submodule is None:
                self._leave_out(alias.bound)
            return
        key, in_project = found
        if submodule is not None and submodule.own:
            self.takes_from(f"{written}{'' if written.endswith('.') else '.'}{name}", submodule.key)
        elif in_project:
            self.takes_from(written, key)
        if names is not None and submodule is None and name not in names:
            hint = did_you_mean(name, names)
            self.report.add(UNKNOWN_IMPORT, alias.name, text=f"`{written}` has no `{name}`", **hint)
            self._bind(alias.bound, python, None, False)
            self._leave_out(alias.bound)
            self.report.excuse([hint["fix"]] if hint else [])
            return
        known = self.session.python.known(key, name, python, in_project)
        self._bind(alias.bound, python, known, names is not None)

    def _sibling(self, item: tree.FromImport, alias: tree.Alias, written: str) -> None:
        """Take over ``from . import name`` without such a file: a module that is generated later, or none."""
        name, bound = alias.name.text, alias.other.text if alias.other else ""
        stems = [name.removesuffix(suffix) for suffix in _SUFFIXES if name.endswith(suffix)]
        generated = any(self.session.finder.conn(self.key, item.level, stem) for stem in stems)
        self._bind(alias.bound, PythonName(written, name, bound), None, generated)
        if not generated:
            self.report.add(MISSING_MODULE, alias.name, name=f"{written}{name}")
            self._leave_out(alias.bound)

    def _missing(self, item: tree.FromImport, written: str) -> None:
        noted = any(
            one.code.name == "missing-module" and one.place.span == item.where for one in self.report.found
        )
        if not noted:
            self.report.add(MISSING_MODULE, item.where, name=written)

    def _generated(self, item: tree.FromImport, module: str, name: str) -> object | None:
        """Return the class of a `.conn` file that is imported from the module generated of it."""
        for suffix, kind in _SUFFIXES.items():
            if module.endswith(suffix):
                key = self.session.finder.conn(self.key, item.level, module.removesuffix(suffix))
                found = self._module(key, self.report.at(item.where)) if key is not None else None
                known = found.exports().get(name) if found is not None else None
                if isinstance(known, kind):
                    return known
        return None


def _incomplete(module: Module, name: str) -> bool:
    """Whether a file may declare a name in a part that could not be read."""
    return any(
        isinstance(item, tree.Broken) and (not item.words or name in item.words) for item in module.file.items
    )
