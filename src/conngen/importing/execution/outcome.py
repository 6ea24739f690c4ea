"""What an `__init__` did, in the terms of the language."""

from __future__ import annotations

import ast

from ..drafts import ConnectionDraft, Switch
from . import formulas
from .conditions import simplified
from .context import Context
from .known import Executed
from .sayable import check, check_switch
from .state import State
from .switches import switch_of
from .values import Value, alike, complete

__all__ = ["put_down"]


def put_down(state: State, context: Context, method: ast.AST) -> Executed:
    """Return what was done.

    Parameters
    ----------
    state : `State`
        What holds in the end.
    context : `Context`
        What was noted on the way.
    method : `ast.AST`
        What was followed.

    Raises
    ------
    Unsayable
        Raised if something of it can't be said.
    """
    context.line = getattr(method, "lineno", 1)
    executed = Executed(notes=context.notes, requirements=context.requirements)
    for name in state.made:
        if name in context.origin:
            _known(name, state, context, executed)
        else:
            executed.added.append(_added(name, state, context))
    executed.added += context.added
    if not alike(context.quantum, state.dimensions):
        executed.dimensions = switch_of(state.dimensions, context.quantum, context, listed=True)
        check_switch(executed.dimensions)
    return executed


def _known(name: str, state: State, context: Context, executed: Executed) -> None:
    """Put down what became of a connection that the class has."""
    there = context.there(name, state)
    present = _simple(there, context)
    if formulas.holds(present) is not True:
        executed.presence[name] = present
        executed.absence[name] = _simple(formulas.negated(there), context)
    if formulas.holds(present) is False:
        return
    before = complete(context.origin[name])
    for attribute, value in complete(state.made[name]).items():
        switch = _switch(attribute, value, before.get(attribute), context, there)
        if switch is not None:
            executed.changes[name, attribute] = switch
            if attribute == "name":
                text = "is set by the class; one that a pipeline sets itself is left alone now"
                context.note(f"the dataset type name of `{name}` {text}")


def _simple(condition: ast.expr, context: Context) -> ast.expr:
    found = simplified(condition, context.known.fields, context.given)
    check(found)
    return found


def _switch(
    attribute: str, value: Value, before: Value | None, context: Context, there: ast.expr
) -> Switch | None:
    switch = switch_of(value, before, context, there, listed=attribute == "dimensions")
    check_switch(switch)
    return switch


def _added(name: str, state: State, context: Context) -> ConnectionDraft:
    """Return a connection that the class does not have, and that is made here."""
    made, node = state.made[name], context.nodes[name]
    there = context.there(name, state)
    arguments: dict[str, ast.expr | Switch] = {}
    for attribute, value in made.arguments.items():
        switch = _switch(attribute, value, None, context, there)
        if switch is not None and switch.otherwise is not None:
            arguments[attribute] = switch if switch.cases else switch.otherwise
    present = _simple(there, context)
    context.line = node.lineno
    context.note(f"`{name}` is made in `__init__`, and declared in the class now")
    return ConnectionDraft(name, made.kind, arguments, node, None if formulas.holds(present) else present)
