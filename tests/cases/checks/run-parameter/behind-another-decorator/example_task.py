"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct
from somewhere import adapt

from .example_config import ExampleConfig


class ExampleTask(PipelineTask):
    """Detect sources."""

    ConfigClass = ExampleConfig
    _DefaultName = "example"

    @adapt
    def run(self, image):
        return Struct(sources=self.measure(image))
