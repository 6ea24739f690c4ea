"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["AssembleConnections", "AssembleResult"]

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

from .hooks import adjust, adjust_all, customize

if TYPE_CHECKING:
    import numpy as np
    from lsst.daf.butler import DataCoordinate, DatasetRef
    from lsst.pipe.base import QuantaAdjuster

    from .example_config import AssembleConfig


class AssembleConnections(PipelineTaskConnections, dimensions=("tract", "patch")):
    """Measure one image."""

    calexps = cT.Input(
        doc="Images that overlap the patch.",
        name="calexp",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
        multiple=True,
    )
    coadd = cT.Output(
        doc="Their mean.",
        name="coadd",
        storageClass="NumpyArray",
        dimensions=("tract", "patch"),
    )

    def __init__(self, *, config: AssembleConfig) -> None:
        super().__init__(config=config)
        customize(self)

    def adjustQuantum(
        self,
        inputs: dict[str, tuple[cT.BaseInput, Collection[DatasetRef]]],
        outputs: dict[str, tuple[cT.Output, Collection[DatasetRef]]],
        label: str,
        data_id: DataCoordinate,
    ) -> tuple[
        Mapping[str, tuple[cT.BaseInput, Collection[DatasetRef]]],
        Mapping[str, tuple[cT.Output, Collection[DatasetRef]]],
    ]:
        """Look at a quantum, and adjust its datasets, before it runs."""
        return adjust(self, inputs, outputs, label, data_id)

    def adjust_all_quanta(self, adjuster: QuantaAdjuster) -> None:
        """Adjust the quanta of the task."""
        adjust_all(self, adjuster)

    def getSpatialBoundsConnections(self) -> Iterable[str]:
        """Return the connections whose data IDs make the spatial bounds."""
        return ("calexps",)

    def getTemporalBoundsConnections(self) -> Iterable[str]:
        """Return the connections whose data IDs make the temporal bounds."""
        return ("calexps",)


class AssembleResult(Struct):
    """What `AssembleTask.run` returns.

    Parameters
    ----------
    coadd : `numpy.ndarray`
        Their mean.
    """

    coadd: np.ndarray

    def __init__(self, *, coadd: np.ndarray) -> None:
        super().__init__(coadd=coadd)


if TYPE_CHECKING:

    class AssembleRun(Protocol):
        """What a type checker compares `AssembleTask.run` with."""

        def run(self, *, calexps: list[np.ndarray]) -> AssembleResult:
            """Process one quantum."""
