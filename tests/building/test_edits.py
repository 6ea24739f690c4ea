"""Whatever is edited between two builds, a build tool makes what a clean build makes."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from .edits import EDITS, begin
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
TOOLS = {
    "make": ({"Makefile": MAKEFILE}, ["make"]),
    "ninja": ({"build.ninja": NINJA}, ["ninja"]),
}


@pytest.mark.parametrize("tool", TOOLS)
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(edits=EDITS)
def test_edits_between_builds(tool: str, edits) -> None:
    files, command = TOOLS[tool]
    folder = Path(tempfile.mkdtemp())
    try:
        root = folder / "project"
        begin(root)
        for name, text in files.items():
            (root / name).write_text(text, encoding="utf-8")
        _build(root, command, folder / "fresh")
        for step, several in enumerate(edits):
            settle()
            for edit, *numbers in several:
                edit(root, *numbers)
            _build(root, command, folder / f"fresh{step}")
    finally:
        shutil.rmtree(folder)


def _build(root: Path, command: list[str], fresh: Path) -> None:
    expected = clean_build(root, fresh)
    printed = run(*command, cwd=root, status=None)
    if expected is None:
        assert not printed.endswith("[0]"), printed
    else:
        assert printed.endswith("[0]"), printed
        assert tree(root) == expected
        again = run(*command, cwd=root)
        assert "conngen build" not in again, again
        assert "[1/1]" not in again, again
