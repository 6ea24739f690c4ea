from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections, Struct


class FooConnections(PipelineTaskConnections, dimensions=("instrument", "visit", "detector")):
    pass


class FooConfig(PipelineTaskConfig, pipelineConnections=FooConnections):
    pass


class FooTask(PipelineTask):
    ConfigClass = FooConfig
    _DefaultName = "foo"

    def run(self, calexp):
        if self.config.other:
            self.makeSubtask("sub")
        return Struct(catalog=calexp)
