"""Every snippet of docs/building.md is run, or is part of an example that is."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from .tools import EXAMPLES, example, run

ROOT = EXAMPLES.parent.parent
TEXT = (ROOT / "docs" / "building.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?:<!-- (?P<note>[^>]*) -->\n)?```(?P<word>[\w-]+)\n(?P<text>.*?)```", re.DOTALL)
BLOCKS = [(match["note"] or "", match["word"], match["text"]) for match in BLOCK.finditer(TEXT)]
TESTED = {"sconsutils", "pre-commit", "github", "gitlab", "hook", "pytest", "run", "python"}


def block(note: str) -> str:
    """Return the snippet with a note."""
    (found,) = [text for one, _, text in BLOCKS if one == note]
    return found


def test_every_snippet_is_tested():
    notes = [note for note, _, _ in BLOCKS if not note.startswith("example: ")]
    assert {note for note in notes if note} == TESTED
    assert [text for note, _, text in BLOCKS if not note] == ["mypy stars | conngen where -\n"]


@pytest.mark.parametrize("note", [note for note, _, _ in BLOCKS if note.startswith("example: ")])
def test_snippets_are_lines_of_the_examples(note):
    whole = (
        (EXAMPLES / note.removeprefix("example: ")).read_text().replace("$(CONNGEN)", "conngen").splitlines()
    )
    place = -1
    for line in filter(None, block(note).splitlines()):
        assert line in whole[place + 1 :], line
        place = whole.index(line, place + 1)


def test_every_example_is_there():
    shown = {note.removeprefix("example: ").partition("/")[0] for note, _, _ in BLOCKS if "example" in note}
    assert shown == {path.name for path in EXAMPLES.iterdir() if path.is_dir()}


@pytest.fixture
def root(tmp_path):
    return example("make", tmp_path)


def test_commands_print_what_is_shown(root):
    run("conngen", "build", cwd=root)
    command, _, shown = block("run").partition("\n")
    assert run(*command.removeprefix("$ ").split(), cwd=root) == shown


def test_the_hook(root):
    script = f"{block('hook')}\nprint(FindConfig().threshold)\n"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("5.0\n", "")
    assert not (root / "stars/find_config.py").exists()


def test_python(root):
    done = subprocess.run(
        [sys.executable, "-c", block("python")], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    assert "['find']" in done.stdout
    assert "class FindConfig(" in done.stdout


def test_the_setting_of_pytest(root):
    assert tomllib.loads(block("pytest"))["tool"]["pytest"]["ini_options"] == {"conngen": True}
    with (root / "pyproject.toml").open("a") as stream:
        stream.write(block("pytest"))
    assert "1 failed" in run(sys.executable, "-m", "pytest", cwd=root, status=1)
    run("conngen", "build", cwd=root)
    assert "1 passed" in run(sys.executable, "-m", "pytest", cwd=root)


def test_hooks_and_inputs_that_are_shown_exist():
    hooks = {one["id"] for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    (repo,) = yaml.safe_load(block("pre-commit"))["repos"]
    assert {one["id"] for one in repo["hooks"]} == hooks
    steps = yaml.safe_load(block("github"))["jobs"]["conngen"]["steps"]
    given = set(steps[-1].get("with", {}))
    assert given <= set(yaml.safe_load((ROOT / "action.yml").read_text())["inputs"])


def test_a_package_of_scons_utils(tmp_path):
    """A package as all of them are laid out, with the real `lsst.sconsUtils`: its tests find the modules."""
    root = example("scons", tmp_path)
    package = root / "python/lsst/few"
    package.mkdir(parents=True)
    (root / "stars").rename(package / "stars")
    shared = "import pkgutil\n\n__path__ = pkgutil.extend_path(__path__, __name__)\n"
    for folder in (package.parent, package):
        (folder / "__init__.py").write_text(shared)
    (root / "python/SConscript").write_text(block("sconsutils"))
    (root / "SConstruct").write_text(
        "from lsst.sconsUtils import scripts\n\n"
        "scripts.BasicSConstruct('few_stars', versionString='1', disableCc=True, noCfgFile=True)\n"
    )
    (root / "tests").mkdir()
    (root / "tests/SConscript").write_text(
        "from lsst.sconsUtils import scripts\n\nscripts.BasicSConscript.tests(pyList=[])\n"
    )
    (root / "tests/test_stars.py").write_text(
        "from lsst.few.stars.find_config import FindConfig\n\n\n"
        "def test_it():\n    assert FindConfig().threshold == 5.0\n"
    )
    printed = run("scons", "-Q", cwd=root, PYTHONPATH=str(root / "python"))
    assert "6 created" in printed
    assert "1 passed" in printed
    assert "up to date" in run("scons", "-Q", "python", cwd=root)
    run("scons", "-Q", "-c", "python", cwd=root)
    assert not list(package.rglob("find_co*.py"))


def test_links_lead_somewhere():
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", TEXT):
        assert (Path(ROOT / "docs") / target).exists(), target
