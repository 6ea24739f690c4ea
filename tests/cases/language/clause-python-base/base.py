import lsst.pex.config as pexConfig
from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT


class DetectConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    calexp = cT.Input(
        doc="Image.", name="calexp", storageClass="NumpyArray", dimensions=("instrument", "visit", "detector")
    )


class DetectConfig(PipelineTaskConfig, pipelineConnections=DetectConnections):
    threshold = pexConfig.Field(dtype=float, default=5.0, doc="Detection threshold.")


class DetectTask(PipelineTask):
    ConfigClass = DetectConfig
    _DefaultName = "detect"
