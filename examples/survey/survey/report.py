"""Print what a survey found, and draw it."""

from __future__ import annotations

__all__ = ["draw_graph", "draw_image", "format_bands", "format_patches"]

from collections import defaultdict
from pathlib import Path
from typing import Any

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import networkx as nx
import numpy as np
from astropy.table import Table
from astropy.visualization import ZScaleInterval
from lsst.daf.butler import Butler
from lsst.pipe.base import Pipeline
from lsst.pipe.base.pipeline_graph import NodeType

from .sky import wcs_from_header


def format_patches(butler: Butler, prefix: str, skymap: str, tract: int) -> list[str]:
    """Make a table of the objects in each patch.

    Parameters
    ----------
    butler : `lsst.daf.butler.Butler`
        Butler that reads the outputs.
    prefix : `str`
        What the names of the products begin with.
    skymap : `str`
        Name of the sky map.
    tract : `int`
        Number of the tract.

    Returns
    -------
    lines : `list` [`str`]
        The table.
    """
    where = {"skymap": skymap, "tract": tract}
    done = {
        ref.dataId["patch"]: butler.get(ref)
        for ref in butler.query_datasets(f"{prefix}tract_patch_quality", data_id=where, explain=False)
    }
    bands = sorted({band for quality in done.values() for band in quality["bands"]})
    head = f"{'patch':>5} {'objects':>8}"
    units = f"{'':>5} {'':>8}"
    for band in bands:
        head += f" | {band + ' bright':>9} {'astrometry':>11} {'photometry':>11}"
        units += f" | {'of truth':>9} {'rms [mas]':>11} {'rms [mmag]':>11}"
    lines = [head, units, "-" * len(head)]
    for record in butler.query_dimension_records("patch", data_id=where):
        quality = done.get(record.id)
        if quality is None:
            lines.append(f"{record.id:>5} {'none: seen by fewer than two visits':>8}")
            continue
        line = f"{record.id:>5} {quality['objects']:>8}"
        for band in bands:
            numbers = quality["bands"][band]
            found = f"{numbers['bright']}/{numbers['brightTruth']}"
            line += f" | {found:>9} {_milli(numbers, 'astrometricScatter'):>11}"
            line += f" {_milli(numbers, 'photometricScatter'):>11}"
        lines.append(line)
    return lines


def format_bands(quality: dict[str, Any]) -> list[str]:
    """Make a table of the quality in each band.

    Parameters
    ----------
    quality : `dict`
        Summary of a tract.

    Returns
    -------
    lines : `list` [`str`]
        The table.
    """
    rows = [
        ("objects", lambda numbers: str(numbers["objects"])),
        ("bright objects with a true star", lambda numbers: str(numbers["bright"])),
        ("offset in right ascension [mas]", lambda numbers: _milli(numbers, "offsetRa")),
        ("offset in declination [mas]", lambda numbers: _milli(numbers, "offsetDec")),
        ("astrometric rms [mas]", lambda numbers: _milli(numbers, "astrometricScatter")),
        ("photometric offset [mmag]", lambda numbers: _milli(numbers, "photometricOffset")),
        ("photometric rms [mmag]", lambda numbers: _milli(numbers, "photometricScatter")),
        ("repeatability [mmag]", lambda numbers: _milli(numbers, "repeatability")),
        ("50% completeness of one visit [mag]", _half_completeness),
    ]
    bands = quality["bands"]
    lines = [f"{'':<37}" + "".join(f"{band:>9}" for band in bands)]
    lines.append("-" * len(lines[0]))
    for label, text in rows:
        lines.append(f"{label:<37}" + "".join(f"{text(numbers):>9}" for numbers in bands.values()))
    return lines


def _milli(numbers: dict[str, Any], key: str) -> str:
    value = numbers.get(key)
    return "-" if value is None else f"{1000 * value:.1f}"


def _half_completeness(numbers: dict[str, Any]) -> str:
    value = numbers.get("completeness", {}).get("halfMag")
    return "-" if value is None else f"{value:.2f}"


