"""A server, put together and run."""

from __future__ import annotations

import asyncio
import logging
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
        output = take_output()
        return await run_transport(Connection(output, features.FEATURES, features.COMMANDS), output)

    return asyncio.run(main())
