"""A flag that does not exist.

The flags are called like the arguments of the runtime's connections and fields; there a wrong one is a
`TypeError` when the module is imported, and a wrong keyword of the class goes unnoticed.

Bad:

    task Assemble[instrument, visit] {
        input exposures: ExposureF[..., detector] = "calexp", multiple, deferLaod
            "Calibrated exposures of all detectors."
        output mosaic: ExposureF[...] = "visit_mosaic"
            "Mosaic of the focal plane."
    }

Good:

    task Assemble[instrument, visit] {
        input exposures: ExposureF[..., detector] = "calexp", multiple, deferLoad
            "Calibrated exposures of all detectors."
        output mosaic: ExposureF[...] = "visit_mosaic"
            "Mosaic of the focal plane."
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["UNKNOWN_FLAG"]

UNKNOWN_FLAG = Code(
    "unknown-flag",
    "there is no flag `{flag}`",
    help="the flags are {names}",
    fixed=True,
)
