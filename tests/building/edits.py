"""Random edits of a project: files come, change, go and get other names, and so does what they import."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from hypothesis import strategies as st

import conngen

__all__ = ["EDITS", "begin", "mend"]

_CONN = '''"""About {doc}."""
{imports}
task {name}[{dimensions}] {{
    "Say {doc}."

    input exposure: ExposureF[...] = "calexp"
        "What to look at."
    output found{name}: ArrowAstropy[...] = "{doc}_of_{name}"
        "What was found."

    config {{
        threshold: float = {number}.0
            "What to keep."
{fields}    }}
}}
'''
_PYTHON = """from lsst.pex.config import Config, Field

NUMBER = {number}


class {name}(Config):
    size = Field[{type}](doc="A size.", default=None, optional=True)
"""
_STEMS = ("one", "two", "three")
_FOLDERS = ("pkg", "pkg/inner", "src/pkg", "python/pkg")
_PLACES = tuple(f"{folder}/{stem}" for folder in _FOLDERS for stem in _STEMS)
_BEFORE = (".", "..", "pkg.", "pkg.inner.")
_SETTINGS = (
    "[tool.conngen]\n",
    "[tool.conngen]\nline-length = 60\n",
    '[tool.conngen]\nexclude = ["pkg/inner"]\n',
    '[tool.conngen]\nsource-roots = ["python", "."]\n',
    '[tool.conngen]\nuniverse = "universe.yaml"\n',
    '[tool.conngen.levels]\nmissing-doc = "off"\n',
    '[tool.conngen.levels]\nunread-base = "error"\nmissing-module = "error"\n',
    "[tool.other]\n",
)
_UNIVERSE = (
    "version: 1\nskypix:\n  common: htm7\n  htm: {class: lsst.sphgeom.HtmPixelization}\nelements:\n",
    *(
        f"  {name}: {{doc: One., keys: [{{name: id, type: int}}]}}\n"
        for name in ("instrument", "visit", "detector", "exposure")
    ),
)
_EXTRA = "  visti: {doc: One., keys: [{name: id, type: int}]}\n"


def begin(root: Path) -> None:
    """Write the project that edits begin with."""
    _put(root / "pyproject.toml", _SETTINGS[0])
    _put(root / "pkg/__init__.py", "")
    _put(root / "pkg/base.py", _PYTHON.format(name="Base", number=1, type="int"))
    _write(root, 0, 0, 1)
    _write(root, 1, 1, 2)


def _put(path: Path, text: str) -> None:
    if path.is_dir() or any(parent.is_file() for parent in path.parents):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _write(root: Path, place: int, other: int, number: int) -> None:
    """Write a file that imports another one, or a class of Python."""
    where = _PLACES[place % len(_PLACES)]
    stem = where.rpartition("/")[2]
    wanted, module = _imported(root, where, other)
    imports, fields = "", ""
    if other % 5 and wanted and wanted != stem:
        imports += f"\nfrom {module} import {wanted.title()}Task\n"
        fields += f'        part: {wanted.title()}Task\n            "A part."\n'
    if other % 2:
        imports += f"\nfrom {('.', 'pkg.')[other // 2 % 2]}base import Base\n"
        fields += '        base: config[Base]\n            "A base."\n'
    dimensions = ("instrument, visit, detector", "instrument, exposure, detector")[number % 2]
    text = _CONN.format(
        doc=("stars", "galaxies", "nothing")[number % 3],
        imports=imports,
        name=stem.title(),
        dimensions=dimensions if number % 23 else "instrument, visti",
        number=number,
        fields=fields,
    )
    _put(root / f"{where}.conn", text)


def _imported(root: Path, where: str, other: int) -> tuple[str, str]:
    """Return the name of a file to import, and how a file says that: mostly one that is there and comes before it."""
    if other % 7 == 0:
        return _STEMS[other % 3], _BEFORE[other // 3 % 4] + _STEMS[other % 3]
    places = [place for place in sorted(_PLACES) if (root / f"{place}.conn").is_file() and place < where]
    if not places:
        return "", ""
    folder, _, wanted = places[other % len(places)].rpartition("/")
    if folder == where.rpartition("/")[0]:
        return wanted, f".{wanted}"
    return wanted, f"{folder.removeprefix('src/').removeprefix('python/').replace('/', '.')}.{wanted}"


def mend(root: Path) -> None:
    """Take away what has mistakes."""
    _put(root / "pyproject.toml", _SETTINGS[0])
    for path in _found(root, "_task.py"):
        path.unlink()
    for _ in range(len(_PLACES)):
        failed = [path for path in _found(root, ".conn") if conngen.compile(path).failed]
        for path in failed:
            path.unlink()
        if not failed:
            break


def _found(root: Path, *endings: str) -> list[Path]:
    found = [path for ending in endings for path in root.rglob(f"*{ending}")]
    return sorted(path for path in found if "build" not in path.parts and ".git" not in path.parts)


def _remove(root: Path, which: int, other: int, number: int) -> None:
    files = _found(root, ".conn", "base.py", "__init__.py")
    if files:
        files[which % len(files)].unlink()


def _rename(root: Path, which: int, other: int, number: int) -> None:
    """Give a file another name; its time stays, so that it may well be older than what it replaces."""
    files = _found(root, ".conn")
    target = root / f"{_PLACES[other % len(_PLACES)]}.conn"
    if files and not any(parent.is_file() for parent in target.parents):
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(files[which % len(files)], target)


def _rename_folder(root: Path, which: int, other: int, number: int) -> None:
    source, target = root / _FOLDERS[which % 4], root / _FOLDERS[other % 4]
    if source.is_dir() and not target.exists() and not target.is_relative_to(source):
        target.parent.mkdir(parents=True, exist_ok=True)
        source.rename(target)
        # Modules that were moved are in no manifest: nobody but their owner may remove them.
        for path in _found(target, "_config.py", "_connections.py"):
            path.unlink()


def _exchange(root: Path, which: int, other: int, number: int) -> None:
    files = _found(root, ".conn", "base.py")
    if len(files) > 1:
        one, two = files[which % len(files)], files[other % len(files)]
        if one.suffix == two.suffix and one != two:
            aside = one.with_name("aside")
            os.replace(one, aside)
            os.replace(two, one)
            os.replace(aside, two)


def _base(root: Path, which: int, other: int, number: int) -> None:
    name = "Base" if other % 4 else "Bass"
    text = _PYTHON.format(name=name, number=number, type="int" if number % 2 else "str")
    _put(root / _FOLDERS[which % 4] / "base.py", text)


def _package(root: Path, which: int, other: int, number: int) -> None:
    path = root / _FOLDERS[which % 4] / "__init__.py"
    if path.exists():
        path.unlink()
    else:
        _put(
            path,
            (
                ""
                if other % 2
                else "from pkgutil import extend_path\n__path__ = extend_path(__path__, __name__)\n"
            ),
        )


def _settings(root: Path, which: int, other: int, number: int) -> None:
    _put(root / "pyproject.toml", _SETTINGS[which % len(_SETTINGS)])


def _task(root: Path, which: int, other: int, number: int) -> None:
    """Edit a task module as its author does: in place."""
    files = _found(root, "_task.py")
    if files:
        path = files[which % len(files)]
        if other % 3:
            path.write_text(path.read_text(encoding="utf-8") + f"\n\nNUMBER = {number}\n", encoding="utf-8")
        else:
            path.unlink()


def _spoil(root: Path, which: int, other: int, number: int) -> None:
    """Remove a module that was made, behind everybody's back."""
    files = _found(root, "_config.py")
    if files:
        files[which % len(files)].unlink()


