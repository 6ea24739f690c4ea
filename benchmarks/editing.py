"""Someone types in a file of many connections, and the syntax tree follows each key.

A flag and a word of documentation are typed into one of the first connections, one in the middle and one of the last,
and taken back again. Half of the states between can't be compiled.

Usage: python -m benchmarks.editing [--connections N] [--rounds N | --sessions N]
"""

from __future__ import annotations

import argparse
import ast
import time
from collections.abc import Iterator

from conngen.source import Source
from conngen.syntax.editing import Editing

from . import measuring, samples

__all__ = ["KEYS", "main", "typed"]

_FLAG, _WORD = ", multiple", " and flat"
_PLACES = (0.1, 0.5, 0.9)
KEYS = 2 * len(_PLACES) * len(_FLAG + _WORD)
"""How many keys are pressed in a session."""


def typed(count: int) -> Iterator[str]:
    """Yield the text of a file of many connections after each key of a session."""
    text = samples.connections(count)
    for place in _PLACES:
        number = int(count * place)
        for before, word in ((f'"exposure_{number}"', _FLAG), (f"Exposure number {number},", _WORD)):
            at = text.index(before) + len(before)
            for length in (*range(1, len(word) + 1), *reversed(range(len(word)))):
                yield text[:at] + word[:length] + text[at:]


def main() -> None:
    """Print the seconds a key takes, and those of Python's parser on the equivalent class; or only do the sessions."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--connections", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--sessions", type=int, help="measure nothing")
    options = parser.parse_args()
    editing = Editing(Source("many.conn", samples.connections(options.connections)))
    python = samples.connections_in_python(options.connections)
    states = [Source("many.conn", text) for text in typed(options.connections)]

    def session() -> float:
        begin = time.process_time()
        for state in states:
            editing.change(state)
        return (time.process_time() - begin) / len(states)

    def parse() -> float:
        begin = time.process_time()
        ast.parse(python)
        return time.process_time() - begin

    if options.sessions is not None:
        for _ in range(options.sessions):
            session()
        return
    print(*measuring.medians(options.rounds, session, parse))


if __name__ == "__main__":
    main()
