"""Whatever is edited between two builds, a build tool makes what a clean build makes."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from .edits import EDITS, begin, mend
from .tools import clean_build, run, settle, tree

MAKEFILE = """\
build/stamp: build/depfile
	conngen build --depfile build/depfile --stamp $@
build/depfile: ;
-include build/depfile
"""
NINJA = """\
builddir = build
rule conngen
  command = conngen build --depfile $out.d --stamp $out
  depfile = $out.d
  deps = gcc
  restat = 1
build build/stamp: conngen
"""
SCONSTRUCT = """\
from conngen.integrations import scons
env = Environment(tools=[scons.generate])
env.Conngen(".")
"""
TOOLS = {
    "make": ({"Makefile": MAKEFILE}, ["make"]),
    "ninja": ({"build.ninja": NINJA}, ["ninja"]),
    "scons": ({"SConstruct": SCONSTRUCT}, ["scons", "-Q"]),
}


@pytest.mark.parametrize("tool", TOOLS)
# What fails is not made smaller: each try takes seconds.
@settings(
    max_examples=4,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(edits=EDITS)
def test_edits_between_builds(tool: str, edits) -> None:
    files, command = TOOLS[tool]
    folder = Path(tempfile.mkdtemp())
    try:
        root = folder / "project"
        begin(root)
        for name, text in files.items():
            (root / name).write_text(text, encoding="utf-8")
        expected = _build(root, command, folder / "fresh")
        for step, several in enumerate(edits):
            settle()
            if expected is None:
                mend(root)
            for edit, *numbers in several:
                edit(root, *numbers)
            expected = _build(root, command, folder / f"fresh{step}")
    finally:
        shutil.rmtree(folder)


def _keep_what_is_edited(root: Path, command: list[str]) -> None:
    """A module that was edited by hand stays as it is, whatever the tool does; then it goes."""
    modules = sorted(root.rglob("*_config.py"))
    if modules and len(modules) % 3 == 0:
        modules[0].write_bytes(edited := modules[0].read_bytes() + b"# by hand\n")
        run(*command, cwd=root, status=None)
        assert modules[0].read_bytes() == edited
        modules[0].unlink()
        settle()


def _build(root: Path, command: list[str], fresh: Path) -> object:
    expected = clean_build(root, fresh)
    _keep_what_is_edited(root, command)
    printed = run(*command, cwd=root, status=None)
    if expected is None:
        assert not printed.endswith("[0]"), printed
    else:
        assert printed.endswith("[0]"), printed
        found = tree(root)
        assert sorted(found) == sorted(expected), printed
        assert not [name for name in found if found[name] != expected[name]], printed
        again = run(*command, cwd=root)
        assert "conngen build" not in again, again
        assert "[1/1]" not in again, again
    return expected
