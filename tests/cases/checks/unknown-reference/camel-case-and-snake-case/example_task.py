"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct

from .example_config import ExampleConfig


class ExampleTask(PipelineTask):
    """Detect sources."""

    ConfigClass = ExampleConfig
    _DefaultName = "example"

    def runQuantum(self, butlerQC, inputRefs, outputRefs):
        images = butlerQC.get(inputRefs.inputImages)
        butlerQC.put(self.run(images), outputRefs)
