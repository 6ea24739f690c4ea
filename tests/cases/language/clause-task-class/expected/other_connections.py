"""Connections of ``other.conn``."""

from __future__ import annotations

__all__ = ["RefitConnections", "RefitResult"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import Struct
from lsst.pipe.base import connectionTypes as cT

from .example_connections import FitConnections

if TYPE_CHECKING:
    from astropy.table import Table


class RefitConnections(FitConnections):
    """Fit one image again."""

    residuals = cT.Output(
        doc="What is left.",
        name="residuals",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )


class RefitResult(Struct):
    """What `RefitTask.run` returns.

    Parameters
    ----------
    parameters : `astropy.table.Table`
        Fitted parameters.
    residuals : `astropy.table.Table`
        What is left.
    """

    parameters: Table
    residuals: Table

    def __init__(self, *, parameters: Table, residuals: Table) -> None:
        super().__init__(parameters=parameters, residuals=residuals)


if TYPE_CHECKING:

    class RefitRun(Protocol):
        """What a type checker compares `RefitTask.run` with."""

        def run(self) -> RefitResult:
            """Process one quantum."""
