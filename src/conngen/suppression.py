"""Leaves out the diagnostics that a file does not want, and reports what is suppressed in vain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .checks import CODES, code_of
from .checks.useless_suppression import USELESS_SUPPRESSION
from .diagnostics import Diagnostic, Level, did_you_mean
from .model import Module, Suppression

__all__ = ["suppress", "suppressions"]


def suppressions(module: Module) -> Iterator[Suppression]:
    """Yield every suppression in a file."""
    yield from module.suppressions
    for cls in module.connections:
        yield from cls.suppressions
        for connection in cls.connections:
            yield from connection.suppressions
        for template in cls.templates:
            yield from template.suppressions
    for task in module.tasks:
        if not task.own_connections:
            yield from task.connections.suppressions
    for config in module.configs:
        yield from config.suppressions
        for field in config.fields:
            yield from field.suppressions


def suppress(
    found: Sequence[Diagnostic], module: Module, levels: Mapping[str, Level | None]
) -> list[Diagnostic]:
    """Return the diagnostics that are left, and one for each suppression that suppresses nothing.

    Parameters
    ----------
    found : sequence of `Diagnostic`
        What was found.
    module : `Module`
        The file.
    levels : mapping from `str` to `Level` or `None`
        Levels that the project has changed; what it switches off is not suppressed in vain.
    """
    wanted = list(suppressions(module))
    used: set[int] = set()
    shown = []
    for one in found:
        by = next((i for i, other in enumerate(wanted) if _covers(other, one)), None)
        if by is None:
            shown.append(one)
        else:
            used.update(i for i, other in enumerate(wanted) if _covers(other, one))
    seen = set()
    for i, one in enumerate(wanted):
        level = levels.get(USELESS_SUPPRESSION.name, USELESS_SUPPRESSION.level)
        known = one.code in CODES
        if (
            i in used
            or one.place.span in seen
            or level is None
            or (known and levels.get(one.code, level) is None)
        ):
            continue
        seen.add(one.place.span)
        shown.append(_useless(one, level))
    return shown


def _covers(suppression: Suppression, diagnostic: Diagnostic) -> bool:
    """Whether a suppression is for a diagnostic: its code, on a line of its declaration."""
    if diagnostic.code.name != suppression.code or diagnostic.code.fixed:
        return False
    if diagnostic.place.source is not suppression.target.source:
        return any(_holds(suppression, related.place) for related in diagnostic.related)
    return _holds(suppression, diagnostic.place)


def _holds(suppression: Suppression, place: object) -> bool:
    from .source import Place

    assert isinstance(place, Place)
    target = suppression.target
    return place.source is target.source and target.start.line <= place.start.line <= target.end.line


def _useless(one: Suppression, level: Level) -> Diagnostic:
    from dataclasses import replace

    if one.code not in CODES:
        hint = did_you_mean(one.code, CODES)
        fix = hint.get("fix")
        help = hint.get("help", "`conngen explain` lists all codes")
        found = USELESS_SUPPRESSION.at(
            one.place, text=f"there is no code `{one.code}`", help=help, fix=f'"{fix}"' if fix else None
        )
    elif code_of(one.code).fixed:
        text = f"`{one.code}` can't be suppressed: nothing sensible could be generated"
        found = USELESS_SUPPRESSION.at(one.place, text=text, help="put it right")
    else:
        found = USELESS_SUPPRESSION.at(
            one.place, text=f"this suppresses nothing: there is no `{one.code}` here"
        )
    return replace(found, level=level)
