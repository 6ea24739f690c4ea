"""Tasks of ``other.conn``."""

# Written once from other.conn, and yours from now on: conngen never changes this file. When other.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["AgainTask"]

from typing import TYPE_CHECKING, Any

from lsst.pipe.base import Struct

from .example import MeasureTask
from .other_config import AgainConfig

if TYPE_CHECKING:
    import logging

    import numpy as np
    from astropy.table import Table
    from lsst.utils.logging import LsstLogAdapter

    from .other_connections import AgainRun


class AgainTask(MeasureTask):
    """Measure one image a second time."""

    ConfigClass = AgainConfig
    _DefaultName = "again"

    config: AgainConfig

    def __init__(
        self,
        *,
        config: AgainConfig | None = None,
        log: logging.Logger | LsstLogAdapter | None = None,
        initInputs: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(config=config, log=log, initInputs=initInputs, **kwargs)
        self.makeSubtask("more")

    def run(  # type: ignore[override]
        self,
        *,
        calexp: np.ndarray,
        catalog: Table,
    ) -> Struct:
        """Process one quantum.

        Parameters
        ----------
        calexp : `numpy.ndarray`
            Calibrated image.
        catalog : `astropy.table.Table`
            Sources measured before.

        Returns
        -------
        result : `Struct`
            The outputs.
        """
        raise NotImplementedError("AgainTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Again_fits: type[AgainRun] = AgainTask
