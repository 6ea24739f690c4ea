"""The `conngen` command: a few lines for each of its commands.

Exit status: 0 if all is well; 1 if a file has errors, if output is not current (``--check``), or if a file
is not ours or can't be written; 2 for wrong usage, a path that is not there and settings that can't be
understood; 70 for a mistake of conngen's own; 130 if interrupted.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from .editor_command import editor
from .records import replace
from .running import INTERRUPTED, ended
from .version import __version__

__all__ = ["cli", "main"]

_FORMATS = ("text", "json", "sarif", "github", "gitlab")


class _Cli(click.Group):
    """The command, with every way it can end."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run and exit."""
        kwargs["standalone_mode"] = False
        kwargs["prog_name"] = "conngen"

        def run() -> Any:
            try:
                return super(_Cli, self).main(*args, **kwargs)
            except click.exceptions.Abort:
                return INTERRUPTED
            except click.ClickException as err:
                err.show()
                return err.exit_code

        sys.exit(ended(run))


_FORMAT = click.option(
    "--output-format",
    type=click.Choice(_FORMATS),
    default="text",
    metavar="FORMAT",
    help="How to show diagnostics: text, json, sarif, github or gitlab.",
)
_COLOR = click.option(
    "--color",
    type=click.Choice(("auto", "always", "never")),
    default="auto",
    metavar="WHEN",
    help="Colour the output: auto (on a terminal), always or never.",
)
_STDIN = click.option(
    "--stdin-filename", metavar="NAME", help="What the standard input is called, if PATH is `-`."
)
_CACHE = click.option(
    "--no-cache",
    "cache",
    flag_value=False,
    default=True,
    help="Neither use nor keep what earlier builds know.",
)
_JOBS = click.option(
    "-j",
    "--jobs",
    metavar="N",
    type=click.IntRange(min=0),
    default=0,
    help="Compile in N processes; 0: as many as pay.",
)
_PATHS = click.argument(
    "paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path, allow_dash=True)
)


_FILE = click.Path(path_type=Path, dir_okay=False)


_EPILOG = """\b
Example: conngen new survey/detect_stars; conngen build survey

\b
Exit status: 0 fine; 1 errors in files, output not current or not writable;
2 wrong usage, path or settings; 70 our own mistake; 130 interrupted.
"""


@click.group(
    cls=_Cli,
    epilog=_EPILOG,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80},
)
@click.version_option(__version__, "--version", message="conngen %(version)s")
def cli() -> None:
    """Compile .conn files into Connections, Config and Task modules."""


_STDIN_NAME = "stdin.conn"
"""What standard input is called, unless `--stdin-filename` says otherwise."""


def _stdin_name(paths: tuple[Path, ...], stdin_filename: str | None) -> str | None:
    """Return what the standard input is called; `None` if it is not to be read."""
    dashes = [path for path in paths if str(path) == "-"]
    if dashes and len(paths) > 1:
        raise click.UsageError("`-` stands for the standard input and goes with no other path")
    if stdin_filename is not None and not dashes:
        raise click.UsageError("--stdin-filename goes with the path `-` only")
    if stdin_filename is not None and not stdin_filename.endswith(".conn"):
        raise click.UsageError("--stdin-filename must end in `.conn`")
    return (stdin_filename or _STDIN_NAME) if dashes else None


def _request(
    paths: tuple[Path, ...], stdin_filename: str | None, out_dir: Path | None = None, cache: bool = True
) -> Any:
    """Return what to compile."""
    from .building import Request

    name = _stdin_name(paths, stdin_filename)
    if out_dir is not None:
        out_dir = out_dir.resolve()
    return Request(paths if name is None else (), name, out_dir, cache=cache)


@cli.command(
    short_help="Check .conn files and write their modules.",
    epilog="\b\nExample: conngen build survey --check --diff",
)
@_PATHS
@click.option(
    "--out-dir",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    help="Write modules below DIR, not beside their files.",
)
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if anything would be.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--depfile", metavar="FILE", type=_FILE, help="Write to FILE what modules depend on, for make.")
@click.option("--stamp", metavar="FILE", type=_FILE, help="Give FILE a new time when all is current.")
@click.option("--watch", is_flag=True, help="Build again after each change, until Ctrl-C.")
@_JOBS
@_CACHE
@_FORMAT
@_COLOR
@_STDIN
def build(
    paths: tuple[Path, ...],
    out_dir: Path | None,
    check: bool,
    diff: bool,
    depfile: Path | None,
    stamp: Path | None,
    watch: bool,
    jobs: int,
    cache: bool,
    output_format: str,
    color: str,
    stdin_filename: str | None,
) -> int:
    """Check .conn files and write the modules they become: all, or none.

    PATH is a file, a folder, or `-` for the standard input; without one the
    whole project is built. A task module is written once and then yours.
    """
    from . import building
    from .depfile import Marks
    from .terminal import Terminal, wants_colour

    request = replace(_request(paths, stdin_filename, out_dir, cache), jobs=jobs)
    if depfile is not None or stamp is not None:
        if check or diff or request.stdin_name is not None:
            raise click.UsageError("--depfile and --stamp go with a build of files that writes")
        request = replace(request, marks=Marks(depfile, stamp))
    piped = request.stdin_name is not None and out_dir is None
    if piped and (check or diff):
        raise click.UsageError("--check and --diff of the standard input need --out-dir")
    if diff and output_format != "text":
        raise click.UsageError("--diff goes with --output-format text only")
    terminal = Terminal(output_format, wants_colour(color), modules_only=piped)
    if watch:
        if check or diff or request.stdin_name is not None:
            raise click.UsageError("--watch goes with a build of files that writes")
        from . import watching

        return watching.watch(request, terminal)
    return building.build(request, terminal, check=check, show_diff=diff)


