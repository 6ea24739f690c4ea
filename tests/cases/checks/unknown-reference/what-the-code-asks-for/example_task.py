"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct

from .example_config import ExampleConfig


class ExampleTask(PipelineTask):
    """Detect sources."""

    ConfigClass = ExampleConfig
    _DefaultName = "example"

    def runQuantum(self, butlerQC, inputRefs, outputRefs):
        if hasattr(inputRefs, 'camera'):
            camera = butlerQC.get(inputRefs.camera)
        for name in inputRefs.keys():
            print(name)
        outputRefs.more = []
        inputs = butlerQC.get(inputRefs)
        if 'wcs' in inputs:
            print(inputs['wcs'], outputRefs.more)
        butlerQC.put(self.run(**inputs), outputRefs)
