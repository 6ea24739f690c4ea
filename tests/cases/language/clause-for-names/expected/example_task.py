"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["MapTask"]

from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTask

from .example_config import MapConfig
from .example_connections import MapResult

if TYPE_CHECKING:
    import numpy as np

    from .example_connections import MapRun


class MapTask(PipelineTask):
    """Measure one image."""

    ConfigClass = MapConfig
    _DefaultName = "map"

    config: MapConfig

    def run(self, *, coadd_mask: np.ndarray, template_mask: np.ndarray) -> MapResult:
        """Process one quantum.

        Parameters
        ----------
        coadd_mask : `numpy.ndarray`
            Mask of the coadd.
        template_mask : `numpy.ndarray`
            Mask of the template.

        Returns
        -------
        result : `MapResult`
            The outputs.
        """
        raise NotImplementedError("MapTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Map_fits: type[MapRun] = MapTask
