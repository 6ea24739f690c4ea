"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["FitConnections", "FitResult"]

import dataclasses
from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    from astropy.table import Table

    from .example_config import FitConfig


class FitConnections(PipelineTaskConnections, dimensions=("instrument",)):
    """Measure one image."""

    fit = cT.Output(
        doc="Fitted sources.",
        name="fit",
        storageClass="ArrowAstropy",
        dimensions=("instrument",),
    )

    def __init__(self, *, config: FitConfig) -> None:
        super().__init__(config=config)
        area: tuple[str, ...]
        if config.doDetectors:
            area = ("visit", "detector")
        elif not config.doDetectors:
            area = ("visit",)
        else:
            area = ("instrument",)
        self.dimensions = set(area)
        self.fit = dataclasses.replace(self.fit, dimensions=area)


class FitResult(Struct):
    """What `FitTask.run` returns.

    Parameters
    ----------
    fit : `astropy.table.Table`
        Fitted sources.
    """

    fit: Table

    def __init__(self, *, fit: Table) -> None:
        super().__init__(fit=fit)


if TYPE_CHECKING:

    class FitRun(Protocol):
        """What a type checker compares `FitTask.run` with."""

        def run(self) -> FitResult:
            """Process one quantum."""
