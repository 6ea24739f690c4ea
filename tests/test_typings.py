"""Our named tuples behave as those of the standard library; both are made of the same text here."""

from __future__ import annotations

import copy
import pickle
import sys
import typing
from types import ModuleType
from typing import Any

import pytest

from conngen import typings

_TEXT = '''
from __future__ import annotations

class Span(NamedTuple):
    """A stretch."""
    start: int
    end: int

    @property
    def length(self):
        return self.end - self.start

class Named(NamedTuple):
    name: str
    words: tuple = ()
    where: int | None = None

    def __contains__(self, word):
        return word in self.words

    @classmethod
    def of(cls, name):
        return cls(name, ("of",))

class Empty(NamedTuple):
    pass
'''


def made(name: str, source: Any) -> ModuleType:
    module = ModuleType(name)
    sys.modules[name] = module
    vars(module).update(NamedTuple=source.NamedTuple)
    exec(_TEXT, vars(module))
    return module


OURS, THEIRS = made("_typings_ours", typings), made("_typings_theirs", typing)


def outcome(module: ModuleType, code: str) -> Any:
    try:
        return repr(eval(code, {**vars(module), "copy": copy, "pickle": pickle}))
    except (TypeError, AttributeError, ValueError) as error:
        return type(error)


@pytest.mark.parametrize(
    "code",
    [
        "Span(1, 2), Span(end=2, start=1), Span(1, 2) == (1, 2), hash(Span(1, 2)) == hash((1, 2))",
        "Span(1, 3).length, Span(1, 3).start, Span._fields, Span.__match_args__, Span.__doc__",
        "Span(1)",
        "Span(1, 2, 3)",
        "setattr(Span(1, 2), 'start', 3)",
        "setattr(Span(1, 2), 'other', 3)",
        "Span(1, 2)._replace(end=4), Span(1, 2)._asdict(), Span._make([3, 4])",
        "tuple.__new__(Span, (1, 2)).end, sorted([Span(2, 1), Span(1, 5)])",
        "Named('a'), Named('a', ('b',), 3), 'b' in Named('a', ('b',)), Named.of('c'), Named._field_defaults",
        "Named()",
        "Empty(), Empty._fields, len(Empty())",
        "Span.__name__, Span.__qualname__, Span.__bases__, Span.__annotations__.keys()",
        "copy.deepcopy(Named('a', ('b',))), pickle.loads(pickle.dumps(Span(1, 2)))",
    ],
)
def test_named_tuples_are_alike(code: str) -> None:
    assert outcome(OURS, code) == outcome(THEIRS, code)
    assert "Error" not in str(outcome(OURS, code)) or isinstance(outcome(OURS, code), type)


def test_named_tuples_match_patterns() -> None:
    match OURS.Named("a", ("b",)):
        case OURS.Named(name, (only,)):
            assert (name, only) == ("a", "b")
        case _:
            raise AssertionError
