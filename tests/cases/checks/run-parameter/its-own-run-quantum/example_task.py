"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct

from .example_config import ExampleConfig


class ExampleTask(PipelineTask):
    """Detect sources."""

    ConfigClass = ExampleConfig
    _DefaultName = "example"

    def runQuantum(self, butlerQC, inputRefs, outputRefs):
        butlerQC.put(self.run(butlerQC.get(inputRefs.exposure)), outputRefs)

    def run(self, image):
        return Struct(sources=self.measure(image))
