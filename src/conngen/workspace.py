"""The files an editor has open, and those around them: compiled when asked for, and again when they have changed."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from .checks import CODES, code_of
from .compiler import Compilation, compile_all
from .editor import View
from .errors import ConngenError
from .finder import ReadError
from .project import Conn, DiskFinder, find, key_of
from .settings import Settings, load

__all__ = ["Workspace"]


@dataclass
class _Project:
    """The files for which the same settings hold."""

    settings: Settings
    finder: DiskFinder
    files: dict[str, Conn] | None = None
    compiled: dict[str, Compilation] = field(default_factory=dict)


class Workspace:
    """The files an editor has open, and the projects they belong to.

    Keys are those of `conngen.project`: absolute paths, see `key_of`.
    """

    def __init__(self) -> None:
        self._texts: dict[str, str] = {}
        self._projects: dict[Path, _Project] = {}
        self._roots: dict[Path, _Project] = {}

    # --- what the editor tells ---

    @staticmethod
    def key(path: Path) -> str:
        """Return the key of a file."""
        return key_of(path)

    def open(self, key: str, text: str) -> None:
        """Take over the text that the editor has of a file, when it is opened and when it has changed."""
        self._texts[key] = text
        self._forget(key)

    def close(self, key: str) -> None:
        """Let the text on the disk hold again."""
        self._texts.pop(key, None)
        self._forget(key)

    def refresh(self) -> None:
        """Forget what was read of the disk: files or settings have changed there."""
        self._projects.clear()
        self._roots.clear()

    @property
    def opened(self) -> tuple[str, ...]:
        """The files that the editor has open."""
        return tuple(self._texts)

    # --- what it asks ---

    def view(self, key: str) -> View | None:
        """Return a file, compiled; `None` if it can't be read.

        Raises
        ------
        ConngenError
            Raised if the settings of its project can't be understood.
        """
        project = self._project(key)
        found = project.compiled.get(key)
        if found is None:
            try:
                found = self._compile(key, project)
            except ReadError:
                return None
            project.compiled[key] = found
        return View(key, found, self, project.settings.line_length)

    def keys(self, key: str) -> tuple[str, ...]:
        """Return all `.conn` files of the project that a file belongs to, itself included, in order."""
        return tuple(sorted({*self._files(self._project(key)), key}))

    def finder(self, key: str) -> DiskFinder:
        """Return what finds and reads the files that a file imports."""
        return self._project(key).finder

    def affected(self, key: str) -> tuple[str, ...]:
        """Return the open files for which something may be different now that a file has changed, itself first."""
        others = [one for one in self._texts if one != key and self._depends(one, key)]
        return (key, *others)

    def conn(self, key: str) -> Conn:
        """Return a file with the folder that its modules go to."""
        project = self._project(key)
        found = self._files(project).get(key)
        return found or Conn(key, project.settings.root, Path(key).parent)

    def settings(self, key: str) -> Settings:
        """Return the settings that hold for a file."""
        return self._project(key).settings

    # --- inside ---

    def _depends(self, key: str, other: str) -> bool:
        try:
            view = self.view(key)
        except ConngenError:
            return False
        return view is not None and other in view.compilation.dependencies

    def _project(self, key: str) -> _Project:
        folder = Path(key).parent
        if folder not in self._projects:
            settings = load(folder, {code: code_of(code).fixed for code in CODES})
            if settings.root not in self._roots:
                self._roots[settings.root] = _Project(settings, DiskFinder(settings, self._texts))
            self._projects[folder] = self._roots[settings.root]
        return self._projects[folder]

    def _files(self, project: _Project) -> dict[str, Conn]:
        if project.files is None:
            projects, _ = find((project.settings.root,))
            project.files = {conn.key: conn for one in projects for conn in one.files}
        return project.files

    def _compile(self, key: str, project: _Project) -> Compilation:
        settings = project.settings
        task_module = project.finder.task_module(self.conn(key))
        (found,) = compile_all(
            [key], project.finder, settings.vocabulary, settings.levels, lambda _: task_module
        )
        return found

    def _forget(self, key: str) -> None:
        """Compile again what depends on a file."""
        for project in self._roots.values():
            project.finder.forget(key)
            for other, compilation in list(project.compiled.items()):
                if other == key or key in compilation.dependencies:
                    del project.compiled[other]
