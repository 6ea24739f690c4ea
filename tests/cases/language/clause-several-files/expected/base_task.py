"""Tasks of ``base.conn``."""

# Written once from base.conn, and yours from now on: conngen never changes this file. When base.conn changes,
# conngen tells what has to change here.

from __future__ import annotations

__all__ = ["DetectTask"]

from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTask, Struct

from .base_config import DetectConfig

if TYPE_CHECKING:
    import numpy as np

    from .base_connections import DetectRun


class DetectTask(PipelineTask):
    """Detect sources."""

    ConfigClass = DetectConfig
    _DefaultName = "detect"

    config: DetectConfig

    def run(self, *, calexp: np.ndarray) -> Struct:
        """Process one quantum.

        Parameters
        ----------
        calexp : `numpy.ndarray`
            Calibrated image.

        Returns
        -------
        result : `Struct`
            The outputs.
        """
        raise NotImplementedError("DetectTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Detect_fits: type[DetectRun] = DetectTask
