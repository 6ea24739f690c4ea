"""Follows the statements of an `__init__` for all configs at once, without running them."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from . import formulas
from .assignments import Assignments
from .calls import Calls
from .conditions import possible
from .context import Context
from .known import Unsayable
from .loops import Loops
from .patterns import cases
from .requirements import require
from .state import State, joined
from .values import Thing, Value

__all__ = ["Machine", "leaves"]

_DEEPEST = 6
"""How many functions are followed, one inside of the other."""
_MOST_STATEMENTS = 20_000
"""How many statements are followed, those of loops each time."""
_LOSSES = ("warnings.warn", "print")
_LOGGERS = ("log", "logger", "_log", "_LOG", "LOG", "logging", "_logger")


def leaves(node: ast.AST, loop: bool = False) -> bool:
    """Whether a statement may leave its block early, other than by raising."""
    for inner in ast.iter_child_nodes(node):
        match inner:
            case ast.Return():
                return True
            case ast.Continue() | ast.Break() if not loop:
                return True
            case ast.For() | ast.While() if leaves(inner, True):
                return True
            case ast.FunctionDef() | ast.For() | ast.While() | ast.expr():
                pass
            case _ if leaves(inner, loop):
                return True
    return False


class Machine:
    """Follows statements.

    Parameters
    ----------
    context : `Context`
        What is around them.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.calls = Calls(context, self.inline)
        self.evaluator = self.calls.evaluator
        self.mutations = self.calls.mutations
        self.assignments = Assignments(context, self.evaluator, self.mutations)
        self.loops = Loops(self)
        self.depth = 0
        self.count = 0

    # --- blocks ---

    def block(self, body: Sequence[ast.stmt], state: State) -> State | None:
        """Return what holds behind some statements; `None` if they raise, whatever the config is."""
        for i, node in enumerate(body):
            if state.left:
                return state
            if isinstance(node, ast.If | ast.Match) and leaves(node):
                return self.statement(node, state, body[i + 1 :])
            following = self.statement(node, state)
            if following is None:
                return None
            state = following
        return state

    def statement(self, node: ast.stmt, state: State, rest: Sequence[ast.stmt] = ()) -> State | None:
        """Return what holds behind a statement.

        Parameters
        ----------
        node : `ast.stmt`
            The statement.
        state : `State`
            What holds before it, which is changed.
        rest : sequence of `ast.stmt`, optional
            What follows in its block, if it may leave that early: it is followed in each branch then.
        """
        self.context.node, self.context.line = node, node.lineno
        self.count += 1
        if self.count > _MOST_STATEMENTS:
            raise Unsayable("too much to follow")
        try:
            return self._statement(node, state, rest)
        except Unsayable as err:
            err.line = err.line or node.lineno
            raise
        except RecursionError:
            raise Unsayable("too much to follow") from None

    def _statement(self, node: ast.stmt, state: State, rest: Sequence[ast.stmt]) -> State | None:
        match node:
            case ast.Pass() | ast.Import() | ast.ImportFrom() | ast.Expr(value=ast.Constant()):
                return state
            case ast.AnnAssign(value=None):
                return state
            case ast.Expr(value=value):
                return self._expression(value, state)
            case ast.Assign() | ast.AnnAssign() | ast.AugAssign() | ast.Delete():
                self.assignments.follow(node, state)
                return state
            case ast.FunctionDef(name=name):
                state.names[name] = self.assignments.function(node)
                return state
            case ast.If(test=test, body=body, orelse=orelse):
                return self._if(node, test, [*body, *rest], [*orelse, *rest], state)
            case ast.Match():
                return self._match(node, state, rest)
            case ast.For():
                return self.loops.follow(node, state)
            case ast.Return(value=value):
                state.result = None if value is None else self.evaluator.value(value, state)
                state.left = "return"
                return state
            case ast.Continue() | ast.Break():
                state.left = type(node).__name__.lower()
                return state
            case ast.Raise():
                self._raise(node, state)
                return None
            case ast.Assert(test=test, msg=message):
                return self._assert(test, message, state)
        raise Unsayable(f"`{type(node).__name__.lower()}`")

    # --- branches ---

    def _if(
        self,
        node: ast.stmt,
        test: ast.expr,
        then: Sequence[ast.stmt],
        otherwise: Sequence[ast.stmt],
        state: State,
    ) -> State | None:
        """Follow both branches, or the one that is taken."""
        decided = self._type_check(test, then, otherwise, state)
        if decided is not None:
            return self.block(then if decided else otherwise, state)
        return self.branch(self.evaluator.test(test, state), then, otherwise, state)

    def branch(
        self, test: ast.expr, then: Sequence[ast.stmt], otherwise: Sequence[ast.stmt], state: State
    ) -> State | None:
        """Follow statements by a condition, and others by its opposite."""
        _check_condition(test)
        known = formulas.holds(test)
        for side, one in ((False, test), (True, formulas.negated(test))):
            reached = formulas.both(*state.path, one)
            if known is None and not possible(reached, self.context.known.fields, self.context.given):
                known = side
        if known is not None:
            return self.block(then if known else otherwise, state)
        first = self.block(then, state.within(test))
        second = self.block(otherwise, state.within(formulas.negated(test)))
        return joined(test, self._level(first), self._level(second), state)

    def _level(self, state: State | None) -> State | None:
        """Return a state at the end of a block, where a `return` or `continue` is no longer early."""
        if state is not None and state.left == ("continue" if self.loops.inside else "return"):
            state.left = ""
        return state

    def _type_check(
        self, test: ast.expr, then: Sequence[ast.stmt], otherwise: Sequence[ast.stmt], state: State
    ) -> bool | None:
        """Return how a question for the class of the config turns out, if the other branch only raises."""
        wanted = True
        inner = test
        while isinstance(inner, ast.UnaryOp) and isinstance(inner.op, ast.Not):
            inner, wanted = inner.operand, not wanted
        if not self._asks_class(inner, state):
            return None
        other = otherwise if wanted else then
        if len(other) > 0 and isinstance(other[0], ast.Raise):
            self.context.note("the class of the config is checked, which is the right one anyway")
            return wanted
        return None

    def _asks_class(self, test: ast.expr, state: State) -> bool:
        match test:
            case ast.Call(func=ast.Name(id="isinstance"), args=[value, _]):
                return self.evaluator.value(value, state) is Thing.CONFIG
        return False

    def _match(self, node: ast.Match, state: State, rest: Sequence[ast.stmt]) -> State | None:
        """Follow the cases of a `match` as a chain of conditions."""
        subject = self.evaluator.value(node.subject, state)
        return self._cases(subject, node.cases, state, rest)

    def _cases(
        self, subject: Value, left: Sequence[ast.match_case], state: State, rest: Sequence[ast.stmt]
    ) -> State | None:
        if not left:
            return self.block(rest, state)
        case, *others = left
        test, bound = cases(case.pattern, subject, lambda one: self.evaluator.value(one, state))
        inner = state.copy()
        inner.names.update(bound)
        if case.guard is not None:
            test = formulas.both(test, self.evaluator.test(case.guard, inner))
        _check_condition(test)
        known = formulas.holds(test)
        fields = self.context.known.fields
        if known is False or not possible(formulas.both(*state.path, test), fields, self.context.given):
            return self._cases(subject, others, state, rest)
        if known is True:
            return self.block([*case.body, *rest], inner)
        inner.path = (*state.path, test)
        first = self.block([*case.body, *rest], inner)
        second = self._cases(subject, others, state.within(formulas.negated(test)), rest)
        return joined(test, self._level(first), self._level(second), state)

    # --- what raises ---

    def _raise(self, node: ast.Raise, state: State) -> None:
        if self.context.loops:
            raise Unsayable("an error is raised in a loop over what only the config knows")
        require(node.exc, state, self.context, self.evaluator)

    def _assert(self, test: ast.expr, message: ast.expr | None, state: State) -> State | None:
        if self._asks_class(test, state):
            return state
        condition = self.evaluator.test(test, state)
        _check_condition(condition)
        if formulas.holds(condition) is True:
            return state
        inner = state.within(formulas.negated(condition))
        kind = ast.Name("AssertionError", ast.Load())
        error = ast.Call(kind, [] if message is None else [message], [])
        self._raise(ast.Raise(error, None), inner)
        return state

    # --- calls that stand alone ---

    def _expression(self, node: ast.expr, state: State) -> State | None:
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")), attr="__init__")):
                return state
            case ast.Call(
                func=ast.Attribute(attr="__init__") as function, args=[ast.Name() as first, *_]
            ) if (
                state.names.get(first.id) is Thing.SELF and self.context.file.qualified(function) is not None
            ):
                return state
            case ast.Call(func=ast.Name(id="setattr"), args=[target, name, value], keywords=[]):
                self.assignments.set_attribute(target, name, value, state)
                return state
            case ast.Call(func=ast.Name(id="delattr"), args=[target, name], keywords=[]):
                self.assignments.delete_attribute(target, name, state)
                return state
            case ast.Call(func=ast.Attribute(value=value, attr="validate"), args=[], keywords=[]) if (
                self.evaluator.value(value, state) is Thing.CONFIG
            ):
                self.context.note(
                    "`config.validate()` is not taken over: a config is validated when it is used", True
                )
                return state
            case ast.Call() if self._is_loss(node):
                text = " ".join(ast.unparse(node).split())
                self.context.note(f"`{text if len(text) < 80 else text[:79] + '…'}` is left out", True)
                return state
        self.evaluator.value(node, state)
        return state

    def _is_loss(self, node: ast.Call) -> bool:
        """Whether a call only tells a user something."""
        full = self.context.file.qualified(node.func) or ""
        logger = full.rpartition(".")[0].rpartition(".")[2]
        return full in _LOSSES or (logger in _LOGGERS and full not in self.context.file.imports)

    # --- functions ---

    def inline(
        self,
        definition: ast.FunctionDef,
        positional: Sequence[Value],
        named: Mapping[str, Value],
        state: State,
    ) -> Value:
        """Return what a function returns, and let it do what it does."""
        if self.depth >= _DEEPEST:
            raise Unsayable(f"`{definition.name}`, which calls itself")
        local = self.assignments.bound(definition, positional, named, state)
        node, line, outer = self.context.node, self.context.line, state.names
        kept = {name: value for name, value in outer.items() if name.startswith("self.")}
        inside, self.loops.inside = self.loops.inside, 0
        self.depth += 1
        inner = state.copy()
        inner.names = {**local, **kept}
        try:
            found = self.block(definition.body, inner)
        finally:
            self.depth -= 1
            self.loops.inside = inside
            self.context.node, self.context.line = node, line
        if found is None:
            raise Unsayable(f"`{definition.name}`, which always raises")
        for name in ("dimensions", "made", "there", "held"):
            setattr(state, name, getattr(found, name))
        state.names = {
            **outer,
            **{name: one for name, one in found.names.items() if name.startswith("self.")},
        }
        return found.result if found.result is not None else formulas.NONE


def _check_condition(test: ast.expr) -> None:
    """Refuse a condition on what the config does not tell."""
    for node in ast.walk(test):
        if isinstance(node, ast.Name) and node.id == "self":
            raise Unsayable(f"a condition on `{ast.unparse(test)}`")
        if isinstance(node, ast.FormattedValue) and (node.conversion != -1 or node.format_spec is not None):
            raise Unsayable("a condition on a string with a format")
