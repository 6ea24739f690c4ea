"""What is around an `__init__` that is followed: its module, its class, and what was noted so far."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ...records import dataclass, field
from ...vocabulary import KINDS
from ..drafts import ConnectionDraft, LoopDraft, Note, RequirementDraft
from ..python_file import PythonFile
from . import formulas
from .conditions import possible, simplified
from .known import Known, Unsayable
from .state import State
from .values import Display, Made, Star, Value, alike, attribute_of, complete, defaults

__all__ = ["COLLECTIONS", "Context", "Loop"]

COLLECTIONS = {kind.collection: kind.name for kind in KINDS.values()}
"""The kinds of connections by the sets that hold their names."""

ALL = "allConnections"
_OPEN = ("doc", "deprecated", "lookupFunction")
"""Attributes that can't depend on the config where a connection is declared."""


@dataclass
class Loop:
    """A repetition over what only the config knows."""

    variable: str
    values: ast.expr
    depth: int
    items: list[ConnectionDraft | LoopDraft] = field(default_factory=list)


@dataclass
class Context:
    """What is around an `__init__`.

    Parameters
    ----------
    file : `PythonFile`
        Its module.
    known : `Known`
        What its class has at class level.
    owner : `ast.ClassDef` or `None`
        Its class.
    """

    file: PythonFile
    known: Known
    owner: ast.ClassDef | None
    notes: list[Note] = field(default_factory=list)
    requirements: list[RequirementDraft] = field(default_factory=list)
    given: list[ast.expr] = field(default_factory=list)
    added: list[LoopDraft | ConnectionDraft] = field(default_factory=list)
    loops: list[Loop] = field(default_factory=list)
    nodes: dict[str, ast.stmt] = field(default_factory=dict)
    places: dict[int, ast.stmt] = field(default_factory=dict)
    origin: dict[str, Made] = field(default_factory=dict)
    failing: dict[str, ast.expr] = field(default_factory=dict)
    left_there: dict[str, ast.expr] = field(default_factory=dict)
    left_held: dict[str, ast.expr] = field(default_factory=dict)
    node: ast.stmt = field(default_factory=ast.Pass)
    line: int = 0
    quantum: Value = formulas.NONE

    def methods(self) -> Iterator[ast.stmt]:
        """Yield what is in the body of the class, and in those of its bases in the same module."""
        waiting = [] if self.owner is None else [self.owner]
        seen: list[ast.ClassDef] = []
        while waiting:
            owner = waiting.pop(0)
            if owner not in seen:
                seen.append(owner)
                yield from owner.body
                names = [base.id for base in owner.bases if isinstance(base, ast.Name)]
                waiting += [self.file.classes[name] for name in names if name in self.file.classes]

    # --- going back ---

    def mark(self) -> tuple[int, ...]:
        """Return what `rewind` goes back to."""
        return len(self.notes), len(self.requirements), len(self.given), len(self.added), len(self.loops)

    def rewind(self, mark: tuple[int, ...]) -> None:
        """Forget what was noted since."""
        logs: tuple[list[object], ...] = (self.notes, self.requirements, self.given, self.added, self.loops)  # type: ignore[assignment]
        for log, length in zip(logs, mark, strict=True):
            del log[length:]

    # --- notes ---

    def note(self, text: str, lost: bool = False) -> None:
        """Note something, once for each line."""
        one = Note(self.line, text, lost)
        if one not in self.notes:
            self.notes.append(one)

    def fault(self, state: State, condition: ast.expr, text: str) -> None:
        """Note that the class fails, if it may: where this point is reached and a condition holds."""
        whole = formulas.both(*state.path, condition)
        if not possible(whole, self.known.fields, self.given):
            return
        when = simplified(whole, self.known.fields, self.given)
        always = formulas.holds(when) is True
        reached = text.rstrip(",") if always else f"{text} when {formulas.written(when)}"
        self.note(f"{reached}: the class fails there today; the imported one leaves it out")

    # --- connections ---

    def start(self) -> State:
        """Return what holds at the beginning."""
        self.quantum = self._quantum()
        state = State(self.quantum)
        for name in self.known.connections:
            state.made[name] = self.origin[name] = self._declared(name)
            state.there[name] = state.held[name] = formulas.TRUE
        return state

    def _quantum(self) -> Value:
        if self.known.dimensions is not None:
            return Display("set", self.dimensions(self.known.dimensions).items)
        return Display("set", (Star(ast.Attribute(formulas.named("self"), "dimensions", ast.Load())),))

    def dimensions(self, node: ast.expr) -> Display:
        """Return dimensions as the class has them."""
        items: list[Value | Star] = []
        match node:
            case ast.Tuple(elts=elements) | ast.List(elts=elements) | ast.Set(elts=elements):
                for one in elements:
                    items.append(Star(one.value) if isinstance(one, ast.Starred) else formulas.plain(one))
            case ast.Call(func=ast.Name(id="set" | "frozenset" | "tuple" | "list" as kind), args=[inner]):
                return Display(kind, self.dimensions(inner).items)
            case ast.Call(func=ast.Name(id="set" | "frozenset" | "tuple" | "list"), args=[]):
                pass
            case _:
                items.append(Star(formulas.plain(node)))
        kinds = {ast.List: "list", ast.Set: "set"}
        return Display(kinds.get(type(node), "tuple"), tuple(items))

    def _declared(self, name: str) -> Made:
        known = self.known.connections[name]
        arguments: dict[str, Value] = dict(defaults(known.kind))
        for attribute, value in known.arguments.items():
            if attribute.startswith("_"):
                continue
            is_dims = attribute == "dimensions"
            arguments[attribute] = self.dimensions(value) if is_dims else formulas.plain(value)
        # The instance has the dataset type name that the config gives, and why it is deprecated in its doc.
        arguments["name"] = attribute_of(name, "name")
        if not alike(arguments["deprecated"], formulas.NONE):
            arguments["doc"] = attribute_of(name, "doc")
        return Made(known.kind, arguments, name)

    def _inherited(self, name: str, kind: str, state: State) -> None:
        """Take a connection that nothing is known of for one of a base that is not known."""
        if self.known.complete:
            raise Unsayable(f"`{name}` is no connection that the class has")
        attributes = ("name", "storageClass", *defaults(kind))
        arguments: dict[str, Value] = {one: attribute_of(name, one) for one in attributes}
        state.made[name] = self.origin[name] = Made(kind, arguments, name)
        state.there[name] = state.held[name] = formulas.TRUE
        state.unknown.add(name)

    def has(self, name: str, state: State, kind: str = "") -> bool:
        """Whether there is, or may be, a connection of a name; one of an unknown base is taken note of."""
        if name not in state.made:
            if self.known.complete:
                return False
            self._inherited(name, kind, state)
        return True

    def read(self, name: str, state: State) -> Made:
        """Return a connection as it is now."""
        if not self.has(name, state):
            raise Unsayable(f"`self.{name}` is no connection that the class has")
        missing = formulas.negated(self.present(name, state, held=True))
        if formulas.holds(missing) is not False:
            self.fault(state, missing, f"`{name}` is used after it was removed")
            self.failing[name] = formulas.either(
                self.failing.get(name, formulas.FALSE), formulas.both(*state.path, missing)
            )
        return state.made[name]

    def there(self, name: str, state: State) -> ast.expr:
        """Return the condition under which a connection is there; where the class fails since it is absent, it is."""
        return formulas.both(state.there[name], formulas.negated(self.failing.get(name, formulas.FALSE)))

    @property
    def gives_dimensions(self) -> bool:
        """Whether the class gives its own dimensions."""
        keywords = [] if self.owner is None else [keyword.arg for keyword in self.owner.keywords]
        return self.known.own_dimensions or "dimensions" in keywords

    def inherit(self, state: State) -> None:
        """Take what the bases have done so far for what was there before, but for what the class declares itself."""
        self.notes.clear()
        self.requirements.clear()
        self.added.clear()
        for name in state.made:
            known = self.known.connections.get(name)
            if known is None or not known.own:
                self.origin[name] = state.made[name]
                self.left_there[name], self.left_held[name] = state.there[name], state.held[name]
                state.there[name] = state.held[name] = formulas.TRUE
        if not self.gives_dimensions:
            self.quantum = state.dimensions

    def is_class_level(self, value: Value) -> bool:
        """Whether a value is a list of dimensions as the class has it."""
        origins = (one for made in self.origin.values() for one in made.arguments.values())
        return value is self.quantum or any(value is one for one in origins)

    def present(self, name: str, state: State, held: bool = False) -> ast.expr:
        """Return the condition under which a connection is there now, what its bases decide included.

        Parameters
        ----------
        name : `str`
            Its name.
        state : `State`
            What holds.
        held : `bool`, optional
            Whether it is enough that it can still be asked for.
        """
        before, now = (self.left_held, state.held) if held else (self.left_there, state.there)
        return formulas.both(before.get(name, formulas.TRUE), now.get(name, formulas.FALSE))

    def remove(self, name: str, state: State) -> None:
        """Take a connection away."""
        state.there[name] = formulas.FALSE

    def assign(self, name: str, made: Made, state: State) -> None:
        """Put a connection in the place of another, or make a new one."""
        if name not in state.made:
            if not self.known.complete and alike(
                made.arguments.get("name", formulas.NONE), attribute_of(name, "name")
            ):
                self._inherited(name, made.kind, state)
            else:
                self.nodes.setdefault(name, self.node)
        before = self.origin.get(name)
        if before is not None:
            if before.kind and made.kind and before.kind != made.kind:
                raise Unsayable(f"`{name}` becomes a connection of another kind")
            own = name in self.known.connections and self.known.connections[name].own
            old, new = complete(before), complete(made)
            for attribute in _OPEN if own else ():
                if attribute in old and not alike(old[attribute], new[attribute]):
                    raise Unsayable(f"the `{attribute}` of `{name}` is changed")
        self.put_back(name, state)
        state.made[name] = Made(made.kind, made.arguments, name)
        state.there[name] = state.held[name] = formulas.TRUE

    def put_back(self, name: str, state: State) -> None:
        """Refuse to put a connection back that the bases have taken away: a subclass can't undo that."""
        taken = formulas.negated(self.left_there.get(name, formulas.TRUE))
        works = formulas.negated(self.failing.get(name, formulas.FALSE))
        if possible(formulas.both(*state.path, taken, works), self.known.fields, self.given):
            raise Unsayable(f"`{name}` is put back, which a base takes away")
