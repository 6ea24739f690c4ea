"""The compiler as a function: one file or text in, what it means and what it becomes out; nothing is written."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from .checks import FIXED
from .compiler import compile_all, generate
from .diagnostics import Diagnostic, Level
from .finder import ReadError
from .inputs import TracedFinder, present, vocabulary_files
from .model import Module
from .output import Owner
from .ownership import text_of
from .project import Conn, key_of
from .records import dataclass, field
from .settings import Settings, load
from .source import Source

__all__ = ["Compilation", "compile", "compiled"]

_SUFFIX = ".conn"
_NAME = "text.conn"


@dataclass(frozen=True)
class Compilation:
    """What a `.conn` file means, what is wrong with it, and what it becomes.

    Parameters
    ----------
    path : `~pathlib.Path`
        The file; of a text, where it is thought to lie.
    source : `~conngen.source.Source`
        Its text.
    model : `~conngen.model.Module`
        What it means, as far as that could be made out.
    diagnostics : `tuple` [ `~conngen.diagnostics.Diagnostic` ]
        What is wrong with it, in order of place, at the levels of the project.
    modules : mapping from `str` to `str`
        The texts that `conngen build` writes, by the names of their files; nothing if there are errors. The task
        module is that of a first build: one that is there already stays its author's.
    owners : mapping from `str` to `~conngen.output.Owner`
        Whose each of them is once it exists.
    inputs : `tuple` [ `~pathlib.Path` ]
        The files all this depends on, sorted: itself, what it imports, Python bases, the task module, settings and
        vocabularies.
    """

    path: Path
    source: Source
    model: Module
    diagnostics: tuple[Diagnostic, ...]
    modules: Mapping[str, str] = field(repr=False)
    owners: Mapping[str, Owner] = field(repr=False)
    inputs: tuple[Path, ...] = field(repr=False)

    @property
    def failed(self) -> bool:
        """Whether anything in it is of level error."""
        return any(one.level is Level.ERROR for one in self.diagnostics)

    def report(self, output_format: str = "text", *, colour: bool = False) -> str:
        """Return the diagnostics as `conngen check` shows them; nothing if there are none.

        Parameters
        ----------
        output_format : `str`
            A format of ``--output-format``.
        colour : `bool`
            Whether to colour them.
        """
        from .report import FORMATS

        return FORMATS[output_format](self.diagnostics, colour=colour)


def compile(
    text_or_path: str | os.PathLike[str],
    *,
    filename: str | os.PathLike[str] | None = None,
    settings: Settings | None = None,
) -> Compilation:
    """Compile a file or a text; nothing is written, and nothing is kept from one call to the next.

    Parameters
    ----------
    text_or_path : `str` or path
        A path, or a text. A `str` is a path if it is one line that ends in ``.conn``.
    filename : `str` or path, optional
        Where a text is thought to lie: what it imports is looked for from there, and modules are named after it.
    settings : `~conngen.settings.Settings`, optional
        What holds for it; that of its project if not given.

    Returns
    -------
    compilation : `Compilation`
        Also of a text full of mistakes: these are its ``diagnostics``.

    Raises
    ------
    ConngenError
        Raised if a file can't be read, or the settings of its project can't be understood.
    """
    texts: dict[str, str] = {}
    if _is_path(text_or_path):
        path = Path(text_or_path)
    else:
        path = Path(_NAME if filename is None else filename)
        texts[key_of(path)] = str(text_or_path)
    if settings is None:
        settings = load(path, FIXED)
    key = key_of(path)
    finder = TracedFinder(settings, texts)
    try:
        return compiled(Conn(key, settings.root, _folder(settings, Path(key).parent)), finder)
    except ReadError as err:
        if err.place is None:
            raise
        raise ReadError(f"{err.place.source.name}: {err.message}", err.help, err.place) from None


def compiled(conn: Conn, finder: TracedFinder) -> Compilation:
    """Return a file of a project, compiled.

    Parameters
    ----------
    conn : `~conngen.project.Conn`
        The file.
    finder : `~conngen.inputs.TracedFinder`
        Finds what it imports, by the settings of the project.
    """
    settings = finder.settings
    (found,) = compile_all(
        [conn.key], finder, settings.vocabulary, settings.levels, lambda key: finder.task_module(conn)
    )
    outputs = () if found.failed else generate(found, settings.line_length)
    looked = [*finder.inputs(conn.key), *vocabulary_files(settings)]
    return Compilation(
        conn.path,
        found.source,
        found.module,
        found.diagnostics,
        MappingProxyType({one.name: text_of(one, conn.path.name, found.source.text) for one in outputs}),
        MappingProxyType({one.name: one.owner for one in outputs}),
        present(looked),
    )


def _is_path(text_or_path: str | os.PathLike[str]) -> bool:
    if not isinstance(text_or_path, str):
        return True
    return text_or_path.endswith(_SUFFIX) and "\n" not in text_or_path and "\r" not in text_or_path


def _folder(settings: Settings, folder: Path) -> Path:
    """Return where the modules of a file go."""
    if settings.out_dir is not None and folder.is_relative_to(settings.root):
        return settings.out_dir / folder.relative_to(settings.root)
    return folder
