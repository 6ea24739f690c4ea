"""Errors that are raised under a condition, as what has to hold."""

from __future__ import annotations

import ast

from ..drafts import RequirementDraft
from . import formulas
from .conditions import possible, simplified
from .context import Context
from .evaluator import Evaluator
from .known import Unsayable
from .sayable import check
from .shapes import cost, is_about_one
from .state import State
from .values import expression_of

__all__ = ["require"]

_EXACT = ("ValueError", "lsst.pex.config.FieldValidationError")
_LONG = 4
"""What a condition may cost more if it is said as a whole, instead of behind ``when``."""


def require(error: ast.expr | None, state: State, context: Context, evaluator: Evaluator) -> None:
    """Note that an error is raised where this point is reached.

    Parameters
    ----------
    error : `ast.expr` or `None`
        What is raised.
    state : `State`
        What holds here.
    context : `Context`
        Where to note it.
    evaluator : `Evaluator`
        Tells what the message is.
    """
    fields = context.known.fields
    reached = formulas.both(*state.path)
    if not possible(reached, fields, context.given):
        context.note("an error is never raised, whatever the config says")
        return
    kind = error.func if isinstance(error, ast.Call) else error
    name = "an error" if kind is None else ast.unparse(kind)
    message = _message(error, state, evaluator)
    if message is None:
        message = ast.Constant(f"{name.rpartition('.')[2]}: {formulas.written(simplified(reached, fields))}")
        context.note(f"`{name}` has no message: that of the requirement was made up")
    raises = None if kind is None or context.file.qualified(kind) in _EXACT else kind
    _note(message, raises, state, context)
    context.given.append(formulas.negated(reached))


def _note(message: ast.expr, raises: ast.expr | None, state: State, context: Context) -> None:
    """Note a requirement, or one for each message there may be."""
    if isinstance(message, ast.IfExp):
        _note(message.body, raises, state.within(message.test), context)
        _note(message.orelse, raises, state.within(formulas.negated(message.test)), context)
        return
    if not possible(formulas.both(*state.path), context.known.fields, context.given):
        return
    if not isinstance(message, ast.JoinedStr) and not (
        isinstance(message, ast.Constant) and isinstance(message.value, str)
    ):
        raise Unsayable("the message of an error is no string")
    check(message, formats=True)
    draft = _draft(state, message, context)
    draft.raises = raises
    context.requirements.append(draft)


def _draft(state: State, message: ast.expr, context: Context) -> RequirementDraft:
    """Return the requirement: as one condition, or as the innermost behind ``when`` with the others."""
    fields, given = context.known.fields, context.given
    whole = simplified(formulas.negated(formulas.both(*state.path)), fields, given)
    check(whole)
    if len(state.path) < 2 or not isinstance(whole, ast.BoolOp | ast.UnaryOp) or is_about_one(whole, fields):
        return RequirementDraft(whole, message)
    *outer, inner = state.path
    when = simplified(formulas.both(*outer), fields, given)
    condition = simplified(formulas.negated(inner), fields, [*given, *outer])
    if formulas.holds(when) is not None or formulas.holds(condition) is not None:
        return RequirementDraft(whole, message)
    if cost(when) + cost(condition) > cost(whole) + _LONG:
        return RequirementDraft(whole, message)
    return RequirementDraft(condition, message, when)


def _message(error: ast.expr | None, state: State, evaluator: Evaluator) -> ast.expr | None:
    """Return the message of an error: the last of its arguments."""
    if not isinstance(error, ast.Call):
        return None
    arguments = [*error.args, *(one.value for one in error.keywords if one.arg in ("msg", "message"))]
    if not arguments:
        return None
    found = evaluator.value(arguments[-1], state)
    return found if isinstance(found, ast.expr) else expression_of(found)
