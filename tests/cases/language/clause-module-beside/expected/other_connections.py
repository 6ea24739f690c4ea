"""Connections of ``other.conn``."""

from __future__ import annotations

__all__ = ["AgainConnections"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import connectionTypes as cT

from .example_connections import MeasureConnections

if TYPE_CHECKING:
    import numpy as np
    from astropy.table import Table
    from lsst.pipe.base import Struct


class AgainConnections(MeasureConnections):
    """Measure one image a second time."""

    catalog = cT.Input(  # type: ignore[assignment]
        doc="Sources measured before.",
        name="old_src",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )


if TYPE_CHECKING:

    class AgainRun(Protocol):
        """What a type checker compares `AgainTask.run` with."""

        def run(self, *, calexp: np.ndarray, catalog: Table) -> Struct:
            """Process one quantum."""
