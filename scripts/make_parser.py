#!/usr/bin/env python
"""Write editors/tree-sitter-conn/src: the parser that tree-sitter's own program makes of grammar.js.

It is kept in the repository, as is the custom, so that editors need a C compiler and nothing else. Needs node, and
tree-sitter in the version below: from the path or, where there is apt, from the packages of Debian, which are unpacked
into build/ and not installed. With ``--check`` nothing is written, and the exit status is 1 if a file is not current.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

__all__ = ["FOLDER", "VERSION", "generated", "main", "program"]

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "editors" / "tree-sitter-conn"

VERSION = "0.22.6"
"""The version whose output is kept: another one writes other bytes."""

RELEASE = "trixie"
"""The release of Debian that has it."""

_UNPACKED = ROOT / "build" / "tree-sitter"
_PACKAGES = ("tree-sitter-cli", "libc6", "libgcc-s1")
_APT = """\
Dir "{folder}";
Dir::State "state"; Dir::State::status "{folder}/status"; Dir::Cache "cache";
Dir::Etc "etc"; Dir::Etc::sourcelist "sources.list"; Dir::Etc::sourceparts "-";
APT::Sandbox::User "";
"""
_KEYS = "/usr/share/keyrings/debian-archive-keyring.gpg"


class NoProgram(Exception):
    """tree-sitter is not here and can't be had."""


def program() -> list[str]:
    """Return the command that runs tree-sitter in the right version, fetched if need be.

    Raises
    ------
    NoProgram
        Raised if it can't be had.
    """
    found = shutil.which("tree-sitter")
    if found is not None and _is_right([found]):
        return [found]
    if (command := _unpacked()) and _is_right(command):
        return command
    if shutil.which("apt-get") is None or shutil.which("dpkg-deb") is None:
        raise NoProgram(f"tree-sitter {VERSION} is needed: cargo install tree-sitter-cli --version {VERSION}")
    _fetch()
    command = _unpacked()
    if not command or not _is_right(command):
        raise NoProgram(f"the package of Debian {RELEASE} holds no tree-sitter {VERSION}")
    return command


def _is_right(command: list[str]) -> bool:
    try:
        done = subprocess.run([*command, "--version"], capture_output=True, text=True)
    except OSError:
        return False
    return done.returncode == 0 and done.stdout.split()[1:2] == [VERSION]


def _unpacked() -> list[str]:
    """Return the command for what was unpacked, with the C library it was built for; nothing if there is none."""
    loader = next(iter(sorted(_UNPACKED.glob("usr/lib/*-linux-gnu*/ld-linux*.so.*"))), None)
    executable = _UNPACKED / "usr" / "bin" / "tree-sitter"
    if loader is None or not executable.is_file():
        return []
    return [str(loader), "--library-path", str(loader.parent), str(executable)]


def _fetch() -> None:
    """Unpack the packages of Debian, which the machine's own apt fetches and checks, without a trace in it."""
    shutil.rmtree(_UNPACKED, ignore_errors=True)
    _UNPACKED.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("state/lists/partial", "cache/archives/partial", "etc", "packages"):
            (folder / part).mkdir(parents=True)
        (folder / "status").touch()
        source = f"deb [signed-by={_KEYS}] http://deb.debian.org/debian {RELEASE} main\n"
        (folder / "etc" / "sources.list").write_text(source, encoding="utf-8")
        configuration = folder / "apt.conf"
        configuration.write_text(_APT.format(folder=folder), encoding="utf-8")
        for command in (["update", "-qq"], ["download", "-qq", *_PACKAGES]):
            done = subprocess.run(
                ["apt-get", *command],
                cwd=folder / "packages",
                env={"APT_CONFIG": str(configuration), "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"},
                capture_output=True,
                text=True,
            )
            if done.returncode:
                raise NoProgram(f"`apt-get {command[0]}` failed: {done.stderr.strip()}")
        for package in sorted((folder / "packages").glob("*.deb")):
            subprocess.run(["dpkg-deb", "-x", str(package), str(_UNPACKED)], check=True)


def generated(command: list[str]) -> dict[str, bytes]:
    """Return what tree-sitter makes of grammar.js, by path in the folder of the grammar.

    Parameters
    ----------
    command : `list` [ `str` ]
        Runs tree-sitter.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file in ("grammar.js", "package.json"):
            shutil.copy(FOLDER / file, folder)
        done = subprocess.run(
            [*command, "generate", "--no-bindings"], cwd=folder, capture_output=True, text=True
        )
        if done.returncode:
            raise NoProgram(f"tree-sitter can't make a parser of grammar.js:\n{done.stderr}")
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted((folder / "src").rglob("*"))
            if path.is_file()
        }


def kept() -> dict[str, bytes]:
    """Return what there is in the repository, likewise."""
    return {
        path.relative_to(FOLDER).as_posix(): path.read_bytes()
        for path in sorted((FOLDER / "src").rglob("*"))
        if path.is_file()
    }


def main() -> int:
    """Write what is not current, or with ``--check`` tell what it is."""
    checking = sys.argv[1:] == ["--check"]
    if sys.argv[1:] and not checking:
        print("usage: make_parser.py [--check]", file=sys.stderr)
        return 2
    try:
        made = generated(program())
    except NoProgram as error:
        print(error, file=sys.stderr)
        return 1
    before = kept()
    changed = sorted(path for path in {*made, *before} if made.get(path) != before.get(path))
    for path in changed:
        if not checking:
            _write(FOLDER / path, made.get(path))
        print(f"{'not current' if checking else 'written' if path in made else 'removed'}  {path}")
    print(f"{len(made)} files, {len(changed) or 'none'} {'not current' if checking else 'changed'}")
    return 1 if checking and changed else 0


def _write(path: Path, content: bytes | None) -> None:
    if content is None:
        path.unlink()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    sys.exit(main())
