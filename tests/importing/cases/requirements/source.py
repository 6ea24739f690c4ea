"""What `__init__` refuses."""

from lsst.pex.config import Field
from lsst.pipe.base import PipelineTask, PipelineTaskConfig, PipelineTaskConnections
from lsst.pipe.base import connectionTypes as cT


class MatchConnections(
    PipelineTaskConnections, dimensions=("skymap", "tract"), defaultTemplates={"refName": "truth"}
):
    ref = cT.Input(
        doc="Reference.", name="{refName}", storageClass="ArrowAstropy", dimensions=("skymap", "tract")
    )
    target = cT.Input(
        doc="Target.",
        name="objectTable",
        storageClass="ArrowAstropy",
        dimensions=("skymap", "tract"),
        deferLoad=True,
    )
    matched = cT.Output(
        doc="Matched.", name="matched_{refName}", storageClass="ArrowAstropy", dimensions=("skymap", "tract")
    )

    def __init__(self, *, config=None):
        super().__init__(config=config)
        assert isinstance(config, MatchConfig)
        if config.sharding != "tract":
            if config.sharding == "none":
                if config.multiple:
                    raise ValueError(f"Incompatible {config.multiple=} with sharding {config.sharding}")
                old = self.ref
                self.ref = cT.Input(doc=old.doc, name=old.name, storageClass=old.storageClass, dimensions=())
                for suffix in ("ref", "target"):
                    if suffix == "target":
                        previous = getattr(self, suffix)
                        setattr(
                            self,
                            suffix,
                            cT.Input(
                                doc=previous.doc,
                                name=previous.name,
                                storageClass=previous.storageClass,
                                dimensions=("skymap",),
                                deferLoad=previous.deferLoad,
                            ),
                        )
            else:
                raise NotImplementedError(f"{config.sharding!r} is not implemented")
        if config.connections.refName == "":
            del self.matched


class MatchConfig(PipelineTaskConfig, pipelineConnections=MatchConnections):
    sharding = Field[str](doc="How the catalog is divided.", default="tract")
    multiple = Field[bool](doc="Several?", default=False)


class MatchTask(PipelineTask):
    ConfigClass = MatchConfig
    _DefaultName = "match"
