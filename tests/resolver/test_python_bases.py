"""What is inherited from Python classes is read from their source."""

from __future__ import annotations

import pytest
from resolving import codes, connections, task

RUNTIME = """
    from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections, connectionTypes
    from lsst.pex.config import Field
    import lsst.pipe.base.connectionTypes as cT
"""
CLASSES = """
    class BaseConnections(
        PipelineTaskConnections, dimensions=("instrument", "visit"), defaultTemplates={"prefix": "deep"}
    ):
        exposure = connectionTypes.Input(
            name="{prefix}calexp", storageClass="ExposureF", dimensions=("instrument", "visit"), doc="It."
        )
        catalog = cT.Output(doc="Sources.", name="src", storageClass="SourceCatalog", multiple=True)


    class BaseConfig(PipelineTaskConfig, pipelineConnections=BaseConnections):
        doWrite = Field[bool](doc="Write?", default=True)
        order = Field(dtype=int, doc="Order.", default=3)


    class BaseTask(PipelineTask):
        ConfigClass = BaseConfig
        _DefaultName = "base"
"""
USE = """
    from {module} import {name}
    task Measure({name}) {{
        output sources: SourceCatalog[...] = "{{prefix}}_src", when doWrite
            "Measured sources."
        exposure.deferLoad = True
        del catalog
    }}
"""


@pytest.mark.parametrize(
    ("module", "name", "files"),
    [
        (".base", "BaseTask", {"base_py": RUNTIME + CLASSES}),
        (".front", "BaseTask", {"base_py": RUNTIME + CLASSES, "front_py": "from .base import BaseTask"}),
        (
            ".front",
            "Other",
            {"base_py": RUNTIME + CLASSES, "front_py": "from .base import BaseTask as Other"},
        ),
        (".front", "BaseTask", {"base_py": RUNTIME + CLASSES, "front_py": "from .base import *"}),
        (".pkg", "BaseTask", {"pkg/__init__.py": "from .base import *", "pkg/base.py": RUNTIME + CLASSES}),
        (
            ".front",
            "BaseTask",
            {
                "base_py": RUNTIME + CLASSES,
                "front_py": "from . import base\nclass BaseTask(base.BaseTask):\n    pass",
            },
        ),
    ],
    ids=[
        "its module",
        "a re-export",
        "under another name",
        "a star",
        "a package",
        "a subclass of an attribute",
    ],
)
def test_a_task_is_found_wherever_its_module_has_it_from(
    module: str, name: str, files: dict[str, str]
) -> None:
    text = USE.format(module=module, name=name)
    assert codes(text, **files) == []
    found = task(text, **files)
    assert list(found.connections.inherited()) == ["exposure", "catalog"]
    assert list(found.config.all_fields()) == ["doWrite", "order"]


def test_the_config_class_and_its_connections_are_followed_through_bases() -> None:
    more = """
        class MoreConfig(BaseConfig):
            limit = Field(dtype=float, default=1.0, doc="Limit.")

        class MoreTask(BaseTask):
            ConfigClass = MoreConfig

        class MostTask(MoreTask):
            pass
    """
    found = task(
        "from .base import MostTask\ntask Measure(MostTask) {}",
        base_py=RUNTIME + CLASSES + more.replace("\n    ", "\n"),
    )
    assert list(found.connections.inherited()) == ["exposure", "catalog"]
    assert set(found.config.all_fields()) == {"doWrite", "order", "limit"}


def test_kinds_names_dimensions_and_flags_are_read() -> None:
    cls = connections("from .base import BaseTask\ntask Measure(BaseTask) {}", base_py=RUNTIME + CLASSES)
    exposure, catalog = (one for one, _ in cls.inherited().values())
    assert (exposure.kind.name, exposure.static_dataset, exposure.static_storage_class) == (
        "input",
        "{prefix}calexp",
        "ExposureF",
    )
    assert cls.names_of(exposure) == ("instrument", "visit")
    assert catalog.kind.name == "output"
    assert catalog.flag("multiple") is True
    assert cls.all_templates()["prefix"].default == "deep"
    assert cls.quantum_names() == ("instrument", "visit")


def test_connections_and_configs_can_be_bases_too() -> None:
    text = """
        from .base import BaseConnections, BaseConfig
        connections Some(BaseConnections) {
            del catalog
        }
        config SomeConfig(BaseConfig) {
            order = 5
            doWrite = False
        }
    """
    assert codes(text, base_py=RUNTIME + CLASSES) == []


def test_what_is_not_in_a_base_that_was_read_is_reported() -> None:
    head = "from .base import BaseTask\ntask Measure(BaseTask) {\n    del expsure\n"
    text = head + "    config {\n        oder = 5\n    }\n}"
    assert sorted(codes(text, base_py=RUNTIME + CLASSES)) == ["unknown-inherited", "unknown-name"]


@pytest.mark.parametrize(
    "extra",
    [
        "for name in ('a', 'b'):\n            locals()[name] = 3",
        "if True:\n            other = connectionTypes.Input(name='o', storageClass='ExposureF')",
        "made = connectionTypes.Input(**arguments)",
    ],
)
def test_a_class_that_makes_its_connections_at_run_time_is_not_judged(extra: str) -> None:
    classes = f"""
    class SomeConnections(PipelineTaskConnections, dimensions=("visit",)):
        {extra}
    """
    text = "from .base import SomeConnections\nconnections Measure(SomeConnections) {\n    del anything\n}"
    assert codes(text, base_py=RUNTIME + classes) == []


def test_a_base_that_is_not_installed_is_a_note_and_nothing_else() -> None:
    text = """
        from no_such.tasks import CalibrateTask
        task Recalibrate[instrument, visit](CalibrateTask) {
            del background
            output sources: SourceCatalog[...] = "{prefix}src", when doWrite
                "Measured sources."
            config {
                size = 3
            }
        }
    """
    assert codes(text) == ["unread-base"]


def test_a_module_that_makes_its_names_at_run_time_may_have_any() -> None:
    text = "from .lazy import AnyTask\ntask Measure[visit](AnyTask) {}"
    assert codes(text, lazy_py="def __getattr__(name):\n    return 3") == ["unread-base"]


def test_a_python_file_that_is_none_is_not_judged() -> None:
    assert codes("from .broken import AnyTask\ntask Measure[visit](AnyTask) {}", broken_py="class (") == [
        "unread-base"
    ]


def test_python_bases_in_a_circle_are_survived() -> None:
    circle = RUNTIME + "    class A(B): pass\n    class B(A): pass\n"
    codes("from .base import A\nconnections C[visit](A) {}", base_py=circle)


def test_star_imports_in_a_circle_are_survived() -> None:
    files = {"one_py": "from .two import *", "two_py": "from .one import *"}
    codes("from .one import A\nconnections C[visit](A) {}", **files)


def test_a_template_whose_default_is_a_constant_is_one_of_the_base() -> None:
    defaults = 'defaultTemplates={"prefix": SOME.NAME, "suffix": "_a"}'
    base = (RUNTIME + CLASSES).replace('defaultTemplates={"prefix": "deep"}', defaults)
    assert defaults in base
    cls = connections("from .base import BaseTask\ntask Measure(BaseTask) {}", base_py=base)
    assert not cls.opaque
    assert {name: one.default for name, one in cls.all_templates().items()} == {"prefix": "", "suffix": "_a"}
