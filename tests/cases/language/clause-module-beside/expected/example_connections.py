"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["CountConnections", "CountResult", "MeasureConnections", "MeasureResult"]

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np
    from astropy.table import Table
    from lsst.daf.butler import DataCoordinate, DatasetRef


class MeasureConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Measure one image."""

    calexp = cT.Input(
        doc="Calibrated image.",
        name="calexp",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )
    catalog = cT.Output(
        doc="Measured sources.",
        name="src",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
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
        # Imported here, since that module imports this one.
        from .example import adjust

        return adjust(self, inputs, outputs, label, data_id)


class CountConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Count the sources of one image."""

    catalog = cT.Input(
        doc="Measured sources.",
        name="src",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )
    number = cT.Output(
        doc="How many there are.",
        name="src_number",
        storageClass="StructuredDataDict",
        dimensions=("instrument", "visit", "detector"),
    )


class MeasureResult(Struct):
    """What `MeasureTask.run` returns.

    Parameters
    ----------
    catalog : `astropy.table.Table`
        Measured sources.
    """

    catalog: Table

    def __init__(self, *, catalog: Table) -> None:
        super().__init__(catalog=catalog)


class CountResult(Struct):
    """What `CountTask.run` returns.

    Parameters
    ----------
    number : `dict`
        How many there are.
    """

    number: dict[str, Any]

    def __init__(self, *, number: dict[str, Any]) -> None:
        super().__init__(number=number)


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self, *, calexp: np.ndarray) -> MeasureResult:
            """Process one quantum."""

    class CountRun(Protocol):
        """What a type checker compares `CountTask.run` with."""

        def run(self, *, catalog: Table) -> CountResult:
            """Process one quantum."""
