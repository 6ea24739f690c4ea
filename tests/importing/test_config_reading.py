"""Config classes as a whole."""

from __future__ import annotations

import ast

import pytest
from config_programs import find, lines, read

from conngen.importing.config import read_config
from conngen.importing.drafts import ConfigDraft
from conngen.importing.python_file import read_python

MODULE = '''
from typing import TYPE_CHECKING

import lsst.pex.config as pexConfig
from lsst.pex.config import Config, Field
from lsst.pipe.base import PipelineTaskConfig
from shapes import ShapeTask, Round, deprecated

if TYPE_CHECKING:
    from shapes import Square


def late():
    pass


# Before the class.
# And more.
class Mine(ShapeTask.ConfigClass, PipelineTaskConfig, pipelineConnections=Round.Connections):  # behind
    """What shapes are.

    Several lines.
    """

    # --- sizes ---

    # Of a shape,
    # in pixels.
    size = Field(  # noqa: E501
        # What it says:
        doc="Size.",
        dtype=int,  # pixels
    )
    """More about the size."""

    LARGE = 99

    round = Field(doc="Round?", dtype=bool, default=True)  # type: ignore
    kind: str
    # The end.


class Second(Config):
    pass
'''


def test_the_whole_class() -> None:
    draft = read(MODULE)
    assert draft.name == "Mine"
    assert [ast.unparse(base) for base in draft.bases] == ["ShapeTask.ConfigClass"]
    assert draft.connections is not None
    assert ast.unparse(draft.connections) == "Round.Connections"
    assert draft.doc == "What shapes are.\n\nSeveral lines."
    assert lines(draft) == [
        "size: scalar[int]",
        "round: scalar[bool], default=True",
        "mixin: LARGE = 99",
        "mixin: kind: str",
    ]


def test_comments_are_kept() -> None:
    draft = read(MODULE)
    assert draft.comments == ["# Before the class.", "# And more.", "# behind"]
    assert [item.comments for item in draft.items] == [
        [
            "# --- sizes ---",
            "# Of a shape,",
            "# in pixels.",
            "# What it says:",
            "# pixels",
            "# More about the size.",
        ],
        ["# The end."],
    ]
    nothing = read(
        "from lsst.pex.config import Config\nclass Mine(Config):\n    # Nothing yet.\n    pass\n    # Really.\n"
    )
    assert nothing.comments == ["# Nothing yet.", "# Really."]


MEMBERS = {
    "SIZE = 3": "mixin: SIZE = 3",
    "SIZE: int = 3": "mixin: SIZE: int = 3",
    "_cache = {}": "mixin: _cache = {}",
    "area = property(lambda self: self.size)": "mixin: area = property(lambda self: self.size)",
    "def area(self):\n    return self.size": "mixin: area",
    "@property\ndef area(self):\n    return self.size": "mixin: area",
    "def setDefaults(self, more=1):\n    self.size = more": "mixin: setDefaults",
    "class Inner:\n    pass": "mixin: class Inner:\n    pass",
}


@pytest.mark.parametrize("member", MEMBERS)
def test_what_is_no_field_stays_python(member: str) -> None:
    draft = config(member)
    assert lines(draft) == ["size: scalar[int]", MEMBERS[member]]
    (hook,) = draft.hooks
    assert hook.why.startswith("`")
    assert hook.line == draft.node.body[-1].lineno
    assert not draft.notes


def test_all_parts_of_a_property_stay() -> None:
    draft = config(
        "@property\ndef area(self):\n    return 1\n\n@area.setter\ndef area(self, value):\n    self.size = value"
    )
    assert lines(draft)[1:] == ["mixin: area", "mixin: area"]


@pytest.mark.parametrize("member", ["F = Field", "if TYPE_CHECKING:\n    more: int", "pass", "..."])
def test_what_says_nothing_is_left_out(member: str) -> None:
    draft = config(member)
    assert lines(draft) == ["size: scalar[int]"]
    assert not draft.notes


