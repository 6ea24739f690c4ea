"""The hooks of pre-commit, the action of GitHub and the recipe for GitLab."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from rim.commands import BAD, GOOD

from .tools import run

ROOT = Path(__file__).resolve().parent.parent.parent
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
UNTIDY = GOOD.replace("        threshold: float = 5.0", "        threshold:float=5.0")


@pytest.fixture
def project(tmp_path):
    root = tmp_path / "project"
    root.mkdir()
    (root / "pyproject.toml").write_text("[tool.conngen]\n")
    (root / "stars.conn").write_text(GOOD)
    run("conngen", "build", cwd=root)
    return root


# --- pre-commit ---


def _git(*arguments: str, cwd: Path) -> None:
    run("git", "-c", "user.name=a", "-c", "user.email=a@b.c", *arguments, cwd=cwd)


@pytest.fixture
def hooked(project, tmp_path):
    """The project with the hooks of this repository; conngen is that of the tests, and not installed anew."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    text = (ROOT / ".pre-commit-hooks.yaml").read_text().replace("language: python", "language: unsupported")
    (hooks / ".pre-commit-hooks.yaml").write_text(text)
    config = {"repos": [{"repo": str(hooks), "rev": "v1", "hooks": [{"id": one["id"]} for one in HOOKS]}]}
    (project / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    for folder in (hooks, project):
        _git("init", "--quiet", cwd=folder)
        _git("add", "--all", cwd=folder)
        _git("commit", "--quiet", "--message", "first", cwd=folder)
    _git("tag", "v1", cwd=hooks)
    return project


def _hooks(root: Path, tmp_path: Path) -> tuple[str, dict[str, str]]:
    printed = run(
        "pre-commit", "run", "--all-files", cwd=root, status=None, PRE_COMMIT_HOME=str(tmp_path / "home")
    )
    return printed, dict(re.findall(r"^(conngen [\w -]+?)\.{3,}(\w+)", printed, re.MULTILINE))


def test_hooks_are_what_pre_commit_reads():
    run("pre-commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"), cwd=ROOT)
    assert [one["id"] for one in HOOKS] == ["conngen-check", "conngen-fmt", "conngen-build"]
    assert {one["language"] for one in HOOKS} == {"python"}


def test_hooks(hooked, tmp_path):
    printed, found = _hooks(hooked, tmp_path)
    names = [one["name"] for one in HOOKS]
    assert found == dict.fromkeys(names, "Passed"), printed
    (hooked / "stars.conn").write_text(UNTIDY.replace('"stars"', '"suns"'))
    printed, found = _hooks(hooked, tmp_path)
    assert found == {names[0]: "Passed", names[1]: "Failed", names[2]: "Failed"}
    assert (hooked / "stars.conn").read_text() == GOOD.replace('"stars"', '"suns"')
    assert "would update stars_connections.py" in printed
    (hooked / "stars.conn").write_text(BAD)
    printed, found = _hooks(hooked, tmp_path)
    assert found[names[0]] == "Failed"
    assert "error[unknown-flag]" in printed


def test_a_commit_that_removes_a_file_is_looked_at(hooked, tmp_path):
    _git("rm", "--quiet", "stars.conn", cwd=hooked)
    printed = run("pre-commit", "run", cwd=hooked, status=None, PRE_COMMIT_HOME=str(tmp_path / "home"))
    assert "would remove stars_config.py" in printed
    assert printed.endswith("[1]")


# --- GitHub ---


def _steps(project: Path, **inputs: str) -> str:
    """Run the steps of the action that need no network, as a runner does."""
    values = {name: one["default"] for name, one in ACTION["inputs"].items()} | inputs
    printed = ""
    for step in ACTION["runs"]["steps"]:
        assert step["shell"] == "bash"
        if step["name"] == "Install conngen":
            continue
        variables = {
            name: re.sub(r"\$\{\{ inputs\.([\w-]+) }}", lambda match: values[match[1]], text)
            for name, text in step["env"].items()
        }
        printed += run("bash", "-eo", "pipefail", "-c", step["run"], cwd=project, status=None, **variables)
    return printed


def test_the_action_annotates(project):
    printed = _steps(project)
    assert "::" not in printed
    assert printed.endswith("[0]")
    (project / "stars.conn").write_text(BAD)
    for paths in ("", "stars.conn pyproject.toml"[:10]):
        printed = _steps(project, paths=paths)
        assert "::error file=stars.conn,line=6,col=48," in printed
        assert printed.endswith("[1]")
    (project / "stars.conn").write_text(GOOD.replace("5.0", "6.0"))
    printed = _steps(project)
    assert "would update stars_config.py" in printed
    assert "::error title=conngen::" in printed


def test_the_action_names_files_as_the_repository_does(project):
    (project / "stars.conn").write_text(BAD)
    (project / "other.conn").write_text(GOOD.replace("Stars", "Other"))
    for paths, found in (("", 1), ("stars.conn", 1), ("other.conn", 0), (str(project / "stars.conn"), 1)):
        inputs = {"paths": paths, "working-directory": project.name}
        printed = _steps(project.parent, **inputs)
        assert printed.count(f"::error file={project.name}/stars.conn,line=6,col=48,") == found, paths


def test_the_action_says_what_it_takes():
    assert ACTION["runs"]["using"] == "composite"
    assert {"name", "description", "inputs", "runs"} <= set(ACTION)
    text = (ROOT / "action.yml").read_text()
    assert set(re.findall(r"inputs\.([\w-]+)", text)) == set(ACTION["inputs"])
    for one in ACTION["inputs"].values():
        assert isinstance(one["default"], str)
        assert one["description"]


def test_the_action_installs_itself_with_pip():
    (install,) = [step for step in ACTION["runs"]["steps"] if step["name"] == "Install conngen"]
    assert "${{ inputs.version || github.action_path }}" in install["env"].values()
    assert (ROOT / "pyproject.toml").exists()  # the action's folder is what pip installs
    assert shutil.which("bash")


# --- GitLab ---


def test_the_recipe_for_gitlab(project):
    from .test_building_docs import block

    job = yaml.safe_load(block("gitlab"))["conngen"]
    (project / "stars.conn").write_text(BAD)
    for line in job["script"][1:]:
        assert run("bash", "-c", line, cwd=project, status=1) is not None
    report = json.loads((project / job["artifacts"]["reports"]["codequality"]).read_text())
    assert report[0]["location"]["path"] == "stars.conn"
    assert job["script"][0].startswith("pip install")
    assert job["artifacts"]["when"] == "always"
