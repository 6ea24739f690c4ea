from lsst.pex.config import Config, Field
from lsst.pipe.base import Task


class BackgroundConfig(Config):
    boxSize = Field(dtype=int, default=32, doc="Size of a box.")


class BackgroundTask(Task):
    ConfigClass = BackgroundConfig
    _DefaultName = "background"
