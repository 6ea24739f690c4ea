"""Many files, compiled in several processes: copies of this one, which share the work and send back what came out.

What a file becomes does not depend on those that were compiled before it, so it is no matter who compiles it. Where it
does, and after any trouble, nothing of this counts, and all is compiled in one process as if there were no others.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence

from .finishing import Finished, Work
from .inputs import TracedFinder
from .output import Owner
from .records import dataclass
from .remarks import read_remarks, written_remarks
from .typings import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .inputs import Mark

__all__ = ["processes", "spread"]

_EACH = 32
"""So many files pay for a process."""
_MOST = 8
_PART = 8
"""How many files are taken at a time, at most: neighbours often import the same."""
_PARTS = 1000
"""How many parts there are at most: the numbers of all have to fit into a pipe."""
_NUMBER = 4
"""How many bytes the number of a part has."""
_BYTES = 1 << 20


@dataclass(frozen=True)
class _Worker:
    """Another process."""

    pid: int
    reader: int


def processes(count: int, wanted: int = 0) -> int:
    """Return in how many processes to compile.

    Parameters
    ----------
    count : `int`
        How many files there are.
    wanted : `int`
        How many processes somebody wants; 0: as many as pay.
    """
    if sys.platform != "linux" or wanted == 1 or count < 2 or not (wanted or count >= 2 * _EACH):
        return 1
    if not wanted:
        wanted = min(len(os.sched_getaffinity(0)), count // _EACH, _MOST)
    return min(wanted, count) if wanted > 1 and _is_alone() else 1


def _is_alone() -> bool:
    """Return whether this process has one thread: a copy of it would have no others, but the locks they hold."""
    try:
        return len(os.listdir("/proc/self/task")) == 1
    except OSError:
        return False


def spread(
    work: Work, keys: Sequence[str], jobs: int, step: Callable[[str], None]
) -> tuple[Finished, ...] | None:
    """Compile files in several processes.

    Parameters
    ----------
    work : `Work`
        How to compile them. Its finder knows afterwards what those of all processes have found.
    keys : sequence of `str`
        The files.
    jobs : `int`
        How many processes, with this one.
    step : callable
        Is told of each file.

    Returns
    -------
    finished : `tuple` [ `Finished` ] or `None`
        The files in their order; `None` if they have to be compiled in one process, for whatever reason.
    """
    parts = _parts(keys, jobs)
    workers: list[_Worker] = []
    try:
        # The first files make all be loaded that others need, too.
        found = work.finish(parts[0], step)
        queue = _queue(range(1, len(parts)))
        try:
            _start(work, parts, queue, jobs - 1, workers)
            told = 1
            while work.is_sound and (number := _next(queue)):
                for part in parts[told:number]:
                    _tell(part, step)
                found += work.finish(parts[number], step)
                told = number + 1
            for part in parts[told:]:
                _tell(part, step)
        finally:
            _drain(queue)
            os.close(queue)
        if not work.is_sound:
            return None
        for worker in workers:
            found += _answered(_read(worker.reader), work)
    except Exception:
        return None  # if it is about a file, it comes again
    finally:
        _end(workers)
    finished = {one.key: one for one in found}
    return tuple(finished[key] for key in keys) if len(finished) == len(keys) else None


def _parts(keys: Sequence[str], jobs: int) -> list[Sequence[str]]:
    size = max(1, min(_PART, len(keys) // (jobs * _PART)), -(-len(keys) // _PARTS))
    return [keys[start : start + size] for start in range(0, len(keys), size)]


def _tell(part: Sequence[str], step: Callable[[str], None]) -> None:
    for key in part:
        step(key)


# --- what is left to do ---


def _queue(numbers: Sequence[int]) -> int:
    """Return a pipe that holds numbers: each is read by one of all processes, and then they come to its end."""
    reader, writer = os.pipe()
    os.write(writer, b"".join(number.to_bytes(_NUMBER, "big") for number in numbers))
    os.close(writer)
    return reader


def _next(queue: int) -> int:
    """Return the number of a part that nobody else has; 0 if there is none."""
    return int.from_bytes(os.read(queue, _NUMBER), "big")


def _drain(queue: int) -> None:
    """Leave nothing to do."""
    while os.read(queue, _BYTES):
        pass


# --- the other processes ---


def _start(
    work: Work, parts: Sequence[Sequence[str]], queue: int, count: int, workers: list[_Worker]
) -> None:
    """Start processes, and add them to some."""
    import signal

    parent = os.getpid()
    # An interruption between the start of a process and its entry would leave it alone.
    mask = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        for _ in range(count):
            reader, writer = os.pipe()
            try:
                pid = os.fork()
            except OSError:
                os.close(reader)
                os.close(writer)
                raise
            if pid == 0:
                try:
                    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever waits for this process ends it
                    signal.signal(signal.SIGTERM, signal.SIG_DFL)
                    _keep_only(queue, writer, [reader, *(one.reader for one in workers)])
                    _work(work, parts, queue, writer, parent)
                finally:
                    os._exit(0)
            workers.append(_Worker(pid, reader))
            os.close(writer)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, mask)


def _keep_only(queue: int, writer: int, others: Sequence[int]) -> None:
    """Close what belongs to other processes: who waits for the end of it must not wait for this one."""
    for one in others:
        os.close(one)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for one in range(3):
        if one not in (queue, writer):
            os.dup2(nowhere, one)


def _work(work: Work, parts: Sequence[Sequence[str]], queue: int, writer: int, parent: int) -> None:
    """Compile what nobody else does, and send what came out."""
    before = work.finder.mark()
    found: list[Finished] = []
    try:
        while os.getppid() == parent and (number := _next(queue)):
            found += work.finish(parts[number])
            if not work.is_sound:
                return
        data = _answer(found, work.finder, before)
    finally:
        _drain(queue)
    while data:
        data = data[os.write(writer, data) :]


def _end(workers: Sequence[_Worker]) -> None:
    """See to it that nothing is left of processes."""
    for one in workers:
        os.close(one.reader)
    for one in workers:
        try:
            os.kill(one.pid, 9)
            os.waitpid(one.pid, 0)
        except OSError:  # somebody else waits for all processes
            continue


# --- what they send ---


def _answer(found: Sequence[Finished], finder: TracedFinder, before: Mark) -> bytes:
    import marshal

    diagnostics = [each for one in found for each in one.diagnostics]
    remarks = written_remarks(diagnostics, finder) if diagnostics else ""
    if remarks is None:
        raise ValueError("a text that is no file")
    files = [
        (
            one.key,
            len(one.diagnostics),
            [(each.path.name, each.text, each.owner.value) for each in one.modules],
        )
        for one in found
    ]
    answer: Any = remarks, files, finder.notes(before)
    return marshal.dumps(answer)


def _read(reader: int) -> bytes:
    found = []
    while data := os.read(reader, _BYTES):
        found.append(data)
    return b"".join(found)


def _answered(data: bytes, work: Work) -> list[Finished]:
    """Return what a process has sent; an error is raised if that is not all of it, or is not about the same disk."""
    import marshal

    remarks, files, notes = marshal.loads(data)
    finder = work.finder
    if not finder.take(notes):
        raise ValueError("a file was changed")
    diagnostics = iter(read_remarks(remarks, finder))
    return [
        Finished(
            key,
            tuple(next(diagnostics) for _ in range(count)),
            tuple(work.module(key, name, text, Owner(owner)) for name, text, owner in modules),
        )
        for key, count, modules in files
    ]
