"""A tool for SCons: ``env.Conngen("folder")`` makes the modules of the `.conn` files in it.

In an ``SConstruct``::

    from conngen.integrations import scons

    env = Environment(tools=[scons.generate])
    env.Conngen("stars")

All `.conn` files of one call are built by one command, as `conngen build` does it: everything or nothing, and what lost
its source is removed. The scanner tells SCons what each of them depends on.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any

from .. import building
from ..caching.memory import FOLDER
from ..checks import FIXED
from ..compiler import Compilation, Compiler, owners
from ..compiler import generate as generated
from ..errors import ConngenError
from ..inputs import TracedFinder, present, settings_files, vocabulary_files
from ..output import Owner
from ..ownership import MANIFEST, examine
from ..ownership.manifest import load
from ..project import Conn, Project, find
from ..records import dataclass, field
from ..terminal import Terminal

__all__ = ["exists", "generate"]

_SURVEY = "_CONNGEN_SURVEY"


@dataclass(frozen=True)
class _File:
    """What SCons has to know of a `.conn` file.

    Parameters
    ----------
    modules : `tuple` [ `~pathlib.Path` ]
        The modules made of it that are the compiler's.
    task : `~pathlib.Path` or `None`
        The one that is its author's.
    skeleton : `bytes`
        What that would be, if it is not there yet.
    inputs : `tuple` [ `~pathlib.Path` ]
        The files it depends on.
    """

    modules: tuple[Path, ...]
    task: Path | None
    skeleton: bytes
    inputs: tuple[Path, ...]


@dataclass
class _Survey:
    """The `.conn` files that this run of SCons has met."""

    files: dict[str, _File] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def made(self) -> set[Path]:
        """The modules of all of them."""
        tasks = {one.task for one in self.files.values() if one.task is not None}
        return tasks.union(*(one.modules for one in self.files.values()))


def exists(env: Any) -> bool:
    """Return whether the tool can be used: it is here."""
    return True


def generate(env: Any) -> None:
    """Add the builder ``Conngen`` and its scanner to an environment.

    Parameters
    ----------
    env : ``SCons.Environment.Environment``
        The environment. ``CONNGENOUTDIR`` in it is where modules go, if not beside their files.
    """
    from SCons.Action import Action
    from SCons.Builder import Builder
    from SCons.Scanner import ScannerBase

    if _SURVEY in env:
        return  # files that share an environment may all ask for the tool
    env[_SURVEY] = _Survey()
    env.SetDefault(CONNGENOUTDIR="")
    scanner = ScannerBase(_scan, name="conngen", skeys=[".conn"])
    env["BUILDERS"]["Conngen"] = Builder(
        action=Action(_build, _announce),
        emitter=_emit,
        prefix=".",
        suffix=".conngen",
        ensure_suffix=True,
        source_factory=env.fs.Entry,
        source_scanner=scanner,
    )
    env.Append(SCANNERS=[scanner])


# --- what depends on what ---


def _emit(target: list[Any], source: list[Any], env: Any) -> tuple[list[Any], list[Any]]:
    """Return the stamp and the modules as targets, and the `.conn` files as sources."""
    from SCons.Errors import UserError

    if not source:
        raise UserError("Conngen() needs a `.conn` file or a folder")
    survey: _Survey = env[_SURVEY]
    paths = [Path(one.srcnode().abspath) for one in source]
    stamp, first = target[0], source[0].disambiguate()
    if first in (env.Dir("."), env.Dir("#")) and stamp.dir is first.up():
        stamp = first.File(".conngen")  # beside a folder is no place if that is where one stands
    try:
        projects, _ = find(paths, _out_dir(env), FIXED)
        found = {key: one for project in projects for key, one in _survey(project).items()}
    except ConngenError:
        # The action will say what is wrong.
        projects, found = (), {}
    survey.files |= found
    # A folder in the place of a module can be no target; the build will say that it is there.
    modules = [env.fs.File(str(path)) for one in found.values() for path in one.modules if not path.is_dir()]
    targets = [stamp, *modules]
    env.Depends(targets, env.Value(_digest(found.values())))
    if not projects:
        env.AlwaysBuild(targets)
    stamp.attributes.conngen_paths = tuple(paths)
    # What a build does not change stays as it is, and what it can't build too.
    env.Precious(targets)
    env.NoCache(targets)
    _clean(env, stamp, survey, modules, projects)
    return targets, [env.fs.File(key) for key in sorted(found)]


def _out_dir(env: Any) -> Path | None:
    name = env.subst("$CONNGENOUTDIR")
    return Path(env.Dir(name).abspath) if name else None


def _survey(project: Project) -> dict[str, _File]:
    """Return what there is to know of the files of a project, by key."""
    settings, finder = project.settings, TracedFinder(project.settings)
    shared = vocabulary_files(settings) | settings_files(settings, project.folders)
    conns = {conn.key: conn for conn in project.files}
    compiler = Compiler(
        finder, settings.vocabulary, settings.levels, lambda key: finder.task_module(conns[key])
    )
    found = {}
    for key, conn in conns.items():
        try:
            one = compiler.compile(key)
        except ConngenError:
            found[key] = _File(_guessed(conn), None, b"", ())
            continue
        looked = shared | finder.inputs(key) | settings_files(settings, [conn.path.parent])
        found[key] = _file(conn, one, settings.line_length, present(looked - {conn.path}))
    return found


def _file(conn: Conn, found: Compilation, line_length: int, inputs: tuple[Path, ...]) -> _File:
    if found.failed:
        return _File(_guessed(conn), None, b"", inputs)
    named = owners(found, line_length)
    modules = tuple(conn.folder / name for name, owner in named.items() if owner is Owner.COMPILER)
    task = next((conn.folder / name for name, owner in named.items() if owner is Owner.AUTHOR), None)
    skeleton = b""
    if task is not None and not task.exists():
        bodies = {one.name: one.body for one in generated(found, line_length)}
        skeleton = bodies[task.name].encode()
    return _File(modules, task, skeleton, inputs)


def _guessed(conn: Conn) -> tuple[Path, ...]:
    """Return the modules of a file that has mistakes: those it had before, or else those that most have."""
    entries = load(conn.out_root / MANIFEST).entries
    stem = conn.path.stem
    paths = [conn.folder / f"{stem}_{part}.py" for part in ("connections", "config")]
    known = [path for path in paths if path.relative_to(conn.out_root).as_posix() in entries]
    return tuple(known or paths)


def _digest(files: Iterable[_File]) -> str:
    """Return a digest of the task modules: the same before a skeleton is written and after that."""
    found = blake2b(digest_size=16)
    for one in files:
        if one.task is not None:
            content = one.skeleton or _content(one.task)
            found.update(f"{one.task.name} {len(content)} ".encode() + content)
    return found.hexdigest()


def _content(path: Path) -> bytes:
    """Return what is in a file; nothing if it can't be read or is none, which is for the build to tell."""
    try:
        return path.read_bytes() if path.is_file() else b""
    except OSError:
        return b""


