"""Tie the stars of one exposure to a reference catalog."""

# Written once from calibrate.conn, and yours from now on: conngen never changes this file. When
# calibrate.conn changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["CalibrateTask"]

from typing import TYPE_CHECKING, Any

import numpy as np
from lsst.pipe.base import PipelineTask

from .calibrate_config import CalibrateConfig
from .calibrate_connections import CalibrateResult
from .pixels import match, median_background, zero_point

if TYPE_CHECKING:
    import logging

    from lsst.afw.image import ExposureF
    from lsst.afw.table import SimpleCatalog, SourceCatalog
    from lsst.daf.butler import DeferredDatasetHandle
    from lsst.utils.logging import LsstLogAdapter

    from .calibrate_connections import CalibrateRun


class CalibrateTask(PipelineTask):
    """Subtract the background of an exposure and fit its photometric zero point."""

    ConfigClass = CalibrateConfig
    _DefaultName = "calibrate"

    config: CalibrateConfig

    def __init__(
        self,
        *,
        config: CalibrateConfig | None = None,
        log: logging.Logger | LsstLogAdapter | None = None,
        initInputs: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(config=config, log=log, initInputs=initInputs, **kwargs)
        if initInputs is None:
            raise ValueError("CalibrateTask needs initInputs: starSchema")
        self.starSchema: SourceCatalog = initInputs["starSchema"]
        # Fluxes get other values, not other columns.
        self.sourceSchema: SourceCatalog = self.starSchema

    def run(
        self, *, exposure: ExposureF, stars: SourceCatalog, refCat: list[DeferredDatasetHandle]
    ) -> CalibrateResult:
        """Subtract the background and fit the zero point.

        Parameters
        ----------
        exposure : `lsst.afw.image.ExposureF`
            Exposure whose instrumental signature has been removed.
        stars : `lsst.afw.table.SourceCatalog`
            Bright stars that were found on it.
        refCat : `list` [ `lsst.daf.butler.DeferredDatasetHandle` ]
            Reference stars with their fluxes in nJy.

        Returns
        -------
        result : `CalibrateResult`
            With ``calexp``, ``sources`` and ``background``.
        """
        calexp = exposure.clone()
        background = calexp.image.clone()
        background.array[:] = median_background(calexp.image.array)
        calexp.image.array -= background.array
        scale = self.fit(stars, [handle.get() for handle in refCat], f"{exposure.getFilter().bandLabel}_flux")
        calexp.image.array *= scale
        calexp.variance.array *= scale**2
        sources = stars.copy(deep=True)
        sources[self.config.fluxColumn] = stars[self.config.fluxColumn] * scale
        return CalibrateResult(
            calexp=calexp,
            sources=sources,
            background=background if self.config.doWriteBackground else None,
        )

    def fit(self, stars: SourceCatalog, references: list[SimpleCatalog], column: str) -> float:
        """Compare stars with reference stars.

        Parameters
        ----------
        stars : `lsst.afw.table.SourceCatalog`
            Stars with fluxes in counts.
        references : `list` [ `lsst.afw.table.SimpleCatalog` ]
            Reference stars.
        column : `str`
            Column with their fluxes.

        Returns
        -------
        scale : `float`
            nJy per count.
        """
        ra, dec, flux = (
            np.concatenate([reference[name] for reference in references])
            for name in ("coord_ra", "coord_dec", column)
        )
        radius = np.radians(self.config.matchRadius / 3600)
        ours, theirs = match(stars["coord_ra"], stars["coord_dec"], ra, dec, radius)
        return zero_point(stars[self.config.fluxColumn][ours], flux[theirs])


if TYPE_CHECKING:
    # A type checker sees here whether `run` still fits the connections.
    _Calibrate_fits: type[CalibrateRun] = CalibrateTask
