"""What the names of a file stand for: imports, its classes, config fields, variables of repetitions."""

from __future__ import annotations

import keyword
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from ..checks.codes import AMBIGUOUS_NAME, BAD_NAME, UNKNOWN_FUNCTION, UNKNOWN_NAME
from ..diagnostics import did_you_mean
from ..model import (
    FUNCTIONS,
    OF_OBJECTS,
    TYPES,
    Binding,
    ConfigClass,
    Definition,
    Expression,
    Imported,
    Meaning,
    Module,
    PythonName,
    Repetition,
    Task,
    walk,
)
from ..records import dataclass, field, replace
from ..syntax import tree
from ..typings import Any
from ..vocabulary import WARNINGS
from .python_names import generated_name, implied_import, joined, local_name
from .session import Report

__all__ = ["Context", "Names", "identifier_problem"]

_FUNCTIONS = (*FUNCTIONS, *OF_OBJECTS)


@lru_cache(maxsize=8192)
def identifier_problem(name: str) -> str | None:
    """Return why a name can't be a Python identifier, or `None` if it can."""
    if not name.isidentifier():
        return "it is no Python identifier"
    if keyword.iskeyword(name):
        return "it is a word of Python"
    if unicodedata.normalize("NFKC", name) != name:
        return f"Python reads it as `{unicodedata.normalize('NFKC', name)}`"
    if name.startswith("__"):
        return "Python keeps names that begin with two underscores for itself"
    return None


@dataclass(frozen=True)
class Context:
    """What surrounds an item: conditions, repetitions and the values of variables."""

    conditions: tuple[Expression, ...] = ()
    repetitions: tuple[Repetition, ...] = ()
    variables: Mapping[str, Binding] = field(default_factory=dict)

    def when(self, condition: Expression | None) -> Context:
        """Return the context inside a condition."""
        return self if condition is None else replace(self, conditions=(*self.conditions, condition))

    def given(self, name: str, binding: Binding) -> Context:
        """Return the context with one more variable."""
        return replace(self, variables={**self.variables, name: binding})

    def repeated(self, repetition: Repetition) -> Context:
        """Return the context inside a repetition."""
        return replace(
            self.given(repetition.variable, Binding(Meaning.LOOP)),
            repetitions=(*self.repetitions, repetition),
        )


