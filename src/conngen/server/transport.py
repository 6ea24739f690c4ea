"""Messages over standard input and output: cut out of the stream, handled in order, answered whatever they are."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import re
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, Protocol

__all__ = ["Frames", "Handler", "Inbox", "Output", "run", "take_output"]

_LENGTH = re.compile(rb"content-length\s*:\s*(\d{1,10})\s*", re.IGNORECASE)
_CHUNK = 1 << 16
_HEADERS = 1 << 14
"""How many bytes headers have at most; what is longer is none."""

_PATIENCE = 0.2
"""How long messages are handled in a row before other work has its turn, in seconds."""

_IDLE, _SOME, _MANY = 1.0, 20, 200
"""Memory is tidied up after so many seconds without a message if there have been some, and at the latest after many.

Python would do it at any time, and takes as long for it as for compiling a large file: while somebody types.
"""

_logger = logging.getLogger(__name__)


class Frames:
    """Cuts messages out of a stream of bytes."""

    def __init__(self) -> None:
        self._data = bytearray()
        self._length: int | None = None

    def feed(self, data: bytes) -> Iterator[bytes]:
        """Take more of the stream, and yield the messages that are whole now."""
        self._data += data
        while True:
            if self._length is None:
                end = self._data.find(b"\r\n\r\n")
                if end < 0:
                    del self._data[: max(0, len(self._data) - _HEADERS)]
                    return
                found = [_LENGTH.fullmatch(line.strip()) for line in self._data[:end].split(b"\r\n")]
                del self._data[: end + 4]
                self._length = next((int(match[1]) for match in found if match), None)
            elif len(self._data) < self._length:
                return
            else:
                body = bytes(self._data[: self._length])
                del self._data[: self._length]
                self._length = None
                yield body


class Inbox:
    """The messages that wait, in order; an `EOFError` at the end of the stream."""

    def __init__(self) -> None:
        self._waiting: deque[object] = deque()
        self._arrived = asyncio.Event()
        self._asked: set[object] = set()
        self._cancelled: set[object] = set()
        self._taken = 0
        self._tidied = 0

    def put(self, message: object) -> None:
        """Add a message; one that calls off another that still waits marks that one."""
        if isinstance(message, dict) and message.get("method") == "$/cancelRequest":
            params = message.get("params")
            which = params.get("id") if isinstance(params, dict) else None
            if isinstance(which, int | str) and which in self._asked:
                self._cancelled.add(which)
            return
        if isinstance(message, dict) and isinstance(message.get("id"), int | str) and "method" in message:
            self._asked.add(message["id"])
        self._waiting.append(message)
        self._arrived.set()

    async def get(self) -> tuple[object, bool]:
        """Return the next message, and whether it was called off."""
        self._taken += 1
        if self._taken - self._tidied >= _MANY:
            self._tidy()
        while not self._waiting:
            self._arrived.clear()
            try:
                async with asyncio.timeout(_IDLE):
                    await self._arrived.wait()
            except TimeoutError:
                if self._taken - self._tidied >= _SOME:
                    self._tidy()
                await self._arrived.wait()
        message = self._waiting.popleft()
        which = message.get("id") if isinstance(message, dict) else None
        if not isinstance(which, int | str):
            return message, False
        self._asked.discard(which)
        cancelled = which in self._cancelled
        self._cancelled.discard(which)
        return message, cancelled

    def _tidy(self) -> None:
        gc.collect()
        self._tidied = self._taken


class Output:
    """Where messages go: what `pygls` calls a writer.

    Parameters
    ----------
    descriptor : `int`
        The descriptor to write to.
    """

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self.broken = False
        """Whether nobody reads any more."""

    def write(self, data: bytes) -> None:
        """Write all of it, unless nobody reads any more."""
        view = memoryview(data)
        while view and not self.broken:
            try:
                view = view[os.write(self._descriptor, view[:_CHUNK]) :]
            except OSError:
                self.broken = True

    def close(self) -> None:
        """Do nothing: it ends with the process."""


def take_output() -> Output:
    """Keep standard output for messages; whatever else is printed goes to standard error."""
    try:
        own = os.dup(1)
    except OSError:
        own = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(2, 1)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (0, own):
            msvcrt.setmode(descriptor, os.O_BINARY)
    return Output(own)


class Handler(Protocol):
    """What messages mean."""

    def handle(self, message: object, *, cancelled: bool) -> int | None:
        """Handle a message; return what to exit with if it was the last one."""

    def ended(self) -> int:
        """Return what to exit with now that the stream has ended."""


async def run(handler: Handler, output: Output) -> int:
    """Handle messages until the last one.

    Parameters
    ----------
    handler : `Handler`
        What handles them.
    output : `Output`
        Where answers go; with it gone there is no use to go on.

    Returns
    -------
    status : `int`
        What to exit with.
    """
    loop = asyncio.get_running_loop()
    inbox = Inbox()
    gc.disable()

    def deliver(message: object) -> None:
        loop.call_soon_threadsafe(inbox.put, message)

    # The thread can't be interrupted while it reads; as a daemon it does not keep the process from ending.
    threading.Thread(target=_read, args=(deliver,), name="reader", daemon=True).start()
    since = time.monotonic()
    while not output.broken:
        message, cancelled = await inbox.get()
        if isinstance(message, EOFError):
            break
        status = handler.handle(message, cancelled=cancelled)
        if status is not None:
            return status
        if time.monotonic() - since > _PATIENCE:
            await asyncio.sleep(0)
            since = time.monotonic()
    return handler.ended()


def _read(deliver: Callable[[object], None]) -> None:
    """Read standard input to its end; what is no JSON is handed on as the error it is."""
    frames = Frames()
    try:
        while True:
            try:
                data = os.read(0, _CHUNK)
            except OSError:
                data = b""
            if not data:
                deliver(EOFError())
                return
            for body in frames.feed(data):
                deliver(_decoded(body))
    except RuntimeError:
        _logger.debug("a message came too late")


def _decoded(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as err:
        return ValueError(f"this is no message: {err}")
