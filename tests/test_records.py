"""Our dataclasses behave as those of the standard library; both are made of the same text here."""

from __future__ import annotations

import copy
import dataclasses
import pickle
import subprocess
import sys
from types import ModuleType
from typing import Any

import pytest

from conngen import records

_TEXT = '''
from __future__ import annotations
from functools import cached_property
from typing import ClassVar

@dataclass(frozen=True, slots=True)
class Node:
    """A node."""
    span: int = field(compare=False, repr=False)

@dataclass(frozen=True, slots=True)
class Named(Node):
    name: str
    parts: tuple = ()
    where: int | None = field(default=None, compare=False, repr=False)
    known: ClassVar[int] = 3

    @property
    def both(self):
        return self.name, self.parts

@dataclass(frozen=True, slots=True)
class Empty(Node):
    pass

@dataclass(frozen=True)
class Loose:
    name: str
    words: dict = field(default_factory=dict, hash=False)
    count: int = field(default=0, init=False)

    @cached_property
    def length(self):
        return len(self.name)

@dataclass(frozen=True, eq=False)
class Single:
    name: str
    extra: list = field(default_factory=list, repr=False)

@dataclass
class Mutable:
    name: str
    items: list = field(default_factory=list)
    total: int = field(init=False)

    def __post_init__(self):
        self.total = len(self.items)

@dataclass(frozen=True)
class Own:
    name: str
    def __repr__(self):
        return "own"
    def __eq__(self, other):
        return True
    def __hash__(self):
        return 7

@dataclass(frozen=True, order=True)
class Ranked:
    rank: int
    name: str = field(default="", compare=False)

@dataclass
class Nothing:
    pass
'''


def made(name: str, source: Any) -> ModuleType:
    module = ModuleType(name)
    sys.modules[name] = module
    vars(module).update(dataclass=source.dataclass, field=source.field)
    exec(_TEXT, vars(module))
    return module


OURS, THEIRS = made("_records_ours", records), made("_records_theirs", dataclasses)
with pytest.MonkeyPatch.context() as _patch:
    _patch.setattr(records, "_FEW", 0)
    MANY = made("_records_many", records)
    """Those of which there are many objects already."""
BOTH = pytest.mark.parametrize("ours", [OURS, MANY], ids=["few", "many"])

CALLS = [
    "Node(1)",
    "Named(1, 'a')",
    "Named(2, 'a')",
    "Named(1, 'a', (1, 2), 5)",
    "Named(span=1, name='a', parts=(1,))",
    "Named(1)",
    "Named(1, 'a', nothing=1)",
    "Empty(1)",
    "Empty(2)",
    "Loose('a')",
    "Loose('a', {1: 2})",
    "Loose('a', {}, 3)",
    "Single('a')",
    "Single('a', [1])",
    "Mutable('a')",
    "Mutable('a', [1, 2])",
    "Ranked(1, 'a')",
    "Own('a')",
    "Own('b')",
    "Nothing()",
    "Nothing(1)",
]


def outcome(module: ModuleType, code: str, **names: Any) -> Any:
    try:
        return eval(code, {**vars(module), **names})
    except (TypeError, AttributeError, ValueError) as error:
        return type(error)


def looks(value: Any) -> Any:
    """Return what can be seen of an object."""
    if isinstance(value, type):
        return (value,)
    hashed = None
    if type(value).__hash__ is not object.__hash__ and type(value).__hash__ is not None:
        try:
            hash(value)
            hashed = True
        except TypeError:
            hashed = False
    fields = [(one.name, getattr(value, one.name)) for one in dataclasses.fields(value)]
    shown = "an object" if "object at 0x" in repr(value) else repr(value)
    return (
        type(value).__qualname__,
        shown,
        fields,
        hashed,
        type(value).__match_args__,
        hasattr(value, "__dict__"),
    )


@BOTH
@pytest.mark.parametrize("call", CALLS)
def test_objects_look_alike(ours: ModuleType, call: str) -> None:
    assert looks(outcome(ours, call)) == looks(outcome(THEIRS, call))


