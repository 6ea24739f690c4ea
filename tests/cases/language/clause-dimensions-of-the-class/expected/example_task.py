"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["FitTask"]

from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTask

from .example_config import FitConfig
from .example_connections import FitResult

if TYPE_CHECKING:
    from .example_connections import FitRun


class FitTask(PipelineTask):
    """Measure one image."""

    ConfigClass = FitConfig
    _DefaultName = "fit"

    config: FitConfig

    def run(self) -> FitResult:
        """Process one quantum.

        Returns
        -------
        result : `FitResult`
            With ``fit``.
        """
        raise NotImplementedError("FitTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Fit_fits: type[FitRun] = FitTask
