"""`conngen lsp`: the compiler behind the language server protocol, over standard input and output.

Modules of requests turn what the editor asks into what `conngen.editor` answers: offsets and keys on one side,
positions and URIs on the other.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ..errors import UsageError

__all__ = ["serve"]


def serve(log: Path | None = None) -> int:
    """Speak with an editor until it ends.

    Parameters
    ----------
    log : `~pathlib.Path`, optional
        A file to write to what is asked and how long answers take.

    Returns
    -------
    status : `int`
        What the command exits with: 0 if the editor has announced the end, else 1.

    Raises
    ------
    UsageError
        Raised if what it needs is not installed, or if the file can't be written.
    """
    try:
        from pygls.lsp.server import LanguageServer as _  # noqa: F401
    except ImportError:
        raise UsageError(
            "the language server needs pygls 2, which is not installed", 'run `pip install "conngen[lsp]"`'
        ) from None
    from .running import run, write_log

    write_log(log)
    if sys.stdin is not None and sys.stdin.isatty():
        print("conngen lsp speaks with an editor; Ctrl-D ends it", file=sys.stderr)
    return run()
