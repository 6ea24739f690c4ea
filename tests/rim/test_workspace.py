"""The files of an editor: what it has unsaved counts, and what depends on a file is compiled again with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from conngen.errors import ConngenError
from conngen.workspace import Workspace

BASE = """\
connections BaseConnections[instrument, visit, detector] {
    template prefix = "deep"

    input exposure: ExposureF[...] = "{prefix}_calexp"
        "Calibrated exposure."
}
"""
DETECT = """\
from .base import BaseConnections

task Detect(BaseConnections) {
    output sources: SourceCatalog[...] = "{prefix}_src"
        "Measured sources."
}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("[tool.conngen]\n")
    package = tmp_path / "survey"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "base.conn").write_text(BASE)
    (package / "detect.conn").write_text(DETECT)
    return package


def codes(workspace: Workspace, key: str) -> list[str]:
    view = workspace.view(key)
    assert view is not None
    return [one.code.name for one in view.compilation.diagnostics]


def test_a_file_is_what_the_editor_has_of_it(folder: Path) -> None:
    workspace = Workspace()
    base, detect = (workspace.key(folder / name) for name in ("base.conn", "detect.conn"))
    assert codes(workspace, detect) == []
    workspace.open(base, BASE.replace("prefix", "other"))
    assert codes(workspace, detect) == ["undefined-template"]
    assert codes(workspace, base) == []
    workspace.close(base)
    assert codes(workspace, detect) == []


def test_who_is_affected(folder: Path) -> None:
    workspace = Workspace()
    base, detect = (workspace.key(folder / name) for name in ("base.conn", "detect.conn"))
    workspace.open(base, BASE)
    workspace.open(detect, DETECT)
    assert workspace.affected(base) == (base, detect)
    assert workspace.affected(detect) == (detect,)
    assert workspace.keys(detect) == (base, detect)


def test_what_changes_on_the_disk_is_seen_when_told(folder: Path) -> None:
    workspace = Workspace()
    detect = workspace.key(folder / "detect.conn")
    assert codes(workspace, detect) == []
    (folder / "base.conn").unlink()
    workspace.refresh()
    assert codes(workspace, detect) != []


def test_a_file_that_is_not_there_has_no_view(folder: Path) -> None:
    workspace = Workspace()
    assert workspace.view(workspace.key(folder / "none.conn")) is None


def test_settings_that_are_wrong_are_told(folder: Path) -> None:
    (folder.parent / "pyproject.toml").write_text("[tool.conngen]\nline-lenght = 100\n")
    workspace = Workspace()
    with pytest.raises(ConngenError, match="line-lenght"):
        workspace.view(workspace.key(folder / "detect.conn"))


def test_typing_gives_what_compiling_gives(folder: Path) -> None:
    typed, anew = Workspace(), Workspace()
    detect = typed.key(folder / "detect.conn")
    new = '    input mask: MaskX[visit] = "{prefx}_mask", when\n'
    for i in range(len(new) + 1):
        text = DETECT.replace("    output", new[:i] + "    output")
        typed.open(detect, text)
        anew.refresh()
        anew.open(detect, text)
        found, meant = typed.view(detect), anew.view(detect)
        assert found is not None
        assert meant is not None
        shown = [(one.code.name, one.place.span, one.message) for one in found.compilation.diagnostics]
        assert shown == [
            (one.code.name, one.place.span, one.message) for one in meant.compilation.diagnostics
        ]
