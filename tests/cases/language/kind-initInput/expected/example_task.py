"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["MeasureTask"]

from typing import TYPE_CHECKING, Any

from lsst.pipe.base import PipelineTask, Struct

from .example_config import MeasureConfig

if TYPE_CHECKING:
    import logging

    import pyarrow as pa
    from lsst.utils.logging import LsstLogAdapter

    from .example_connections import MeasureRun


class MeasureTask(PipelineTask):
    """Measure one image."""

    ConfigClass = MeasureConfig
    _DefaultName = "measure"

    config: MeasureConfig

    def __init__(
        self,
        *,
        config: MeasureConfig | None = None,
        log: logging.Logger | LsstLogAdapter | None = None,
        initInputs: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(config=config, log=log, initInputs=initInputs, **kwargs)
        if initInputs is None:
            raise ValueError("MeasureTask needs initInputs: inputSchema")
        self.inputSchema: pa.Schema = initInputs["inputSchema"]

    def run(self) -> Struct:
        """Process one quantum.

        Returns
        -------
        result : `Struct`
            The outputs.
        """
        raise NotImplementedError("MeasureTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Measure_fits: type[MeasureRun] = MeasureTask
