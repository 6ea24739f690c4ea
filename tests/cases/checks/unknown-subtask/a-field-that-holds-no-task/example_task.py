"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct

from .example_config import ExampleConfig


class ExampleTask(PipelineTask):
    """Detect sources."""

    ConfigClass = ExampleConfig
    _DefaultName = "example"

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.makeSubtask('number')

    def run(self, exposure):
        return Struct(sources=self.measure(exposure))
