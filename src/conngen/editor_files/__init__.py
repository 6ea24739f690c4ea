"""Puts the files for editors where these look, and takes exactly that away again.

`parts` says what an editor gets, `places` where that goes, `planning` compares it with the disk and with the receipt of
what was written before, `commands` does it and tells.
"""

from __future__ import annotations

from .commands import install, overview, uninstall
from .parts import EDITORS

__all__ = ["EDITORS", "install", "overview", "uninstall"]
