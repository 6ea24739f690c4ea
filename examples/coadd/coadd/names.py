"""Names of datasets that other packages make."""

from __future__ import annotations

__all__ = ["SKY_MAP"]

SKY_MAP = "skyMap"
"""The sky map: `lsst.skymap.BaseSkyMap.SKYMAP_DATASET_TYPE_NAME`, but `lsst.skymap` is not on PyPI."""
