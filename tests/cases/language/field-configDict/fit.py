from lsst.pex.config import Config, Field, makeRegistry


class FitConfig(Config):
    order = Field(dtype=int, default=2, doc="Order.")

    @classmethod
    def make_field(cls, doc="How to fit."):
        from lsst.pex.config import ConfigField

        return ConfigField(dtype=cls, doc=doc)


fitRegistry = makeRegistry("Ways to fit.", FitConfig)


@fitRegistry.register("polynomial", FitConfig)
class Polynomial:
    ConfigClass = FitConfig


class LineFit(FitConfig):
    pass
