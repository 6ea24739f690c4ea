"""Files of a project, compiled one after the other; of each, only what a build needs is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from .compiler import Compilation, Compiler, generate
from .diagnostics import Diagnostic, Level
from .inputs import TracedFinder
from .output import Owner
from .ownership import Wanted, text_of
from .project import Conn
from .records import dataclass

__all__ = ["Finished", "Work"]


@dataclass(frozen=True)
class Finished:
    """One file, compiled: only what a build needs of it.

    Parameters
    ----------
    key : `str`
        The file, as its finder names it.
    diagnostics : `tuple` [ `~conngen.diagnostics.Diagnostic` ]
        What is wrong with it.
    modules : `tuple` [ `~conngen.ownership.Wanted` ]
        The modules it becomes; nothing if none were wanted. Where a file has errors, there may be none of others.
    """

    key: str
    diagnostics: tuple[Diagnostic, ...]
    modules: tuple[Wanted, ...]

    @property
    def failed(self) -> bool:
        """Whether anything in it is of level error."""
        return any(one.level is Level.ERROR for one in self.diagnostics)


@dataclass(frozen=True)
class Work:
    """The files of a project that are to be compiled.

    Parameters
    ----------
    conns : mapping from `str` to `~conngen.project.Conn`
        The files by their keys; all can be read.
    compiler : `~conngen.compiler.Compiler`
        What compiles them; it has compiled nothing yet.
    finder : `~conngen.inputs.TracedFinder`
        What it reads with.
    line_length : `int` or `None`
        The length of lines in modules; `None` if there are to be none.
    """

    conns: Mapping[str, Conn]
    compiler: Compiler
    finder: TracedFinder
    line_length: int | None

    @property
    def is_sound(self) -> bool:
        """Whether what came out so far is what comes out of each file alone."""
        return not self.compiler.by_order and not self.finder.unread

    def finish(self, keys: Sequence[str], step: Callable[[str], None] = lambda key: None) -> list[Finished]:
        """Compile some of the files, and make their modules.

        Parameters
        ----------
        keys : sequence of `str`
            Some of the files: neighbours, which may import each other. Only what others import is remembered when
            all of these are compiled: if what comes out is not sound then, it may be something else than if all
            were remembered.
        step : callable, optional
            Is told of each file.

        Returns
        -------
        finished : `list` [ `Finished` ]
            The files.
        """
        compilations = []
        for key in keys:
            step(key)
            compilations.append(self.compiler.compile(key))
        length = None if any(one.failed for one in compilations) else self.line_length
        finished = [
            Finished(one.key, one.diagnostics, () if length is None else self._modules(one, length))
            for one in compilations
        ]
        self.compiler.release()
        return finished

    def module(self, key: str, name: str, text: str, owner: Owner) -> Wanted:
        """Return a module of one of the files, with its place."""
        conn = self.conns[key]
        # What is made of standard input under a name that is no file must not seem to have lost its source.
        is_file = key not in self.finder.texts or conn.path.exists()
        return Wanted(conn.folder / name, text, owner, conn.path if is_file else None)

    def _modules(self, compilation: Compilation, line_length: int) -> tuple[Wanted, ...]:
        key, source = compilation.key, compilation.source
        name = self.conns[key].path.name
        return tuple(
            self.module(key, one.name, text_of(one, name, source.text), one.owner)
            for one in generate(compilation, line_length)
        )
