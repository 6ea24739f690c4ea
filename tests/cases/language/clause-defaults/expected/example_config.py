"""Configuration of ``example.conn``."""

from __future__ import annotations

__all__ = ["DetectConfig", "FaintConfig"]

from typing import Any

import lsst.pex.config as pexConfig

from .background import BackgroundTask, MedianBackgroundTask


class DetectConfig(pexConfig.Config):
    """How to detect."""

    badMaskPlanes = pexConfig.ListField[str](
        doc="Planes that make a pixel bad.", default=["BAD", "SAT", "EDGE"]
    )
    background = pexConfig.ConfigurableField[Any](doc="Estimates the background.", target=BackgroundTask)
    catalogName = pexConfig.Field[str](doc="Name in messages.", default="src")
    threshold = pexConfig.Field[float](doc="Detection threshold, in sigma.", default=5.0)


class FaintConfig(DetectConfig):
    """How to detect what is faint."""

    label = pexConfig.Field[str](doc="Name of the selection.", default="faint")

    def setDefaults(self) -> None:
        """Set the defaults that are not those of the fields."""
        super().setDefaults()
        self.threshold = 3.0
        self.badMaskPlanes.extend(["CR"])
        self.badMaskPlanes.remove("EDGE")
        self.background.retarget(MedianBackgroundTask)
        self.background.boxSize = 16
        self.catalogName = self.label
