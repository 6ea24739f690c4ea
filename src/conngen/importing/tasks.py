"""Reads a PipelineTask class: what a `.conn` file says of it. The class itself stays where it is."""

from __future__ import annotations

import ast

from .classes import Find, own_bases
from .constants import Constants
from .drafts import TaskDraft
from .python_file import PythonFile

__all__ = ["read_task"]


def read_task(node: ast.ClassDef, file: PythonFile, find: Find) -> TaskDraft:
    """Read a PipelineTask class.

    Parameters
    ----------
    node : `ast.ClassDef`
        The class.
    file : `PythonFile`
        Its module.
    find : callable
        Finds the classes that names mean.

    Returns
    -------
    draft : `TaskDraft`
        What it says of itself: its config, its label, whether `runQuantum` is its own.
    """
    draft = TaskDraft(node.name, node, own_bases(file, node))
    constants = Constants(file)
    for statement in node.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                pass
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                pass
            case ast.FunctionDef(name="runQuantum"):
                draft.settings["runQuantum"] = ast.Constant(True)
                continue
            case _:
                continue
        if name == "ConfigClass":
            draft.config = value
        elif name == "_DefaultName" and isinstance(constants.literal(value), str):
            draft.settings["_DefaultName"] = constants.fold(value)
        elif name == "canMultiprocess" and constants.literal(value) is False:
            draft.settings["canMultiprocess"] = ast.Constant(False)
    if "runQuantum" not in draft.settings and _inherited_run_quantum(draft, file, find):
        draft.settings["runQuantum"] = ast.Constant(True)
    return draft


def _inherited_run_quantum(draft: TaskDraft, file: PythonFile, find: Find) -> bool:
    """Whether a base of the class has its own `runQuantum`, as far as bases are at hand."""
    stack = [(file, base) for base in draft.bases]
    for _ in range(50):
        if not stack:
            break
        found = find(*stack.pop())
        if found is None:
            continue
        inner, node = found
        if any(isinstance(one, ast.FunctionDef) and one.name == "runQuantum" for one in node.body):
            return True
        stack += [(inner, base) for base in own_bases(inner, node)]
    return False
