"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConnections"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT

from .tables import LookUpTable

if TYPE_CHECKING:
    from astropy.table import Table
    from lsst.pipe.base import Struct


class MeasureConnections(
    PipelineTaskConnections,
    dimensions=("instrument", "visit", "detector"),
    defaultTemplates={"prefix": "", "tableName": LookUpTable.DATASET_TYPE_NAME},
):
    """Measure one image."""

    table = cT.PrerequisiteInput(
        doc="Look-up table.",
        name="{prefix}{tableName}",
        storageClass="ArrowAstropy",
        dimensions=("instrument",),
    )


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self, *, table: Table) -> Struct:
            """Process one quantum."""
