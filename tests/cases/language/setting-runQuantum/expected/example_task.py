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
    import numpy as np
    from lsst.pipe.base import InputQuantizedConnection, OutputQuantizedConnection, QuantumContext


class MeasureTask(PipelineTask):
    """Measure one image."""

    ConfigClass = MeasureConfig
    _DefaultName = "measure"

    config: MeasureConfig

    def runQuantum(
        self,
        butlerQC: QuantumContext,
        inputRefs: InputQuantizedConnection,
        outputRefs: OutputQuantizedConnection,
    ) -> None:
        """Read the inputs of one quantum, process them, and write the outputs.

        Parameters
        ----------
        butlerQC : `lsst.pipe.base.QuantumContext`
            Reads and writes datasets of the quantum.
        inputRefs : `lsst.pipe.base.InputQuantizedConnection`
            References to the inputs, by connection.
        outputRefs : `lsst.pipe.base.OutputQuantizedConnection`
            References to the outputs, by connection.
        """
        inputs = butlerQC.get(inputRefs)
        outputs = self.run(**inputs)
        butlerQC.put(outputs, outputRefs)

    def run(self, *, calexp: np.ndarray) -> MeasureResult:
        """Process one quantum.

        Parameters
        ----------
        calexp : `numpy.ndarray`
            Calibrated image.

        Returns
        -------
        result : `MeasureResult`
            With ``catalog``.
        """
        raise NotImplementedError("MeasureTask.run is yet to be written")
