"""The ``__init__`` of a Connections class: everything that depends on the config."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...model import (
    FUNCTIONS,
    Connection,
    ConnectionsClass,
    Defined,
    Definition,
    Dimensions,
    Override,
    PythonName,
    Requirement,
    Text,
    Value,
)
from ...vocabulary import CONNECTION_FLAGS
from .connection_code import flag_code, static_value
from .dimension_code import DimensionPrinter, mentions_quantum
from .imports import Imports
from .inheritance import dynamic_attributes, inherits_dynamic_quantum, may_be_absent, taken_back, undone
from .literals import Filled, f_string, identifier, string
from .loops import in_loops
from .printer import Printer
from .statements import Argument, Block, Line, Method, Statement, call, comment, late_imports

__all__ = ["LOCALS", "initializer"]

LOCALS = frozenset(
    {"config", "connection", "data_id", "inputs", "label", "outputs", "quantum", "refs", "self"}
)
"""Names that variables of ours have inside methods of Connections classes."""

_AMBIGUOUS = ("l", "I", "O")
"""Names that linters refuse."""


def initializer(
    cls: ConnectionsClass, config: Callable[[], str], imports: Imports, types: str, line_length: int
) -> Method | None:
    """Return the ``__init__`` of a Connections class, or `None` if it needs none.

    Parameters
    ----------
    cls : `ConnectionsClass`
        The class.
    config : callable
        Gives the code of the type of its config, which is imported then.
    imports : `Imports`
        The imports of the module.
    types : `str`
        The code of ``lsst.pipe.base.connectionTypes``.
    line_length : `int`
        The columns there are.
    """
    with imports.method():
        before, after = _Initializer(cls, imports, types, line_length).statements()
    if not before and not after:
        return None
    late = late_imports(imports, line_length)
    body = (*late, *before, Line("super().__init__(config=config)"), *after)
    return Method(f"def __init__(self, *, config: {config()}) -> None", "", body)


class _Initializer:
    def __init__(self, cls: ConnectionsClass, imports: Imports, types: str, line_length: int) -> None:
        self.cls = cls
        self.imports = imports
        self.types = types
        self.printer = Printer(imports, "config")
        self.locals: dict[str, str] = {}
        self.explained = False
        static, quantum = self._static_quantum(), "quantum"
        definitions = self._definitions()
        for definition in definitions:
            self._local(definition.name)
        own = cls.dimensions
        if own is not None and static is None and len(own.items) == 1 and isinstance(own.items[0], Defined):
            quantum = self.locals[own.items[0].definition.name]
        self.dimensions = DimensionPrinter(
            self.printer,
            quantum,
            static,
            {one.name: self.locals[one.name] for one in definitions},
            line_length,
        )

    def _definitions(self) -> list[Definition]:
        """Return all names given to dimensions that the class can use, its own first."""
        found: dict[str, Definition] = {}

        def add(dimensions: Dimensions | None) -> None:
            for item in dimensions.items if dimensions is not None else ():
                if isinstance(item, Defined) and item.definition.name not in found:
                    for choice in item.definition.choices():
                        add(choice)
                    found[item.definition.name] = item.definition

        add(self.cls.dimensions)
        for connection in self.cls.connections:
            add(connection.dimensions)
        for override in self.cls.overrides:
            add(override.value if isinstance(override.value, Dimensions) else None)
        return list(found.values())

    def _local(self, name: str) -> str:
        """Return what the variable for something is called: as that is, unless the name is taken."""
        if name not in self.locals:
            found = identifier(name)
            taken = LOCALS.union(self.locals.values(), self.imports.local, _AMBIGUOUS, FUNCTIONS)
            while found in taken:
                found += "_"
            self.locals[name] = found
        return self.locals[name]

    # --- the quantum ---

    def _static_quantum(self) -> tuple[str, ...] | None:
        """Return the dimensions of the quantum if they are known and the same for every config."""
        own = self.cls.dimensions
        if own is not None:
            return None if own.dynamic else self.cls.quantum_names()
        return None if inherits_dynamic_quantum(self.cls) else self.cls.quantum_names()

    def _quantum(self) -> Iterator[Statement]:
        own = self.cls.dimensions
        if own is None:
            if self.dimensions.used_quantum:
                sorted_, tuple_ = self.imports.builtin("sorted"), self.imports.builtin("tuple")
                yield Line(f"{self.dimensions.quantum} = {tuple_}({sorted_}(self.dimensions))")
            return
        if not own.dynamic:
            bases = list(self.cls.lineage())[1:]
            if any(one.dimensions is not None and one.dimensions.dynamic for one in bases):
                yield Line(f"self.dimensions = {self.dimensions.as_set(own)}")
            return
        if self.dimensions.used_quantum and self.dimensions.quantum == "quantum":
            yield Line(f"quantum = {self.dimensions.code(own)}")
            yield Line(f"self.dimensions = {self.imports.builtin('set')}(quantum)")
        else:
            yield Line(f"self.dimensions = {self.dimensions.as_set(own)}")

    def _varies(self, dimensions: Dimensions | None) -> bool:
        """Whether dimensions depend on the config, or on a quantum that does."""
        if dimensions is None:
            return False
        return dimensions.dynamic or (mentions_quantum(dimensions) and self.dimensions.static_quantum is None)

    # --- all of it ---

    def statements(self) -> tuple[list[Statement], list[Statement]]:
        """Return what comes before and after the ``__init__`` of the bases."""
        before, after = self._kept()
        after.extend(in_loops(self.cls.requirements, self.printer, self._local, self._required))
        changes = [*self._attributes(), *self._overrides()]
        removals = list(self._removals())
        repetitions = list(self._repetitions())
        if self.cls.dimensions is not None and self.cls.dimensions.dynamic:
            self.dimensions.code(self.cls.dimensions)
        quantum = list(self._quantum())
        for definition in reversed(self._definitions()):  # the later ones may be made of the earlier
            if definition.name in self.dimensions.used:
                for choice in definition.choices():
                    self.dimensions.code(choice)
        used = [one for one in self._definitions() if one.name in self.dimensions.used]
        late = [one for one in used if any(map(mentions_quantum, one.choices()))]
        for definition in used:
            if definition not in late:
                after.extend(self.dimensions.statements(definition))
        after.extend(quantum)
        for definition in late:
            after.extend(self.dimensions.statements(definition))
        after += [*changes, *removals, *repetitions]
        hook = self.cls.methods.get("customize")
        if hook is not None and isinstance(hook.static, PythonName):
            after.append(Line(f"{self.imports.name(hook.static)}(self)"))
        return before, after

    def _kept(self) -> tuple[list[Statement], list[Statement]]:
        """Keep connections declared anew from what the bases do with those they take the place of."""
        before: list[Statement] = []
        after: list[Statement] = []
        for connection in self.cls.connections:
            if not connection.repetitions and taken_back(self.cls, connection.attribute):
                name = identifier(connection.attribute)
                local = self._local(name)
                before.append(Line(f"{local} = self.{name}"))
                after.append(Line(f"self.{name} = {local}"))
        if before:
            said = "Declared anew here: what the base class makes of its own does not count."
            before = [*comment(said, self.dimensions.line_length), *before]
        return before, after

    # --- attributes ---

    def _attributes(self) -> Iterator[Statement]:
        for connection in self.cls.connections:
            if connection.repetitions:
                continue
            arguments = []
            dynamic = list(dynamic_attributes(connection))
            if self._varies(connection.dimensions) and connection.dimensions is not None:
                arguments.append(Argument("dimensions", self.dimensions.code(connection.dimensions)))
            for name in dynamic:
                if name == "storageClass":
                    arguments.append(Argument(name, self.printer.text(connection.storage_class)))
                elif name != "name" and CONNECTION_FLAGS[name].runtime:
                    arguments.append(Argument(name, flag_code(name, connection.flags[name], self.printer)))
            yield from self._replaced(connection.attribute, arguments, ())
            if "name" in dynamic and isinstance(connection.dataset, Text):
                yield from self._renamed(connection.attribute, connection.dataset, ())

    def _overrides(self) -> Iterator[Statement]:
        for override in self.cls.overrides:
            value, name = override.value, override.connection
            code = None
            if isinstance(value, Dimensions) and (self._varies(value) or override.conditions):
                code = self.dimensions.code(value)
            elif isinstance(value, Text) and (value.dynamic or override.conditions):
                if override.attribute == "name":
                    yield from self._renamed(name, value, tuple(self._conditions(override)))
                    continue
                code = self.printer.text(value)
            elif isinstance(value, Value) and (value.dynamic is not None or override.conditions):
                code = flag_code(override.attribute, value, self.printer)
            elif override.conditions or undone(self.cls, override):
                code = static_value(self.cls, override, self.imports)
            if code is not None:
                yield from self._replaced(
                    name, [Argument(override.attribute, code)], tuple(self._conditions(override))
                )

    def _conditions(self, override: Override) -> Iterator[str]:
        if override.conditions:
            yield self.printer.all_of(override.conditions)

    def _replaced(
        self, name: str, arguments: list[Argument], conditions: tuple[str, ...]
    ) -> Iterator[Statement]:
        if not arguments:
            return
        function = f"{self.imports.bind('dataclasses', '')}.replace"
        line = Line(f"self.{identifier(name)} = {call(function, arguments, f'self.{name}')}")
        yield from self._guarded(name, line, conditions)

    def _renamed(self, name: str, dataset: Text, conditions: tuple[str, ...]) -> Iterator[Statement]:
        """Yield what gives a connection its name, unless a pipeline has given it another one."""
        function = f"{self.imports.bind('dataclasses', '')}.replace"
        renamed = call(function, [Argument("name", self.printer.text(dataset))], f"self.{identifier(name)}")
        unset = f"config.connections.{name} == {self.imports.builtin('type')}(self).{name}.name"
        yield from self._guarded(name, Line(f"self.{name} = {renamed}"), (*conditions, unset))

    def _guarded(self, name: str, line: Line, conditions: tuple[str, ...]) -> Iterator[Statement]:
        if may_be_absent(self.cls, name):
            conditions = (f"{string(name)} in self.allConnections", *conditions)
        if not conditions:
            yield line
            return
        several = len(conditions) > 1
        loose = (" or ", " if ")
        joined = " and ".join(
            f"({one})" if several and any(word in one for word in loose) else one for one in conditions
        )
        yield Block(f"if {joined}", (line,))

    # --- presence ---

    def _removals(self) -> Iterator[Statement]:
        groups: dict[str, list[str]] = {}
        for removal in self.cls.removals:
            if not removal.conditions:
                groups.setdefault("", []).extend(name for name, _ in removal.names)
        for connection in self.cls.connections:
            if connection.conditions and not connection.repetitions:
                condition = self.printer.not_all_of(connection.conditions)
                groups.setdefault(condition, []).append(connection.attribute)
        for removal in self.cls.removals:
            if removal.conditions:
                condition = self.printer.all_of(removal.conditions)
                groups.setdefault(condition, []).extend(name for name, _ in removal.names)
        gone = set(groups.get("", ()))
        before: set[str] = set()
        for condition, names in groups.items():
            names = [name for name in dict.fromkeys(names) if not condition or name not in gone]
            if not names:
                continue
            body = tuple(
                statement for name in names for statement in self._removed(name, again=name in before)
            )
            before.update(names)
            if condition and len(names) == 1 and isinstance(body[-1], Block):  # one `if` in place of two
                safe = f"({condition})" if " or " in condition or " if " in condition else condition
                yield from body[:-1]
                yield Block(f"{body[-1].head.replace('if ', f'if {safe} and ', 1)}", body[-1].body)
            elif condition:
                yield Block(f"if {condition}", body)
            else:
                yield from body

    def _removed(self, name: str, again: bool) -> Iterator[Statement]:
        line = Line(f"del self.{identifier(name)}")
        absent = may_be_absent(self.cls, name)
        if not absent and not again:
            yield line
            return
        if absent and not self.explained:
            self.explained = True
            said = "The base class may have removed it already, and removing it twice is an error."
            yield from comment(said, self.dimensions.line_length)
        yield Block(f"if {string(name)} in self.allConnections", (line,))

    # --- repetitions ---

    def _repetitions(self) -> Iterator[Statement]:
        repeated = [one for one in self.cls.connections if one.repetitions]

        def added(group: list[Connection], printer: Printer) -> Iterator[Statement]:
            for connection in group:
                yield from self._added(connection, printer)

        yield from in_loops(repeated, self.printer, self._local, added)

    def _required(self, group: list[Requirement], printer: Printer) -> Iterator[Statement]:
        for one in group:
            condition = printer.all_of(one.conditions, one.condition)
            error = self.imports.exception(one.raises)
            yield Block(f"if {condition}", (Line(f"raise {error}({printer.text(one.message)})"),))

    def _added(self, connection: Connection, printer: Printer) -> Iterator[Statement]:
        self.dimensions.printer, outer = printer, self.dimensions.printer
        found = [] if connection.doc is None else [Argument("doc", printer.text(connection.doc))]
        dataset = connection.dataset
        if isinstance(dataset, PythonName):
            found.append(Argument("name", self.imports.name(dataset)))
        elif dataset is not None:
            found.append(Argument("name", printer.text(dataset)))
        found.append(Argument("storageClass", printer.text(connection.storage_class)))
        if connection.dimensions is not None and connection.kind.dimensioned:
            found.append(Argument("dimensions", self.dimensions.code(connection.dimensions)))
        for name, flag in CONNECTION_FLAGS.items():
            value = connection.flags.get(name)
            if (
                flag.runtime
                and value is not None
                and (value.dynamic is not None or value.static != flag.default)
            ):
                found.append(Argument(name, flag_code(name, value, printer)))
        self.dimensions.printer = outer
        attribute = pattern_code(connection, printer)
        line = Line(f"setattr(self, {attribute}, {call(f'{self.types}.{connection.kind.runtime}', found)})")
        yield Block(f"if {printer.all_of(connection.conditions)}", (line,)) if connection.conditions else line


def pattern_code(connection: Connection, printer: Printer) -> str:
    """Return the code of the name of a repeated connection."""
    if connection.pattern is None:
        return string(connection.attribute)
    return f_string(
        part if isinstance(part, str) else Filled(printer.expression(part))  # type: ignore[arg-type]
        for part in connection.pattern.parts
    )
