"""Connections without a task, configs without connections of their own, and odd names."""

from lsst.pex.config import Config, Field
from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT

DIMENSIONS = ("instrument", "visit")
CATALOG = "cat"


class InputMixinConnections(PipelineTaskConnections, dimensions=DIMENSIONS):
    catalog = cT.Input(doc="Catalog.", name=CATALOG, storageClass="ArrowAstropy", dimensions=DIMENSIONS)


class OutputMixinConnections(PipelineTaskConnections, dimensions=DIMENSIONS):
    result = cT.Output(
        doc="Result.", name=CATALOG + "_result", storageClass="ArrowAstropy", dimensions=DIMENSIONS
    )


class OddIO(InputMixinConnections, OutputMixinConnections):
    extra = cT.Output(
        doc="Extra.",
        name="extra",
        storageClass="ArrowAstropy",
        dimensions=DIMENSIONS + ("detector",),
        multiple=True,
    )


class NestedConfig(Config):
    depth = Field[int](doc="Depth.", default=1)


class OddSettings(PipelineTaskConfig, pipelineConnections=OddIO):
    pass


class OddTask(PipelineTask):
    ConfigClass = OddSettings
    _DefaultName = "odd"


class EvenTask(OddTask):
    _DefaultName = "even"


class SecondConfig(PipelineTaskConfig, pipelineConnections=OddIO):
    nested = Field[int](doc="Nested.", default=2)


class SecondTask(PipelineTask):
    ConfigClass = SecondConfig
    _DefaultName = "second"
