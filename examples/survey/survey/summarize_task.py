"""Judge the objects of a tract against each other and against the truth."""

from __future__ import annotations

__all__ = ["SummarizeTask"]

from typing import TYPE_CHECKING, Any

import numpy as np
from astropy.table import Table, vstack
from lsst.pipe.base import PipelineTask

from .detect_task import AB_ZERO_POINT
from .sky import ARCSEC, PatchGrid, match_sky
from .summarize_config import SummarizeConfig
from .summarize_connections import SummarizeResult

if TYPE_CHECKING:
    from lsst.daf.butler import DeferredDatasetHandle
    from lsst.pipe.base import InputQuantizedConnection, OutputQuantizedConnection, QuantumContext


class SummarizeTask(PipelineTask):
    """Astrometric and photometric quality and completeness, for a tract or for each band of it."""

    ConfigClass = SummarizeConfig
    config: SummarizeConfig
    _DefaultName = "summarize"

    def runQuantum(
        self,
        butlerQC: QuantumContext,
        inputRefs: InputQuantizedConnection,
        outputRefs: OutputQuantizedConnection,
    ) -> None:
        """Read, summarize and write; a patch without objects gets no summary.

        Parameters
        ----------
        butlerQC : `lsst.pipe.base.QuantumContext`
            Reads and writes datasets.
        inputRefs : `lsst.pipe.base.InputQuantizedConnection`
            References to the inputs.
        outputRefs : `lsst.pipe.base.OutputQuantizedConnection`
            References to the outputs.
        """
        inputs = butlerQC.get(inputRefs)
        band = str(butlerQC.quantum.dataId["band"]) if self.config.perBand else None
        outputs = self.run(**inputs, band=band)
        patches = {quality["patch"]: quality for quality in outputs.patchQuality}
        for ref in outputRefs.patchQuality:
            if ref.dataId["patch"] in patches:
                butlerQC.put(patches[ref.dataId["patch"]], ref)
        del outputRefs.patchQuality
        butlerQC.put(outputs, outputRefs)

    def run(
        self,
        *,
        skyMap: dict[str, Any],
        objects: list[DeferredDatasetHandle],
        sourceCounts: list[int],
        forced: list[Table] | None = None,
        truth: list[DeferredDatasetHandle] | None = None,
        band: str | None = None,
        **injected: list[Table],
    ) -> SummarizeResult:
        """Summarize one tract, or one band of it.

        Parameters
        ----------
        skyMap : `dict`
            Inner boundaries of the patches.
        objects : `list` [`lsst.daf.butler.DeferredDatasetHandle`]
            Objects of each patch.
        sourceCounts : `list` [`int`]
            Number of sources on each image.
        forced : `list` [`astropy.table.Table`], optional
            Forced photometry, for the repeatability.
        truth : `list` [`lsst.daf.butler.DeferredDatasetHandle`], optional
            What was simulated.
        band : `str`, optional
            The band; all bands if it is not given.
        **injected : `list` [`astropy.table.Table`]
            Synthetic stars of each realization.

        Returns
        -------
        result : `SummarizeResult`
            With ``quality``, ``patchQuality`` and ``truthMatches``.
        """
        grid = PatchGrid.from_dict(skyMap)
        bands = list(self.config.bands) if band is None else [band]
        table = self.load_objects(objects, bands)
        matches = None
        if truth is not None:
            stars = vstack([handle.get() for handle in truth], metadata_conflicts="silent")
            matches = self.match_truth(table, stars, bands)
        quality: dict[str, Any] = {
            "images": len(sourceCounts),
            "sources": int(sum(sourceCounts)),
            "objects": len(table),
            "bands": {name: {"objects": self._count(table, name)} for name in bands},
        }
        for name, numbers in quality["bands"].items():
            if matches is not None:
                numbers.update(self.compare(matches, name))
            if forced is not None:
                numbers["repeatability"] = self.repeatability(forced, name)
            if injected:
                numbers["completeness"] = self.completeness(list(injected.values()), name)
        patches = [
            self.summarize_patch(grid, int(handle.dataId["patch"]), table, truth, bands) for handle in objects
        ]
        return SummarizeResult(quality=quality, patchQuality=patches, truthMatches=matches)

    def load_objects(self, handles: list[DeferredDatasetHandle], bands: list[str]) -> Table:
        """Load the objects of all patches, with magnitudes.

        Parameters
        ----------
        handles : `list` [`lsst.daf.butler.DeferredDatasetHandle`]
            Objects of each patch.
        bands : `list` [`str`]
            Bands to load.

        Returns
        -------
        table : `astropy.table.Table`
            Columns ``object_id``, ``ra``, ``dec``, ``patch`` and ``<band>_mag``.
        """
        columns = ["object_id", "ra", "dec", *(f"{band}_flux" for band in bands)]
        parts = []
        for handle in handles:
            part = handle.get(parameters={"columns": columns})
            part["patch"] = np.full(len(part), handle.dataId["patch"])
            parts.append(part)
        table = vstack(parts, metadata_conflicts="silent")
        for band in bands:
            flux = np.asarray(table[f"{band}_flux"], dtype=float)
            table[f"{band}_mag"] = AB_ZERO_POINT - 2.5 * np.log10(flux)
            table.remove_column(f"{band}_flux")
        return table

    def match_truth(self, table: Table, stars: Table, bands: list[str]) -> Table:
        """Match objects and simulated stars, one to one.

        Parameters
        ----------
        table : `astropy.table.Table`
            Objects.
        stars : `astropy.table.Table`
            Simulated stars.
        bands : `list` [`str`]
            Bands to compare.

        Returns
        -------
        matches : `astropy.table.Table`
            Objects with ``truth_id``, ``d_ra``, ``d_dec`` (arcsec),
            ``<band>_truth`` and ``<band>_d_mag``.
        """
        ours, theirs = match_sky(
            (table["ra"].data, table["dec"].data),
            (stars["ra"].data, stars["dec"].data),
            self.config.matchRadius,
        )
        matches, stars = table[ours], stars[theirs]
        matches["truth_id"] = stars["id"]
        cosine = np.cos(np.radians(stars["dec"].data))
        matches["d_ra"] = (matches["ra"].data - stars["ra"].data) * cosine / ARCSEC
        matches["d_dec"] = (matches["dec"].data - stars["dec"].data) / ARCSEC
        for band in bands:
            matches[f"{band}_truth"] = stars[f"{band}_mag"]
            matches[f"{band}_d_mag"] = matches[f"{band}_mag"] - stars[f"{band}_mag"]
        return matches

    def compare(self, matches: Table, band: str) -> dict[str, Any]:
        """Compare positions and magnitudes of bright objects with the truth.

        Parameters
        ----------
        matches : `astropy.table.Table`
            As of `match_truth`.
        band : `str`
            The band.

        Returns
        -------
        numbers : `dict` [`str`, `typing.Any`]
            Number of bright objects, astrometric offset and scatter per
            coordinate (arcsec), photometric offset and scatter (magnitudes).
        """
        bright = matches[matches[f"{band}_truth"] < self.config.brightLimit[band]]
        bright = bright[np.isfinite(bright[f"{band}_d_mag"])]
        if len(bright) == 0:
            return {"bright": 0}
        scatter = (_robust_rms(bright["d_ra"]) ** 2 + _robust_rms(bright["d_dec"]) ** 2) / 2
        return {
            "bright": len(bright),
            "offsetRa": float(np.median(bright["d_ra"])),
            "offsetDec": float(np.median(bright["d_dec"])),
            "astrometricScatter": float(np.sqrt(scatter)),
            "photometricOffset": float(np.median(bright[f"{band}_d_mag"])),
            "photometricScatter": _robust_rms(bright[f"{band}_d_mag"]),
        }

    def repeatability(self, forced: list[Table], band: str) -> float | None:
        """Median over the bright objects of the scatter between visits.

        Parameters
        ----------
        forced : `list` [`astropy.table.Table`]
            Forced photometry of each image.
        band : `str`
            The band.

        Returns
        -------
        scatter : `float` or `None`
            In magnitudes; `None` if no bright object was seen twice.
        """
        parts = [table["object_id", "band", "flux", "flag"] for table in forced if len(table)]
        if not parts:
            return None
        table = vstack(parts, metadata_conflicts="silent")
        limit = 10 ** (0.4 * (AB_ZERO_POINT - self.config.brightLimit[band]))
        table = table[(table["band"] == band) & ~table["flag"] & (table["flux"] > limit)]
        _, inverse = np.unique(table["object_id"], return_inverse=True)
        mag = -2.5 * np.log10(table["flux"].data)
        groups = (mag[inverse == n] for n in range(inverse.max(initial=-1) + 1))
        scatter = [np.std(group, ddof=1) for group in groups if len(group) > 1]
        return float(np.median(scatter)) if scatter else None

    def completeness(self, realizations: list[list[Table]], band: str) -> dict[str, Any]:
        """Fraction of the synthetic stars that were recovered on single images.

        Parameters
        ----------
        realizations : `list` [`list` [`astropy.table.Table`]]
            Synthetic stars of each image, for each realization.
        band : `str`
            The band.

        Returns
        -------
        numbers : `dict` [`str`, `typing.Any`]
            Centers of the bins of magnitude, fraction and count in each, and
            the magnitude at which half of the stars are recovered, or `None`.
        """
        table = vstack([part for parts in realizations for part in parts], metadata_conflicts="silent")
        table = table[table["band"] == band]
        width = self.config.completenessBin
        number = np.floor(table["mag"].data / width).astype(int)
        bins = np.unique(number)
        fraction = np.array([np.mean(table["recovered"][number == n]) for n in bins])
        center = (bins + 0.5) * width
        half = None
        falling = np.flatnonzero((fraction[:-1] >= 0.5) & (fraction[1:] < 0.5))
        if len(falling):
            pair = slice(falling[0], falling[0] + 2)
            half = float(np.interp(-0.5, -fraction[pair], center[pair]))
        return {
            "mag": center.tolist(),
            "fraction": fraction.tolist(),
            "count": [int(np.count_nonzero(number == n)) for n in bins],
            "halfMag": half,
        }

    def summarize_patch(
        self,
        grid: PatchGrid,
        patch: int,
        table: Table,
        truth: list[DeferredDatasetHandle] | None,
        bands: list[str],
    ) -> dict[str, Any]:
        """Summarize one patch.

        Parameters
        ----------
        grid : `~survey.sky.PatchGrid`
            Geometry of the tract.
        patch : `int`
            Number of the patch.
        table : `astropy.table.Table`
            Objects of all patches.
        truth : `list` [`lsst.daf.butler.DeferredDatasetHandle`] or `None`
            What was simulated.
        bands : `list` [`str`]
            Bands to summarize.

        Returns
        -------
        numbers : `dict` [`str`, `typing.Any`]
            Numbers of objects and, if the truth is known, how many of the
            bright stars of the patch were found and how well.
        """
        own = table[table["patch"] == patch]
        numbers: dict[str, Any] = {"patch": patch, "objects": len(own), "bands": {}}
        for band in bands:
            numbers["bands"][band] = {"objects": self._count(own, band)}
        if truth is None:
            return numbers
        stars = vstack([handle.get() for handle in truth], metadata_conflicts="silent")
        stars = stars[grid.contains(stars["ra"].data, stars["dec"].data, patch)]
        matches = self.match_truth(own, stars, bands)
        for band in bands:
            bright = stars[f"{band}_mag"] < self.config.brightLimit[band]
            numbers["bands"][band]["brightTruth"] = int(np.count_nonzero(bright))
            numbers["bands"][band].update(self.compare(matches, band))
        return numbers

    @staticmethod
    def _count(table: Table, band: str) -> int:
        return int(np.count_nonzero(np.isfinite(table[f"{band}_mag"])))


def _robust_rms(values: np.ndarray) -> float:
    """Standard deviation from the median absolute deviation."""
    values = np.asarray(values, dtype=float)
    return float(1.4826 * np.median(np.abs(values - np.median(values))))
