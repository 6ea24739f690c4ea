"""Associate the sources of all visits into objects."""

from __future__ import annotations

__all__ = ["MatchConnections", "MatchResult"]

import dataclasses
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

from .hooks import require_two_visits

if TYPE_CHECKING:
    import numpy as np
    from astropy.table import Table
    from lsst.daf.butler import DataCoordinate, DatasetRef

    from .match_config import MatchConfig


class MatchConnections(
    PipelineTaskConnections,
    dimensions=("skymap", "tract", "patch"),
    defaultTemplates={"prefix": "", "catalog": "src"},
):
    """Match sources over visits and bands into the objects of a patch, or of a whole tract."""

    sourceSchema = cT.InitInput(
        doc="Columns of the source catalogues.",
        name="{prefix}{catalog}_schema",
        storageClass="ArrowSchema",
    )
    objectSchema = cT.InitOutput(
        doc="Columns of the object catalogue.",
        name="{prefix}object_schema",
        storageClass="ArrowSchema",
    )
    skyMap = cT.Input(
        doc="Projection of the tract and inner boundaries of its patches.",
        name="sky_map_geometry",
        storageClass="StructuredDataDict",
        dimensions=("skymap",),
    )
    sources = cT.Input(
        doc="Source catalogues; an area seen by a single visit has nothing to match.",
        name="{prefix}{catalog}",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
        multiple=True,
        deferLoad=True,
    )
    summaries = cT.Input(
        doc="WCS and shape of the images the sources are from.",
        name="{prefix}calexp_summary",
        storageClass="StructuredDataDict",
        dimensions=("instrument", "visit", "detector"),
        multiple=True,
    )
    objects = cT.Output(
        doc="Objects with mean positions and fluxes.",
        name="{prefix}object",
        storageClass="ArrowAstropy",
        dimensions=("skymap", "tract", "patch"),
    )
    nImage_g = cT.Output(
        doc="Number of g images that cover each cell of the area.",
        name="{prefix}n_image_g",
        storageClass="NumpyArray",
        dimensions=("skymap", "tract", "patch"),
    )
    nImage_r = cT.Output(
        doc="Number of r images that cover each cell of the area.",
        name="{prefix}n_image_r",
        storageClass="NumpyArray",
        dimensions=("skymap", "tract", "patch"),
    )
    nImage_i = cT.Output(
        doc="Number of i images that cover each cell of the area.",
        name="{prefix}n_image_i",
        storageClass="NumpyArray",
        dimensions=("skymap", "tract", "patch"),
    )

    def __init__(self, *, config: MatchConfig) -> None:
        super().__init__(config=config)
        area = ("skymap", "tract") if config.doWholeTract else ("skymap", "tract", "patch")
        self.dimensions = set(area)
        self.objects = dataclasses.replace(self.objects, dimensions=area)
        self.nImage_g = dataclasses.replace(self.nImage_g, dimensions=area)
        self.nImage_r = dataclasses.replace(self.nImage_r, dimensions=area)
        self.nImage_i = dataclasses.replace(self.nImage_i, dimensions=area)
        if not (config.doNImage and "g" in config.bands):
            del self.nImage_g
        if not (config.doNImage and "r" in config.bands):
            del self.nImage_r
        if not (config.doNImage and "i" in config.bands):
            del self.nImage_i

    def adjustQuantum(
        self,
        inputs: dict[str, tuple[cT.BaseInput, Collection[DatasetRef]]],
        outputs: dict[str, tuple[cT.Output, Collection[DatasetRef]]],
        label: str,
        data_id: DataCoordinate,
    ) -> tuple[
        Mapping[str, tuple[cT.BaseInput, Collection[DatasetRef]]],
        Mapping[str, tuple[cT.Output, Collection[DatasetRef]]],
    ]:
        if "sources" in inputs:
            connection, refs = inputs["sources"]
            require_two_visits(connection, refs, label, data_id)
        return super().adjustQuantum(inputs, outputs, label, data_id)


class MatchResult(Struct):
    """Outputs of `MatchTask.run`."""

    objects: Table
    nImage_g: np.ndarray | None
    nImage_r: np.ndarray | None
    nImage_i: np.ndarray | None

    def __init__(
        self,
        *,
        objects: Table,
        nImage_g: np.ndarray | None = None,
        nImage_r: np.ndarray | None = None,
        nImage_i: np.ndarray | None = None,
    ) -> None:
        super().__init__(objects=objects, nImage_g=nImage_g, nImage_r=nImage_r, nImage_i=nImage_i)