def _vocabulary(root: Path, which: int, other: int, number: int) -> None:
    """Write, change or remove the universe that a project may have of its own."""
    path = root / "universe.yaml"
    if number % 4 == 0:
        path.unlink(missing_ok=True)
    else:
        _put(path, "".join(_UNIVERSE) + (_EXTRA if other % 3 == 0 else ""))
        _put(root / "pyproject.toml", _SETTINGS[4])


def _older(root: Path, which: int, other: int, number: int) -> None:
    """Put something else in the place of a file, with a time long past or the very time that it had."""
    files = _found(root, ".conn", "base.py")
    if files:
        path = files[which % len(files)]
        seen, text = path.stat(), path.read_text(encoding="utf-8")
        aside = path.with_name("aside")
        aside.write_text(text.replace(".0\n", f"{number % 10}.5\n"), encoding="utf-8")
        os.utime(aside, ns=(1, 1) if other % 2 else (seen.st_atime_ns, seen.st_mtime_ns))
        os.replace(aside, path)


def _touch(root: Path, which: int, other: int, number: int) -> None:
    """Give a file a new time, or one long past, and nothing else."""
    files = _found(root, ".conn", ".py", ".toml")
    path = files[which % len(files)]
    os.utime(path, None if other % 2 else (1, 1))


Edit = tuple[Callable[[Path, int, int, int], None], int, int, int]
_NUMBER = st.integers(0, 59)
_KIND = st.sampled_from(
    [
        _write,
        _write,
        _rename,
        _rename,
        _remove,
        _rename_folder,
        _exchange,
        _base,
        _package,
        _settings,
        _task,
        _spoil,
        _vocabulary,
        _older,
        _touch,
    ]
)
EDITS: st.SearchStrategy[list[list[Edit]]] = st.lists(
    st.lists(st.tuples(_KIND, _NUMBER, _NUMBER, _NUMBER), min_size=1, max_size=3), min_size=3, max_size=6
)
