"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["AssembleTask"]

from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTask

from .example_config import AssembleConfig
from .example_connections import AssembleResult

if TYPE_CHECKING:
    import numpy as np

    from .example_connections import AssembleRun


class AssembleTask(PipelineTask):
    """Measure one image."""

    ConfigClass = AssembleConfig
    _DefaultName = "assemble"

    config: AssembleConfig

    def run(self, *, calexps: list[np.ndarray], backgrounds: list[np.ndarray]) -> AssembleResult:
        """Process one quantum.

        Parameters
        ----------
        calexps : `list` [ `numpy.ndarray` ]
            Images that overlap the patch.
        backgrounds : `list` [ `numpy.ndarray` ]
            Their backgrounds.

        Returns
        -------
        result : `AssembleResult`
            With ``coadd``.
        """
        raise NotImplementedError("AssembleTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Assemble_fits: type[AssembleRun] = AssembleTask
