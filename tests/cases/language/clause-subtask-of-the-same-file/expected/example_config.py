"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["AssembleConfig", "ModelConfig"]

from typing import Any

import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTaskConfig, Task

from .example_connections import AssembleConnections, ModelConnections


class ModelConfig(PipelineTaskConfig, pipelineConnections=ModelConnections):
    """Configuration of `ModelTask`."""

    doWrite = pexConfig.Field[bool](doc="Write the model?", default=True)


class AssembleConfig(PipelineTaskConfig, pipelineConnections=AssembleConnections):
    """Configuration of `AssembleTask`."""

    staticSky = pexConfig.ConfigurableField[Any](  # ModelTask, put in place by `setDefaults`
        doc="Models the static sky.", target=Task, ConfigClass=ModelConfig
    )

    def setDefaults(self) -> None:
        """Set the defaults that are not those of the fields."""
        super().setDefaults()
        # Imported here, since the module of the tasks imports this one.
        from .example_task import ModelTask

        self.staticSky.retarget(ModelTask)
        self.staticSky.doWrite = False
