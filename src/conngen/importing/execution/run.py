"""Follows a whole `__init__`, with those of the bases before it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from ..drafts import ConnectionDraft, LoopDraft
from ..python_file import PythonFile
from . import formulas
from .conditions import possible
from .context import Context
from .effects import effects_of, leftover, looked_at
from .known import Executed, Known, Unsayable
from .machine import Machine, leaves
from .outcome import put_down
from .remarks import remarks
from .state import State
from .values import Thing

__all__ = ["execute"]


def execute(method: ast.FunctionDef | None, file: PythonFile, known: Known) -> Executed:
    """Follow the `__init__` of a Connections class.

    Parameters
    ----------
    method : `ast.FunctionDef` or `None`
        The method; `None` for a class that has none of its own, for what those of its bases do with what it declares.
    file : `PythonFile`
        The module it stands in.
    known : `Known`
        What the class has at class level.

    Returns
    -------
    executed : `Executed`
        What it does.
    """
    if method is None:
        return _of_bases(Context(file, known, None, line=1))
    return _Run(method, file, known).result()


def _of_bases(context: Context) -> Executed:
    """Return what the `__init__` of the bases do with what a class declares itself."""
    state = context.start()
    _follow_bases(Machine(context), state)
    try:
        return put_down(state, context, context.file.tree)
    except Unsayable as err:
        context.note(f"what the bases make of the connections of this class: {err.why}", True)
        return Executed(notes=context.notes)


class _Run:
    def __init__(self, method: ast.FunctionDef, file: PythonFile, known: Known) -> None:
        self.method = method
        self.file = file
        self.context = Context(file, known, _owner(method, file))
        self.machine = Machine(self.context)
        self.body = [one for one in method.body if not _is_plain(one)]
        self.this = method.args.args[0].arg if method.args.args else "self"
        self.left: dict[int, Unsayable] = {}
        self.context.line = method.lineno

    def result(self) -> Executed:
        """Return what the method does; all of it is left if it can't be told apart."""
        try:
            state = self._followed()
            rest = leftover(self.body, self.left, self.this) if self.left else ()
            if rest is None or not self._can_follow(rest, state):
                raise next(iter(self.left.values()))
            executed = put_down(state, self.context, self.method)
        except Unsayable as err:
            return self._all_left(err)
        if self.left:
            first = next(iter(self.left.values()))
            executed.leftover, executed.why, executed.line = rest, first.why, first.line
        self._remark(executed)
        return executed

    def _all_left(self, err: Unsayable) -> Executed:
        """Return the whole method as what is left, behind what the bases do."""
        executed = Executed()
        if any(_calls_super(one) for one in self.body):
            executed = _of_bases(Context(self.file, self.context.known, self.context.owner))
        executed.leftover = tuple(one for one in self.body if not _calls_super(one))
        executed.why, executed.line = err.why, err.line or self.method.lineno
        return executed

    def _start(self) -> State:
        state = self.context.start()
        if any(_calls_super(one) for one in self.body):
            _follow_bases(self.machine, state)
        elif self.context.known.inherited:
            text = (
                "the `__init__` of the bases is not called here; what they decide from the config holds now"
            )
            self.context.note(text, True)
        state.names = dict(_parameters(self.method))
        return state

    def _followed(self) -> State:
        """Follow the statements, and leave those that are not understood."""
        state = self._start()
        for i, node in enumerate(self.body):
            effects = effects_of(node, self.this)
            if any(effects.needs(effects_of(self.body[other], self.this)) for other in self.left):
                blamed = Unsayable("it has to do with what could not be said")
                blamed.line = node.lineno
                self.left[i] = blamed
                continue
            before, mark = state.copy(), self.context.mark()
            early = isinstance(node, ast.If | ast.Match) and leaves(node)
            try:
                following = self.machine.statement(node, state, self.body[i + 1 :] if early else ())
            except Unsayable as err:
                if early:
                    raise
                self.context.rewind(mark)
                state = before
                self.left[i] = err
                continue
            if following is None:
                raise Unsayable("it raises, whatever the config says")
            state = following
            if early or state.left:
                break
        return state

    def _can_follow(self, rest: Sequence[ast.stmt], state: State) -> bool:
        """Whether what is left can be done at the end: it may look at what was only taken out of a set."""
        names = {name for node in rest for name in looked_at(node, self.this)}
        context = self.context
        for name in state.made if None in names else names & state.made.keys():
            assert name is not None
            gone = formulas.negated(context.present(name, state))
            if possible(
                formulas.both(context.present(name, state, held=True), gone),
                context.known.fields,
                context.given,
            ):
                return False
        return True

    # --- comments ---

    def _remark(self, executed: Executed) -> None:
        loops = {node: draft for draft in executed.added if (node := self._node_of(draft)) is not None}
        names = [*self.context.known.connections, *self.context.origin]
        about, apart = remarks(self.method, self.file, names, executed.leftover, list(loops))
        executed.comments = about
        for node, comments in apart.items():
            loops[node].comments += comments

    def _node_of(self, draft: LoopDraft | ConnectionDraft) -> ast.stmt | None:
        return draft.node if isinstance(draft, ConnectionDraft) else self.context.places.get(id(draft))


