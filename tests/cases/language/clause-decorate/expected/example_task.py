"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["MeasureTask"]

from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTask, Struct

from .example_config import MeasureConfig

if TYPE_CHECKING:
    import numpy as np

    from .example_connections import MeasureRun


class MeasureTask(PipelineTask):
    """Measure one image."""

    ConfigClass = MeasureConfig
    _DefaultName = "measure"

    config: MeasureConfig

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
        raise NotImplementedError("MeasureTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Measure_fits: type[MeasureRun] = MeasureTask
