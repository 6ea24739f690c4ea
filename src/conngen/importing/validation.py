"""Reads `validate` of a config: requirements of a `.conn` file, and the code that is none."""

from __future__ import annotations

import ast

from .comments import comments_between
from .configs.branches import (
    Taken,
    as_if,
    is_called,
    is_not,
    is_nothing,
    merge,
    negated,
    rebuilt,
    returns_early,
    uses_super,
)
from .configs.changes import Changes
from .configs.expressions import NotSaid, shown
from .configs.left import is_super_call, targets_of
from .configs.messages import raised
from .configs.names import ConfigNames, MethodFound
from .configs.negation import both, conjuncts, flipped, opposite
from .configs.sayer import Sayer
from .drafts import Hook, Note, RequirementDraft

__all__ = ["read_validation"]

_ROUNDS = 50


def read_validation(method: ast.FunctionDef, names: ConfigNames, inherited: bool | None) -> MethodFound:
    """Read `validate`.

    Parameters
    ----------
    method : `ast.FunctionDef`
        The method.
    names : `ConfigNames`
        What the attributes of the config are.
    inherited : `bool` or `None`
        Whether a base has a `validate` of its own; `None` if that can't be told.

    Returns
    -------
    found : `MethodFound`
        Requirements that together with what is left check what the method does.
    """
    return _Validation(method, names).found()


