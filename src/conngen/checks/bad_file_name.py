"""A file whose name can't be that of a Python module.

The names of the generated modules begin with the name of the file: `measure.conn` becomes
`measure_connections`, `measure_config` and `measure_task`. A hyphen, a digit at the beginning or a word of
Python would make a module that no `import` statement can name.

Bad:

    # file: measure-sources.conn
    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }

Good:

    # file: measure_sources.conn
    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["BAD_FILE_NAME"]

BAD_FILE_NAME = Code(
    "bad-file-name",
    "the name of this file can't be that of a Python module: {why}",
    help="rename the file: letters, digits and underscores, no digit first",
    fixed=True,
)
