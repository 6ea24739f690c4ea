"""Where each editor looks for what a user adds to it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from ..errors import ConngenError
from ..records import dataclass

__all__ = ["Places", "places_of_user"]

_PACKAGE = Path("pack", "conngen", "start", "conngen")
"""What Vim and Neovim take for a package that is always there."""

_CODES = (".vscode", ".vscode-insiders", ".vscode-oss", ".vscode-server", ".vscodium-server", ".cursor")
"""VS Code and what is built from the same source, each with its folder."""

_CODE = "code"
"""The command that is VS Code."""


@dataclass(frozen=True)
class Places:
    """The folders of one user.

    Parameters
    ----------
    home, config, data : `~pathlib.Path`
        The home folder, and those for settings and data in it.
    windows : `bool`
        Whether this is Windows.
    variables : mapping from `str` to `str`
        The environment, in which some editors are told of other folders.
    """

    home: Path
    config: Path
    data: Path
    windows: bool
    variables: Mapping[str, str]

    @property
    def receipt(self) -> Path:
        """The file that says what was written."""
        return self.data / "conngen" / "editors.json"

    @property
    def vim(self) -> Path:
        """The package of Vim; the newest versions keep to `XDG_CONFIG_HOME` if their settings lie there."""
        if self.windows:
            return self.home / "vimfiles" / _PACKAGE
        elsewhere = self.config / "vim"
        settings = (self.home / ".vimrc", self.home / ".vim" / "vimrc")
        if (elsewhere / "vimrc").exists() and not any(one.exists() for one in settings):
            return elsewhere / _PACKAGE
        return self.home / ".vim" / _PACKAGE

    @property
    def nvim(self) -> Path:
        """The package of Neovim."""
        name = self.variables.get("NVIM_APPNAME") or "nvim"
        return self.data / (f"{name}-data" if self.windows else name) / "site" / _PACKAGE

    @property
    def emacs(self) -> Path:
        """A folder beside the settings of Emacs, which looks into the one in `XDG_CONFIG_HOME` last."""
        first = (self.config if self.windows else self.home) / ".emacs.d"
        last = self.config / "emacs"
        if last.exists() and not first.exists() and not (self.home / ".emacs").exists():
            return last / "conngen"
        return first / "conngen"

    @property
    def helix(self) -> Path:
        """The folder with the settings of Helix."""
        return self.config / "helix"

    @property
    def vscode(self) -> tuple[Path, ...]:
        """The folders for extensions: of each VS Code that there is, also of one that was never started."""
        if told := self.variables.get("VSCODE_EXTENSIONS"):
            return (Path(told).absolute(),)
        there = [self.home / name for name in _CODES if (self.home / name).is_dir()]
        if not there and shutil.which(_CODE, path=self.variables.get("PATH", "")):
            there = [self.home / _CODES[0]]
        return tuple(one / "extensions" for one in there)

    def way_out(self, editor: str) -> str:
        """Return what a user can do if the files for an editor can't be written."""
        names = (
            ("LOCALAPPDATA", "APPDATA", "USERPROFILE")
            if self.windows
            else ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME")
        )
        told = {"nvim": names[:1], "helix": names[:2], "vscode": (names[0], "VSCODE_EXTENSIONS")}
        variables = " and ".join(told.get(editor, names[2:]))
        return f"make it writable, or set {variables} to where you can write, also for the editor"


def places_of_user() -> Places:
    """Return the folders of the user who runs this.

    Raises
    ------
    ConngenError
        Raised if the home folder is not known.
    """
    variables = dict(os.environ)
    try:
        home = Path.home()
    except RuntimeError:
        home = Path()
    if not home.is_absolute() or variables.get("HOME") == "":
        raise ConngenError("your home folder is not known", "set HOME to its path")
    windows = sys.platform == "win32"
    if windows:
        config = _folder(variables, "APPDATA", home / "AppData" / "Roaming")
        data = _folder(variables, "LOCALAPPDATA", home / "AppData" / "Local")
    else:
        config, data = home / ".config", home / ".local" / "share"
    return Places(
        home,
        _folder(variables, "XDG_CONFIG_HOME", config),
        _folder(variables, "XDG_DATA_HOME", data),
        windows,
        variables,
    )


def _folder(variables: Mapping[str, str], name: str, default: Path) -> Path:
    """Return the folder that a variable names; one that is not absolute does not count, says the standard."""
    told = Path(variables.get(name, ""))
    return told if told.is_absolute() else default
