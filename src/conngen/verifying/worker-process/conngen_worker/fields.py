"""Config fields by their dotted paths: what they are, setting them, and seeing which of them are looked at."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from lsst.pex.config import (
    ChoiceField,
    Config,
    ConfigurableInstance,
    DictField,
    Field,
    ListField,
    RangeField,
)
from lsst.pipe.base.config import TemplateField

from .loose import LooseConfig
from .standins import StandIn
from .values import Absent, choose

__all__ = ["Choice", "required", "set_values", "trace", "values_of"]


def set_values(config: Config, values: Mapping[str, Any]) -> None:
    """Set fields of a config, by dotted path."""
    for path, value in values.items():
        *parents, name = path.split(".")
        target: Any = config
        for parent in parents:
            target = getattr(target, parent)
        setattr(target, name, value)


@dataclass(frozen=True)
class Choice:
    """A field and the values of it to try.

    Parameters
    ----------
    path : `str`
        Its path.
    values : `list`
        The values, its default first; it accepts all of them.
    guessed : `bool`
        Whether its type is not known, so that values may be such as it never has.
    """

    path: str
    values: list[Any]
    guessed: bool


def values_of(make: Callable[[], Config], path: str, literals: Sequence[Any]) -> Choice | None:
    """Return the field that a path leads to, and the values to try; `None` if it is no field.

    Parameters
    ----------
    make : callable
        Makes a config.
    path : `str`
        The path; what follows a field that holds a value is no part of it.
    literals : sequence
        What it is compared with.
    """
    found = _resolve(make(), path)
    if found is None:
        return None
    path, field, default = found
    values = _values(field, default, literals)
    accepted = [one for one in values[1:] if _accepts(make(), path, one)]
    return Choice(path, [values[0], *accepted], field is None)


def required(make: Callable[[], Config]) -> dict[str, Any]:
    """Return a value for each field that must have one and has none, by path: without them no config is valid."""
    found = {}
    for path, field in _without_value(make(), ""):
        values = [one for one in _values(field, None, ()) if one is not None]
        accepted = (one for one in values if _accepts(make(), path, one))
        if (value := next(accepted, None)) is not None:
            found[path] = value
    return found


def _without_value(config: Any, prefix: str) -> Iterator[tuple[str, Field]]:
    for name, field in config._fields.items():
        value = getattr(config, name)
        if isinstance(value, ConfigurableInstance):
            value = value.value
        if isinstance(value, Config):
            yield from _without_value(value, f"{prefix}{name}.")
        elif value is None and not field.optional:
            yield f"{prefix}{name}", field


def _resolve(config: Any, path: str) -> tuple[str, Any, Any] | None:
    """Return the path, the field (`None` if it is not known) and the present value of a field."""
    parts = path.split(".")
    here = config
    for index, part in enumerate(parts):
        if isinstance(here, ConfigurableInstance):
            here = here.value
        if isinstance(here, StandIn):
            return path, None, here
        if not isinstance(here, Config):
            return None
        if part not in here._fields:
            known = not isinstance(here, LooseConfig) or part.startswith("_") or hasattr(type(here), part)
            return None if known and not _is_loose(here, part) else (path, None, _at(config, parts))
        field = here._fields[part]
        here = getattr(here, part)
        if (
            isinstance(field, ListField | DictField)
            or here is None
            or isinstance(here, bool | int | float | str)
        ):
            return ".".join(parts[: index + 1]), field, here
    return None


def _is_loose(config: Config, name: str) -> bool:
    """Whether an attribute of a config about which nothing is known is a field, as far as one can tell."""
    return isinstance(config, LooseConfig) and not any(name in vars(cls) for cls in type(config).__mro__)


def _at(config: Any, parts: Sequence[str]) -> Any:
    for part in parts:
        config = getattr(config, part)
    return config


def _values(field: Field | None, default: Any, literals: Sequence[Any]) -> list[Any]:
    optional = field is not None and bool(field.optional)
    match field:
        case None:
            return choose(Absent, default, False, None, literals)
        case ChoiceField():
            return choose(None, default, False, list(field.allowed), ())
        case ListField():
            return choose(list, None if default is None else list(default), optional, None, literals)
        case DictField():
            return choose(dict, None if default is None else dict(default), optional, None, literals)
        case RangeField():
            ends = [one for one in (field.min, field.max) if one is not None]
            return choose(field.dtype, default, optional, None, [*literals, *ends])
        case TemplateField():
            return choose(str, default, False, None, literals)
        case Field() if field.dtype in (bool, int, float, str):
            return choose(field.dtype, default, optional, None, literals)
    return [default]


def _accepts(config: Config, path: str, value: Any) -> bool:
    try:
        set_values(config, {path: value})
    except (Exception, SystemExit):
        return False
    return True


@contextmanager
def trace(is_user: Callable[[str], bool], found: set[str]) -> Iterator[None]:
    """Take down the paths of the fields that the user's code looks at.

    Parameters
    ----------
    is_user : callable
        Whether a file holds the user's code.
    found : `set` [ `str` ]
        Takes the paths.
    """
    plain = Config.__getattribute__

    def look(self: Config, name: str) -> Any:
        if not name.startswith("_") and (name in type(self)._fields or _is_loose(self, name)):
            frame = sys._getframe(1)
            if frame.f_code.co_name == "__getattr__" and frame.f_back is not None:
                frame = frame.f_back  # a subtask's config hands on what is asked of it
            if is_user(frame.f_code.co_filename):
                prefix = plain(self, "_name")
                found.add(f"{prefix}.{name}" if prefix else name)
        return plain(self, name)

    Config.__getattribute__ = look
    try:
        yield
    finally:
        del Config.__getattribute__
