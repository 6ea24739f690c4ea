"""Measure known objects on every image, detected there or not."""

from __future__ import annotations

__all__ = ["ForcedTask"]

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from astropy.table import Table, vstack
from lsst.daf.butler.formatters.parquet import arrow_to_astropy

from .detect_task import DetectTask
from .forced_config import ForcedConfig
from .forced_connections import ForcedResult
from .sky import wcs_from_header

if TYPE_CHECKING:
    from lsst.daf.butler import DeferredDatasetHandle


class ForcedTask(DetectTask):
    """Forced photometry at the positions of the objects."""

    ConfigClass = ForcedConfig
    config: ForcedConfig
    _DefaultName = "forced"

    columns: ClassVar[dict[str, str]] = {"object_id": "int64", **DetectTask.columns}
    """Columns of the catalogue and their Arrow types."""

    def __init__(self, *, initInputs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(initInputs=initInputs, **kwargs)
        if initInputs is not None:
            schema = initInputs["objectSchema"]
            missing = {"object_id", "ra", "dec"} - set(schema.names)
            if missing:
                raise RuntimeError(f"Object catalogues have no {', '.join(sorted(missing))}.")

    def run(
        self, *, calexp: DeferredDatasetHandle, summary: dict[str, Any], objects: list[Table]
    ) -> ForcedResult:
        """Measure all objects on one image.

        Parameters
        ----------
        calexp : `lsst.daf.butler.DeferredDatasetHandle`
            Calibrated image.
        summary : `dict`
            Its WCS and image quality.
        objects : `list` [`astropy.table.Table`]
            Objects of the patches that overlap the image.

        Returns
        -------
        result : `ForcedResult`
            With ``sources``, the catalogue.
        """
        known = vstack([table["object_id", "ra", "dec"] for table in objects], metadata_conflicts="silent")
        x, y = np.empty(0), np.empty(0)
        if len(known):
            x, y = wcs_from_header(summary["wcs"]).all_world2pix(known["ra"], known["dec"], 0)
            edge = self.config.edge
            inside = (x > edge) & (x < summary["width"] - 1 - edge)
            inside &= (y > edge) & (y < summary["height"] - 1 - edge)
            known, x, y = known[inside], x[inside], y[inside]
        if len(known) == 0:
            self.log.info("No object falls on the image.")
            return ForcedResult(sources=arrow_to_astropy(self.outputSchema.empty_table()))
        sources = self.measure(calexp.get(), summary, x, y)
        sources.add_column(known["object_id"], index=0)
        self.log.info("Measured %d objects.", len(sources))
        return ForcedResult(sources=sources)
