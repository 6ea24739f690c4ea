"""What calls come to: the runtime's classes, functions of Python's, methods of strings, lists and sets."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence

from ...model import FUNCTIONS
from . import formulas
from .context import Context
from .evaluator import Evaluator
from .folding import FOLDED, folded, paired, view
from .known import Unsayable
from .mutations import Mutations
from .questions import literal
from .sets import combined
from .state import State
from .texts import formatted
from .truths import as_bool, truth
from .values import (
    RUNTIME_KINDS,
    Choice,
    Display,
    Function,
    KindOf,
    Made,
    Members,
    Names,
    Star,
    Table,
    Thing,
    Value,
    complete,
    expression_of,
    items_of,
    merged,
    over,
)

__all__ = ["Calls"]

_POSITIONS = {
    "name": 0,
    "storageClass": 1,
    "doc": 2,
    "multiple": 3,
    "_deprecation_context": 4,
    "dimensions": 5,
    "isCalibration": 6,
    "deferLoad": 7,
    "minimum": 8,
}
_COPIES = ("set", "frozenset", "list", "tuple", "sorted")
_MOST = 1000

Arguments = tuple[list[Value], dict[str, Value]]


class Calls:
    """Follows calls.

    Parameters
    ----------
    context : `Context`
        What is around them.
    evaluator : `Evaluator`
        Follows their arguments.
    inline : callable
        Follows a function of the module or a method of the class: definition, arguments, names and state to value.
    """

    def __init__(
        self,
        context: Context,
        inline: Callable[[ast.FunctionDef, Sequence[Value], Mapping[str, Value], State], Value],
    ) -> None:
        self.context = context
        self.inline = inline
        self.evaluator = Evaluator(context, self.call, self.comprehension)
        self.mutations = Mutations(context)

    # --- what is called ---

    def call(self, node: ast.Call, state: State) -> Value:
        """Return what a call comes to."""
        full = self.context.file.qualified(node.func)
        if not isinstance(node.func, ast.Name) or node.func.id not in state.names:
            if full in ("dataclasses.replace", "copy.copy", "copy.deepcopy", "typing.cast"):
                return self._known(full, node, state)
            runtime = self.context.file.runtime(node.func)
            if runtime in RUNTIME_KINDS:
                return self._constructed(RUNTIME_KINDS[runtime], *self._arguments(node, state))
        if isinstance(node.func, ast.Name) and node.func.id not in state.names:
            name = node.func.id
            special = getattr(self, f"_call_{name}", None)
            if special is not None and name not in self.context.file.functions:
                found: Value = special(node, state)
                return found
        if isinstance(node.func, ast.Attribute):
            return self._method(node, node.func, state)
        function = self.evaluator.value(node.func, state)
        match function:
            case KindOf(kind=kind):
                return self._constructed(kind, *self._arguments(node, state))
            case Function(definition=ast.FunctionDef() as definition):
                return self.inline(definition, *self._arguments(node, state), state)
            case Function(name=name):
                return self._function(name, *self._arguments(node, state), state)
        raise Unsayable(f"a call of `{ast.unparse(node.func)}`")

    def _arguments(self, node: ast.Call, state: State) -> Arguments:
        positional: list[Value] = []
        for value, starred in self.evaluator.elements(node.args, state):
            for one in items_of(value) if starred else [value]:
                if isinstance(one, Star):
                    raise Unsayable("arguments that only the config knows")
                positional.append(one)
        named: dict[str, Value] = {}
        for keyword in node.keywords:
            value = self.evaluator.value(keyword.value, state)
            if keyword.arg is not None:
                named[keyword.arg] = value
            elif isinstance(value, Table):
                named.update(value.items)
            elif value is not Thing.KEYWORDS:
                raise Unsayable("arguments that are not known")
        return positional, named

    # --- connections ---

    def _constructed(self, kind: str, positional: list[Value], named: dict[str, Value]) -> Made:
        names = [name for name in _POSITIONS if name != "_deprecation_context" or len(positional) > 4]
        if len(positional) > len(names):
            raise Unsayable("a connection with many arguments by position")
        arguments = {**dict(zip(names, positional, strict=False)), **named}
        if "name" not in arguments or "storageClass" not in arguments:
            raise Unsayable("a connection without a name or a storage class")
        return Made(kind, {name: value for name, value in arguments.items() if not name.startswith("_")})

    def _known(self, name: str, node: ast.Call, state: State) -> Value:
        positional, named = self._arguments(node, state)
        if name == "typing.cast" and len(positional) == 2:
            return positional[1]

        def replaced(value: Value) -> Value:
            if not isinstance(value, Made):
                raise Unsayable("a copy of something that is no connection")
            return Made(value.kind, {**complete(value), **named}, value.name)

        if len(positional) == 1:
            return over(positional[0], replaced)
        raise Unsayable(f"a call of `{name}`")

    # --- functions of Python's ---

    def _call_cast(self, node: ast.Call, state: State) -> Value:
        return self.evaluator.value(node.args[-1], state)

    def _call_type(self, node: ast.Call, state: State) -> Value:
        def kind(value: Value) -> Value:
            if isinstance(value, Made) and value.kind:
                return KindOf(value.kind)
            raise Unsayable("the class of something that is no connection")

        return over(self.evaluator.value(node.args[0], state), kind)

    def _call_isinstance(self, node: ast.Call, state: State) -> Value:
        value = self.evaluator.value(node.args[0], state)
        wanted = self.context.file.runtime(node.args[1])
        if isinstance(value, Made) and wanted in RUNTIME_KINDS and value.kind:
            return ast.Constant(RUNTIME_KINDS[wanted] == value.kind)
        if value is Thing.CONFIG and wanted in ("PipelineTaskConfig", "Config"):
            return formulas.TRUE
        raise Unsayable("the class of something is asked for")

    def _call_hasattr(self, node: ast.Call, state: State) -> Value:
        value = self.evaluator.value(node.args[0], state)
        name = self._literal(node.args[1], state)
        return over(value, lambda one: self._has(one, name, state))

    def _has(self, value: Value, name: str, state: State) -> ast.expr:
        """Return the condition under which something has an attribute."""
        match value:
            case Made(kind=kind) if kind:
                return ast.Constant(name in complete(value))
            case Thing.SELF if name in state.made or (
                self.context.known.complete and name not in dir(object)
            ):
                return self.context.present(name, state, held=True)
            case Thing.CONFIG if name in self.context.known.fields:
                return formulas.TRUE
        raise Unsayable(f"it is asked whether there is an attribute `{name}`")

    def _call_getattr(self, node: ast.Call, state: State) -> Value:
        value = self.evaluator.value(node.args[0], state)
        name = self._literal(node.args[1], state)

        def attribute(one: Value) -> Value:
            if len(node.args) == 2:
                return self.evaluator.attribute(one, name, state)
            there = self._has(one, name, state)
            if formulas.holds(there) is False:
                return self.evaluator.value(node.args[2], state)
            found = self.evaluator.attribute(one, name, state.within(there))
            return merged(there, found, self.evaluator.value(node.args[2], state))

        return over(value, attribute)

    def _literal(self, node: ast.expr, state: State) -> str:
        value = self.evaluator.value(node, state)
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            return value.value
        raise Unsayable("an attribute whose name only the config knows")

    def _call_any(self, node: ast.Call, state: State) -> Value:
        return self._all(node, state, False)

    def _call_all(self, node: ast.Call, state: State) -> Value:
        return self._all(node, state, True)

    def _all(self, node: ast.Call, state: State, every: bool) -> Value:
        items = items_of(self.evaluator.value(node.args[0], state))
        name = "all" if every else "any"
        join = formulas.both if every else formulas.either
        parts = (formulas.call(name, one.source) if isinstance(one, Star) else truth(one) for one in items)
        return as_bool(join(*parts))

    def _call_dict(self, node: ast.Call, state: State) -> Value:
        positional, named = self._arguments(node, state)
        if not positional:
            return Table(named)
        if len(positional) == 1 and isinstance(positional[0], Table):
            return Table({**positional[0].items, **named})
        raise Unsayable("a dictionary whose keys are not plain")

    def _function(self, name: str, positional: list[Value], named: dict[str, Value], state: State) -> Value:
        """Return what a function of Python's comes to."""
        if named or (name not in FUNCTIONS and name not in (*_COPIES, "enumerate", "zip", "reversed")):
            raise Unsayable(f"a call of `{name}`")
        for i, value in enumerate(positional):
            if isinstance(value, Choice | ast.IfExp):
                return over(
                    value,
                    lambda one, i=i: self._function(  # type: ignore[misc]
                        name, [*positional[:i], one, *positional[i + 1 :]], named, state
                    ),
                )
        if name in _COPIES and len(positional) < 2:
            return self._copied(name, positional[0] if positional else Display(name, ()), state)
        if name in ("enumerate", "zip", "reversed"):
            return paired(name, [items_of(one) for one in positional])
        match positional:
            case [Display(items=items)] if name == "len" and not any(isinstance(one, Star) for one in items):
                return ast.Constant(len(items))
        if name == "bool" and len(positional) == 1:
            return as_bool(truth(positional[0]))
        arguments = [expression_of(one) for one in positional]
        known = [literal(one) for one in arguments]
        if any(one is None for one in known):
            return formulas.call(name, *arguments)
        try:
            value = FUNCTIONS[name](*(one[0] for one in known if one is not None))
        except (TypeError, ValueError, ArithmeticError):
            raise Unsayable(f"a call of `{name}` that fails") from None
        if isinstance(value, range) and len(value) <= _MOST:
            return Display("list", tuple(formulas.constant(one) for one in value))
        if isinstance(value, int | float | str):
            return formulas.constant(value)
        raise Unsayable(f"a call of `{name}`")

    def _copied(self, name: str, value: Value, state: State) -> Value:
        if isinstance(value, Names):
            return self.evaluator.members(value, state)
        if isinstance(value, Members):
            return value
        items = items_of(value)
        if name == "sorted" and all(isinstance(one, ast.Constant) for one in items):
            items = tuple(sorted(items, key=lambda one: str(getattr(one, "value", ""))))
        return Display("list" if name == "sorted" else name, items)

    # --- methods ---

    def _method(self, node: ast.Call, function: ast.Attribute, state: State) -> Value:
        """Return what the call of a method comes to."""
        value = self.evaluator.value(function.value, state)
        name = function.attr
        positional, named = self._arguments(node, state)
        if value is Thing.SELF:
            return self._own(name, positional, named, state)
        if self.mutations.changes(value, name):
            self.mutations.call(value, name, positional, state)
            return formulas.NONE
        return over(value, lambda one: self._called(one, name, positional, named, state))

    def _own(self, name: str, positional: list[Value], named: dict[str, Value], state: State) -> Value:
        for one in self.context.methods():
            if isinstance(one, ast.FunctionDef) and one.name == name:
                static = any(
                    isinstance(mark, ast.Name) and mark.id == "staticmethod" for mark in one.decorator_list
                )
                if one.decorator_list and not static:
                    break
                return self.inline(one, positional if static else [Thing.SELF, *positional], named, state)
        raise Unsayable(f"a call of `self.{name}`")

    def _called(
        self, value: Value, name: str, positional: list[Value], named: dict[str, Value], state: State
    ) -> Value:
        match value:
            case Names() if name in ("copy", "keys", "values", "items"):
                found = self.evaluator.members(value, state)
                return Members(found.items, name if name in ("values", "items") else "keys")
            case Names(collection="allConnections") if name == "get" and len(positional) == 1:
                return self.evaluator.item(value, positional[0], state)
            case Display() if name == "copy":
                return Display(value.kind, value.items)
            case Display() if name in ("union", "difference", "intersection"):
                for one in positional:
                    value = combined(value, name, Display("set", items_of(one)))
                return value
            case Table(items=table) if name in ("keys", "values", "items", "copy") and not positional:
                return view(table, name)
            case Table(items=table) if (
                name == "get" and positional and isinstance(positional[0], ast.Constant)
            ):
                default = positional[1] if len(positional) > 1 else formulas.NONE
                return table.get(str(positional[0].value), default)
            case Thing.KEYWORDS if name in ("get", "pop") and _is_config(positional):
                return Thing.CONFIG
            case ast.Constant(value=str() as text) if name == "format":
                return formatted(text, positional, named)
            case ast.Constant(value=str() as text) if name in FOLDED and not named:
                return folded(value, text, name, positional)
            case ast.expr() if not named:
                method = ast.Attribute(value, name, ast.Load())
                return formulas.call(method, *(expression_of(one) for one in positional))
        raise Unsayable(f"a call of the method `{name}`")

    # --- comprehensions ---

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, state: State) -> Value:
        """Return what a comprehension over known items comes to."""
        if len(node.generators) != 1 or not isinstance(node.generators[0].target, ast.Name):
            raise Unsayable("a comprehension of several parts")
        generator = node.generators[0]
        name = node.generators[0].target.id
        source = self.evaluator.value(generator.iter, state)
        if isinstance(source, Names):
            source = self.evaluator.members(source, state)
        if isinstance(source, Members):
            return self._chosen(node, name, source, state)
        found: list[Value | Star] = []
        for item in items_of(source):
            if isinstance(item, Star):
                same = isinstance(node.elt, ast.Name) and node.elt.id == name and not generator.ifs
                if not same:
                    raise Unsayable("a comprehension over what only the config knows")
                found.append(item)
                continue
            inner = state.copy()
            inner.names[name] = item
            test = formulas.both(*(self.evaluator.test(one, inner) for one in generator.ifs))
            if formulas.holds(test) is None:
                raise Unsayable("a comprehension with a condition on the config")
            if formulas.holds(test):
                found.append(self.evaluator.value(node.elt, inner))
        return Display("set" if isinstance(node, ast.SetComp) else "list", tuple(found))

    def _chosen(
        self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp, name: str, source: Members, state: State
    ) -> Members:
        """Return the connections that a comprehension chooses by their names."""
        if source.what != "keys" or not isinstance(node.elt, ast.Name) or node.elt.id != name:
            raise Unsayable("a comprehension over connections")
        found = []
        for member, there in source.items:
            inner = state.copy()
            inner.names[name] = ast.Constant(member)
            tests = [self.evaluator.test(one, inner) for one in node.generators[0].ifs]
            found.append((member, formulas.both(there, *tests)))
        return Members(tuple(found))


def _is_config(positional: list[Value]) -> bool:
    return bool(positional) and isinstance(positional[0], ast.Constant) and positional[0].value == "config"
