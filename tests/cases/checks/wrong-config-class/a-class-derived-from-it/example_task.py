"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct

from .example_config import ExampleConfig


class MyConfig(ExampleConfig):
    """Derived."""


class ExampleTask(PipelineTask):
    """Detect sources."""

    ConfigClass = MyConfig

    def run(self, exposure):
        return Struct(sources=self.measure(exposure))
