"""A value from the config where the class needs one before there is a config.

Dimensions, storage classes and dataset type names stand in the Connections class, and are replaced on the
instance when the config says otherwise. So the class needs a value to begin with: the default of the field.

Bad:

    task Pixelize[instrument, visit, detector] {
        input sources: SourceCatalog[...] = "src"
            "Measured sources."
        output counts: HealSparseMap[..., healpix{order}] = "source_counts", multiple
            "Number of sources in each pixel of the sky."

        config {
            order: int
                "Order of the pixelization."
        }
    }

Good:

    task Pixelize[instrument, visit, detector] {
        input sources: SourceCatalog[...] = "src"
            "Measured sources."
        output counts: HealSparseMap[..., healpix{order}] = "source_counts", multiple
            "Number of sources in each pixel of the sky."

        config {
            order: int = 9
                "Order of the pixelization."
        }
    }
"""

from __future__ import annotations

from ..diagnostics import Code

__all__ = ["NO_STATIC_VALUE"]

NO_STATIC_VALUE = Code(
    "no-static-value",
    "there is no {what} at class level: {why}",
    help="give the field a default, or a choice with `… if … else …`",
    fixed=True,
)
