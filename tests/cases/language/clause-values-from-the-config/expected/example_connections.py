"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConnections", "MeasureResult"]

import dataclasses
from typing import TYPE_CHECKING, Any, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

from .hooks import find_flat

if TYPE_CHECKING:
    import numpy as np
    from astropy.table import Table

    from .example_config import MeasureConfig


class MeasureConnections(
    PipelineTaskConnections, dimensions=("instrument", "visit", "detector"), defaultTemplates={"prefix": ""}
):
    """Measure one image."""

    data = cT.Input(
        doc="Image to analyse.",
        name="calexp",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )
    flat = cT.PrerequisiteInput(
        doc="Flat field.",
        name="flat",
        storageClass="NumpyArray",
        dimensions=("instrument", "detector"),
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
    catalog = cT.Output(
        doc="Measured sources.",
        name="{prefix}src_measured",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )

    def __init__(self, *, config: MeasureConfig) -> None:
        super().__init__(config=config)
        self.data = dataclasses.replace(self.data, storageClass=config.dataStorageClass)
        self.flat = dataclasses.replace(
            self.flat, isCalibration=config.doTable, lookupFunction=find_flat if config.doTable else None
        )
        self.cycle = dataclasses.replace(self.cycle, multiple=len(config.bands) > 1)
        if config.connections.cycle == type(self).cycle.name:
            self.cycle = dataclasses.replace(self.cycle, name=f"standard_stars_{config.cycleNumber}")
        self.sources = dataclasses.replace(
            self.sources, storageClass="ArrowAstropy" if config.doTable else "SourceCatalog"
        )
        if config.connections.sources == type(self).sources.name:
            self.sources = dataclasses.replace(self.sources, name="src_table" if config.doTable else "src")
        if config.connections.catalog == type(self).catalog.name:
            self.catalog = dataclasses.replace(
                self.catalog,
                name=(
                    f"{config.connections.prefix}src_{config.cycleNumber}"
                    if config.doTable
                    else f"{config.connections.prefix}src_measured"
                ),
            )


class MeasureResult(Struct):
    """What `MeasureTask.run` returns.

    Parameters
    ----------
    catalog : `astropy.table.Table`
        Measured sources.
    """

    catalog: Table

    def __init__(self, *, catalog: Table) -> None:
        super().__init__(catalog=catalog)


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(
            self, *, data: Any, flat: np.ndarray, cycle: Table | list[Table], sources: Any
        ) -> MeasureResult:
            """Process one quantum."""
