"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MatchConnections"]

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT

from .hooks import need_two_visits

if TYPE_CHECKING:
    from astropy.table import Table
    from lsst.daf.butler import DataCoordinate, DatasetRef
    from lsst.pipe.base import Struct


class MatchConnections(PipelineTaskConnections, dimensions=("tract", "patch")):
    """Measure one image."""

    sources = cT.Input(
        doc="Sources of all visits.",
        name="src",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
        multiple=True,
    )

    def adjustQuantum(
        self,
        inputs: dict[str, tuple[cT.BaseInput, Collection[DatasetRef]]],
        outputs: dict[str, tuple[cT.Output, Collection[DatasetRef]]],
        label: str,
        data_id: DataCoordinate,
    ) -> tuple[
        Mapping[str, tuple[cT.BaseInput, Collection[DatasetRef]]],
        Mapping[str, tuple[cT.Output, Collection[DatasetRef]]],
    ]:
        """Look at a quantum, and adjust its datasets, before it runs."""
        if "sources" in inputs:
            need_two_visits(*inputs["sources"], label, data_id)
        return super().adjustQuantum(inputs, outputs, label, data_id)


if TYPE_CHECKING:

    class MatchRun(Protocol):
        """What a type checker compares `MatchTask.run` with."""

        def run(self, *, sources: list[Table]) -> Struct:
            """Process one quantum."""
