"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["MatchTask"]

from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTask

from .example_config import MatchConfig
from .example_connections import MatchResult

if TYPE_CHECKING:
    import numpy as np

    from .example_connections import MatchRun


class MatchTask(PipelineTask):
    """Measure one image."""

    ConfigClass = MatchConfig
    _DefaultName = "match"

    config: MatchConfig

    def run(self, *, calexps: list[np.ndarray], mask: np.ndarray | None = None) -> MatchResult:
        """Process one quantum.

        Parameters
        ----------
        calexps : `list` [ `numpy.ndarray` ]
            Images that overlap the patch.
        mask : `numpy.ndarray`, optional
            Mask of the patch.

        Returns
        -------
        result : `MatchResult`
            With ``coadd``.
        """
        raise NotImplementedError("MatchTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Match_fits: type[MatchRun] = MatchTask
