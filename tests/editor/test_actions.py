"""Changes that an editor offers, each with what it makes of a text."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from views import cursor, project, view_of

from conngen.editor import View
from conngen.editor.actions import Action, ActionKind, actions
from conngen.editor.edits import applied
from conngen.formatter import format_text
from conngen.source import Span

WIDTH = 110


def offered(text: str, others: Mapping[str, str] | None = None) -> tuple[View, dict[str, Action]]:
    """Return a view of a text with a mark, and what is offered at it, by title."""
    plain, offset = cursor(text)
    view = project({"example.conn": plain, **(others or {})})["example.conn"]
    return view, {one.title: one for one in actions(view, Span(offset, offset))}


def after(view: View, action: Action) -> str:
    """Return the text of a file after a change."""
    assert {edit.key for edit in action.edits} == {view.key}
    return applied(view.text, action.edits)


def task(body: str, head: str = "task Measure[instrument, visit]") -> str:
    """Return a file with one task."""
    lines = "\n".join(f"    {line}" if line else "" for line in body.splitlines())
    return f"{head} {{\n{lines}\n}}\n"


EXPOSURE = 'input exposure: ExposureF[...] = "calexp"\n    "Exposure."'
DO_A = '\n\nconfig {\n    doA: bool = True\n        "A."\n}'
MODE = '\n\nconfig {\n    mode: str = "b"\n        "M."\n}'
SIZE = '\n\nconfig {\n    size: int = 3\n        "Size."\n}'
BASE = task('input exposure: ExposureF[instrument, visit, detector] = "calexp", multiple\n    "Exposure."')


@pytest.mark.parametrize(
    ("title", "before", "expected"),
    [
        (
            "change to `multiple`",
            f'{EXPOSURE[:41]}, multi‸pel\n    "Exposure."',
            f'{EXPOSURE[:41]}, multiple\n    "Exposure."',
        ),
        (
            "remove `multipel`",
            f'{EXPOSURE[:41]}, deferLoad, multi‸pel, minimum=0\n    "Exposure."',
            f'{EXPOSURE[:41]}, deferLoad, minimum=0\n    "Exposure."',
        ),
        (
            "add the template `coadd`",
            'input a: ExposureF[...] = "{coa‸dd}_a"\n    "An image."',
            'template coadd = "coadd"\n\ninput a: ExposureF[...] = "{coadd}_a"\n    "An image."',
        ),
        (
            "add the template `coadd`",
            'template other = "o"  # first\n\ninput a: ExposureF[...] = "{other}_{coa‸dd}_a"\n    "An image."',
            'template other = "o"  # first\ntemplate coadd = "coadd"\n\n'
            'input a: ExposureF[...] = "{other}_{coadd}_a"\n    "An image."',
        ),
        (
            "make `a` multiple",
            'input a: ExposureF[..., dete‸ctor] = "a", when doA\n    "Images."' + DO_A,
            'input a: ExposureF[..., detector] = "a", multiple, when doA\n    "Images."' + DO_A,
        ),
        (
            "add a doc",
            'output outputCatalog‸: SourceCatalog[...] = "src"  # here',
            'output outputCatalog: SourceCatalog[...] = "src"  # here\n    "Output catalog, written by each quantum."',
        ),
        (
            "add a doc",
            f"{EXPOSURE}\n\nconfig {{\n    doWriteALL‸: bool = True\n    x: int = 1\n}}",
            f"{EXPOSURE}\n\nconfig {{\n    doWriteALL: bool = True\n"
            '        "Whether to write ALL."\n    x: int = 1\n}',
        ),
        (
            "remove the template `old`",
            'template new = "n"\n# what was\ntemplate ol‸d = "o"\n\n'
            f'input a: ExposureF[...] = "{{new}}_a"\n    "A."\n{EXPOSURE}',
            f'template new = "n"\n\ninput a: ExposureF[...] = "{{new}}_a"\n    "A."\n{EXPOSURE}',
        ),
        (
            "remove the template `old`",
            f'# what was\ntemplate ol‸d = "o"\n\n{EXPOSURE}',
            EXPOSURE,
        ),
        (
            "remove the dimensions `area`",
            f"{EXPOSURE}\n\ndimensions are‸a = [skymap, tract]  # not any more",
            EXPOSURE,
        ),
        (
            "suppress `missing-doc` here",
            'input a‸: ExposureF[...] = "a", when doA' + DO_A,
            'input a: ExposureF[...] = "a", suppress={"missing-doc": "it is meant"}, when doA' + DO_A,
        ),
        (
            "suppress `missing-doc` here",
            'output a‸: ExposureF[instrument] = "a", suppress={"output-lacks-dimension": "summed up"}',
            'output a: ExposureF[instrument] = "a", suppress={\n    "output-lacks-dimension": "summed up",\n'
            '    "missing-doc": "it is meant",\n}',
        ),
        (
            "remove the suppression of `missing-doc`",
            f'{EXPOSURE[:41]}, suppress={{"missing‸-doc": "so"}}, deferLoad\n    "Exposure."',
            f'{EXPOSURE[:41]}, deferLoad\n    "Exposure."',
        ),
        (
            "add `inclusiveMax=True`",
            f'{EXPOSURE}\n\nconfig {{\n    size: int = 1, max=5‸\n        "Size."\n}}',
            f'{EXPOSURE}\n\nconfig {{\n    size: int = 1, max=5, inclusiveMax=True\n        "Size."\n}}',
        ),
        (
            "add `isCalibration`",
            'prerequisiteInput cam‸era: Camera[instrument] = "camera"\n    "Camera."',
            'prerequisiteInput camera: Camera[instrument] = "camera", isCalibration\n    "Camera."',
        ),
        (
            "remove `visit`",
            'input a: ExposureF[..., vis‸it] = "a"\n    "A."',
            'input a: ExposureF[...] = "a"\n    "A."',
        ),
        (
            "write `[...]` for the dimensions of the quantum",
            'output a: ExposureF[instr‸ument] = "a"\n    "A."',
            'output a: ExposureF[...] = "a"\n    "A."',
        ),
        (
            "put `when` behind the other flags",
            'input a: ExposureF[...] = "a", when do‸A, deferLoad\n    "A."' + DO_A,
            'input a: ExposureF[...] = "a", deferLoad, when doA\n    "A."' + DO_A,
        ),
        (
            "add the config field `doA`",
            'input a: ExposureF[...] = "a", when not do‸A\n    "A."',
            'input a: ExposureF[...] = "a", when not doA\n    "A."\n\n'
            'config {\n    doA: bool = True\n        "Whether to a."\n}',
        ),
        (
            "set the default of `size` there",
            f'{EXPOSURE}\n\nconfig {{\n    size: int = 1\n        "Size."\n\n    siz‸e = 2\n}}',
            f'{EXPOSURE}\n\nconfig {{\n    size: int = 2\n        "Size."\n}}',
        ),
        (
            'write `mode == "a"`',
            'input a: ExposureF[...] = "a", when mode i‸s "a"\n    "A."' + MODE,
            'input a: ExposureF[...] = "a", when mode == "a"\n    "A."' + MODE,
        ),
        (
            "write `int | None`",
            f'{EXPOSURE}\n\nconfig {{\n    size: Optio‸nal[int] = None\n        "Size."\n}}',
            f'{EXPOSURE}\n\nconfig {{\n    size: int | None = None\n        "Size."\n}}',
        ),
    ],
)
def test_changes(title: str, before: str, expected: str) -> None:
    view, found = offered(task(before))
    assert title in found
    result = after(view, found[title])
    assert result == task(expected)
    assert format_text(result, WIDTH).text == result


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ('input a: ExposureF[...] = "a" multi‸ple', 'input a: ExposureF[...] = "a", multiple'),
        ('input a Expo‸sureF[...] = "a"', 'input a: ExposureF[...] = "a"'),
        ("input a: ExposureF[...] = “‸a”", 'input a: ExposureF[...] = "a"'),
        ('input a: ExposureF[...] = "a", when x &‸& y', 'input a: ExposureF[...] = "a", when x and y'),
        ('input a: ExposureF[...] = "a"‸;', 'input a: ExposureF[...] = "a"'),
        ('input a: ExposureF[...)‸ = "a"', 'input a: ExposureF[...] = "a"'),
        ('if‸ x {\n    input a: ExposureF[...] = "a"\n}', 'when x {\n    input a: ExposureF[...] = "a"\n}'),
        (
            'for n in range(size) {\n    input no‸ise: ExposureF[...] = "noise{n}"\n        "N."\n}' + SIZE,
            'for n in range(size) {\n    input noise{n}: ExposureF[...] = "noise{n}"\n        "N."\n}' + SIZE,
        ),
        ('input a: ExposureF[pkg‸.NAMES] = "a"', 'input a: ExposureF[*pkg.NAMES] = "a"'),
        (
            'template t = "t"\ninput a: ExposureF[...] = "{{‸t}}_a"',
            'template t = "t"\ninput a: ExposureF[...] = "{t}_a"',
        ),
        (
            'template t = "t"\ninput a: ExposureF[...] = "{t:‸>5}_a"',
            'template t = "t"\ninput a: ExposureF[...] = "{t}_a"',
        ),
        ('require x\n    f"A ‸} brace."', 'require x\n    f"A }} brace."'),
        ('require x\n    f"A ‸{} pair."', 'require x\n    f"A {{}} pair."'),
        ('require x\n    "A \\‸d letter."', 'require x\n    "A \\\\d letter."'),
    ],
)
def test_corrections(before: str, expected: str) -> None:
    view, found = offered(task(before))
    (only,) = [one for one in found.values() if one.preferred]
    assert after(view, only) == task(expected)


def test_what_is_to_be_written_anew_is_selected() -> None:
    for before, title, selected in (
        ('input a‸: ExposureF[...] = "a"', "add a doc", "A, read by each quantum."),
        ('input a‸: ExposureF[...] = "a"', "suppress `missing-doc` here", "it is meant"),
        ('input a: ExposureF[...] = "{coa‸dd}_a"', "add the template `coadd`", '"coadd"'),
    ):
        view, found = offered(task(before))
        span = found[title].select
        assert span is not None
        assert after(view, found[title])[slice(*span)] == selected


def test_inherited_connections_are_made_multiple() -> None:
    base = task(
        'input exposure: ExposureF[...] = "calexp"\n    "E."', "task Measure[instrument, visit, detector]"
    )
    text = "from .base import MeasureTask\n\ntask Other[instr‸ument, visit](MeasureTask) {\n}\n"
    view, found = offered(text, {"base.conn": base})
    assert after(view, found["make `exposure` multiple"]) == (
        "from .base import MeasureTask\n\n"
        "task Other[instrument, visit](MeasureTask) {\n    exposure.multiple = True\n}\n"
    )


# --- imports -------------------------------------------------------------------------------------------

OTHERS = {"measure.conn": BASE, "tools.py": "class FitTask: ...\n\n\nclass ShapeTask: ...\n"}


@pytest.mark.parametrize(
    ("title", "head", "expected"),
    [
        ("import `MeasureTask` from `.measure`", "", "from .measure import MeasureTask\n\n"),
        (
            "import `MeasureTask` from `.measure`",
            '"""Doc."""\n\n',
            '"""Doc."""\n\nfrom .measure import MeasureTask\n\n',
        ),
        (
            "import `MeasureTask` from `.measure`",
            "from .aaa import One\nfrom .tools import FitTask  # here\n\n",
            "from .aaa import One\nfrom .measure import MeasureTask\nfrom .tools import FitTask  # here\n\n",
        ),
        (
            "import `MeasureTask` from `.measure`",
            "from .measure import MeasureConfig\n\n",
            "from .measure import MeasureConfig, MeasureTask\n\n",
        ),
    ],
)
def test_names_are_imported(title: str, head: str, expected: str) -> None:
    text = f"{head}task Other[visit](Measure‸Task) {{\n}}\n"
    view, found = offered(text, OTHERS)
    assert after(view, found[title]) == f"{expected}task Other[visit](MeasureTask) {{\n}}\n"


def test_a_name_of_a_python_module_that_is_imported_from_already() -> None:
    text = "from .tools import FitTask\n\nconfig X {\n    fit: FitTask\n    shape: Sha‸peTask\n}\n"
    view, found = offered(text, OTHERS)
    assert after(view, found["import `ShapeTask` from `.tools`"]).startswith(
        "from .tools import FitTask, ShapeTask\n"
    )


def test_a_function_of_a_python_module_beside() -> None:
    text = task('customize = ti‸dy\n\ninput a: ExposureF[...] = "a"\n    "A."')
    hooks = {
        "hooks.py": "from os import path\n\n\ndef tidy(connections):\n    pass\n",
        "other.py": "import tidy\n",
    }
    view, titles = offered(text, hooks)
    assert [title for title in titles if title.startswith("import")] == ["import `tidy` from `.hooks`"]
    assert after(view, titles["import `tidy` from `.hooks`"]).startswith("from .hooks import tidy\n\n")


def test_a_name_that_another_file_imports() -> None:
    other = "from .tools import ShapeTask\n\nconfig Y {\n    shape: ShapeTask\n}\n"
    view, found = offered("config X {\n    shape: Sha‸peTask\n}\n", {**OTHERS, "other.conn": other})
    assert after(view, found["import `ShapeTask` from `.tools`"]).startswith(
        "from .tools import ShapeTask\n\nconfig"
    )


def test_from_another_folder() -> None:
    files = {"pkg/__init__.py": "", "pkg/low/__init__.py": "", "pkg/top.conn": BASE}
    text, offset = cursor("task Other[visit](Measure‸Task) {\n}\n")
    view = project({"pkg/low/example.conn": text, **files})["pkg/low/example.conn"]
    titles = [one.title for one in actions(view, Span(offset, offset))]
    assert "import `MeasureTask` from `..top`" in titles


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("from .tools import FitTask, Sha‸peTask\n", "from .tools import FitTask\n"),
        ("from .tools import Sha‸peTask, FitTask\n", "from .tools import FitTask\n"),
        ("from .tools import FitTask\nimport num‸py  # gone\n", "from .tools import FitTask\n"),
        (
            "from .tools import (\n    FitTask,  # this\n    Sha‸peTask,\n)\n",
            "from .tools import (\n    FitTask,  # this\n)\n",
        ),
    ],
)
def test_unused_imports_are_removed(before: str, expected: str) -> None:
    rest = '\nconfig X {\n    fit: FitTask\n        "Fits."\n}\n'
    view, found = offered(before + rest, OTHERS)
    (title,) = [title for title in found if title.startswith("remove the import")]
    assert after(view, found[title]) == expected + rest


# --- the whole file ------------------------------------------------------------------------------------


def test_everything_at_once() -> None:
    text = task(
        'input a: ExposureF[...] = "a", multipel\n    "A."\noutptu b: Struct[...] = "b"\n    "B."\n'
        'output c: SourceCatalogue[...] = "c"\n    "C."'
    )
    view = view_of(text)
    (only,) = [one for one in actions(view, Span(0, 0)) if one.kind is ActionKind.FIX_ALL]
    assert only.title == "make all 3 corrections that diagnostics propose"
    expected = (
        text.replace("multipel", "multiple").replace("outptu", "output").replace("Catalogue", "Catalog")
    )
    assert after(view, only) == expected


def test_line_ends_stay_what_they_are() -> None:
    text = task('input a: ExposureF[...] = "{coadd}_a"').replace("\n", "\r\n")
    view = view_of(text)
    for action in actions(view, Span(0, len(text))):
        result = after(view, action)
        assert result.count("\n") == result.count("\r\n")
