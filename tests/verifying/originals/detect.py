"""Detect and measure the sources of one image: an original with a bit of everything, as people write it."""

import dataclasses

import lsst.pex.config as pexConfig
import lsst.pipe.base as pipeBase
from lsst.pipe.base import connectionTypes as cT

print("an original may print, when it is imported")

METHODS = ("aperture", "psf")


def find_ref_cat(dataset_type, registry, data_id, collections):
    """Look up the reference catalog."""
    return list(registry.queryDatasets(dataset_type, collections=collections, dataId=data_id))


class DetectConnections(
    pipeBase.PipelineTaskConnections,
    dimensions=("instrument", "visit", "detector"),
    defaultTemplates={"catalog": "src", "old": "deep"},
    deprecatedTemplates={"old": "Use `catalog`."},
):
    schema = cT.InitOutput("src_schema", "SourceCatalog", doc="Schema of the catalog.")
    calexp = cT.Input(
        doc="Calibrated image.",
        name="calexp",
        storageClass="ExposureF",
        dimensions=("instrument", "visit", "detector"),
        deferLoad=True,
    )
    refCat = cT.PrerequisiteInput(
        doc="Reference stars.",
        name="gaia_dr3",
        storageClass="SimpleCatalog",
        dimensions=("skypix",),
        multiple=True,
        minimum=0,
        lookupFunction=find_ref_cat,
    )
    flat = cT.PrerequisiteInput(
        doc="Flat field.",
        name="flat",
        storageClass="ExposureF",
        dimensions=["instrument", "detector", "band"],
        isCalibration=True,
    )
    sources = cT.Output(
        doc="Detected sources.",
        name="{catalog}",
        storageClass="SourceCatalog",
        dimensions=("instrument", "visit", "detector"),
    )
    deepSources = cT.Output(
        doc="Sources, the faint ones too.",
        name="{old}_{catalog}",
        storageClass="SourceCatalog",
        dimensions=("instrument", "visit", "detector"),
    )
    apertures = cT.Output(
        doc="Aperture fluxes.",
        name="apertures",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )

    def __init__(self, *, config=None):
        super().__init__(config=config)
        print("an original may print, when it is made")
        if config.doMatch is not True:
            self.prerequisiteInputs.remove("refCat")
        if not (config.doFlat and config.threshold > 3.0):
            del self.flat
        if config.method != "aperture" or len(config.radii) < 2:
            del self.apertures
        if "deep" not in config.extras:
            self.outputs -= {"deepSources"}
        if config.perVisit:
            self.dimensions.remove("detector")
            self.sources = dataclasses.replace(self.sources, dimensions=("instrument", "visit"))
        for n in range(config.copies):
            setattr(
                self,
                f"copy{n}",
                cT.Output(
                    doc=f"Copy {n}.",
                    name=f"copy_{n}",
                    storageClass="SourceCatalog",
                    dimensions=("instrument", "visit", "detector"),
                ),
            )
        if config.doMatch and config.method not in METHODS:
            raise ValueError("Only fluxes can be matched.")


class DetectConfig(pipeBase.PipelineTaskConfig, pipelineConnections=DetectConnections):
    doMatch = pexConfig.Field[bool](doc="Match with reference stars?", default=False, optional=True)
    doFlat = pexConfig.Field(doc="Divide by the flat?", dtype=bool, default=True)
    threshold = pexConfig.RangeField[float](doc="Threshold, in sigma.", default=5.0, min=1.0, max=50.0)
    method = pexConfig.ChoiceField[str](
        doc="What is measured.",
        default="psf",
        optional=False,
        allowed={"psf": "PSF fluxes", "aperture": "Aperture fluxes", "shape": "Shapes"},
    )
    radii = pexConfig.ListField[float](doc="Radii.", default=[3.0, 6.0], minLength=1)
    extras = pexConfig.ListField[str](doc="Further outputs.", default=[])
    perVisit = pexConfig.Field[bool](doc="Run once for a visit?", default=False)
    copies = pexConfig.Field[int](doc="Number of copies.", default=0)
    colors = pexConfig.DictField[str, float](doc="Color terms.", default={"g": 0.1})

    def setDefaults(self):
        super().setDefaults()
        self.connections.catalog = "src_detect"
        self.colors["r"] = 0.2

    def validate(self):
        super().validate()
        if self.copies > 3 and not self.perVisit:
            raise ValueError("Too many copies for one detector.")
