"""Imports between `.conn` files, and what generated modules import then."""

from __future__ import annotations

import pytest
from resolving import codes, connections, modules, task

from conngen.model import Definition, Module, Task

MEASURE = """
    dimensions image = [instrument, visit, detector]
    task Measure[image] {
        template prefix = ""
        input exposure: ExposureF[...] = "{prefix}calexp"
        config {
            doWrite: bool = True
        }
    }
"""


def test_a_task_is_imported_from_the_module_that_is_generated_of_it() -> None:
    found = task("from .measure import Measure\ntask Forced(Measure) {}", measure_conn=MEASURE)
    assert found.base is not None
    assert isinstance(found.base.known, Task)
    assert (found.base.python.module, found.base.python.name) == (".measure_task", "MeasureTask")
    assert found.connections.bases[0].python.text == "MeasureConnections"
    assert found.connections.bases[0].python.module == ".measure_connections"
    assert found.config.bases[0].python.module == ".measure_config"


@pytest.mark.parametrize(
    ("imported", "base"),
    [
        ("from .measure import Measure", "Measure"),
        ("from .measure import MeasureTask", "MeasureTask"),
        ("from .measure import Measure as Other", "Other"),
        ("from . import measure", "measure.Measure"),
        ("from . import measure as m", "m.MeasureTask"),
        ("from .measure_task import MeasureTask", "MeasureTask"),
        ("from measure import Measure", "Measure"),
    ],
)
def test_every_way_to_import_a_task_leads_to_it(imported: str, base: str) -> None:
    text = f"{imported}\ntask Forced({base}) {{}}"
    found = task(text, measure_conn=MEASURE)
    assert found.base is not None
    assert isinstance(found.base.known, Task)
    assert found.base.known.name == "Measure"
    assert list(found.connections.inherited()) == ["exposure"]
    assert codes(text, measure_conn=MEASURE) == []


@pytest.mark.parametrize(
    ("imported", "module", "name"),
    [
        ("MeasureConnections", ".measure_connections", "MeasureConnections"),
        ("MeasureConfig", ".measure_config", "MeasureConfig"),
    ],
)
def test_a_class_is_imported_from_its_own_module(imported: str, module: str, name: str) -> None:
    found = modules({"a.conn": f"from .measure import {imported}", "measure.conn": MEASURE})["a.conn"]
    python = found.imports[imported].python
    assert (python.module, python.name) == (module, name)


def test_an_alias_is_kept() -> None:
    files = {"a.conn": "from .measure import MeasureTask as M\ntask T(M) {}", "measure.conn": MEASURE}
    python = modules(files)["a.conn"].imports["M"].python
    assert (python.name, python.alias, python.text) == ("MeasureTask", "M", "M")


def test_dimensions_can_be_imported() -> None:
    text = "from .measure import image\nconnections C[image] {}"
    found = modules({"a.conn": text, "measure.conn": MEASURE})["a.conn"]
    assert isinstance(found.imports["image"].known, Definition)
    assert next(iter(found.connections)).quantum_names() == ("instrument", "visit", "detector")


def test_a_file_is_imported_as_a_whole() -> None:
    found = modules({"a.conn": "from . import measure", "measure.conn": MEASURE})["a.conn"]
    assert isinstance(found.imports["measure"].known, Module)


def test_folders_are_packages() -> None:
    files = {
        "pkg/__init__.py": "",
        "pkg/measure.conn": MEASURE,
        "pkg/sub/__init__.py": "",
        "pkg/sub/forced.conn": "from ..measure import Measure\ntask Forced(Measure) {}",
        "pkg/sub/other.conn": "from pkg.measure import Measure\ntask Other(Measure) {}",
    }
    found = modules(files)
    assert list(next(iter(found["pkg/sub/forced.conn"].connections)).inherited()) == ["exposure"]
    assert list(next(iter(found["pkg/sub/other.conn"].connections)).inherited()) == ["exposure"]


def test_templates_fields_and_connections_come_along() -> None:
    text = """
        from .measure import Measure
        task Forced(Measure) {
            output sources: SourceCatalog[...] = "{prefix}src", when doWrite
                "Sources at given positions."
            exposure.deferLoad = True
        }
    """
    assert codes(text, measure_conn=MEASURE) == []
    cls = connections(text, measure_conn=MEASURE)
    assert list(cls.all_connections()) == ["exposure", "sources"]
    assert list(cls.all_templates()) == ["prefix"]
    assert cls.quantum_names() == ("instrument", "visit", "detector")


def test_files_in_a_circle_are_reported_once_and_compiled() -> None:
    text = "from .other import Other\ntask Example[visit] {\n    config {\n        other: Other\n    }\n}"
    assert codes(text, other_conn="from .example import Example\ntask Other(Example) {}") == ["import-cycle"]


def test_what_a_broken_file_may_declare_is_not_missed() -> None:
    broken = MEASURE + "\ntask Broken[visit detector] {}\ntask 3 {}\ntask Other[ {}"
    text = "from .measure import Measure, Broken, Other\ntask Forced(Measure) {}\ntask Again(Broken) {}\n"
    assert "unknown-import" not in codes(text, measure_conn=broken)


def test_an_unknown_import_does_not_make_its_uses_wrong() -> None:
    text = """
        from .measure import Mesure, Fit
        task Forced(Mesure) {
            del exposure
            input other: ExposureF[...] = "{prefix}other", when doSomething
            config {
                fit: Fit
                fit.doIt = True
            }
        }
    """
    assert codes(text, measure_conn=MEASURE) == ["unknown-import", "unknown-import"]


def test_the_dependencies_of_a_file_are_those_of_its_imports_too() -> None:
    from support import compile_texts

    files = {
        "a.conn": "from .b import B\ntask A(B) {}",
        "b.conn": "from .c import C\ntask B(C) {}",
        "c.conn": "task C[visit] {}",
    }
    assert compile_texts(files)[0].dependencies == ("b.conn", "c.conn")
