"""Classes come after those they need."""

from __future__ import annotations

from dataclasses import dataclass

from conngen.backends.python.order import bases_first


@dataclass
class One:
    name: str
    needs: tuple[str, ...] = ()


def order(*classes: One) -> list[str]:
    return [one.name for one in bases_first(classes, lambda one: one.needs)]


def test_the_author_decides_where_nothing_else_does() -> None:
    assert order(One("b"), One("a"), One("c")) == ["b", "a", "c"]


def test_a_base_comes_first() -> None:
    assert order(One("b", ("c",)), One("a"), One("c")) == ["c", "b", "a"]


def test_classes_of_elsewhere_are_left_out() -> None:
    assert order(One("b", ("elsewhere",))) == ["b"]


def test_a_cycle_ends() -> None:
    assert sorted(order(One("a", ("b",)), One("b", ("a",)))) == ["a", "b"]
