"""What an import means: the same rules for files in memory and on the disk."""

from pathlib import Path

import pytest

from conngen.finder import Finder, MemoryFinder, ReadError
from conngen.project import DiskFinder, key_of
from conngen.settings import load

FILES = {
    "pyproject.toml": "[tool.conngen]\n",
    "pkg/__init__.py": "",
    "pkg/a.conn": "from .b import B",
    "pkg/b.conn": "",
    "pkg/both.conn": "",
    "pkg/both.py": "x = 1",
    "pkg/hooks.py": "raise SystemExit('imported')",
    "pkg/sub/__init__.py": "raise SystemExit('imported')",
    "pkg/sub/c.conn": "from ..a import A",
    "pkg/plain/d.py": "",
    "src/other/__init__.py": "",
    "src/other/e.conn": "",
    "src/other/f.py": "",
    "loose/g.conn": "from h import H",
    "loose/h.conn": "",
    "spread/__init__.py": "__path__ = __import__('pkgutil').extend_path(__path__, __name__)",
    "spread/one.py": "",
    "src/spread/__init__.py": "__path__ = __import__('pkgutil').extend_path(__path__, __name__)",
    "src/spread/two.py": "",
    "src/pkg/hidden.py": "",
    "space/one/m.py": "",
    "src/space/two/m.py": "",
}


class OnDisk:
    """The files on the disk, with names relative to their folder for keys."""

    def __init__(self, root: Path) -> None:
        for name, text in FILES.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        self.root = root
        self.finder: Finder = DiskFinder(load(root), entries=())

    def conn(self, importer, level, module):
        found = self.finder.conn(str(self.root / importer), level, module)
        return found and Path(found).relative_to(self.root).as_posix()

    def python(self, importer, level, module):
        found = self.finder.python(str(self.root / importer), level, module)
        return found and Path(found[0]).relative_to(self.root).as_posix()


class InMemory:
    def __init__(self) -> None:
        self.finder: Finder = MemoryFinder(FILES, roots=(".", "src"))

    def conn(self, importer, level, module):
        return self.finder.conn(importer, level, module)

    def python(self, importer, level, module):
        found = self.finder.python(importer, level, module)
        return found and found[0]


@pytest.fixture(params=["disk", "memory"])
def files(request, tmp_path):
    return OnDisk(tmp_path) if request.param == "disk" else InMemory()


@pytest.mark.parametrize(
    ("importer", "level", "module", "found"),
    [
        ("pkg/a.conn", 1, "b", "pkg/b.conn"),
        ("pkg/a.conn", 1, "sub.c", "pkg/sub/c.conn"),
        ("pkg/sub/c.conn", 2, "a", "pkg/a.conn"),
        ("pkg/sub/c.conn", 0, "pkg.a", "pkg/a.conn"),
        ("pkg/sub/c.conn", 0, "other.e", "src/other/e.conn"),
        ("loose/g.conn", 0, "h", "loose/h.conn"),
        ("pkg/a.conn", 0, "b", None),
        ("pkg/a.conn", 1, "missing", None),
        ("pkg/a.conn", 1, "", None),
        ("pkg/a.conn", 1, "../loose/g", None),
        ("pkg/a.conn", 99, "b", None),
    ],
)
def test_conn_files(files, importer, level, module, found):
    assert files.conn(importer, level, module) == found


@pytest.mark.parametrize(
    ("importer", "level", "module", "found"),
    [
        ("pkg/a.conn", 1, "hooks", "pkg/hooks.py"),
        ("pkg/a.conn", 1, "", "pkg/__init__.py"),
        ("pkg/sub/c.conn", 2, "", "pkg/__init__.py"),
        ("pkg/plain/d.py", 1, "", None),
        ("pkg/a.conn", 1, "sub", "pkg/sub/__init__.py"),
        ("pkg/a.conn", 0, "pkg.plain.d", "pkg/plain/d.py"),
        ("pkg/a.conn", 0, "pkg.plain", None),
        ("pkg/a.conn", 0, "pkg.hooks.x", None),
        ("pkg/a.conn", 0, "other.f", "src/other/f.py"),
        ("pkg/a.conn", 0, "spread.one", "spread/one.py"),
        ("pkg/a.conn", 0, "spread.two", "src/spread/two.py"),
        ("pkg/a.conn", 0, "pkg.hidden", None),
        ("pkg/a.conn", 0, "space.one.m", "space/one/m.py"),
        ("pkg/a.conn", 0, "space.two.m", "src/space/two/m.py"),
        ("pkg/a.conn", 0, "", None),
        ("pkg/a.conn", 0, "missing", None),
        ("pkg/a.conn", 99, "hooks", None),
        ("pkg/a.conn", 99, "", None),
    ],
)
def test_python_files(files, importer, level, module, found):
    assert files.python(importer, level, module) == found
    assert files.python(importer, level, module) == found


def test_a_text_is_read_once(files):
    key = str(files.root / "pkg/a.conn") if isinstance(files, OnDisk) else "pkg/a.conn"
    source = files.finder.source(key)
    assert source.text == "from .b import B"
    assert files.finder.source(key) is source
    with pytest.raises(ReadError) as caught:
        files.finder.source(key + "x")
    assert caught.value.place is not None


def test_installed_packages_are_found_but_do_not_belong_to_the_project(tmp_path):
    disk = OnDisk(tmp_path / "project")
    for number in ("1", "2"):
        package = tmp_path / number / "lsst"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(
            "import pkgutil\n__path__ = pkgutil.extend_path(__path__, __name__)\n"
        )
        (package / f"m{number}.py").write_text("raise SystemExit('imported')")
    finder = DiskFinder(disk.finder.settings, entries=["", str(tmp_path / "1"), str(tmp_path / "2")])
    importer = str(disk.root / "pkg/a.conn")
    assert finder.python(importer, 0, "lsst.m1") == (str(tmp_path / "1/lsst/m1.py"), False)
    assert finder.python(importer, 0, "lsst.m2") == (str(tmp_path / "2/lsst/m2.py"), False)
    assert finder.python(importer, 0, "pkg.hooks") == (str(disk.root / "pkg/hooks.py"), True)


def test_an_environment_inside_the_project_is_not_its_own(tmp_path):
    disk = OnDisk(tmp_path)
    packages = tmp_path / ".venv" / "lib" / "site-packages"
    packages.mkdir(parents=True)
    (packages / "installed.py").write_text("")
    finder = DiskFinder(disk.finder.settings, entries=[str(packages)])
    found = finder.python(str(disk.root / "pkg/a.conn"), 0, "installed")
    assert found == (str(packages / "installed.py"), False)


def test_the_search_path_of_this_python_is_the_usual_one(tmp_path):
    disk = OnDisk(tmp_path)
    found = DiskFinder(disk.finder.settings).python(str(tmp_path / "pkg/a.conn"), 0, "json.decoder")
    assert found is not None
    assert found.key.endswith("decoder.py")
    assert not found.own


def test_a_text_can_stand_for_a_file(tmp_path):
    disk = OnDisk(tmp_path)
    key = key_of(tmp_path / "pkg" / "unsaved.conn")
    finder = DiskFinder(disk.finder.settings, {key: "task T[visit] { }"})
    assert finder.conn(str(tmp_path / "pkg/a.conn"), 1, "unsaved") == key
    assert finder.source(key).text == "task T[visit] { }"
