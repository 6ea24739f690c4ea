"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["MeasureTask"]

from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTask

from .example_config import MeasureConfig
from .example_connections import MeasureResult

if TYPE_CHECKING:
    from .example_connections import MeasureRun


class MeasureTask(PipelineTask):
    """Measure one image."""

    ConfigClass = MeasureConfig
    _DefaultName = "measure"

    config: MeasureConfig

    def run(self) -> MeasureResult:
        """Process one quantum.

        Returns
        -------
        result : `MeasureResult`
            With ``catalog``.
        """
        raise NotImplementedError("MeasureTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Measure_fits: type[MeasureRun] = MeasureTask
