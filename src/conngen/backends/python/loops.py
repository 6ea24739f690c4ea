"""Repetitions over values that only the config knows, as loops."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from ...model import Repetition
from ...typings import Protocol, TypeVar
from .printer import Printer
from .statements import Block, Statement

__all__ = ["in_loops"]


class _Repeated(Protocol):
    @property
    def repetitions(self) -> tuple[Repetition, ...]:
        """What repeats it, from the outside in."""
        ...


_T = TypeVar("_T", bound=_Repeated)


def in_loops(
    items: Iterable[_T],
    printer: Printer,
    variable: Callable[[str], str],
    inside: Callable[[list[_T], Printer], Iterator[Statement]],
) -> Iterator[Statement]:
    """Yield the statements of some items, those with the same repetitions in one loop.

    Parameters
    ----------
    items : iterable
        The items, in order.
    printer : `Printer`
        Prints what the loops go over.
    variable : callable
        Returns what the variable of a repetition is called.
    inside : callable
        Yields the statements of items that stand in the same loops, given a printer that knows the variables.
    """
    for repetitions, group in groupby(items, key=lambda one: one.repetitions):
        yield from _loop(repetitions, list(group), printer, variable, inside)


def _loop(
    repetitions: Sequence[Repetition],
    group: list[_T],
    printer: Printer,
    variable: Callable[[str], str],
    inside: Callable[[list[_T], Printer], Iterator[Statement]],
) -> Iterator[Statement]:
    if not repetitions:
        yield from inside(group, printer)
        return
    first, *rest = repetitions
    name = variable(first.variable)
    head = f"for {name} in {printer.expression(first.values)}"
    inner = printer.within(first.variable, name)
    yield Block(head, tuple(_loop(rest, group, inner, variable, inside)))
