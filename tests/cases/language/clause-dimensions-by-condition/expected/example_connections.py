"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["FitConnections", "FitResult"]

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    from astropy.table import Table

    from .example_config import FitConfig


class FitConnections(PipelineTaskConnections, dimensions=("skymap", "tract", "instrument")):
    """Measure one image."""

    sources = cT.Input(
        doc="Sources of each visit.",
        name="src",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit"),
        multiple=True,
    )
    fit = cT.Output(
        doc="Parameters of the fit.",
        name="fit",
        storageClass="ArrowAstropy",
        dimensions=("skymap", "tract", "instrument"),
    )
    visitFit = cT.Output(
        doc="The same for each visit.",
        name="visit_fit",
        storageClass="ArrowAstropy",
        dimensions=("skymap", "tract", "instrument", "visit"),
        multiple=True,
    )

    def __init__(self, *, config: FitConfig) -> None:
        super().__init__(config=config)
        area = (f"healpix{config.order}",) if config.order is not None else ("skymap", "tract")
        quantum = (*area, "instrument")
        self.dimensions = set(quantum)
        self.fit = dataclasses.replace(self.fit, dimensions=quantum)
        self.visitFit = dataclasses.replace(self.visitFit, dimensions=(*quantum, "visit"))


class FitResult(Struct):
    """What `FitTask.run` returns.

    Parameters
    ----------
    fit : `astropy.table.Table`
        Parameters of the fit.
    visitFit : `~collections.abc.Sequence` [ `astropy.table.Table` ]
        The same for each visit.
    """

    fit: Table
    visitFit: Sequence[Table]

    def __init__(self, *, fit: Table, visitFit: Sequence[Table]) -> None:
        super().__init__(fit=fit, visitFit=visitFit)


if TYPE_CHECKING:

    class FitRun(Protocol):
        """What a type checker compares `FitTask.run` with."""

        def run(self, *, sources: list[Table]) -> FitResult:
            """Process one quantum."""
