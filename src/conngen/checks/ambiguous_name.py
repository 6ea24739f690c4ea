"""A name that is a config field and an import at once.

In an expression a name could be either, and a reader would have to know which one wins. Import it by
another name, or rename the field.

Bad:

    # file: subtasks.py
    from lsst.pex.config import Config, Field
    from lsst.pipe.base import Task


    class DeblendConfig(Config):
        doWrite = Field(dtype=bool, default=True, doc="Write the footprints?")


    class DeblendTask(Task):
        ConfigClass = DeblendConfig


    deblend = DeblendTask
    # file: example.conn
    from .subtasks import DeblendTask, deblend

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src", when deblend.doWrite
            "Measured sources."

        config {
            deblend: DeblendTask
                "Takes blended sources apart."
        }
    }

Good:

    # file: subtasks.py
    from lsst.pex.config import Config, Field
    from lsst.pipe.base import Task


    class DeblendConfig(Config):
        doWrite = Field(dtype=bool, default=True, doc="Write the footprints?")


    class DeblendTask(Task):
        ConfigClass = DeblendConfig
    # file: example.conn
    from .subtasks import DeblendTask

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src", when deblend.doWrite
            "Measured sources."

        config {
            deblend: DeblendTask
                "Takes blended sources apart."
        }
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["AMBIGUOUS_NAME"]

AMBIGUOUS_NAME = Code(
    "ambiguous-name",
    "`{name}` is a config field and an import",
    help="import it by another name: `as other`",
    fixed=True,
)
