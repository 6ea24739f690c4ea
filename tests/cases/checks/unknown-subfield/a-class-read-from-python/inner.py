"""A config class of someone else's."""

from lsst.pex.config import Config, Field


class InnerConfig(Config):
    """Inner config."""

    doWrite = Field(dtype=bool, default=False, doc="Write it?")
    threshold: Field[float] = Field(dtype=float, default=3.0, doc="Threshold.")

    @property
    def late(self) -> bool:
        """Whether it is late."""
        return self.doWrite
