"""Detect sources."""

from lsst.pipe.base import PipelineTask, Struct

from .example_config import ExampleConfig
from .example_connections import ExampleResult


class ExampleTask(PipelineTask):
    """Detect sources."""

    ConfigClass = ExampleConfig
    _DefaultName = "example"

    def run(self, exposure):
        return ExampleResult(sources=exposure, psf=None)
