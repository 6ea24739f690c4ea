"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["AssembleTask", "ModelTask"]

from typing import TYPE_CHECKING, Any

from lsst.pipe.base import PipelineTask

from .example_config import AssembleConfig, ModelConfig
from .example_connections import AssembleResult, ModelResult

if TYPE_CHECKING:
    import logging

    from lsst.utils.logging import LsstLogAdapter

    from .example_connections import AssembleRun, ModelRun


class ModelTask(PipelineTask):
    """Model the static sky."""

    ConfigClass = ModelConfig
    _DefaultName = "model"

    config: ModelConfig

    def run(self) -> ModelResult:
        """Process one quantum.

        Returns
        -------
        result : `ModelResult`
            With ``model``.
        """
        raise NotImplementedError("ModelTask.run is yet to be written")


class AssembleTask(PipelineTask):
    """Assemble a coadd from what differs little from a model."""

    ConfigClass = AssembleConfig
    _DefaultName = "assemble"

    config: AssembleConfig

    def __init__(
        self,
        *,
        config: AssembleConfig | None = None,
        log: logging.Logger | LsstLogAdapter | None = None,
        initInputs: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(config=config, log=log, initInputs=initInputs, **kwargs)
        self.makeSubtask("staticSky")

    def run(self) -> AssembleResult:
        """Process one quantum.

        Returns
        -------
        result : `AssembleResult`
            With ``coadd`` and ``template_model``.
        """
        raise NotImplementedError("AssembleTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Model_fits: type[ModelRun] = ModelTask
    _Assemble_fits: type[AssembleRun] = AssembleTask