@BOTH
@pytest.mark.parametrize("one", CALLS)
def test_objects_compare_alike(ours: ModuleType, one: str) -> None:
    for other in CALLS:
        pairs = [(outcome(module, one), outcome(module, other)) for module in (ours, THEIRS)]
        assert len({left == right for left, right in pairs}) == 1, (one, other)
        (left, right), _ = pairs
        if type(left) is type(right) and looks(left)[3:4] == (True,) and left == right:
            assert hash(left) == hash(right)


@BOTH
@pytest.mark.parametrize(
    "code",
    [
        "type(replace(Named(1, 'a'), name='b')).__name__, replace(Named(1, 'a'), name='b').both",
        "replace(Named(1, 'a', (3,), 5), span=2).where",
        "replace(Loose('a'), none=3)",
        "Loose('abc').length",
        "Named.known, Named.both.__name__, Node.__doc__",
        "[one.name for one in fields(Named)], [one.name for one in fields(Mutable)]",
        "asdict(Named(1, 'a', (2,)))",
        "is_dataclass(Named), is_dataclass(Nothing(0) if False else Nothing)",
        "sorted([Ranked(2, 'a'), Ranked(1, 'b')])[0].name, Ranked(1, 'a') <= Ranked(1, 'b') > Ranked(0)",
        "Ranked(1) < 2",
        "setattr(Named(1, 'a'), 'name', 'b')",
        "delattr(Loose('a'), 'name')",
        "setattr(Mutable('a'), 'name', 'b')",
    ],
)
def test_what_is_done_with_objects_is_alike(ours: ModuleType, code: str) -> None:
    found = outcome(ours, code, replace=records.replace, **_functions())
    assert found == outcome(THEIRS, code, replace=dataclasses.replace, **_functions())
    assert found == outcome(ours, code, replace=dataclasses.replace, **_functions())


@BOTH
def test_a_field_that_is_not_given_is_not_replaced(ours: ModuleType) -> None:
    value = outcome(ours, "Loose('a')")
    for replace in (records.replace, dataclasses.replace):
        with pytest.raises((TypeError, ValueError), match="count"):  # the first since Python 3.13
            replace(value, count=3)


def _functions() -> dict[str, Any]:
    return {name: getattr(dataclasses, name) for name in ("fields", "asdict", "is_dataclass")}


@BOTH
@pytest.mark.parametrize("call", ["Named(1, 'a', (2,), 3)", "Loose('a', {1: 2})", "Mutable('a', [1])"])
def test_objects_are_copied_and_pickled(ours: ModuleType, call: str) -> None:
    value = outcome(ours, call)
    for other in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
        assert looks(other) == looks(value)


def test_the_fields_of_objects_are_in_one_order_however_many_there_are() -> None:
    for call in ("Named(name='a', span=1)", "Loose(words={}, name='b')", "Mutable(items=[], name='c')"):
        found = [outcome(module, call) for module in (OURS, MANY)]
        assert repr(found[0]) == repr(found[1])
        if hasattr(found[0], "__dict__"):
            assert list(vars(found[0])) == list(vars(found[1]))


def test_an_init_is_written_once_there_are_many_objects() -> None:
    fresh = made("_records_fresh", records)
    first = fresh.Ranked.__init__
    for rank in range(2 * records._FEW):
        assert fresh.Ranked(rank, name="b").rank == rank
        assert (fresh.Ranked.__init__ is first) == (rank < records._FEW)


def test_objects_match_patterns() -> None:
    match OURS.Named(1, "a", (2,)):
        case OURS.Named(_, name, parts=(only,)):
            assert (name, only) == ("a", 2)
        case _:
            raise AssertionError


def test_the_standard_library_is_not_needed() -> None:
    code = "import sys; sys.path[:0] = eval(sys.argv[1]); import conngen.syntax.tree"
    code += "; sys.exit('dataclasses' in sys.modules)"
    assert subprocess.run([sys.executable, "-S", "-c", code, repr(sys.path)]).returncode == 0
