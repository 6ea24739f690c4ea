"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["AssembleConfig"]

from lsst.pipe.base import PipelineTaskConfig

from .example_connections import AssembleConnections
from .hooks import check_config, set_defaults


class AssembleConfig(PipelineTaskConfig, pipelineConnections=AssembleConnections):
    """Configuration of `AssembleTask`."""

    def setDefaults(self) -> None:
        """Set the defaults that are not those of the fields."""
        super().setDefaults()
        set_defaults(self)

    def validate(self) -> None:
        """Check what has to hold for all fields together."""
        super().validate()
        check_config(self)
