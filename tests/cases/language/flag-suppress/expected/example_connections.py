"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConnections", "MeasureResult"]

from typing import TYPE_CHECKING, Any, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT


class MeasureConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Measure one image."""

    summary = cT.Output(
        doc="Numbers of the visit.",
        name="summary",
        storageClass="StructuredDataDict",
        dimensions=("instrument", "visit"),
    )


class MeasureResult(Struct):
    """What `MeasureTask.run` returns.

    Parameters
    ----------
    summary : `dict`
        Numbers of the visit.
    """

    summary: dict[str, Any]

    def __init__(self, *, summary: dict[str, Any]) -> None:
        super().__init__(summary=summary)


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self) -> MeasureResult:
            """Process one quantum."""
