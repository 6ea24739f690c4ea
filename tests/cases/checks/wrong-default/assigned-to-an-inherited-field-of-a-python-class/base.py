"""A config class of someone else's."""

from lsst.pex.config import ChoiceField, Config, Field, ListField, RangeField

NUMBERS = {}


class BaseConfig(Config):
    """Base config."""

    threshold = Field(dtype=float, default=5.0, doc="Threshold.")
    mode = ChoiceField(dtype=str, allowed={"fast": "Quick", "exact": "Good"}, default="fast", doc="Mode.")
    badPlanes = ListField(dtype=str, default=["BAD"], doc="Planes.")
    number = RangeField(dtype=int, default=3, min=1, doc="Number.")
