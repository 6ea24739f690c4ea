from lsst.pex.config import Config, Field
from lsst.pipe.base import Task


class MeasureConfig(Config):
    doWrite = Field(dtype=bool, default=True, doc="Write the sources?")


class MeasureTask(Task):
    ConfigClass = MeasureConfig


def measure():
    pass