def _follow_bases(machine: Machine, state: State) -> None:
    """Follow the `__init__` of the bases, as far as it is understood, and take what they do for given."""
    context = machine.context
    chain: list[tuple[PythonFile, ast.FunctionDef]] = []
    for file, method in context.known.inherited:
        chain.append((file, method))
        if not any(_calls_super(one) for one in method.body):
            break
    outer = context.file, context.owner
    line = context.line
    unread: list[str] = []
    for file, method in reversed(chain):
        context.file, context.owner = file, _owner(method, file)
        state.names = dict(_parameters(method))
        for nodes, err in _follow_base(machine, [one for one in method.body if not _is_plain(one)], state):
            if any(_concerns(node, method, context) for node in nodes):
                unread.append(err.why)
        state.path, state.left, state.result = (), "", None
    context.file, context.owner = outer
    context.inherit(state)
    context.line = line
    for why in unread:
        context.note(f"what a base does with what is declared here is not understood: {why}", True)


def _concerns(node: ast.stmt, method: ast.FunctionDef, context: Context) -> bool:
    """Whether a statement of a base may have to do with what the class declares itself."""
    own = {name for name, known in context.known.connections.items() if known.own}
    own |= {"dimensions"} if context.gives_dimensions else set()
    effects = effects_of(node, method.args.args[0].arg if method.args.args else "self")
    return bool(own) and (effects.everything or bool(effects.touched & own))


def _follow_base(
    machine: Machine, body: Sequence[ast.stmt], state: State
) -> Iterator[tuple[Sequence[ast.stmt], Unsayable]]:
    """Follow the statements of one base, and yield those that are not understood."""
    for i, node in enumerate(body):
        before, mark = state.copy(), machine.context.mark()
        early = isinstance(node, ast.If | ast.Match) and leaves(node)
        try:
            following = machine.statement(node, state, body[i + 1 :] if early else ())
        except Unsayable as err:
            machine.context.rewind(mark)
            following = before
            for name in effects_of(node, "self").stored:
                following.names.pop(name, None)
            yield body[i:] if early else [node], err
        if following is not None:
            state.become(following)
        if early or state.left or following is None:
            return


def _parameters(method: ast.FunctionDef) -> Iterator[tuple[str, Thing]]:
    """Yield what the parameters of an `__init__` are."""
    arguments = method.args
    positional = [one.arg for one in arguments.args]
    yield positional[0] if positional else "self", Thing.SELF
    names = [*positional[1:], *(one.arg for one in arguments.kwonlyargs)]
    if names:
        yield "config" if "config" in names else names[0], Thing.CONFIG
    if arguments.kwarg:
        yield arguments.kwarg.arg, Thing.KEYWORDS


def _owner(method: ast.FunctionDef, file: PythonFile) -> ast.ClassDef | None:
    """Return the class of a method."""
    classes = (one for one in ast.walk(file.tree) if isinstance(one, ast.ClassDef))
    return next((one for one in classes if any(inner is method for inner in one.body)), None)


def _is_plain(node: ast.stmt) -> bool:
    """Whether a statement is a docstring, or does nothing."""
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _calls_super(node: ast.stmt) -> bool:
    """Whether a statement calls the `__init__` of the bases: with ``super()``, or by the name of one."""
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="__init__"))):
            return True
    return False
