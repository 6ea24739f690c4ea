"""`conngen import --verify`: what was generated and the originals are laid side by side, executed, and compared."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .output import Owner
from .settings import load
from .terminal import Terminal
from .verifying import Generated, Pair, PairResult, announce, overlay, report, verify_pairs

if TYPE_CHECKING:
    from .porting import Port

__all__ = ["prove", "results_of"]


def prove(ports: Sequence[Port], limit: int, terminal: Terminal) -> bool:
    """Compare what modules became with what they are, and say what was found.

    Parameters
    ----------
    ports : sequence of `Port`
        The modules, compiled.
    limit : `int`
        The most combinations of config fields that are tried of one class.
    terminal : `Terminal`
        Where to tell of it.

    Returns
    -------
    equal : `bool`
        Whether all of them were compared, and are equal.

    Raises
    ------
    ConngenError
        Raised if the runtime is not installed.
    """
    ready = [one for one in ports if one.outputs and one.source is not None]
    pairs = [pair for one in ready for pair in _pairs(one)]
    if pairs:
        terminal.remark(announce(pairs))
    results = results_of(ready, limit)
    for one in ports:
        if one not in ready:
            why = "it is no file" if one.source is None else "its `.conn` file has errors"
            terminal.say(f"{one.file.name}: not verified: {why}")
    terminal.show(report(results))
    return len(ready) == len(ports) and all(result.equal for result in results)


def results_of(ports: Sequence[Port], limit: int) -> list[PairResult]:
    """Return what came of comparing modules that were compiled, parameters as for `prove`."""
    found: list[PairResult] = []
    roots: dict[Path, list[Port]] = {}
    for one in ports:
        roots.setdefault(_root(one), []).append(one)
    for root, mine in roots.items():
        with tempfile.TemporaryDirectory(prefix="conngen-") as folder:
            files = {name: text for one in mine for name, text in _files(one, root)}
            path = overlay(Path(folder), root, files)
            found += verify_pairs([pair for one in mine for pair in _pairs(one)], [path, root], limit)
    return found


def _source(one: Port) -> Path:
    assert one.source is not None
    return one.source.resolve()


def _root(one: Port) -> Path:
    """Return the folder at which absolute imports of a module begin."""
    path = _source(one)
    top = path.parent
    while (top / "__init__.py").is_file() and top != top.parent:
        top = top.parent
    settings = load(path)
    roots = [root.resolve() for root in settings.source_roots]
    above = [root for root in roots if root != settings.root.resolve() and top.is_relative_to(root)]
    return max(above, key=lambda root: len(root.parts), default=top)


def _package(one: Port) -> tuple[str, ...]:
    return _source(one).relative_to(_root(one)).parent.parts


def _files(one: Port, root: Path) -> Iterator[tuple[str, str]]:
    """Yield the generated modules of a file by where they would lie."""
    folder = _source(one).parent.relative_to(root)
    for output in one.outputs:
        if output.owner is not Owner.AUTHOR:
            yield (folder / output.name).as_posix(), output.body
    if one.hooks.is_file() and one.kept:
        yield (folder / one.hooks.name).as_posix(), one.hooks.read_text("utf-8")
    elif one.hooks_text is not None:
        yield (folder / one.hooks.name).as_posix(), one.hooks_text


def _pairs(one: Port) -> Iterator[Pair]:
    package = _package(one)

    def module(suffix: str) -> str:
        return ".".join((*package, f"{one.conn.stem}{suffix}"))

    original = ".".join((*package, _source(one).stem))
    for connections, config in one.imported.pairs:
        yield Pair(
            original,
            None if connections is None else Generated(connections, module("_connections")),
            None if config is None else Generated(config, module("_config")),
            one.file.name,
        )
