"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MatchConnections", "MatchResult"]

from collections.abc import Iterable
from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np

    from .example_config import MatchConfig


class MatchConnections(PipelineTaskConnections, dimensions=("tract", "patch")):
    """Measure one image."""

    config: MatchConfig
    calexps = cT.Input(
        doc="Images that overlap the patch.",
        name="calexp",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
        multiple=True,
    )
    mask = cT.Input(
        doc="Mask of the patch.",
        name="mask",
        storageClass="NumpyArray",
        dimensions=("tract", "patch"),
    )
    coadd = cT.Output(
        doc="Their mean.",
        name="coadd",
        storageClass="NumpyArray",
        dimensions=("tract", "patch"),
    )

    def __init__(self, *, config: MatchConfig) -> None:
        super().__init__(config=config)
        if not config.doMask:
            del self.mask

    def getSpatialBoundsConnections(self) -> Iterable[str]:
        """Return the connections whose data IDs make the spatial bounds."""
        return ["calexps", "mask"] if self.config.doMask else ["calexps"]


class MatchResult(Struct):
    """What `MatchTask.run` returns.

    Parameters
    ----------
    coadd : `numpy.ndarray`
        Their mean.
    """

    coadd: np.ndarray

    def __init__(self, *, coadd: np.ndarray) -> None:
        super().__init__(coadd=coadd)


if TYPE_CHECKING:

    class MatchRun(Protocol):
        """What a type checker compares `MatchTask.run` with."""

        def run(self, *, calexps: list[np.ndarray], mask: np.ndarray | None = None) -> MatchResult:
            """Process one quantum."""
