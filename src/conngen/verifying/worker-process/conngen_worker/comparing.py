"""Compares plain values, and says where they differ in the words of one who reads it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["differences", "shown", "title"]

_LONGEST = 90
_BEFORE = 20
"""How much of a long text is shown before the place where two differ."""


def differences(path: str, original: Any, generated: Any) -> Iterator[str]:
    """Yield where two plain values differ, as deep inside as can be, one line for each.

    Parameters
    ----------
    path : `str`
        What the values are called; empty for the whole.
    original, generated : object
        The values.
    """
    if isinstance(original, dict) and isinstance(generated, dict):
        for name in dict.fromkeys((*original, *generated)):
            below = f"{path}{'' if str(name).startswith('[') else '.'}{name}" if path else str(name)
            if name not in generated:
                yield f"{below}: the original has {shown(original[name])}, the generated class has nothing"
            elif name not in original:
                yield f"{below}: the original has nothing, the generated class has {shown(generated[name])}"
            else:
                yield from differences(below, original[name], generated[name])
    elif isinstance(original, set) and isinstance(generated, set):
        if original != generated:
            parts = [
                f"the {whose} has also {shown(more)}"
                for whose, more in (
                    ("original", original - generated),
                    ("generated class", generated - original),
                )
                if more
            ]
            yield f"{path}: {', '.join(parts)}"
    elif not _same(original, generated) and not _is_meant(original, generated):
        one, other = _pair(original, generated)
        yield f"{path}: {one} in the original, {other} in the generated class"


def _same(original: Any, generated: Any) -> bool:
    """Whether two values are equal, and of equal type, so that `True` is not 1."""
    if isinstance(original, list) and isinstance(generated, list) and len(original) == len(generated):
        return not any(
            True for pair in zip(original, generated, strict=True) for _ in differences("", pair[0], pair[1])
        )
    return type(original) is type(generated) and bool(original == generated)


def _is_meant(original: Any, generated: Any) -> bool:
    """Whether one text was meant: a comma between its parts, or braces around it, made a collection of it."""
    parts = sorted(original) if isinstance(original, set) and len(original) == 1 else original
    if not isinstance(parts, list) or not isinstance(generated, str) or not parts:
        return False
    return all(isinstance(one, str) for one in parts) and "".join(parts) == generated


def shown(value: Any) -> str:
    """Return a value as a text of one line, shortened if need be."""
    if isinstance(value, set | frozenset):
        return f"{{{_cut(', '.join(sorted(map(repr, value))), 0)}}}"
    return _cut(repr(value), 0)


def _pair(original: Any, generated: Any) -> tuple[str, str]:
    if not (isinstance(original, str | list) and isinstance(generated, str | list)):
        return shown(original), shown(generated)
    one, other = repr(original), repr(generated)
    common = next(
        (index for index, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    start = max(0, common - _BEFORE) if max(len(one), len(other)) > _LONGEST else 0
    return _cut(one, start), _cut(other, start)


def _cut(text: str, start: int) -> str:
    end = start + _LONGEST
    return f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"


def title(values: Mapping[str, Any]) -> str:
    """Return how a combination of settings is called."""
    if not values:
        return "with the defaults"
    return f"with {', '.join(f'{name}={shown(value)}' for name, value in values.items())}"
