from lsst.pex.config import Config, Field
from lsst.pipe.base import PipelineTask, Struct, Task

from .example_config import MeasureConfig

__all__ = ["MeasureShapesTask", "MeasureTask"]


class MeasureShapesConfig(Config):
    order = Field[int](doc="Order of the moments.", default=2)


class MeasureShapesTask(Task):
    ConfigClass = MeasureShapesConfig


def adjust(connections, inputs, outputs, label, data_id):
    return inputs, outputs


class MeasureTask(PipelineTask):
    ConfigClass = MeasureConfig
    _DefaultName = "measure"

    def run(self, calexp):
        return Struct(catalog=self.shapes.run(calexp))
