"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct

from .example_config import ExampleConfig as Config


class ExampleTask(PipelineTask):
    """Detect sources."""

    ConfigClass = Config

    def run(self, exposure):
        return Struct(sources=self.measure(exposure))