class _Validation:
    def __init__(self, method: ast.FunctionDef, names: ConfigNames) -> None:
        self.method = method
        self.names = names
        self.file = names.file
        self.parameter = method.args.args[0].arg
        self.items: list[RequirementDraft] = []
        self.notes: list[Note] = []
        self.why: tuple[str, int] = ("", 0)
        self.changes = Changes(self.parameter)
        self.calls_super = False
        self.raises = False
        self.lost = False
        self.pending: list[str] = []

    def found(self) -> MethodFound:
        """Return what the method became."""
        body, line = self.method.body, self.method.body[0].lineno - 1
        line -= len(self.file.comments_before(body[0]))
        if isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
            text = ast.get_docstring(self.method) or ""
            self.pending = [f"# {one}".rstrip() for one in text.splitlines()]
            line, body = body[0].end_lineno or line, body[1:]
        left = self._block(body, Sayer(self.names, self.parameter), (), line, top=True)
        found = MethodFound(list(self.items), [], self.notes)
        found.whole = self.lost or any(uses_super(one) for one in left)
        if self.items:
            self.items[-1].comments += self.pending
        elif not left:
            found.comments = self.pending
        if left:
            found.hooks.append(Hook("validate", self.method, tuple(left), *self.why))
        if not self.calls_super and (self.items or left):
            text = "`validate` of the base class is never called, and checks the fields all the same"
            found.notes.append(Note(self.method.lineno, text))
        return found

    # --- statements ---

    def _block(
        self, body: list[ast.stmt], sayer: Sayer, guards: tuple[ast.expr, ...], line: int, top: bool = False
    ) -> list[ast.stmt]:
        """Take over a block, and return the statements that are left of it.

        Parameters
        ----------
        body : `list` [ `ast.stmt` ]
            The block.
        sayer : `Sayer`
            Says expressions.
        guards : `tuple` [ `ast.expr` ]
            The conditions around it.
        line : `int`
            The last line of what stands before it.
        top : `bool`, optional
            Whether it is the body of the method.
        """
        taken = Taken(self.parameter)
        for index, statement in enumerate(body):
            if top and (owner := is_super_call(statement, self.method, self.names)) is not None:
                self.calls_super = True
                del owner
                continue
            rest = body[index + 1 :]
            if isinstance(statement, ast.Return) and not rest and is_nothing(statement.value) and top:
                break
            self.pending += self._comments(line, statement)
            line = statement.end_lineno or statement.lineno
            if top and returns_early(statement):
                taken.statements += [(one, True) for one in self._early(statement, rest, sayer, guards, line)]
                break
            try:
                left = self._statement(statement, sayer, guards)
            except NotSaid as err:
                left = [self._leave(statement, err, sayer)]
            taken.statements += [(one, True) for one in left] or [(statement, False)]
        return taken.left()

    def _comments(self, line: int, statement: ast.stmt) -> list[str]:
        """Return the comments that belong to a statement: of one with blocks, those before the first."""
        match statement:
            case ast.If(test=header) | ast.Match(cases=[ast.match_case(pattern=header), *_]):
                return comments_between(self.file, line, header)
        return comments_between(self.file, line, statement)

    def _early(
        self,
        statement: ast.stmt,
        rest: list[ast.stmt],
        sayer: Sayer,
        guards: tuple[ast.expr, ...],
        line: int,
    ) -> list[ast.stmt]:
        """Take over what stands behind ``if …: return``; parameters as for `_block`."""
        assert isinstance(statement, ast.If)
        if not rest:
            return []
        if any(uses_super(one) for one in rest):
            self.lost = True
        try:
            condition = opposite(sayer.say(statement.test), self.names.fields)
        except NotSaid as err:
            self._leave(statement, err, sayer)
            for one in rest:
                self._leave(one, err, sayer)
            return [statement, *rest]
        left = self._block(rest, sayer, (*guards, condition), line, top=True)
        if not left:
            return []
        test = ast.copy_location(ast.UnaryOp(ast.Not(), statement.test), statement.test)
        return [rebuilt(test, left, [], statement)]

    def _statement(self, statement: ast.stmt, sayer: Sayer, guards: tuple[ast.expr, ...]) -> list[ast.stmt]:
        """Take over a statement, and return what is left of it.

        Raises
        ------
        NotSaid
            Raised if all of it is.
        """
        match statement:
            case ast.Pass() | ast.Expr(value=ast.Constant()) | ast.AnnAssign(value=None):
                return []
            case ast.Assign(targets=[ast.Name(id=name)], value=value) | ast.AnnAssign(
                target=ast.Name(id=name), value=ast.expr() as value
            ):
                self._define(name, value, sayer)
                return []
            case ast.If():
                return self._if(statement, sayer, guards)
            case ast.Match():
                return self._if(as_if(statement), sayer, guards, statement)
            case ast.For(orelse=[]):
                self._for(statement, sayer, guards)
                return []
            case ast.Raise(exc=error) if guards:
                self._require(error, guards, sayer)
                return []
            case ast.Assert(test=test, msg=ast.expr() as message):
                call = ast.copy_location(
                    ast.Call(ast.Name("AssertionError", ast.Load()), [message], []), message
                )
                self._add(sayer.say(test), both(*guards), call, sayer)
                return []
        raise NotSaid(statement)

    def _define(self, name: str, value: ast.expr, sayer: Sayer) -> None:
        """Note the value of a variable, also of one that only a message can hold."""
        try:
            said = sayer.say(value)
        except NotSaid:
            sayer.forget(name)
            sayer.raw[name] = value
            return
        if self.changes.concern(said):
            raise NotSaid(value, "it follows code that is left")
        sayer.remember(name, said)

    def _if(
        self, node: ast.If, sayer: Sayer, guards: tuple[ast.expr, ...], original: ast.stmt | None = None
    ) -> list[ast.stmt]:
        before = len(self.items)
        condition = sayer.say(node.test)
        if self.changes.concern(condition):
            raise NotSaid(node.test, "it follows code that is left")
        then, other = sayer.copy(), sayer.copy()
        header = node.test.end_lineno or node.lineno
        left = self._block(node.body, then, (*guards, condition), header)
        raises = not left and isinstance(node.body[-1], ast.Raise)
        elif_ = len(node.orelse) == 1 and isinstance(node.orelse[0], ast.If)
        more = guards if raises and elif_ else (*guards, opposite(condition, self.names.fields))
        header = node.body[-1].end_lineno or header
        rest = self._block(node.orelse, other, more, header) if node.orelse else []
        merge(condition, then, other, sayer)
        if not left and not rest:
            return []
        if len(self.items) == before:
            return [original or node]
        return [rebuilt(node.test, left, rest, node)]

    def _for(self, node: ast.For, sayer: Sayer, guards: tuple[ast.expr, ...]) -> None:
        """Take over a loop over a written list; nothing of it can be left."""
        values = sayer.say(node.iter)
        if (
            not isinstance(values, ast.List)
            or len(values.elts) > _ROUNDS
            or not isinstance(node.target, ast.Name)
        ):
            raise NotSaid(node, f"there is a loop over `{shown(node.iter)}`")
        if any(isinstance(one, ast.Return | ast.Break | ast.Continue) for one in ast.walk(node)):
            raise NotSaid(node, f"there is a loop over `{shown(node.iter)}`")
        state = self.items, self.why, self.changes.copy(), self.notes
        self.items, self.notes = list(self.items), list(self.notes)
        for value in values.elts:
            sayer.remember(node.target.id, value)
            if self._block(node.body, sayer, guards, node.end_lineno or node.lineno):
                self.items, self.why, self.changes, self.notes = state
                raise NotSaid(node, f"there is a loop over `{shown(node.iter)}`")

    # --- requirements ---

    def _require(self, error: ast.expr | None, guards: tuple[ast.expr, ...], sayer: Sayer) -> None:
        """Add what has to hold for an exception not to be raised."""
        before, condition = self._split(conjuncts(guards[-1]))
        self._add(condition, both(*guards[:-1], *before), error, sayer)

    def _split(self, parts: list[ast.expr]) -> tuple[list[ast.expr], ast.expr]:
        """Return the parts of a condition under which something has to hold, and what that is.

        The order stays: a part may only be asked for where those before it hold.
        """
        turned = [flipped(one, self.names.fields) for one in parts]
        if turned[-1] is None:
            if any(turned) or len(parts) == 1:
                return parts[:-1], negated(parts[-1])
            whole = both(*parts)
            assert whole is not None
            return [], negated(whole)
        start = len(parts) - 1
        while start > 0 and is_not(parts[start]) and is_not(parts[start - 1]):
            start -= 1
        held = [one for one in turned[start:] if one is not None]
        if len(held) == 1:
            return parts[:start], held[0]
        return parts[:start], ast.copy_location(ast.BoolOp(ast.Or(), held), held[0])

    def _add(self, condition: ast.expr, when: ast.expr | None, error: ast.expr | None, sayer: Sayer) -> None:
        found = raised(error, sayer)
        if self.raises:
            # What is left comes last, and the first error is the one that a user sees.
            raise NotSaid(condition, "it follows code that raises errors of its own")
        if self.changes.concern(condition, when, found.message):
            raise NotSaid(condition, "it follows code that is left")
        line = error.lineno if error is not None else self.method.lineno
        self.notes += [Note(line, text) for text in found.changes]
        raises = None if found.cls == "FieldValidationError" else found.node
        self.items.append(RequirementDraft(condition, found.message, when, self.pending, raises))
        self.pending = []

    # --- what is left ---

    def _leave(self, statement: ast.stmt, err: NotSaid, sayer: Sayer) -> ast.stmt:
        """Leave a statement."""
        if not self.why[0]:
            self.why = (err.why, getattr(err.node, "lineno", statement.lineno))
        self.pending = []
        for name in targets_of(statement, self.parameter):
            sayer.forget(name)
        for node in ast.walk(statement):
            known = sayer.local.get(node.id) if isinstance(node, ast.Name) else None
            if (
                isinstance(node, ast.Name)
                and isinstance(known, ast.List | ast.Dict)
                and is_called(node, statement)
            ):
                sayer.forget(node.id)
            self.changes.note(node, sayer)
            self.lost = self.lost or isinstance(node, ast.Return)
            self.raises = self.raises or isinstance(node, ast.Raise | ast.Assert)
        return statement
