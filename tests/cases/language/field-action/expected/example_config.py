"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

from lsst.pex.config.configurableActions import ConfigurableAction, ConfigurableActionField
from lsst.pipe.base import PipelineTaskConfig

from .actions import Remap, RemapLinearly
from .example_connections import MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    action = ConfigurableActionField[ConfigurableAction](doc="What to do with a source.")
    remap = ConfigurableActionField[Remap](
        doc="How to map brightness to colour; any remapping will do.", default=RemapLinearly
    )

    def setDefaults(self) -> None:
        """Set the defaults that are not those of the fields."""
        super().setDefaults()
        self.remap.factor = 2.0
