"""The example of the notebook: as it stands there, and put right."""

from __future__ import annotations

import importlib
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from example_packages import TWINS, build, conngen, copy_example, importable
from twins_compare import combinations, differences

FORMS = ("as_written", "put_right")

FIELDS = """\
Field: inputSchema     Value: dummy_schema
Field: outputSchema    Value: example_dummy_schema
Field: exposure        Value: calexp
Field: brightStarMask  Value: bright_star_mask
Field: resultExp       Value: {outputTemp}Exposure
Field: resultCat       Value: {outputTemp}meas_cat
Field: outputTemp      Value: Example
"""
"""What the notebook prints for a new config."""

NAMES = "previous_step_schema\nbgMaskedExposure\nbgMaskedmeas_cat\n"
"""What it prints after setting two of these fields."""

SETS = {
    "initInputs": {"inputSchema"},
    "initOutputs": {"outputSchema"},
    "inputs": {"exposure"},
    "prerequisiteInputs": {"brightStarMask"},
    "outputs": {"resultExp", "resultCat"},
}

WARNINGS = [
    ("warning", "needs-multiple", "as_written/example.conn", (14, 48)),
    ("warning", "output-lacks-dimension", "as_written/example.conn", (16, 12)),
]
"""At the dimensions that the quantum hasn't, and at the output without any."""


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The example, compiled and importable."""
    folder = copy_example("notebook", tmp_path_factory.mktemp("notebook"), "*_task.py")
    build(folder)
    with importable(folder, *FORMS, "twin"):
        yield folder


def example(form: str) -> tuple[Any, Any]:
    """Return the generated classes of connections and config."""
    connections = importlib.import_module(f"{form}.example_connections").ExamplePipelineTaskConnections
    return connections, importlib.import_module(f"{form}.example_config").ExamplePipelineTaskConfig


def twin(form: str) -> ModuleType:
    """Return the module with the hand-written classes."""
    spec = importlib.util.spec_from_file_location(f"twin.{form}", TWINS / "notebook" / f"{form}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("form", FORMS)
def test_prints_what_the_notebook_prints(
    notebook: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    connections_class, config_class = example(form)
    # From here on it is the notebook, word by word.
    config = config_class()
    _ = [print(f"Field: {k: <15} Value: {v}") for k, v in config.connections.items()]
    assert capsys.readouterr().out == FIELDS
    config.connections.inputSchema = "previous_step_schema"
    config.connections.outputTemp = "bgMasked"
    connections = connections_class(config=config)
    print(connections.inputSchema.name)
    print(connections.resultExp.name)
    print(connections.resultCat.name)
    assert capsys.readouterr().out == NAMES


@pytest.mark.parametrize("things", [True, False])
@pytest.mark.parametrize("form", FORMS)
def test_holds_the_sets_that_the_notebook_names(notebook: Path, form: str, things: bool) -> None:
    connections_class, config_class = example(form)
    config = config_class()
    config.doThings = things
    connections = connections_class(config=config)
    expected = SETS if things else {**SETS, "prerequisiteInputs": set()}
    assert {name: set(getattr(connections, name)) for name in SETS} == expected
    assert set(connections.allConnections) == set().union(*expected.values())


@pytest.mark.parametrize("form", FORMS)
def test_is_what_one_would_write_by_hand(notebook: Path, form: str) -> None:
    written = twin(form)
    found = differences(
        example(form)[0],
        written.ExamplePipelineTaskConnections,
        example(form)[1],
        written.ExamplePipelineTaskConfig,
        combinations(doThings=(True, False), connections__outputTemp=("Example", "bgMasked")),
    )
    assert found == []


@pytest.mark.parametrize("form", FORMS)
def test_has_a_task(notebook: Path, form: str) -> None:
    task_class = importlib.import_module(f"{form}.example_task").ExamplePipelineTask
    assert task_class.ConfigClass is example(form)[1]


def test_as_written_there_are_two_warnings(notebook: Path) -> None:
    done = conngen("check", "--output-format", "json", cwd=notebook)
    assert done.returncode == 0
    found = [
        (one["level"], one["code"], one["file"], (one["start"]["line"], one["start"]["column"]))
        for one in json.loads(done.stdout)["diagnostics"]
    ]
    assert found == WARNINGS


def test_put_right_nothing_is_reported(notebook: Path) -> None:
    done = conngen("check", "put_right", "--output-format", "json", cwd=notebook)
    assert (done.returncode, json.loads(done.stdout)["diagnostics"]) == (0, [])
