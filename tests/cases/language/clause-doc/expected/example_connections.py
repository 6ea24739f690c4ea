"""Docs of several strings are one text, as in Python."""

from __future__ import annotations

__all__ = ["MeasureConnections", "MeasureResult"]

from typing import TYPE_CHECKING, Any, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np

    from .example_config import MeasureConfig


class MeasureConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    """Measure one image. Of each source the position, and its flux."""

    calexp = cT.Input(
        doc=(
            'Calibrated image, with the background subtracted, and with the "halos" of bright stars taken '
            "away.\n"
            "\n"
            "Its units are nJy."
        ),
        name="calexp",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )

    def __init__(self, *, config: MeasureConfig) -> None:
        super().__init__(config=config)
        for n in range(config.count):
            setattr(
                self,
                f"catalog{n}",
                cT.Output(
                    doc=f"Measured sources of realization {n}.",
                    name=f"src{n}",
                    storageClass="ArrowAstropy",
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

        def run(self, *, calexp: np.ndarray) -> MeasureResult:
            """Process one quantum."""
