"""Connections made in loops."""

from lsst.pex.config import Field, ListField, RangeField
from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base.connectionTypes import Input, Output

NAMES = ("first", "second")


class LoopsConnections(
    PipelineTaskConnections, dimensions=("tract", "patch", "skymap", "visit", "instrument")
):
    calexp = Input(
        doc="Calexp.",
        name="calexp",
        storageClass="ExposureF",
        dimensions=("instrument", "visit", "detector"),
        multiple=True,
    )
    warp = Output(
        doc="Warp.",
        name="warp",
        storageClass="ExposureF",
        dimensions=("tract", "patch", "skymap", "visit", "instrument"),
    )
    for _name in ("left", "right"):
        vars()[f"{_name}Half"] = Output(
            doc=f"The {_name} half.",
            name=f"half_{_name}",
            storageClass="ExposureF",
            dimensions=("tract", "patch", "skymap", "visit", "instrument"),
        )
    del _name

    def __init__(self, *, config=None):
        super().__init__(config=config)
        for n in range(config.number):
            noise = Output(
                doc=f"Noise realization ({n}).",
                name=f"warp_noise{n}",
                storageClass="MaskedImageF",
                dimensions=("tract", "patch", "skymap", "visit", "instrument"),
            )
            setattr(self, f"noise_warp{n}", noise)
        for band in config.bands:
            setattr(
                self,
                f"{band}_mask",
                Input(
                    doc="Mask.",
                    name=f"mask_{band}",
                    storageClass="Mask",
                    dimensions=("tract", "patch", "skymap"),
                    deferLoad=True,
                ),
            )
        for name in NAMES:
            setattr(
                self,
                name,
                Output(
                    doc="Extra.",
                    name=f"extra_{name}",
                    storageClass="ExposureF",
                    dimensions=("tract", "patch", "skymap", "visit", "instrument"),
                ),
            )
        if not config.doHalves:
            for name in ["left", "right"]:
                delattr(self, name + "Half")


class LoopsConfig(PipelineTaskConfig, pipelineConnections=LoopsConnections):
    number = RangeField[int](doc="Number.", default=2, min=0, max=5, inclusiveMax=True)
    bands = ListField[str](doc="Bands.", default=["g", "r"])
    doHalves = Field[bool](doc="Halves?", default=True)


class LoopsTask(PipelineTask):
    ConfigClass = LoopsConfig
    _DefaultName = "loops"
