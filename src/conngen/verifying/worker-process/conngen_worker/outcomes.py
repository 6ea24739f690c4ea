"""What comes of one combination of settings: a config that is valid or not, and connections or an error."""

from __future__ import annotations

import ast
import re
import traceback
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from lsst.pex.config import Config, FieldValidationError
from lsst.pipe.base import NoWorkFound, PipelineTaskConnections

from .fields import set_values, trace
from .standins import StandIn
from .views import SETS, Views

__all__ = ["ANY_ERROR", "Failure", "Outcome", "Side"]

ANY_ERROR = (Exception, SystemExit, NoWorkFound)
"""What code may raise; the last two are no `Exception`."""
_NOISE = re.compile(r" at 0x[0-9a-f]+|\(from [^)]*:\d+\)")
_FIELD_ERROR = re.compile(r".*? failed validation: (.*)\nFor more information see", re.DOTALL)


@dataclass(frozen=True)
class Failure:
    """An error.

    Parameters
    ----------
    type : `str`
        Its type.
    message : `str`
        Its message, without what depends on where it was raised.
    meant : `bool`
        Whether it was raised on purpose: by a ``raise`` of the user's, or because a field holds what it must not.
    own : `bool`
        Whether it was raised by the user's code, and not by the runtime.
    """

    type: str
    message: str
    meant: bool
    own: bool = True

    def __str__(self) -> str:
        return f"{self.type}: {self.message}" if self.message else self.type


@dataclass
class Outcome:
    """What came of one combination of settings.

    Parameters
    ----------
    setting, validation, instantiation : `Failure` or `None`
        What went wrong in setting the fields, in ``validate()`` and in making the connections.
    made : `dict` or `None`
        What the connections hold.
    warned : `set` [ `str` ]
        The warnings there were.
    """

    setting: Failure | None = None
    validation: Failure | None = None
    instantiation: Failure | None = None
    made: dict[str, Any] | None = None
    warned: set[str] = field(default_factory=set)


