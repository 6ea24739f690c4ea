"""Reads a job from standard input, and writes what was found to a file, a line for each pair when it is done."""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, TextIO

__all__ = ["main"]

_NO_RUNTIME = 3
"""The exit status that says that the runtime is not installed."""


def main(arguments: list[str]) -> int:
    """Compare the pairs of a job; the file for the results is the one argument."""
    job = json.load(sys.stdin)
    # sys.path[0] is where this script lies, which is nothing for the user's code to see.
    del sys.path[0]
    try:
        import lsst.pex.config
        import lsst.pipe.base  # noqa: F401
    except ImportError as err:
        print(err, file=sys.stderr)
        return _NO_RUNTIME
    with open(arguments[0], "w", encoding="utf-8") as stream:
        _run(job, stream)
    return 0


def _run(job: Mapping[str, Any], stream: TextIO) -> None:
    from . import absent, runtime, standins
    from .modules import Modules, NotExecuted
    from .pairs import compare
    from .views import Views

    def write(**line: Any) -> None:
        stream.write(json.dumps(line) + "\n")
        stream.flush()

    warnings.simplefilter("ignore")
    runtime.adapt()
    modules = Modules(job["paths"])
    absent.install(modules.folders)
    modules.originals.update(_originals(job["pairs"]))
    views = Views(modules.original_of)
    for index, pair in enumerate(job["pairs"]):
        write(begun=index)
        try:
            found: dict[str, Any] = asdict(compare(pair, job["limit"], modules, views))
            found["notes"] = [*modules.notes, *found["notes"]]
            modules.notes.clear()
        except NotExecuted as err:
            found = {"why": str(err)}
        except Exception as err:
            found = {"why": f"they can't be compared: {modules.place_of(err)}"}
        write(done=index, standins=sorted(standins.used), **found)


def _originals(pairs: list[dict[str, Any]]) -> dict[str, str]:
    """Return the names of original modules by those of the modules that were generated for them."""
    found = {}
    for pair in pairs:
        for what in ("connections", "config"):
            if pair.get(what) is not None:
                found[pair[what]["generated_module"]] = pair["original_module"]
    return {**found, **{pair["original_module"]: pair["original_module"] for pair in pairs}}