class Names:
    """The names of a file, seen from inside one of its classes.

    Parameters
    ----------
    report : `Report`
        Where to note what is wrong.
    imports : mapping from `str` to `Imported`
        What the file imports.
    local : mapping from `str` to `Task`, `ConnectionsClass` or `ConfigClass`
        The classes of the file, so far.
    config : `ConfigClass` or `None`
        The config whose fields can be named; `None` if it is not known.
    """

    def __init__(
        self,
        report: Report,
        imports: Mapping[str, Imported],
        local: Mapping[str, object],
        config: ConfigClass | None = None,
        config_known: bool = False,
    ) -> None:
        self.report = report
        self.imports = imports
        self.local = local
        self.config = config
        self.config_known = config_known
        self.fields = config.all_fields() if config is not None else {}
        self.opaque = not config_known or (config is not None and config.opaque)

    def within(self, config: ConfigClass | None) -> Names:
        """Return the names as seen with a config."""
        return Names(self.report, self.imports, self.local, config, config is not None)

    def identifier(self, name: tree.Identifier) -> bool:
        """Whether a name can be one in Python; notes it if not."""
        why = identifier_problem(name.text)
        if why is not None:
            self.report.add(BAD_NAME, name, name=name.text, why=why)
        return why is None

    # --- expressions ---

    def expression(self, node: tree.Expression, context: Context) -> Expression:
        """Return an expression with the meaning of its names; what has none is noted."""
        names: dict[str, Binding] = {}
        self._bind(node, context, names)
        return Expression(node, names, self.report.source)

    def _bind(self, node: tree.Node, context: Context, names: dict[str, Binding]) -> None:
        if isinstance(node, tree.Call):
            self._callable(node.function, context, names)
            for i, argument in enumerate(node.arguments):
                if i == 1 and _tests_type(node.function):
                    self._type_names(argument, context, names)
                else:
                    self._bind(argument, context, names)
            return
        if isinstance(node, tree.Variable):
            binding = self._binding(node, context)
            if binding is not None:
                names[node.name] = binding
            return
        if isinstance(node, tree.Attribute) and node.name.text.startswith("__"):
            self.identifier(node.name)
        if isinstance(node, tree.Attribute) and self._bind_module(node, context, names):
            return
        for child in tree.children(node):
            self._bind(child, context, names)

    def _bind_module(self, node: tree.Attribute, context: Context, names: dict[str, Binding]) -> bool:
        """Whether ``a.b`` is a module that is imported by that name; binds it then."""
        path = dotted_parts(node)
        if path is None or path[0] in context.variables or path[0] in self.fields:
            return False
        imported = self.imports.get(".".join(path))
        if imported is None:
            return False
        for one in (imported, self.imports[path[0]]):
            one.used.append(self.report.at(node))
            names[one.name] = Binding(Meaning.IMPORT, python=one.python)
        return True

    def _callable(self, node: tree.Expression, context: Context, names: dict[str, Binding]) -> None:
        """Bind what is called: a function of Python's, one that is imported, a config of the file, or a method."""
        if not isinstance(node, tree.Variable):
            if not self._is_not_imported(node, context):
                self._bind(node, context, names)
            return
        name = node.name
        own = name in self.fields or name in context.variables
        imported = self.imports.get(name)
        known = self.local.get(name) if imported is None else imported.known
        callable = imported is not None or isinstance(known, ConfigClass)
        if callable and not own and not isinstance(known, Definition):
            self._bind(node, context, names)
        elif name in _FUNCTIONS and not own:
            names[name] = Binding(Meaning.FUNCTION)
        elif name not in self.report.broken:
            hint = did_you_mean(name, [*_FUNCTIONS, *self.imports])
            hint = {"help": f"`{name}` is a value, and no function"} if own else hint
            listed = ", ".join(f"`{one}`" for one in sorted(_FUNCTIONS))
            self.report.add(UNKNOWN_FUNCTION, node, name=name, names=listed, **hint)

    def _is_not_imported(self, node: tree.Expression, context: Context) -> bool:
        """Whether a function that is called lies in a module that nobody has imported; notes it if so."""
        parts = dotted_parts(node)
        known = (
            *self.fields,
            *context.variables,
            *self.imports,
            *self.local,
            "connections",
            "config",
            "self",
        )
        if parts is None or parts[0] in known or parts[0] in self.report.broken or self.opaque:
            return False
        if did_you_mean(parts[0], known):
            return False
        span = node.span._replace(end=node.span.start + len(parts[0]))
        help = f"import it first: `import {'.'.join(parts[:-1])}`"
        self.report.add(UNKNOWN_NAME, span, what="name", name=parts[0], help=help)
        return True

    def _type_names(self, node: tree.Expression, context: Context, names: dict[str, Binding]) -> None:
        """Bind what `isinstance` asks for: types of Python's, or classes that are imported."""
        match node:
            case tree.Group(value=inner):
                self._type_names(inner, context, names)
            case tree.List(elements=several):
                for one in several:
                    self._type_names(one, context, names)
            case tree.Variable(name=name) if name in TYPES and name not in (*self.fields, *self.imports):
                names[name] = Binding(Meaning.FUNCTION)
            case _:
                self._bind(node, context, names)

    def _binding(self, node: tree.Variable, context: Context) -> Binding | None:
        name = node.name
        if name in context.variables:
            return context.variables[name]
        if name in self.fields:
            if name in self.imports:
                self._ambiguous(node, name)
            return Binding(Meaning.FIELD, field=self.fields[name])
        if name == "connections":
            return Binding(Meaning.CONNECTIONS)
        if name in self.imports:
            imported = self.imports[name]
            imported.used.append(self.report.at(node))
            return Binding(Meaning.IMPORT, python=imported.python)
        if name in self.local:
            return Binding(Meaning.IMPORT, python=local_name(self.local[name]))
        if name in WARNINGS:
            return Binding(Meaning.FUNCTION)
        if self.opaque or name in self.report.broken:
            return Binding(Meaning.FIELD) if identifier_problem(name) is None else None
        legal = [*self.fields, *context.variables, *self.imports]
        if name.capitalize() in ("True", "False", "None"):
            legal = [name.capitalize()]
        what = "config field" if self.config is not None else "name"
        hint = did_you_mean(name, legal)
        if not hint and self.config is not None:
            hint = {"help": "declare it inside `config { … }`"}
        if name in ("config", "self"):
            hint = {"help": f"name the config field alone, without `{name}.`"}
        self.report.add(UNKNOWN_NAME, node, what=what, name=name, **hint)
        return None

    def _ambiguous(self, node: tree.Node, name: str) -> None:
        here = self.fields[name].place
        self.report.add(
            AMBIGUOUS_NAME,
            node,
            name=name,
            related=[(self.imports[name].place, "imported here"), (here, "declared as a field here")],
        )

    # --- Python objects ---

    def python(self, node: tree.Expression | tree.Dotted, what: str) -> tuple[PythonName, Any] | None:
        """Return what a dotted name stands for in Python, and the class it is if that is known.

        Parameters
        ----------
        node : `tree.Expression` or `tree.Dotted`
            The name.
        what : `str`
            What it should be, for the message if there is nothing of that name.
        """
        parts = dotted_parts(node)
        if parts is None:
            return None
        place = self.report.at(node)
        first, *rest = parts
        if (module := self._module(parts)) is not None:  # `import a.b` is used as a.b
            self.imports[module].used.append(place)
            self.imports[first].used.append(place)
            python = replace(
                self.imports[module].python, attributes=tuple(parts[module.count(".") + 1 :]), place=place
            )
            return python, None
        if first in self.imports:
            imported = self.imports[first]
            imported.used.append(place)
            python = replace(imported.python, attributes=(*imported.python.attributes, *rest), place=place)
            return self._inside(imported.known, python, rest)
        if first in self.local:
            known = self.local[first]
            python = local_name(known)
            python = replace(python, attributes=(*python.attributes, *rest), place=place)
            return self._inside(known, python, rest)
        if rest and first[:1].islower() and not did_you_mean(first, self.imports):
            return implied_import(parts, place), None
        if first not in self.report.broken:
            hint = did_you_mean(first, [*self.imports, *self.local])
            hint = hint or {"help": f"import it first: `from package.module import {first}`"}
            if what == "dataset type name" and not rest:
                hint = {"help": f'write `"{first}"`', "fix": f'"{first}"'}
            start = (
                node
                if isinstance(node, tree.Variable)
                else tree.Node(node.span._replace(end=node.span.start + len(first)))
            )
            self.report.add(UNKNOWN_NAME, start, what=what, name=first, **hint)
        return None

    def _module(self, parts: list[str]) -> str | None:
        """Return the longest beginning of a dotted name that is imported as a module."""
        names = (".".join(parts[:end]) for end in range(len(parts), 1, -1))
        return next((name for name in names if name in self.imports), None)

    def _inside(self, known: Any, python: PythonName, rest: list[str]) -> tuple[PythonName, Any]:
        """Follow attributes into a class or a file that is known."""
        while rest and known is not None:
            name = rest.pop(0)
            match known:
                case Module():
                    known = known.exports().get(name)
                    if known is not None:
                        module = joined(python.module, python.name)
                        python = generated_name(module, known, tuple(rest), python.place)
                case Task() if name == "ConfigClass":
                    python = self._of_task(known, known.config, known.own_config, python, rest)
                    known = known.config
                case ConfigClass() | Task() if name == "ConnectionsClass":
                    known = known.connections if isinstance(known, Task) else None
                case _:
                    known = None
        return python, known

    def _of_task(
        self, task: Task, cls: ConfigClass, own: bool, python: PythonName, rest: list[str]
    ) -> PythonName:
        """Return how the Config class of a task of this file is named: the modules of tasks are made after it."""
        if own and any(task is one for one in self.local.values()):
            return replace(cls.python, attributes=tuple(rest), place=python.place)
        return python


def _tests_type(function: tree.Expression) -> bool:
    """Whether a function is `isinstance`, or was meant to be."""
    name = function.name if isinstance(function, tree.Variable) else ""
    return name == "isinstance" or bool(did_you_mean(name, ["isinstance"]))


def dotted_parts(node: tree.Expression | tree.Dotted) -> list[str] | None:
    """Return the names of ``a.b.c``."""
    if isinstance(node, tree.Dotted):
        return [part.text for part in node.parts]
    if isinstance(node, tree.Variable):
        return [node.name]
    if isinstance(node, tree.Attribute):
        before = dotted_parts(node.value)
        return None if before is None else [*before, node.name.text]
    return None


def uses(expression: Expression, meaning: Meaning) -> bool:
    """Whether a name of a certain meaning is in an expression."""
    return any(
        isinstance(node, tree.Variable)
        and node.name in expression.names
        and expression.names[node.name].meaning is meaning
        for node in walk(expression.tree)
    )
