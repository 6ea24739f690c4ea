"""The worker's own values: stand-ins, functions, differences; and the report in words."""

from __future__ import annotations

import copy
import math
from typing import Any

import conngen_worker.kinds  # noqa: F401 - makes the classes that stand in for others
import pytest
from conngen_worker.comparing import differences, shown, title
from conngen_worker.functions import function
from conngen_worker.standins import Constant, Log, StandIn, stand_in
from lsst.pex.config import Config
from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections, Task

from conngen.verifying import Fault, Generated, Pair, PairResult, announce, report

# --- stand-ins -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.NAME", Constant),
        ("a.DIMENSIONS_OF_IT", Constant),
        ("a.dimensions", Constant),
        ("a.function", StandIn),
    ],
)
def test_what_stands_in_for_a_name(name: str, kind: type) -> None:
    assert type(stand_in(name)) is kind
    assert stand_in(name) is stand_in(name)
    assert copy.deepcopy(stand_in(name)) is stand_in(name)


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("a.MeasureTask", Task),
        ("a.MeasureConfig", Config),
        ("a.MeasureConnections", PipelineTaskConnections),
        ("a.MeasureError", Exception),
        ("a.Measure", Config),
    ],
)
def test_what_stands_in_for_a_class(name: str, base: type) -> None:
    assert issubclass(stand_in(name), base)
    assert (stand_in(name).__module__, stand_in(name).__qualname__) == ("a", name.removeprefix("a."))


def test_a_class_of_unknown_kind_is_a_base_of_any_kind() -> None:
    unknown = stand_in("b.Unknown")

    class FirstConnections(PipelineTaskConnections, unknown, dimensions=("visit",)):
        pass

    class FirstConfig(unknown, PipelineTaskConfig, pipelineConnections=FirstConnections):
        pass

    class FirstTask(PipelineTask, unknown):
        ConfigClass = FirstConfig

    class Other(unknown):
        pass

    assert FirstConnections(config=FirstConfig()).dimensions == {"visit"}
    assert isinstance(Other().anything, StandIn)
    assert FirstTask.ConfigClass is FirstConfig


@pytest.mark.parametrize(
    "use",
    [
        lambda one: one + 1 - 2.0 * one / 3 // one % 2**one,
        lambda one: -one | ~one & 3 ^ one << 2 >> abs(one),
        lambda one: [*one, len(one), 3 in one, one < 3, one >= 3, bool(one)],
        lambda one: math.radians(one) + float(one) + int(one) + round(float(one)),
        lambda one: f"{one}{one!r}{one!s}" + str(one) + "%s" % one,  # noqa: UP031
        lambda one: one.a.b[3]["c"](4, d=5).e,
        lambda one: {one: one, "a": one},
        lambda one: sorted([one, one]),
        lambda one: isinstance(3, one),
        lambda one: one | None,
    ],
)
@pytest.mark.parametrize("name", ["a.thing", "a.THING"])
def test_a_stand_in_takes_whatever_is_done_with_it(name: str, use: Any) -> None:
    assert repr(use(stand_in(name))) == repr(use(stand_in(name)))


def test_as_a_decorator_it_leaves_functions_and_classes_alone() -> None:
    register = stand_in("a.register")
    assert register(test_what_stands_in_for_a_name) is test_what_stands_in_for_a_name
    assert register("name", ignored=3)(Config) is Config


def test_a_constant_is_a_text_and_dimensions() -> None:
    constant = stand_in("a.SkyMap.NAME")
    assert constant == "a.SkyMap.NAME"
    assert tuple(constant) == ("a.SkyMap.NAME",)
    assert f"{constant}_{'x'}" == "a.SkyMap.NAME_x"


@pytest.mark.parametrize(
    ("change", "operations"),
    [
        (lambda one: setattr(one.a, "b", 3), {"a.b": [("=", 3)]}),
        (lambda one: one.a["x"].names.append("g"), {"a['x'].names": [("+", "g")]}),
        (lambda one: one.names.extend(["g", "r"]), {"names": [("+", "g"), ("+", "r")]}),
        (lambda one: setattr(one, "names", one.names.__iadd__(["g"])), {"names": [("+", "g")]}),
        (lambda one: one.names.update({"g"}), {"names": [("|", "g")]}),
        (lambda one: setattr(one, "names", one.names.__ior__(["g"])), {"names": [("|", "g")]}),
        (lambda one: one.names.remove("g"), {"names": [("-", "g")]}),
        (lambda one: one.load("x.py"), {"load": [("call", ("x.py",), {})]}),
        (lambda one: [setattr(one, "n", 1), setattr(one, "n", 2)], {"n": [("=", 2)]}),
    ],
)
def test_what_is_done_to_an_unknown_config_is_taken_down(change: Any, operations: dict[str, Any]) -> None:
    log = Log()
    change(StandIn("config", log))
    assert log.operations == operations


# --- functions -------------------------------------------------------------------------------------------------------


def first(x: int, y: int = 1) -> bool:
    """Compare."""
    return x > y


def second(x: int, y: int = 1) -> bool:
    return x > y


def third(x: int, y: int = 2) -> bool:
    return x > y


