"""A file larger, deeper or longer than the compiler reads.

The limits are far above what real files need. They are there so that no file, however it came about, can
make the compiler or an editor hang or fill the memory. The reference lists them all.

Bad:

    task Warp[instrument, visit, detector] {
        for n in range(5000) {
            output noise{n}: ExposureF[...] = "direct_warp_noise{n}"
                f"Noise realization {n}."
        }
    }

Good:

    task Warp[instrument, visit, detector] {
        for n in range(numberOfNoiseRealizations) {
            output noise{n}: ExposureF[...] = "direct_warp_noise{n}"
                f"Noise realization {n}."
        }

        config {
            numberOfNoiseRealizations: int = 1, min=0
                "Number of noise realizations to warp with the image."
        }
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["LIMIT_EXCEEDED"]

LIMIT_EXCEEDED = Code(
    "limit-exceeded",
    "{text}",
    fixed=True,
)
