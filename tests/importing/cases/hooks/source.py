"""What only Python can say."""

import logging

from lsst.pex.config import Field, ListField
from lsst.pipe.base import NoWorkFound, PipelineTask, PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT

_LOG = logging.getLogger(__name__)
LIMIT = 3


def helper(name):
    return name.startswith("x")


class HooksConnections(PipelineTaskConnections, dimensions=("instrument", "visit")):
    exposures = cT.Input(
        doc="Exposures.",
        name="exposures",
        storageClass="ExposureF",
        dimensions=("instrument", "visit", "detector"),
        multiple=True,
    )
    catalog = cT.Output(
        doc="Catalog.", name="cat", storageClass="ArrowAstropy", dimensions=("instrument", "visit")
    )
    extra = cT.Output(
        doc="Extra.", name="extra", storageClass="ArrowAstropy", dimensions=("instrument", "visit")
    )

    def __init__(self, *, config=None):
        super().__init__(config=config)
        if not config.doExtra:
            del self.extra
        prefix = "x"
        while prefix != config.prefix:
            # Goes on until it fits.
            prefix += "x"
            if len(prefix) > LIMIT:
                _LOG.debug("too long")
                break
        if helper(prefix) and len(prefix) > 2:
            del self.catalog

    def adjustQuantum(self, inputs, outputs, label, data_id):
        """Drop the quantum if there are too few exposures."""
        # Three are the least.
        inputs, outputs = super().adjustQuantum(inputs, outputs, label, data_id)
        if "exposures" in inputs and len(inputs["exposures"][1]) < LIMIT:
            raise NoWorkFound(f"too few: {label}")
        return inputs, outputs

    def getSpatialBoundsConnections(self):
        return ("exposures",)

    def names(self):
        return sorted(self.allConnections)


class HooksConfig(PipelineTaskConfig, pipelineConnections=HooksConnections):
    """Configuration, with Python in it."""

    doExtra = Field[bool](doc="Extra?", default=True)
    prefix = Field[str](doc="Prefix.", default="x", check=lambda text: text.startswith("x"))
    planes = ListField[str](doc="Planes.", default=["BAD"])

    @property
    def first(self):
        """The first plane."""
        return self.planes[0]

    def setDefaults(self):
        super().setDefaults()
        self.prefix = "xx"
        for plane in ("A", "B"):
            if helper(plane):
                continue
            self.planes.append(plane)

    def validate(self):
        super().validate()
        if self.doExtra and self.prefix == "xxxxx":
            raise ValueError("too many")
        for plane in self.planes:
            if helper(plane):
                raise ValueError(f"bad plane {plane}")


class HooksTask(PipelineTask):
    ConfigClass = HooksConfig
    _DefaultName = "hooks"
