from lsst.pex.config import Config
from lsst.pipe.base import PipelineTask, PipelineTaskConnections, Struct, Task

from .example_config import ExampleConfig

LIMIT = 5.0
NAME = "flat"
DIMENSIONS = ("instrument", "detector")


class BaseConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    pass


class ShapeConfig(Config):
    pass


class ShapeTask(Task):
    ConfigClass = ShapeConfig


def adjust(connections, inputs, outputs, label, data_id):
    return inputs, outputs


def check(*values):
    return True


def customize(connections):
    pass


def lookUp(dataset_type, registry, data_id, collections):
    return []


class ExampleTask(PipelineTask):
    ConfigClass = ExampleConfig
    _DefaultName = "example"

    def run(self, flat):
        return Struct(sources=flat)
