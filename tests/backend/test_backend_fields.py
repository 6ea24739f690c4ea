"""Fields of classes that a name does not tell, and defaults that only Python knows, on the real runtime."""

from __future__ import annotations

import importlib
import math
import sys
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from generating import write
from support import compile_texts

from conngen.backends.python import generate
from conngen.universe import embedded

PYTHON = """
import lsst.pex.config as pexConfig
from lsst.pex.config.configurableActions import ConfigurableAction

LIMITS = [1.0, 2.0]
ORDER = 3


class Shape(pexConfig.Config):
    order = pexConfig.Field[int](doc="Order.", default=2)


class Warper:
    ConfigClass = Shape

    def __init__(self, config):
        self.config = config


class Remap(ConfigurableAction):
    factor = pexConfig.Field[float](doc="Factor.", default=1.0)


class RemapLinearly(Remap):
    pass


class Holder:
    Action = RemapLinearly
"""
TEXT = """
import numpy
import os.path
from .things import LIMITS, ORDER, Holder, Remap, RemapLinearly, Shape, Warper

config Example {
    "All of it."

    warper: task[Warper]
        "Something configurable."
    shape: config[Shape]
        "A config."
    other: config[Warper.ConfigClass]
        "A config of a path."
    shapes: dict[str, config[Shape]] = {}
        "Configs by name."
    more: dict[int, Shape] = {1: Shape}
        "Configs by number."
    action: ConfigurableActionField[Remap]
        "A remapping."
    linear: ConfigurableActionField[Remap] = RemapLinearly
        "Another one."
    path: ConfigurableActionField[Holder.Action]
        "One of a path."
    actions: ConfigurableActionStructField[Remap] = {"a": RemapLinearly}
        "Several."
    none: ConfigurableActionStructField = {}
        "None at all."
    limits: list[float] = LIMITS
        "Numbers."
    longer: list[float] = [*LIMITS, -numpy.inf]
        "More numbers."
    order: int = ORDER + 2 * 3
        "A number."
    separator: str = "a" + os.path.sep
        "A text."
    empty: dict[str, float] = {}
        "Nothing."
    nothing: list[int] | None = None
        "Not even that."
    bands: list[str] = ["g"]
        "Bands."

    for band in bands {
        require band in "gr"
            f"There is no band {band}."
        require band not in empty, when order == 1
            f"{band} has a value."
    }
    for number in range(order) {
        for limit in limits {
            require number < limit + 100
                f"{number} of {limit}."
        }
    }
    for name in ["b", "c"] {
        shapes[name] = Shape
    }
    for band in bands {
        shapes[band] = Shape
    }
    warper.order = 5
    shapes["a"] = Shape
    shapes["a"].order = 7
    action = RemapLinearly
    action.factor = 3.0
    actions.b = Remap
    none.c = RemapLinearly
    none.c.factor = 4.0
}
"""


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """The Config class, and the module of what it holds."""
    (compilation,) = compile_texts({"example.conn": TEXT, "things.py": PYTHON})
    assert [one.message for one in compilation.diagnostics] == []
    root = tmp_path_factory.mktemp("fields")
    outputs = {one.name: one.body for one in generate(compilation.module, embedded(), 110)}
    write(root / "of_fields", {**outputs, "things.py": PYTHON})
    sys.path.insert(0, str(root))
    try:
        yield SimpleNamespace(
            cls=importlib.import_module("of_fields.example_config").Example,
            things=importlib.import_module("of_fields.things"),
        )
    finally:
        sys.path.remove(str(root))
        for name in [name for name in sys.modules if name.split(".")[0] == "of_fields"]:
            del sys.modules[name]


def test_classes(found: SimpleNamespace) -> None:
    config, things = found.cls(), found.things
    config.validate()
    assert config.warper.target is things.Warper
    assert type(config.shape) is type(config.other) is things.Shape
    assert {name: one.order for name, one in config.shapes.items()} == {
        "a": 7,
        "b": 2,
        "c": 2,
        "g": 2,
    }
    assert {name: one.order for name, one in config.more.items()} == {1: 2}
    assert (config.warper.order, config.shape.order) == (5, 2)


def test_actions(found: SimpleNamespace) -> None:
    config, things = found.cls(), found.things
    assert found.cls.action.dtype is things.Remap
    assert found.cls.path.dtype is things.RemapLinearly
    assert [type(one) for one in (config.action, config.linear, config.path)] == [things.RemapLinearly] * 3
    assert config.action.factor == 3.0
    assert {name: type(one) for name, one in config.actions.items()} == {
        "a": things.RemapLinearly,
        "b": things.Remap,
    }
    assert {name: one.factor for name, one in config.none.items()} == {"c": 4.0}
    config.action = things.Remap()
    assert type(config.action) is things.Remap


def test_defaults(found: SimpleNamespace) -> None:
    config = found.cls()
    assert list(config.limits) == [1.0, 2.0]
    assert list(config.longer) == [1.0, 2.0, -math.inf]
    assert config.order == 9
    assert config.separator == "a/"
    assert dict(config.empty) == {}
    assert config.nothing is None


def test_loops(found: SimpleNamespace) -> None:
    config = found.cls()
    config.validate()
    config.bands = ["g", "y"]
    with pytest.raises(ValueError, match="There is no band y"):
        config.validate()
    config.bands = ["g", "r"]
    config.empty["r"] = 1.0
    config.validate()
    config.order = 1
    with pytest.raises(ValueError, match="r has a value"):
        config.validate()
    config.order = 200
    with pytest.raises(ValueError, match=r"101 of 1\.0\."):
        config.validate()
