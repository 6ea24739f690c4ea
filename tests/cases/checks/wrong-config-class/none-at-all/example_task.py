"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct



class ExampleTask(PipelineTask):
    """Detect sources."""

    _DefaultName = "example"

    def run(self, exposure):
        return Struct(sources=self.measure(exposure))
