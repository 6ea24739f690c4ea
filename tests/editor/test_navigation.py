"""Going to declarations and references, in `.conn` files and in Python, and to generated modules and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from views import case, conn_files, cursor, project

from conngen import tracing
from conngen.compiler import generate
from conngen.editor import View
from conngen.editor.navigation import Target, declaration_of, definition, generated_places, references
from conngen.editor.symbols import SymbolKind, index, occurrences
from conngen.ownership.header import stamp
from conngen.source import Source

PROJECTS = conn_files()

BASE = """
task Base[visit, detector] {
    template coadd = "deep"

    input sources: ArrowAstropy[...] = "{coadd}_src"
        "Sources."

    config {
        doIt: bool = True
            "Detect them?"
    }
}
"""
HOOKS = """
from .deeper import far
from .starred import *

LIMIT = 3


def find(dataset_type, registry, data_id, collections):
    return []
"""
HAND = """
import lsst.pipe.base.connectionTypes as cT
from lsst.pipe.base import PipelineTaskConnections


class HandConnections(
    PipelineTaskConnections, dimensions=("visit",), defaultTemplates={"kind": "deep"}
):
    früh = cT.Input(doc="é", name="x", storageClass="ArrowAstropy", dimensions=("visit",))
    warps = cT.Input(doc="W.", name="{kind}_w", storageClass="ArrowAstropy", dimensions=("visit",))
