"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["MeasureTask"]

from typing import TYPE_CHECKING, Any

from lsst.pipe.base import PipelineTask

from .example_config import MeasureConfig
from .example_connections import MeasureResult

if TYPE_CHECKING:
    import numpy as np
    from astropy.table import Table

    from .example_connections import MeasureRun


class MeasureTask(PipelineTask):
    """Measure one image."""

    ConfigClass = MeasureConfig
    _DefaultName = "measure"

    config: MeasureConfig

    def run(self, *, data: Any, flat: np.ndarray, cycle: Table | list[Table], sources: Any) -> MeasureResult:
        """Process one quantum.

        Parameters
        ----------
        data : object
            Image to analyse.
        flat : `numpy.ndarray`
            Flat field.
        cycle : `astropy.table.Table`, or a list of them
            Standard stars of a cycle.
        sources : object
            Sources on the image.

        Returns
        -------
        result : `MeasureResult`
            With ``catalog``.
        """
        raise NotImplementedError("MeasureTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Measure_fits: type[MeasureRun] = MeasureTask
