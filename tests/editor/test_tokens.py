"""The colours that the language server gives: those of `conngen.highlighting`, with what the model knows."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from views import case, conn_files, project, view_of

from conngen.editor import View
from conngen.editor.tokens import MODIFIERS, TOKEN_TYPES, tokens
from conngen.highlighting import coloured
from conngen.source import Span

PROJECTS = conn_files()

TEXT = '''"""A file
of two lines."""

from .base import Base as Other, BaseConfig
from .hooks import find, LIMIT

# A comment.
task Measure[visit, detektor](Other) {
    template kind = "deep", deprecated="Use none."

    prerequisiteInput sources: ArrowAstropy[...] = "{kind}_src", lookupFunction=find, multiple, when doIt
        "Sources."
    for n in range(count) {
        output noise{n}: Unheard[...] = "noise_{n}"
            f"Noise {n}."
    }
    calexp.deferLoad = True

    config {
        doIt: bool | None = True
            "Do it?"
        count: int = 2
            "How many."
    }
}
'''
BASE = 'task Base[visit] {\n    input calexp: ArrowAstropy[...] = "c", deprecated="Gone."\n        "C."\n}\n'

EXPECTED = """
string+documentation A file
string+documentation of two lines.
keyword from
namespace base
keyword import
class Base
keyword as
class+declaration Other
class BaseConfig
namespace hooks
function find
variable LIMIT
comment # A comment.
keyword task
class+declaration Measure
enumMember+readonly+defaultLibrary visit
enumMember detektor
class Other
keyword template
parameter+declaration+deprecated kind
modifier deprecated
keyword prerequisiteInput
property+declaration sources
type+defaultLibrary ArrowAstropy
parameter+deprecated {kind}
modifier lookupFunction
modifier multiple
keyword when
property doIt
keyword for
variable+declaration+readonly n
keyword in
function range
property count
keyword output
property+declaration noise{n}
type Unheard
parameter+readonly {n}
property+modification+deprecated calexp
property deferLoad
keyword True
keyword config
property+declaration doIt
type bool
keyword None
number 2
"""


def shown(view: View) -> list[str]:
    """Return the tokens of a file, each with what stands there."""
    return [
        f"{'+'.join((one.type, *one.modifiers))} {view.text[one.span.start : one.span.end]}"
        for one in tokens(view)
    ]


def test_tokens() -> None:
    files = {"example.conn": TEXT, "base.conn": BASE, "hooks.py": "LIMIT = 3\ndef find(): ...\n"}
    found = shown(project(files)["example.conn"])
    at = 0
    for line in EXPECTED.strip().splitlines():
        line = line.replace("documentation A file", 'documentation """A file')
        line = line.replace("of two lines.", 'of two lines."""')
        assert line in found[at:], f"{line!r} is not among {found[at : at + 12]}"
        at = found.index(line, at) + 1


def test_a_part() -> None:
    view = view_of(TEXT, base=BASE)
    start = TEXT.index("prerequisiteInput")
    part = tokens(view, Span(start + 3, start + 20))
    assert [TEXT[one.span.start : one.span.end] for one in part] == ["prerequisiteInput", "sources"]
    assert set(part) < set(tokens(view))


@pytest.mark.parametrize("folder", PROJECTS)
def test_every_colour_is_told(folder: str) -> None:
    """Nothing is coloured that the truth leaves plain, and the other way round; no token goes over a line."""
    for view in case(folder).values():
        found = tokens(view)
        covered = {i for one in found for i in range(*one.span)}
        wanted = {i for one in coloured(view.parsed) for i in range(*one.span)}
        assert {i for i in wanted ^ covered if view.text[i] not in "\r\n"} == set()
        for one, other in pairwise(found):
            assert one.span.end <= other.span.start
        for one in found:
            assert one.type in TOKEN_TYPES
            assert set(one.modifiers) <= set(MODIFIERS)
            assert len(set(one.modifiers)) == len(one.modifiers)
            assert not {"\n", "\r"} & set(view.text[one.span.start : one.span.end])
            assert one.span.start < one.span.end


@given(st.sampled_from(sorted(PROJECTS)), st.data())
def test_any_text_has_tokens(folder: str, data: st.DataObject) -> None:
    files = PROJECTS[folder]
    key = data.draw(st.sampled_from(sorted(name for name in files if name.endswith(".conn"))))
    end = data.draw(st.integers(0, len(files[key])))
    view = project({**files, key: files[key][:end]})[key]
    assert all(one.span.end <= end for one in tokens(view))
