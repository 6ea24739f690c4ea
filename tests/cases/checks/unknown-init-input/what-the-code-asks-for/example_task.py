"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct

from .example_config import ExampleConfig


class ExampleTask(PipelineTask):
    """Detect sources."""

    ConfigClass = ExampleConfig
    _DefaultName = "example"

    def __init__(self, *, initInputs=None, **kwargs):
        super().__init__(initInputs=initInputs, **kwargs)
        if 'schema' in initInputs:
            self.columns = initInputs['schema'].schema

    def run(self, exposure):
        return Struct(sources=self.measure(exposure))
