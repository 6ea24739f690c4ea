"""A build that knows of earlier ones does, says and exits with what one does that knows nothing."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from rim.commands import BAD, GOOD, write
from rim.commands import run as conngen

from conngen import cli
from conngen.caching import memory
from conngen.caching.memory import FOLDER

from .edits import EDITS, begin, mend
from .tools import tree

COMMANDS = (
    ("build",),
    ("build",),
    ("build",),
    ("build",),
    ("check",),
    ("build", "pkg"),
    ("build", "--check"),
    ("build", "--diff"),
    ("build", "--out-dir", "made"),
    ("build", "--output-format", "json"),
    ("build", "--color", "always"),
    ("build", "--depfile", "build/all.d"),
)


def _found(root: Path, *arguments: str) -> tuple[object, ...]:
    """Run a command in a folder; return what it says, its status and all files afterwards."""
    before = Path.cwd()
    os.chdir(root)
    try:
        said = memory.quick(arguments[0], list(arguments[1:])) if len(arguments) == 1 else None
        if said is not None:
            result = (0, f"{said}\n", "")
        else:
            done = CliRunner().invoke(cli.cli, arguments)
            result = (done.exit_code, done.stdout, done.stderr)
    finally:
        os.chdir(before)
    files = {name: content for name, content in tree(root).items() if not name.startswith(FOLDER)}
    depfile = root / "build/all.d"
    if "--depfile" in arguments and depfile.exists():
        files["build/all.d"] = depfile.read_bytes()
        depfile.unlink()
    return (
        *(str(one).replace(str(root), "") for one in result),
        {name: content.replace(str(root).encode(), b"") for name, content in files.items()},
    )


def _both(root: Path, *arguments: str) -> str:
    """Run a command, and compare it with the same one in a copy where there is no cache."""
    copy = Path(tempfile.mkdtemp(dir=root.parent)) / "project"
    shutil.copytree(root, copy, symlinks=True, ignore=shutil.ignore_patterns(FOLDER))
    expected = _found(copy, *arguments, "--no-cache")
    assert not (copy / FOLDER).exists()
    shutil.rmtree(copy)
    found = _found(root, *arguments)
    assert found == expected, arguments
    return str(found[1])


@settings(
    max_examples=int(os.environ.get("CONNGEN_EXAMPLES", "12")),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(edits=EDITS, commands=st.lists(st.sampled_from(COMMANDS), min_size=6, max_size=6))
def test_edits_between_builds(edits, commands) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        root = folder / "project"
        begin(root)
        _both(root, "build")
        for several, command in zip(edits, commands, strict=False):
            for edit, *numbers in several:
                edit(root, *numbers)
            _both(root, *command)
            if _both(root, "build").endswith("nothing was written\n"):
                mend(root)
                _both(root, "build")
            _both(root, "build")
            _both(root, *command)
    finally:
        shutil.rmtree(folder)
