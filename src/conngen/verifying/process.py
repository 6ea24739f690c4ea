"""Runs the worker: a process of its own, for the code of the original is executed in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..errors import ConngenError
from .pairs import Fault, Pair, PairResult

__all__ = ["LIMIT", "verify_pairs"]

LIMIT = 1024
"""How many combinations of settings are compared for a class."""

_WORKER = Path(__file__).resolve().parent / "worker-process"
_NO_RUNTIME = 3
"""What the worker exits with if there is no runtime."""
_STEP = 0.05


def verify_pairs(
    pairs: Sequence[Pair], paths: Sequence[Path], limit: int = LIMIT, patience: float = 600.0
) -> list[PairResult]:
    """Compare generated classes with the originals, by executing both.

    Parameters
    ----------
    pairs : sequence of `Pair`
        What to compare.
    paths : sequence of `~pathlib.Path`
        Folders to import from, before anything else: the first one is the overlay.
    limit : `int`, optional
        How many combinations of settings are compared for each pair.
    patience : `float`, optional
        How long one pair may take, in seconds.

    Returns
    -------
    results : `list` [ `PairResult` ]
        In the order of the pairs.

    Raises
    ------
    ConngenError
        Raised if the runtime is not installed.
    """
    results: dict[int, PairResult] = {}
    with tempfile.TemporaryDirectory(prefix="conngen-") as folder:
        while left := [index for index in range(len(pairs)) if index not in results]:
            job = {
                "paths": [str(path.resolve()) for path in paths],
                "pairs": [pairs[index].job() for index in left],
                "limit": limit,
            }
            lines, trouble = _run(job, Path(folder), patience)
            for line in lines:
                if "done" in line:
                    results[left[line["done"]]] = _result(pairs[left[line["done"]]], line)
            if trouble is not None and not lines:
                raise ConngenError(f"verification can't be started: {trouble}")
            if trouble is not None:
                # The pair that was begun, and is not done, is the one to blame; the others get another worker.
                index = next(one for one in left if one not in results)
                results[index] = PairResult(pairs[index], why=trouble)
    return [results[index] for index in range(len(pairs))]


def _run(job: Mapping[str, Any], folder: Path, patience: float) -> tuple[list[dict[str, Any]], str | None]:
    """Return what a worker found, and what went wrong, if anything did."""
    found, printed = folder / "found.jsonl", folder / "printed.txt"
    found.write_text("", encoding="utf-8")
    task = folder / "job.json"
    task.write_text(json.dumps(job), encoding="utf-8")
    place = folder / "here"
    place.mkdir(exist_ok=True)
    # What the original prints goes to a file: it is nothing for the user to see, unless it crashes.
    with task.open("rb") as standard_input, printed.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-B", str(_WORKER), str(found)],
            stdin=standard_input,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=place,
            env=_environment(),
        )
        late = _wait(process, found, patience)
    lines = [
        json.loads(line) for line in found.read_text(encoding="utf-8").splitlines() if line.endswith("}")
    ]
    if process.returncode == _NO_RUNTIME:
        raise ConngenError(
            f"verification needs the runtime, which can't be imported: {_last_line(printed)}",
            "install it with `pip install lsst-pipe-base`",
        )
    if late:
        return lines, f"it takes longer than {patience:,.0f} seconds to execute"
    if process.returncode != 0:
        return (
            lines,
            f"executing it ended the process (exit status {process.returncode}): {_last_line(printed)}",
        )
    return lines, (
        None if sum("done" in line for line in lines) == len(job["pairs"]) else "the process ended early"
    )


def _wait(process: subprocess.Popen[bytes], found: Path, patience: float) -> bool:
    """Wait for a worker; end it, and return `True`, if it writes nothing for too long."""
    size, since = -1, time.monotonic()
    while process.poll() is None:
        now = found.stat().st_size
        if now != size:
            size, since = now, time.monotonic()
        elif time.monotonic() - since > patience:
            process.kill()
            process.wait()
            return True
        time.sleep(_STEP)
    return False


def _environment() -> dict[str, str]:
    """Return the environment of a worker: it writes no byte code, and is the same each time."""
    environment = {
        **os.environ,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONIOENCODING": "utf-8",
    }
    if path := environment.get("PYTHONPATH"):
        environment["PYTHONPATH"] = os.pathsep.join(
            os.path.abspath(one) for one in path.split(os.pathsep) if one
        )
    return environment


def _last_line(printed: Path) -> str:
    lines = printed.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it printed nothing")


def _result(pair: Pair, line: Mapping[str, Any]) -> PairResult:
    stand_ins = tuple(line["standins"])
    if "why" in line:
        return PairResult(pair, why=line["why"], stand_ins=stand_ins)
    return PairResult(
        pair,
        combinations=line["combinations"],
        possible=line["possible"],
        fields=tuple(line["fields"]),
        differences=tuple(line["differences"]),
        faults=tuple(Fault(error, **found) for error, found in line["faults"].items()),
        notes=tuple(line["notes"]),
        stand_ins=stand_ins,
    )
