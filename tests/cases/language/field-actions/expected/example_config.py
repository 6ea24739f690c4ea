"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConfig"]

from typing import Any

from lsst.pex.config.configurableActions import ConfigurableActionStructField
from lsst.pipe.base import PipelineTaskConfig

from .actions import Remap, RemapLinearly
from .example_connections import MeasureConnections


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    """Configuration of `MeasureTask`."""

    actions: ConfigurableActionStructField[Any] = ConfigurableActionStructField(
        doc="What to do with each source."
    )
    remaps = ConfigurableActionStructField[Remap](
        doc="How to map brightness to colour.", default={"linear": RemapLinearly}
    )

    def setDefaults(self) -> None:
        """Set the defaults that are not those of the fields."""
        super().setDefaults()
        self.remaps.other = RemapLinearly
