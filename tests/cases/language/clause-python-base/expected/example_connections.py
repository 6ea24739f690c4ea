"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["ForcedConnections"]

import dataclasses
from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import connectionTypes as cT

from .base import DetectConnections

if TYPE_CHECKING:
    from astropy.table import Table
    from lsst.daf.butler import DeferredDatasetHandle
    from lsst.pipe.base import Struct


class ForcedConnections(DetectConnections):
    """Measure known objects."""

    calexp = dataclasses.replace(DetectConnections.calexp, deferLoad=True)
    objects = cT.Input(
        doc="Known objects.",
        name="object",
        storageClass="ArrowAstropy",
        dimensions=("tract", "patch"),
        multiple=True,
    )


if TYPE_CHECKING:

    class ForcedRun(Protocol):
        """What a type checker compares `ForcedTask.run` with."""

        def run(self, *, calexp: DeferredDatasetHandle, objects: list[Table]) -> Struct:
            """Process one quantum."""
