"""The files that are measured: tasks as large as those of the field, all different, none with a problem in it."""

from __future__ import annotations

from pathlib import Path

__all__ = ["SMALL", "connections", "repository", "task"]

SMALL = """\
task DetectStars[instrument, visit, detector] {
    "Find the stars of one detector."

    input exposure: ExposureF[...] = "calexp"
        "Calibrated exposure to search."
    output catalog: SourceCatalog[...] = "star_catalog"
        "The stars that were found."

    config {
        threshold: float = 5.0, min=0.0
            "Detection threshold, in sigma."
    }
}
"""
"""A small file."""

_TASK = '''\
"""Step {n} of the survey: measure, select and combine."""

task Step{n}Task[instrument, visit, detector] {{
    "Step {n}: measure the objects of one detector, select the good ones and combine what is known of them."

    template prefix = "step{n}_"

    initOutput schema: SourceCatalog = "{{prefix}}schema"
        "Columns of the catalogue of step {n}."
    input exposure: ExposureF[...] = "{{prefix}}exposure"
        "Calibrated exposure that is measured, with its mask, its variance and its point spread function."
    input background: Background[...] = "{{prefix}}background", when doBackground
        "Background that was subtracted."
    input tracts: ArrowAstropy[skymap, tract] = "{{prefix}}tract_table", multiple, deferLoad
        "Objects of the tracts that overlap the image."
    prerequisiteInput reference: SimpleCatalog[htm7] = "{{prefix}}ref_cat", multiple, deferLoad
        "Reference catalogue."
    output catalog: SourceCatalog[...] = "{{prefix}}catalog"
        "Measured objects."
    output table: ArrowAstropy[...] = "{{prefix}}table", when doTable
        "The same as a table."
    output mask: MaskX[...] = "{{prefix}}mask", when doMask and not doTable
        "Pixels that belong to an object."

    config {{
        threshold: float = {n}.5, min=0.0
            "Detection threshold of step {n}, in sigma."
        doBackground: bool = True
            "Subtract the background?"
        doTable: bool = True
            "Write the catalogue as a table too?"
        doMask: bool = False
            "Write the mask?"
        planes: list[str] = ["BAD", "SAT", "CR", "NO_DATA", "STEP{n}"]
            "Mask planes of pixels that are not used."
        mode: str = "mean", allowed={{"mean": "Mean of all values", "median": "Median of all values"}}
            "How values are combined."
        radius: float | None = None
            "Radius of the aperture in arcsec; the one of the point spread function if not given."

        require threshold < 100 or not doMask
            "A mask needs a threshold below 100."
    }}
}}
'''


def task(n: int) -> str:
    """Return the file of one task."""
    return _TASK.format(n=n).replace("MaskX", "Mask")


def repository(folder: Path, count: int) -> None:
    """Write a project of many tasks, twenty in each package."""
    (folder / "pyproject.toml").write_text("[tool.conngen]\n")
    for n in range(count):
        package = folder / f"package{n // 20}"
        package.mkdir(exist_ok=True)
        (package / "__init__.py").touch()
        (package / f"step{n}.conn").write_text(task(n))


def connections(count: int) -> str:
    """Return a file of many connections."""
    lines = "".join(
        f'    input exposure{n}: ExposureF[...] = "exposure_{n}"\n        "Exposure number {n}, calibrated."\n'
        for n in range(count)
    )
    return (
        f'connections Many[instrument, visit, detector] {{\n    "A class of many connections."\n\n{lines}}}\n'
    )
