"""The road: a file is parsed, resolved and checked; what it means is turned into modules.

Stages map values to values. What reads and writes files is handed in, or lives in `conngen.project`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePath

from . import checks, limits
from .checks import Subject
from .checks.codes import LIMIT_EXCEEDED
from .checks.common import forget
from .diagnostics import Diagnostic, Level
from .finder import Finder
from .model import Module
from .output import Output, Owner
from .python_source import PythonModule, PythonReader
from .records import dataclass, replace
from .resolver import resolve
from .source import Source
from .suppression import suppress
from .syntax.parser import Parsed, parse
from .syntax.problem import Problem
from .typings import TYPE_CHECKING
from .universe import Vocabulary

if TYPE_CHECKING:
    from .syntax.editing import Editing

__all__ = ["Compilation", "Compiler", "compile_all", "generate", "owners"]


@dataclass(frozen=True)
class Compilation:
    """One file, compiled.

    Parameters
    ----------
    key : `str`
        The file, as its finder names it.
    source : `Source`
        Its text.
    parsed : `Parsed`
        What was written.
    module : `Module`
        What it means.
    diagnostics : `tuple` [ `Diagnostic` ]
        What is wrong with it, in order of place, at the levels of the project, without what is suppressed.
    dependencies : `tuple` [ `str` ]
        The other files it depends on.
    vocabulary : `Vocabulary`
        The dimensions and storage classes it was checked against.
    """

    key: str
    source: Source
    parsed: Parsed
    module: Module
    diagnostics: tuple[Diagnostic, ...]
    dependencies: tuple[str, ...]
    vocabulary: Vocabulary

    @property
    def failed(self) -> bool:
        """Whether anything in it is of level error."""
        return any(diagnostic.level is Level.ERROR for diagnostic in self.diagnostics)


def compile_all(
    keys: Sequence[str],
    finder: Finder,
    vocabulary: Vocabulary,
    levels: Mapping[str, Level | None] | None = None,
    task_module: Callable[[str], str | None] | None = None,
) -> tuple[Compilation, ...]:
    """Compile files.

    Parameters
    ----------
    keys : sequence of `str`
        The files.
    finder : `Finder`
        Finds what they import, and reads it.
    vocabulary : `Vocabulary`
        The dimensions and storage classes that exist.
    levels : mapping from `str` to `Level` or `None`, optional
        Levels of codes that the project has changed; `None` switches one off.
    task_module : callable, optional
        Returns the key of the task module that belongs to a file, if its author has it already.

    Returns
    -------
    compilations : `tuple` [ `Compilation` ]
        In the order of the keys. Compiling never fails; `ConngenError` is raised for a file that can't be read.
    """
    compiler = Compiler(finder, vocabulary, levels, task_module)
    return tuple(compiler.compile(key) for key in keys)


class Compiler:
    """Compiles files, each once, and again when it is told that one has changed: for an editor.

    Parameters
    ----------
    finder, vocabulary, levels, task_module
        As for `compile_all`.
    follow : `bool`, optional
        Whether a file that has changed is not read anew where the change hasn't touched it. What was compiled of it
        before must not be used any more then.
    """

    def __init__(
        self,
        finder: Finder,
        vocabulary: Vocabulary,
        levels: Mapping[str, Level | None] | None = None,
        task_module: Callable[[str], str | None] | None = None,
        follow: bool = False,
    ) -> None:
        self._session = _Session(finder, follow)
        self._vocabulary = vocabulary
        self._levels = levels or {}
        self._task_module = task_module
        self._compiled: dict[str, Compilation] = {}

    def compile(self, key: str) -> Compilation:
        """Return a file, compiled; `ConngenError` is raised if it can't be read."""
        if key not in self._compiled:
            self._compiled[key] = _compile(
                key, self._session, self._vocabulary, self._levels, self._task_module
            )
        return self._compiled[key]

    def release(self) -> None:
        """Let go of the files that no other imports so far; one that is asked for again is compiled again.

        It is the same again, unless what comes out depends on the order of files.
        """
        for key in [key for key in self._compiled if not self._session.is_imported(key)]:
            del self._compiled[key]
            self._session.release(key)

    @property
    def by_order(self) -> bool:
        """Whether what came out may depend on the order in which files were compiled."""
        return self._session.by_order

    def changed(self, key: str) -> None:
        """Compile a file, and those that depend on it, again when they are next asked for."""
        self._session.forget(key)
        for other, compilation in list(self._compiled.items()):
            if other == key or key in compilation.dependencies:
                del self._compiled[other]


def generate(compilation: Compilation, line_length: int) -> tuple[Output, ...]:
    """Return the modules that a file becomes.

    Parameters
    ----------
    compilation : `Compilation`
        The file, without errors.
    line_length : `int`
        The length of lines in the modules, in characters.
    """
    from .backends import python

    return python.generate(compilation.module, compilation.vocabulary, line_length)


def owners(compilation: Compilation, line_length: int) -> dict[str, Owner]:
    """Return the names of the modules that a file becomes, and whose they are; parameters as for `generate`."""
    from .backends import python

    return python.owners(compilation.module, compilation.vocabulary, line_length)


@dataclass(frozen=True)
class _Resolved:
    parsed: Parsed
    module: Module
    found: tuple[Diagnostic, ...]
    dependencies: tuple[str, ...]