def fourth(x: int, y: int = 1) -> bool:
    return x >= y


def closed(y: int) -> Any:
    return lambda x: x > y


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (first, first, True),
        (first, second, True),
        (first, third, False),
        (first, fourth, False),
        (first, lambda x, y=1: x > y, True),
        (first, lambda x, y=1: x < y, False),
        (closed(1), closed(1), True),
        (closed(1), closed(2), False),
        (len, len, True),
        (len, min, False),
    ],
)
def test_functions_are_the_same_if_they_do_the_same(one: Any, other: Any, same: bool) -> None:
    names = [f"{value.__module__}.{value.__qualname__}" for value in (one, other)]
    assert (function(one, names[0]) == function(other, names[1])) is same


# --- differences -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("original", "generated", "said"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, ["a.b: 1 in the original, 2 in the generated class"]),
        ({"a": 1}, {}, ["a: the original has 1, the generated class has nothing"]),
        ({}, {"a": None}, ["a: the original has nothing, the generated class has None"]),
        ({"a": True}, {"a": 1}, ["a: True in the original, 1 in the generated class"]),
        ({"a": [True]}, {"a": [1]}, ["a: [True] in the original, [1] in the generated class"]),
        ({"a": [{"b": 1}]}, {"a": [{"b": 1}]}, []),
        ({"a": {"x", "y"}}, {"a": {"y"}}, ["a: the original has also {'x'}"]),
        (
            {"a": {"x"}},
            {"a": {"y"}},
            ["a: the original has also {'x'}, the generated class has also {'y'}"],
        ),
    ],
)
def test_differences(original: Any, generated: Any, said: list[str]) -> None:
    assert list(differences("", original, generated)) == said


def test_of_long_texts_the_place_is_shown_where_they_differ() -> None:
    (line,) = differences("doc", "x" * 200 + "abc" + "y" * 200, "x" * 200 + "abd" + "y" * 200)
    one, other = line.removeprefix("doc: ").split(" in the original, ")
    assert one.startswith("…xxxxx")
    assert "abc" in one
    assert "abd" in other
    assert len(line) < 260


def test_values_are_shown_on_one_line() -> None:
    assert shown("a\nb") == "'a\\nb'"
    assert shown({"b", "a"}) == "{'a', 'b'}"
    assert title({}) == "with the defaults"
    assert title({"a.b": True, "c": "x"}) == "with a.b=True, c='x'"


# --- the report ------------------------------------------------------------------------------------------------------

PAIR = Pair("sky.detect", Generated("DetectConnections", "m"), Generated("DetectConfig", "n"), "detect.py")


def test_the_report() -> None:
    results = [
        PairResult(PAIR, combinations=8, possible=8, fields=("a", "b")),
        PairResult(PAIR, combinations=1024, possible=65536, fields=("a",), stand_ins=("lsst.afw", "galsim")),
        PairResult(PAIR, combinations=1, possible=1),
        PairResult(PAIR, notes=("no DetectConfig can be made",)),
        PairResult(
            PAIR,
            combinations=4,
            possible=4,
            fields=("a", "b"),
            differences=tuple(f"line {n}" for n in range(12)),
            faults=(
                Fault("KeyError: 'y'", 3, 0, "with a=False"),
                Fault("KeyError: 'z'", 3, 3, "with b=False"),
                Fault("KeyError: 'x'", 3, 1, "with b=True"),
            ),
        ),
        PairResult(
            PAIR, why="the module can't be executed: NameError: x at sky/detect.py:3", stand_ins=("galsim",)
        ),
    ]
    assert report(results, shown=2).splitlines() == [
        "detect.py: DetectConnections, DetectConfig: equal over all 8 combinations of 2 settings",
        "detect.py: DetectConnections, DetectConfig: equal over 1,024 of 65,536 combinations of 1 setting",
        "detect.py: DetectConnections, DetectConfig: equal; no setting decides anything",
        "detect.py: DetectConnections, DetectConfig: equal as they are declared; no settings were compared",
        "  note: no DetectConfig can be made",
        "detect.py: DetectConnections, DetectConfig: 12 differences over all 4 combinations of 2 settings",
        "  line 0",
        "  line 1",
        "  and 10 more",
        "  the original fails for 3 of 4 combinations (e.g. with a=False): KeyError: 'y'; "
        "the imported class leaves it out",
        "  the original fails for 3 of 4 combinations (e.g. with b=False): KeyError: 'z'; "
        "so does the generated class",
        "  the original fails for 3 of 4 combinations (e.g. with b=True): KeyError: 'x'; "
        "the generated class for 1 of them",
        "detect.py: DetectConnections, DetectConfig: not verified: the module can't be executed: "
        "NameError: x at sky/detect.py:3",
        "not installed, and stood in for: galsim, lsst.afw",
    ]


def test_what_is_executed_is_said_first() -> None:
    pairs = [Pair(f"sky.m{n // 2}") for n in range(4)]
    assert announce(pairs) == "verification executes sky.m0, sky.m1"
    assert (
        announce([Pair(f"sky.m{n}") for n in range(12)])
        == "verification executes 12 modules, sky.m0 to sky.m11"
    )