class Side:
    """The original, or what was generated.

    Parameters
    ----------
    connections, config : `type` or `None`
        The classes; a config is there always, connections need not be.
    views : `Views`
        Makes plain values of them.
    is_user : callable
        Whether a file holds the user's code.
    """

    def __init__(
        self,
        connections: type[PipelineTaskConnections] | None,
        config: type[Config],
        views: Views,
        is_user: Callable[[str], bool],
    ) -> None:
        self.connections = connections
        self.config = config
        self.views = views
        self.is_user = is_user

    def run(
        self, values: Mapping[str, Any], *, lenient: bool = False, looked_at: set[str] | None = None
    ) -> Outcome:
        """Return what comes of settings.

        Parameters
        ----------
        values : mapping from `str` to `object`
            Values of fields by path.
        lenient : `bool`, optional
            Whether connections that are not there can be removed.
        looked_at : `set` [ `str` ], optional
            Takes the paths of the fields that are looked at.
        """
        outcome = Outcome()
        watch = nullcontext() if looked_at is None else trace(self.is_user, looked_at)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            if (config := self._config(values, outcome)) is not None:
                with watch, _lenient() if lenient else nullcontext():
                    self._make(config, outcome)
        for one in caught:
            outcome.warned.add(f"{one.category.__name__}: {self._normal(str(one.message))}")
        return outcome

    def _normal(self, message: str) -> str:
        """Return a message without what depends on where it was raised."""
        return _NOISE.sub("", re.sub(r"[\w.]+", self._renamed, message))

    def _renamed(self, found: re.Match[str]) -> str:
        """Return a dotted name in a text with the original's module in place of a generated one."""
        parts = found.group().split(".")
        for count in range(len(parts) - 1, 0, -1):
            module = ".".join(parts[:count])
            if (original := self.views.original_of(module)) != module:
                return ".".join([original, *parts[count:]])
        return found.group()

    def _config(self, values: Mapping[str, Any], outcome: Outcome) -> Config | None:
        """Return a config with values set; `None` if it does not take them."""
        try:
            config = self.config()
            set_values(config, values)
        except ANY_ERROR as err:
            outcome.setting = self.failure(err)
            return None
        return config

    def _make(self, config: Config, outcome: Outcome) -> None:
        """Validate a config, and make connections with it."""
        try:
            config.validate()
        except ANY_ERROR as err:
            outcome.validation = self.failure(err)
        if self.connections is None:
            return
        try:
            made = self.connections(config=config)
            outcome.made = self.views.made(made)
        except ANY_ERROR as err:
            outcome.instantiation = self.failure(err)
            return
        if type(made).adjustQuantum is not PipelineTaskConnections.adjustQuantum:
            for count in (2, 0):
                outcome.made[f"adjustQuantum with {count} datasets"] = self._adjust(made, count)

    def _adjust(self, connections: PipelineTaskConnections, count: int) -> Any:
        """Return what ``adjustQuantum`` makes of datasets that are not there."""

        def references(names: Any) -> dict[str, Any]:
            found = {}
            for name in sorted(names):
                connection = connections.allConnections[name]
                number = count if connection.multiple else min(count, 1)
                found[name] = (connection, [StandIn(f"dataset {index} of {name}") for index in range(number)])
            return found

        inputs = references(connections.inputs | connections.prerequisiteInputs)
        try:
            adjusted = connections.adjustQuantum(
                inputs, references(connections.outputs), "label", StandIn("data ID")
            )
            return [
                {name: [str(one) for one in found] for name, (_, found) in part.items()} for part in adjusted
            ]
        except ANY_ERROR as err:
            failure = self.failure(err)
            return str(failure) if failure.meant else failure.type

    def failure(self, err: BaseException) -> Failure:
        """Return an error as a value."""
        message = str(err)
        field_error = isinstance(err, FieldValidationError)
        if field_error and (found := _FIELD_ERROR.match(message)) is not None:
            message = found[1]
        frames = [
            one for one in traceback.extract_tb(err.__traceback__) if "conngen_worker" not in one.filename
        ]
        own = bool(frames) and self.is_user(frames[-1].filename)
        raised = _raising(frames[-1].filename).get(frames[-1].lineno or 0) if own else None
        # An error in putting the message of another together is none that was meant.
        slip = raised not in ("", type(err).__name__) and isinstance(err, _SLIPS)
        meant = field_error or (raised is not None and not slip)
        return Failure(type(err).__name__, self._normal(message), meant, own)


_SLIPS = (AttributeError, NameError, KeyError, IndexError, TypeError)
"""What is raised by mistake."""


@cache
def _raising(file: str) -> dict[int, str]:
    """Return the lines of ``raise`` and ``assert`` statements, with what each raises; empty where that is not told."""
    try:
        with open(file, encoding="utf-8") as stream:
            tree = ast.parse(stream.read())
    except (OSError, ValueError, SyntaxError):
        return {}
    found: dict[int, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise | ast.Assert):
            raised = node.exc if isinstance(node, ast.Raise) else ast.Name("AssertionError")
            raised = raised.func if isinstance(raised, ast.Call) else raised
            name = ast.unparse(raised).rpartition(".")[2] if raised is not None else ""
            found.update(dict.fromkeys(range(node.lineno, (node.end_lineno or node.lineno) + 1), name))
    return found


# --- what was meant ------------------------------------------------------------------------------------------------


class _LenientSet(set[str]):
    """Names of connections; one that is not there can be removed, and one that is in another set goes from there."""

    owner: Any = None

    def remove(self, name: str) -> None:
        """Remove a name, wherever it is."""
        for other in SETS:
            getattr(self.owner, other, set()).discard(name)


@contextmanager
def _lenient() -> Iterator[None]:
    """Let connections be removed that are not there, and from whichever set."""
    cls = PipelineTaskConnections
    set_attribute, del_attribute = cls.__setattr__, cls.__delattr__

    def assign(self: Any, name: str, value: Any) -> None:
        if name in SETS and type(value) is set:
            value = _LenientSet(value)
            value.owner = self
        set_attribute(self, name, value)

    def delete(self: Any, name: str) -> None:
        if name in self._allConnections or name in vars(self):
            del_attribute(self, name)

    cls.__setattr__, cls.__delattr__ = assign, delete
    try:
        yield
    finally:
        cls.__setattr__, cls.__delattr__ = set_attribute, del_attribute
