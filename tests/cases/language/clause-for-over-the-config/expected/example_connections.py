"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MeasureConnections", "MeasureResult"]

from typing import TYPE_CHECKING, Any, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    from .example_config import MeasureConfig


class MeasureConnections(
    PipelineTaskConnections, dimensions=("instrument", "visit", "detector"), defaultTemplates={"prefix": ""}
):
    """Measure one image."""

    def __init__(self, *, config: MeasureConfig) -> None:
        super().__init__(config=config)
        for n in range(config.numberOfRealizations):
            setattr(
                self,
                f"noise{n}",
                cT.Output(
                    doc=f"Noise realization {n}.",
                    name=f"{config.connections.prefix}noise_{n}",
                    storageClass="NumpyArray",
                    dimensions=("instrument", "visit", "detector"),
                ),
            )


class MeasureResult(Struct):
    """What `MeasureTask.run` returns.

    Parameters
    ----------
    **repeated : object
        The outputs that are repeated, by name.
    """

    def __init__(self, **repeated: Any) -> None:
        super().__init__(**repeated)


if TYPE_CHECKING:

    class MeasureRun(Protocol):
        """What a type checker compares `MeasureTask.run` with."""

        def run(self) -> MeasureResult:
            """Process one quantum."""
