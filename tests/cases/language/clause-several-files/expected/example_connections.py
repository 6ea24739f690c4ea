"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["ForcedConnections"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import connectionTypes as cT

from .base_connections import DetectConnections

if TYPE_CHECKING:
    import numpy as np
    from astropy.table import Table
    from lsst.pipe.base import Struct


class ForcedConnections(DetectConnections, dimensions=("instrument", "visit", "detector")):
    """Measure known objects."""

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

        def run(self, *, calexp: np.ndarray, objects: list[Table]) -> Struct:
            """Process one quantum."""
