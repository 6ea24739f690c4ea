"""Diagnostics as SARIF 2.1.0, for code scanning services and editors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from urllib.parse import quote

from ..diagnostics import Code, Diagnostic
from ..patterns import pattern
from ..source import Place, Position, Source
from ..typings import Any
from ..version import __version__

__all__ = ["render"]

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_FIELD = pattern(r"\{[^{}]*\}")
_DRIVE = pattern(r"[A-Za-z]:/")


def render(diagnostics: Sequence[Diagnostic], *, colour: bool = False) -> str:
    """Return diagnostics as a SARIF log with one run; parameters as for `conngen.report.Render`."""
    codes = sorted({one.code.name: one.code for one in diagnostics}.values(), key=lambda code: code.name)
    indices = {code.name: index for index, code in enumerate(codes)}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "conngen",
                        "version": __version__,
                        "rules": [_rule(code) for code in codes],
                    }
                },
                "columnKind": "utf16CodeUnits",
                "results": [_result(one, indices[one.code.name]) for one in diagnostics],
            }
        ],
    }
    return json.dumps(log, indent=2) + "\n"


def _rule(code: Code) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": code.name,
        "shortDescription": {"text": _FIELD.sub("…", code.message)},
        "defaultConfiguration": {"level": code.level.value},
    }
    if code.help is not None:
        rule["help"] = {"text": _FIELD.sub("…", code.help)}
    return rule


def _result(one: Diagnostic, index: int) -> dict[str, Any]:
    text = one.message if one.help is None else f"{one.message}\n{one.help}"
    result: dict[str, Any] = {
        "ruleId": one.code.name,
        "ruleIndex": index,
        "level": one.level.value,
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(one.place)}],
    }
    if one.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _location(related.place), "message": {"text": related.text}}
            for number, related in enumerate(one.related, 1)
        ]
    if one.fix is not None:
        replacement = {"deletedRegion": _region(one.fix.place), "insertedContent": {"text": one.fix.text}}
        change = {"artifactLocation": _artifact(one.fix.place.source), "replacements": [replacement]}
        result["fixes"] = [{"artifactChanges": [change]}]
    return result


def _location(place: Place) -> dict[str, Any]:
    return {"artifactLocation": _artifact(place.source), "region": _region(place)}


def _artifact(source: Source) -> dict[str, str]:
    name = source.name.replace("\\", "/")
    uri = quote(name.encode("utf-8", "surrogateescape"), safe="/~")
    if _DRIVE.match(name):
        return {"uri": f"file:///{name[:2]}{quote(name[2:], safe='/~')}"}
    return {"uri": f"file://{uri}" if name.startswith("/") else uri}


def _region(place: Place) -> dict[str, int]:
    start, end = place.start, place.end
    return {
        "startLine": start.line,
        "startColumn": _units(place.source, start),
        "endLine": end.line,
        "endColumn": _units(place.source, end),
    }


def _units(source: Source, position: Position) -> int:
    """Return a column counted in UTF-16 code units: a character beyond the first plane counts twice."""
    before = source.line(position.line)[: position.column - 1]
    return position.column + sum(character > "\uffff" for character in before)
