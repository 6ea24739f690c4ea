"""What fails as it is: connections removed twice, from the wrong set, or not there."""

from lsst.pex.config import Field
from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT


class FilterConnections(PipelineTaskConnections, dimensions=("instrument", "visit")):
    sources = cT.Input(
        doc="Sources.", name="src", storageClass="ArrowAstropy", dimensions=("instrument", "visit")
    )
    trailed = cT.Output(
        doc="Trailed.", name="trailed", storageClass="ArrowAstropy", dimensions=("instrument", "visit")
    )
    rejected = cT.Output(
        doc="Rejected.", name="rejected", storageClass="ArrowAstropy", dimensions=("instrument", "visit")
    )

    def __init__(self, *, config=None):
        super().__init__(config=config)
        if not self.config.doFilter:
            self.outputs.remove("trailed")
        if not self.config.doWrite:
            self.outputs.remove("trailed")
        if not config.doReject:
            self.inputs.remove("rejected")


class FilterConfig(PipelineTaskConfig, pipelineConnections=FilterConnections):
    doFilter = Field[bool](doc="Filter?", default=True)
    doWrite = Field[bool](doc="Write?", default=True)
    doReject = Field[bool](doc="Reject?", default=True)


class FilterTask(PipelineTask):
    ConfigClass = FilterConfig
    _DefaultName = "filter"
