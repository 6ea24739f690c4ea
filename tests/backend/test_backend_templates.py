"""Modules are printed by functions that are made of the templates; what they print is what jinja prints."""

from __future__ import annotations

import importlib

import pytest
from generating import SAMPLES, module_of
from support import CASES, compile_texts, read_case

from conngen.backends.python import config_view, connections_view, task_view
from conngen.backends.python.templating import functions
from conngen.model import Module
from conngen.universe import embedded
from scripts import make_tables

RENDER = importlib.import_module("conngen.backends.python.render")

FOLDERS = sorted({path.parent for path in CASES.rglob("*.conn") if "expected" not in path.parts})


def views(module: Module, line_length: int) -> dict[str, object]:
    found = {
        "connections": connections_view.view(module, embedded(), line_length),
        "config": config_view.view(module, line_length),
        "task": task_view.view(module, embedded(), line_length),
    }
    return {f"{name}.py.jinja": view for name, view in found.items() if view is not None}


def compare(module: Module) -> None:
    for template, view in views(module, 110).items():
        assert RENDER.printed(template, view) == RENDER.by_jinja(template, view)


def test_stored_functions_are_those_of_the_templates() -> None:
    text = make_tables.templates_text(RENDER.sources())
    assert make_tables.TEMPLATES.read_text(encoding="utf-8") == text, "run `make tables`"


def test_the_sample_is_printed_alike() -> None:
    compare(module_of((SAMPLES / "extra.conn").read_text(), "extra"))


@pytest.mark.parametrize("folder", FOLDERS, ids=[str(one.relative_to(CASES)) for one in FOLDERS])
def test_golden_cases_are_printed_alike(folder) -> None:
    for one in compile_texts(read_case(folder)):
        if not one.failed:
            compare(one.module)


def test_templates_that_were_changed_are_printed_by_jinja(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RENDER, "sources", lambda: {"config.py.jinja": "other"})
    RENDER._is_current.cache_clear()
    try:
        assert not RENDER._is_current()
        module = module_of('task T[visit] { output x: A[...] = "x"  "d" }'.replace("A", "Catalog"))
        (view,) = [view for name, view in views(module, 110).items() if name.startswith("connections")]
        monkeypatch.setattr(RENDER, "by_jinja", lambda template, module: "by jinja")
        assert RENDER.printed("connections.py.jinja", view) == "by jinja"
    finally:
        monkeypatch.undo()
        RENDER._is_current.cache_clear()


@pytest.mark.parametrize(
    "template",
    [
        "{% set x = 1 %}",
        "{{ module.x | upper }}",
        "{{ other }}",
        "{% for x in module.a %}{% for x in x.b %}{% endfor %}{% endfor %}",
        "{% for x in module.a %}{% else %}none{% endfor %}",
        "{{ module.x() }}",
    ],
)
def test_a_template_with_more_than_is_known_is_refused(template: str) -> None:
    with pytest.raises(ValueError, match="print_x: "):
        functions({"x.py.jinja": template})


def test_blocks_operators_and_loops_mean_what_they_mean_to_jinja() -> None:
    template = (
        "{% for x in module.a %}{% if not x.b and (x.c or x.d) %}{{ x.b ~ 1 ~ x.c }}{% elif x.d is defined %}2"
        "{% else %}3{% endif %}{% if not loop.last %}, {% endif %}{% if x.b %}{% endif %}{% endfor %}"
    )
    from conngen.backends.python.templating import environment

    class X:
        def __init__(self, b, c, d):
            self.b, self.c, self.d = b, c, d

    class M:
        a = [X(0, 1, 2), X(1, 0, 0), X(0, 0, 0), X(None, "é", "")]  # noqa: RUF012

    names: dict = {}
    exec("from typing import Any\n" + functions({"x.py.jinja": template}), names)
    assert names["print_x"](M) == environment().from_string(template).render(module=M)
