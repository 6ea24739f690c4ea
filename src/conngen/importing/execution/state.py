"""What holds at one point of an `__init__`."""

from __future__ import annotations

import ast

from ...records import dataclass, field, replace
from . import formulas
from .known import Unsayable
from .values import Choice, Display, Made, Value, merged

__all__ = ["State", "joined"]


@dataclass
class State:
    """What holds at one point.

    Parameters
    ----------
    dimensions : `Value`
        The dimensions of the quantum.
    made : `dict` [ `str`, `Made` ]
        The connections as they are now, those that were removed included.
    there : `dict` [ `str`, `ast.expr` ]
        The condition under which a connection is in the set of its kind: under which it will be there in the end.
    held : `dict` [ `str`, `ast.expr` ]
        The condition under which it can still be asked for.
    names : `dict` [ `str`, `Value` ]
        The local variables.
    path : `tuple` [ `ast.expr` ]
        The conditions under which this point is reached.
    left : `str`
        How the block was left early: ``return``, ``continue``, ``break``; empty if it was not.
    result : `Value` or `None`
        What is returned.
    unknown : `set` [ `str` ]
        Connections of bases that are not known, which turn up as they are named; the same set in all states.
    """

    dimensions: Value
    made: dict[str, Made] = field(default_factory=dict)
    there: dict[str, ast.expr] = field(default_factory=dict)
    held: dict[str, ast.expr] = field(default_factory=dict)
    names: dict[str, Value] = field(default_factory=dict)
    path: tuple[ast.expr, ...] = ()
    left: str = ""
    result: Value | None = None
    unknown: set[str] = field(default_factory=set)

    def copy(self) -> State:
        """Return a state that can be changed alone."""
        return replace(
            self, made=dict(self.made), there=dict(self.there), held=dict(self.held), names=dict(self.names)
        )

    def become(self, other: State) -> None:
        """Take over what holds in another state."""
        vars(self).update(vars(other.copy()))

    def within(self, test: ast.expr) -> State:
        """Return the state where a condition holds."""
        inner = self.copy()
        inner.path = (*self.path, test)
        return inner

    def swap(self, old: Display, new: Value) -> None:
        """Let a list or set have other items, under all of its names."""
        if self.dimensions is old:
            self.dimensions = new
        for name, value in self.names.items():
            if value is old:
                self.names[name] = new
            elif isinstance(value, Choice) and _mentions(value, old):
                raise Unsayable("a list that is changed has another name by a condition")

    def is_remade(self, before: State) -> bool:
        """Whether something of the class is not as it was."""
        if self.dimensions is not before.dimensions:
            return True
        for name, made in self.made.items():
            if name not in before.made and name in self.unknown:
                same = self.there[name] is self.held[name] is formulas.TRUE
            else:
                same = made is before.made.get(name) and self.there[name] is before.there.get(name)
                same = same and self.held[name] is before.held.get(name)
            if not same:
                return True
        return False


def _mentions(value: Value, part: Display) -> bool:
    if isinstance(value, Choice):
        return _mentions(value.then, part) or _mentions(value.otherwise, part)
    return value is part


def joined(test: ast.expr, then: State | None, otherwise: State | None, before: State) -> State | None:
    """Return what holds behind two branches.

    Parameters
    ----------
    test : `ast.expr`
        The condition.
    then, otherwise : `State` or `None`
        What holds at the ends of the branches; `None` for one that raises.
    before : `State`
        What held before.

    Raises
    ------
    Unsayable
        Raised if they can't be brought together.
    """
    if then is None or otherwise is None:
        only = then if otherwise is None else otherwise
        return None if only is None else replace(only, path=before.path)
    if then.left != otherwise.left:
        raise Unsayable("a loop is left early by a condition")
    seen: dict[tuple[int, int], Value] = {}

    def one_of(first: Value, second: Value) -> Value:
        """Return the merged value: the same object for the same two, since they may be one thing with two names."""
        pair = (id(first), id(second))
        if pair not in seen:
            seen[pair] = merged(test, first, second)
        return seen[pair]

    dimensions = one_of(then.dimensions, otherwise.dimensions)
    state = State(dimensions, path=before.path, left=then.left, unknown=before.unknown)
    for name in {**then.made, **otherwise.made}:
        one, other = then.made.get(name), otherwise.made.get(name)
        made = one_of(one or other, other or one)  # type: ignore[arg-type]
        if not isinstance(made, Made):
            raise Unsayable(f"`{name}` is of one kind or another")
        state.made[name] = made
    for target, mine, yours in (
        (state.there, then.there, otherwise.there),
        (state.held, then.held, otherwise.held),
    ):
        was = before.there if target is state.there else before.held
        for name in {**mine, **yours}:
            missing = formulas.TRUE if name in state.unknown else formulas.FALSE
            first, second = mine.get(name, missing), yours.get(name, missing)
            target[name] = _present(test, first, second, was.get(name, missing))
    for name in {**then.names, **otherwise.names}:
        # Where only one branch sets a variable, Python raises for the other as soon as it is used.
        mine_, yours_ = then.names.get(name), otherwise.names.get(name)
        state.names[name] = one_of(mine_ or yours_, yours_ or mine_)  # type: ignore[arg-type]
    if then.result is not None or otherwise.result is not None:
        nothing: Value = formulas.NONE
        state.result = one_of(then.result or nothing, otherwise.result or nothing)
    return state


def _present(test: ast.expr, then: ast.expr, otherwise: ast.expr, before: ast.expr) -> ast.expr:
    """Return when a connection is there behind two branches; what was decided before is said first."""
    if formulas.holds(then) is False and otherwise is before:
        return formulas.both(before, formulas.negated(test))
    if formulas.holds(otherwise) is False and then is before:
        return formulas.both(before, test)
    return formulas.chosen(test, then, otherwise)
