"""A compiler from `.conn` files to pipeline modules for `lsst.pipe.base`."""

from .version import __version__

__all__ = ["__version__"]
