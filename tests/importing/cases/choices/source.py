"""What depends on a choice."""

import dataclasses

from lsst.pex.config import ChoiceField, Field
from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT


class ChoicesConnections(PipelineTaskConnections, dimensions=("instrument", "visit")):
    summary = cT.Input(
        doc="Summary.", name="summary", storageClass="ExposureCatalog", dimensions=("instrument", "visit")
    )
    tractWcs = cT.Input(
        doc="By tract.",
        name="tractWcs",
        storageClass="ExposureCatalog",
        dimensions=("instrument", "visit", "tract"),
        multiple=True,
    )
    globalWcs = cT.Input(
        doc="Global.", name="globalWcs", storageClass="ExposureCatalog", dimensions=("instrument", "visit")
    )
    skypixWcs = cT.Input(
        doc="By pixel.",
        name="skypixWcs",
        storageClass="ExposureCatalog",
        dimensions=("instrument", "visit", "skypix"),
        multiple=True,
    )

    def __init__(self, *, config=None):
        super().__init__(config=config)
        match self.config.source:
            case "summary":
                del self.tractWcs
                del self.globalWcs
                del self.skypixWcs
            case "tract":
                del self.globalWcs, self.skypixWcs
            case "global" | "all":
                del self.tractWcs
                del self.skypixWcs
            case other if "healpix" in other:
                del self.tractWcs
                del self.globalWcs
                self.skypixWcs = dataclasses.replace(
                    self.skypixWcs, dimensions=("instrument", "visit", config.source)
                )
            case bad:
                raise ValueError(f"Invalid source {bad!r}.")
        if config.level == "low":
            del self.summary


class ChoicesConfig(PipelineTaskConfig, pipelineConnections=ChoicesConnections):
    source = Field[str](doc="Where the WCS comes from.", default="summary")
    level = ChoiceField[str](
        doc="How much.", default="high", allowed={"low": "A little.", "mid": "Some.", "high": "A lot."}
    )


class ChoicesTask(PipelineTask):
    ConfigClass = ChoicesConfig
    _DefaultName = "choices"

    def runQuantum(self, butlerQC, inputRefs, outputRefs):
        pass
