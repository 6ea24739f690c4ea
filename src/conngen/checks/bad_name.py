"""A name that Python does not take, or takes for another.

Names become attributes, parameters and classes of the generated modules. A word of Python would be a
`SyntaxError` there, a name that begins with two underscores would be changed inside a class, and of letters
that look alike Python makes the same name.

Bad:

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            lambda: float = 620.0
                "Effective wavelength in nanometres."
        }
    }

Good:

    task Measure[instrument, visit, detector] {
        output sources: SourceCatalog[...] = "src"
            "Measured sources."

        config {
            wavelength: float = 620.0
                "Effective wavelength in nanometres."
        }
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["BAD_NAME"]

BAD_NAME = Code(
    "bad-name",
    "`{name}` can't be a name: {why}",
    help="choose another name",
    fixed=True,
)
