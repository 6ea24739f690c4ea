"""The command `conngen editor` with its three subcommands."""

from __future__ import annotations

import click

__all__ = ["editor"]

_NAMES = click.argument(
    "editors",
    metavar="EDITOR...",
    nargs=-1,
    required=True,
    type=click.Choice(("vim", "nvim", "emacs", "vscode", "helix")),
)
_DRY_RUN = click.option("--dry-run", is_flag=True, help="Change nothing; tell what would happen.")


@click.group(
    short_help="Teach an editor the language.", epilog="\b\nExample: conngen editor install vim emacs"
)
def editor() -> None:
    """Put the files for an editor where it looks, or take them away.

    EDITOR is vim, nvim, emacs, vscode or helix.
    """


@editor.command(
    short_help="Put the files where the editor looks.", epilog="\b\nExample: conngen editor install vim"
)
@_NAMES
@_DRY_RUN
def install(editors: tuple[str, ...], dry_run: bool) -> int:
    """Put the files for EDITOR where it looks: vim, nvim, emacs, vscode or helix.

    Files that are there and are not from conngen, or were changed since, are
    left alone: then nothing is written. Again, it brings them up to date.
    """
    from . import editor_files
    from .terminal import Terminal, wants_colour

    return editor_files.install(editors, Terminal(colour=wants_colour("auto")), dry_run=dry_run)


@editor.command(
    short_help="Take away what was installed.", epilog="\b\nExample: conngen editor uninstall vim"
)
@_NAMES
@_DRY_RUN
def uninstall(editors: tuple[str, ...], dry_run: bool) -> int:
    """Take away exactly what was installed for EDITOR.

    A file that was changed since stays, and is named.
    """
    from . import editor_files
    from .terminal import Terminal, wants_colour

    return editor_files.uninstall(editors, Terminal(colour=wants_colour("auto")), dry_run=dry_run)


@editor.command("list", epilog="\b\nExample: conngen editor list")
def list_() -> int:
    """List the editors, and what is installed for each."""
    from . import editor_files
    from .terminal import Terminal

    return editor_files.overview(Terminal())
