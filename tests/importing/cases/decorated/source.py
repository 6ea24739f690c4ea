"""Classes with decorators."""

import warnings

from lsst.pex.config import Field
from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT


def tell(text):
    """Warn whenever an instance is made."""

    def decorate(cls):
        original = cls.__init__

        def init(self, *args, **kwargs):
            warnings.warn(text, FutureWarning, stacklevel=2)
            original(self, *args, **kwargs)

        cls.__init__ = init
        return cls

    return decorate


@tell("not for long")
class OldConnections(PipelineTaskConnections, dimensions=("instrument",)):
    table = cT.Input(doc="Table.", name="table", storageClass="ArrowAstropy", dimensions=("instrument",))


@tell("this config goes")
class OldConfig(PipelineTaskConfig, pipelineConnections=OldConnections):
    number = Field[int](doc="Number.", default=1)


class OldTask(PipelineTask):
    ConfigClass = OldConfig
    _DefaultName = "old"
