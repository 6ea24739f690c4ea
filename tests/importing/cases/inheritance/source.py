"""Classes that extend each other."""

import dataclasses

from lsst.pex.config import Field
from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT


class AssembleConnections(
    PipelineTaskConnections,
    dimensions=("tract", "patch", "band", "skymap"),
    defaultTemplates={"coaddName": "deep"},
):
    warps = cT.Input(
        doc="Warps.",
        name="{coaddName}_warp",
        storageClass="ExposureF",
        dimensions=("tract", "patch", "skymap", "visit", "instrument"),
        multiple=True,
        deferLoad=True,
    )
    image = cT.Output(
        doc="Coadd.",
        name="{coaddName}_image",
        storageClass="ExposureF",
        dimensions=("tract", "patch", "band", "skymap"),
    )
    count = cT.Output(
        doc="Number of images.",
        name="{coaddName}_count",
        storageClass="ImageU",
        dimensions=("tract", "patch", "band", "skymap"),
    )

    def __init__(self, *, config=None):
        super().__init__(config=config)
        if not config.doCount:
            self.outputs.remove("count")


class AssembleConfig(PipelineTaskConfig, pipelineConnections=AssembleConnections):
    doCount = Field[bool](doc="Count?", default=False)
    statistic = Field[str](doc="Statistic.", default="MEAN")

    def validate(self):
        super().validate()
        if self.statistic == "MODE":
            raise ValueError("There is no MODE.")


class AssembleTask(PipelineTask):
    ConfigClass = AssembleConfig
    _DefaultName = "assemble"


class CompareConnections(AssembleConnections, dimensions=("tract", "patch", "band", "skymap")):
    psfMatched = cT.Input(
        doc="Matched.",
        name="{coaddName}_matched",
        storageClass="ExposureF",
        dimensions=("tract", "patch", "skymap", "visit", "instrument"),
        multiple=True,
    )

    def __init__(self, *, config=None):
        super().__init__(config=config)
        self.outputs.remove("count")
        if config.lazy:
            self.warps = dataclasses.replace(self.warps, multiple=False, minimum=0)


class CompareConfig(AssembleConfig, pipelineConnections=CompareConnections):
    lazy = Field[bool](doc="Lazy?", default=False)

    def setDefaults(self):
        AssembleConfig.setDefaults(self)
        self.statistic = "MEDIAN"


class CompareTask(AssembleTask):
    ConfigClass = CompareConfig
    _DefaultName = "compare"
