"""What tests of verification need: packages of originals with what was compiled for them, compared by a worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from support import compile_texts

from conngen.compiler import generate
from conngen.verifying import Generated, Pair, PairResult, overlay, verify_pairs

__all__ = ["ORIGINALS", "compiled", "package", "pair", "verify", "verify_one"]

ORIGINALS = Path(__file__).parent / "originals"


def compiled(files: Mapping[str, str]) -> dict[str, str]:
    """Return the modules of Connections and Config classes that `.conn` files become, by name."""
    found = {}
    for compilation in compile_texts(files):
        assert not compilation.failed, (compilation.key, [one.message for one in compilation.diagnostics])
        for output in generate(compilation, 110):
            if not output.name.endswith("_task.py"):
                found[output.name] = output.body
    return found


def package(folder: Path, originals: Mapping[str, str]) -> Path:
    """Write a package ``sky`` with originals into a folder."""
    (folder / "sky").mkdir()
    for name, text in {"__init__.py": "", **originals}.items():
        (folder / "sky" / name).write_text(text, encoding="utf-8")
    return folder


def pair(
    original: str, generated: str = "", *, connections: str | None = "", config: str | None = ""
) -> Pair:
    """Return a pair of the package: ``detect`` is about ``DetectConnections`` and ``DetectConfig``.

    Parameters
    ----------
    original : `str`
        The module of the original.
    generated : `str`, optional
        The stem of the generated modules, if it is another.
    connections, config : `str` or `None`, optional
        The names of the classes, if they are others; `None` for no such class.
    """
    found = {}
    for what, name, ending in (
        ("connections", connections, "Connections"),
        ("config", config, "Config"),
    ):
        if name is not None:
            module = f"sky.{generated or original}_{what}"
            found[what] = Generated(name or f"{original.title()}{ending}", module)
    return Pair(f"sky.{original}", **found, file=f"{original}.py")


def verify(
    originals: Mapping[str, str],
    generated: Mapping[str, str],
    pairs: Sequence[Pair],
    limit: int = 100,
    patience: float = 600.0,
) -> list[PairResult]:
    """Compare pairs of the package ``sky``."""
    with TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "package").mkdir()
        source = package(root / "package", originals)
        files = {f"sky/{name}": text for name, text in generated.items()}
        files.setdefault("sky/more.py", "")  # so that there is something to lay over
        path = overlay(root / "overlay", source, files)
        return verify_pairs(pairs, [path], limit, patience)


def verify_one(original: str, conn: str, others: Mapping[str, str] | None = None, **names: str) -> PairResult:
    """Compare an original ``field.py`` with what a `.conn` file becomes."""
    originals = {"field.py": original, **(others or {})}
    return verify(originals, compiled({**originals, "field.conn": conn}), [pair("field", **names)])[0]
