"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct

from .example_config import ExampleConfig


class BaseTask(PipelineTask):
    """Base."""

    def run(self, image):
        return Struct(sources=self.measure(image))


class ExampleTask(BaseTask):
    """Detect sources."""

    ConfigClass = ExampleConfig
    _DefaultName = "example"

    def measure(self, image):
        return image
