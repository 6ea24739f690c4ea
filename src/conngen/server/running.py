"""A server, put together and run."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
from pathlib import Path

from ..errors import UsageError
from . import features
from .connection import Connection
from .transport import run as run_transport
from .transport import take_output

__all__ = ["run", "write_log"]


def write_log(file: Path | None) -> None:
    """Let what is asked be written to a file; else nothing: standard error is for what the user should see."""
    for name in ("pygls", "conngen.server"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
        logging.getLogger(name).addHandler(logging.NullHandler())
    if file is None:
        return
    try:
        handler = logging.FileHandler(file, encoding="utf-8", errors="backslashreplace")
    except OSError as err:
        raise UsageError(
            f"{file}: cannot be written: {(err.strerror or '').lower()}", "check --log"
        ) from None
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger = logging.getLogger("conngen.server")
    logger.setLevel(logging.DEBUG)
    logger.addHandler(handler)


def run() -> int:
    """Run a server over standard input and output; return what to exit with."""

    async def main() -> int:
        _wake_for_interrupts()
        output = take_output()
        try:
            return await run_transport(Connection(output, features.FEATURES, features.COMMANDS), output)
        except asyncio.CancelledError:
            raise KeyboardInterrupt from None

    return asyncio.run(main())


def _wake_for_interrupts() -> None:
    """Let Ctrl-C end the task also if it comes just before the loop begins to wait, which nothing else would end."""
    task = asyncio.current_task()
    assert task is not None
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # whoever started it wants it so
        return
    with contextlib.suppress(NotImplementedError):  # on Windows, where the loop sees to it
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, task.cancel)
