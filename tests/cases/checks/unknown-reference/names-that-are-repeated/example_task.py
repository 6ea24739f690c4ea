"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct

from .example_config import ExampleConfig


class ExampleTask(PipelineTask):
    """Detect sources."""

    ConfigClass = ExampleConfig
    _DefaultName = "example"

    def runQuantum(self, butlerQC, inputRefs, outputRefs):
        butlerQC.put(self.run(inputRefs.exposure0, inputRefs.image1), outputRefs)
