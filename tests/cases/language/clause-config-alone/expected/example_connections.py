"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["SelectConnections", "SelectResult"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    from astropy.table import Table


class SelectConnections(PipelineTaskConnections, dimensions=("instrument", "visit")):
    """Select sources."""

    selected = cT.Output(
        doc="Sources within the limits.",
        name="selected",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit"),
    )


class SelectResult(Struct):
    """What `SelectTask.run` returns.

    Parameters
    ----------
    selected : `astropy.table.Table`
        Sources within the limits.
    """

    selected: Table

    def __init__(self, *, selected: Table) -> None:
        super().__init__(selected=selected)


if TYPE_CHECKING:

    class SelectRun(Protocol):
        """What a type checker compares `SelectTask.run` with."""

        def run(self) -> SelectResult:
            """Process one quantum."""
