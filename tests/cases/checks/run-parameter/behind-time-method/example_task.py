"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct
from lsst.utils.timer import timeMethod

from .example_config import ExampleConfig


class ExampleTask(PipelineTask):
    """Detect sources."""

    ConfigClass = ExampleConfig
    _DefaultName = "example"

    @timeMethod
    def run(self, image):
        return Struct(sources=self.measure(image))
