"""What the tests of this folder share: samples, generated."""

from __future__ import annotations

from pathlib import Path

from conngen.backends.python import generate
from conngen.compiler import compile_all
from conngen.finder import MemoryFinder
from conngen.model import Module
from conngen.universe import embedded

SAMPLES = Path(__file__).parent / "samples"
LINE_LENGTH = 110


def module_of(text: str, name: str = "example", **files: str) -> Module:
    """Return what a text means."""
    texts = {f"{name}.conn": text, **{f"{other}.conn": more for other, more in files.items()}}
    (compilation,) = compile_all([f"{name}.conn"], MemoryFinder({"__init__.py": "", **texts}), embedded())
    assert not compilation.failed, [one.message for one in compilation.diagnostics]
    return compilation.module


def modules(text: str, name: str = "example", line_length: int = LINE_LENGTH, **files: str) -> dict[str, str]:
    """Return the modules made of a text, by the name of their file."""
    return {one.name: one.body for one in generate(module_of(text, name, **files), embedded(), line_length)}


def extra(line_length: int = LINE_LENGTH) -> dict[str, str]:
    """Return the modules made of the sample that has a bit of everything."""
    return modules((SAMPLES / "extra.conn").read_text(), "extra", line_length)


def write(folder: Path, texts: dict[str, str]) -> Path:
    """Write a package."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").touch()
    for name, text in texts.items():
        (folder / name).write_text(text)
    return folder
