"""Every command and snippet of the README is run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conngen import settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?:<!-- (?P<note>[^>]*) -->\n)?```(?P<word>[\w-]+)\n(?P<text>.*?)```", re.DOTALL)
BLOCKS = [(match["note"] or "", match["word"], match["text"]) for match in BLOCK.finditer(README)]


def _conngen(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "conngen", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _write_files(folder: Path) -> None:
    for note, _, text in BLOCKS:
        if note.startswith("file: "):
            (folder / note.removeprefix("file: ")).write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "text", [text for note, word, text in BLOCKS if note == "run"], ids=lambda text: text.split("\n")[0]
)
def test_commands_print_what_is_shown(text: str, tmp_path: Path) -> None:
    _write_files(tmp_path)
    command, _, shown = text.partition("\n")
    assert command.startswith("$ conngen ")
    done = _conngen(command.removeprefix("$ conngen ").split(), tmp_path)
    assert done.stdout.strip() == shown.strip()


def test_commands_in_the_text_exist(tmp_path: Path) -> None:
    for command in (["explain", "unknown-flag"], ["explain"], ["new", "detect_stars"]):
        assert "conngen " + " ".join(command) in README.replace("`", " ").replace("  ", " ") or command
        assert _conngen(command, tmp_path).returncode == 0
    assert _conngen(["check", "detect_stars.conn"], tmp_path).returncode == 0


def test_python_runs_on_the_runtime(tmp_path: Path) -> None:
    _write_files(tmp_path)
    assert _conngen(["build", "detect.conn"], tmp_path).returncode == 0
    for note, word, text in BLOCKS:
        if word == "python":
            assert note == "python: after detect.conn"
            done = subprocess.run(
                [sys.executable, "-c", text], cwd=tmp_path, capture_output=True, text=True, check=False
            )
            assert (done.returncode, done.stderr) == (0, "")


def test_settings_are_read(tmp_path: Path) -> None:
    (text,) = [text for note, _, text in BLOCKS if note == "settings"]
    (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
    loaded = settings.load(tmp_path)
    assert "StarMasks" in loaded.vocabulary.storage_classes
    assert "arm" in loaded.vocabulary.universe
    assert loaded.levels["unused-template"] is None


def test_the_two_commands_are_targets() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in ("demo", "test", "lint"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
        assert f"make {target}" in README


def test_every_block_is_covered() -> None:
    covered = {"conn", "conn-bad", "py", "python", "toml", "mermaid"}
    rest = [text for note, word, text in BLOCKS if word not in covered and note != "run"]
    assert len(rest) == 1
    assert rest[0].startswith("make demo")


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", BLOCK.sub("", README)):
        assert (ROOT / target).exists(), target
