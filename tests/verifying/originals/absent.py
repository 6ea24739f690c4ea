"""An original that imports what is not installed, and uses it in many ways."""

import contextlib

import absent_root
import lsst.pex.config as pexConfig
import lsst.pipe.base as pipeBase
import numpy as np
from absent_package import *  # noqa: F403
from absent_package.sub import PhotometryTask, SkyMap, register, selectorRegistry
from lsst.absent.images import Exposure, LimitConfig, Mask
from lsst.absent.metrics import MetricConfig, MetricConnections, MetricTask
from lsst.absent.mixins import MixinConfig
from lsst.pex.config.configurableActions import ConfigurableActionField
from lsst.pipe.base import PipelineTask, timeSomething
from lsst.pipe.base import connectionTypes as cT

from ._compiled import PixelList

BITS = Mask.getPlaneBitMask(["BAD", "SAT"]) | absent_root.FLAG
RADIUS = np.deg2rad(absent_root.degrees) * 2.0 + 1
KINDS = list(absent_root.Kind) + list(absent_root.Kinds[str])
LOOKUP = dict(selectorRegistry.items())
for _name in selectorRegistry:
    raise RuntimeError("a registry that is not there is empty")
with contextlib.suppress(KeyError), absent_root.lock() as _lock:
    _lock.acquire()
if absent_root.VERSION < "2" or RADIUS > 3:
    pass


@register("absent")
class HelperTask(PhotometryTask):
    ConfigClass = LimitConfig

    @timeSomething
    @pipeBase.measureSomething
    def run(self, exposure: Exposure, pixels: "PixelList | None" = None) -> list[Exposure]:
        return [exposure]


class AbsentConnections(
    MetricConnections, defaultTemplates={"package": "sky"}, dimensions=("instrument", "visit")
):
    exposure = cT.Input(
        doc="An image.", name="{package}_calexp", storageClass="ExposureF", dimensions=["visit"]
    )
    skyMap = cT.Input(
        doc="The map.",
        name=SkyMap.SKYMAP_DATASET_TYPE_NAME,
        storageClass="SkyMap",
        dimensions=SkyMap.DIMENSIONS,
    )

    def __init__(self, *, config=None):
        super().__init__(config=config)
        if not config.photometry.doWrite:
            self.inputs.remove("exposure")
        if config.limits.kind == "strict":
            del self.measurement
        if config.measureMore:
            self.outputs.discard("more")


class AbsentConfig(MetricConfig, MixinConfig, pipelineConnections=AbsentConnections):
    photometry = pexConfig.ConfigurableField(target=PhotometryTask, doc="Photometry.")
    helper = pexConfig.ConfigurableField(target=HelperTask, doc="Helper.")
    limits = pexConfig.ConfigField(dtype=LimitConfig, doc="Limits.")
    selector = selectorRegistry.makeField("Selects.", default="science")
    action = ConfigurableActionField(doc="Does something.", dtype=absent_root.Action)
    measureMore = pexConfig.Field[bool](doc="More?", default=False)
    flag = pexConfig.Field[int](doc="A flag.", default=absent_root.FLAG)

    def setDefaults(self):
        super().setDefaults()
        self.connections.metric = "number"
        self.photometry.retarget(HelperTask)
        self.photometry.plugins["aperture"].radii = [1.0, 2.0]
        self.photometry.plugins.names |= ["psf"]
        self.helper.planes = ["a"]
        self.helper.planes += ["b"]
        self.helper.bands.append("g")
        self.limits.maximum = RADIUS
        self.selector["science"].doFlags = True
        self.selector.name = "other"
        self.unknownOfTheBase = 3


class AbsentTask(MetricTask, PipelineTask):
    ConfigClass = AbsentConfig
    _DefaultName = "absent"


def use(value):
    return Helper(value)  # noqa: F405 - one of the names that only the star import can give