"""
FILES = {
    "base.conn": BASE,
    "hooks.py": HOOKS,
    "deeper.py": "def far(): ...\n",
    "starred.py": "def near(): ...\n",
    "hand.py": HAND,
}


def where(target: Target) -> str:
    """Return a place with its line and what stands there."""
    start = target.source.position(target.span.start)
    return f"{target.key}:{start.line} {target.source.text[target.span.start : target.span.end]}"


FOUND = {
    "an inherited connection": (
        "from .base import Base\ntask T(Base) { ‸sources.multiple = True }",
        "base.conn:5 sources",
    ),
    "an inherited template": (
        'from .base import Base\ntask T(Base) { output o: ArrowAstropy[] = "{coa‸dd}" "O." }',
        "base.conn:3 coadd",
    ),
    "an inherited field": (
        'from .base import Base\ntask T(Base) { output o: ArrowAstropy[] = "o", when ‸doIt "O." }',
        "base.conn:9 doIt",
    ),
    "a base": ("from .base import Base\ntask T(‸Base) {}", "base.conn:2 Base"),
    "a class that is made": ("from .base import BaseConfig\nconfig C(‸BaseConfig) {}", "base.conn:2 Base"),
    "an alias": ("from .base import Base as B\ntask T(‸B) {}", "base.conn:2 Base"),
    "a file": ("from .ba‸se import Base\ntask T(Base) {}", "base.conn:1 "),
    "a Python module": ("from .hoo‸ks import find\n", "hooks.py:1 "),
    "a function": ("from .hooks import find‸\n", "hooks.py:8 find"),
    "a function, where it is used": (
        "from .hooks import find\ntask T[visit] { prerequisiteInput p: ArrowAstropy[visit]"
        ' = "p", lookupFunction=fi‸nd "P." }',
        "hooks.py:8 find",
    ),
    "a constant": ("from .hooks import ‸LIMIT\n", "hooks.py:5 LIMIT"),
    "a function that is handed on": ("from .hooks import ‸far\n", "deeper.py:1 far"),
    "a function among all": ("from .hooks import ‸near\n", "starred.py:1 near"),
    "an attribute of a class": (
        "from .hand import HandConnections\ntask T[visit] { output o: ArrowAstropy[] = HandConnections.wa‸rps \"O.\" }",
        "hand.py:10 warps",
    ),
    "a class of Python": (
        "from .hand import HandConnections\ntask T(‸HandConnections) {}",
        "hand.py:6 HandConnections",
    ),
    "a connection of Python": (
        "from .hand import HandConnections\ntask T(HandConnections) { wa‸rps.deferLoad = True }",
        "hand.py:10 warps",
    ),
    "one behind other letters": (
        "from .hand import HandConnections\ntask T(HandConnections) { ‸früh.deferLoad = True }",
        "hand.py:9 früh",
    ),
    "a template of Python": (
        'from .hand import HandConnections\ntask T(HandConnections) { output o: ArrowAstropy[] = "{kin‸d}" "O." }',
        "hand.py:7 kind",
    ),
    "a name for dimensions": (
        'dimensions d = [visit]\ntask T[d] { output o: ArrowAstropy[‸d] = "o" "O." }',
        "example.conn:1 d",
    ),
    "a variable": (
        'task T[visit] { for n in ["a"] { output o{n}: ArrowAstropy[] = "{‸n}" "O." } }',
        "example.conn:1 n",
    ),
    "a dimension": ("task T[vi‸sit] {}", ""),
    "a storage class": ('task T[visit] { output o: ‸ArrowAstropy[] = "o" "O." }', ""),
    "something away": ("from gone.away import Go‸ne\n", ""),
    "nothing": ("‸task T[visit] {}", ""),
}  # fmt: skip


@pytest.mark.parametrize("name", FOUND)
def test_definition(name: str) -> None:
    marked, expected = FOUND[name]
    text, offset = cursor(marked)
    view = project({"example.conn": text, **FILES})["example.conn"]
    assert " ".join(where(one) for one in definition(view, offset)) == expected


def test_origin_and_whole() -> None:
    text, offset = cursor("from .base import Base\ntask T(Base) { ‸sources.multiple = True }")
    (target,) = definition(project({"example.conn": text, **FILES})["example.conn"], offset)
    assert target.origin is not None
    assert text[target.origin.start : target.origin.end] == "sources"
    assert BASE[target.whole.start : target.whole.end].startswith("input sources: ")


def test_references_across_files() -> None:
    text = (
        "from .base import Base, BaseConfig as Other\n\ntask T(Base) {\n    sources.multiple = True\n"
        '    output o: ArrowAstropy[] = "o_{coadd}", when connections.sources != ""\n        "O."\n}\n'
        "config C(Other) {\n    doIt = False\n}\n"
    )
    views = project({"example.conn": text, **FILES})
    base = views["base.conn"]
    uses = references(base, BASE.index("sources:"), declaration=False)
    assert [where(one) for one in uses] == ["example.conn:4 sources", "example.conn:5 sources"]
    every = references(base, BASE.index("sources:"), declaration=True)
    assert [where(one) for one in every] == ["base.conn:5 sources", *map(where, uses)]
    assert references(views["example.conn"], text.index("sources"), True)[1].span == every[1].span
    classes = references(views["example.conn"], text.index("Other) {"), declaration=False)
    assert [where(one) for one in classes] == [
        "example.conn:1 Base",
        "example.conn:1 BaseConfig",
        "example.conn:1 Other",
        "example.conn:3 Base",
        "example.conn:8 Other",
    ]
    dimensions = references(base, BASE.index("visit"), declaration=True)
    assert [where(one) for one in dimensions] == ["base.conn:2 visit"]


@pytest.mark.parametrize("folder", PROJECTS)
def test_what_is_found_is_found_again(folder: str) -> None:
    """A name is among the references of its declaration, and both lead to one place."""
    views = case(folder)
    for view in views.values():
        for one in occurrences(view):
            targets = definition(view, one.span.start)
            assert len(targets) <= 1
            if one.symbol.key not in views or one.symbol.kind is SymbolKind.MODULE:
                continue
            (target,) = targets
            home = views[target.key]
            back = references(home, target.span.start, declaration=True)
            assert (view.key, one.span) in [(other.key, other.span) for other in back]


# --- generated modules ---------------------------------------------------------------------------------------------


def modules(view: View) -> dict[str, Source]:
    """Return the modules that are made of a file, as they would be on the disk."""
    found = {}
    for output in generate(view.compilation, 110):
        text = output.body if output.name.endswith("_task.py") else stamp(output.body, view.key, view.text)
        found[output.name] = Source(output.name, text)
    return found


WORKING = [folder for folder in PROJECTS if "/language/" in folder or folder.startswith("examples")]


@pytest.mark.parametrize("folder", WORKING)
def test_to_the_generated_modules_and_back(folder: str) -> None:
    views = case(folder)
    for view in views.values():
        assert not view.compilation.failed
        made = modules(view)

        def read(
            key: str, name: str, view: View = view, made: dict[str, Source] = made
        ) -> tuple[str, Source] | None:
            return (name, made[name]) if key == view.key and name in made else None

        for one in occurrences(view):
            if not one.defines or one.called is not None or one.symbol.kind not in MEMBERS:
                continue
            targets = generated_places(view, one.span.start, read)
            if one.symbol.kind in (SymbolKind.CONNECTION, SymbolKind.FIELD):
                assert targets, one.place.text
            for target in targets:
                line, column = target.source.position(target.span.start)
                back = declaration_of(view, target.source, line, column)
                assert back is not None
                found = view.text[back.span.start : back.span.end]
                if one.symbol.kind in CLASSES or one.symbol.kind is SymbolKind.TEMPLATE:
                    assert view.source is back.source  # several templates may share a line
                else:
                    assert found == one.place.text, (target.key, line)


CLASSES = (SymbolKind.TASK, SymbolKind.CONNECTIONS_CLASS, SymbolKind.CONFIG_CLASS)
MEMBERS = (SymbolKind.CONNECTION, SymbolKind.FIELD, SymbolKind.TEMPLATE, *CLASSES)

TASK = '''"""A task."""

from .hooks import find

task Measure[instrument, visit, detector] {
    template kind = "deep"

    input calexp: NumpyArray[...] = "calexp"
        "Calibrated image."
    prerequisiteInput flat: NumpyArray[instrument, detector] = "flat", isCalibration, lookupFunction=find,
        when doFlat
        "Flat."
    output catalog: ArrowAstropy[...] = "{kind}_src"
        "Sources."
    for n in range(count) {
        output noise{n}: NumpyArray[...] = "noise{n}"
            f"Noise {n}."
    }

    config {
        doFlat: bool = True
            "Correct for the flat field?"
        count: int = 2
            "Number of noise images."
        threshold: float = 5.0
            "Detection threshold, in sigma."

        require threshold > 1.0, when doFlat
            "The threshold is too low."
    }
}
'''
BACK = {
    "from lsst.pipe.base import PipelineTaskConnections": ("connections", ""),
    "from .hooks import find": ("connections", "find"),
    "class MeasureConnections(": ("connections", "Measure"),
    'defaultTemplates={"kind"': ("connections", "kind"),
    "calexp = cT.Input(": ("connections", "calexp"),
    'name="calexp"': ("connections", "calexp"),
    "if not config.doFlat:": ("connections", "doFlat"),
    "del self.flat": ("connections", "flat"),
    "for n in range(config.count)": ("connections", "count"),
    'f"noise{n}",': ("connections", "noise{n}"),
    "class MeasureResult(": ("connections", "Measure"),
    "    catalog: Table": ("connections", "catalog"),
    "class MeasureConfig(": ("config", "Measure"),
    "threshold = ": ("config", "threshold"),
    "too low": ("config", "require threshold"),
    "class MeasureTask(": ("task", "Measure"),
    "def run(": ("task", "calexp"),
}


@pytest.mark.parametrize("line", BACK)
def test_back_from_a_line(line: str) -> None:
    part, expected = BACK[line]
    view = project({"measure.conn": TASK, "hooks.py": HOOKS})["measure.conn"]
    python = modules(view)[f"measure_{part}.py"]
    number = next(i for i, text in enumerate(python.text.splitlines(), 1) if line in text)
    found = declaration_of(view, python, number)
    assert found is not None
    assert TASK[found.span.start : found.span.end].startswith(expected)
    assert bool(expected) == bool(found.span.end)


def test_back_from_a_condition_is_its_place() -> None:
    view = project({"measure.conn": TASK, "hooks.py": HOOKS})["measure.conn"]
    python = modules(view)["measure_connections.py"]
    number = next(i for i, text in enumerate(python.text.splitlines(), 1) if "if not config.doFlat" in text)
    found = declaration_of(view, python, number)
    assert found is not None
    assert TASK[: found.span.start].endswith("when ")


def test_every_line_leads_somewhere() -> None:
    view = project({"measure.conn": TASK, "hooks.py": HOOKS})["measure.conn"]
    for source in modules(view).values():
        for number in range(1, len(source.text.splitlines()) + 2):
            assert declaration_of(view, source, number) is not None
    assert declaration_of(view, Source("x.py", "class ("), 1) is None


def test_places_of_a_use_and_of_a_declaration() -> None:
    view = project({"measure.conn": TASK, "hooks.py": HOOKS})["measure.conn"]
    made = modules(view)

    def shown(offset: int) -> list[str]:
        return [where(one) for one in generated_places(view, offset, lambda key, name: (name, made[name]))]

    run = next(i for i, text in enumerate(made["measure_task.py"].text.splitlines(), 1) if "calexp:" in text)
    calexp = shown(TASK.index("calexp:"))
    assert calexp[0].startswith("measure_connections.py:")
    assert calexp[1] == f"measure_task.py:{run} calexp"
    assert shown(TASK.index("Calibrated image")) == calexp
    assert shown(TASK.index("when doFlat") + 6)[0].startswith("measure_config.py:")
    names = [text.partition(" ")[2] for text in shown(TASK.index("Measure["))]
    assert names == ["MeasureConnections", "MeasureConfig", "MeasureTask"]
    assert shown(0) == []
    assert generated_places(view, TASK.index("calexp:"), lambda key, name: None) == ()


def test_the_conn_file_of_a_module(tmp_path: Path) -> None:
    conn = tmp_path / "pkg" / "measure.conn"
    conn.parent.mkdir()
    conn.write_text(TASK, encoding="utf-8")
    beside = conn.with_name("measure_config.py")
    assert tracing.conn_of(conn.with_name("measure_task.py")) == str(conn.resolve())
    assert tracing.conn_of(beside) is None  # nothing says that it was made
    beside.write_text(stamp("x = 1\n", "measure.conn", TASK), encoding="utf-8")
    assert tracing.conn_of(beside) == str(conn.resolve())
    elsewhere = tmp_path / "out" / "measure_config.py"
    elsewhere.parent.mkdir()
    elsewhere.write_text("x = 1\n", encoding="utf-8")
    assert tracing.conn_of(elsewhere) is None
    (tmp_path / ".conngen-manifest.json").write_text(
        '{"version": 1, "outputs": {"out/measure_config.py": {"source": "pkg/measure.conn", "content": "0"}}}',
        encoding="utf-8",
    )
    assert tracing.conn_of(elsewhere) == str(conn.resolve())
    assert tracing.conn_of(elsewhere.with_name("measure_task.py")) == str(conn.resolve())
    assert tracing.conn_of(tmp_path / "other.py") is None


def test_names_are_kept_for_what_was_compiled() -> None:
    view = project({"example.conn": "task T[visit] {}"})["example.conn"]
    assert index(view) is index(view)


@given(st.sampled_from(sorted(PROJECTS)), st.data())
def test_any_place_of_any_text(folder: str, data: st.DataObject) -> None:
    files = PROJECTS[folder]
    key = data.draw(st.sampled_from(sorted(name for name in files if name.endswith(".conn"))))
    end = data.draw(st.integers(0, len(files[key])))
    view = project({**files, key: files[key][:end]})[key]
    for offset in data.draw(st.lists(st.integers(0, end), max_size=10)):
        for target in (*definition(view, offset), *references(view, offset, declaration=True)):
            assert target.whole.start <= target.span.start <= target.span.end <= target.whole.end
        python = Source("x_connections.py", "class X:\n    x = 1\n")
        assert generated_places(view, offset, lambda key, name, python=python: (name, python)) is not None
