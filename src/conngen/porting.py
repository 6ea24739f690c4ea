"""`conngen import`: Python modules are read, and the `.conn` files that say the same are written beside them."""

from __future__ import annotations

import difflib
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from .checks import FIXED
from .compiler import Compilation, compile_all, generate
from .diagnostics import Level
from .display import shown
from .errors import ConngenError, UsageError
from .formatter import format_text
from .importing import Imported, PythonFile, Siblings, import_module
from .importing.rewriting import leads_back, rewrite
from .output import Output
from .ownership import create_all
from .ownership import rewrite as rewrite_file
from .project import SKIPPED, Conn, DiskFinder, decode, key_of
from .records import dataclass, field
from .settings import Settings, load
from .terminal import Terminal

__all__ = ["Importer", "Order", "Port", "port"]


@dataclass(frozen=True)
class Order:
    """What to import, and what to do with it.

    Parameters
    ----------
    sources : `tuple` [ `~pathlib.Path` ]
        Python modules, and folders with them; ``-`` for standard input.
    out : `~pathlib.Path` or `None`
        The `.conn` file, or the folder of them, if not beside the modules.
    force : `bool`
        Whether `.conn` files that are there are written anew.
    verify : `bool`
        Whether to prove the result by executing it, and the modules.
    limit : `int`
        The most combinations of config fields that are tried of one class.
    rewrite : `bool`
        Whether the modules are to use the generated classes.
    diff : `bool`
        Whether nothing is written, and the changes are shown.
    """

    sources: tuple[Path, ...]
    out: Path | None = None
    force: bool = False
    verify: bool = False
    limit: int = 1024
    rewrite: bool = False
    diff: bool = False


@dataclass
class Port:
    """One module on its way.

    Parameters
    ----------
    source : `~pathlib.Path` or `None`
        The Python module; `None` for standard input.
    file : `PythonFile`
        What it says.
    conn, hooks : `~pathlib.Path`
        Where the `.conn` file and its hooks go.
    imported : `Imported`
        What was found.
    text : `str`
        The `.conn` file.
    hooks_text : `str` or `None`
        The module of its hooks, if it needs one.
    kept : `bool`
        Whether the `.conn` file is there already, and stays.
    """

    source: Path | None
    file: PythonFile
    conn: Path
    hooks: Path
    imported: Imported
    text: str
    hooks_text: str | None = None
    kept: bool = False
    compilation: Compilation | None = field(default=None, repr=False)
    outputs: tuple[Output, ...] = field(default=(), repr=False)


def port(order: Order, terminal: Terminal) -> int:
    """Import modules, and return what the command exits with.

    Raises
    ------
    ConngenError
        Raised if nothing can be done: a path that is not there, a file that can't be written.
    """
    worker = Importer(order, terminal)
    ports = worker.read()
    if not ports:
        if not worker.failed:
            terminal.complain("warning", "no module declares connections or the config of a pipeline task")
        return 1 if worker.failed else 0
    worker.compile(ports)
    piped = ports[0].source is None and order.out is None
    for one in ports:
        worker.tell(one)
    if piped:
        terminal.hand_over(ports[0].text)
    elif order.diff and not order.rewrite:
        for one in ports:
            terminal.show(_diff(one.conn, one.text))
    elif not order.diff:
        worker.write(ports)
    if order.rewrite:
        worker.rewrite(ports)
    if order.verify:
        from .proving import prove

        worker.failed |= not prove(ports, order.limit, terminal)
    return 1 if worker.failed else 0


