"""What the ``.conn`` files leave to Python."""

from __future__ import annotations

__all__ = [
    "check_bright_limits",
    "check_injection_range",
    "lookup_static_calibration",
    "require_two_visits",
]

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from lsst.daf.butler import DataCoordinate, DatasetRef, DatasetType, Registry, Timespan
from lsst.pipe.base import NoWorkFound
from lsst.pipe.base.connectionTypes import BaseInput

if TYPE_CHECKING:
    from .detect_config import DetectConfig
    from .summarize_config import SummarizeConfig


def lookup_static_calibration(
    dataset_type: DatasetType,
    registry: Registry,
    data_id: DataCoordinate,
    collections: Sequence[str],
) -> list[DatasetRef]:
    """Look up a calibration that is the same at all times.

    Parameters
    ----------
    dataset_type : `lsst.daf.butler.DatasetType`
        Type of the calibration.
    registry : `lsst.daf.butler.Registry`
        Registry to search.
    data_id : `lsst.daf.butler.DataCoordinate`
        Data ID of the quantum.
    collections : `~collections.abc.Sequence` [`str`]
        Collections to search.

    Returns
    -------
    refs : `list` [`lsst.daf.butler.DatasetRef`]
        The calibration, or nothing.
    """
    ref = registry.findDataset(
        dataset_type,
        dataId=data_id.subset(dataset_type.dimensions),
        collections=collections,
        timespan=Timespan(None, None),
    )
    return [] if ref is None else [ref]


def require_two_visits(
    connection: BaseInput, refs: Collection[DatasetRef], label: str, data_id: DataCoordinate
) -> None:
    """Veto a quantum whose datasets are all of the same visit.

    Parameters
    ----------
    connection : `lsst.pipe.base.connectionTypes.BaseInput`
        The connection that is checked.
    refs : `~collections.abc.Collection` [`lsst.daf.butler.DatasetRef`]
        Its datasets.
    label : `str`
        Label of the task.
    data_id : `lsst.daf.butler.DataCoordinate`
        Data ID of the quantum.

    Raises
    ------
    lsst.pipe.base.NoWorkFound
        Raised if there are fewer than two visits.
    """
    if len({ref.dataId["visit"] for ref in refs}) < 2:
        raise NoWorkFound(f"{label} at {data_id}: {connection.name} comes from fewer than two visits.")


def check_injection_range(config: DetectConfig) -> None:
    """Check that the range of magnitudes of synthetic stars is not empty.

    Parameters
    ----------
    config : `DetectConfig`
        The configuration.

    Raises
    ------
    ValueError
        Raised if the range is empty.
    """
    bright, faint = config.injectionMags
    if not bright < faint:
        raise ValueError(f"injectionMags has to go from bright to faint, not {bright} to {faint}.")


def check_bright_limits(config: SummarizeConfig) -> None:
    """Check that each band has a limit for bright objects.

    Parameters
    ----------
    config : `SummarizeConfig`
        The configuration.

    Raises
    ------
    ValueError
        Raised if a band has none.
    """
    missing = sorted(set(config.bands) - set(config.brightLimit))
    if missing:
        raise ValueError(f"brightLimit has no value for {', '.join(missing)}.")
