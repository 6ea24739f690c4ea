"""A text that is edited is read as if it had been written so from the start."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conngen.source import Source, Span
from conngen.syntax import tree
from conngen.syntax.editing import Editing
from conngen.syntax.parser import Parsed, parse

HERE = Path(__file__).parent
FILES = sorted(
    path
    for folder in (HERE / "cases", HERE.parent / "examples")
    for path in folder.rglob("*.conn")
    if path.stat().st_size < 5000
)
EXAMPLES = [path for path in FILES if path.is_relative_to(HERE.parent / "examples")]
PIECES = [
    *("", " ", "\n", "x", "1", ",", ":", "=", '"', "'", "#", ".", "{", "}", "[", "]", "(", ")", "{}", "[]"),
    *(
        '""',
        '"""',
        "when ",
        "when doIt",
        "for ",
        ", multiple",
        "{coadd}",
        '"doc"',
        " and b",
        "if ",
        " else c",
    ),
    *('\n    input a: B[...] = "c"\n', "\n    a: int = 3\n", 'template t = "x"\n', "    }\n", "# remark\n"),
    *(
        "when doIt {\n",
        "config {\n}\n",
        "require a\n",
        "é",
        "\U0001f52d",
        "\r\n",
        "del x\n",
        "as ",
        "|",
        "-= 3",
    ),
]


def dump(value: Any) -> Any:
    """Return all that a tree says, places included."""
    if isinstance(value, Span):
        return tuple(value)
    if dataclasses.is_dataclass(value):
        return (type(value).__name__, *(dump(getattr(value, one.name)) for one in dataclasses.fields(value)))
    if isinstance(value, tuple | list):
        return [dump(one) for one in value]
    return repr(value)


def said(parsed: Parsed) -> Any:
    return {
        "file": dump(parsed.file),
        "comments": dump(parsed.comments),
        "problems": [dump(tuple(one)) for one in parsed.problems],
    }


def agrees(found: Parsed, anew: Parsed) -> None:
    """Compare two results; what is left of a broken file in which nothing is in its place may differ."""
    if anew.problems and found.problems:
        assert dump(found.comments) == dump(anew.comments)
    else:
        assert said(found) == said(anew)


def follow(texts: Iterable[str], compare: Callable[[Parsed, Parsed], None] = agrees) -> None:
    first, *texts = texts
    editing = Editing(Source("a.conn", first))
    for text in texts:
        found = editing.change(Source("a.conn", text))
        compare(found, parse(Source("a.conn", text)))
        assert found.source.text == text


@st.composite
def edited(draw: st.DrawFn) -> list[str]:
    """Texts, each the one before with a piece put in, taken out or exchanged."""
    text = draw(st.sampled_from(FILES)).read_text(encoding="utf-8", errors="replace")
    texts = [text]
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.sampled_from([0, 0, 0, 1, 1, 3, 10, 60])))
        text = text[:start] + draw(st.sampled_from(PIECES)) + text[end:]
        texts.append(text)
    return texts


@settings(max_examples=200)
@given(edited())
def test_an_edit_is_followed(texts: list[str]) -> None:
    follow(texts)


@pytest.mark.parametrize("seed", range(8))
def test_typing_is_followed(seed: int) -> None:
    """A declaration of a file that is laid out as usual is taken out and typed again, letter by letter."""
    chance = random.Random(seed)
    text = chance.choice(EXAMPLES).read_text(encoding="utf-8")
    file = parse(Source("a.conn", text)).file
    blocks = [item for item in file.items if isinstance(item, tree.Block) and item.items]
    if not blocks:
        blocks = [file]  # type: ignore[list-item]
    span = chance.choice(chance.choice(blocks).items or (file,)).span
    typed = text[span.start : span.end][:200]
    follow((text[: span.start] + typed[:i] + text[span.end :] for i in range(len(typed) + 1)), exactly)


def exactly(found: Parsed, anew: Parsed) -> None:
    assert said(found) == said(anew)


def test_what_an_edit_does_not_touch_stays_the_same() -> None:
    lines = [f'    input x{i}: ExposureF[...] = "x{i}"' for i in range(50)]
    text = "\n".join(["task Many[visit] {", *lines, "}", ""])
    editing = Editing(Source("a.conn", text))
    before = editing.parsed.file.items[0]
    assert isinstance(before, tree.Block)
    after = editing.change(Source("a.conn", text.replace('"x7"', '"x7, '))).file.items[0]
    assert isinstance(after, tree.Block)
    same = [one is other for one, other in zip(before.items, after.items, strict=True)]
    assert same == [i != 7 for i in range(50)]


def test_nothing_is_kept_of_what_an_edit_has_replaced() -> None:
    """Edits in three blocks in turn move the others, and replace their own."""
    names = ["a", "a", "a"]
    editing: Editing | None = None
    for i in range(60):
        names[i % 3] += "b"
        blocks = [
            f'task T{j}[visit] {{\n    input {name}: X[...] = "x"\n}}\n' for j, name in enumerate(names)
        ]
        source = Source("a.conn", "".join(blocks))
        if editing is None:
            editing = Editing(source)
        editing.change(source)
        assert len(editing._nodes) <= 6
