"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MatchConnections"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    from astropy.table import Table
    from lsst.pipe.base import Struct


class MatchConnections(PipelineTaskConnections, dimensions=("tract", "patch")):
    """Measure one image."""

    visits = cT.Input(
        doc="Sources of each visit.",
        name="src",
        storageClass="ArrowAstropy",
        dimensions=("tract", "patch", "visit"),
        multiple=True,
    )


if TYPE_CHECKING:

    class MatchRun(Protocol):
        """What a type checker compares `MatchTask.run` with."""

        def run(self, *, visits: list[Table]) -> Struct:
            """Process one quantum."""
