"""Generated modules, read: plain attributes by an expression, everything else by Python, which agrees with it."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from conngen.backends.python.reading import CODE, Module, read

READING = import_module("conngen.backends.python.reading")

GENERATED = sorted(
    path
    for pattern in ("*_connections.py", "*_config.py")
    for path in (Path(__file__).parents[1] / "cases").rglob(f"expected/**/{pattern}")
)


@pytest.fixture(autouse=True)
def _much_has_been_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(READING, "_read", READING._LITTLE)


HEAD = '''"""Doc."""

from lsst.pipe.base import connectionTypes as cT


class A(B, names=("a", "b")):
    """Doc."""

'''
PLAIN = """
    first = cT.Input(
        doc="Some 'doc'.",
        name="{prefix}first",
        storageClass="ExposureF",
        dimensions=("visit", "detector"),
        more=("visit",),
        none=(),
        listed=["a", "b"],
        multiple=True,
        minimum=0,
        maximum=-1.5e3,
        other=some.thing,
    )
    second = cT.Field[str](doc="one line")
    third = cT.Field[dict.x, str](
        doc=(
            "Broken "
            "in two."
        )
    )
"""
OTHER = """
    first = cT.Input(doc="with \\\\ in it", name='single', more={"a": 1})
    second = cT.Input(  # type: ignore[assignment]
        doc="a",
    )
    third: cT.Field[str] = cT.Field(doc=f"{B}", dtype=lambda: 1)
    fourth = None
    fifth = 1
    sixth = cT.replace(B.sixth, doc="a")
    seventh = cT.Field(doc="a" "b", default=[1, 2])
"""


def same(one: Module, other: Module) -> None:
    assert one.given == other.given
    assert one.unknown == other.unknown
    assert one.classes.keys() == other.classes.keys()
    for name, cls in one.classes.items():
        whole = other.classes[name]
        assert sorted(cls.attributes, key=lambda pair: pair[0]) == sorted(
            whole.attributes, key=lambda pair: pair[0]
        )
        assert (cls.bases, cls.keywords, cls.methods) == (whole.bases, whole.keywords, whole.methods)


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_generated_modules(path: Path) -> None:
    body = path.read_text(encoding="utf-8")
    same(read(body), read(body, plain_attributes=False))


@pytest.mark.parametrize("attributes", [PLAIN, OTHER, PLAIN.replace("first", "zeroth") + OTHER])
def test_attributes(attributes: str) -> None:
    body = HEAD + attributes
    same(read(body), read(body, plain_attributes=False))


def test_values() -> None:
    found = dict(read(HEAD + PLAIN).classes["A"].attributes)
    assert found["first"].arguments == {
        "doc": "Some 'doc'.",
        "name": "{prefix}first",
        "storageClass": "ExposureF",
        "dimensions": ("visit", "detector"),
        "more": ("visit",),
        "none": (),
        "listed": ["a", "b"],
        "multiple": True,
        "minimum": 0,
        "maximum": -1500.0,
        "other": CODE,
    }
    assert found["first"].function == "Input"
    assert found["third"].arguments == {"doc": "Broken in two."}


def test_many_other_attributes() -> None:
    many = "".join(f"    a{n} = cT.Input(doc='{n}', more={{}})\n" for n in range(2000))
    found = read(HEAD + many)
    same(found, read(HEAD + many, plain_attributes=False))
    assert len(found.classes["A"].attributes) == 2000


@pytest.mark.parametrize(
    "doc",
    [
        'class A(B):\n    \\"\\"\\"Doc.\n\n    first = cT.Input(doc=\'a\')\n',
        "class A(B):\n\n    first = cT.Input(\n        doc='a',\n    )\n",
    ],
)
def test_what_is_text_is_no_code(doc: str) -> None:
    body = f'"""{doc}"""\n' + HEAD.partition("\n")[2] + PLAIN
    same(read(body), read(body, plain_attributes=False))
    assert len(read(body).classes["A"].attributes) == 3


def test_quotes_in_a_string_are_no_docstring() -> None:
    body = HEAD + '    zeroth = cT.Input(doc=\'"""\')\n' + PLAIN + '    last = cT.Input(doc=\'"""\')\n'
    same(read(body), read(body, plain_attributes=False))


@pytest.mark.parametrize(
    "attribute",
    [
        'first = cT.Input(doc="a", doc="b")',
        'first = cT.Input(doc="a", doc="\\\\")',
        "first = cT.Input(doc=class)",
        'class = cT.Input(doc="a")',
        'first = cT.Input(class="a")',
        'first = cT.Input(doc="a"',
        'first = cT.Input(doc="a",,)',
        'first = cT.Input(doc=("a",]) ',
        "def f(self, a, a): pass",
        'f("a", b=1, b=2)',
    ],
)
def test_what_python_cannot_read(attribute: str) -> None:
    with pytest.raises(SyntaxError):
        read(f"{HEAD}    {attribute}\n")


def test_unknown_names() -> None:
    assert read(HEAD + PLAIN).unknown == ["B", "some"]
    assert read(HEAD + OTHER).unknown == ["B"]


def test_expressions_are_compiled_once_much_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(READING, "_read", 0)
    paid = [READING._pays("x" * 10_000) for _ in range(10)]
    assert paid == [False] * 5 + [True] * 5
