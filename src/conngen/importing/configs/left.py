"""The statements of `setDefaults` that stay code: what they touch, and what they need."""

from __future__ import annotations

import ast
from collections.abc import Iterable

from ..drafts import AssignmentDraft
from .expressions import NotSaid, field_names, path_of
from .names import ConfigNames
from .sayer import Sayer

__all__ = ["Left", "is_super_call", "stored_names", "targets_of", "used_names"]


class Left:
    """Collects what is left of a method; it runs behind all that is not.

    Parameters
    ----------
    names : `ConfigNames`
        What the attributes of the config are.
    parameter : `str`
        What the method calls the config.
    """

    def __init__(self, names: ConfigNames, parameter: str) -> None:
        self.names = names
        self.parameter = parameter
        self.statements: list[ast.stmt] = []
        self.why = ("", 0)
        self.touched: set[str] = set()
        self.whole = False
        self.lost = False
        self._held: list[tuple[str, ...]] = []
        self._definitions: dict[str, list[ast.stmt]] = {}

    def leave(self, statement: ast.stmt, why: str, sayer: Sayer) -> None:
        """Leave a statement, with the reason."""
        if not self.why[0]:
            self.why = (why, statement.lineno)
        self.statements.append(statement)
        self._touch(statement, sayer)

    def keep(self, statement: ast.stmt, defined: set[str], sayer: Sayer) -> None:
        """Leave a statement that was understood, and defines variables that another needs."""
        self.statements.append(statement)
        for name in defined:
            known = sayer.local.get(name)
            path = path_of(known) if known is not None else None
            if path is not None:
                self._held.append(path)
            elif known is not None:
                self.touched |= field_names(known)

    def check(self, items: list[AssignmentDraft]) -> None:
        """See that some assignments can be made before what is left, although they stood behind it.

        Raises
        ------
        NotSaid
            Raised if not.
        """
        why = "it follows code that is left"
        for item in items:
            path = path_of(item.path) or ()
            names = field_names(item.path, item.value, item.when)
            rebound = item.operator == "=" and any(held[: len(path)] == path for held in self._held)
            if self.whole or names & self.touched or rebound:
                raise NotSaid(item.path, why)

    def needed(self) -> frozenset[int]:
        """Return the definitions, by identity, that the statements that are left need."""
        found: set[int] = set()
        for statement in self.statements:
            loaded = used_names(statement)
            for name in loaded:
                found |= {id(one) for one in self._definitions.get(name, ()) if one.lineno < statement.lineno}
        return frozenset(found - {id(one) for one in self.statements})

    def define(self, statement: ast.stmt, defined: set[str]) -> None:
        """Note a statement that was understood, with the variables that it defines."""
        for name in defined:
            self._definitions.setdefault(name, []).append(statement)

    def _touch(self, statement: ast.stmt, sayer: Sayer) -> None:
        """Note what of the config a statement may read or change."""
        owners = set()
        for node in ast.walk(statement):
            match node:
                case ast.Attribute(value=ast.Name(id=name) as owner, attr=attribute) if (
                    name == self.parameter
                ):
                    owners.add(id(owner))
                    self.touched.add(attribute)
                    self.whole = (
                        self.whole or attribute in self.names.methods or not self._is_field(attribute)
                    )
                case ast.Return() | ast.Yield() | ast.Global() | ast.Nonlocal():
                    self.whole = True
                case ast.Import():
                    self.whole = True  # who knows what importing it does
                case ast.ImportFrom():
                    self.whole = self.whole or not self._is_used(node)
                case ast.Name(id="super" | "__class__"):
                    self.lost = True
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and id(node) not in owners:
                if node.id == self.parameter:
                    self.whole = True
                elif node.id in sayer.local:
                    self.touched |= field_names(sayer.local[node.id])

    def _is_field(self, name: str) -> bool:
        return name in self.names.fields or name == "connections" or self.names.opaque

    def _is_used(self, node: ast.ImportFrom) -> bool:
        """Whether what a statement imports is not there for what importing it does."""
        return all(alias.name[:1].isupper() or alias.asname for alias in node.names)


def used_names(statement: ast.stmt) -> set[str]:
    """Return the variables that a statement reads, those that it adds something to included."""
    found = {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }
    added = (node.target for node in ast.walk(statement) if isinstance(node, ast.AugAssign))
    return found | {target.id for target in added if isinstance(target, ast.Name)}


def stored_names(statement: ast.stmt) -> set[str]:
    """Return the variables that a statement sets."""
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def targets_of(statement: ast.stmt, parameter: str) -> set[str]:
    """Return the variables that a statement sets, or sets something in, other than the config itself."""
    found: set[str] = set()
    for node in ast.walk(statement):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                found.add(name)
            case ast.Attribute(ctx=ast.Store()) | ast.Subscript(ctx=ast.Store()):
                root: ast.expr = node
                while isinstance(root, ast.Attribute | ast.Subscript):
                    root = root.value
                if isinstance(root, ast.Name):
                    found.add(root.id)
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.Import(names=aliases) | ast.ImportFrom(names=aliases):
                found |= {alias.asname or alias.name.partition(".")[0] for alias in aliases}
    return found - {parameter}


def is_super_call(
    statement: ast.stmt, method: ast.FunctionDef, names: ConfigNames
) -> tuple[ast.expr | None] | None:
    """Return whose method a statement calls if it is the one of the base class, else `None`.

    Parameters
    ----------
    statement : `ast.stmt`
        The statement.
    method : `ast.FunctionDef`
        The method it stands in.
    names : `ConfigNames`
        What the attributes of the config are.

    Returns
    -------
    owner : `tuple` or `None`
        The class that is named, in a tuple; `None` in it stands for ``super()``.
    """
    value = statement.value if isinstance(statement, ast.Expr | ast.Return) else None
    parameter = method.args.args[0].arg
    match value:
        case ast.Call(
            func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr=name), args=[], keywords=[]
        ):
            return (None,) if name == method.name else None
        case ast.Call(func=ast.Attribute(value=owner, attr=name), args=[ast.Name(id=first)], keywords=[]):
            if name == method.name and first == parameter and _is_class(owner, names):
                return (owner,)
    return None


def _is_class(node: ast.expr, names: ConfigNames) -> bool:
    """Whether an expression is a base of the config, or looks like a class."""
    if ast.dump(node) in _dumps(names.cls.bases):
        return True
    last = node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""
    return last[:1].isupper()


def _dumps(nodes: Iterable[ast.expr]) -> set[str]:
    return {ast.dump(node) for node in nodes}
