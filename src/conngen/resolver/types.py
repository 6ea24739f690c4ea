"""The types of config fields."""

from __future__ import annotations

import re

from ..checks.codes import UNKNOWN_TYPE
from ..diagnostics import did_you_mean
from ..model import ConfigClass, ConnectionsClass, PythonName, Task
from ..syntax import tree
from ..typings import Any, NamedTuple
from ..vocabulary import BASIC_TYPES, FIELD_TYPES, TYPE_WORDS
from .flags import listed
from .scope import Names

__all__ = ["TypeFound", "TypeReader"]

# Types of Python and of other languages, and what is written here.
_ALIASES = {
    "string": "str",
    "String": "str",
    "boolean": "bool",
    "Boolean": "bool",
    "integer": "int",
    "double": "float",
    "number": "float",
}
_LISTS = ("tuple", "Tuple", "set", "Set", "List", "Sequence", "Iterable", "array")
_DICTS = ("Dict", "Mapping", "map")
_ACTIONS = {"ConfigurableActionField": "action", "ConfigurableActionStructField": "actions"}
_CLASSES = ("task", "config")
_REFERRING = {
    "registry": "registry",
    "choice": "configChoice",
    "field": "made",
    **{name: name for name in _CLASSES},
    **_ACTIONS,
}
_BRACKETED = ("list", "dict", *_REFERRING)
_NEVER_NONE = ("task", "config", "action", "made")


_WHAT = {"registry": "registry", "choice": "dictionary of configs", "field": "function"}
_NEITHER = {"task": (ConfigClass, ConnectionsClass), "config": (Task, ConnectionsClass)}


class TypeFound(NamedTuple):
    """The type of a field.

    Parameters
    ----------
    type : `str`
        Its key in `vocabulary.FIELD_TYPES`; empty if there is none, which has been reported.
    basic : `tuple` [ `str` ]
        The basic types it is made of.
    target : `PythonName` or `None`
        The class, registry or function it refers to.
    known : object
        What is known of that class.
    """

    type: str = ""
    basic: tuple[str, ...] = ()
    target: PythonName | None = None
    known: Any = None


_NONE = TypeFound()


