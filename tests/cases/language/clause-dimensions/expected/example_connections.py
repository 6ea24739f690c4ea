"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["AssembleConnections", "AssembleResult"]

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np


class AssembleConnections(PipelineTaskConnections, dimensions=("tract", "patch")):
    """Measure one image."""

    calexps = cT.Input(
        doc="Images that overlap the patch.",
        name="calexp",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
        multiple=True,
    )
    backgrounds = cT.Input(
        doc="Their backgrounds.",
        name="calexp_background",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
        multiple=True,
    )
    coadd = cT.Output(
        doc="A coadd for each band.",
        name="coadd",
        storageClass="NumpyArray",
        dimensions=("tract", "patch", "band"),
        multiple=True,
    )


class AssembleResult(Struct):
    """What `AssembleTask.run` returns.

    Parameters
    ----------
    coadd : `~collections.abc.Sequence` [ `numpy.ndarray` ]
        A coadd for each band.
    """

    coadd: Sequence[np.ndarray]

    def __init__(self, *, coadd: Sequence[np.ndarray]) -> None:
        super().__init__(coadd=coadd)


if TYPE_CHECKING:

    class AssembleRun(Protocol):
        """What a type checker compares `AssembleTask.run` with."""

        def run(self, *, calexps: list[np.ndarray], backgrounds: list[np.ndarray]) -> AssembleResult:
            """Process one quantum."""
