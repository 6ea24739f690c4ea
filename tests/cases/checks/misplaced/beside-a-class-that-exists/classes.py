from lsst.pipe.base import PipelineTaskConfig, PipelineTaskConnections


class MeasureConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    pass


class MeasureConfig(PipelineTaskConfig, pipelineConnections=MeasureConnections):
    pass
