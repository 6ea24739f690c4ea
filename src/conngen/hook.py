"""Imports modules of `.conn` files that were not built: ``import conngen.hook`` in a notebook or a test.

From then on ``import mypkg.example_connections`` compiles ``example.conn`` in memory if there is no file of that name.
Tracebacks point into the `.conn` file, and `importlib.reload` takes over what was changed in it. Nothing is written.
"""

from __future__ import annotations

import ast
import importlib.machinery
import importlib.util
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .diagnostics import Diagnostic
    from .interface import Compilation

__all__ = ["ConnFinder", "ConnLoader", "install", "uninstall"]

_PARTS = ("connections", "config", "task")


class ConnFinder(MetaPathFinder):
    """Finds the `.conn` file that a module would be made of; it is asked last, so that files go first."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Return how to import a module, if a `.conn` file makes it.

        Parameters
        ----------
        fullname : `str`
            The module.
        path : sequence of `str` or `None`
            The folders of its package.
        target : `~types.ModuleType`, optional
            The module to load again.
        """
        stem, _, part = fullname.rpartition(".")[2].rpartition("_")
        if not stem or part not in _PARTS:
            return None
        for entry in sys.path if path is None else path:
            conn = Path(entry or ".").absolute() / f"{stem}.conn"
            if conn.is_file():
                loader = ConnLoader(fullname, conn)
                return (
                    importlib.util.spec_from_file_location(fullname, conn, loader=loader)
                    if loader.makes()
                    else None
                )
        return None


class ConnLoader(Loader):
    """Compiles a `.conn` file and runs one of the modules it becomes.

    Parameters
    ----------
    fullname : `str`
        The module.
    path : `~pathlib.Path`
        The `.conn` file.
    """

    def __init__(self, fullname: str, path: Path) -> None:
        self.name = fullname
        self.path = path
        self._file = f"{fullname.rpartition('.')[2]}.py"

    def makes(self) -> bool:
        """Return whether the file makes the module, or has mistakes, so that this can't be told."""
        found = self._compilation()
        return found.failed or self._file in found.modules

    def exec_module(self, module: ModuleType) -> None:
        """Run the module.

        Raises
        ------
        SyntaxError
            Raised if the `.conn` file has mistakes; its place is that of the first one.
        ImportError
            Raised if it can't be read, or the settings of its project can't be understood.
        """
        found = self._compilation()
        if found.failed:
            raise _mistake(found)
        exec(self._code(found), module.__dict__)

    def get_source(self, fullname: str) -> str:
        """Return the text that tracebacks show lines of: that of the `.conn` file.

        Raises
        ------
        ImportError
            Raised if it can't be read any more.
        """
        try:
            return self.path.read_text(encoding="utf-8-sig")
        except (OSError, ValueError) as err:
            raise ImportError(f"{self.path}: cannot be read", name=fullname, path=str(self.path)) from err

    def get_filename(self, fullname: str) -> str:
        """Return the `.conn` file."""
        return str(self.path)

    def _compilation(self) -> Compilation:
        from .errors import ConngenError
        from .interface import compile as compile_conn

        try:
            return compile_conn(self.path)
        except ConngenError as err:
            raise ImportError(str(err), name=self.name, path=str(self.path)) from None

    def _code(self, found: Compilation) -> CodeType:
        """Return the code of the module, each line of it at the place in the `.conn` file that it comes from."""
        from .source import Source
        from .where import Lines

        text = found.modules[self._file]
        source, lines = Source(self._file, text), Lines()
        places: dict[int, tuple[int, int, int]] = {}

        def place(line: int) -> tuple[int, int, int]:
            if line not in places:
                there = lines.place(str(found.path), source, line)
                if there is None:
                    places[line] = (1, 0, 0)
                else:
                    start, end = there.start, there.end
                    first = len(there.text[: start.column - 1].encode())
                    last = len(there.text[: end.column - 1].encode()) if end.line == start.line else first
                    places[line] = (start.line, first, last)
            return places[line]

        tree = ast.parse(text)
        for node in ast.walk(tree):
            if isinstance(node, ast.stmt | ast.expr | ast.excepthandler | ast.arg | ast.keyword | ast.alias):
                node.lineno, node.col_offset, node.end_col_offset = place(node.lineno)
                node.end_lineno = node.lineno
        return compile(tree, str(self.path), "exec", dont_inherit=True)


def _mistake(found: Compilation) -> SyntaxError:
    """Return the first mistake of a file as Python tells of its own; the others are noted."""
    from .diagnostics import Level

    first, *others = [one for one in found.diagnostics if one.level is Level.ERROR]
    start, end = first.place.start, first.place.end
    error = SyntaxError(
        _text(first),
        (
            str(found.path),
            start.line,
            start.column,
            first.place.source.line(start.line),
            end.line,
            end.column,
        ),
    )
    for one in others:
        error.add_note(f"{found.path}:{one.place.start.line}:{one.place.start.column}: {_text(one)}")
    return error


def _text(one: Diagnostic) -> str:
    return f"{one.message} [{one.code.name}]" + (f"; {one.help}" if one.help else "")


def install() -> None:
    """Let `.conn` files be imported; importing this module does it."""
    if not any(isinstance(one, ConnFinder) for one in sys.meta_path):
        sys.meta_path.append(ConnFinder())


def uninstall() -> None:
    """Let them be imported no more; what was imported stays."""
    sys.meta_path[:] = [one for one in sys.meta_path if not isinstance(one, ConnFinder)]


install()
