"""Tasks of ``example.conn``."""

# Written once from example.conn, and yours from now on: conngen never changes this file. When example.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["SelectTask"]

from typing import TYPE_CHECKING

from lsst.pipe.base import PipelineTask

from .example_config import SelectConfig
from .example_connections import SelectResult

if TYPE_CHECKING:
    from .example_connections import SelectRun


class SelectTask(PipelineTask):
    """Select sources."""

    ConfigClass = SelectConfig
    _DefaultName = "select"

    config: SelectConfig

    def run(self) -> SelectResult:
        """Process one quantum.

        Returns
        -------
        result : `SelectResult`
            With ``selected``.
        """
        raise NotImplementedError("SelectTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Select_fits: type[SelectRun] = SelectTask
