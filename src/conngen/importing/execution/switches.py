"""Values that depend on the config, as a chain of conditions."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from typing import Any

from ..drafts import Switch
from . import formulas
from .conditions import implied, possible, simplified
from .context import Context
from .known import KnownField, Unsayable
from .questions import Fields, literal
from .truths import compare
from .values import Choice, Display, Star, Value, alike, expression_of, items_of

__all__ = ["switch_of"]

Arm = tuple[ast.expr, Value]


def switch_of(
    value: Value,
    original: Value | None,
    context: Context,
    present: ast.expr = formulas.TRUE,
    *,
    listed: bool = False,
) -> Switch | None:
    """Return a value as a chain of conditions; `None` if it is what stands at class level.

    Parameters
    ----------
    value : `Value`
        The value.
    original : `Value` or `None`
        What stands at class level, if there is something.
    context : `Context`
        What is around it.
    present : `ast.expr`, optional
        The condition under which it counts.
    listed : `bool`, optional
        Whether it is a list of dimensions.
    """
    arms = list(_grouped(_arms(value, formulas.TRUE, listed)))
    if original is None:
        return _chain(arms, [*context.given, present], context.known.fields)
    fields = context.known.fields
    given = [*context.given, present]
    kept, before = _changed(arms, list(_grouped(_arms(original, formulas.TRUE, listed))), context)
    if not kept:
        return None
    kept, before = _absorbed(kept, before, original, fields, context.given)
    if not possible(before, fields, context.given):
        return _chain(kept, given, fields)
    if not possible(before, fields, given) and all(_by_default(one, original, fields) for _, one in kept):
        return _chain(kept, given, fields)
    cases: list[tuple[ast.expr, ast.expr]] = []
    passed: list[ast.expr] = []
    for test, one in kept:
        if possible(test, fields, [*given, *passed]):
            condition = simplified(test, fields, [*context.given, *passed])
            close = simplified(test, fields, [*given, *passed])
            # Where it is absent it does not matter; but a condition that always holds would change the class.
            cases.append((close if formulas.holds(close) is None else condition, expression_of(one)))
            passed.append(formulas.negated(test))
    return Switch(tuple(cases)) if cases else None


def _changed(arms: Sequence[Arm], old: Sequence[Arm], context: Context) -> tuple[list[Arm], ast.expr]:
    """Return what is not as it was before, and the condition under which it is."""
    kept: list[Arm] = []
    before = formulas.FALSE
    for test, value in arms:
        same = formulas.either(*(reached for reached, one in old if _unchanged(value, one)))
        before = formulas.either(before, formulas.both(test, same))
        changed = formulas.both(test, formulas.negated(same))
        if possible(changed, context.known.fields, context.given):
            kept.append((changed, value))
    return kept, before


def _chain(arms: Sequence[Arm], given: Sequence[ast.expr], fields: Fields) -> Switch:
    """Return a chain of conditions whose last value needs none."""
    reached = [arm for arm in arms if possible(arm[0], fields, given)] or list(arms)
    cases: list[tuple[ast.expr, ast.expr]] = []
    passed = list(given)
    for test, value in reached[:-1]:
        condition = simplified(test, fields, passed)
        if formulas.holds(condition) is True:
            return Switch(tuple(cases), expression_of(value))
        cases.append((condition, expression_of(value)))
        passed.append(formulas.negated(test))
    return Switch(tuple(cases), expression_of(reached[-1][1]))


def _arms(value: Value, reached: ast.expr, listed: bool) -> Iterator[Arm]:
    """Yield what a value can be, each with the condition under which it is."""
    match value:
        case Choice(test=test, then=then, otherwise=otherwise) | ast.IfExp(
            test=test, body=then, orelse=otherwise
        ):
            yield from _arms(then, formulas.both(reached, test), listed)
            yield from _arms(otherwise, formulas.both(reached, formulas.negated(test)), listed)
        case ast.expr() if listed:
            yield reached, Display("tuple", items_of(value))
        case _:
            yield reached, value


def _grouped(arms: Iterator[Arm]) -> Iterator[Arm]:
    """Yield each value once."""
    found: list[Arm] = []
    for test, value in arms:
        for i, (other, one) in enumerate(found):
            if alike(one, value):
                found[i] = (formulas.either(other, test), one)
                break
        else:
            found.append((test, value))
    yield from found


def _unchanged(value: Value, original: Value) -> bool:
    if (
        isinstance(value, Display)
        and isinstance(original, Display)
        and ("set" in value.kind or "set" in original.kind)
    ):
        return alike(Display("set", value.items), Display("set", original.items))
    if isinstance(value, Display) and isinstance(original, Display):
        return alike(Display("list", value.items), Display("list", original.items))
    return alike(value, original)


def _absorbed(
    arms: list[Arm], before: ast.expr, original: Value, fields: Fields, given: Sequence[ast.expr]
) -> tuple[list[Arm], ast.expr]:
    """Let a value hold also where it is the same as that at class level: ``if x != "a": y = x`` is ``y = x``."""
    for i, (test, value) in enumerate(arms):
        source: Value = value
        if isinstance(value, Display) and len(value.items) == 1 and isinstance(value.items[0], Star):
            source = value.items[0].source
        if not isinstance(source, ast.Name | ast.Attribute):
            continue
        before_ = Display("list", original.items) if isinstance(original, Display) else original
        try:
            equal = compare(source, "==", before_)
        except Unsayable:
            continue
        if formulas.holds(before) is None and implied(equal, fields, [*given, before]):
            arms = [*arms[:i], (formulas.either(test, before), value), *arms[i + 1 :]]
            return arms, formulas.FALSE
    return arms, before


# --- what follows from the defaults ---


def _by_default(value: Value, original: Value, fields: Fields) -> bool:
    """Whether a value is what stands at class level, if all config fields have their defaults."""
    try:
        found, before = _static(expression_of(value), fields), _static(expression_of(original), {})
    except (_Unknown, Unsayable):
        return False
    if isinstance(found, list) and isinstance(before, list):
        return sorted(map(repr, found)) == sorted(map(repr, before))
    return bool(found == before)


class _Unknown(Exception):
    """The value is not known."""


def _static(node: ast.expr, fields: Fields) -> Any:
    known = literal(node)
    if known is not None:
        return known[0]
    match node:
        case ast.Name(id=name) if name in fields:
            return _default(fields[name])
        case ast.List(elts=elements) | ast.Tuple(elts=elements):
            found: list[Any] = []
            for one in elements:
                if isinstance(one, ast.Starred):
                    items = _static(one.value, fields)
                    if not isinstance(items, list):
                        raise _Unknown
                    found += items
                else:
                    found.append(_static(one, fields))
            return found
        case ast.JoinedStr(values=values):
            return "".join(str(_static(one, fields)) for one in values)
        case ast.FormattedValue(value=value, conversion=-1, format_spec=None):
            return _static(value, fields)
    raise _Unknown


def _default(known: KnownField) -> Any:
    if known.default is None or known.optional:
        raise _Unknown
    return _static(known.default, {})
