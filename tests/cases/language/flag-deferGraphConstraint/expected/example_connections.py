"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConnections"]

from typing import TYPE_CHECKING, Any, Protocol

from lsst.pipe.base import PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    from lsst.pipe.base import Struct


class MeasureConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Measure one image."""

    header = cT.Input(
        doc="Header; each image has one.",
        name="raw_header",
        storageClass="StructuredDataDict",
        dimensions=("instrument", "visit", "detector"),
        deferGraphConstraint=True,
    )


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self, *, header: dict[str, Any]) -> Struct:
            """Process one quantum."""
