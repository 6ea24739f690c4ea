"""What stands at class level, and what replaces it when there is a config."""

from __future__ import annotations

import pytest
from resolving import body, codes, connections, module, task

from conngen.model import UNKNOWN, Expression, PythonName, evaluate
from conngen.source import Source
from conngen.syntax.parser import parse_expression
from conngen.syntax.problem import Problem


def test_of_a_choice_the_last_else_stands_at_class_level() -> None:
    text = """
        task Measure[area] {
            dimensions area = [skymap, tract] if whole else [skymap, tract, patch] if fine else [skymap]
            config {
                whole: bool = False
                    "Work on whole tracts?"
                fine: bool = True
                    "Work on patches?"
            }
        }
    """
    cls = connections(text)
    assert cls.quantum_names() == ("skymap",)
    assert cls.dimensions is not None
    assert cls.dimensions.dynamic


def test_names_for_dimensions_are_replaced_by_what_they_stand_for() -> None:
    text = """
        dimensions image = [instrument, visit, detector]
        task Measure[image] {
            dimensions pixel = [*image, patch]
            output counts: int[pixel] = "counts", multiple
                "Number of sources."
        }
    """
    cls = connections(text)
    assert cls.names_of(cls.connections[0]) == ("instrument", "visit", "detector", "patch")


def test_three_dots_are_the_quantum() -> None:
    cls = connections(body('output a: int[..., patch] = "a", multiple\n    "A number."'))
    assert cls.names_of(cls.connections[0]) == ("instrument", "visit", "detector", "patch")


@pytest.mark.parametrize(
    ("field", "dimensions", "expected"),
    [
        ('extra: list[str] = ["tract", "patch"]', "*extra", ("tract", "patch")),
        ("extra: int = 9", "healpix{extra}", ("healpix9",)),
        ('extra: str = "tract"', "{extra}", ("tract",)),
    ],
)
def test_dimensions_of_a_field_begin_with_its_default(
    field: str, dimensions: str, expected: tuple[str, ...]
) -> None:
    cls = connections(
        body(
            f'output a: int[{dimensions}] = "a", multiple\n    "A number."\n'
            f'config {{\n    {field}\n        "More."\n}}'
        )
    )
    assert cls.names_of(cls.connections[0]) == expected


def test_storage_class_and_name_begin_with_the_default_of_their_field() -> None:
    text = """
        output a: {storage}[...] = "{kind}_{prefix}"
            "A table."
        template prefix = "deep"
        config {
            storage: str = "ArrowAstropy"
                "Storage class of the table."
            kind: str = "star"
                "Kind of objects."
        }
    """
    found = connections(body(text)).connections[0]
    assert found.static_storage_class == "ArrowAstropy"
    assert found.static_dataset == "star_{prefix}"
    assert isinstance(found.dataset is not None and found.dataset.place.text, str)


def test_a_flag_that_depends_on_the_config_has_a_value_before() -> None:
    text = """
        input a: ExposureF[...] = "a", deferLoad=lazy, minimum=0 if lazy else 1
            "An image."
        config {
            lazy: bool = True
                "Load it later?"
        }
    """
    found = connections(body(text)).connections[0]
    assert (found.flag("deferLoad"), found.flag("minimum")) == (True, 1)
    assert found.flags["minimum"].dynamic is not None


def test_constants_of_python_are_named_and_not_evaluated() -> None:
    text = """
        from lsst.skymap import BaseSkyMap
        task Measure[skymap] {
            input skyMap: SkyMap[...] = BaseSkyMap.SKYMAP_DATASET_TYPE_NAME
                "The map of the sky."
            config {
                name: str = BaseSkyMap.SKYMAP_DATASET_TYPE_NAME
                    "Name of the map."
            }
        }
    """
    found = task(text)
    dataset = found.connections.connections[0].dataset
    assert isinstance(dataset, PythonName)
    assert dataset.text == "BaseSkyMap.SKYMAP_DATASET_TYPE_NAME"
    assert found.config.fields[0].default_value is UNKNOWN


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("a: int = 3", 3),
        ("a: int", None),
        ("a: list[str]", []),
        ("a: list[str] | None", None),
        ("a: float = -2 * 3.5", -7.0),
        ('a: str = "x"', "x"),
        ('a: dict[str, int] = {"x": 1}', {"x": 1}),
        ("a: bool = not True", False),
    ],
)
def test_defaults_are_plain_data(field: str, expected: object) -> None:
    found = task(body(f"config {{\n    {field}\n}}")).config.fields[0]
    assert found.default_value == expected


@pytest.mark.parametrize(
    ("written", "type", "basic"),
    [
        ("int", "scalar", ("int",)),
        ("float = 1.0, min=0", "range", ("float",)),
        ('str = "a", allowed={"a": "One."}', "choice", ("str",)),
        ("list[float]", "list", ("float",)),
        ("dict[str, float]", "dict", ("str", "float")),
        ("Part", "task", ()),
        ("PartConfig", "config", ()),
        ("dict[str, PartConfig]", "configDict", ("str",)),
        ("registry[pkg.someRegistry]", "registry", ()),
        ("field[PartConfig.make_field]", "made", ()),
        ("ConfigurableActionField", "action", ()),
        ("ConfigurableActionStructField", "actions", ()),
        ("lsst.meas.base.SingleFrameMeasurementTask", "task", ()),
        ("lsst.meas.base.SingleFrameMeasurementConfig", "config", ()),
    ],
)
def test_the_type_picks_the_field(written: str, type: str, basic: tuple[str, ...]) -> None:
    text = f"task Part[visit] {{}}\ntask Measure[visit] {{\n    config {{\n        a: {written}\n    }}\n}}"
    found = task(text).config.fields[0]
    assert (found.type, found.basic) == (type, basic)


