"""Judge the objects of a tract against each other and against the truth."""

from __future__ import annotations

__all__ = ["SummarizeConnections", "SummarizeResult"]

import dataclasses
from typing import TYPE_CHECKING, Any

from lsst.pipe.base import PipelineTaskConnections, Struct
from lsst.pipe.base import connectionTypes as cT

if TYPE_CHECKING:
    from astropy.table import Table

    from .summarize_config import SummarizeConfig


class SummarizeConnections(
    PipelineTaskConnections,
    dimensions=("skymap", "tract"),
    defaultTemplates={
        "prefix": "",
        "catalog": "src",
        "forcedCatalog": "forced_src",
        "truthName": "truth",
        "scope": "tract",
    },
):
    """Astrometric and photometric quality and completeness, for a tract or for each band of it."""

    skyMap = cT.Input(
        doc="Inner boundaries of the patches.",
        name="sky_map_geometry",
        storageClass="StructuredDataDict",
        dimensions=("skymap",),
    )
    objects = cT.Input(
        doc="Objects of each patch.",
        name="{prefix}object",
        storageClass="ArrowAstropy",
        dimensions=("skymap", "tract", "patch"),
        multiple=True,
        deferLoad=True,
    )
    sourceCounts = cT.Input(
        doc="Number of sources on each image, without reading them.",
        name="{prefix}{catalog}.rowcount",
        storageClass="int",
        dimensions=("instrument", "visit", "detector"),
        multiple=True,
    )
    forced = cT.Input(
        doc="Forced photometry, for the repeatability.",
        name="{prefix}{forcedCatalog}",
        storageClass="ArrowAstropy",
        dimensions=("instrument", "visit", "detector"),
        multiple=True,
    )
    truth = cT.PrerequisiteInput(
        doc="What was simulated.",
        name="{truthName}",
        storageClass="ArrowAstropy",
        dimensions=("skypix",),
        multiple=True,
        deferLoad=True,
    )
    quality = cT.Output(
        doc="The numbers of the whole area.",
        name="{prefix}{scope}_quality",
        storageClass="StructuredDataDict",
        dimensions=("skymap", "tract"),
    )
    patchQuality = cT.Output(
        doc="The same for each patch.",
        name="{prefix}{scope}_patch_quality",
        storageClass="StructuredDataDict",
        dimensions=("skymap", "tract", "patch"),
        multiple=True,
    )
    truthMatches = cT.Output(
        doc="Objects with the simulated star they belong to.",
        name="{prefix}{scope}_truth_matches",
        storageClass="ArrowAstropy",
        dimensions=("skymap", "tract"),
    )

    def __init__(self, *, config: SummarizeConfig) -> None:
        super().__init__(config=config)
        group = ("skymap", "tract", "band") if config.perBand else ("skymap", "tract")
        self.dimensions = set(group)
        self.quality = dataclasses.replace(self.quality, dimensions=group)
        self.patchQuality = dataclasses.replace(self.patchQuality, dimensions=(*group, "patch"))
        self.truthMatches = dataclasses.replace(self.truthMatches, dimensions=group)
        if not config.doRepeatability:
            del self.forced
        if not config.doTruth:
            del self.truth
            del self.truthMatches
        for n in range(config.numberOfInjections):
            injected = cT.Input(
                doc=f"Synthetic stars of realization {n}.",
                name=f"injected{n}",
                storageClass="ArrowAstropy",
                dimensions=("instrument", "visit", "detector"),
                multiple=True,
            )
            setattr(self, f"injected{n}", injected)


class SummarizeResult(Struct):
    """Outputs of `SummarizeTask.run`."""

    quality: dict[str, Any]
    patchQuality: list[dict[str, Any]]
    truthMatches: Table | None

    def __init__(
        self,
        *,
        quality: dict[str, Any],
        patchQuality: list[dict[str, Any]],
        truthMatches: Table | None = None,
    ) -> None:
        super().__init__(quality=quality, patchQuality=patchQuality, truthMatches=truthMatches)
