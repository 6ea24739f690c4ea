"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConnections"]

import dataclasses
from typing import TYPE_CHECKING, Any, Protocol

from lsst.pipe.base import PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    from astropy.table import Table
    from lsst.pipe.base import Struct

    from .example_config import MeasureConfig


class MeasureConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Measure one image."""

    data = cT.Input(
        doc="Image to analyse.",
        name="calexp",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )
    cycle = cT.Input(
        doc="Standard stars of a cycle.",
        name="standard_stars_4",
        storageClass="ArrowAstropy",
        dimensions=("instrument",),
    )
    sources = cT.Input(
        doc="Sources on the image.",
        name="src",
        storageClass="SourceCatalog",
        dimensions=("instrument", "visit", "detector"),
    )

    def __init__(self, *, config: MeasureConfig) -> None:
        super().__init__(config=config)
        self.data = dataclasses.replace(self.data, storageClass=config.dataStorageClass)
        self.cycle = dataclasses.replace(self.cycle, multiple=len(config.bands) > 1)
        if config.connections.cycle == type(self).cycle.name:
            self.cycle = dataclasses.replace(self.cycle, name=f"standard_stars_{config.cycleNumber}")
        self.sources = dataclasses.replace(
            self.sources, storageClass="ArrowAstropy" if config.doTable else "SourceCatalog"
        )
        if config.connections.sources == type(self).sources.name:
            self.sources = dataclasses.replace(self.sources, name="src_table" if config.doTable else "src")


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self, *, data: Any, cycle: Table | list[Table], sources: Any) -> Struct:
            """Process one quantum."""
