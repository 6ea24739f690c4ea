"""Measure the stars of one image.

Nothing here depends on the config.
"""

import lsst.pex.config as pexConfig
import lsst.pipe.base as pipeBase
import lsst.pipe.base.connectionTypes as connTypes
from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections, connectionTypes
from lsst.pipe.base import connectionTypes as cT
from lsst.pipe.base.connectionTypes import InitOutput, Output

__all__ = ["MeasureConfig", "MeasureConnections", "MeasureTask"]


# What goes in and out.
class MeasureConnections(
    PipelineTaskConnections,
    dimensions=("instrument", "visit", "detector"),
    defaultTemplates={"coaddName": "deep", "fakesType": ""},  # as everywhere
    deprecatedTemplates={"fakesType": "Fakes have tasks of their own. Will be removed after v30."},
):
    """Connections of the measurement."""

    # Calibrated before.
    calexp = cT.Input(
        doc="Calibrated exposure.",
        name="{fakesType}calexp",
        storageClass="ExposureF",
        dimensions=("instrument", "visit", "detector"),
        deferLoad=True,
    )
    # Only the reference stars that overlap,
    # and not the whole sky.
    refCat = pipeBase.connectionTypes.PrerequisiteInput(
        doc=(
            "Reference catalog, sharded by a spatial index, with as many columns as are needed to "
            "find the stars again, whatever the filter."
        ),
        name="gaia_dr3",
        storageClass="SimpleCatalog",
        dimensions=("skypix",),
        deferLoad=True,
        multiple=True,
        minimum=0,  # the poles have none
    )
    camera = connTypes.PrerequisiteInput(
        "camera", "Camera", "Geometry of the camera.", dimensions=["instrument"], isCalibration=True
    )
    warps = connectionTypes.Input(
        "Warp",
        "ExposureF",
        """Warps of the visit.

        One for each patch it overlaps.
        """,
        True,
        dimensions={"tract", "patch", "instrument", "visit"},
    )
    sources = Output(
        "{coaddName}_src",
        "SourceCatalog",
        doc='Measured "stars".',
        dimensions=("detector", "visit", "instrument"),
    )
    schema = InitOutput(doc="Schema of the catalog.", name="src_schema", storageClass="SourceCatalog")


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    threshold = pexConfig.Field[float](doc="Detection threshold, in sigma.", default=5.0)


class MeasureTask(PipelineTask):
    """Measure."""

    ConfigClass = MeasureConfig
    _DefaultName = "measureStars"

    def run(self, calexp, camera, warps, refCat=()):
        return pipeBase.Struct(sources=None)
