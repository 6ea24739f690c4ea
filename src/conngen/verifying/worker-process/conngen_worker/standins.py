"""Stand-ins for what packages that are not installed would give: each is known by its full name, and made once.

A constant in capitals is a string of its own, a name that begins with a capital a class that the runtime accepts as a
Config, a Task, Connections or a Field (see `kinds`), anything else an object that takes whatever is done with it.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

from .assigned import assigned

__all__ = ["Anything", "Constant", "Log", "StandIn", "makers", "named", "stand_in", "used"]

_CONSTANT = re.compile(r"_*[A-Z][A-Z0-9_]+")
_DIMENSIONS = re.compile(r"dimensions", re.IGNORECASE)

_made: dict[str, Any] = {}
used: set[str] = set()
"""The modules and names that something stands in for."""

makers: dict[str, Callable[..., Any]] = {}
"""What makes a ``class`` for a full name, and a ``field`` of a call of ``makeField``; `kinds` fills it in."""


class Log:
    """What was done to a config about which nothing is known: operations by the path they were done to."""

    def __init__(self) -> None:
        self.operations: dict[str, list[tuple[Any, ...]]] = {}

    def assign(self, path: str, value: Any) -> None:
        """Take down an assignment; what was assigned to the same path before no longer matters."""
        self.operations[path] = [("=", value)]

    def add(self, path: str, *operation: Any) -> None:
        """Take down anything else."""
        self.operations.setdefault(path, []).append(operation)


def stand_in(name: str) -> Any:
    """Return what stands in for a full dotted name, the same object each time."""
    if name in sys.modules:
        return sys.modules[name]
    if name not in _made:
        _made[name] = _make(name)
    return _made[name]


def _make(name: str) -> Any:
    last = name.rpartition(".")[2]
    if _CONSTANT.fullmatch(last) or _DIMENSIONS.search(last):
        return Constant(name)
    return makers["class"](name) if last.lstrip("_")[:1].isupper() else StandIn(name)


def named(value: Any) -> str:
    """Return what a value is called in the names of stand-ins and of calls."""
    if isinstance(value, StandIn):
        return object.__getattribute__(value, "_name")
    if isinstance(value, type) or inspect.isroutine(value):
        return f"{value.__module__}.{value.__qualname__}"
    if type(value) in (list, tuple, set, frozenset):
        return f"{type(value).__name__}({', '.join(map(named, value))})"
    if type(value) is dict:
        return f"dict({', '.join(f'{named(key)}: {named(one)}' for key, one in value.items())})"
    if value is None or isinstance(value, bool | int | float | complex | str | bytes):
        return repr(value)
    return f"<{type(value).__qualname__}>"


def call_text(arguments: tuple[Any, ...], keywords: dict[str, Any]) -> str:
    """Return the arguments of a call as a text."""
    return ", ".join([*map(named, arguments), *(f"{name}={named(one)}" for name, one in keywords.items())])


class Anything:
    """Operators whose results stand in for the unknown values; two with the same name are equal."""

    def __bool__(self) -> bool:
        return True

    def __float__(self) -> float:
        return 1.0

    def __int__(self) -> int:
        return 1

    def __index__(self) -> int:
        return 1

    def __complex__(self) -> complex:
        return 1.0 + 0j

    def __enter__(self) -> Any:
        return self

    def __exit__(self, *exception: object) -> None:
        pass

    def __class_getitem__(cls, key: Any) -> Any:
        return cls

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: object) -> Any:
        return self

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **keywords: Any) -> Any:
        return StandIn(f"numpy.{ufunc.__name__}({call_text(inputs, {})})")

    def __array_function__(self, function: Any, types: Any, arguments: Any, keywords: Any) -> Any:
        return StandIn(f"numpy.{function.__name__}({call_text(arguments, keywords)})")

    @classmethod
    def __get_pydantic_core_schema__(cls, *arguments: Any) -> dict[str, str]:
        return {"type": "any"}


def _binary(sign: str) -> tuple[Callable[[Any, Any], Any], Callable[[Any, Any], Any]]:
    def left(self: Any, other: Any) -> Any:
        return StandIn(f"({named(self)} {sign} {named(other)})")

    def right(self: Any, other: Any) -> Any:
        return StandIn(f"({named(other)} {sign} {named(self)})")

    return left, right


_BINARY = {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "matmul": "@",
    "truediv": "/",
    "floordiv": "//",
    "mod": "%",
    "pow": "**",
    "lshift": "<<",
    "rshift": ">>",
    "and": "&",
    "or": "|",
    "xor": "^",
}
for _name, _sign in _BINARY.items():
    _left, _right = _binary(_sign)
    setattr(Anything, f"__{_name}__", _left)
    setattr(Anything, f"__r{_name}__", _right)
for _name, _sign in {"neg": "-", "pos": "+", "invert": "~", "abs": "abs"}.items():
    setattr(Anything, f"__{_name}__", lambda self, sign=_sign: StandIn(f"{sign}({named(self)})"))
for _name in ("lt", "le", "gt", "ge"):
    setattr(Anything, f"__{_name}__", lambda self, other: False)


class _ClassLike:
    """What is not known to be a class: it can be a base all the same, of which nothing is an instance."""

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[type, ...]:
        return (makers["class"](str(self)),)

    def __instancecheck__(self, instance: object) -> bool:
        return False

    def __subclasscheck__(self, cls: type) -> bool:
        return False


class StandIn(_ClassLike, Anything):
    """An object that stands in for an unknown one, and takes whatever is done with it.

    Parameters
    ----------
    name : `str`
        Its full name; for the result of a call or of an operator, that as a text.
    log : `Log`, optional
        Where what is done to it is taken down: it is part of a config.
    path : `str`, optional
        Its path in that config.
    """

    def __init__(self, name: str, log: Log | None = None, path: str = "") -> None:
        module, _, last = name.rpartition(".")
        for key, value in (("_name", name), ("_log", log), ("_path", path), ("_values", {})):
            object.__setattr__(self, key, value)
        self.__dict__.update(__module__=module, __name__=last, __qualname__=last)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return self._child(f".{name}", name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._assign(f".{name}", value)

    def __delattr__(self, name: str) -> None:
        self._note("del", name)

    def __getitem__(self, key: Any) -> Any:
        return self._child(f"[{named(key)}]", None)

    def __setitem__(self, key: Any, value: Any) -> None:
        self._assign(f"[{named(key)}]", value)

    def __delitem__(self, key: Any) -> None:
        self._note("del", named(key))

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:  # noqa: D102
        if len(arguments) == 1 and not keywords and (_is_code(arguments[0])):
            return arguments[0]  # a decorator
        if self.__name__ in ("makeField", "make_field"):
            return makers["field"](self._name.rpartition(".")[0], arguments, keywords)
        text = call_text(arguments, keywords)
        if self._log is not None:
            self._called(arguments, keywords)
        else:
            for one in (*arguments, *keywords.values()):
                _pass(one, f"{self._name}({text})")
        return StandIn(f"{self._name}({text})", self._log, f"{self._path}({text})")

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0

    def __contains__(self, value: Any) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return isinstance(other, StandIn) and named(self) == named(other)

    def __hash__(self) -> int:
        return hash(named(self))

    def __str__(self) -> str:
        return named(self)

    def __repr__(self) -> str:
        return named(self)

    def __format__(self, specification: str) -> str:
        return named(self)

    def __reduce__(self) -> Any:
        return stand_in, (named(self),)

    def __radd__(self, other: Any) -> Any:
        # A text stays one, so that the name of a dataset type can be put together with it.
        return other + str(self) if isinstance(other, str) else StandIn(f"({named(other)} + {named(self)})")

    def _child(self, step: str, attribute: str | None) -> Any:
        if step in self._values:
            return self._values[step]
        if self._log is None and attribute is not None and "(" not in self._name:
            return stand_in(f"{self._name}.{attribute}")
        found = StandIn(f"{self._name}{step}", self._log, f"{self._path}{step}".lstrip("."))
        self._values[step] = found
        return found

    def _assign(self, step: str, value: Any) -> None:
        if self._log is not None:
            value = assigned(value, StandIn(f"{self._name}{step}", self._log, _joined(self, step)))
        self._values[step] = value
        if self._log is not None and not (isinstance(value, StandIn) and value._path == _joined(self, step)):
            self._log.assign(_joined(self, step), value)

    def _called(self, arguments: tuple[Any, ...], keywords: dict[str, Any]) -> None:
        """Take down a call; of a method that changes a collection, what it does to the collection."""
        path, _, method = self._path.rpartition(".")
        if method == "setDefaults":  # as it was made with them
            return
        change, several = _METHODS.get(method, ("", False))
        if not change or len(arguments) != 1 or keywords or (several and not _is_list(arguments[0])):
            self._note("call", arguments, keywords)
            return
        for one in arguments[0] if several else arguments:
            self._log.add(path, change, one)

    def _note(self, *operation: Any) -> None:
        if self._log is not None:
            self._log.add(self._path, *operation)


def _joined(node: StandIn, step: str) -> str:
    return f"{node._path}{step}".lstrip(".")


_METHODS = {
    "append": ("+", False),
    "extend": ("+", True),
    "add": ("|", False),
    "update": ("|", True),
    "remove": ("-", False),
    "discard": ("-", False),
}
"""Methods that change a collection: how, and whether they take several elements."""
_SIGNS = {"+=": "+", "|=": "|", "-=": "-"}
"""Operators that do the same."""


def _is_list(value: Any) -> bool:
    return isinstance(value, list | tuple | set | frozenset)


def _in_place(sign: str) -> Callable[[Any, Any], Any]:
    def change(self: StandIn, other: Any) -> Any:
        if self._log is None:
            return StandIn(f"({named(self)} {sign} {named(other)})")
        if sign in _SIGNS and _is_list(other):
            for one in other:
                self._note(_SIGNS[sign], one)
        else:
            self._note(sign, other)
        return self

    return change


for _name, _sign in _BINARY.items():
    setattr(StandIn, f"__i{_name}__", _in_place(f"{_sign}="))


def _pass(argument: Any, call: str) -> None:
    """Take down that something unknown is done to a config, or to a part of one."""
    if isinstance(argument, StandIn):
        argument._note("passed to", call)
        return
    held = getattr(argument, "__dict__", {})
    if "_value" in held:  # the proxy of a subtask's config
        held = vars(held["_value"])
    if "_storage" in held:
        held.setdefault("_passed_to", []).append(call)


def _is_code(value: Any) -> bool:
    return inspect.isfunction(value) or isinstance(value, type | staticmethod | classmethod | property)


class Constant(_ClassLike, Anything, str):
    """A constant: a string that is its full name, so that it can be the name of a dataset type."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name.endswith("__"):
            raise AttributeError(name)
        return stand_in(f"{self!s}.{name}")

    def __call__(self, *arguments: Any, **keywords: Any) -> Any:  # noqa: D102
        return StandIn(f"{self!s}({call_text(arguments, keywords)})")

    def __iter__(self) -> Iterator[Any]:
        return iter((str(self),))

    def __contains__(self, value: Any) -> bool:
        return isinstance(value, str) and str.__contains__(self, value)

    def __getitem__(self, key: Any) -> Any:
        return StandIn(f"{self!s}[{named(key)}]")

    def __add__(self, other: Any) -> Any:
        return str.__add__(self, other) if isinstance(other, str) else StandIn(f"({self!s} + {named(other)})")

    def __radd__(self, other: Any) -> Any:
        return other + str(self) if isinstance(other, str) else StandIn(f"({named(other)} + {self!s})")

    def __rmod__(self, other: Any) -> Any:
        return other % str(self) if isinstance(other, str) else StandIn(f"({named(other)} % {self!s})")

    def __reduce__(self) -> Any:
        return stand_in, (str(self),)

    def __str__(self) -> str:
        return str.__str__(self)