def test_a_field_may_name_a_class_that_stands_further_below() -> None:
    text = "task Measure[visit] {\n    config {\n        part: PartConfig\n    }\n}\n"
    text += "config PartConfig {\n    x: int = 1\n}"
    found = next(iter(module(text).tasks)).config.fields[0]
    assert (found.type, found.target_class.name) == ("config", "PartConfig")


def test_retargeting_is_told_from_other_values() -> None:
    text = """
        from .parts import FitTask, OtherTask
        task Measure[visit] {
            config {
                fit: FitTask
                    "Fits the stars."
                fit.inner = OtherTask
                fit.size = 3
            }
        }
    """
    parts = "from lsst.pipe.base import Task\nclass FitTask(Task): pass\nclass OtherTask(Task): pass\n"
    assert [one.retargets for one in task(text, parts_py=parts).config.assignments] == [True, False]


@pytest.mark.parametrize(
    "broken",
    [
        'inptu a: int[...] = "a"',
        'input a: int[... = "a"',
        "input a: int[...]",
        'input a = "a"',
        "input a: int[...] = 3",
        'input a: int[...] = "a", multipel',
        "config {\n    a: bool = True\n}\nconfig {\n}",
    ],
)
def test_a_broken_declaration_does_not_make_its_name_unknown(broken: str) -> None:
    found = codes(
        body(f'{broken}\ngetSpatialBoundsConnections = ["a"]' if "config" not in broken else broken)
    )
    assert len(found) == 1


@pytest.mark.parametrize(
    "broken",
    [
        "a: bol = True",
        "a bool = True",
        "a: bool = = True",
        "a: bool = True, mni=3",
        'a: bool = f"x"',
        "a: bool True",
    ],
)
def test_a_broken_field_can_still_be_named(broken: str) -> None:
    fields = f'{broken}\n        "A switch."\n    require a\n        "No."'
    text = f'output x: int[...] = "x", when a\n    "A number."\nconfig {{\n    {fields}\n}}'
    assert len(codes(body(text))) == 1


@pytest.mark.parametrize(
    "broken",
    [
        'tempalte prefix = ""',
        "template prefix",
        "template prefix = 3",
        'template prefix = "", deprecatd="x"',
        'template prefix: str = ""',
    ],
)
def test_a_broken_template_can_still_be_used(broken: str) -> None:
    text = f'{broken}\noutput x: int[...] = "{{prefix}}x"\n    "A number."'
    assert len(codes(body(text))) == 1


@pytest.mark.parametrize(
    "broken",
    [
        "dimension image = [visit]",
        "dimensions image = visit",
        "dimensions image = [visit",
        "dimensions image = [3]",
        'dimensions image = "visit"',
    ],
)
def test_broken_dimensions_can_still_be_used(broken: str) -> None:
    text = f'{broken}\ninput x: int[image] = "x"\n    "A number."\ninput y: int[*image] = "y"\n    "Another."'
    assert len(codes(body(text))) == 1


def test_an_unknown_base_makes_nothing_else_unknown() -> None:
    text = """
        task Measure(Misspelt) {
            del something
            output x: int[...] = "{prefix}x", when doWrite
                "A number."
            other.multiple = True
            config {
                size = 3
            }
        }
    """
    assert codes(text) == ["unknown-name"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2**16", 65536),
        ("-2**2", -4),
        ("10.0**-3", 0.001),
        ('"ab" * 2', "abab"),
        ("[0.0] * 2 + [1.0]", [0.0, 0.0, 1.0]),
        ("[1, 2, 3][1:]", [2, 3]),
        ("[1, 2, 3][::-1]", [3, 2, 1]),
        ("sorted([1, 3, 2], reverse=True)", [3, 2, 1]),
        ("max(*[1, 2])", 2),
        ("max([], default=4)", 4),
        ('"a b".split(maxsplit=1)', ["a", "b"]),
        ('len(f"{3.14159:.2f}")', 4),
    ],
)
def test_values_are_worked_out(value: str, expected: object) -> None:
    problems: list[Problem] = []
    node = parse_expression(value, 0, problems)
    assert node is not None
    found = evaluate(Expression(node, {}, Source("example.conn", value)), lambda field: UNKNOWN)
    assert not problems
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    "value",
    [
        "9**9**9",
        "2**-9**9",
        "[0] * 10**9",
        '10**9 * "a"',
        '[0] * "a"',
        'f"{1:{10**9}}"',
        'f"{1:1000000000}"',
        'getattr("a", "upper")',
        "10.0**1000",
    ],
)
def test_what_is_too_large_or_needs_python_is_not_worked_out(value: str) -> None:
    assert codes(f"config B {{\n    y: int = len([{value}])\n}}") == ["bad-value"]
