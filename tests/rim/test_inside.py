"""What is in the packages that can be imported from, on the disk and in memory."""

from __future__ import annotations

import pytest

from conngen.finder import Finder, MemoryFinder
from conngen.project import DiskFinder
from conngen.settings import load

FILES = {
    "pyproject.toml": "[tool.conngen]\n",
    "pkg/__init__.py": "",
    "pkg/a.conn": "",
    "pkg/both.conn": "",
    "pkg/both.py": "",
    "pkg/not-a-name.conn": "",
    "pkg/notes.txt": "",
    "pkg/sub/__init__.py": "",
    "pkg/sub/c.py": "",
    "top.conn": "",
}


@pytest.fixture(params=["disk", "memory"])
def inside(request, tmp_path):
    if request.param == "memory":
        finder: Finder = MemoryFinder(FILES)
        return finder.inside
    for name, text in {**FILES, "pkg/.hidden.py": "", "pkg/build/x.py": ""}.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    disk = DiskFinder(load(tmp_path), entries=())
    return lambda importer, level, module: disk.inside(str(tmp_path / importer), level, module)


@pytest.mark.parametrize(
    ("level", "module", "found"),
    [
        (0, "", ["pkg package", "top conn"]),
        (0, "pkg", ["a conn", "both conn", "sub package"]),
        (1, "", ["a conn", "both conn", "sub package"]),
        (1, "sub", ["c python"]),
        (2, "", ["pkg package", "top conn"]),
        (0, "pkg.none", []),
        (0, "pkg..sub", []),
        (50, "", []),
    ],
)
def test_modules_and_packages(inside, level, module, found):
    assert [f"{one.name} {one.kind}" for one in inside("pkg/a.conn", level, module)] == found
