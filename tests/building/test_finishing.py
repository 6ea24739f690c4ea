"""Files that were compiled are forgotten unless others import them, and nobody can tell."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from rim.commands import GOOD, files, importing

from conngen import batches, cli
from conngen.compiler import Compilation, Compiler, generate
from conngen.finder import MemoryFinder
from conngen.model import ConnectionsClass
from conngen.python_source import PythonModule
from conngen.universe import embedded

from .edits import EDITS, begin


def _kept(cls: type) -> list[str]:
    """Return the names of all objects of a class, those included that a collection of garbage would remove."""
    return sorted(getattr(one, "key", None) or one.name for one in gc.get_objects() if type(one) is cls)


def _file(number: int, imports: str = "") -> str:
    text = GOOD.replace("Stars", f"S{number}")
    return importing(text, imports) if imports else text


def test_what_others_import_is_kept():
    finder = MemoryFinder(
        {
            "s0.conn": _file(0),
            "s1.conn": _file(1, "from .s0 import S0Task"),
            "s2.conn": _file(2),
            "s2_task.py": "class S2Task:\n    pass\n",
            "base.py": "from lsst.pex.config import Config\n\n\nclass Base(Config):\n    pass\n",
            "s3.conn": _file(3, "from .base import Base"),
        }
    )
    gc.collect()
    kinds = Compilation, PythonModule, ConnectionsClass
    before = [_kept(kind) for kind in kinds]
    gc.disable()
    try:
        compiler = Compiler(finder, embedded(), task_module={"s2.conn": "s2_task.py"}.get)
        for number in range(4):
            generate(compiler.compile(f"s{number}.conn"), 110)
        assert len(_kept(ConnectionsClass)) == len(before[2]) + 4
        compiler.release()
        found = [_kept(kind) for kind in kinds]
    finally:
        gc.enable()
    expected = ["s0.conn"], ["base.py"], ["S0Connections"]
    assert found == [sorted([*one, *other]) for one, other in zip(before, expected, strict=True)]
    assert [one.class_name for one in compiler.compile("s2.conn").module.tasks] == ["S2Task"]


def _built(root: Path, part: int) -> tuple[int, str, dict[str, bytes]]:
    """Build as if so many files were a part; return what comes of it, and leave nothing."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.setattr(batches, "_PART", part)
        done = CliRunner().invoke(cli.cli, ["build", "-j1", "--no-cache", "--out-dir", "../made"])
        found = done.exit_code, done.output, files("../made")
        shutil.rmtree("../made", ignore_errors=True)
    return found


_CONN = '''"""About {name}."""
{imports}
task {name}{what} {{
    "Say {name}."

    input exposure{name}: ExposureF[...] = "calexp"
        "What to look at."
    output found{name}: ArrowAstropy[...] = "of_{name}"
        "What was found."
{fields}}}
'''
_PART = """
    config {{
        part: {name}
            "A part."
    }}
"""


def _write(path: Path, number: int, imported: int | None, derived: bool) -> None:
    """Write a task that has another one for a part, or for a base."""
    what, imports, fields = "[instrument, visit, detector]", "", ""
    if imported is not None:
        imports = f"\nfrom .s{imported:02} import S{imported}\n"
        what = f"(S{imported})" if derived else what
        fields = "" if derived else _PART.format(name=f"S{imported}")
    path.write_text(_CONN.format(name=f"S{number}", what=what, imports=imports, fields=fields))


_ALL = range(61)


@pytest.mark.parametrize(
    ("imports", "derived", "said"),
    [
        ({number: number - 1 for number in range(1, 30)}, range(3, 9), "created"),
        ({number: number + 1 for number in range(30)}, range(3, 9), "created"),
        ({number: number + 1 for number in range(60)}, (), "in a row"),
        ({1: 0, **{number: number + 1 for number in range(2, 51)}, 51: 1}, (1, 51), "created"),
        ({3: 4, 4: 5, 5: 3, 7: 5, 1: 4}, (), "cycle"),
        ({3: 4, 4: 5, 5: 3, 7: 5, 1: 4}, _ALL, "cycle"),
        ({1: 99, 2: 1, 3: 2}, (), "there is no module"),
        ({number: 30 for number in range(60) if number != 30}, _ALL, "created"),
    ],
    ids=[
        "forwards",
        "backwards",
        "long",
        "long when forgotten",
        "cycle of parts",
        "cycle of bases",
        "gone",
        "one base",
    ],
)
def test_whatever_imports_what(tmp_path, imports, derived, said):
    root = tmp_path / "project"
    root.mkdir()
    (root / "pyproject.toml").write_text("[tool.conngen]\n")
    for number in _ALL:
        _write(root / f"s{number:02}.conn", number, imports.get(number), number in derived)
    found = [_built(root, part) for part in (1, 7, 1000)]
    assert said in found[0][1]
    assert found[0] == found[1] == found[2]


@settings(
    max_examples=int(os.environ.get("CONNGEN_EXAMPLES", "12")),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(edits=EDITS)
def test_nobody_can_tell(tmp_path_factory, edits) -> None:
    root = tmp_path_factory.mktemp("any") / "project"
    begin(root)
    for several in edits:
        for edit, *numbers in several:
            edit(root, *numbers)
        assert _built(root, 1) == _built(root, 2) == _built(root, 1000)
