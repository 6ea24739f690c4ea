"""A small data repository for the tasks of the survey example.

Everything is in one RUN collection, as `lsst.pipe.base.testUtils` wants it.
The package ``survey`` has to be importable before a function here is called.
"""

from __future__ import annotations

__all__ = ["RUN", "data_ids", "make_butler", "make_task", "process"]

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from lsst.daf.butler import Butler, DataCoordinate, DatasetType
from lsst.pipe.base import PipelineTask
from lsst.pipe.base.testUtils import makeQuantum, runTestQuantum

RUN = "test"

VISITS = (101, 103)
"""Visits in the repository: one in g, one in r, both of the first night."""

DETECTORS = (0, 1)


def make_butler(root: Path) -> Butler:
    """Make a repository with raw images, calibrations and catalogues.

    Parameters
    ----------
    root : `pathlib.Path`
        Directory for the repository.

    Returns
    -------
    butler : `lsst.daf.butler.Butler`
        Butler that reads from and writes to `RUN`.
    """
    from survey import repository
    from survey.simulation import VISITS as ALL_VISITS
    from survey.simulation import Simulation

    simulation = Simulation(visits=tuple(visit for visit in ALL_VISITS if visit.id in VISITS))
    Butler.makeRepo(str(root))
    butler = Butler.from_config(str(root), run=RUN)
    for dataset_type in repository.dataset_types(butler):
        butler.registry.registerDatasetType(dataset_type)
    repository.register_dimensions(butler, simulation)
    repository.put_raws(butler, simulation, RUN)
    repository.put_calibrations(butler, simulation, RUN)
    repository.put_catalogs(butler, simulation, RUN)
    butler.put(simulation.grid.to_dict(), "sky_map_geometry", skymap=repository.SKYMAP, run=RUN)
    return butler


def data_ids(butler: Butler, name: str, **where: Any) -> list[DataCoordinate]:
    """Return the data IDs of the datasets of one type.

    Parameters
    ----------
    butler : `lsst.daf.butler.Butler`
        Butler of the repository.
    name : `str`
        Name of the dataset type.
    **where : `typing.Any`
        Values the data IDs must have.

    Returns
    -------
    data_ids : `list` [`lsst.daf.butler.DataCoordinate`]
        Data IDs in order.
    """
    refs = butler.query_datasets(name, collections=RUN, data_id=where, explain=False)
    return sorted(ref.dataId for ref in refs)


def make_task(
    task_class: type[PipelineTask],
    init_inputs: Mapping[str, Any] | None = None,
    changes: Mapping[str, Any] | None = None,
) -> PipelineTask:
    """Make a task.

    Parameters
    ----------
    task_class : `type`
        Class of the task.
    init_inputs : `~collections.abc.Mapping`, optional
        Its init inputs.
    changes : `~collections.abc.Mapping`, optional
        Values of fields of its config, by dotted name.

    Returns
    -------
    task : `lsst.pipe.base.PipelineTask`
        The task.
    """
    config = task_class.ConfigClass()
    for name, value in (changes or {}).items():
        *path, field = name.split(".")
        target = config
        for part in path:
            target = getattr(target, part)
        setattr(target, field, value)
    config.validate()
    config.freeze()
    return task_class(config=config, initInputs=None if init_inputs is None else dict(init_inputs))


def process(
    task: PipelineTask,
    butler: Butler,
    data_id: Mapping[str, Any],
    io_data_ids: Mapping[str, Mapping[str, Any] | Sequence[Any]],
) -> None:
    """Run a quantum, registering the dataset types of its outputs first.

    Parameters
    ----------
    task : `lsst.pipe.base.PipelineTask`
        The task.
    butler : `lsst.daf.butler.Butler`
        Butler of the repository.
    data_id : `~collections.abc.Mapping`
        Data ID of the quantum.
    io_data_ids : `~collections.abc.Mapping`
        Data ID, or data IDs, for each connection.
    """
    connections = task.config.ConnectionsClass(config=task.config)
    for name in connections.outputs:
        connection = connections.allConnections[name]
        butler.registry.registerDatasetType(
            DatasetType(
                connection.name,
                tuple(connection.dimensions),
                connection.storageClass,
                universe=butler.dimensions,
            )
        )
    # The names of files need records that a plain data ID does not have.
    expand = butler.registry.expandDataId
    expanded = {
        name: [expand(each) for each in ids] if isinstance(ids, Sequence) else expand(ids)
        for name, ids in io_data_ids.items()
    }
    quantum = makeQuantum(task, butler, expand(data_id), expanded)
    runTestQuantum(task, butler, quantum, mockRun=False)
