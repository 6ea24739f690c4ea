"""What the hooks of hatch and setuptools have in common: all of a project is built, or nothing is packed.

Mistakes are printed as `conngen build` prints them, and end the build: what follows them would only hide them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..building import Request, build
from ..errors import ConngenError
from ..ownership import MANIFEST
from ..ownership.manifest import load as load_manifest
from ..project import find
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
    SystemExit
        Raised if anything is wrong; what, is printed.
    """
    with _ending() as terminal:
        if build(Request((root,), cache=False), terminal) != 0:
            message = "the package is not built, since its modules could not be made"
            raise ConngenError(message, "`conngen build` shows this too")
        # Its settings may lie above the folder, and parts of it may have their own.
        projects, _ = find((root,))
    bases = {project.settings.out_dir or project.settings.root for project in projects}
    made = {base / name for base in bases for name in load_manifest(base / MANIFEST).entries}
    tasks = {path.with_name(path.name.rpartition("_")[0] + "_task.py") for path in made}
    return tuple(sorted(path for path in made | tasks if path.is_file() and path.is_relative_to(root)))


def conn_files(root: Path) -> tuple[Path, ...]:
    """Return the `.conn` files of a project, as far as they lie in its folder.

    Raises
    ------
    SystemExit
        Raised if its settings can't be understood; why, is printed.
    """
    with _ending():
        projects, _ = find((root,))
    return tuple(
        conn.path for project in projects for conn in project.files if conn.path.is_relative_to(root)
    )


@contextmanager
def _ending() -> Iterator[Terminal]:
    """End the build with what is wrong, and without a traceback."""
    terminal = Terminal()
    try:
        yield terminal
    except ConngenError as err:
        sys.stdout.flush()
        terminal.complain("error", err.message, err.help)
        raise SystemExit(err.status) from None