class _Session:
    """All files of one run, each parsed and resolved once."""

    def __init__(self, finder: Finder, follow: bool = False) -> None:
        self.finder = finder
        self.python = PythonReader(finder)
        self._resolved: dict[str, _Resolved] = {}
        self._doing: list[str] = []
        self._follow = follow
        self._edited: dict[str, Editing] = {}
        self._imported: set[str] = set()
        self.author_keys: dict[str, str] = {}
        self.by_order = False

    def resolved(self, key: str) -> _Resolved:
        """Return a file, resolved."""
        if key not in self._resolved:
            self._doing.append(key)
            try:
                parsed = self._parsed(key)
                module, found, dependencies = resolve(key, parsed, self)
            finally:
                self._doing.pop()
            self._resolved[key] = _Resolved(parsed, module, found, dependencies)
        return self._resolved[key]

    def _parsed(self, key: str) -> Parsed:
        source = self.finder.source(key)
        if not self._follow:
            return parse(source)
        from .syntax.editing import Editing

        if key in self._edited:
            return self._edited[key].change(source)
        self._edited[key] = Editing(source)
        return self._edited[key].parsed

    def forget(self, key: str) -> None:
        """Resolve a file, and those that depend on it, again."""
        for other in list(self._resolved):
            if other == key or key in self.all_dependencies(other):
                for cls in self._resolved.pop(other).module.connections:
                    forget(cls)

    def module(self, key: str) -> Module | None:
        """Return another file, resolved; `None` if it is being resolved right now."""
        if key in self._doing:
            self.by_order = True
            return None
        self._imported.add(key)
        return self.resolved(key).module

    def is_imported(self, key: str) -> bool:
        """Return whether another file imports a file, so that this one has to stay the same."""
        return key in self._imported

    def release(self, key: str) -> None:
        """Let go of a file that no other imports."""
        for cls in self._resolved.pop(key).module.connections:
            forget(cls)
        if key in self.author_keys:
            self.python.release(self.author_keys.pop(key))

    @property
    def depth(self) -> int:
        """How many files are being resolved right now, each for the sake of the one before."""
        if len(self._doing) > limits.IMPORTS.value:
            self.by_order = True
        return len(self._doing)

    def path_to(self, key: str) -> tuple[str, ...]:
        """Return the names of the files from one that is being resolved to the present one, and back."""
        path = [*self._doing[self._doing.index(key) :], key]
        return tuple(self.finder.source(one).name for one in path)

    def all_dependencies(self, key: str) -> tuple[str, ...]:
        """Return the files that a file depends on, directly and by others."""
        found: dict[str, None] = {}
        stack = [key]
        while stack:
            resolved = self._resolved.get(stack.pop())
            for one in resolved.dependencies if resolved is not None else ():
                if one not in found and one != key:
                    found[one] = None
                    stack.append(one)
        return tuple(sorted(found))


def _compile(
    key: str,
    session: _Session,
    vocabulary: Vocabulary,
    levels: Mapping[str, Level | None],
    task_module: Callable[[str], str | None] | None,
) -> Compilation:
    resolved = session.resolved(key)
    source = resolved.parsed.source
    author_key = task_module(key) if task_module is not None else None
    author = session.python.module(author_key) if author_key is not None else None
    if author_key is not None:
        session.author_keys[key] = author_key
    unread = PurePath(author_key).name if author_key is not None and author is None else None
    elsewhere, unread = _elsewhere(key, resolved.module, session, unread)
    subject = Subject(resolved.module, vocabulary, author, unread, elsewhere)
    found = [
        *(_diagnose(problem, source) for problem in resolved.parsed.problems),
        *resolved.found,
        *checks.run(subject),
    ]
    shown = suppress(_levelled(_once(found), levels), resolved.module, levels)
    diagnostics = _limited(sorted(shown, key=lambda one: one.order), source)
    return Compilation(
        key, source, resolved.parsed, resolved.module, diagnostics, session.all_dependencies(key), vocabulary
    )


def _elsewhere(
    key: str, module: Module, session: _Session, unread: str | None
) -> tuple[dict[str, PythonModule], str | None]:
    """Return the modules of the task classes that are written already, by class, and the name of one not read."""
    found: dict[str, PythonModule] = {}
    for task in module.tasks:
        if not task.is_written:
            continue
        *path, name = [part for part in (task.python.name, *task.python.attributes) if part]
        inner = task.python.module.lstrip(".")
        level = len(task.python.module) - len(inner)
        where = session.finder.python(key, level, ".".join([*([inner] if inner else []), *path]))
        if where is None:
            continue
        if session.python.module(where.key) is None:
            unread = unread or PurePath(where.key).name
        elif (cls := session.python.find(where.key, name)) is not None:
            found[task.class_name] = cls[0]
    return found, unread


def _diagnose(problem: Problem, source: Source) -> Diagnostic:
    """Return the diagnostic of what could not be read."""
    related = [] if problem.related is None else [(source.at(problem.related[0]), problem.related[1])]
    place = source.at(problem.span)
    return checks.code_of(problem.code).at(
        place, text=problem.text, help=problem.help, related=related, fix=problem.fix
    )


def _once(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Keep the first of several diagnostics of one kind at one place: what is repeated is checked several times."""
    kept: dict[tuple[str, str, object], Diagnostic] = {}
    for one in found:
        kept.setdefault((one.code.name, one.place.source.name, one.place.span), one)
    return list(kept.values())


def _levelled(found: list[Diagnostic], levels: Mapping[str, Level | None]) -> list[Diagnostic]:
    """Give diagnostics the levels of the project, and leave out what is switched off."""
    shown = []
    for one in found:
        level = one.level if one.code.fixed else levels.get(one.code.name, one.level)
        if level is not None:
            shown.append(replace(one, level=level))
    return shown


def _limited(found: list[Diagnostic], source: Source) -> tuple[Diagnostic, ...]:
    most = limits.DIAGNOSTICS
    if len(found) <= most.value:
        return tuple(found)
    more = LIMIT_EXCEEDED.at(found[most.value].place, text=f"there can be at most {most.value:,} {most.what}")
    return (*found[: most.value], more)
