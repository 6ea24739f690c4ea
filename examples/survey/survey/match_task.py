"""Associate the sources of all visits into objects."""

from __future__ import annotations

__all__ = ["MatchTask"]

from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
import pyarrow as pa
from astropy.table import Table, vstack
from lsst.pipe.base import PipelineTask

from .match_config import MatchConfig
from .match_connections import MatchResult
from .sky import PatchGrid, match_sky, pixel_to_sky, wcs_from_header

if TYPE_CHECKING:
    from lsst.daf.butler import DeferredDatasetHandle
    from lsst.pipe.base import InputQuantizedConnection, OutputQuantizedConnection, QuantumContext


class MatchTask(PipelineTask):
    """Match sources over visits and bands into the objects of a patch, or of a whole tract."""

    ConfigClass = MatchConfig
    config: MatchConfig
    _DefaultName = "match"

    columns: ClassVar[list[str]] = ["visit", "band", "ra", "dec", "flux", "flux_err", "flag"]
    """Columns that are read from the source catalogues."""

    def __init__(self, *, initInputs: dict[str, Any] | None = None, **kwargs: Any) -> None:
        super().__init__(initInputs=initInputs, **kwargs)
        if initInputs is not None:
            missing = set(self.columns) - set(initInputs["sourceSchema"].names)
            if missing:
                raise RuntimeError(f"Source catalogues have no {', '.join(sorted(missing))}.")
        self.objectSchema = pa.schema(
            [("object_id", pa.int64()), ("ra", pa.float64()), ("dec", pa.float64()), ("n", pa.int64())]
            + [
                (f"{band}_{name}", kind)
                for band in self.config.bands
                for name, kind in (("n", pa.int64()), ("flux", pa.float64()), ("flux_err", pa.float64()))
            ]
        )

    def runQuantum(
        self,
        butlerQC: QuantumContext,
        inputRefs: InputQuantizedConnection,
        outputRefs: OutputQuantizedConnection,
    ) -> None:
        """Read, match and write; `run` is told which patch it works on.

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
        patch = None if self.config.doWholeTract else int(butlerQC.quantum.dataId["patch"])
        outputs = self.run(**inputs, patch=patch)
        butlerQC.put(outputs, outputRefs)

    def run(
        self,
        *,
        skyMap: dict[str, Any],
        sources: list[DeferredDatasetHandle],
        summaries: list[dict[str, Any]],
        patch: int | None = None,
    ) -> MatchResult:
        """Match the sources of one patch, or of the whole tract.

        Parameters
        ----------
        skyMap : `dict`
            Projection of the tract and inner boundaries of its patches.
        sources : `list` [`lsst.daf.butler.DeferredDatasetHandle`]
            Source catalogues.
        summaries : `list` [`dict`]
            WCS and shape of the images the sources are from.
        patch : `int`, optional
            Number of the patch; the tract if it is not given.

        Returns
        -------
        result : `MatchResult`
            With ``objects``, and with a map per band if they are wanted.
        """
        grid = PatchGrid.from_dict(skyMap)
        parts = [handle.get(parameters={"columns": self.columns}) for handle in sources]
        table = vstack(parts, metadata_conflicts="silent")
        good = ~table["flag"] & (table["flux"] > self.config.minSignalToNoise * table["flux_err"])
        table = table[good]
        number, ra, dec = self.associate(table)
        objects = self.average(table, number, ra, dec)
        keep = grid.contains(objects["ra"].data, objects["dec"].data, patch)
        objects = objects[keep & (objects["n"] >= self.config.minDetections)]
        area = 100 * grid.tract + (0 if patch is None else 1 + patch)
        objects.add_column(area * 100_000 + np.arange(len(objects)), name="object_id", index=0)
        self.log.info("%d sources are %d objects.", len(table), len(objects))
        maps = self.count_images(grid, patch, summaries) if self.config.doNImage else {}
        return MatchResult(objects=objects, **{f"nImage_{band}": image for band, image in maps.items()})

    def associate(self, table: Table) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Give each source the number of an object, visit by visit.

        Parameters
        ----------
        table : `astropy.table.Table`
            Sources of all visits.

        Returns
        -------
        number : `numpy.ndarray`
            Number of the object of each source.
        ra, dec : `numpy.ndarray`
            Mean positions of the objects in degrees.
        """
        number = np.full(len(table), -1)
        sums = np.empty((0, 3))
        for visit in np.unique(table["visit"]):
            rows = np.flatnonzero(table["visit"] == visit)
            ra, dec = table["ra"][rows].data, table["dec"][rows].data
            known = sums[:, :2] / sums[:, 2:]
            ours, theirs = match_sky((known[:, 0], known[:, 1]), (ra, dec), self.config.matchRadius)
            new = np.setdiff1d(np.arange(len(rows)), theirs)
            number[rows[theirs]] = ours
            number[rows[new]] = len(sums) + np.arange(len(new))
            sums = np.vstack([sums, np.zeros((len(new), 3))])
            np.add.at(sums, number[rows], np.column_stack([ra, dec, np.ones(len(rows))]))
        return number, sums[:, 0] / sums[:, 2], sums[:, 1] / sums[:, 2]

    def average(self, table: Table, number: np.ndarray, ra: np.ndarray, dec: np.ndarray) -> Table:
        """Average the fluxes of each object in each band.

        Parameters
        ----------
        table : `astropy.table.Table`
            Sources of all visits.
        number : `numpy.ndarray`
            Number of the object of each source.
        ra, dec : `numpy.ndarray`
            Mean positions of the objects in degrees.

        Returns
        -------
        objects : `astropy.table.Table`
            Objects with positions and mean fluxes in nJy; NaN without source.
        """
        objects = Table({"ra": ra, "dec": dec, "n": np.bincount(number, minlength=len(ra))})
        for band in self.config.bands:
            rows = table["band"] == band
            index, flux, error = number[rows], table["flux"][rows].data, table["flux_err"][rows].data
            count = np.bincount(index, minlength=len(ra))
            weight = np.bincount(index, error**-2, minlength=len(ra))
            seen = count > 0
            mean, mean_error = np.full(len(ra), np.nan), np.full(len(ra), np.nan)
            mean_error[seen] = weight[seen] ** -0.5
            if self.config.meanFlux == "weighted":
                mean[seen] = np.bincount(index, flux * error**-2, minlength=len(ra))[seen] / weight[seen]
            else:
                for n in np.flatnonzero(seen):
                    own = flux[index == n]
                    mean[n] = np.median(own)
                    if len(own) > 1:
                        mean_error[n] = np.std(own, ddof=1) / np.sqrt(len(own))
            objects[f"{band}_n"], objects[f"{band}_flux"] = count, mean
            objects[f"{band}_flux_err"] = mean_error
        return objects

    def count_images(
        self, grid: PatchGrid, patch: int | None, summaries: list[dict[str, Any]]
    ) -> dict[str, np.ndarray]:
        """Count the images that cover each cell of an area.

        Parameters
        ----------
        grid : `~survey.sky.PatchGrid`
            Geometry of the tract.
        patch : `int` or `None`
            Number of the patch, or the tract.
        summaries : `list` [`dict`]
            WCS and shape of the images.

        Returns
        -------
        maps : `dict` [`str`, `numpy.ndarray`]
            A map for each band; its rows go along y.
        """
        x0, x1, y0, y1 = grid.bounds(patch)
        size = self.config.cellSize
        x, y = np.meshgrid(np.arange(x0 + size / 2, x1, size), np.arange(y0 + size / 2, y1, size))
        ra, dec = pixel_to_sky(grid.wcs, x.ravel(), y.ravel())
        maps = {band: np.zeros(x.size, dtype=np.int16) for band in self.config.bands}
        for summary in summaries:
            if summary["band"] in maps:
                column, row = wcs_from_header(summary["wcs"]).all_world2pix(ra, dec, 0)
                inside = (column > -0.5) & (column < summary["width"] - 0.5)
                inside &= (row > -0.5) & (row < summary["height"] - 0.5)
                maps[summary["band"]] += inside
        return {band: image.reshape(x.shape) for band, image in maps.items()}
