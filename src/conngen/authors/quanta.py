"""The names of connections in `runQuantum`, and those read from ``initInputs``."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..typings import NamedTuple
from .classes import AuthorClass, dotted

__all__ = ["Use", "init_input_uses", "reference_uses"]


class Use(NamedTuple):
    """A name that code takes for that of a connection: where it stands, and what it is looked up in."""

    name: str
    node: ast.AST
    holder: str


def reference_uses(function: ast.FunctionDef) -> Iterator[tuple[str, Use]]:
    """Yield the names in a `runQuantum`, each with ``inputs`` or ``outputs``.

    Names that the code itself asks for with `hasattr`, or sets, are left out.
    """
    arguments = [*function.args.posonlyargs, *function.args.args]
    if len(arguments) != 4 or function.args.vararg is not None:
        return
    context, *references = [argument.arg for argument in arguments[1:]]
    for side, holder in zip(("inputs", "outputs"), references, strict=True):
        if _rebound(function, holder):
            continue
        asked = _asked(function, holder)
        for node in ast.walk(function):
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == holder
            ):
                known = node.attr in asked or node.attr == "keys" or node.attr.startswith("_")
                if isinstance(node.ctx, ast.Load) and not known:
                    yield side, Use(node.attr, node, holder)
    yield from _datasets(function, context, references[0])


def _datasets(function: ast.FunctionDef, context: str, references: str) -> Iterator[tuple[str, Use]]:
    """Yield the names looked up in what ``butlerQC.get(inputRefs)`` returns."""
    for node in ast.walk(function):
        if not (
            isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
        ):
            continue
        call = node.value
        is_get = isinstance(call, ast.Call) and dotted(call.func) == f"{context}.get" and len(call.args) == 1
        if is_get and isinstance(call, ast.Call) and dotted(call.args[0]) == references:
            variable = node.targets[0].id
            if not _rebound(function, variable, times=1) and not _grows(function, variable):
                yield from (("inputs", use) for use in _keys(function, variable))


def init_input_uses(cls: AuthorClass) -> Iterator[Use]:
    """Yield the names looked up in the ``initInputs`` that `__init__` gets."""
    function = next((one for one in cls.own_functions() if one.name == "__init__"), None)
    if function is None or _rebound(function, "initInputs") or _grows(function, "initInputs"):
        return
    parameters = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    if any(parameter.arg == "initInputs" for parameter in parameters):
        yield from _keys(function, "initInputs")


def _keys(function: ast.FunctionDef, variable: str) -> Iterator[Use]:
    """Yield the keys that are read from a dictionary and never written to it."""
    found: list[Use] = []
    asked: set[str] = set()
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Subscript)
            and dotted(node.value) == variable
            and isinstance(node.slice, ast.Constant)
        ):
            key = node.slice.value
            if isinstance(key, str):
                if isinstance(node.ctx, ast.Store):
                    asked.add(key)
                else:
                    found.append(Use(key, node.slice, variable))
        elif isinstance(node, ast.Call) and dotted(node.func) == f"{variable}.pop" and len(node.args) == 1:
            if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                found.append(Use(node.args[0].value, node.args[0], variable))
        elif (
            isinstance(node, ast.Compare)
            and isinstance(node.left, ast.Constant)
            and isinstance(node.left.value, str)
        ) and any(dotted(one) == variable for one in node.comparators):
            asked.add(node.left.value)
    yield from (use for use in found if use.name not in asked)


def _rebound(function: ast.FunctionDef, name: str, times: int = 0) -> bool:
    stores = [
        node
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
    ]
    return len(stores) > times


def _grows(function: ast.FunctionDef, name: str) -> bool:
    """Whether a dictionary may get keys in other ways than by assignment."""
    return any(
        isinstance(node, ast.Attribute)
        and dotted(node.value) == name
        and node.attr in ("update", "setdefault")
        for node in ast.walk(function)
    )


def _asked(function: ast.FunctionDef, holder: str) -> set[str]:
    """Return the attributes that code sets, or asks for with `hasattr`."""
    found = set()
    for node in ast.walk(function):
        if (
            isinstance(node, ast.Attribute)
            and dotted(node.value) == holder
            and isinstance(node.ctx, ast.Store)
        ):
            found.add(node.attr)
        match node:
            case ast.Call(
                func=ast.Name(id="hasattr" | "setattr"), args=[one, ast.Constant(value=str(name)), *_]
            ):
                found |= {name} if dotted(one) == holder else set()
    return found
