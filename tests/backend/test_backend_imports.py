"""Imports are sorted as ruff sorts them, and never hide anything."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conngen.backends.python.imports import ImportBlock, Imports
from conngen.model import PythonName

PIECES = st.sampled_from(
    ["a", "b10", "b2", "B", "Zed", "CONST", "lsst", "os", "typing", "x_y", "Ab", "aB", "X", "_p"]
)
MODULES = st.lists(PIECES, min_size=1, max_size=3).map(".".join)
RELATIVE = st.builds(lambda dots, module: "." * dots + module, st.integers(1, 3), MODULES)


def text(block: ImportBlock) -> str:
    return "\n\n".join("\n".join(section) for section in block.sections)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(MODULES | RELATIVE, PIECES), max_size=12), st.lists(MODULES, max_size=4))
def test_order_is_that_of_ruff(names: list[tuple[str, str]], modules: list[str]) -> None:
    imports = Imports("example", "connections", {}, ())
    bound = [imports.bind(module, name) for module, name in names]
    bound += [imports.bind(module, "") for module in modules]
    code = text(imports.runtime_block()) + "\n" if bound else ""
    command = [
        sys.executable,
        "-m",
        "ruff",
        "check",
        "--isolated",
        "--no-cache",
        "--select",
        "I",
        "--line-length",
        "320",
        "-",
    ]
    done = subprocess.run(command, input=code, capture_output=True, text=True)
    assert done.returncode == 0, f"{code}\n{done.stdout}"


@given(st.lists(st.tuples(MODULES | RELATIVE, PIECES), max_size=12))
def test_each_name_is_bound_once(names: list[tuple[str, str]]) -> None:
    imports = Imports("example", "connections", {"Zed": "connections"}, ("X",))
    found: dict[tuple[str, str], str] = {}
    for module, name in names:
        found.setdefault((module, name), imports.bind(module, name))
        assert imports.bind(module, name) == found[module, name]
    assert len(set(found.values())) == len(found)
    assert not {"Zed", "X"} & set(found.values())


def test_what_is_needed_at_run_time_is_imported_then() -> None:
    imports = Imports("example", "connections", {}, ())
    imports.bind("lsst.afw.image", "ExposureF", "", False)
    imports.bind("lsst.afw.image", "ExposureF")
    assert text(imports.runtime_block()) == "from lsst.afw.image import ExposureF"
    assert text(imports.typing_block()) == ""


def test_an_attribute_is_not_hidden() -> None:
    imports = Imports("example", "connections", {}, (), ("camera", "cT", "int"))
    assert imports.name(PythonName(".hooks", "camera")) == "camera_"
    assert imports.bind("lsst.pipe.base", "connectionTypes", "cT") == "cT_"
    assert imports.builtin("int") == "builtins.int"
    assert imports.builtin("str") == "str"


def test_a_class_of_the_same_file_comes_from_its_module() -> None:
    imports = Imports("example", "task", {"XConfig": "config", "XTask": "task"}, ())
    assert imports.name(PythonName("", "XConfig")) == "XConfig"
    assert imports.name(PythonName("", "XTask")) == "XTask"
    assert text(imports.runtime_block()) == "from .example_config import XConfig"


@pytest.mark.parametrize(
    ("pytype", "annotation", "statement"),
    [
        ("numpy.ndarray", "np.ndarray", "import numpy as np"),
        ("pandas.core.frame.DataFrame", "pd.DataFrame", "import pandas as pd"),
        ("lsst.afw.image.ExposureF", "ExposureF", "from lsst.afw.image import ExposureF"),
        ("int", "int", ""),
        ("dict", "dict[str, Any]", ""),
    ],
)
def test_types(pytype: str, annotation: str, statement: str) -> None:
    imports = Imports("example", "connections", {}, ())
    assert imports.type(pytype) == annotation
    assert text(imports.typing_block()) == statement
