"""What is typed into a file, and what it should become, in every editor that indents."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["CASES", "Typed"]


class Typed(NamedTuple):
    """Lines typed below a line.

    Parameters
    ----------
    before : `str`
        The text; the lines come below its last one.
    lines : `tuple` [ `str` ]
        The lines, without indentation.
    after : `str`
        What becomes of them.
    """

    before: str
    lines: tuple[str, ...]
    after: str


HEAD = "task A[visit] {\n"
CASES = {
    "a block": Typed(
        HEAD, ("input x: T[...] = 'x'", "config {"), "    input x: T[...] = 'x'\n    config {\n"
    ),
    "its end": Typed(HEAD + "    config {\n        x: int = 3\n", ("}", "}"), "    }\n}\n"),
    "a doc": Typed(
        HEAD,
        ("input x: T[...] = 'x'", '"Doc."', "output y: T = 'y'"),
        "    input x: T[...] = 'x'\n        \"Doc.\"\n    output y: T = 'y'\n",
    ),
    "flags": Typed(HEAD, ("input x: T = 'x',", "multiple"), "    input x: T = 'x',\n        multiple\n"),
    "a dictionary": Typed(
        HEAD + "    config {\n",
        ("x: str = 'a', allowed={", "'a': 'b',", "}"),
        "        x: str = 'a', allowed={\n            'a': 'b',\n        }\n",
    ),
    "a choice": Typed(
        HEAD,
        ("dimensions d = [tract] if x", "else [visit]", "when x {"),
        "    dimensions d = [tract] if x\n        else [visit]\n    when x {\n",
    ),
    "the doc of a block": Typed(HEAD, ('"Doc."', "x = 3"), '    "Doc."\n    x = 3\n'),
}
