"""A copy of a package with further modules beside its own, so that nothing is written into the package itself."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

__all__ = ["overlay"]

_LARGE = 1 << 20
"""Files larger than that are linked, not copied."""
_LEFT_OUT = frozenset({"__pycache__"})


def overlay(root: Path, package_root: Path, files: Mapping[str, str]) -> Path:
    """Copy the packages that files are to be added to, and add them.

    Parameters
    ----------
    root : `~pathlib.Path`
        A folder that is empty, or not there yet; it becomes what is to be imported from.
    package_root : `~pathlib.Path`
        The folder that the packages lie in: what absolute imports of their modules begin at.
    files : mapping from `str` to `str`
        The texts of the files to add, by their paths below that folder, with forward slashes.

    Returns
    -------
    path : `~pathlib.Path`
        The folder to put first on the search path.
    """
    package_root = package_root.resolve()
    root.mkdir(parents=True, exist_ok=True)
    for top in sorted({PurePosixPath(name).parts[0] for name in files if "/" in name}):
        if (package_root / top).is_dir():
            _copy(package_root / top, root / top)
    if any("/" not in name for name in files):
        # Modules without a package import one another by their plain names.
        for path in sorted(package_root.glob("*.py")):
            _copy(path, root / path.name)
    for name, text in files.items():
        target = root.joinpath(*PurePosixPath(name).parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)  # it may be a link to the user's own
        target.write_text(text, encoding="utf-8")
    return root


def _copy(source: Path, target: Path) -> None:
    """Copy a file or a folder; whatever is large, or a link, is linked."""
    if source.is_symlink():
        if source.exists():
            _link(source.resolve(), target)
    elif source.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        for one in sorted(source.iterdir()):
            if one.name not in _LEFT_OUT and not one.name.startswith("."):
                _copy(one, target / one.name)
    elif source.is_file():
        if source.stat().st_size > _LARGE:
            _link(source, target)
        else:
            shutil.copyfile(source, target)


def _link(source: Path, target: Path) -> None:
    try:
        os.symlink(source, target, target_is_directory=source.is_dir())
    except OSError:  # where links are a privilege
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        else:
            shutil.copyfile(source, target)
