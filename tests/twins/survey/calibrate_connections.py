"""Combine the snaps of a visit and tie them to a reference catalogue."""

from __future__ import annotations

__all__ = ["CalibrateConnections", "CalibrateResult"]

from typing import TYPE_CHECKING, Any

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    import numpy as np
    from astropy.table import Table

    from .calibrate_config import CalibrateConfig


class CalibrateConnections(
    PipelineTaskConnections,
    dimensions=("instrument", "visit", "detector"),
    defaultTemplates={"prefix": "", "refCatName": "ref_cat"},
):
    """Combine snaps, subtract the background, and fit the WCS and the zero point."""

    snaps = cT.Input(
        doc="Images of the snaps of the visit.",
        name="post_isr_image",
        storageClass="NumpyArray",
        dimensions=("instrument", "exposure", "detector"),
        multiple=True,
    )
    headers = cT.Input(
        doc="Their headers; all snaps of a visit have the same nominal pointing.",
        name="raw_header",
        storageClass="StructuredDataDict",
        dimensions=("instrument", "exposure", "detector"),
        multiple=True,
    )
    refCat = cT.PrerequisiteInput(
        doc="Reference stars with positions and magnitudes.",
        name="{refCatName}",
        storageClass="ArrowAstropy",
        dimensions=("skypix",),
        multiple=True,
        deferLoad=True,
    )
    calexp = cT.Output(
        doc="Image, variance (nJy) and mask, with the background subtracted.",
        name="{prefix}calexp",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )
    summary = cT.Output(
        doc="WCS, zero point, image quality and the numbers that judge them.",
        name="{prefix}calexp_summary",
        storageClass="StructuredDataDict",
        dimensions=("instrument", "visit", "detector"),
    )
    background = cT.Output(
        doc="The background that was subtracted, in electrons.",
        name="{prefix}calexp_background",
        storageClass="NumpyArray",
        dimensions=("instrument", "visit", "detector"),
    )
    starMatches = cT.Output(
        doc="Reference stars used in the fit, with residuals.",
        name="{prefix}calexp_star_matches",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
    )

    def __init__(self, *, config: CalibrateConfig) -> None:
        super().__init__(config=config)
        if not config.doWriteDiagnostics:
            del self.background
            del self.starMatches


class CalibrateResult(Struct):
    """Outputs of `CalibrateTask.run`."""

    calexp: np.ndarray
    summary: dict[str, Any]
    background: np.ndarray | None
    starMatches: Table | None

    def __init__(
        self,
        *,
        calexp: np.ndarray,
        summary: dict[str, Any],
        background: np.ndarray | None = None,
        starMatches: Table | None = None,
    ) -> None:
        super().__init__(calexp=calexp, summary=summary, background=background, starMatches=starMatches)
