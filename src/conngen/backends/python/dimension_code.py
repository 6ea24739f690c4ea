"""Dimensions as Python code: what stands in the class, and what replaces it on the instance."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from ...model import (
    Built,
    ConnectionsClass,
    Defined,
    Definition,
    Dimensions,
    Listed,
    Named,
    OfQuantum,
    Python,
    Switch,
    names_of,
)
from ...records import dataclass, field
from .imports import Imports
from .literals import literal, string
from .printer import Printer
from .statements import Block, Line, Statement

__all__ = ["DimensionPrinter", "mentions_quantum", "static_dimensions"]


def static_dimensions(cls: ConnectionsClass, dimensions: Dimensions, imports: Imports) -> str:
    """Return the code of dimensions as they stand in the class.

    Parameters
    ----------
    cls : `ConnectionsClass`
        The class that writes them.
    dimensions : `Dimensions`
        The dimensions.
    imports : `Imports`
        The imports of the module.
    """
    quantum = None if dimensions is cls.dimensions else cls.quantum_names()
    names = names_of(dimensions, quantum)
    if names is not None:
        return _listed(names)
    return _tuple(_static_elements(cls, dimensions, imports))


@lru_cache(maxsize=1024)
def _listed(names: tuple[str, ...]) -> str:
    return literal(names)


def _static_elements(cls: ConnectionsClass, dimensions: Dimensions, imports: Imports) -> list[str]:
    found: dict[str, None] = {}
    for item in dimensions.static():
        match item:
            case Named(name=name):
                found[string(name)] = None
            case Python(name=python):
                found[f"*{imports.name(python)}"] = None
            case OfQuantum() if dimensions is not cls.dimensions:
                found.update(dict.fromkeys(_static_quantum(cls, imports)))
    return list(found)


def _static_quantum(cls: ConnectionsClass, imports: Imports) -> list[str]:
    names = cls.quantum_names()
    if names is not None:
        return [string(name) for name in names]
    if cls.dimensions is not None:
        return _static_elements(cls, cls.dimensions, imports)
    if not cls.bases:
        return []
    return [f"*{imports.builtin('sorted')}({imports.name(cls.bases[0].python)}.dimensions)"]


def _tuple(elements: list[str]) -> str:
    if len(elements) == 1:
        only = elements[0]
        return f"tuple({only[1:]})" if only.startswith("*") else f"({only},)"
    return f"({', '.join(elements)})"


def mentions_quantum(dimensions: Dimensions) -> bool:
    """Whether those of the quantum are among some dimensions, also inside of names given to dimensions."""
    if dimensions.has_quantum:
        return True
    inner = (item.definition for item in dimensions.items if isinstance(item, Defined))
    return any(mentions_quantum(choice) for definition in inner for choice in definition.choices())


@dataclass
class DimensionPrinter:
    """Prints dimensions that depend on the config, as they stand in ``__init__``.

    Parameters
    ----------
    printer : `Printer`
        Prints the expressions in them.
    quantum : `str`
        The code of the dimensions of the quantum, to be put into a tuple.
    static_quantum : `tuple` [ `str` ] or `None`
        Those dimensions, if they don't depend on the config.
    variables : mapping from `str` to `str`
        The variables that hold definitions, by the names of these.
    line_length : `int`
        The columns there are.
    """

    printer: Printer
    quantum: str
    static_quantum: tuple[str, ...] | None
    variables: Mapping[str, str]
    line_length: int
    used: dict[str, Definition] = field(default_factory=dict)
    used_quantum: bool = False

    def code(self, dimensions: Dimensions) -> str:
        """Return the code of a tuple of dimensions."""
        elements = self._elements(dimensions)
        if len(elements) == 1 and elements[0].startswith("*"):
            only = elements[0][1:]
            plain = only == self.quantum or only in self.variables.values()
            return only if plain else f"{self.printer.imports.builtin('tuple')}({only})"
        return _tuple(elements)

    def as_set(self, dimensions: Dimensions) -> str:
        """Return the code of a set of dimensions."""
        elements = self._elements(dimensions)
        if len(elements) == 1 and elements[0].startswith("*"):
            return f"{self.printer.imports.builtin('set')}({elements[0][1:]})"
        return f"{{{', '.join(elements)}}}" if elements else f"{self.printer.imports.builtin('set')}()"

    def _elements(self, dimensions: Dimensions) -> list[str]:
        found: dict[str, None] = {}
        for item in dimensions.items:
            match item:
                case Named(name=name):
                    found[string(name)] = None
                case Built(text=text):
                    found[self.printer.text(text)] = None
                case Listed(value=value):
                    found[f"*{self.printer.operand(value)}"] = None
                case Python(name=python):
                    found[f"*{self.printer.imports.name(python)}"] = None
                case OfQuantum():
                    found.update(dict.fromkeys(self._quantum()))
                case Defined(definition=definition) if definition.dynamic or self._varies(definition):
                    self.used[definition.name] = definition
                    found[f"*{self.variables[definition.name]}"] = None
                case Defined(definition=definition):
                    found.update(dict.fromkeys(self._elements(definition.static())))
        return list(found)

    def _quantum(self) -> list[str]:
        if self.static_quantum is not None:
            return [string(name) for name in self.static_quantum]
        self.used_quantum = True
        return [f"*{self.quantum}"]

    def _varies(self, definition: Definition) -> bool:
        """Whether a definition depends on the config because the quantum does."""
        return self.static_quantum is None and any(
            mentions_quantum(choice) for choice in definition.choices()
        )

    def statements(self, definition: Definition) -> tuple[Statement, ...]:
        """Return what gives its value to the variable of a definition."""
        name = self.variables[definition.name]
        value = definition.value
        if not isinstance(value, Switch):
            return (Line(f"{name} = {self.code(value)}"),)
        if not isinstance(value.otherwise, Switch) and not isinstance(value.then, Switch):
            condition = self.printer.expression(value.condition)
            code = f"{name} = {self.code(value.then)} if {condition} else {self.code(value.otherwise)}"
            if 8 + len(code) <= self.line_length:
                return (Line(code),)
        annotation = f"{self.printer.imports.builtin('tuple')}[{self.printer.imports.builtin('str')}, ...]"
        return (Line(f"{name}: {annotation}"), *self._branches(name, value))

    def _branches(self, name: str, value: Switch) -> tuple[Statement, ...]:
        found: list[Statement] = []
        word = "if"
        rest: Dimensions | Switch = value
        while isinstance(rest, Switch):
            found.append(
                Block(f"{word} {self.printer.expression(rest.condition)}", self._branch(name, rest.then))
            )
            word, rest = "elif", rest.otherwise
        return (*found, Block("else", self._branch(name, rest)))

    def _branch(self, name: str, value: Dimensions | Switch) -> tuple[Statement, ...]:
        if isinstance(value, Switch):
            return self._branches(name, value)
        return (Line(f"{name} = {self.code(value)}"),)
