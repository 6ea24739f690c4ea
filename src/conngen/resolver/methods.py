"""The methods of a Connections class that are attached by dotted name, or by the connections they return."""

from __future__ import annotations

from collections.abc import Iterable

from ..checks.codes import BAD_VALUE, DUPLICATE_NAME, UNKNOWN_NAME
from ..diagnostics import did_you_mean
from ..model import Value
from ..syntax import tree
from ..vocabulary import METHODS, Takes
from .flags import FlagReader, found_words, leaves
from .scope import Context, Names

__all__ = ["MethodsReader"]


class MethodsReader:
    """Resolves the methods of one class.

    Parameters
    ----------
    names : `Names`
        What names stand for.
    """

    def __init__(self, names: Names) -> None:
        self.names = names
        self.report = names.report
        self.flags = FlagReader(names)
        self.found: dict[str, Value] = {}
        self._named: list[tuple[str, tree.String]] = []

    def add(self, name: str, item: tree.Assignment) -> None:
        """Take over ``method = value``."""
        if name in self.found:
            related = [(self.found[name].where or self.found[name].place, "first given here")]
            self.report.add(DUPLICATE_NAME, item.path, name=name, related=related)
            return
        value = self._value(name, item.value, item)
        if value is not None:
            self.found[name] = value

    def _value(self, name: str, node: tree.Expression, item: tree.Node) -> Value | None:
        if METHODS[name].takes is Takes.NAMES and isinstance(node, tree.Ternary):
            return self._chosen(name, node, item)
        if METHODS[name].takes is not Takes.NAMES or not isinstance(node, tree.List):
            return self.flags.value(METHODS[name].takes, name, node, item, Context())
        strings = [one for one in node.elements if isinstance(one, tree.String) and one.parts is None]
        if len(strings) < len(node.elements):
            takes, help = "names of connections in quotes", 'write them like `["exposure", "catalog"]`'
            self.report.add(BAD_VALUE, node, name=f"`{name}`", takes=takes, found="other values", help=help)
            return None
        self._named += [(name, one) for one in strings]
        return Value(self.report.at(node), tuple(one.value for one in strings), where=self.report.at(item))

    def _chosen(self, name: str, node: tree.Ternary, item: tree.Node) -> Value | None:
        """Return lists of connections among which conditions on the config choose."""
        for one in leaves(node):
            if not isinstance(one, tree.List):
                takes = "lists of connections to choose from"
                found = found_words(one)
                self.report.add(BAD_VALUE, one, name=f"`{name}`", takes=takes, found=found)
                return None
            if self._value(name, one, item) is None:
                return None
        expression = self.names.expression(node, Context())
        return Value(self.report.at(node), (), expression, self.report.at(item))

    def check(self, connections: Iterable[str]) -> None:
        """See that the connections that are named exist."""
        legal = list(connections)
        for method, node in self._named:
            if node.value in legal or node.value in self.report.broken:
                continue
            hint = did_you_mean(node.value, legal)
            hint |= {"fix": f'"{hint["fix"]}"'} if hint else {}
            self.report.add(UNKNOWN_NAME, node, what=f"connection for `{method}`:", name=node.value, **hint)