@cli.command(epilog="\b\nExample: conngen check survey --output-format github")
@_PATHS
@_JOBS
@_CACHE
@_FORMAT
@_COLOR
@_STDIN
def check(
    paths: tuple[Path, ...],
    jobs: int,
    cache: bool,
    output_format: str,
    color: str,
    stdin_filename: str | None,
) -> int:
    """Check .conn files and write nothing.

    PATH is a file, a folder, or `-` for the standard input; without one the
    whole project is checked. Diagnostics go to the standard output.
    """
    from . import building
    from .terminal import Terminal, wants_colour

    request = replace(_request(paths, stdin_filename, cache=cache), jobs=jobs)
    return building.check(request, Terminal(output_format, wants_colour(color)))


@cli.command(epilog="\b\nExample: conngen fmt survey --check --diff")
@_PATHS
@click.option("--check", is_flag=True, help="Write nothing; exit with 1 if anything would be.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@_COLOR
@_STDIN
def fmt(paths: tuple[Path, ...], check: bool, diff: bool, color: str, stdin_filename: str | None) -> int:
    """Lay out .conn files in the one style.

    PATH is a file, a folder, or `-` for the standard input, which is printed;
    without one the whole project is formatted. What a file says never changes.
    """
    from . import formatting
    from .terminal import Terminal, wants_colour

    name = _stdin_name(paths, stdin_filename)
    terminal = Terminal(colour=wants_colour(color), modules_only=name is not None)
    if name is not None:
        return formatting.format_input(name, terminal, check=check, show_diff=diff)
    return formatting.format_files(paths, terminal, check=check, show_diff=diff)


@cli.command(
    "import",
    short_help="Write the .conn files that hand-written modules say.",
    epilog="\b\nExample: conngen import python/lsst/pipe/tasks/calibrate.py --verify",
)
@click.argument(
    "sources", metavar="SOURCE...", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True)
)
@click.option(
    "-o",
    "--output",
    "out",
    metavar="OUT",
    type=click.Path(path_type=Path),
    help="Write to the file OUT, or for a folder below OUT.",
)
@click.option("--verify", is_flag=True, help="Execute the modules and what they became, and compare.")
@click.option(
    "--limit",
    type=click.IntRange(min=1),
    default=1024,
    metavar="N",
    show_default=True,
    help="With --verify, combinations of settings per class.",
)
@click.option("--rewrite", is_flag=True, help="Let the modules import the generated classes.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@click.option("--force", is_flag=True, help="Write .conn files anew that are there.")
@_COLOR
def import_(
    sources: tuple[Path, ...],
    out: Path | None,
    verify: bool,
    limit: int,
    rewrite: bool,
    diff: bool,
    force: bool,
    color: str,
) -> int:
    """Read hand-written modules and write the .conn files that say the same.

    SOURCE is a Python module, a folder, or `-` for the standard input. It is
    read and never executed, unless you ask for --verify. What a .conn file
    can't say becomes functions beside it, and is listed.
    """
    from . import porting
    from .terminal import Terminal, wants_colour

    if any(str(source) == "-" for source in sources) and (len(sources) > 1 or rewrite or verify):
        raise click.UsageError(
            "`-` stands for the standard input and goes alone, without --rewrite or --verify"
        )
    order = porting.Order(sources, out, force, verify, limit, rewrite, diff)
    return porting.port(order, Terminal(colour=wants_colour(color)))


@cli.command(epilog="\b\nExample: conngen explain unknown-flag")
@click.argument("code", required=False)
def explain(code: str | None) -> int:
    """Explain a diagnostic; without CODE list them all."""
    from . import explaining

    click.echo(explaining.overview() if code is None else explaining.explain(code), nl=False)
    return 0


cli.add_command(editor)


@cli.command(
    short_help="Tell where in a .conn file a generated line comes from.",
    epilog="\b\nExample: mypy survey | conngen where -",
)
@click.argument("places", metavar="PLACE...", nargs=-1, required=True)
def where(places: tuple[str, ...]) -> int:
    """Tell which declaration a line of a generated module comes from.

    PLACE is FILE:LINE or FILE:LINE:COLUMN; or `-` for a log on the standard
    input, which is printed with places in .conn files. It exits with 1 if a
    line comes from no .conn file.
    """
    from . import where

    if "-" in places and len(places) > 1:
        raise click.UsageError("`-` stands for the standard input and goes alone")
    return where.rewrite_input() if places == ("-",) else where.tell(places)


@cli.command(epilog="\b\nExample: conngen new survey/detect_stars")
@click.argument("name")
def new(name: str) -> int:
    """Write a first .conn file, with comments, to start from.

    NAME is that of the file, with folders before it if you like.
    """
    from . import starting
    from .display import shown

    path = shown(starting.new(name))
    click.echo(f"created {path}\nnext: change it, then `conngen build {path}`")
    return 0


@cli.command(
    short_help="Speak with an editor: the language server.",
    epilog="\b\nExample: conngen lsp --log conngen.log",
)
@click.option(
    "--log",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write what is asked to FILE.",
)
@click.option("--stdio", is_flag=True, hidden=True, expose_value=False)  # many editors add it
def lsp(log: Path | None) -> int:
    """Speak with an editor: the language server, over standard input and output.

    Editors start it themselves. It needs pygls: pip install "conngen[lsp]".
    It exits with 0 if the editor has announced the end, else with 1.
    """
    from . import server

    return server.serve(log)


def main() -> None:
    """Run the command."""
    cli()
