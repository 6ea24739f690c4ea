"""Measure known objects on every image, detected there or not."""

from __future__ import annotations

__all__ = ["ForcedConnections", "ForcedResult"]

import dataclasses
from typing import TYPE_CHECKING, Any

from lsst.pipe.base import Struct
from lsst.pipe.base import connectionTypes as cT

from .detect_connections import DetectConnections

if TYPE_CHECKING:
    from astropy.table import Table

    from .forced_config import ForcedConfig


class ForcedConnections(DetectConnections, defaultTemplates={"catalog": "forced_src"}):
    """Forced photometry at the positions of the objects."""

    objectSchema = cT.InitInput(
        doc="Columns of the object catalogues.",
        name="{prefix}object_schema",
        storageClass="ArrowSchema",
    )
    objects = cT.Input(
        doc="Objects of the patches that overlap the image.",
        name="{prefix}object",
        storageClass="ArrowAstropy",
        dimensions=("skymap", "tract", "patch"),
        multiple=True,
    )
    calexp = dataclasses.replace(DetectConnections.calexp, deferLoad=True)

    def __init__(self, *, config: ForcedConfig) -> None:
        super().__init__(config=config)
        if "segmentation" in self.allConnections:
            del self.segmentation


class ForcedResult(Struct):
    """Outputs of `ForcedTask.run`."""

    sources: Table

    def __init__(self, *, sources: Table, **repeated: Any) -> None:
        super().__init__(sources=sources, **repeated)
