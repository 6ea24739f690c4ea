from lsst.pipe.base import PipelineTask, Struct

from .example_config import ExampleConfig

NAME = "src"
LIMIT = 3.0


class ExampleError(Exception):
    pass


def fits(limit):
    return limit


class ExampleTask(PipelineTask):
    ConfigClass = ExampleConfig
    _DefaultName = "example"

    def run(self):
        return Struct(sources=None)
