"""What the hooks of hatch and setuptools have in common: all of a project is built, or nothing is packed."""

from __future__ import annotations

from pathlib import Path

from ..building import Request, build
from ..errors import ConngenError
from ..ownership import MANIFEST
from ..ownership.manifest import load as load_manifest
from ..project import find
from ..settings import load
from ..terminal import Terminal

__all__ = ["conn_files", "generate"]


def generate(root: Path) -> tuple[Path, ...]:
    """Write the modules of a project.

    Parameters
    ----------
    root : `~pathlib.Path`
        Its folder.

    Returns
    -------
    made : `tuple` [ `~pathlib.Path` ]
        The modules and the task modules that belong to them, as far as they lie in the folder.

    Raises
    ------
    ConngenError
        Raised if anything is wrong; what, is printed.
    """
    if build(Request((root,), cache=False), Terminal()) != 0:
        raise ConngenError("the `.conn` files of this project have mistakes", "`conngen check` shows them")
    base = load(root).out_dir or root
    made = {base / name for name in load_manifest(base / MANIFEST).entries}
    tasks = {path.with_name(path.name.rpartition("_")[0] + "_task.py") for path in made}
    return tuple(sorted(path for path in made | tasks if path.is_file() and path.is_relative_to(root)))


def conn_files(root: Path) -> tuple[Path, ...]:
    """Return the `.conn` files of a project, as far as they lie in its folder."""
    projects, _ = find((root,))
    return tuple(
        conn.path for project in projects for conn in project.files if conn.path.is_relative_to(root)
    )
