"""Reads `setDefaults` of a config: assignments of a `.conn` file, in order, and the code that is none."""

from __future__ import annotations

import ast

from .comments import comments_between, comments_on
from .configs.defaults_state import (
    State,
    check_groups,
)
from .configs.expressions import NotSaid, field_names, path_of, shown
from .configs.field_calls import is_none
from .configs.left import Left, is_super_call, stored_names, targets_of
from .configs.names import ConfigNames, MethodFound
from .configs.sayer import Sayer
from .configs.statements import Statements
from .drafts import AssignmentDraft, Hook, Note

__all__ = ["read_defaults"]


def read_defaults(method: ast.FunctionDef, names: ConfigNames, inherited: bool | None) -> MethodFound:
    """Read `setDefaults`.

    Parameters
    ----------
    method : `ast.FunctionDef`
        The method.
    names : `ConfigNames`
        What the attributes of the config are.
    inherited : `bool` or `None`
        Whether a base has defaults of its own to set; `None` if that can't be told.

    Returns
    -------
    found : `MethodFound`
        Assignments that together with what is left do what the method does, if that runs behind them.
    """
    kept: frozenset[int] = frozenset()
    while True:
        run = _Run(method, names, kept)
        run.read()
        needed = kept | run.left.needed()
        if needed == kept or run.left.lost:
            return run.found(inherited)
        kept = needed


class _Run:
    """One pass over the method.

    Parameters
    ----------
    kept : `frozenset` [ `int` ]
        The statements, by identity, that the code that is left needs too: definitions of its variables.
    """

    def __init__(self, method: ast.FunctionDef, names: ConfigNames, kept: frozenset[int]) -> None:
        self.method = method
        self.names = names
        self.file = names.file
        self.kept = kept
        parameter = method.args.args[0].arg
        self.state = State(Sayer(names, parameter))
        self.left = Left(names, parameter)
        self.items: list[AssignmentDraft] = []
        self.reader = Statements(names, method, self._is_touched)
        self.pending: list[str] = []
        self.super_first: bool | None = None
        self.super_line = 0
        self.skipped = ""

    def read(self) -> None:
        """Take over the statements, one after the other."""
        line = self.method.body[0].lineno - 1
        line -= len(self.file.comments_before(self.method.body[0]))
        for index, statement in enumerate(self.method.body):
            comments = comments_between(self.file, line, statement)
            line = statement.end_lineno or statement.lineno
            if index == 0 and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
                text = ast.get_docstring(self.method) or ""
                self.pending += [f"# {one}".rstrip() for one in text.splitlines()]
                continue
            self._top(statement, comments, index == len(self.method.body) - 1)
        trailing = [*self.pending, *comments_on(self.file, line + 1, self._end(line))]
        self.pending = trailing if not self.items else []
        if self.items:
            self.items[-1].comments += trailing

    def _end(self, line: int) -> int:
        """Return the last comment line behind the method that is indented like its body."""
        column = self.method.body[0].col_offset
        while line in range(len(self.file.lines)):
            text = self.file.lines[line]
            if text.strip() and len(text) - len(text.lstrip()) < column:
                break
            line += 1
        return line

    def _top(self, statement: ast.stmt, comments: list[str], last: bool) -> None:
        """Take over a statement of the method itself."""
        call = is_super_call(statement, self.method, self.names)
        if call is not None:
            self._super(call[0], statement)
            self.pending += comments
            return
        if (
            last
            and isinstance(statement, ast.Return)
            and (statement.value is None or is_none(statement.value))
        ):
            return
        state = self.state.copy()
        try:
            items = self.reader.read(statement, state)
            if items and id(statement) in self.kept:
                raise NotSaid(statement, "it defines what code that is left needs")
            self.left.check(items)
            check_groups(self.items, items)
        except NotSaid as err:
            self._leave(statement, err)
            self.pending = []
            return
        defined = state.defined_since(self.state) | stored_names(statement)
        self.state = state
        self.pending += self._overwritten(items)
        for one in (comment for item in items for comment in item.comments):
            if one in comments:  # it stands inside, with what it is about
                comments.remove(one)
        self.pending += comments
        if items:
            items[0].comments[:0] = self.pending
            self.pending = []
        self.items += items
        self.left.define(statement, defined)
        if id(statement) in self.kept:
            self.left.keep(statement, defined, state.sayer)

    def _overwritten(self, items: list[AssignmentDraft]) -> list[str]:
        """Take away a last assignment that only cleared what is set now, and return its comments."""
        if not items or not self.items or items[0].operator != "=" or items[0].when is not None:
            return []
        last = self.items[-1]
        empty = (
            isinstance(last.value, ast.List)
            and not last.value.elts
            and last.operator == "="
            and last.when is None
        )
        if (
            not empty
            or path_of(last.path) != path_of(items[0].path)
            or field_names(last.path) & field_names(items[0].value)
        ):
            return []
        return self.items.pop().comments

    def _super(self, owner: ast.expr | None, statement: ast.stmt) -> None:
        self.super_first = not self.items and not self.left.statements
        self.super_line = statement.lineno
        bases = [ast.dump(base) for base in self.names.cls.bases]
        if owner is not None and ast.dump(owner) not in bases:
            self.skipped = shown(owner)

    def _leave(self, statement: ast.stmt, err: NotSaid) -> None:
        self.left.leave(statement, err.why, self.state.sayer)
        for name in targets_of(statement, self.left.parameter):
            self.state.forget(name)
        for node in ast.walk(statement):  # a list or a dictionary may be changed in there
            known = self.state.sayer.local.get(node.id) if isinstance(node, ast.Name) else None
            if isinstance(node, ast.Name) and isinstance(known, ast.List | ast.Dict):
                self.state.forget(node.id)

    def _is_touched(self, field: str) -> bool:
        """Whether something is set already in the part of the config that a field holds."""
        return (
            field in self.left.touched
            or self.left.whole
            or any(field in field_names(one.path) for one in self.items)
        )

    # --- the result ---

    def found(self, inherited: bool | None) -> MethodFound:
        """Return what the method became."""
        found = MethodFound(list(self.items), [], list(self.reader.notes), list(self.pending), self.left.lost)
        if self.left.statements:
            why, line = self.left.why
            found.hooks.append(Hook("setDefaults", self.method, tuple(self.left.statements), why, line))
        if inherited is not False and self.items and not self.super_first:
            found.notes.append(Note(self.method.lineno, self._about_super()))
        elif inherited is not False and self.skipped:
            found.notes.append(Note(self.super_line, self._about_super()))
        return found

    def _about_super(self) -> str:
        if self.skipped:
            return f"`{self.skipped}.setDefaults` passes over bases, whose defaults are set all the same"
        if self.super_first is None:
            return "`setDefaults` of the base class is never called, and its defaults are set all the same"
        return "`setDefaults` of the base class is called first, and not behind other defaults"
