"""What the code of a class, as it stands in its module, does with config fields."""

from __future__ import annotations

import ast
import inspect
from functools import cache

from lsst.pex.config import Config

from .modules import Modules
from .plan import Uses, read_class, read_functions

__all__ = ["uses_of"]


def uses_of(cls: type, modules: Modules) -> Uses:
    """Return what a class and its bases do with config fields, as far as their code is the user's."""
    uses = Uses()
    for one in cls.__mro__:
        try:
            file = inspect.getfile(one)
        except (TypeError, OSError):
            continue
        if not modules.is_user(file):
            continue
        tree = _tree(file)
        constants = vars(inspect.getmodule(one) or object)
        uses.merge(read_functions(tree, constants))
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.name == one.__name__:
                uses.merge(read_class(node, is_config=issubclass(one, Config), constants=constants))
    return uses


@cache
def _tree(file: str) -> ast.Module:
    with open(file, encoding="utf-8") as stream:
        return ast.parse(stream.read())
