"""Generated modules do on the real runtime what their file says."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

pytestmark = pytest.mark.filterwarnings("ignore::FutureWarning")


def make(package: SimpleNamespace, **values: Any) -> tuple[Any, Any]:
    """Return a config of `Outer` with some values, and its connections."""
    config = package.config.OuterConfig()
    for name, value in values.items():
        target: Any = config
        *parents, last = name.split("__")
        for parent in parents:
            target = getattr(target, parent)
        setattr(target, last, value)
    return config, package.connections.OuterConnections(config=config)


def test_the_default_config(package: SimpleNamespace) -> None:
    _, connections = make(package)
    assert set(connections.dimensions) == {"skymap", "tract", "patch", "instrument"}
    assert set(connections.inputs) == {
        "exposure",
        "flagged",
        "several",
        "in_r_0",
        "in_r_1",
        "in_i_0",
        "in_i_1",
    }
    assert set(connections.outputs) == {"out", "out_r", "out_i", "summary"}
    assert set(connections.initInputs) == {"schemaIn"}
    assert connections.exposure.name == "cycle5_deep"


def test_dimensions_follow_the_config(package: SimpleNamespace) -> None:
    _, connections = make(package, order=4)
    assert set(connections.dimensions) == {"healpix4", "instrument"}
    assert connections.summary.dimensions == ("healpix4", "instrument")
    assert connections.flagged.dimensions == ("healpix4", "instrument", "band")
    assert connections.in_r_0.dimensions == ("healpix4", "instrument", "visit")
    _, wide = make(package, wide=True)
    assert set(wide.dimensions) == {"skymap", "tract", "instrument"}


def test_attributes_follow_the_config(package: SimpleNamespace) -> None:
    _, connections = make(
        package, kind="ExposureI", cycle=9, wide=True, bands=["r"], connections__coaddName="best"
    )
    assert connections.exposure.storageClass == "ExposureI"
    assert connections.exposure.name == "cycle9_best"
    assert connections.flagged.deferLoad is True
    assert connections.flagged.multiple is False
    assert connections.out.storageClass == "ExposureI"
    assert connections.out.name == "renamed_best"


def test_a_name_set_in_a_pipeline_wins(package: SimpleNamespace) -> None:
    _, connections = make(package, cycle=9, connections__exposure="mine")
    assert connections.exposure.name == "mine"


def test_presence_follows_the_config(package: SimpleNamespace) -> None:
    _, connections = make(package, wide=True, count=0)
    assert "out" not in connections.allConnections
    assert {"schemaIn", "schemaMaybe"} == set(connections.initInputs)
    assert not connections.initOutputs
    _, shallow = make(package, depth=1)
    assert "exposure" not in shallow.allConnections


def test_what_is_declared_anew_is_not_what_the_base_makes_of_it(package: SimpleNamespace) -> None:
    _, connections = make(package, doIt=False)
    assert "exposure" in connections.allConnections


def test_repetitions(package: SimpleNamespace) -> None:
    _, connections = make(package, bands=["u", "z"], count=1)
    assert {"in_u_0", "in_z_0"} <= set(connections.inputs)
    assert "out_u" not in connections.outputs
    assert connections.in_z_0.name == "in_z_deep_0"
    assert connections.in_z_0.doc == "Input 0 of z."


def test_a_requirement_is_raised(package: SimpleNamespace) -> None:
    with pytest.raises(ValueError, match=r'order=11 is too large, for "wide" areas \{really\}'):
        make(package, wide=True, order=11)
    make(package, wide=False, order=11)


def test_a_requirement_of_the_config_is_raised(package: SimpleNamespace) -> None:
    config, _ = make(package)
    config.wide = True
    with pytest.raises(ValueError, match="no"):
        config.validate()


def test_hooks_are_called(package: SimpleNamespace) -> None:
    package.hooks.calls.clear()
    _, connections = make(package)
    inputs = {"in_i_0": (connections.in_i_0, [])}
    assert connections.adjustQuantum(inputs, {"summary": (connections.summary, [])}, "label", None) == (
        {},
        {},
    )
    assert package.hooks.calls == ["prepare", "later", "in_i_deep_0", "summary", "adjust"]
    assert connections.getTemporalBoundsConnections() == ("exposure",)


def test_defaults(package: SimpleNamespace) -> None:
    config = package.config.OuterConfig()
    assert config.inner.target is package.task.InnerTask
    assert config.inner.depth == 7
    assert list(config.bands) == ["r", "i"]
    assert dict(config.ratios) == {"a": -1.5, "b": 1e-20, "c": -9.0}


def test_fields_called_like_builtins(package: SimpleNamespace) -> None:
    config = package.config.Plain()
    assert (config.str, config.int, list(config.also)) == ("text", 3, ["a"])
    assert package.connections.AloneToo.cT.multiple


def test_tasks_can_be_made(package: SimpleNamespace) -> None:
    config = package.config.OuterConfig()
    config.action = type(config).action.dtype
    task = package.task.OuterTask(config=config, initInputs={"schemaIn": 1})
    assert task.schemaIn == 1
    assert isinstance(task.inner, package.task.InnerTask)
    with pytest.raises(NotImplementedError, match="yet to be written"):
        task.run(flagged=[], several=[])
    with pytest.raises(ValueError, match="schemaIn"):
        package.task.OuterTask(config=config)
