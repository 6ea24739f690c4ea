"""What golden cases of the language do on the real runtime."""

from __future__ import annotations

import importlib
import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from generating import write
from lsst.pex.config import FieldValidationError
from support import CASES, compile_texts, read_case

from conngen.backends.python import generate
from conngen.universe import embedded

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning")

COUNT = itertools.count()


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Callable[[str], SimpleNamespace]]:
    """Imports what is made of a golden case, with the Python modules beside it."""
    made: list[str] = []

    def imported(name: str) -> SimpleNamespace:
        files = read_case(CASES / "language" / name)
        (compilation,) = compile_texts(files)
        outputs = generate(compilation.module, embedded(), 110)
        made.append(f"case_{next(COUNT)}")
        python = {path: text for path, text in files.items() if path.endswith(".py")}
        write(tmp_path / made[-1], {**python, **{one.name: one.body for one in outputs}})
        found: dict[str, Any] = {}
        for part in ("config", "connections"):
            module = importlib.import_module(f"{made[-1]}.example_{part}")
            names = [one for one in module.__all__ if one.lower().endswith(part)]
            found[part] = getattr(module, names[-1])
        return SimpleNamespace(**found, package=made[-1])

    sys.path.insert(0, str(tmp_path))
    try:
        yield imported
    finally:
        sys.path.remove(str(tmp_path))
        for name in [name for name in sys.modules if name.split(".")[0] in made]:
            del sys.modules[name]


def instance(made: SimpleNamespace, **values: Any) -> Any:
    """Return the connections of a config with some values."""
    config = made.config()
    for name, value in values.items():
        setattr(config, name, value)
    return made.connections(config=config)


def message(made: SimpleNamespace, error: type[Exception], **values: Any) -> str:
    """Return the message that a config with some values is refused with."""
    config = made.config()
    for name, value in values.items():
        setattr(config, name, value)
    with pytest.raises(error) as raised:
        config.validate()
    assert type(raised.value) is error
    return str(raised.value)


def test_a_template_has_the_constant_as_its_default(case: Callable[[str], SimpleNamespace]) -> None:
    made = case("clause-template-from-python")
    constant = sys.modules[f"{made.package}.tables"].LookUpTable.DATASET_TYPE_NAME
    assert made.config().connections.tableName == constant
    assert instance(made).table.name == constant


def test_texts_are_formatted_as_in_python(case: Callable[[str], SimpleNamespace]) -> None:
    made = case("clause-texts")
    found = message(made, FieldValidationError, threshold=0.12345, digits=3, mode="quick")
    assert "A threshold of 0.123 detects noise: mode='quick', and not 'slow'." in found
    assert made.connections.map_r.doc == f"Map of the band {'r'!r}, by {'R':>3}."


@pytest.mark.parametrize(
    ("values", "outputs"),
    [
        ({}, {"catalog"}),
        ({"threshold": 0.0}, set()),
        ({"threshold": 11.0, "model": "point"}, {"table"}),
        ({"bands": ["g"], "model": "point"}, {"table"}),
        ({"bands": ["g", "u"], "model": "point"}, {"catalog"}),
    ],
)
def test_expressions_are_those_of_python(
    case: Callable[[str], SimpleNamespace], values: dict[str, Any], outputs: set[str]
) -> None:
    made = case("clause-expressions")
    assert set(instance(made, **values).outputs) == outputs
    assert made.config.weights.default == [0.0] * 3
    assert list(made.config().weights) == [0.5] * 2
    assert (made.config().threshold, made.config().size) == (10.0**-3, 2**6)


def test_imported_functions_are_called(case: Callable[[str], SimpleNamespace]) -> None:
    made = case("clause-functions")
    config = made.config()
    assert (config.threshold, config.size, config.path) == (2, 2, "$MEASURE_DIR/sources.yaml")
    assert config.channels["red"].weight == 2.0
    assert set(instance(made).outputs) == set()
    assert set(instance(made, threshold=1.0).outputs) == {"catalog"}
    assert "'sources.yaml'" in message(made, FieldValidationError, path="/data/sources.yaml", threshold=9.0)
    config.measured = ["x", "x"]
    with pytest.raises(FieldValidationError, match="same name"):
        config.validate()


def test_the_exception_is_the_one_that_was_named(case: Callable[[str], SimpleNamespace]) -> None:
    made = case("clause-require-raises")
    with pytest.raises(NotImplementedError, match="yet to be written"):
        instance(made, doForced=True)
    assert message(made, RuntimeError, threshold=-1.0) == "There are no negative thresholds."
    error = sys.modules[f"{made.package}.errors"].MeasurementError
    assert message(made, error, threshold=100.0) == "There is nothing above 100.0."
    made.config().validate()


def test_a_connection_is_called_what_a_variable_is(case: Callable[[str], SimpleNamespace]) -> None:
    made = case("clause-for-names")
    found = instance(made, maps=["weight"], system="skymap")
    assert set(found.inputs) == {"coadd_mask", "template_mask"}
    assert set(found.outputs) == {"weight"}
    assert (found.weight.name, found.weight.dimensions) == ("map_weight", ("tract", "skymap"))


@pytest.mark.parametrize(("detectors", "dimensions"), [(True, {"visit", "detector"}), (False, {"visit"})])
def test_the_class_has_dimensions_of_its_own(
    case: Callable[[str], SimpleNamespace], detectors: bool, dimensions: set[str]
) -> None:
    made = case("clause-dimensions-of-the-class")
    assert set(made.connections.dimensions) == {"instrument"}
    found = instance(made, doDetectors=detectors)
    assert set(found.dimensions) == set(found.fit.dimensions) == dimensions


@pytest.mark.parametrize(("mask", "names"), [(True, ["calexps", "mask"]), (False, ["calexps"])])
def test_what_a_method_returns_depends_on_the_config(
    case: Callable[[str], SimpleNamespace], mask: bool, names: list[str]
) -> None:
    found = instance(case("clause-methods-by-a-condition"), doMask=mask)
    assert list(found.getSpatialBoundsConnections()) == names


def test_choices_are_those_of_the_constant(case: Callable[[str], SimpleNamespace]) -> None:
    made = case("clause-choices-from-python")
    config = made.config()
    assert set(made.config.mode.allowed) == {"plain", "masked"}
    assert made.config.model.allowed[None] == "Whatever fits"
    config.mode, config.model = "masked", None
    config.validate()
    assert set(made.connections(config=config).outputs) == {"catalog"}
    with pytest.raises(FieldValidationError):
        config.mode = "other"


def test_a_config_is_chosen_from_a_dictionary(case: Callable[[str], SimpleNamespace]) -> None:
    config = case("field-configChoice").config()
    config.validate()
    assert config.fit.name == "polynomial"
    assert config.fit.active.order == 3
    assert config.otherFits.names is None
