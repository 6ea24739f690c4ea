"""A config field as Python code."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import ConfigClass, ConfigField, Expression, PythonName
from ...typings import Any
from ...vocabulary import FIELD_FLAGS, FIELD_TYPES
from .errors import InternalError
from .imports import Imports
from .literals import identifier, literal, string
from .printer import Printer
from .statements import Argument, Assigned

__all__ = ["NO_DOC", "field"]

NO_DOC = "Not documented."
"""The doc of a field without one: the runtime refuses an empty one."""


def field(one: ConfigField, cls: ConfigClass, imports: Imports, local_config: str) -> Assigned:
    """Return the attribute of a field in the body of its class.

    Parameters
    ----------
    one : `ConfigField`
        The field.
    cls : `ConfigClass`
        Its class.
    imports : `Imports`
        The imports of the module.
    local_config : `str`
        The code of the Config class of the subtask, if the field is for a task that can't be imported yet.
    """
    function, arguments, annotation = _Field(one, imports, local_config).parts()
    doc = Argument("doc", string((one.doc.plain if one.doc is not None else None) or NO_DOC))
    found = (doc, *arguments, *_common(one, imports))
    if one.type == "made" and one.doc is None:
        found = found[1:]
    comment = "  # type: ignore[assignment]" if _differs(one, cls) else ""
    if local_config:
        target = one.local_target or (one.target.last if one.target is not None else "")
        comment = f"{comment}  # {identifier(target)}, put in place by `setDefaults`"
    return Assigned(identifier(one.name), function, found, annotation=annotation, comment=comment)


def _common(one: ConfigField, imports: Imports) -> Iterator[Argument]:
    """Yield the default, whether there need be a value, and the flags."""
    if one.default is not None and one.default.static is not None:
        yield Argument("default", _value(one.default.static, imports))
    if one.type == "choice":
        if "allowed" in one.flags:
            yield Argument("allowed", literal(one.flags["allowed"].static, imports.name))
        if not one.optional:
            yield Argument("optional", "False")  # the runtime's default is `True` here
    elif one.optional and one.type in (
        "scalar",
        "list",
        "dict",
        "range",
        "configDict",
        "registry",
        "configChoice",
        "actions",
    ):
        yield Argument("optional", "True")
    for name, flag in FIELD_FLAGS.items():
        if (
            flag.runtime
            and name in one.flags
            and name != "allowed"
            and one.flags[name].static != flag.default
        ):
            yield Argument(name, _value(one.flags[name].static, imports))


def _value(value: Any, imports: Imports) -> str:
    """Return the code of plain data, or of what only Python knows."""
    if isinstance(value, Expression):
        return Printer(imports, "").expression(value)
    return literal(value, imports.name)


def _differs(one: ConfigField, cls: ConfigClass) -> bool:
    """Whether a field takes the place of one of another type, in a base that a type checker sees."""
    for base in cls.bases:
        before = base.known.all_fields().get(one.name) if base.known is not None else None
        ours = base.python.module.startswith(".") or not base.python.module
        if before is not None and ours and (before.type, before.basic) != (one.type, one.basic):
            return True
    return False


class _Field:
    def __init__(self, one: ConfigField, imports: Imports, local_config: str) -> None:
        self.one = one
        self.imports = imports
        self.local_config = local_config

    def parts(self) -> tuple[str, tuple[Argument, ...], str]:
        """Return what is called, the arguments behind the doc, and the annotation if one is needed."""
        runtime = FIELD_TYPES[self.one.type].runtime if self.one.type in FIELD_TYPES else ""
        match self.one.type:
            case "scalar" | "list" | "dict" | "choice":
                return f"{self._pex()}.{runtime}[{', '.join(self._basic())}]", (), ""
            case "range":  # the only one that takes no type in brackets
                return f"{self._pex()}.{runtime}", (Argument("dtype", self._basic()[0]),), ""
            case "task":
                return f"{self._pex()}.{runtime}[{self.imports.any()}]", tuple(self._target()), ""
            case "config" if self._known_type():
                return f"{self._pex()}.{runtime}[{self._name()}]", (), ""
            case "config":
                annotation = f"{self._pex()}.{runtime}[{self.imports.any()}]"
                return f"{self._pex()}.{runtime}", (Argument("dtype", self._name()),), annotation
            case "configDict":
                given = Argument("keytype", self._basic()[0]), Argument("itemtype", self._name())
                return f"{self._pex()}.{runtime}", given, ""
            case "registry":
                return f"{self._name()}.makeField", (), ""
            case "configChoice":
                return f"{self._pex()}.{runtime}", (Argument("typemap", self._name()),), ""
            case "made":
                return self._name(), (), ""
            case "action" | "actions":
                return self._action(runtime)
        raise InternalError(self.imports.stem, f"the field {self.one.name} has no type")

    def _pex(self) -> str:
        return self.imports.bind("lsst.pex.config", "", "pexConfig")

    def _basic(self) -> list[str]:
        return [self.imports.builtin(identifier(name)) for name in self.one.basic]

    def _name(self) -> str:
        if not isinstance(self.one.target, PythonName):
            raise InternalError(self.imports.stem, f"the field {self.one.name} refers to nothing")
        return self.imports.name(self.one.target)

    def _known_type(self) -> bool:
        """Whether the target is a plain class, which a type checker takes for a type."""
        return self.one.target is not None and not self.one.target.attributes and bool(self.one.target.name)

    def _target(self) -> Iterator[Argument]:
        if not self.local_config:
            yield Argument("target", self._name())
            return
        # Its module imports this one: `setDefaults` puts it in the place of this.
        yield Argument("target", self.imports.bind("lsst.pipe.base", "Task"))
        yield Argument("ConfigClass", self.local_config)

    def _action(self, runtime: str) -> tuple[str, tuple[Argument, ...], str]:
        module = "lsst.pex.config.configurableActions"
        function = self.imports.bind(module, runtime)
        named = self._known_type()
        if self.one.type == "action" and self.one.target is not None and not named:
            return function, (Argument("dtype", self._name()),), f"{function}[{self.imports.any()}]"
        if self.one.type == "action":
            what = self._name() if named else self.imports.bind(module, "ConfigurableAction")
            return f"{function}[{what}]", (), ""
        if named:
            return f"{function}[{self._name()}]", (), ""
        return function, (), f"{function}[{self.imports.any()}]"
