"""A repetition over something that can't be repeated over.

`for` makes a connection for each of several values: of a list written in the file, a list of the config, or
as many as a number of the config says. The values become part of names, so they are names or whole numbers.

Bad:

    task Warp[instrument, visit, detector] {
        for n in 3 {
            output noise{n}: ExposureF[...] = "direct_warp_noise{n}"
                f"Noise realization {n}."
        }
    }

Good:

    task Warp[instrument, visit, detector] {
        for n in range(3) {
            output noise{n}: ExposureF[...] = "direct_warp_noise{n}"
                f"Noise realization {n}."
        }
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["BAD_REPETITION"]

BAD_REPETITION = Code(
    "bad-repetition",
    "{text}",
    help="repeat over a list written here, a list of the config, or `range(…)`",
    fixed=True,
)
