"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["ForcedTask"]

from typing import TYPE_CHECKING

from lsst.pipe.base import Struct

from .base import DetectTask
from .example_config import ForcedConfig

if TYPE_CHECKING:
    from astropy.table import Table
    from lsst.daf.butler import DeferredDatasetHandle

    from .example_connections import ForcedRun


class ForcedTask(DetectTask):
    """Measure known objects."""

    ConfigClass = ForcedConfig
    _DefaultName = "forced"

    config: ForcedConfig

    def run(  # type: ignore[override]
        self,
        *,
        calexp: DeferredDatasetHandle,
        objects: list[Table],
    ) -> Struct:
        """Process one quantum.

        Parameters
        ----------
        calexp : `lsst.daf.butler.DeferredDatasetHandle`
            Not documented.
        objects : `list` [ `astropy.table.Table` ]
            Known objects.

        Returns
        -------
        result : `Struct`
            The outputs.
        """
        raise NotImplementedError("ForcedTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Forced_fits: type[ForcedRun] = ForcedTask
