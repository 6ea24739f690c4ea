"""Leaves out the diagnostics that a file does not want, and reports what is suppressed in vain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .checks import CODES, code_of
from .checks.codes import USELESS_SUPPRESSION
from .diagnostics import Diagnostic, Level, did_you_mean
from .model import Module, Suppression
from .records import replace
from .source import Place

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
    if not wanted:
        return list(found)
    used: set[Place] = set()
    shown = []
    for one in found:
        covering = [other.place for other in wanted if _covers(other, one)]
        used.update(covering)
        if not covering:
            shown.append(one)
    level = levels.get(USELESS_SUPPRESSION.name, USELESS_SUPPRESSION.level)
    if level is None:
        return shown
    useless = {other.place: other for other in wanted if other.place not in used}  # a repeated one once
    for other in useless.values():
        if other.code not in CODES or levels.get(other.code, level) is not None:
            shown.append(replace(_useless(other), level=level))
    return shown


def _covers(suppression: Suppression, diagnostic: Diagnostic) -> bool:
    """Whether a suppression is for a diagnostic: its code, on a line of its declaration."""
    if diagnostic.code.name != suppression.code or diagnostic.code.fixed:
        return False
    if diagnostic.place.source is not suppression.target.source:
        return any(_holds(suppression, related.place) for related in diagnostic.related)
    return _holds(suppression, diagnostic.place)


def _holds(suppression: Suppression, place: Place) -> bool:
    target = suppression.target
    return place.source is target.source and target.start.line <= place.start.line <= target.end.line


def _useless(one: Suppression) -> Diagnostic:
    if one.code not in CODES:
        hint = did_you_mean(one.code, CODES)
        fix = f'"{hint["fix"]}"' if hint else None
        help = hint.get("help", "`conngen explain` lists all codes")
        return USELESS_SUPPRESSION.at(one.place, text=f"there is no code `{one.code}`", help=help, fix=fix)
    if code_of(one.code).fixed:
        text = f"`{one.code}` can't be suppressed: nothing sensible could be generated"
        return USELESS_SUPPRESSION.at(one.place, text=text, help="put it right")
    return USELESS_SUPPRESSION.at(one.place, text=f"this suppresses nothing: there is no `{one.code}` here")
