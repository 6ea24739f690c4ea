from lsst.pex.config import Field
from lsst.pex.config.configurableActions import ConfigurableAction


class Remap(ConfigurableAction):
    factor = Field[float](doc="Factor.", default=1.0)


class RemapLinearly(Remap):
    pass
