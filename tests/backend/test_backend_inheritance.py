"""Changes of what a base may have removed: no config makes them fail."""

from __future__ import annotations

import importlib
import itertools
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest
from generating import write
from support import compile_texts

from conngen.backends.python import generate
from conngen.universe import embedded

FIELDS = ("doA", "doB", "doC")
CONN_BASE = """
task Base[instrument, visit] {
    template prefix = "old"

    input x: ExposureF[...] = "{prefix}x", when doA
        "Something to read."
    input kept: ExposureF[...] = "kept"
        "Something else to read."
    output y: ExposureF[...] = "y"
        "Something to write."

    config {
        doA: bool = True
            "A?"
        word: str = "word"
            "Part of names."
    }
}
"""
PYTHON_BASE = """
from lsst.pex.config import Field
from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT


class BaseConnections(
    PipelineTaskConnections, dimensions=("instrument", "visit"), defaultTemplates={"prefix": "old"}
):
    x = cT.Input(doc="x", name="{prefix}x", storageClass="ExposureF", dimensions=("instrument", "visit"))
    kept = cT.Input(doc="kept", name="kept", storageClass="ExposureF", dimensions=("instrument", "visit"))
    y = cT.Output(doc="y", name="y", storageClass="ExposureF", dimensions=("instrument", "visit"))

    def __init__(self, *, config):
        super().__init__(config=config)
        if not config.doA:
            del self.x


class BaseConfig(PipelineTaskConfig, pipelineConnections=BaseConnections):
    doA = Field[bool](doc="A?", default=True)
    word = Field[str](doc="Part of names.", default="word")


class BaseTask(PipelineTask):
    ConfigClass = BaseConfig
"""
FIELDS_OF_DERIVED = """
    config {
        doB: bool = True
            "B?"
        doC: bool = False
            "C?"
    }
"""


@contextmanager
def imported(folder: Path, base: str, body: str) -> Iterator[SimpleNamespace]:
    """The Connections and Config classes of a task that inherits from a base, imported on the real runtime."""
    files = {"base.conn": CONN_BASE} if base == "conn" else {"base.py": PYTHON_BASE}
    text = f"from .base import BaseTask\n\ntask Derived(BaseTask) {{\n{body}{FIELDS_OF_DERIVED}}}\n"
    compilations = compile_texts({**files, "derived.conn": text})
    errors = [one.message for each in compilations for one in each.diagnostics if each.failed]
    assert errors == []
    outputs = {one.name: one.body for each in compilations for one in generate(each.module, embedded(), 110)}
    write(
        folder / "inheriting",
        {**outputs, **{name: text for name, text in files.items() if name[-3:] == ".py"}},
    )
    sys.path.insert(0, str(folder))
    try:
        yield SimpleNamespace(
            connections=importlib.import_module("inheriting.derived_connections").DerivedConnections,
            config=importlib.import_module("inheriting.derived_config").DerivedConfig,
        )
    finally:
        sys.path.remove(str(folder))
        for name in [name for name in sys.modules if name.split(".")[0] == "inheriting"]:
            del sys.modules[name]


def instances(package: SimpleNamespace) -> Iterator[tuple[dict[str, bool], object]]:
    """Yield the connections for each combination of the fields."""
    for values in itertools.product((True, False), repeat=3):
        given = dict(zip(FIELDS, values, strict=True))
        config = package.config()
        config.update(**given)
        yield given, package.connections(config=config)


@pytest.mark.parametrize("base", ["conn", "python"])
@pytest.mark.parametrize(
    ("body", "there"),
    [
        ("del x", "False"),
        ("del x, when doB", "doA and not doB"),
        ("del x, when doB\ndel x, when doC", "doA and not doB and not doC"),
        ("del x\ndel x, when doC", "False"),
        ("del x, kept, when doB\ndel x, when not doB", "False"),
        ("x.multiple = True", "doA"),
        ("x.multiple = doB", "doA"),
        ("x.multiple = True if doB else False\ndel x, when doC or doB", "doA and not doC and not doB"),
        ("when doB {\n    x.deferLoad = True\n    del x, when doC\n}", "doA and not (doB and doC)"),
        ("x.dimensions = [tract] if doB else [visit] if doC else [patch]", "doA"),
        ('x.name = "{prefix}_{word}", when doB if doC else doA', "doA"),
        ('x.name = "new_{prefix}" if doB else "plain"', "doA"),
        ('x.storageClass = "ExposureI" if doB else "ExposureF"', "doA"),
        ("x.storageClass = word", "doA"),
        ('x.doc = "One." if doB else "Another."', "doA"),
        ('input x: ExposureI[visit] = "new", when doB\n    "Declared anew."', "doB"),
        ('input x: ExposureI[visit] = "new"\n    "Declared anew."\ndel x, when doB', "not doB"),
    ],
)
def test_presence(tmp_path: Path, base: str, body: str, there: str) -> None:
    if base == "python" and body.startswith("input"):
        there = f"({there}) and doA"  # what its `__init__` removes can't be told from what it leaves alone
    with imported(tmp_path, base, body) as package:
        for given, made in instances(package):
            assert ("x" in made.allConnections) is eval(there, {}, dict(given)), given  # type: ignore[attr-defined]


@pytest.mark.parametrize("base", ["conn", "python"])
@pytest.mark.parametrize(
    ("body", "attribute", "expected", "at_class_level"),
    [
        (
            'kept.name = "{prefix}_{word}" if doB else "plain"',
            "name",
            "'old_word' if doB else 'plain'",
            "kept",
        ),
        (
            'kept.name = "a" if doB else "b" if doC else "c"',
            "name",
            "'a' if doB else 'b' if doC else 'c'",
            "kept",
        ),
        ('kept.name = "{word}s", when doB', "name", "'words' if doB else 'kept'", "kept"),
        ('kept.storageClass = "A" if doB else "B"', "storageClass", "'A' if doB else 'B'", "ExposureF"),
        ("kept.storageClass = word", "storageClass", "'word'", "ExposureF"),
        ('kept.storageClass = "{word}"', "storageClass", "'word'", "ExposureF"),
        ("kept.deferLoad = True, when doB", "deferLoad", "doB", False),
        ("kept.minimum = 0 if doB else 1", "minimum", "0 if doB else 1", 1),
        ("when doB {\n    kept.multiple = True\n}", "multiple", "doB", False),
    ],
)
def test_attributes(
    tmp_path: Path, base: str, body: str, attribute: str, expected: str, at_class_level: object
) -> None:
    with imported(tmp_path, base, body) as package:
        assert getattr(package.connections.kept, attribute) == at_class_level
        for given, made in instances(package):
            found = getattr(made.kept, attribute)  # type: ignore[attr-defined]
            assert found == eval(expected, {}, dict(given)), given


def test_dimensions(tmp_path: Path) -> None:
    body = "kept.dimensions = [tract] if doB else [..., tract] if doC else [patch]"
    with imported(tmp_path, "conn", body) as package:
        assert set(package.connections.kept.dimensions) == {"patch"}
        for given, made in instances(package):
            wanted = (
                {"tract"} if given["doB"] else {"instrument", "visit", "tract"} if given["doC"] else {"patch"}
            )
            assert set(made.kept.dimensions) == wanted  # type: ignore[attr-defined]
