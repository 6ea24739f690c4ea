"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["CompareTask"]

from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTask, Struct

from .example_config import CompareConfig

if TYPE_CHECKING:
    import numpy as np

    from .example_connections import CompareRun


class CompareTask(PipelineTask):
    """Measure one image."""

    ConfigClass = CompareConfig
    _DefaultName = "compare"

    config: CompareConfig

    def run(self, *, calexps: list[np.ndarray], mask: np.ndarray | None = None) -> Struct:
        """Process one quantum.

        Parameters
        ----------
        calexps : `list` [ `numpy.ndarray` ]
            Images; one alone can't be compared.
        mask : `numpy.ndarray`, optional
            Mask of bright stars, if there is one.

        Returns
        -------
        result : `Struct`
            The outputs.
        """
        raise NotImplementedError("CompareTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Compare_fits: type[CompareRun] = CompareTask