def _scan(node: Any, env: Any, path: object = ()) -> list[Any]:
    """Return the files that a `.conn` file depends on."""
    survey: _Survey = env[_SURVEY]
    key = node.srcnode().abspath
    if key not in survey.files:
        return []
    made = survey.made
    return [env.fs.File(str(one)) for one in survey.files[key].inputs if one not in made]


def _clean(
    env: Any, stamp: Any, survey: _Survey, modules: Sequence[Any], projects: Sequence[Project]
) -> None:
    """Say what `scons -c` removes: what is as it was made, and the manifest with the last of its modules."""
    made = survey.made
    env.NoClean([one for one in modules if not _is_made(Path(one.abspath))])
    for project in projects:
        env.Clean(stamp, env.Dir(str(project.settings.root / FOLDER)))
    for root in {conn.out_root for project in projects for conn in project.files} | {
        project.settings.out_dir or project.settings.root for project in projects
    }:
        entries = load(root / MANIFEST).entries
        stale = {root / name for name, one in entries.items() if not (root / one.source).exists()}
        env.Clean(stamp, [env.fs.File(str(path)) for path in sorted(stale) if _is_made(path)])
        if {root / name for name in entries} <= made | stale:
            env.Clean(stamp, [env.fs.File(str(root / MANIFEST)), env.fs.Dir(str(root / FOLDER))])


def _is_made(path: Path) -> bool:
    """Return whether a file is what conngen has made; one of which that isn't sure is not."""
    try:
        header = None if path.is_symlink() else examine(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return False
    return header is not None and not header.edited


# --- the action ---


def _announce(target: Sequence[Any], source: Sequence[Any], env: Any) -> str:
    paths = target[0].attributes.conngen_paths
    return " ".join(["conngen build", *(env.fs.Entry(str(path)).get_path() for path in paths)])


def _build(target: Sequence[Any], source: Sequence[Any], env: Any) -> int:
    """Build, and write the stamp: the names and the digests of all that was made."""
    survey: _Survey = env[_SURVEY]
    terminal = Terminal()
    request = building.Request(target[0].attributes.conngen_paths, None, _out_dir(env))
    try:
        # The files of several calls may have one manifest.
        with survey.lock:
            status = building.build(request, terminal)
    except ConngenError as err:
        terminal.complain("error", err.message, err.help)
        return err.status
    if status == 0:
        stamp = Path(target[0].abspath)
        stamp.parent.mkdir(parents=True, exist_ok=True)
        digests = (f"{one.name} {_digest_of(Path(one.abspath))}\n" for one in target[1:])
        stamp.write_text("".join(digests), encoding="utf-8")
    return status


def _digest_of(path: Path) -> str:
    return blake2b(path.read_bytes(), digest_size=16).hexdigest() if path.is_file() else "-"
