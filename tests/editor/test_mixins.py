"""Connections classes without a config: they read that of whatever task inherits from them."""

from __future__ import annotations

from views import project

from conngen.editor.edits import Refusal, applied
from conngen.editor.navigation import definition
from conngen.editor.rename import rename

MIXIN = """
connections Inputs[visit] {
    input extra: ArrowAstropy[...] = "extra", when len(bands) > 1
        "More."
}
"""
USER = """
task User[visit](Inputs) {
    output out: ArrowAstropy[...] = "out", when bands
        "Result."

    config {
        bands: list[str] = []
            "Bands."
    }
}
"""


def test_a_field_is_renamed_in_the_mixin_that_reads_it() -> None:
    text = MIXIN + USER
    view = project({"example.conn": text})["example.conn"]
    edits = rename(view, text.index("bands: list"), "filters")
    assert not isinstance(edits, Refusal)
    assert applied(text, edits) == text.replace("bands", "filters")


def test_a_mixin_of_another_file_may_read_the_field() -> None:
    text = "from .mixin import Inputs\n" + USER
    view = project({"example.conn": text, "mixin.conn": MIXIN})["example.conn"]
    found = rename(view, text.index("bands: list"), "filters")
    assert isinstance(found, Refusal)
    assert found.message == "mixin.conn:3 may mean the same `bands` or another one"


def test_the_field_that_a_mixin_reads_is_found() -> None:
    text = MIXIN + USER
    view = project({"example.conn": text})["example.conn"]
    (target,) = definition(view, text.index("bands) >"))
    assert target.span.start == text.index("bands: list")
