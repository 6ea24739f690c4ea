import pytest

from .commands import write
from .owned import Project


@pytest.fixture
def root(tmp_path, monkeypatch):
    """An empty project, with the user standing in it."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR", "CONNGEN_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    write("pyproject.toml", "[tool.conngen]\n")
    return tmp_path


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path / "project")
