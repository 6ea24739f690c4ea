"""What each editor gets: which of the files in ``editors`` go where, and what its user has to do."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from ..errors import ConngenError
from ..records import dataclass, field
from ..resources import folder
from .entries import Entry, Listed, Marked
from .places import Places

__all__ = ["EDITORS", "Parts", "parts_of"]

_COMPILERS = ("cc", "gcc", "clang")
_PATIENCE = 300  # seconds for the compiler
_LANGUAGE = "conn"


@dataclass(frozen=True)
class Parts:
    """What an editor gets.

    Parameters
    ----------
    folder : `~pathlib.Path`
        Where most of it goes.
    files : mapping from `~pathlib.Path` to `bytes`
        What is in each file.
    entries : mapping from `~pathlib.Path` to `Entry`, optional
        What is entered into files that are not ours alone.
    hints : `tuple` [ `str`, ... ], optional
        What is left for the user to do, a line each.
    """

    folder: Path
    files: Mapping[Path, bytes]
    entries: Mapping[Path, Entry] = field(default_factory=dict)
    hints: tuple[str, ...] = ()


def _vim(places: Places, build: bool) -> Parts:
    return Parts(places.vim, _copies("vim", places.vim, lambda name: name.suffix == ".vim"))


def _nvim(places: Places, build: bool) -> Parts:
    there = places.nvim
    files = _copies("vim", there, lambda name: name.suffix in (".vim", ".lua"))
    files |= _copies("tree-sitter-conn/queries", there / "queries" / _LANGUAGE, _is_query)
    parser, missing = _parser(build, "nvim")
    if parser is not None:
        files[there / "parser" / f"{_LANGUAGE}.so"] = parser
    server = 'for the language server, put `vim.lsp.enable("conngen")` into init.lua (Neovim 0.11 or newer)'
    older = f"for Neovim 0.7 to 0.10, {there / 'lsp' / 'conngen.lua'} says what to write"
    return Parts(there, files, hints=(server, older, *missing))


def _emacs(places: Places, build: bool) -> Parts:
    there = places.emacs
    files = _copies("emacs", there, lambda name: name.suffix == ".el" and len(name.parts) == 1)
    home = places.home
    shown = f"~/{there.relative_to(home).as_posix()}" if there.is_relative_to(home) else there.as_posix()
    text = shown.replace("\\", "\\\\").replace('"', '\\"')
    lines = (f'  (add-to-list \'load-path "{text}")', "  (require 'conn-mode)")
    return Parts(there, files, hints=(f"put these two lines into {there.parent / 'init.el'}:", *lines))


def _vscode(places: Places, build: bool) -> Parts:
    try:
        told = json.loads((folder("editors") / "vscode" / "package.json").read_bytes())
        publisher, name, version = (str(told[key]) for key in ("publisher", "name", "version"))
    except (KeyError, ValueError) as err:
        raise _incomplete("vscode") from err
    named = [Path(one) for one in _named(told)]
    if not places.vscode:
        raise ConngenError(
            "there is no VS Code: neither its folder in your home, nor the command `code`",
            "start it once, or set VSCODE_EXTENSIONS to its folder of extensions",
        )
    files: dict[Path, bytes] = {}
    entries: dict[Path, Entry] = {}
    directory = f"{publisher}.{name}-{version}".lower()
    for extensions in places.vscode:
        there = extensions / directory
        files |= _copies("vscode", there, lambda name: _is_of_extension(name, named))
        if missing := [one for one in named if there / one not in files]:
            raise FileNotFoundError(missing[0])
        path = there.as_posix() if there.as_posix().startswith("/") else f"/{there.as_posix()}"
        entries[extensions / "extensions.json"] = Listed(
            {
                "identifier": {"id": f"{publisher}.{name}".lower()},
                "version": version,
                "location": {"$mid": 1, "path": path, "scheme": "file"},
                "relativeLocation": directory,
            }
        )
    return Parts(places.vscode[0] / directory, files, entries, ("start VS Code again to see it",))


def _helix(places: Places, build: bool) -> Parts:
    there = places.helix / "runtime"
    files = _copies("tree-sitter-conn/queries/helix", there / "queries" / _LANGUAGE, _is_query)
    parser, missing = _parser(build, "helix")
    if parser is not None:
        suffix = "dll" if places.windows else "so"
        files[there / "grammars" / f"{_LANGUAGE}.{suffix}"] = parser
    text = (folder("editors") / "helix" / "languages.toml").read_text(encoding="utf-8")
    entry = Marked(text, _LANGUAGE)
    return Parts(places.helix, files, {places.helix / "languages.toml": entry}, missing)


EDITORS: Mapping[str, Callable[[Places, bool], Parts]] = {
    "vim": _vim,
    "nvim": _nvim,
    "emacs": _emacs,
    "vscode": _vscode,
    "helix": _helix,
}
"""The editors, each with what it gets."""


def parts_of(editor: str, places: Places, *, build: bool = True) -> Parts:
    """Return what an editor gets.

    Parameters
    ----------
    editor : `str`
        A key of `EDITORS`.
    places : `Places`
        The user's folders.
    build : `bool`, optional
        Whether to compile the parser for those that need one.

    Returns
    -------
    parts : `Parts`
        The files with what is in them, and what else is to be done.

    Raises
    ------
    ConngenError
        Raised if this conngen has no files for the editor.
    """
    try:
        return EDITORS[editor](places, build)
    except FileNotFoundError as err:
        raise _incomplete(editor) from err


def _incomplete(editor: str) -> ConngenError:
    return ConngenError(
        f"the files for {editor} are missing from this installation of conngen", "install the package again"
    )


def _copies(name: str, there: Path, wanted: Callable[[Path], bool]) -> dict[Path, bytes]:
    """Return the files of a folder in ``editors`` that are wanted, by where they go."""
    root = folder("editors") / name
    names = []
    for at, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "node_modules")  # of developers: large
        names += [Path(at, name).relative_to(root) for name in sorted(files)]
    found = {there / name: (root / name).read_bytes() for name in names if wanted(name)}
    if not found:
        raise FileNotFoundError(root)
    return found


def _is_query(name: Path) -> bool:
    return name.suffix == ".scm" and len(name.parts) == 1


def _is_of_extension(name: Path, named: Collection[Path]) -> bool:
    """Whether a file is one that the description of the extension names, or lies beside one in a folder of its own."""
    if len(name.parts) == 1:
        return name in named or name.name in ("package.json", "README.md", "CHANGELOG.md")
    return any(name.parts[0] == one.parts[0] for one in named)


def _named(told: object) -> Iterator[str]:
    """Yield the files that the description of an extension names."""
    match told:
        case dict():
            yield from (name for value in told.values() for name in _named(value))
        case list():
            yield from (name for value in told for name in _named(value))
        case str() if told.startswith("./"):
            yield told.removeprefix("./")


def _parser(build: bool, editor: str) -> tuple[bytes | None, tuple[str, ...]]:
    """Return the compiled parser of tree-sitter; or, if there is none, what the user can do."""
    if not build:
        return None, ()
    command = _compiler()
    again = f"then `conngen editor install {editor}` again"
    if command is None:
        return None, (f"tree-sitter colours need a C compiler, and none was found: install one, {again}",)
    source = folder("editors") / "tree-sitter-conn" / "src"
    files = [str(path) for name in ("parser.c", "scanner.c") if (path := source / name).is_file()]
    with tempfile.TemporaryDirectory() as made:
        target = Path(made, "conn.so")
        options = ["-shared", "-fPIC", "-O2", "-I", str(source), *files, "-o", str(target)]
        try:
            done = subprocess.run(
                [*command, *options], capture_output=True, cwd=made, timeout=_PATIENCE, check=False
            )
            if done.returncode == 0 and files:
                return target.read_bytes(), ()
            why = next(iter(done.stderr.decode("utf-8", "replace").splitlines()), "it failed")
        except subprocess.TimeoutExpired:
            why = "it takes too long"
        except OSError as err:
            why = (err.strerror or type(err).__name__).lower()
    return None, (f"tree-sitter colours are missing, as `{command[0]}` can't compile them: {why}",)


def _compiler() -> list[str] | None:
    """Return the command of a C compiler, if there is one."""
    told = shlex.split(os.environ.get("CC", ""))
    for command in ([told] if told else []) + [[name] for name in _COMPILERS]:
        if shutil.which(command[0]) is not None:
            return command
    return None
