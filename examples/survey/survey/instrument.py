"""A small camera: two detectors side by side, three filters."""

from __future__ import annotations

__all__ = ["DETECTORS", "FILTERS", "PIXEL_SCALE", "Detector", "SimCam"]

from dataclasses import dataclass
from typing import Any

from lsst.daf.butler import DataId, Formatter, Registry
from lsst.pipe.base import Instrument

PIXEL_SCALE = 0.4
"""Size of a pixel in arcsec."""

FILTERS = {"g_sim": "g", "r_sim": "r", "i_sim": "i"}
"""Band of each physical filter."""


@dataclass(frozen=True)
class Detector:
    """Geometry and electronics of one detector."""

    id: int
    """Number."""

    name: str
    """Full name."""

    size: int
    """Width and height in pixels."""

    offset: tuple[float, float]
    """Position of its center in the focal plane, in pixels."""

    gain: float
    """Electrons per ADU."""

    read_noise: float
    """Read noise in electrons."""

    saturation: float
    """Value in ADU from which pixels are saturated."""

    def to_dict(self) -> dict[str, Any]:
        """Return what a camera dataset holds about the detector."""
        return {
            "name": self.name,
            "size": self.size,
            "offset": list(self.offset),
            "gain": self.gain,
            "readNoise": self.read_noise,
            "saturation": self.saturation,
        }


DETECTORS = (
    Detector(0, "S00", 512, (-262.0, 0.0), 2.0, 5.0, 60000.0),
    Detector(1, "S01", 512, (262.0, 0.0), 1.8, 6.0, 60000.0),
)
"""The detectors of the camera."""


class SimCam(Instrument):
    """A simulated camera."""

    @classmethod
    def getName(cls) -> str:
        """Return the name of the instrument."""
        return "SimCam"

    def register(self, registry: Registry, *, update: bool = False) -> None:
        """Insert instrument, detectors and filters into a registry.

        Parameters
        ----------
        registry : `lsst.daf.butler.Registry`
            The registry.
        update : `bool`, optional
            Replace records that differ?
        """
        name = self.getName()
        with registry.transaction():
            registry.syncDimensionData(
                "instrument",
                {
                    "name": name,
                    "class_name": f"{type(self).__module__}.{type(self).__qualname__}",
                    "detector_max": len(DETECTORS),
                    "visit_max": 1000,
                    "exposure_max": 10000,
                },
                update=update,
            )
            for detector in DETECTORS:
                registry.syncDimensionData(
                    "detector",
                    {
                        "instrument": name,
                        "id": detector.id,
                        "full_name": detector.name,
                        "purpose": "SCIENCE",
                    },
                    update=update,
                )
            for physical_filter, band in FILTERS.items():
                registry.syncDimensionData(
                    "physical_filter",
                    {"instrument": name, "name": physical_filter, "band": band},
                    update=update,
                )

    def getRawFormatter(self, dataId: DataId) -> type[Formatter]:
        """Raw images are put, not ingested: there is no formatter.

        Parameters
        ----------
        dataId : `lsst.daf.butler.DataId`
            Data ID of the raw image.

        Raises
        ------
        NotImplementedError
            Always raised.
        """
        raise NotImplementedError("Raw images of SimCam are put into the repository, not ingested.")
