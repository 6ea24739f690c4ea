"""Configs that were imported and generated are those that were written, to the runtime."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from conngen.backends.python import generate
from conngen.compiler import compile_all
from conngen.finder import MemoryFinder
from conngen.importing import Siblings, import_module
from conngen.universe import embedded

SHAPES = '''
"""What the module of the test builds on."""

from lsst.pex.config import Config, ConfigField, DictField, Field, ListField, Registry
from lsst.pex.config.configurableActions import ConfigurableAction
from lsst.pipe.base import Task

MEAN = 4
PLANES = ["BAD", "SAT"]
shapeRegistry = Registry()


def is_round(number):
    return number != 4


class ShapeConfig(Config):
    size = Field(doc="Size.", dtype=int, default=1)
    names = ListField(doc="Names.", dtype=str, default=["a", "b"])

    @classmethod
    def make_field(cls, doc="A shape."):
        return ConfigField(doc=doc, dtype=cls)


class ShapeTask(Task):
    ConfigClass = ShapeConfig
    _DefaultName = "shape"


class RoundConfig(ShapeConfig):
    radius = Field(doc="Radius.", dtype=float, default=1.0)


class RoundTask(Task):
    ConfigClass = RoundConfig
    _DefaultName = "round"


class Drawn(ConfigurableAction):
    color = Field(doc="Color.", dtype=str, default="red")


class Filled(Drawn):
    width = Field(doc="Width.", dtype=int, default=2)


shapeRegistry.register("plain", ShapeTask)
shapeRegistry.register("round", RoundTask)


def configure(part):
    part.size = part.size + 10
'''

WRITTEN = '''
"""A module to import."""

import math
import os

import lsst.pex.config as pexConfig
import numpy as np
import shapes
from lsst.pex.config import Config, Field, ListField
from lsst.pex.config.configurableActions import ConfigurableActionField, ConfigurableActionStructField
from lsst.pipe.base import PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT
from shapes import Drawn, Filled, RoundTask, ShapeConfig, ShapeTask, shapeRegistry

LIMIT = 12
MODES = {"fast": "Quick.", "slow": "Thorough."}


def is_even(number):
    return number % 2 == 0


class WrittenConnections(PipelineTaskConnections, dimensions=("instrument", "visit")):
    cat = cT.Input(doc="Cat.", name="cat", storageClass="ArrowAstropy", dimensions=("instrument", "visit"))


class WrittenConfig(PipelineTaskConfig, pipelineConnections=WrittenConnections):
    flag = Field("Flag.", bool, True)
    number = Field[int](doc="Number.", default=LIMIT, check=is_even)
    positive = Field[float](doc="Positive.", default=2 * math.pi, check=lambda x: x > 0)
    checked = Field[int](doc="Checked.", default=1, check=shapes.is_round)
    nan = Field(dtype=float, doc="Not a number.", default=float("nan"))
    limit = Field(dtype=float, doc="Limit.", default=np.inf)
    stat = Field(dtype=int, doc="Statistic.", default=int(shapes.MEAN))
    path = Field(dtype=str, doc="Path.", default=os.path.join("$HERE", "x"))
    here = Field(dtype=str, doc="Here.", default=os.path.basename(os.__file__))
    missing = Field(dtype=str, doc="Missing.", optional=True)
    required = Field(dtype=str, doc="Required.")
    old = Field(dtype=int, doc="Old.", default=0, deprecated="Use number. Will be removed after v30.")
    planes = ListField[str](doc="Planes.", default=["CR", *shapes.PLANES], minLength=1)
    pair = ListField(doc="Pair.", dtype=float, default=(1, 2), length=2, itemCheck=math.isfinite)
    table = pexConfig.DictField[str, int](doc="Table.", default=dict(a=1), keyCheck=str.isidentifier)
    mode = pexConfig.ChoiceField[str](doc="Mode.", default="fast", allowed=MODES)
    exact = pexConfig.ChoiceField(doc="Exact.", dtype=int, allowed={1: "One.", 2: "Two."}, optional=False)
    fraction = pexConfig.RangeField(doc="Fraction.", dtype=float, default=0.5, min=0, max=1, inclusiveMax=True)
    shape = pexConfig.ConfigurableField(doc="Shape.", target=ShapeTask)
    other = pexConfig.ConfigField(doc="Other.", dtype=ShapeConfig)
    wide = pexConfig.ConfigField("Wide.", ShapeConfig, ShapeConfig(size=7))
    many = pexConfig.ConfigDictField(doc="Many.", keytype=str, itemtype=ShapeConfig, default={})
    none = pexConfig.ConfigDictField(doc="None.", keytype=str, itemtype=ShapeConfig, optional=True)
    chosen = shapeRegistry.makeField(doc="Chosen.", default="plain")
    several = shapeRegistry.makeField("Several.", default=["plain"], multi=True)
    made = ShapeConfig.make_field()
    drawn = ConfigurableActionField[Drawn](doc="Drawn.")
    filled = ConfigurableActionField(doc="Filled.", default=Filled)
    group = ConfigurableActionStructField(doc="Group.")

    AREA = 3

    @property
    def area(self):
        return self.AREA * self.other.size

    def setDefaults(self):
        super().setDefaults()
        self.shape.retarget(RoundTask)
        self.shape.radius = 2.5
        part = self.other
        part.names.append("c")
        part.names.remove("a")
        self.made.names = [f"{self.path}_x", "%s_y" % self.mode]
        for name, size in (("one", 1), ("two", 2)):
            self.many[name] = ShapeConfig(size=size)
        self.chosen["round"].radius = 3.0
        self.several.names |= {"round"}
        self.drawn = Filled(width=5)
        self.group.first = Drawn()
        self.group.first.color = "blue"
        self.connections.cat = "other"
        if self.flag:
            self.wide.names = []
        else:
            self.wide.names = ["z"]
        shapes.configure(self.wide)
        self.wide.size += 1
        self.number = 14

    def validate(self):
        super().validate()
        if self.flag and self.number > LIMIT + 2:
            raise ValueError("A: %s." % self.number)
        if self.mode == "slow":
            if self.missing is None:
                raise pexConfig.FieldValidationError(WrittenConfig.missing, self, f"B: {self.mode}.")
            elif math.isfinite(self.limit):
                raise RuntimeError("C.")
        for plane in self.planes:
            if plane == "EDGE":
                raise ValueError("D.")
        if self.area > 30:
            raise ValueError("E.")
'''


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, Any]]:
    """The module as it was written, and what is generated of it."""
    texts = {"shapes.py": SHAPES, "written.py": WRITTEN}
    siblings = Siblings(MemoryFinder(texts))
    imported = import_module(siblings.file("written.py"), siblings.find, False)
    assert imported is not None
    assert imported.hooks is not None
    # What was written goes by another name now, so that both can be there.
    folder = tmp_path_factory.mktemp("configs")
    texts = {"shapes.py": SHAPES, "original.py": WRITTEN, "written_hooks.py": imported.hooks}
    (compilation,) = compile_all(
        ["written.conn"], MemoryFinder({**texts, "written.conn": imported.text}), embedded()
    )
    assert not compilation.failed, [one.message for one in compilation.diagnostics]
    for one in generate(compilation.module, embedded(), 110):
        texts[one.name] = one.body
    for name, text in texts.items():
        (folder / name).write_text(text)
    with _importable(folder):
        yield __import__("original"), __import__("written_config")


@contextmanager
def _importable(folder: Path) -> Iterator[None]:
    before = dict(sys.modules)
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in set(sys.modules) - set(before):
            if isinstance(sys.modules[name], ModuleType) and str(folder) in str(
                getattr(sys.modules[name], "__file__", "")
            ):
                del sys.modules[name]


_ATTRIBUTES = (
    *(
        "doc",
        "dtype",
        "itemtype",
        "keytype",
        "optional",
        "deprecated",
        "min",
        "max",
        "inclusiveMin",
        "inclusiveMax",
    ),
    *("allowed", "length", "minLength", "maxLength", "target", "ConfigClass", "multi", "registry"),
)


def test_fields(modules: tuple[Any, Any]) -> None:
    original, generated = modules
    before, after = original.WrittenConfig._fields, generated.WrittenConfig._fields
    assert list(before) == list(after)
    for name, one in before.items():
        if name == "connections":
            continue
        assert type(after[name]) is type(one), name
        for attribute in _ATTRIBUTES:
            found = getattr(after[name], attribute, "nothing")
            assert found == getattr(one, attribute, "nothing"), (name, attribute)
        for check in ("check", "itemCheck", "listCheck", "keyCheck"):
            assert bool(getattr(after[name], check, None)) == bool(getattr(one, check, None)), (name, check)
        default = list(one.default) if isinstance(one.default, tuple) else one.default
        assert str(after[name].default) == str(default), name


def test_defaults(modules: tuple[Any, Any]) -> None:
    original, generated = (one.WrittenConfig() for one in modules)
    assert str(generated.toDict()) == str(original.toDict())
    assert generated.shape.target is original.shape.target
    assert generated.area == original.area
    assert generated.AREA == 3


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({}, None),
        ({"number": 16}, "A: 16."),
        ({"number": 16, "flag": False}, None),
        ({"mode": "slow"}, "B: slow."),
        ({"mode": "slow", "missing": "x"}, None),
        ({"mode": "slow", "missing": "x", "limit": 1.0}, "C."),
        ({"planes": ["EDGE"]}, "D."),
        ({"other.size": 20}, "E."),
        ({"required": None}, "required"),
    ],
)
def test_validation(modules: tuple[Any, Any], values: dict[str, Any], error: str | None) -> None:
    for module in modules:
        config = module.WrittenConfig()
        config.required = "there"
        config.exact = 1
        for path, value in values.items():
            part, _, name = path.rpartition(".")
            setattr(getattr(config, part) if part else config, name, value)
        if error is None:
            config.validate()
        else:
            with pytest.raises((ValueError, RuntimeError), match=re.escape(error)):
                config.validate()


@pytest.mark.parametrize(
    ("name", "value"), [("number", 3), ("positive", -1.0), ("checked", 4), ("pair", [1.0, float("inf")])]
)
def test_checks(modules: tuple[Any, Any], name: str, value: object) -> None:
    for module in modules:
        config = module.WrittenConfig()
        with pytest.raises(ValueError, match=name):
            setattr(config, name, value)
