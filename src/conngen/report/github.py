"""Diagnostics as workflow commands: GitHub Actions shows them beside the lines of a pull request."""

from __future__ import annotations

from collections.abc import Sequence

from ..diagnostics import Diagnostic, Level

__all__ = ["render"]

_COMMANDS = {Level.ERROR: "error", Level.WARNING: "warning", Level.NOTE: "notice"}


def render(diagnostics: Sequence[Diagnostic], *, colour: bool = False) -> str:
    """Return one command a line; parameters as for `conngen.report.Render`."""
    return "".join(_command(one) + "\n" for one in diagnostics)


def _command(one: Diagnostic) -> str:
    start, end = one.place.start, one.place.end
    properties = {"file": one.place.source.name, "line": start.line, "endLine": end.line}
    if start.line == end.line:
        # GitHub refuses columns of a place that spans several lines.
        properties |= {"col": start.column, "endColumn": end.column}
    properties["title"] = one.code.name
    order = ("file", "line", "col", "endLine", "endColumn", "title")
    given = ",".join(f"{name}={_property(properties[name])}" for name in order if name in properties)
    text = one.message if one.help is None else f"{one.message}\n{one.help}"
    return f"::{_COMMANDS[one.level]} {given}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
