"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct
from somewhere import BaseTask

from .example_config import ExampleConfig


class ExampleTask(BaseTask):
    """Detect sources."""

    ConfigClass = ExampleConfig
    _DefaultName = "example"

    def run(self, image):
        return Struct(sources=self.measure(image))
