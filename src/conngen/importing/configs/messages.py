"""The message of an exception, as a `.conn` file has it: a string, or an f-string over the config."""

from __future__ import annotations

import ast
import copy
import re

from ...records import dataclass, field
from ..python_file import dotted_name
from .expressions import NotSaid, joined
from .sayer import Sayer

__all__ = ["Raised", "raised"]

_FORMAT = re.compile(r"%%|%[-+ #0]*\d*(?:\.\d+)?[a-zA-Z]")
_FIELD = re.compile(r"\{\{|\}\}|\{(?P<name>[^{}:!]*)(?P<rest>[:!][^{}]*)?\}")


@dataclass
class Raised:
    """An exception that is raised.

    Parameters
    ----------
    cls : `str`
        The name of its class.
    message : `ast.expr`
        Its message.
    node : `ast.expr`
        The class.
    changes : `list` [ `str` ]
        What is different about it.
    """

    cls: str
    message: ast.expr
    node: ast.expr
    changes: list[str] = field(default_factory=list)


def raised(node: ast.expr | None, sayer: Sayer) -> Raised:
    """Return what an exception says.

    Parameters
    ----------
    node : `ast.expr`
        What is raised.
    sayer : `Sayer`
        Says expressions.

    Raises
    ------
    NotSaid
        Raised if its message can't be told.
    """
    if not isinstance(node, ast.Call):
        raise NotSaid(node if node is not None else ast.Raise(), "an exception has no message")
    cls = (dotted_name(node.func) or "").rpartition(".")[2]
    keywords = {keyword.arg: keyword.value for keyword in node.keywords}
    if cls == "FieldValidationError":
        message = node.args[2] if len(node.args) == 3 else keywords.get("msg")
        rest: list[ast.expr] = []
    else:
        message, rest = (node.args[0], node.args[1:]) if node.args and not keywords else (None, [])
    if message is None or not cls:
        raise NotSaid(node, "an exception has no message")
    found = Raised(cls, message, node.func)
    loose = _Loose(sayer, found.changes)
    if rest:
        found.changes.append("a message is filled in, which the original leaves as it is")
        message = ast.copy_location(ast.BinOp(message, ast.Mod(), ast.Tuple(list(rest), ast.Load())), node)
    found.message = loose.say(message)
    return found


class _Loose:
    """Says messages: without formats and `repr`, for which a `.conn` file has no words.

    Parameters
    ----------
    sayer : `Sayer`
        Says expressions.
    changes : `list` [ `str` ]
        Takes what is different.
    """

    def __init__(self, sayer: Sayer, changes: list[str]) -> None:
        self.sayer = sayer
        self.changes = changes

    def say(self, node: ast.expr) -> ast.expr:
        said = self.sayer.say(self._loosened(node))
        match said:
            case ast.Constant(value=str(text)) if text:
                return said
            case ast.JoinedStr():
                return said
            case ast.Constant(value=str()):
                raise NotSaid(node, "an exception has no message")
        return joined([ast.copy_location(ast.FormattedValue(said, -1), node)], node)

    def _loosened(self, node: ast.expr) -> ast.expr:
        """Return a string without formats, and without ``self.config``, which a config does not have."""
        found = _Loosener(self).visit(copy.deepcopy(node))
        assert isinstance(found, ast.expr)
        return found


class _Loosener(ast.NodeTransformer):
    def __init__(self, loose: _Loose) -> None:
        self.loose = loose

    def _changed(self, text: str = "a message has no formats any more") -> None:
        if text not in self.loose.changes:
            self.loose.changes.append(text)

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        names, parameter = self.loose.sayer.names, self.loose.sayer.parameter
        match node.value:
            case ast.Attribute(value=ast.Name(id=outer), attr="config") if outer == parameter:
                if "config" not in names.fields and node.attr in names.fields:
                    self._changed(f"`self.config.{node.attr}` in a message is taken for `self.{node.attr}`")
                    return ast.copy_location(ast.Attribute(node.value.value, node.attr, ast.Load()), node)
        self.generic_visit(node)
        return node

    def visit_Name(self, node: ast.Name) -> ast.expr:
        raw = self.loose.sayer.raw.get(node.id)
        found = self.visit(copy.deepcopy(raw)) if raw is not None else node
        assert isinstance(found, ast.expr)
        return found

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        self.generic_visit(node)
        match node:
            case ast.BinOp(left=ast.Constant(value=str() as text), op=ast.Mod()):
                plain = _FORMAT.sub(lambda match: match[0] if match[0] == "%%" else "%s", text)
                if plain != _FORMAT.sub(lambda match: "%s" if match[0] in ("%d", "%i") else match[0], text):
                    self._changed()
                node.left = ast.copy_location(ast.Constant(plain), node.left)
        return node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Turn ``"{}".format(x)`` into an f-string."""
        self.generic_visit(node)
        match node.func:
            case ast.Attribute(value=ast.Constant(value=str() as text), attr="format"):
                return self._format(node, text)
        return node

    def _format(self, node: ast.Call, text: str) -> ast.expr:
        keywords = {keyword.arg: keyword.value for keyword in node.keywords}
        parts: list[ast.expr] = []
        last = count = 0
        for match in _FIELD.finditer(text):
            parts.append(ast.Constant(text[last : match.start()]))
            last = match.end()
            if match["name"] is None:
                parts.append(ast.Constant(match[0][0]))
                continue
            name = match["name"] or str(count)
            count += 1
            value = keywords.get(name)
            if value is None and name.isdecimal() and int(name) < len(node.args):
                value = node.args[int(name)]
            if value is None:
                raise NotSaid(node)
            if match["rest"]:
                self._changed()
            parts.append(ast.FormattedValue(value, -1))
        parts.append(ast.Constant(text[last:]))
        kept = [one for one in parts if not (isinstance(one, ast.Constant) and one.value == "")]
        return ast.fix_missing_locations(ast.copy_location(ast.JoinedStr(kept), node))
