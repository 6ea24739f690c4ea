"""The files that are measured: tasks as large as those of the field, all different, none with a problem in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

__all__ = [
    "SMALL",
    "connections",
    "connections_in_python",
    "models",
    "repository",
    "task",
]

SMALL = """\
task DetectStars[instrument, visit, detector] {
    "Find the stars of one detector."

    input exposure: ExposureF[...] = "calexp"
        "Calibrated exposure to search."
    output catalog: SourceCatalog[...] = "star_catalog"
        "The stars that were found."

    config {
        threshold: float = 5.0, min=0.0
            "Detection threshold, in sigma."
    }
}
"""
"""A small file."""

_DOC = "Step {n}: measure the objects of one detector, and select the good ones by what is known of them."
_TASK = '''\
"""Step {n} of the survey: measure and select."""

task Step{n}Task[instrument, visit, detector] {{
    "Step {n}: measure the objects of one detector, and select the good ones by what is known of them."

    template prefix = "step{n}_"

    input exposure: ExposureF[...] = "{{prefix}}exposure"
        "Calibrated exposure that is measured, with its mask and its variance."
    prerequisiteInput reference: SimpleCatalog[htm7] = "{{prefix}}ref_cat", multiple
        "Reference catalogue."
    output catalog: SourceCatalog[...] = "{{prefix}}catalog", when doCatalog
        "Measured objects."

    config {{
        threshold: float = {n}.5, min=0.0
            "Detection threshold of step {n}, in sigma."
        doCatalog: bool = True
            "Write the catalogue?"
        planes: list[str] = ["BAD", "SAT", "CR", "NO_DATA", "STEP{n}"]
            "Mask planes of pixels that are not used."
    }}
}}
'''


def task(n: int) -> str:
    """Return the file of one task."""
    return _TASK.format(n=n)


def repository(folder: Path, count: int) -> None:
    """Write a project of many tasks, twenty in each package."""
    for n in range(count):
        package = folder / f"package{n // 20}"
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
        (package / f"step{n}.conn").write_text(task(n), encoding="utf-8")


def connections(count: int) -> str:
    """Return a file of many connections."""
    lines = "".join(
        f'    input exposure{n}: ExposureF[...] = "exposure_{n}"\n        "Exposure number {n}, calibrated."\n'
        for n in range(count)
    )
    return (
        f'connections Many[instrument, visit, detector] {{\n    "A class of many connections."\n\n{lines}}}\n'
    )


def connections_in_python(count: int) -> str:
    """Return the class of the same connections as one would write it by hand."""
    return "class Many:\n" + "".join(
        f'    exposure{n} = cT.Input(\n        doc="Exposure number {n}, calibrated.",\n'
        f'        name="exposure_{n}",\n        storageClass="ExposureF",\n'
        '        dimensions=("instrument", "visit", "detector"),\n    )\n'
        for n in range(count)
    )


def models(count: int, *, connections: bool = True) -> str:
    """Return a JSON schema of as many classes as `repository` has tasks.

    A class has a property for each field of the task's configuration, and one for each connection, with the same
    names, documentation and defaults (that of a connection is its dataset type name).
    """
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Survey",
        "type": "object",
        "definitions": {f"Step{n}": _model(n, connections) for n in range(count)},
    }
    return json.dumps(schema, indent=2)


def _model(n: int, connections: bool) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    if connections:
        for name, dataset, doc in _CONNECTIONS:
            default = f"step{n}_{dataset}"
            properties[name] = {"type": "string", "default": default, "description": doc.format(n=n)}
    for name, doc, facts in _FIELDS:
        properties[name] = {**facts, "description": doc.format(n=n)}
    properties["threshold"]["default"] = n + 0.5
    properties["planes"]["default"] = ["BAD", "SAT", "CR", "NO_DATA", f"STEP{n}"]
    return {
        "title": f"Step{n}",
        "description": _DOC.format(n=n),
        "type": "object",
        "properties": properties,
    }


_CONNECTIONS = (
    ("exposure", "exposure", "Calibrated exposure that is measured, with its mask and its variance."),
    ("reference", "ref_cat", "Reference catalogue."),
    ("catalog", "catalog", "Measured objects."),
)
_FIELDS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("threshold", "Detection threshold of step {n}, in sigma.", {"type": "number", "minimum": 0.0}),
    ("doCatalog", "Write the catalogue?", {"type": "boolean", "default": True}),
    ("planes", "Mask planes of pixels that are not used.", {"type": "array", "items": {"type": "string"}}),
)
