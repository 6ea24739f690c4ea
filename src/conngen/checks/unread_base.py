"""A base class whose source is not at hand.

What a class inherits is read from the source of its base, without importing it. Where that is not
installed, or makes its classes at run time, the checks that need it stay silent: about connections that it
removes, templates it uses, fields it names. What is generated is the same.

Bad:

    from not_installed.tasks import CalibrateTask

    task Recalibrate[instrument, visit, detector](CalibrateTask) {
        "Calibrates again, later."
    }

Good:

    # file: tasks.py
    from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections


    class CalibrateConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
        pass


    class CalibrateConfig(PipelineTaskConfig, pipelineConnections=CalibrateConnections):
        pass


    class CalibrateTask(PipelineTask):
        ConfigClass = CalibrateConfig
    # file: example.conn
    from .tasks import CalibrateTask

    task Recalibrate(CalibrateTask) {
        "Calibrates again, later."
    }
"""

from __future__ import annotations

from ..diagnostics import Code, Level

__all__ = ["UNREAD_BASE"]

UNREAD_BASE = Code(
    "unread-base",
    "the source of `{name}` is not at hand: what it brings along is not checked",
    level=Level.NOTE,
)
