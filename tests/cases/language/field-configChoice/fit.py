"""Ways to fit."""

from lsst.pex.config import Config, Field


class PolynomialConfig(Config):
    order = Field[int](doc="Order.", default=2)


FITS = {"polynomial": PolynomialConfig}
