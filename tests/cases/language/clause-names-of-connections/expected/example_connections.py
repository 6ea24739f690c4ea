"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConnections", "MeasureResult"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np
    from astropy.table import Table


class MeasureConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Measure one image."""

    input = cT.Input(
        doc="Words of the language are names like any other.",
        name="calexp",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )
    when = cT.Input(
        doc="This one too.",
        name="other",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )
    output = cT.Output(
        doc="And this.",
        name="src",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )


class MeasureResult(Struct):
    """What `MeasureTask.run` returns.

    Parameters
    ----------
    output : `astropy.table.Table`
        And this.
    """

    output: Table

    def __init__(self, *, output: Table) -> None:
        super().__init__(output=output)


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self, *, input: np.ndarray, when: np.ndarray) -> MeasureResult:
            """Process one quantum."""
