"""Every way to take a connection away."""

from lsst.pex.config import Field
from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT


class RemovalsConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    a = cT.Input(doc="A.", name="a", storageClass="ExposureF", dimensions=("instrument", "visit", "detector"))
    b = cT.Input(doc="B.", name="b", storageClass="ExposureF", dimensions=("instrument", "visit", "detector"))
    c = cT.PrerequisiteInput(
        doc="C.", name="c", storageClass="ExposureF", dimensions=("instrument", "detector")
    )
    d = cT.Output(
        doc="D.", name="d", storageClass="ExposureF", dimensions=("instrument", "visit", "detector")
    )
    e = cT.Output(
        doc="E.", name="e", storageClass="ExposureF", dimensions=("instrument", "visit", "detector")
    )
    f = cT.Output(
        doc="F.", name="f", storageClass="ExposureF", dimensions=("instrument", "visit", "detector")
    )
    g = cT.InitOutput(doc="G.", name="g", storageClass="ExposureF")
    h = cT.Output(
        doc="H.", name="h", storageClass="ExposureF", dimensions=("instrument", "visit", "detector")
    )
    i = cT.Output(
        doc="I.", name="i", storageClass="ExposureF", dimensions=("instrument", "visit", "detector")
    )
    j = cT.Output(
        doc="J.", name="j", storageClass="ExposureF", dimensions=("instrument", "visit", "detector")
    )
    k = cT.Output(
        doc="K.", name="k", storageClass="ExposureF", dimensions=("instrument", "visit", "detector")
    )

    def __init__(self, *, config=None):
        super().__init__(config=config)
        if config is None:
            return
        if not config.doA:
            del self.a
        # The old way.
        if config.doB is False:
            self.inputs.remove("b")
        if self.config.doC is not True:
            self.prerequisiteInputs.discard("c")
        withoutD = not config.doD
        if withoutD:
            self.outputs -= {"d"}
        elif config.mode == "fast":
            del self.e
        else:
            delattr(self, "f")
        if config.name is None:
            self.initOutputs.remove("g")
        if not (config.doA and config.mode in ("fast", "good")):
            del self.h
        if config.mode == "good":
            if config.doA:
                return
            del self.i
        del self.j
        if config.doK is not True:
            del self.k


class RemovalsConfig(PipelineTaskConfig, pipelineConnections=RemovalsConnections):
    doA = Field[bool](doc="Use A?", default=True)
    doB = Field(doc="Use B?", dtype=bool, default=False)
    doC = Field[bool](doc="Use C?", default=True)
    doD = Field[bool](doc="Use D?", default=True)
    doK = Field[bool](doc="Use K?", default=None, optional=True)
    mode = Field[str](doc="How.", default="fast")
    name = Field[str](doc="Who.", default=None, optional=True)


class RemovalsTask(PipelineTask):
    ConfigClass = RemovalsConfig
    _DefaultName = "removals"
