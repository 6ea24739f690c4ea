"""The files an editor has open, and those around them: compiled when asked for, and again when they have changed."""

from __future__ import annotations

from pathlib import Path

from .checks import FIXED
from .compiler import Compiler
from .editor import View
from .errors import ConngenError
from .finder import ReadError
from .project import Conn, DiskFinder, find, key_of
from .records import dataclass
from .settings import Settings, load

__all__ = ["Workspace"]

_MARKS = ("pyproject.toml", ".git")
"""What the folder of a project has."""


@dataclass
class _Project:
    """The files for which the same settings hold."""

    settings: Settings
    finder: DiskFinder
    compiler: Compiler
    files: dict[str, Conn] | None = None


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
        try:
            found = project.compiler.compile(key)
        except ReadError:
            return None
        return View(key, found, self, project.settings.line_length)

    def unread(self, key: str) -> ReadError | None:
        """Return why there is no view of a file: it, or one that it imports, can't be read."""
        try:
            self._project(key).compiler.compile(key)
        except ReadError as err:
            return err
        return None

    def keys(self, key: str) -> tuple[str, ...]:
        """Return all `.conn` files of the project that a file belongs to, itself included, in order."""
        project = self._project(key)
        opened = (one for one in self._texts if one.endswith(".conn") and self._is_of(one, project))
        return tuple(sorted({*self._files(project), *opened, key}))

    def finder(self, key: str) -> DiskFinder:
        """Return what finds and reads the files that a file imports."""
        return self._project(key).finder

    def affected(self, key: str) -> tuple[str, ...]:
        """Return the open files for which something may be different now that a file has changed, itself first."""
        others = [
            one for one in self._texts if one != key and not one.endswith(".py") and self._depends(one, key)
        ]
        return (key, *others)

    def conn(self, key: str) -> Conn:
        """Return a file with the folder that its modules go to."""
        settings, folder = self._project(key).settings, Path(key).parent
        if settings.out_dir is not None and folder.is_relative_to(settings.root):
            return Conn(key, settings.out_dir, settings.out_dir / folder.relative_to(settings.root))
        return Conn(key, settings.root, folder)

    def settings(self, key: str) -> Settings:
        """Return the settings that hold for a file."""
        return self._project(key).settings

    # --- inside ---

    def _is_of(self, key: str, project: _Project) -> bool:
        """Return whether a file, which may not be saved yet, is one of a project."""
        try:
            return self._project(key) is project and project.settings.takes(Path(key))
        except ConngenError:
            return False

    def _depends(self, key: str, other: str) -> bool:
        try:
            view = self.view(key)
        except ConngenError:
            return False
        return view is not None and other in view.compilation.dependencies

    def _project(self, key: str) -> _Project:
        folder = Path(key).parent
        if folder not in self._projects:
            settings = load(folder, FIXED)
            if settings.root not in self._roots:
                finder = DiskFinder(settings, self._texts)
                compiler = Compiler(
                    finder,
                    settings.vocabulary,
                    settings.levels,
                    lambda key: finder.task_module(self.conn(key)),
                    follow=True,
                )
                self._roots[settings.root] = _Project(settings, finder, compiler)
            self._projects[folder] = self._roots[settings.root]
        return self._projects[folder]

    def _files(self, project: _Project) -> dict[str, Conn]:
        root = project.settings.root
        if project.files is None and not any((root / name).exists() for name in _MARKS):
            # A file in no project has its neighbours; the folder may be anything, such as the user's home.
            here = [key_of(path) for path in root.glob("*.conn") if path.is_file()]
            project.files = {key: self.conn(key) for key in here}
        if project.files is None:
            projects, _ = find((root,))
            project.files = {conn.key: conn for one in projects for conn in one.files}
        return project.files

    def _forget(self, key: str) -> None:
        """Compile again what depends on a file."""
        for project in self._roots.values():
            project.finder.forget(key)
            project.compiler.changed(key)
