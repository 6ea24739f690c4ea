from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections


class CalConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    pass


class CalConfig(PipelineTaskConfig, pipelineConnections=CalConnections):
    pass


class CalibrateTask(PipelineTask):
    ConfigClass = CalConfig
