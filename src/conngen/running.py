"""What is around every command: the ways it can end, and what is said of them."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable

from .console import echo
from .errors import ConngenError
from .version import __version__

__all__ = ["INTERRUPTED", "ended"]

INTERRUPTED = 130
_INTERNAL = 70
_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EBADF, errno.EFBIG)


def ended(run: Callable[[], object]) -> int:
    """Run a command and return what to exit with; there is a traceback only of our own mistakes, and only if asked for.

    Parameters
    ----------
    run : callable
        Runs the command and returns its exit status, or something else if all is well.
    """
    _prepare()
    try:
        status = run()
    except ConngenError as err:
        return _complain(err)
    except (KeyboardInterrupt, EOFError):
        echo("\n", err=True)
        return INTERRUPTED
    except OSError as err:
        return _of_system(err)
    except Exception as err:
        return _own_mistake(err)
    return status if isinstance(status, int) else 0


def _prepare() -> None:
    """Let characters that a terminal's encoding lacks be escaped instead of ending the command."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Let nothing be written to standard output any more, also not when Python ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115


def _complain(err: ConngenError) -> int:
    from .terminal import Terminal, wants_colour

    Terminal(colour=wants_colour("auto")).complain("error", err.message, err.help)
    return err.status


def _of_system(err: OSError) -> int:
    if err.errno == errno.EPIPE:  # a reader that left early
        _drop_output()
        return 1
    if err.errno not in _DISK:
        return _own_mistake(err)
    _drop_output()
    echo(f"error: the output cannot be written: {(err.strerror or '').lower()}\n", err=True)
    return 1


def _own_mistake(err: Exception) -> int:
    """Tell of a mistake of ours, in a form that can be reported."""
    import traceback

    if os.environ.get("CONNGEN_DEBUG"):
        traceback.print_exception(err)
    frames = traceback.extract_tb(err.__traceback__)
    here = os.path.dirname(__file__)
    own = [frame for frame in frames if frame.filename.startswith(here)] or frames
    place = f" at {os.path.basename(own[-1].filename)}:{own[-1].lineno}" if own else ""
    echo(
        f"conngen {__version__} has failed; this is a mistake of its own, not of your files\n"
        f"  {type(err).__name__}{place}: {str(err)[:200]!r}\n"
        "please report it with these lines; CONNGEN_DEBUG=1 adds the way it came about\n",
        err=True,
    )
    return _INTERNAL
