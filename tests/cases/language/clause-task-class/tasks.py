from lsst.pipe.base import PipelineTask, Struct

from .example_config import FitConfig, MeasureConfig


class MeasureImageTask(PipelineTask):
    ConfigClass = MeasureConfig
    _DefaultName = "measure"

    def run(self):
        return Struct(catalog=None)


class FitTask(PipelineTask):
    ConfigClass = FitConfig
    _DefaultName = "fit"

    def run(self):
        return Struct(parameters=None)
