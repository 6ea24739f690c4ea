"""What the classes of ``source.conn`` do in Python; made from ``source.py``."""

from __future__ import annotations

from lsst.pex.config import Config
from lsst.pipe.base import NoWorkFound
from lsst.pipe.base import PipelineTaskConnections

class HooksExtraConnections(PipelineTaskConnections, dimensions=()):
    """What `HooksConnections` does in Python."""

    def names(self):
        return sorted(self.allConnections)

def customizeHooks(self):
    """Do the rest of what depends on the config."""
    from source import LIMIT, _LOG, helper
    config = self.config
    prefix = "x"
    while prefix != config.prefix:
        # Goes on until it fits.
        prefix += "x"
        if len(prefix) > LIMIT:
            _LOG.debug("too long")
            break
    if helper(prefix) and len(prefix) > 2:
        del self.catalog

def adjustQuantumHooks(self, inputs, outputs, label, data_id):
    """Drop the quantum if there are too few exposures."""
    from source import LIMIT
    from source_connections import HooksConnections
    # Three are the least.
    inputs, outputs = super(HooksConnections, self).adjustQuantum(inputs, outputs, label, data_id)
    if "exposures" in inputs and len(inputs["exposures"][1]) < LIMIT:
        raise NoWorkFound(f"too few: {label}")
    return inputs, outputs

class HooksExtraConfig(Config):
    """What `HooksConfig` does in Python."""

    @property
    def first(self):
        """The first plane."""
        return self.planes[0]

def checkHooksPrefix(text):
    return text.startswith('x')

def setDefaultsHooks(self):
    """Set the rest of the defaults."""
    from source import helper
    for plane in ("A", "B"):
        if helper(plane):
            continue
        self.planes.append(plane)

def validateHooks(self):
    """Check the rest of what has to hold."""
    from source import helper
    for plane in self.planes:
        if helper(plane):
            raise ValueError(f"bad plane {plane}")
