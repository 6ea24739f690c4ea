"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["MapConnections", "MapResult"]

from typing import TYPE_CHECKING, Any, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np

    from .example_config import MapConfig


class MapConnections(PipelineTaskConnections, dimensions=("tract", "patch")):
    """Measure one image."""

    coadd_mask = cT.Input(
        doc="Mask of the coadd.",
        name="coadd_mask",
        storageClass="NumpyArray",
        dimensions=("tract", "patch"),
    )
    template_mask = cT.Input(
        doc="Mask of the template.",
        name="template_mask",
        storageClass="NumpyArray",
        dimensions=("tract", "patch"),
    )

    def __init__(self, *, config: MapConfig) -> None:
        super().__init__(config=config)
        for name in config.maps:
            setattr(
                self,
                f"{name}",
                cT.Output(
                    doc=f"The map {name}.",
                    name=f"map_{name}",
                    storageClass=config.storageClass,
                    dimensions=("tract", config.system),
                ),
            )


class MapResult(Struct):
    """What `MapTask.run` returns.

    Parameters
    ----------
    **repeated : object
        The outputs that are repeated, by name.
    """

    def __init__(self, **repeated: Any) -> None:
        super().__init__(**repeated)


if TYPE_CHECKING:

    class MapRun(Protocol):
        """What a type checker compares `MapTask.run` with."""

        def run(self, *, coadd_mask: np.ndarray, template_mask: np.ndarray) -> MapResult:
            """Process one quantum."""