class TypeReader:
    """Resolves the types of the fields of one config.

    Parameters
    ----------
    names : `Names`
        What names stand for.
    """

    def __init__(self, names: Names) -> None:
        self.names = names
        self.report = names.report

    def read(self, item: tree.Field) -> TypeFound:
        """Return the type of a field."""
        found = self._type(item)
        if item.type.optional and found.type in _NEVER_NONE:
            plain = self.report.text(item.type).rpartition("|")[0].strip()
            advice = f"only values, lists and dictionaries can be `None`: write `{plain}`"
            self._bad(item.type, self.report.text(item.type), advice)
            return _NONE
        return found

    def _type(self, item: tree.Field) -> TypeFound:
        written = item.type
        if isinstance(written.name, tree.Filled):
            self._bad(written.name, "{…}", "write the name of a type")
            return _NONE
        word, arguments = written.name.text, written.arguments
        if word in BASIC_TYPES and arguments is None:
            return self._scalar(item, word)
        if word in ("list", "dict"):
            return self._collection(written, word)
        if word in _ACTIONS and arguments is None:
            return TypeFound(_ACTIONS[word])
        if word in _REFERRING and (arguments is not None or word not in _CLASSES):
            return self._referring(written, word)
        if arguments is not None:
            advice = self._brackets_advice(written, word)
            only = re.fullmatch(r"write `([^`]+)`", advice) if arguments else None
            fix = None if only is None else only.group(1)
            self._bad(written, self.report.text(written), advice, fix)
            return _NONE
        return self._class(written.name)

    def _scalar(self, item: tree.Field, word: str) -> TypeFound:
        flags = {flag.name.text for flag in item.flags if isinstance(flag, tree.Flag)}
        if "allowed" in flags:
            return TypeFound("choice", (word,))
        is_range = flags & {"min", "max"} and word in ("int", "float")
        return TypeFound("range" if is_range else "scalar", (word,))

    def _brackets_advice(self, written: tree.Type, word: str) -> str:
        arguments = written.arguments or ()
        inner = self.report.text(arguments[0]) if arguments else "float"
        if word == "Optional":
            return f"write `{inner} | None`"
        if word in _LISTS:
            return f"write `list[{inner}]`"
        if word in _DICTS:
            return f"write `dict[{', '.join(self.report.text(one) for one in arguments)}]`"
        if word in BASIC_TYPES:
            return f"write `{word}`, or `list[{word}]` for several"
        hint = did_you_mean(word, _BRACKETED)
        return hint.get("help", f"only {listed(_BRACKETED)} take brackets")

    def _class(self, node: tree.Dotted) -> TypeFound:
        first, names = node.parts[0].text, self.names
        if len(node.parts) == 1 and first not in names.imports and first not in names.local:
            self._unknown(node, first)
            return _NONE
        found = names.python(node, "class")
        if found is None:
            return _NONE
        python, known = found
        if isinstance(known, Task):
            return TypeFound("task", (), python, known)
        if isinstance(known, ConfigClass) or python.last.endswith(("Config", "ConfigClass")):
            return TypeFound("config", (), python, known)
        if python.last in _ACTIONS:
            return TypeFound(_ACTIONS[python.last])
        if python.last.endswith("Task"):
            return TypeFound("task", (), python, known)
        if first in self.report.broken and any(
            one.code.name == "unknown-import" for one in self.report.found
        ):
            return _NONE
        self._bad(node, node.text, f"write `task[{node.text}]` or `config[{node.text}]`, whichever it is")
        return _NONE

    def _unknown(self, node: tree.Dotted, name: str) -> None:
        if name in self.report.broken:
            return
        if name in _ALIASES:
            self._bad(node, name, f"write `{_ALIASES[name]}`", fix=_ALIASES[name])
            return
        if name in _LISTS or name in _DICTS:
            self._bad(node, name, "write `list[float]`" if name in _LISTS else "write `dict[str, float]`")
            return
        hint = did_you_mean(name, [*TYPE_WORDS, *self.names.imports, *self.names.local])
        advice = "the types are those of Python, or a Task or Config class that is imported"
        if name.endswith(("Task", "Config")):
            advice = f"import it first: `from package.module import {name}`"
        self._bad(node, name, **(hint or {"help": advice}))

    def _collection(self, written: tree.Type, word: str) -> TypeFound:
        wanted = 1 if word == "list" else 2
        arguments = written.arguments or ()
        basic = [_plain_name(argument) for argument in arguments]
        inner = self._inner_config(arguments[1]) if word == "dict" and len(arguments) == 2 else None
        if inner is not None and basic[0] is not None and basic[0].text in BASIC_TYPES:
            return inner._replace(type="configDict" if inner.type else "", basic=(basic[0].text,))
        if len(arguments) != wanted or None in basic:
            example = "list[float]" if word == "list" else "dict[str, float]"
            self._bad(written, self.report.text(written), f"write it like `{example}`")
            return _NONE
        names = [name for name in basic if name is not None]
        if names[0].text not in BASIC_TYPES:
            which = "list holds" if word == "list" else "dict has keys of"
            advice = {"help": f"a {which} {', '.join(f'`{name}`' for name in BASIC_TYPES)}"}
            self._bad(names[0], names[0].text, **(did_you_mean(names[0].text, BASIC_TYPES) or advice))
            return _NONE
        if word == "list" or names[1].text in BASIC_TYPES:
            return TypeFound(word, tuple(name.text for name in names))
        found = self._class(names[1])
        if found.type == "config":
            return TypeFound("configDict", (names[0].text,), found.target, found.known)
        if found.type:
            self._bad(names[1], names[1].text, "a dict holds plain values or configs")
        return _NONE

    def _referring(self, written: tree.Type, word: str) -> TypeFound:
        arguments = written.arguments or ()
        name = _plain_name(arguments[0]) if len(arguments) == 1 else None
        type = _REFERRING[word]
        if name is None:
            example = FIELD_TYPES[type].written.rpartition(", or ")[2]
            self._bad(written, self.report.text(written), f"write it like `{example}`")
            return _NONE
        found = self.names.python(name, _WHAT.get(word, "class"))
        if found is None:
            return _NONE if word in _CLASSES else TypeFound(type)
        python, known = found
        if word in _CLASSES and isinstance(known, _NEITHER[word]):
            other = "config" if word == "task" else "task"
            fix = f"{other}[{name.text}]"
            self._bad(written, self.report.text(written), f"write `{fix}`", fix)
            return _NONE
        return TypeFound(type, (), python, known if word in _CLASSES else None)

    def _inner_config(self, argument: tree.Dimension) -> TypeFound | None:
        """Return the type that ``config[…]`` inside of other brackets is."""
        match argument:
            case tree.Type(name=tree.Dotted(text="config"), arguments=tuple(), optional=False):
                return self._referring(argument, "config")
        return None

    def _bad(self, node: tree.Node, name: str, help: str | None = None, fix: str | None = None) -> None:
        self.report.add(UNKNOWN_TYPE, node, name=name, help=help, fix=fix)


def _plain_name(argument: tree.Dimension) -> tree.Dotted | None:
    """Return the name that a type in brackets is, or `None` if it is more than one."""
    if not isinstance(argument, tree.Type) or argument.optional or argument.arguments is not None:
        return None
    return argument.name if isinstance(argument.name, tree.Dotted) else None
