"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct

from .sample_config import SampleConfig


class ExampleTask(PipelineTask):
    """Detect sources."""

    ConfigClass = SampleConfig

    def run(self, exposure):
        return Struct(sources=self.measure(exposure))
