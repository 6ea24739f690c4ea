"""What is said of a `validate` is what it checks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from config_programs import (
    configs,
    execute,
    lines,
    method,
    read,
    validation_of,
    validation_programs,
)
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

START = "v = 1\nc = self.on\n"


def outcome(cls: Any, values: Mapping[str, Any]) -> tuple[object, str]:
    """Return which error a config raises, and what it is afterwards."""
    config = cls()
    for path, value in values.items():
        *outer, name = path.split(".")
        part = config
        for one in outer:
            part = getattr(part, one)
        setattr(part, name, value)
    try:
        config.validate()
    except (ValueError, RuntimeError, AssertionError, TypeError) as err:
        return (re.findall(r"m\d+", str(err)) or [type(err).__name__])[-1], ""
    return None, str(config.toDict())


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(validation_programs(), st.lists(configs(), min_size=4, max_size=4), st.booleans())
def test_what_is_said_and_then_what_is_left_check_the_same(
    statements: list[str], values: list[dict[str, Any]], first: bool
) -> None:
    body = START + "\n".join(statements)
    text = method("validate", f"super().validate()\n{body}" if first else f"{body}\nsuper().validate()")
    draft = read(text)
    if any(hook.setting == "mixin" for hook in draft.hooks):
        event("the method stays")
        return
    event("something is left" if draft.hooks else "all is said")
    said = validation_of(draft)
    written, generated = execute(text)["Mine"], execute(method("validate", said))["Mine"]
    for one in values:
        wanted, found = outcome(written, one), outcome(generated, one)
        if draft.hooks:  # which error comes first may differ
            assert (found[0] is None, found[1]) == (
                wanted[0] is None,
                wanted[1],
            ), f"{one}\n{text}\n=>\n{said}"
        else:
            assert found == wanted, f"{one}\n{text}\n=>\n{said}"


RAISE = "\n    raise ValueError('No.')"
CONDITIONS = {
    "not self.on": "on",
    "self.on": "not on",
    "self.on and self.yes": "not (on and yes)",
    "self.on and not self.yes": "yes, when on",
    "not self.on and not self.yes": "on or yes",
    "self.n and not self.on and not self.yes": "on or yes, when n",
    "not self.on and self.yes": "not yes, when not on",
    "self.on or self.yes": "not (on or yes)",
    "not self.on or not self.yes": "on and yes",
    "self.n == 3": "n != 3",
    "self.n > 3": "n <= 3",
    "self.n > self.c.n": "not n > c.n",
    "self.f > 3": "not f > 3",
    "len(self.xs) < 2": "len(xs) >= 2",
    "len(self.xs) == 0": "len(xs) != 0",
    "self.o is None": "o is not None",
    "self.o is not None and self.o > 3": "o <= 3, when o is not None",
    "'p' in self.xs": "'p' not in xs",
    "self.on and 'p' not in self.xs": "'p' in xs, when on",
    "self.n not in (1, 2)": "n in [1, 2]",
    "self.n not in KNOWN": "n in [1, 2]",
    "not any((self.on, self.yes))": "any([on, yes])",
    "not any(getattr(self, name) for name in ('on', 'yes'))": "on or yes",
    "all(x > 1 for x in [self.n, self.c.n])": "not c.n > 1, when n > 1",
    "set(self.xs).intersection(set(self.a.xs))": "not set(xs).intersection(set(a.xs))",
    "(x := self.a.n) is not None and x > 3": "not a.n > 3, when a.n is not None",
    "not self.connections.cat.startswith('x')": "connections.cat.startswith('x')",
}


@pytest.mark.parametrize("condition", CONDITIONS)
def test_the_opposite_of_a_condition_is_required(condition: str) -> None:
    text = method("validate", f"super().validate()\nif {condition}:{RAISE}") + "KNOWN = (1, 2)\n"
    assert lines(read(text)) == [f"require {CONDITIONS[condition]}: 'No.'"]


BODIES = {
    "if self.on:\n    if self.yes:\n        raise ValueError('No.')": ["require not yes, when on: 'No.'"],
    (
        "if self.on:\n    raise ValueError('A.')\nelif self.yes:\n"
        "    raise ValueError('B.')\nelse:\n    raise ValueError('C.')"
    ): [
        "require not on: 'A.'",
        "require not yes: 'B.'",
        "require yes: 'C.'",
    ],
    "if self.on:\n    pass\nelse:\n    raise ValueError('A.')": ["require on: 'A.'"],
    "if self.on:\n    return\nif self.yes:\n    raise ValueError('A.')": [
        "require not yes, when not on: 'A.'"
    ],
    "assert self.n > 3, 'A.'": ["require n > 3: 'A.'"],
    "bad = self.on and not self.yes\nif bad:\n    raise ValueError('A.')": ["require yes, when on: 'A.'"],
    "x = self.a.n\nif self.on:\n    x = 2\nif x > 3:\n    raise ValueError('A.')": [
        "require not (2 if on else a.n) > 3: 'A.'"
    ],
    "for part in (self.a, self.b):\n    if part.n > 3:\n        raise ValueError('A.')": [
        "require not a.n > 3: 'A.'",
        "require not b.n > 3: 'A.'",
    ],
    (
        "match self.n:\n    case 1 | 2:\n"
        "        raise ValueError('A.')\n    case 3 if self.on:\n        raise ValueError('B.')"
    ): [
        "require n not in [1, 2]: 'A.'",
        "require not on, when n == 3: 'B.'",
    ],
    # What can't be said is left, with what it needs, and nothing more.
    (
        "if self.on:\n    if self.yes:\n        raise ValueError('B.')\n"
        "    if is_odd(self.n):\n        raise ValueError('A.')"
    ): [
        "require not yes, when on: 'B.'",
        "validate: if self.on: if is_odd(self.n): raise ValueError('A.')",
    ],
    (
        "x = self.a.n\ny = self.b.n\nif y > 3:\n    raise ValueError('B.')\n"
        "if is_odd(x):\n    raise ValueError('A.')"
    ): [
        "require not b.n > 3: 'B.'",
        "validate: x = self.a.n; if is_odd(x): raise ValueError('A.')",
    ],
    "for x in self.xs:\n    if x == 'p':\n        raise ValueError('A.')": [
        "validate: for x in self.xs: if x == 'p': raise ValueError('A.')"
    ],
    # Code that changes the config comes before what asks for it.
    (
        "self.xs.append('p')\nif self.on:\n    raise ValueError('B.')\n"
        "if 'q' in self.xs:\n    raise ValueError('A.')"
    ): [
        "require not on: 'B.'",
        "validate: self.xs.append('p'); if 'q' in self.xs: raise ValueError('A.')",
    ],
    (
        "touch(self.a)\nif self.on:\n    raise ValueError('B.')\n"
        "if self.a.n > 3:\n    raise ValueError('A.')"
    ): [
        "require not on: 'B.'",
        "validate: touch(self.a); if self.a.n > 3: raise ValueError('A.')",
    ],
    # Of several errors the first one is seen: behind what is left and raises nothing more is taken.
    "if is_odd(self.n):\n    raise ValueError('A.')\nif self.on:\n    raise ValueError('B.')": [
        "validate: if is_odd(self.n): raise ValueError('A.'); if self.on: raise ValueError('B.')"
    ],
    "bump(self)\nif self.on:\n    raise ValueError('B.')": [
        "validate: bump(self); if self.on: raise ValueError('B.')"
    ],
    "raise ValueError('A.')": ["validate: raise ValueError('A.')"],
    "if self.on:\n    raise ValueError": ["validate: if self.on: raise ValueError"],
    "if self.on:\n    raise ValueError()": ["validate: if self.on: raise ValueError()"],
    "if self.on:\n    for x in (1, 2):\n        return": ["mixin: validate"],
}


@pytest.mark.parametrize("body", BODIES)
def test_bodies(body: str) -> None:
    assert lines(read(method("validate", f"super().validate()\n{body}"))) == BODIES[body]


MESSAGES = {
    "ValueError('A ' 'B.')": "'A B.'",
    "ValueError('A ' + 'B.')": "'A B.'",
    "ValueError(f'A {self.n}.')": "f'A {n}.'",
    "ValueError('A %s, %d%%.' % (self.n, self.a.n))": "f'A {n}, {a.n}%.'",
    "ValueError('A %s.' % self.n)": "f'A {n}.'",
    "ValueError('A {}, {x}, {{}}.'.format(self.n, x=self.a.n))": "f'A {n}, {a.n}, {{}}.'",
    "ValueError(text)": "f'A {n}.'",
    "ValueError(TEXT)": "'Text.'",
    "pexConfig.FieldValidationError(Mine.n, self, 'A.')": "'A.'",
    "FieldValidationError(field=Mine.n, config=self, msg='A.')": "'A.'",
}


@pytest.mark.parametrize("error", MESSAGES)
def test_messages(error: str) -> None:
    body = f"super().validate()\ntext = f'A {{self.n}}.'\nif self.on:\n    raise {error}"
    draft = read(method("validate", body) + "TEXT = 'Text.'\n")
    assert lines(draft) == [f"require not on: {MESSAGES[error]}"]


@pytest.mark.parametrize(
    ("error", "message", "note"),
    [
        ("ValueError('A %.2f.' % self.f)", "f'A {f}.'", "a message has no formats any more"),
        ("ValueError('A {:.2f}.'.format(self.f))", "f'A {f}.'", "a message has no formats any more"),
        (
            "ValueError('A %s.', self.n)",
            "f'A {n}.'",
            "a message is filled in, which the original leaves as it is",
        ),
        (
            "ValueError(f'A {self.config.n}.')",
            "f'A {n}.'",
            "`self.config.n` in a message is taken for `self.n`",
        ),
    ],
)
def test_messages_that_are_put_differently(error: str, message: str, note: str) -> None:
    body = f"super().validate()\ntext = f'A {{self.f:.2f}}.'\nif self.on:\n    raise {error}"
    draft = read(method("validate", body))
    assert lines(draft) == [f"require not on: {message}"]
    assert note in [one.text for one in draft.notes]


@pytest.mark.parametrize(
    ("error", "message"),
    [
        ("ValueError(f'A {self.f:.2f}.')", "f'A {f:.2f}.'"),
        ("ValueError(f'A {self.f!r}.')", "f'A {f!r}.'"),
        ("ValueError(text)", "f'A {f:.2f}.'"),
    ],
)
def test_formats_of_messages_stay(error: str, message: str) -> None:
    body = f"super().validate()\ntext = f'A {{self.f:.2f}}.'\nif self.on:\n    raise {error}"
    draft = read(method("validate", body))
    assert lines(draft) == [f"require not on: {message}"]
    assert not draft.notes


@pytest.mark.parametrize(
    ("body", "notes"),
    [
        ("super().validate()\nif self.on:\n    raise FieldValidationError(Mine.n, self, 'A.')", []),
        (
            "if self.on:\n    raise ValueError('A.')\nif self.yes:\n    raise RuntimeError('A.')\nBase.validate(self)",
            [],
        ),
        (
            "if self.on:\n    raise FieldValidationError(Mine.n, self, 'A.')",
            ["`validate` of the base class is never called, and checks the fields all the same"],
        ),
    ],
)
def test_notes(body: str, notes: list[str]) -> None:
    assert [one.text for one in read(method("validate", body)).notes] == notes


def test_a_condition_around_the_base_keeps_the_method() -> None:
    body = "if self.on:\n    return\nsuper().validate()\nif self.yes:\n    raise ValueError('A.')"
    assert lines(read(method("validate", body))) == ["mixin: validate"]


def test_comments_are_kept() -> None:
    body = (
        '"""Check."""\nsuper().validate()\n# First.\nif self.on:\n    # Inside.\n    raise ValueError("A.")  # behind\n'
        "# Second.\nif self.yes:\n    # Inside.\n    if self.n > 3:\n        raise ValueError('B.')\n"
        "    # Third.\n    elif self.f:\n        # Fourth.\n        raise ValueError('C.')\n"
        "# Which?\nmatch self.n:\n    # One.\n    case 1:\n        raise ValueError('D.')\n    # Two.\n    case 2:\n"
        "        # Why?\n        raise ValueError('E.')"
    )
    draft = read(method("validate", body))
    assert [item.comments for item in draft.items] == [
        ["# Check.", "# First.", "# Inside.", "# behind"],
        ["# Second.", "# Inside."],
        ["# Third.", "# Fourth."],
        ["# Which?", "# One."],
        ["# Two.", "# Why?"],
    ]
