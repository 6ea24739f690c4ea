"""Attributes and dimensions that depend on the config."""

import dataclasses
from dataclasses import replace

from lsst.pex.config import Field, ListField
from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT


class BinConnections(PipelineTaskConnections, dimensions=("instrument", "exposure", "detector")):
    inputExp = cT.Input(
        doc="Input.",
        name="calexp",
        storageClass="ExposureF",
        dimensions=("instrument", "exposure", "detector"),
        multiple=True,
        deferLoad=True,
    )
    outputExp = cT.Output(
        doc="Output.",
        name="calexpBin",
        storageClass="ExposureF",
        dimensions=("instrument", "exposure", "detector"),
    )

    def __init__(self, *, config=None):
        super().__init__(config=config)
        if config:
            self.dimensions.clear()
            self.dimensions.update(config.dimensions)
            self.inputExp = replace(self.inputExp, storageClass=config.storage, dimensions=config.dimensions)
            old = self.outputExp
            self.outputExp = cT.Output(
                name=old.name,
                doc=old.doc,
                storageClass=config.storage,
                dimensions=list(config.dimensions) + ["band"],
            )


class BinConfig(PipelineTaskConfig, pipelineConnections=BinConnections):
    dimensions = ListField[str](doc="Dimensions.", default=["instrument", "exposure", "detector"])
    storage = Field[str](doc="Storage class.", default="ExposureF")


class BinTask(PipelineTask):
    ConfigClass = BinConfig
    _DefaultName = "bin"


class FitConnections(
    PipelineTaskConnections, dimensions=("skymap", "tract", "instrument", "physical_filter")
):
    catalog = cT.Input(
        doc="Catalog.",
        name="cat",
        storageClass="ArrowAstropy",
        dimensions=("skymap", "tract"),
        deferLoad=True,
    )
    wcs = cT.Output(
        doc="WCS.",
        name="wcs",
        storageClass="ExposureCatalog",
        dimensions=("instrument", "visit", "skymap", "tract"),
        multiple=True,
    )
    stars = cT.Output(
        doc="Stars.",
        name="stars",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "physical_filter", "skymap", "tract"),
    )

    def __init__(self, *, config=None):
        super().__init__(config=config)
        if self.config.healpix is not None:
            self.dimensions.remove("tract")
            self.dimensions.remove("skymap")
            area = f"healpix{self.config.healpix}"
            self.dimensions.add(area)
            self.wcs = dataclasses.replace(self.wcs, dimensions=("instrument", "visit", area))
            self.stars = dataclasses.replace(self.stars, dimensions=("instrument", "physical_filter", area))
        if config.asTable:
            self.stars = dataclasses.replace(self.stars, storageClass="DataFrame", name="stars_table")
        self.catalog = dataclasses.replace(self.catalog, deferGraphConstraint=True)


class FitConfig(PipelineTaskConfig, pipelineConnections=FitConnections):
    healpix = Field[int](doc="Order.", default=None, optional=True)
    asTable = Field[bool](doc="Write a table?", default=False)


class FitTask(PipelineTask):
    ConfigClass = FitConfig
    _DefaultName = "fit"
