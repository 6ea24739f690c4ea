"""A config field as a `.conn` file writes it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from .drafts import FieldDraft
from .texts import Unsayable, doc_lines

if TYPE_CHECKING:
    from .writer import Scope

__all__ = ["field_lines"]

_DEFAULTS: dict[str, object] = {
    "inclusiveMin": True,
    "inclusiveMax": False,
    "multi": False,
    "optional": False,
}
"""What the runtime takes where an argument is left out."""


def field_lines(item: FieldDraft, scope: Scope) -> Iterator[str]:
    """Yield the lines of a field, without its comments.

    Parameters
    ----------
    item : `FieldDraft`
        The field.
    scope : `Scope`
        What is known where it stands.

    Raises
    ------
    Unsayable
        Raised if the language has no words for a part of it.
    """
    arguments = dict(item.arguments)
    doc = arguments.pop("doc", None)
    default = arguments.pop("default", None)
    optional = " | None" if item.optional else ""
    text = f"{item.name}: {_type(item, scope)}{optional}"
    if default is not None and not (
        isinstance(default, ast.Constant) and default.value is None and not item.optional
    ):
        text += f" = {scope.reference(default)}"
    parts = [text]
    for name, value in arguments.items():
        if isinstance(value, ast.Constant) and value.value is _DEFAULTS.get(name):
            continue
        if isinstance(value, ast.Constant) and value.value is True:
            parts.append(name)
        else:
            parts.append(f"{name}={scope.reference(value)}")
    yield ", ".join(parts)
    match doc:
        case None | ast.Constant(value=""):
            return
        case ast.Constant(value=str() as words):
            yield from doc_lines(words)
        case ast.expr():
            raise Unsayable(doc)


def _type(item: FieldDraft, scope: Scope) -> str:
    target = scope.reference(item.target) if item.target is not None else ""
    basic = ", ".join(item.basic)
    match item.type:
        case "scalar" | "choice" | "range":
            return basic
        case "list":
            return f"list[{basic}]"
        case "dict":
            return f"dict[{basic}]"
        case "task":
            return target if target.endswith("Task") else f"task[{target}]"
        case "config":
            return target if target.endswith("Config") else f"config[{target}]"
        case "configDict":
            return f"dict[{basic}, {target if target.endswith('Config') else f'config[{target}]'}]"
        case "registry":
            return f"registry[{target}]"
        case "made":
            return f"field[{target}]"
        case "action":
            return "ConfigurableActionField" + (f"[{target}]" if target else "")
        case "actions":
            return "ConfigurableActionStructField" + (f"[{target}]" if target else "")
    raise Unsayable(ast.Constant(item.type))
