"""The outline, what can be folded and what is linked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from views import case, conn_files, project, view_of

from conngen.editor import View
from conngen.editor.structure import (
    Entry,
    FoldKind,
    document_symbols,
    folds,
    links,
    workspace_symbols,
)
from conngen.source import Span
from conngen.syntax import tree

PROJECTS = conn_files()

TEXT = '''"""A file.

With several lines.
"""

# One comment,
# and its second line.
from .base import Base
from .hooks import (
    find,
)

import lsst.utils  # a comment behind something

dimensions area = [tract, patch]

task Measure[instrument, visit](Base) {
    "Measure."

    template kind = "deep", deprecated="Use none."

    input sources: ArrowAstropy[...] = "{kind}_src"
        """Sources,
        on two lines."""
    when doIt {
        output catalog: ArrowAstropy[...] = "src"
            "Catalog."
    }
    other.deferLoad = True
    del calexp, flat

    config {
        doIt: bool = True
            "Do it?"
        require doIt
            "It has to be done."
    }
}
'''


def shown(entries: tuple[Entry, ...], indent: str = "") -> list[str]:
    """Return an outline as lines."""
    found = []
    for one in entries:
        mark = " (deprecated)" if one.deprecated else ""
        found.append(f"{indent}{one.kind}: {one.name}{f' | {one.detail}' if one.detail else ''}{mark}")
        found += shown(one.children, indent + "  ")
    return found


def example() -> View:
    """Return the view of the example above."""
    files = {
        "example.conn": TEXT,
        "base.conn": "task Base[visit] {}\n",
        "hooks.py": "def find(): ...\n",
    }
    return project(files)["example.conn"]


def test_outline() -> None:
    assert shown(document_symbols(example())) == [
        "dimensions: area | dimensions [tract, patch]",
        "task: Measure | task",
        '  template: kind | template "deep" (deprecated)',
        "  connection: sources | input ArrowAstropy[...]",
        "  group: when doIt",
        "    connection: catalog | output ArrowAstropy[...]",
        "  change: other.deferLoad | = True",
        "  change: del calexp, flat",
        "  config: config",
        "    field: doIt | bool",
        "    requirement: require doIt",
    ]


def test_outline_of_a_broken_file() -> None:
    text = 'task T[visit] {\n    input x: = \n    output y: ArrowAstropy[...] = "y"\n        "Y."\n}\n'
    assert shown(document_symbols(view_of(text))) == [
        "task: T | task",
        "  connection: y | output ArrowAstropy[...]",
    ]


def check(entries: tuple[Entry, ...], around: Span) -> None:
    """See that each entry lies in what it is inside of, and its name in itself; editors ask for that."""
    for one in entries:
        assert around.start <= one.whole.start <= one.name_span.start
        assert one.name_span.end <= one.whole.end <= around.end
        assert one.name
        check(one.children, one.whole)


def declared(items: tuple[tree.Item, ...]) -> int:
    """Return how many declarations there are."""
    inner = sum(declared(one.items) for one in items if isinstance(one, tree.Block | tree.Guard | tree.Loop))
    return inner + sum(
        isinstance(one, tree.Declaration | tree.Field | tree.Definition | tree.Block) for one in items
    )


def count(entries: tuple[Entry, ...]) -> int:
    """Return how many entries of declarations there are."""
    others = ("group", "change", "requirement")
    return sum((one.kind not in others) + count(one.children) for one in entries)


@given(st.sampled_from(sorted(PROJECTS)), st.data())
def test_outline_and_folds_of_any_text(folder: str, data: st.DataObject) -> None:
    files = PROJECTS[folder]
    key = data.draw(st.sampled_from(sorted(name for name in files if name.endswith(".conn"))))
    start = data.draw(st.integers(0, len(files[key])))
    end = data.draw(st.sampled_from([start, start + 1, start + 20, len(files[key])]))
    view = project({**files, key: files[key][:start] + files[key][end:]})[key]
    check(document_symbols(view), Span(0, len(view.text)))
    lines = view.source.line_of
    for fold in folds(view):
        assert 0 <= fold.span.start < fold.span.end <= len(view.text)
        assert lines(fold.span.start) < lines(fold.span.end)
    for link in links(view):
        assert view.text[link.span.start : link.span.end] == link.tooltip


@pytest.mark.parametrize("folder", PROJECTS)
def test_the_outline_holds_every_declaration(folder: str) -> None:
    for view in case(folder).values():
        unknown = "unknown-block" in {one.code.name for one in view.compilation.diagnostics}
        assert count(document_symbols(view)) == declared(view.parsed.file.items) or unknown


def test_folds() -> None:
    view = example()
    found = [
        (view.source.line_of(one.span.start), view.source.line_of(one.span.end - 1), one.kind)
        for one in folds(view)
    ]
    assert found == [
        (1, 4, FoldKind.COMMENT),
        (6, 7, FoldKind.COMMENT),
        (8, 13, FoldKind.IMPORTS),
        (17, 38, FoldKind.REGION),
        (22, 24, FoldKind.REGION),
        (23, 24, FoldKind.COMMENT),
        (25, 28, FoldKind.REGION),
        (26, 27, FoldKind.REGION),
        (32, 37, FoldKind.REGION),
        (33, 34, FoldKind.REGION),
        (35, 36, FoldKind.REGION),
    ]


def test_links() -> None:
    assert [(one.tooltip, one.key) for one in links(example())] == [
        ("base", "base.conn"),
        ("hooks", "hooks.py"),
    ]
    view = project({"example.conn": "from . import base, gone\n", "base.conn": "task Base[visit] {}\n"})
    assert [(one.tooltip, one.key) for one in links(view["example.conn"])] == [("base", "base.conn")]


def names(query: str) -> list[str]:
    """Return what is found for a query, with what it is in."""
    other = 'task Meas[visit] {\n    input sourceMask: Mask[visit] = "m"\n        "M."\n}\n'
    views = project({"example.conn": TEXT, "other.conn": other}).values()
    return [f"{one.entry.name} in {one.inside or one.key}" for one in workspace_symbols(views, query)]


def test_search() -> None:
    assert names("MEAS") == ["Meas in other.conn", "Measure in example.conn"]
    assert names("sources") == ["sources in Measure", "sourceMask in Meas"]
    assert names("sm") == ["sourceMask in Meas"]
    assert names("mask") == ["sourceMask in Meas"]
    assert names("xyz") == []
    assert len(names("")) == 8
    assert names("when") == []
