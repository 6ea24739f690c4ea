"""Connections of ``example.conn``."""

from __future__ import annotations

__all__ = ["AssembleConnections", "AssembleResult", "ModelConnections", "ModelResult"]

from typing import TYPE_CHECKING, Protocol

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np

    from .example_config import AssembleConfig


class ModelConnections(PipelineTaskConnections, dimensions=("tract", "patch")):
    """Model the static sky."""

    model = cT.Output(
        doc="Model of the static sky.",
        name="model",
        storageClass="NumpyArray",
        dimensions=("tract", "patch"),
    )


class AssembleConnections(PipelineTaskConnections, dimensions=("tract", "patch")):
    """Assemble a coadd from what differs little from a model."""

    coadd = cT.Output(
        doc="The coadd.",
        name="coadd",
        storageClass="NumpyArray",
        dimensions=("tract", "patch"),
    )
    template_model = cT.Output(
        doc="The model that was used.",
        name="template_model",
        storageClass="NumpyArray",
        dimensions=("tract", "patch"),
    )

    def __init__(self, *, config: AssembleConfig) -> None:
        super().__init__(config=config)
        if not config.staticSky.doWrite:
            del self.template_model


class ModelResult(Struct):
    """What `ModelTask.run` returns.

    Parameters
    ----------
    model : `numpy.ndarray`
        Model of the static sky.
    """

    model: np.ndarray

    def __init__(self, *, model: np.ndarray) -> None:
        super().__init__(model=model)


class AssembleResult(Struct):
    """What `AssembleTask.run` returns.

    Parameters
    ----------
    coadd : `numpy.ndarray`
        The coadd.
    template_model : `numpy.ndarray`, optional
        The model that was used.
    """

    coadd: np.ndarray
    template_model: np.ndarray | None

    def __init__(self, *, coadd: np.ndarray, template_model: np.ndarray | None = None) -> None:
        super().__init__(coadd=coadd, template_model=template_model)


if TYPE_CHECKING:

    class ModelRun(Protocol):
        """What a type checker compares `ModelTask.run` with."""

        def run(self) -> ModelResult:
            """Process one quantum."""

    class AssembleRun(Protocol):
        """What a type checker compares `AssembleTask.run` with."""

        def run(self) -> AssembleResult:
            """Process one quantum."""
