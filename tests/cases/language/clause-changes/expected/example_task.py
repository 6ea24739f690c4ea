"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["DetectTask", "ForcedTask"]

from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTask

from .example_config import DetectConfig, ForcedConfig
from .example_connections import DetectResult, ForcedResult

if TYPE_CHECKING:
    import numpy as np
    from lsst.daf.butler import DeferredDatasetHandle

    from .example_connections import DetectRun, ForcedRun


class DetectTask(PipelineTask):
    """Detect sources."""

    ConfigClass = DetectConfig
    _DefaultName = "detect"

    config: DetectConfig

    def run(self, *, mask: np.ndarray, calexp: np.ndarray | None = None) -> DetectResult:
        """Process one quantum.

        Parameters
        ----------
        mask : `numpy.ndarray`
            Pixels to leave out.
        calexp : `numpy.ndarray`, optional
            Calibrated image.

        Returns
        -------
        result : `DetectResult`
            With ``sources``.
        """
        raise NotImplementedError("DetectTask.run is yet to be written")


class ForcedTask(DetectTask):
    """Measure known objects."""

    ConfigClass = ForcedConfig
    _DefaultName = "forced"

    config: ForcedConfig

    def run(  # type: ignore[override]
        self,
        *,
        mask: np.ndarray,
        calexp: np.ndarray | DeferredDatasetHandle | None = None,
    ) -> ForcedResult:
        """Process one quantum.

        Parameters
        ----------
        mask : `numpy.ndarray`
            Pixels to leave out.
        calexp : `numpy.ndarray` or a handle to load it with, optional
            Calibrated image.

        Returns
        -------
        result : `ForcedResult`
            With ``sources``.
        """
        raise NotImplementedError("ForcedTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Detect_fits: type[DetectRun] = DetectTask
    _Forced_fits: type[ForcedRun] = ForcedTask
