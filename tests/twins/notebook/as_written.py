"""The classes of the notebook, with as little changed as today's runtime needs.

Dimensions and templates have become keywords of the class, and a doc is given to each connection.
"""

from __future__ import annotations

from lsst.pex.config import Field
from lsst.pipe.base import PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base.connectionTypes import InitInput, InitOutput, Input, Output, PrerequisiteInput


class ExamplePipelineTaskConnections(
    PipelineTaskConnections,
    dimensions=("instrument", "visit", "detector"),
    defaultTemplates={"outputTemp": "Example"},
):
    inputSchema = InitInput(
        name="dummy_schema", storageClass="SourceCatalog", doc="Schema that is passed into the constructor."
    )
    outputSchema = InitOutput(
        name="example_dummy_schema",
        storageClass="SourceCatalog",
        doc="Schema that is known once the task is made.",
    )
    exposure = Input(
        name="calexp",
        storageClass="ExposureF",
        dimensions=("instrument", "visit", "detector"),
        doc="Exposure to process; which ones there are constrains the execution graph.",
    )
    brightStarMask = PrerequisiteInput(
        name="bright_star_mask",
        storageClass="StarMasks",
        dimensions=("tract", "patch"),
        doc="Mask of bright stars, made outside the pipeline.",
    )
    resultExp = Output(name="{outputTemp}Exposure", storageClass="ExposureF", doc="Processed exposure.")
    resultCat = Output(
        name="{outputTemp}meas_cat",
        storageClass="SourceCatalog",
        dimensions=("instrument", "visit", "detector"),
        doc="Catalog of what was measured on it.",
    )

    def __init__(self, *, config=None):
        super().__init__(config=config)
        if not config.doThings:
            self.prerequisiteInputs -= {"brightStarMask"}


class ExamplePipelineTaskConfig(PipelineTaskConfig, pipelineConnections=ExamplePipelineTaskConnections):
    doThings = Field(dtype=bool, default=True, doc="Example field")
