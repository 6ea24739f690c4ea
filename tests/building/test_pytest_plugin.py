"""The plugin for pytest, in a pytest of its own."""

from __future__ import annotations

import sys

import pytest
from rim.commands import BAD, GOOD

from .tools import run

PYTEST = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider")


@pytest.fixture
def root(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.conngen]\n")
    (tmp_path / "stars.conn").write_text(GOOD)
    (tmp_path / "test_it.py").write_text("def test_it():\n    pass\n")
    return tmp_path


def test_it_does_nothing_unless_asked(root):
    assert "1 passed" in run(*PYTEST, cwd=root)


def test_it_fails_when_modules_are_not_current(root):
    printed = run(*PYTEST, "--conngen", cwd=root, status=1)
    assert "1 failed, 1 passed" in printed
    assert "would create stars_config.py" in printed
    assert "run `conngen build`" in printed
    assert "Traceback" not in printed
    assert not (root / "stars_config.py").exists()
    run("conngen", "build", cwd=root)
    assert "2 passed" in run(*PYTEST, "--conngen", cwd=root)
    (root / "stars.conn").unlink()
    assert "would remove stars_config.py" in run(*PYTEST, "--conngen", cwd=root, status=1)


def test_it_goes_before_the_others(root):
    run("conngen", "build", cwd=root)
    passed = [
        line.split()[0] for line in run(*PYTEST, "--conngen", "-v", cwd=root).splitlines() if "PASSED" in line
    ]
    assert passed == ["::conngen", "test_it.py::test_it"]


def test_mistakes_and_settings_are_shown(root):
    (root / "stars.conn").write_text(BAD)
    assert "error[unknown-flag]" in run(*PYTEST, "--conngen", cwd=root, status=1)
    (root / "pyproject.toml").write_text("[tool.conngen]\nline-lenght = 1\n")
    assert "there is no setting `line-lenght`" in run(*PYTEST, "--conngen", cwd=root, status=1)


def test_it_can_be_left_out_like_any_test(root):
    assert "1 passed, 1 deselected" in run(*PYTEST, "--conngen", "-k", "test_it", cwd=root)


def test_pytest_starts_without_the_compiler(root):
    script = (
        "import sys, pytest\n"
        "status = pytest.main(['-q', '-p', 'no:cacheprovider'])\n"
        "print(status, sorted(set(sys.modules) & {'conngen.building', 'lark', 'black', 'jinja2'}))\n"
    )
    assert run(sys.executable, "-c", script, cwd=root).endswith(" []\n")
