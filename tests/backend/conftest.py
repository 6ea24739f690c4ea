"""Fixtures of the tests of generated modules."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from generating import SAMPLES, extra, write


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SimpleNamespace]:
    """The modules of the sample that has a bit of everything, imported on the real runtime."""
    importlib.import_module("lsst.pipe.base")
    root = tmp_path_factory.mktemp("generated")
    hooks = (SAMPLES / "extra_hooks.py").read_text()
    write(Path(root) / "extra_sample", {**extra(), "extra_hooks.py": hooks})
    sys.path.insert(0, str(root))
    try:
        names = ("connections", "config", "task", "hooks")
        yield SimpleNamespace(
            **{name: importlib.import_module(f"extra_sample.extra_{name}") for name in names}
        )
    finally:
        sys.path.remove(str(root))
        for name in [name for name in sys.modules if name.split(".")[0] == "extra_sample"]:
            del sys.modules[name]
