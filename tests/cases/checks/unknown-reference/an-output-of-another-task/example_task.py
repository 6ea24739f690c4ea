"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct

from .example_config import ExampleConfig


class ExampleTask(PipelineTask):
    """Detect sources."""

    ConfigClass = ExampleConfig
    _DefaultName = "example"

    def runQuantum(self, butlerQC, inputRefs, outputRefs):
        exposure = butlerQC.get(inputRefs.exposure)
        butlerQC.put(self.run(exposure), outputRefs.delta_skyCorr_hist)
