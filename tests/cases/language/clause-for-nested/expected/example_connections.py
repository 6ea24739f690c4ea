"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["SimulateConnections", "SimulateResult"]

from typing import TYPE_CHECKING, Any, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    from .example_config import SimulateConfig


class SimulateConnections(PipelineTaskConnections, dimensions=("tract", "patch")):
    """Measure one image."""

    def __init__(self, *, config: SimulateConfig) -> None:
        super().__init__(config=config)
        for n in range(config.numberOfRealizations):
            setattr(
                self,
                f"noise_g{n}",
                cT.Output(
                    doc=f"Noise realization {n} in g.",
                    name=f"noise_g_{n}",
                    storageClass="NumpyArray",
                    dimensions=("tract", "patch"),
                ),
            )
            setattr(
                self,
                f"noise_r{n}",
                cT.Output(
                    doc=f"Noise realization {n} in r.",
                    name=f"noise_r_{n}",
                    storageClass="NumpyArray",
                    dimensions=("tract", "patch"),
                ),
            )


class SimulateResult(Struct):
    """What `SimulateTask.run` returns.

    Parameters
    ----------
    **repeated : object
        The outputs that are repeated, by name.
    """

    def __init__(self, **repeated: Any) -> None:
        super().__init__(**repeated)


if TYPE_CHECKING:

    class SimulateRun(Protocol):
        """What a type checker compares `SimulateTask.run` with."""

        def run(self) -> SimulateResult:
            """Process one quantum."""
