"""A hook for setuptools: wheels and editable installations hold the generated modules.

It is for a project that has conngen among its build requirements and a table ``[tool.conngen]``; nothing else asks
for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..errors import ConngenError
from ..ownership import examine
from ..settings import has_table

__all__ = ["finalize"]


def finalize(distribution: Any) -> None:
    """Let modules be generated before they are collected; setuptools calls this for every project it builds.

    Parameters
    ----------
    distribution : ``setuptools.Distribution``
        The project.
    """
    root = Path(distribution.src_root or ".").resolve()
    try:
        if not has_table(root):
            return
    except ConngenError:
        return  # setuptools will say what is wrong with the file
    command = distribution.get_command_class("build_py")

    class BuildPy(command):  # type: ignore[misc,valid-type]
        """Collects the modules of a project, after they were generated."""

        def run(self) -> None:
            """Generate, then do what is done anyway, and remove what earlier builds have left of removed files."""
            _generate(root)
            super().run()
            folder = Path(self.build_lib).resolve()
            # Who builds in place has modules of other files there.
            if not self.editable_mode and not root.is_relative_to(folder):
                _remove_stale(folder, self.get_outputs(include_bytecode=False))

        def get_source_files(self) -> list[str]:
            """Return what a source distribution holds: the `.conn` files too."""
            found: list[str] = super().get_source_files()
            return sorted({*found, *_conn_files(root)})

    distribution.cmdclass["build_py"] = BuildPy


def _generate(root: Path) -> None:
    from .packages import generate

    generate(root)


def _remove_stale(folder: Path, current: Iterable[str]) -> None:
    """Remove generated modules that are not among what a build makes: setuptools packs all that is in its folder."""
    paths = {Path(one).resolve() for one in current}
    for path in folder.rglob("*.py"):
        if path.resolve() not in paths and examine(path.read_text(encoding="utf-8", errors="replace")):
            path.unlink()


def _conn_files(root: Path) -> list[str]:
    from .packages import conn_files

    return [path.relative_to(root).as_posix() for path in conn_files(root)]