class Importer:
    """The steps of an import, one after the other: `read`, `compile`, `tell`, `write`, `rewrite`.

    Parameters
    ----------
    order : `Order`
        What to import.
    terminal : `Terminal`
        Where to tell of it.
    """

    def __init__(self, order: Order, terminal: Terminal) -> None:
        self.order = order
        self.terminal = terminal
        self.failed = False
        self.codes = FIXED
        self.settings: dict[Path, Settings] = {}
        self.siblings: dict[Path, Siblings] = {}

    # --- reading ---

    def read(self) -> list[Port]:
        """Return what the sources become; what can't be read is told, and does not stop the others."""
        ports: list[Port] = []
        for source in self.order.sources:
            if str(source) == "-":
                ports += self._standard_input()
                continue
            if not source.exists():
                raise UsageError(f"{shown(source)}: no such file or directory", "check the path")
            if not source.is_dir() and source.suffix != ".py":
                raise UsageError(
                    f"{shown(source)}: is no Python module", "name `.py` files, or folders with them"
                )
            for path in _modules(source):
                if source.is_dir() and not _may_declare(path):
                    continue
                try:
                    ports += self._module(path, source)
                except ConngenError as err:
                    self.failed = True
                    self.terminal.complain("error", err.message, err.help)
        return ports

    def _settings(self, path: Path) -> Settings:
        settings = load(path, self.codes)
        return self.settings.setdefault(settings.root, settings)

    def _siblings(self, settings: Settings) -> Siblings:
        return self.siblings.setdefault(settings.root, Siblings(DiskFinder(settings)))

    def _standard_input(self) -> list[Port]:
        here = Path.cwd() / (self.order.out.with_suffix(".py").name if self.order.out else "stdin.py")
        settings = self._settings(here)
        text = decode(sys.stdin.buffer.read(), "-")
        siblings = self._siblings(settings)
        return self._port(
            None, siblings, siblings.file(key_of(here), text, "-"), settings, self._conn(here, here)
        )

    def _module(self, path: Path, start: Path) -> list[Port]:
        settings = self._settings(path)
        siblings = self._siblings(settings)
        file = siblings.file(key_of(path))
        return self._port(path, siblings, file, settings, self._conn(path, start))

    def _conn(self, path: Path, start: Path) -> Path:
        """Return where the `.conn` file of a module goes."""
        out = self.order.out
        if out is None:
            return path.with_suffix(".conn")
        if start.is_dir():
            return (out / path.resolve().relative_to(start.resolve())).with_suffix(".conn")
        return out / f"{path.stem}.conn" if out.is_dir() or out.suffix != ".conn" else out

    def _port(
        self, path: Path | None, siblings: Siblings, file: PythonFile, settings: Settings, conn: Path
    ) -> list[Port]:
        if path is not None and path.name == "__init__.py":
            if "PipelineTaskConnections" in file.text:
                message = f"{file.name}: a package's `__init__.py` is not imported"
                self.terminal.complain("warning", message, "move its classes to a module of their own")
            return []
        imported = import_module(file, siblings.find, siblings.in_package(file))
        if imported is None:
            return []
        text = format_text(imported.text, settings.line_length).text
        hooks = conn.with_name(f"{conn.stem}_hooks.py")
        hooks_text = _black(imported.hooks, settings.line_length)
        found = Port(path, file, conn, hooks, imported, text, hooks_text)
        if path is not None and conn.exists() and not self.order.force:
            there = conn.read_text("utf-8")
            if there == text:
                found.kept = True
            elif self.order.rewrite or not self.order.diff:
                if not (self.order.verify or self.order.rewrite):
                    self.failed = True
                    message = f"{shown(conn)}: is there already"
                    self.terminal.complain("error", message, "import to another file with -o, or say --force")
                    return []
                found.kept, found.text = True, there
        return [found]

    # --- compiling ---

    def compile(self, ports: Sequence[Port]) -> None:
        """Compile what was written, as `conngen check` would, all files of a project together."""
        for settings in self.settings.values():
            mine = [one for one in ports if self._settings(one.conn.absolute()).root == settings.root]
            if not mine:
                continue
            texts = {key_of(one.conn.absolute()): one.text for one in mine}
            texts |= {key_of(one.hooks.absolute()): one.hooks_text for one in mine if one.hooks_text}
            finder = DiskFinder(settings, texts)
            conns = {key_of(one.conn.absolute()): one.conn.absolute() for one in mine}

            def task_module(
                key: str, finder: DiskFinder = finder, settings: Settings = settings
            ) -> str | None:
                return finder.task_module(Conn(key, settings.root, Path(key).parent))

            keys = list(conns)
            compilations = compile_all(keys, finder, settings.vocabulary, settings.levels, task_module)
            for one, compilation in zip(mine, compilations, strict=True):
                one.compilation = compilation
                if compilation.failed:
                    self.failed = True
                else:
                    one.outputs = generate(compilation, settings.line_length)

    def tell(self, one: Port) -> None:
        """Say what a module became, and what a reader has to know."""
        name = one.file.name
        for note in () if one.kept else one.imported.notes:
            level = "lost" if note.lost else "note"
            self.terminal.remark(f"{name}:{note.line}: {level}: {note.text}")
        found = one.compilation.diagnostics if one.compilation is not None else ()
        errors = [diagnostic for diagnostic in found if diagnostic.level is Level.ERROR]
        if errors:
            self.terminal.report(errors)

    # --- writing ---

    def write(self, ports: Sequence[Port]) -> None:
        """Write the `.conn` files and their hooks: all of them, or none."""
        texts: dict[Path, str] = {}
        for one in ports:
            if one.kept:
                self.terminal.say(f"kept     {shown(one.conn)}: is there already")
                continue
            texts[one.conn] = one.text
            if one.hooks_text is not None and (self.order.force or not one.hooks.exists()):
                texts[one.hooks] = one.hooks_text
        create_all(texts, replace=self.order.force)
        for one in ports:
            if one.conn in texts:
                self.terminal.say(f"created  {shown(one.conn)}: {_count(one)}")
            if one.hooks in texts:
                self.terminal.say(f"created  {shown(one.hooks)}")

    def rewrite(self, ports: Sequence[Port]) -> None:
        """Let the modules use the generated classes; show it first."""
        for one in ports:
            if one.source is None:
                raise UsageError("the standard input cannot be rewritten", "name a file")
            new = self._rewritten(one)
            if new is None or new == one.file.text:
                continue
            self.terminal.show(_diff(one.source, new, one.file.text))
            if not self.order.diff and self.terminal.agrees(f"rewrite {shown(one.source)}?"):
                rewrite_file(one.source, one.file.text, new)
                self.terminal.say(f"updated  {shown(one.source)}")

    def _rewritten(self, one: Port) -> str | None:
        assert one.source is not None
        if one.compilation is None or one.compilation.failed:
            self.terminal.complain(
                "error", f"{shown(one.source)}: is left as it is: its `.conn` file has errors"
            )
            self.failed = True
            return None
        dot = "." if one.source.resolve().with_name("__init__.py").exists() else ""
        module = f"{dot}{one.source.stem}"
        ours = {cls.name for cls in one.imported.classes if cls.kind == "connections"}
        configs = {cls.name for cls in one.imported.classes if cls.kind == "config"}
        classes: dict[str, str] = {}
        for suffix, names in (("_connections", ours), ("_config", configs)):
            output = next((one for one in one.outputs if one.name.endswith(f"{suffix}.py")), None)
            if output is None:
                continue
            if leads_back(output.body, module, ""):
                message = (
                    f"{shown(one.source)}: `{output.name}` imports from it, and it can't import from there"
                )
                help = "move what is needed to a module of its own; the classes stay until then"
                self.terminal.complain("warning", message, help)
                if suffix == "_connections":
                    return None
                continue
            classes |= dict.fromkeys(names, f"{dot}{one.conn.stem}{suffix}")
        return rewrite(one.file, classes).text