@pytest.mark.parametrize(
    "member",
    ["for name in 'ab':\n    vars()[name] = 1", "if late():\n    x = Field(doc='X.', dtype=int)", "del size"],
)
def test_code_of_a_class_is_reported(member: str) -> None:
    draft = config(member)
    assert [(one.lost, one.line) for one in draft.notes] == [(True, draft.node.body[-1].lineno)]
    assert "runs when the class is made" in draft.notes[0].text


def test_keywords_are_reported() -> None:
    draft = read(MODULE.replace("pipelineConnections", "connections"))
    assert draft.connections is None
    assert [one.text for one in draft.notes] == ["`Mine` is made with `connections=Round.Connections`"]
    assert draft.notes[0].lost


def config(member: str) -> ConfigDraft:
    """Return what is read of a config with a field and something else."""
    body = "\n".join(f"    {line}" for line in member.splitlines())
    head = MODULE[: MODULE.index("# Before")]
    return read(f"{head}\nclass Mine(Config):\n    size = Field(doc='Size.', dtype=int)\n\n{body}\n")


BASES = """
from lsst.pex.config import Config, Field, ListField
from shapes import Shape


class First(Config):
    size = ListField(doc="Sizes.", dtype=int)
    color = Field(doc="Color.", dtype=str)
    LARGE = 5

    def grow(self):
        self.size = [self.LARGE]


class Second(First):
    LARGE = 7

    def setDefaults(self):
        self.size.clear()
        self.grow()
        self.missing = 3


class Third(Shape):
    def setDefaults(self):
        self.missing = 3
        self._hidden = 4
        self.Shape = 5


class Fourth(Second):
    size = Field(doc="Size.", dtype=int)
    LARGE = Field(doc="Large.", dtype=int)

    def setDefaults(self):
        self.size.clear()
        self.LARGE = 3
"""


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        # What a base has is known, also that there is no more.
        ("Second", ["size = [7]", "setDefaults: self.missing = 3"]),
        # A base that can't be read may have any field, but not one that is private, or an import.
        ("Third", ["missing = 3", "setDefaults: self._hidden = 4; self.Shape = 5"]),
        # A field takes the place of an inherited one, and of a constant.
        (
            "Fourth",
            ["size: scalar[int]", "LARGE: scalar[int]", "LARGE = 3", "setDefaults: self.size.clear()"],
        ),
    ],
)
def test_bases(name: str, wanted: list[str]) -> None:
    assert [line for line in lines(read(BASES, name)) if not line.startswith("mixin")] == wanted


def test_a_base_of_another_module() -> None:
    first = read_python(BASES, "first.py", "first")
    second = read_python(
        "from first import Second\nfrom shapes import grow\n"
        "class Mine(Second):\n    def setDefaults(self):\n        self.color = self.LARGE\n        self.grow()\n",
        "second.py",
        "second",
    )

    def anywhere(file: object, node: ast.expr) -> object:
        return find(second, node) or find(first, node)

    draft = read_config(second.classes["Mine"], second, anywhere)  # type: ignore[arg-type]
    # The names in a method of another module mean what they mean there.
    assert lines(draft) == ["color = 7", "setDefaults: self.grow()"]


@pytest.mark.parametrize("name", ["First", "Second", "Third", "Fourth"])
def test_reading_twice_says_the_same(name: str) -> None:
    file = read_python(BASES, "example.py", "example")
    first, second = (lines(read_config(file.classes[name], file, find)) for _ in range(2))
    assert first == second


def test_comments_before_methods_are_kept() -> None:
    draft = config(
        "# What is usual.\ndef setDefaults(self):\n    self.size = 3  # pixels\n\n"
        "# Nothing.\ndef validate(self):\n    pass"
    )
    assert draft.items[-1].comments == ["# What is usual.", "# pixels"]
    assert draft.comments == ["# Nothing."]
