"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["SimulateTask"]

from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTask

from .example_config import SimulateConfig
from .example_connections import SimulateResult

if TYPE_CHECKING:
    from .example_connections import SimulateRun


class SimulateTask(PipelineTask):
    """Measure one image."""

    ConfigClass = SimulateConfig
    _DefaultName = "simulate"

    config: SimulateConfig

    def run(self) -> SimulateResult:
        """Process one quantum.

        Returns
        -------
        result : `SimulateResult`
            The outputs.
        """
        raise NotImplementedError("SimulateTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Simulate_fits: type[SimulateRun] = SimulateTask