def _modules(source: Path) -> Iterator[Path]:
    """Yield the Python modules of a folder, or the one that was named."""
    if not source.is_dir():
        yield source
        return
    for folder, folders, files in os.walk(source):
        folders[:] = sorted(one for one in folders if one not in SKIPPED and not one.startswith("."))
        for name in sorted(files):
            if name.endswith(".py") and not _is_generated(Path(folder) / name):
                yield Path(folder) / name


def _may_declare(path: Path) -> bool:
    """Whether a module of a folder is worth reading: what declares connections has that word in it."""
    try:
        return b"Connections" in path.read_bytes()
    except OSError:
        return True  # why it can't be read is told when it is


def _is_generated(path: Path) -> bool:
    """Whether a module was generated by conngen."""
    from .ownership import examine

    try:
        head = path.read_bytes()[:4096].decode("utf-8", "replace")
    except OSError:
        return False
    return examine(head) is not None


def _black(text: str | None, line_length: int) -> str | None:
    if text is None:
        return None
    from .backends.python.render import format_module

    return format_module(text, line_length)


def _diff(path: Path, new: str, old: str | None = None) -> str:
    if old is None:
        old = path.read_text("utf-8") if path.exists() else ""
    name = shown(path)
    lines = difflib.unified_diff(old.splitlines(True), new.splitlines(True), name, name)
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _count(one: Port) -> str:
    kinds = [cls.kind for cls in one.imported.classes]
    number, configs = kinds.count("connections"), kinds.count("config")
    parts = [f"{number} Connections class" + ("es" if number != 1 else "")]
    parts.append(f"{configs} Config class" + ("es" if configs != 1 else ""))
    hooked = [cls for cls in one.imported.classes if cls.hooks]
    if hooked:
        parts.append(f"{len(hooked)} with code in {one.hooks.name}")
    return ", ".join(parts)
