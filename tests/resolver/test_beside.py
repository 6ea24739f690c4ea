"""The Python module beside a `.conn` file, and Task classes that are written already."""

from __future__ import annotations

import pytest
from resolving import codes, module, modules, task
from support import compile_texts

from conngen.backends.python import generate
from conngen.universe import embedded

FOO = 'task Foo[visit] {\n    output catalog: SourceCatalog[...] = "src"\n}\n'
BESIDE = "class FooTask(PipelineTask):\n    ConfigClass = FooConfig\n\n\ndef helper():\n    pass\n"


def outputs(files: dict[str, str]) -> list[str]:
    """Return the names of what is generated of the first file."""
    return [one.name for one in generate(compile_texts(files)[0].module, embedded(), 110)]


def test_a_class_of_the_module_beside_is_not_generated() -> None:
    files = {"foo.conn": FOO, "foo.py": BESIDE}
    assert outputs(files) == ["foo_connections.py", "foo_config.py"]
    (found,) = modules(files)["foo.conn"].tasks
    assert (found.python.module, found.python.name) == (".foo", "FooTask")


def test_only_what_the_module_beside_lacks_is_generated() -> None:
    text = FOO + FOO.replace("Foo", "Bar")
    files = {"foo.conn": text, "foo.py": BESIDE}
    assert outputs(files) == ["foo_connections.py", "foo_config.py", "foo_task.py"]
    (made,) = [
        one for one in generate(compile_texts(files)[0].module, embedded(), 110) if "_task" in one.name
    ]
    assert "class BarTask(" in made.body
    assert "class FooTask(" not in made.body


@pytest.mark.parametrize(
    ("beside", "task_module", "expected"),
    [
        (BESIDE, BESIDE, ""),
        (BESIDE, "class BarTask:\n    pass\n", ".foo"),
        ("from .foo_task import FooTask\n", BESIDE, ""),
        ("from .foo_task import FooTask\n", None, ""),
        ("class FooTask(:\n", None, ".foo"),
        ("class FooTask(:\n", BESIDE, ""),
    ],
)
def test_which_module_has_the_class(beside: str, task_module: str | None, expected: str) -> None:
    files = {"foo.conn": FOO, "foo.py": beside}
    if task_module is not None:
        files["foo_task.py"] = task_module
    (found,) = modules(files)["foo.conn"].tasks
    assert found.python.module == expected


def test_a_file_imports_from_the_module_beside_it() -> None:
    text = "from .foo import helper\nfrom . import foo\n" + FOO.replace(
        "output", "customize = helper\n    adjustQuantum = foo.helper\n    output"
    )
    found = modules({"foo.conn": text, "foo.py": BESIDE})["foo.conn"]
    assert found.imports["helper"].python.module == ".foo"
    assert next(iter(found.connections)).methods["adjustQuantum"].static.text == "foo.helper"
    assert codes(text.replace("foo", "example"), example_py=BESIDE.replace("Foo", "Other")) == []


def test_what_both_have_is_that_of_the_conn_file_to_others() -> None:
    files = {
        "a.conn": "from .foo import Foo, FooTask, FooConfig, helper\n",
        "foo.conn": FOO,
        "foo.py": BESIDE + "class FooConfig:\n    pass\n",
    }
    imports = modules(files)["a.conn"].imports
    assert [imports[name].python.module for name in ("Foo", "FooTask", "FooConfig", "helper")] == [
        ".foo",
        ".foo",
        ".foo_config",
        ".foo",
    ]
    assert imports["Foo"].python.name == "FooTask"


@pytest.mark.parametrize(
    ("imported", "value", "python"),
    [
        ("from . import tasks", "tasks.OldTask", "tasks.OldTask"),
        ("from .tasks import OldTask", "OldTask", "OldTask"),
        ("from .tasks import OldTask as Other", "Other", "Other"),
    ],
)
def test_a_class_is_named_that_is_written_already(imported: str, value: str, python: str) -> None:
    text = f"{imported}\n" + FOO.replace("output", f"TaskClass = {value}\n    output")
    found = task(text, tasks_py="class OldTask:\n    pass\n")
    assert found.python.text == python
    assert found.is_written


def test_another_folder_names_a_class_as_it_sees_it() -> None:
    files = {
        "pkg/__init__.py": "",
        "pkg/tasks.py": "class OldTask:\n    pass\n",
        "pkg/foo.conn": "from .tasks import OldTask\n"
        + FOO.replace("output", "TaskClass = OldTask\n    output"),
        "pkg/sub/__init__.py": "",
        "pkg/sub/a.conn": "from ..foo import Foo\ntask A(Foo) {}\n",
        "pkg/sub/b.conn": "from pkg.foo import Foo\ntask B(Foo) {}\n",
    }
    found = modules(files)
    (a,), (b,) = found["pkg/sub/a.conn"].tasks, found["pkg/sub/b.conn"].tasks
    assert a.base is not None
    assert b.base is not None
    assert [a.base.python.module, b.base.python.module] == ["..tasks", "pkg.tasks"]
    assert [one.connections.bases[0].python.module for one in (a, b)] == [
        "..foo_connections",
        "pkg.foo_connections",
    ]


def test_a_derived_task_of_the_same_file_names_its_classes() -> None:
    text = FOO + "task Bar(Foo) {}\n"
    _, bar = modules({"foo.conn": text, "foo.py": BESIDE})["foo.conn"].tasks
    assert bar.base is not None
    assert bar.base.python.module == ".foo"
    assert [bar.connections.bases[0].python.module, bar.config.bases[0].python.module] == ["", ""]


@pytest.mark.parametrize(
    ("python", "late"),
    [
        ("from .example_config import FooConfig\n", {".tasks"}),
        ("from .other import something\n", {".tasks"}),
        ("def f():\n    from .example_config import FooConfig\n", set()),
        ("if TYPE_CHECKING:\n    from .example_config import FooConfig\n", set()),
        ("from .else_config import FooConfig\n", set()),
    ],
)
def test_modules_that_import_what_is_generated_are_known(python: str, late: set[str]) -> None:
    text = "from .tasks import OldTask\n" + FOO
    others = {
        "tasks_py": python + "class OldTask:\n    pass\n",
        "other_py": "from . import example_connections\n",
    }
    assert module(text, **others).late == late
