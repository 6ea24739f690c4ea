"""The classes of the notebook, put right: all outputs have the quantum's dimensions, masks may overlap."""

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
        name="dummy_schema", storageClass="SourceCatalog", doc="Schema of the input catalog."
    )
    outputSchema = InitOutput(
        name="example_dummy_schema", storageClass="SourceCatalog", doc="Schema of the measured catalog."
    )
    exposure = Input(
        name="calexp",
        storageClass="ExposureF",
        dimensions=("instrument", "visit", "detector"),
        doc="Calibrated exposure to measure.",
    )
    brightStarMask = PrerequisiteInput(
        name="bright_star_mask",
        storageClass="StarMasks",
        dimensions=("tract", "patch"),
        multiple=True,
        doc="Masks of bright stars, made outside the pipeline.",
    )
    resultExp = Output(
        name="{outputTemp}Exposure",
        storageClass="ExposureF",
        dimensions=("instrument", "visit", "detector"),
        doc="The exposure with bright stars masked.",
    )
    resultCat = Output(
        name="{outputTemp}meas_cat",
        storageClass="SourceCatalog",
        dimensions=("instrument", "visit", "detector"),
        doc="Measured sources.",
    )

    def __init__(self, *, config=None):
        super().__init__(config=config)
        if not config.doThings:
            del self.brightStarMask


class ExamplePipelineTaskConfig(PipelineTaskConfig, pipelineConnections=ExamplePipelineTaskConnections):
    doThings = Field(dtype=bool, default=True, doc="Use the mask of bright stars.")
