"""Every kind of config field."""

import math

import lsst.pex.config
import lsst.pex.config as pexConfig
from lsst.pex.config import Config, Field, ListField
from lsst.pex.config.configurableActions import ConfigurableActionField, ConfigurableActionStructField
from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections, Task
from lsst.pipe.base import connectionTypes as cT

DEFAULT_PLANES = ["BAD", "SAT"]
MODES = {"fast": "Quick.", "slow": "Thorough."}


class PlaneConfig(Config):
    """How planes are chosen."""

    name = Field[str](doc="Name.", default="BAD")
    weight = pexConfig.RangeField(
        doc="Weight.", dtype=float, default=0.5, min=0.0, max=1.0, inclusiveMax=True
    )


class PlaneTask(Task):
    ConfigClass = PlaneConfig
    _DefaultName = "plane"


class FieldsConnections(PipelineTaskConnections, dimensions=("instrument", "visit")):
    cat = cT.Input(doc="Cat.", name="cat", storageClass="ArrowAstropy", dimensions=("instrument", "visit"))


class FieldsConfig(PipelineTaskConfig, pipelineConnections=FieldsConnections):
    """Every kind of field.

    In the order of the runtime.
    """

    flag = Field(doc="Flag.", dtype=bool, default=True)
    number = Field("A number.", int, 3)
    angle = lsst.pex.config.Field(dtype=float, doc="Angle.", default=2 * math.pi)
    limit = pexConfig.Field[float](doc="Limit.", default=-1.5, optional=True)
    text = Field[str](
        doc="A text " "of two " f"parts: {1}.",
        default='say "so"',
    )
    required = Field[str](doc="Has no default.")
    old = Field[int](doc="Old.", default=1, deprecated="Not used. Will be removed after v30.")

    # --- collections ---

    planes = ListField[str](doc="Planes.", default=DEFAULT_PLANES)
    radii = pexConfig.ListField(dtype=float, doc="Radii.", default=[3.0, 4.5], minLength=1, maxLength=9)
    maybe = ListField[int](doc="Maybe.", default=None, optional=True)
    table = pexConfig.DictField(keytype=str, itemtype=float, doc="Table.", default={"a": 1.0})
    empty = pexConfig.DictField[str, int](doc="Empty.", default={})

    # --- choices ---

    mode = pexConfig.ChoiceField[str](doc="Mode.", default="fast", allowed=MODES)
    size = pexConfig.ChoiceField(
        doc="Size.", dtype=int, allowed={1: "One.", 2: "Two."}, default=2, optional=True
    )
    fraction = pexConfig.RangeField[float](doc="Fraction.", default=0.1, min=0, max=1)
    count = pexConfig.RangeField(doc="Count.", dtype=int, default=4, min=1)

    # --- what has fields of its own ---

    plane = pexConfig.ConfigurableField(target=PlaneTask, doc="Plane.")
    other = pexConfig.ConfigField(dtype=PlaneConfig, doc="Other.")
    many = pexConfig.ConfigDictField(doc="Many.", keytype=str, itemtype=PlaneConfig, default={})
    action = ConfigurableActionField(doc="Action.")
    actions = ConfigurableActionStructField(doc="Actions.")
    check = Field[int](doc="Checked.", default=2, check=math.isfinite)  # finite

    def setDefaults(self):
        super().setDefaults()
        # Half of it.
        self.plane.weight = 0.5
        self.plane.name = "SAT"
        self.other.name = self.text
        self.planes.append("EDGE")
        if "BAD" in self.planes:
            self.planes.remove("BAD")
        self.radii += [9.0]
        self.table["b"] = 2.0
        edge = 4
        self.number = edge
        self.connections.cat = "other_cat"

    def validate(self):
        super().validate()
        if self.flag and self.number < 0:
            raise ValueError("A negative number needs flag=False.")
        if self.limit is not None:
            if self.limit > 5:
                raise pexConfig.FieldValidationError(
                    FieldsConfig.limit, self, f"limit={self.limit} is too large."
                )
            if not self.planes:
                raise ValueError("No planes for limit %s." % self.limit)
        elif self.mode == "slow":
            raise ValueError("slow needs a limit")


class FieldsTask(PipelineTask):
    ConfigClass = FieldsConfig
    _DefaultName = "fields"
