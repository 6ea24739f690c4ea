"""What the tables of stars hold; nothing of it is generated."""

from lsst.pex.config import Config, Field


class ColumnsConfig(Config):
    """Which columns are written."""

    doErrors = Field[bool](doc="Write the errors too?", default=True)