def draw_image(
    path: Path, calexp: np.ndarray, summary: dict[str, Any], sources: Table, objects: Table
) -> None:
    """Draw an image with its sources and the objects of the survey.

    Parameters
    ----------
    path : `pathlib.Path`
        File to write.
    calexp : `numpy.ndarray`
        Calibrated image.
    summary : `dict`
        Its WCS and what it is.
    sources : `astropy.table.Table`
        Sources detected on it.
    objects : `astropy.table.Table`
        Objects of the survey.
    """
    low, high = ZScaleInterval().get_limits(calexp["image"])
    figure, axes = plt.subplots(figsize=(8.5, 8.5), layout="constrained")
    axes.imshow(calexp["image"], origin="lower", cmap="gray_r", vmin=low, vmax=2 * high)
    x, y = wcs_from_header(summary["wcs"]).all_world2pix(objects["ra"], objects["dec"], 0)
    inside = (x > 0) & (x < summary["width"]) & (y > 0) & (y < summary["height"])
    axes.scatter(sources["x"], sources["y"], s=90, facecolors="none", edgecolors="tab:blue", label="source")
    axes.scatter(x[inside], y[inside], s=35, c="tab:red", marker="+", linewidths=0.9, label="object")
    axes.set(
        xlim=(-0.5, summary["width"] - 0.5),
        ylim=(-0.5, summary["height"] - 0.5),
        xlabel="x [pixel]",
        ylabel="y [pixel]",
        title=f"Visit {summary['visit']}, detector {summary['detector']}, band {summary['band']}: "
        f"{len(sources)} sources, {np.count_nonzero(inside)} objects",
    )
    axes.legend(loc="upper right")
    figure.savefig(path, dpi=120)
    plt.close(figure)


def draw_graph(path: Path, pipeline: Path) -> None:
    """Draw the tasks of a pipeline and the dataset types between them.

    Parameters
    ----------
    path : `pathlib.Path`
        File to write.
    pipeline : `pathlib.Path`
        The pipeline file.
    """
    graph = Pipeline.from_uri(str(pipeline)).to_graph(visualization_only=True)
    edges = graph.make_bipartite_xgraph()
    # Each task has a log and metadata; they would only hide the others.
    hidden = [node for node in edges if node.name.endswith(("_log", "_metadata"))]
    edges.remove_nodes_from(hidden)
    positions = _layout(edges)
    figure = plt.figure(figsize=(18, 7.5))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_axis_off()
    # Text does not set the limits.
    columns, rows = np.array(list(positions.values())).T
    axes.set(xlim=(columns.min() - 0.6, columns.max() + 0.6), ylim=(rows.min() - 0.7, rows.max() + 0.7))
    for tail, tip in edges.edges():
        start, end = np.array(positions[tail]), np.array(positions[tip])
        axes.plot(*zip(start, end, strict=True), color="0.6", linewidth=0.9, zorder=1)
        # The head is halfway, where no box hides it.
        arrow = {"arrowstyle": "-|>", "color": "0.6", "shrinkA": 0, "shrinkB": 0}
        axes.annotate(
            "", start + 0.55 * (end - start), start + 0.5 * (end - start), arrowprops=arrow, zorder=1
        )
    for node, (x, y) in positions.items():
        task = node.node_type is NodeType.TASK
        axes.text(
            x,
            y,
            node.name,
            horizontalalignment="center",
            verticalalignment="center",
            fontsize=11 if task else 8.5,
            weight="bold" if task else "normal",
            bbox={
                "boxstyle": "round,pad=0.5" if task else "square,pad=0.3",
                "facecolor": "#ffd9a0" if task else "#e4eefb",
                "edgecolor": "0.4",
            },
            zorder=2,
        )
    figure.savefig(path, dpi=110)
    plt.close(figure)


def _layout(graph: nx.DiGraph) -> dict[Any, tuple[float, float]]:
    """Place nodes in columns, each right of what it needs, and untangle the rows."""
    column: dict[Any, int] = {}
    order = list(nx.lexicographical_topological_sort(graph, key=lambda node: node.name))
    for node in order:
        column[node] = max((column[before] + 1 for before in graph.predecessors(node)), default=0)
    for node in reversed(order):
        # What nothing makes stands next to what first needs it.
        if not graph.in_degree(node) and graph.out_degree(node):
            column[node] = min(column[after] for after in graph.successors(node)) - 1
    columns = defaultdict(list)
    for node in order:
        columns[column[node]].append(node)
    height = {node: float(row) for nodes in columns.values() for row, node in enumerate(nodes)}
    for _ in range(8):
        for nodes in columns.values():
            near = {
                node: np.mean([height[other] for other in nx.all_neighbors(graph, node)] or [height[node]])
                for node in nodes
            }
            nodes.sort(key=lambda node, near=near: (near[node], node.name))
            for row, node in enumerate(nodes):
                height[node] = row - (len(nodes) - 1) / 2
    return {node: (float(column[node]), -height[node]) for node in order}
