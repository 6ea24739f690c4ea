"""Simulate a survey, compile its pipeline, run it, and show what came out.

Everything is written into one directory, which is made anew each time.
"""

from __future__ import annotations

import argparse
import logging
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

HERE = Path(__file__).resolve().parent
PACKAGE = HERE / "survey"
PIPELINE = HERE / "pipelines" / "survey.yaml"
MARKER = ".made-by-survey-demo"
OUTPUT = "u/demo/survey"
PREFIX = "sim_"


class StepError(Exception):
    """A step of the demonstration failed; the message says which and why."""


def parse_arguments(arguments: list[str] | None = None) -> argparse.Namespace:
    """Parse the command line.

    Parameters
    ----------
    arguments : `list` [`str`], optional
        Arguments; those of the process if they are not given.

    Returns
    -------
    options : `argparse.Namespace`
        With ``work`` and ``processes``.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--work",
        type=Path,
        default=HERE / "work",
        help="directory to write to; it is removed first if an earlier run made it (default: %(default)s)",
    )
    parser.add_argument(
        "-j", "--processes", type=int, default=1, help="processes that run quanta (default: %(default)s)"
    )
    return parser.parse_args(arguments)


def prepare_directory(work: Path) -> None:
    """Make an empty directory, removing only what an earlier run made.

    Parameters
    ----------
    work : `pathlib.Path`
        The directory.
    """
    if work.is_symlink() or (work.exists() and not work.is_dir()):
        raise StepError(f"{work} is not a directory.")
    if work.is_dir() and any(work.iterdir()):
        if not (work / MARKER).is_file():
            raise StepError(f"{work} was not made by this program; name another directory with --work.")
        shutil.rmtree(work)
    work.mkdir(parents=True, exist_ok=True)
    (work / MARKER).write_text("Made by demo.py, which may remove this directory.\n")


def run_command(command: list[str], log: Path, what: str) -> str:
    """Run a command with the package and its pipelines on the paths.

    Parameters
    ----------
    command : `list` [`str`]
        Program and arguments.
    log : `pathlib.Path`
        File for what it prints.
    what : `str`
        What the command does, for the message if it fails.

    Returns
    -------
    text : `str`
        What it printed.
    """
    environment = dict(os.environ, SURVEY_DIR=str(HERE))
    paths = [str(HERE), environment.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(path for path in paths if path)
    done = subprocess.run(
        command,
        cwd=HERE,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    log.write_text(done.stdout)
    if done.returncode:
        reason = find_reason(done.stdout)
        raise StepError(
            f"{what} failed (exit status {done.returncode}): {reason}\nAll it printed is in {log}."
        )
    return done.stdout


def find_reason(text: str) -> str:
    """Find the line that says why a command failed.

    Parameters
    ----------
    text : `str`
        What it printed.

    Returns
    -------
    reason : `str`
        The first exception, as others follow from it, or the last line.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    exceptions = [line for line in lines if re.match(r"[A-Za-z_][\w.]*(Error|Exception|NoWorkFound): ", line)]
    return (exceptions[:1] or lines[-1:] or ["it printed nothing"])[0]


def compile_package(work: Path) -> str:
    """Generate the connections and configurations from the ``.conn`` files.

    Parameters
    ----------
    work : `pathlib.Path`
        Directory for the log.

    Returns
    -------
    text : `str`
        What was generated.
    """
    command = [sys.executable, "-m", "conngen", "build", str(PACKAGE)]
    run_command(command, work / "conngen.log", "Compiling the package")
    sources, made = sorted(PACKAGE.glob("*.conn")), 0
    for source in sources:
        for kind in ("connections", "config"):
            if not source.with_name(f"{source.stem}_{kind}.py").is_file():
                raise StepError(f"Compiling {source.name} gave no {kind} module.")
            made += 1
    return f"{len(sources)} .conn files gave {made} modules"


def make_repository(work: Path) -> str:
    """Make a data repository with simulated raw images and calibrations.

    Parameters
    ----------
    work : `pathlib.Path`
        Directory for the repository.

    Returns
    -------
    text : `str`
        What is in it.
    """
    from lsst.daf.butler import Butler
    from survey import repository
    from survey.simulation import Simulation

    simulation, names = Simulation(), repository.Collections()
    Butler.makeRepo(str(work / "repo"))
    butler = Butler.from_config(str(work / "repo"), writeable=True)
    for dataset_type in repository.dataset_types(butler):
        butler.registry.registerDatasetType(dataset_type)
    repository.register_dimensions(butler, simulation)
    unbounded = f"{names.calib}/unbounded"
    for run in (names.raw, names.refcats, names.skymaps, unbounded):
        butler.collections.register(run)
    raws = repository.put_raws(butler, simulation, names.raw)
    repository.put_calibrations(butler, simulation, unbounded, names.calib)
    trixels = repository.put_catalogs(butler, simulation, names.refcats)
    geometry = simulation.grid.to_dict()
    butler.put(geometry, "sky_map_geometry", skymap=repository.SKYMAP, run=names.skymaps)
    return (
        f"{raws} raw images of {len(simulation.visits)} visits, {len(simulation.stars)} stars, "
        f"{len(simulation.reference)} of them reference stars in {len(trixels)} trixels"
    )


def run_pipeline(work: Path, processes: int) -> str:
    """Run the pipeline with the ordinary executor.

    Parameters
    ----------
    work : `pathlib.Path`
        Directory of the repository.
    processes : `int`
        Number of processes.

    Returns
    -------
    text : `str`
        What was run.
    """
    from survey.instrument import SimCam
    from survey.repository import SKYMAP, Collections

    command = [
        find_program("pipetask"),
        "run",
        *("--butler-config", str(work / "repo")),
        *("--pipeline", str(PIPELINE)),
        *("--input", ",".join(Collections().inputs)),
        *("--output", OUTPUT),
        *("--data-query", f"instrument = '{SimCam.getName()}' AND skymap = '{SKYMAP}' AND tract = 0"),
        *("--processes", str(processes)),
        "--register-dataset-types",
    ]
    text = run_command(command, work / "pipetask.log", "Running the pipeline")
    done = [line for line in text.splitlines() if "quanta successfully" in line][-1:]
    return done[0].partition("INFO: ")[2].rstrip(".") if done else "nothing was left to run"


def find_program(name: str) -> str:
    """Find a program of this Python environment.

    Parameters
    ----------
    name : `str`
        Name of the program.

    Returns
    -------
    path : `str`
        Where it is.
    """
    beside = Path(sys.executable).with_name(name)
    path = str(beside) if beside.is_file() else shutil.which(name)
    if path is None:
        raise StepError(f"There is no program {name}; is lsst-ctrl-mpexec installed?")
    return path


def draw(work: Path) -> list[Path]:
    """Draw the pipeline graph and the measured objects over an image.

    Parameters
    ----------
    work : `pathlib.Path`
        Directory of the repository, and for the pictures.

    Returns
    -------
    paths : `list` [`pathlib.Path`]
        The pictures.
    """
    from astropy.table import vstack
    from lsst.daf.butler import Butler
    from survey import report
    from survey.instrument import SimCam

    os.environ["SURVEY_DIR"] = str(HERE)
    graph, image = work / "pipeline.png", work / "objects.png"
    report.draw_graph(graph, PIPELINE)
    butler = Butler.from_config(str(work / "repo"), collections=OUTPUT)
    data_id = {"instrument": SimCam.getName(), "visit": 103, "detector": 1}
    objects = [butler.get(ref) for ref in butler.query_datasets(f"{PREFIX}object")]
    report.draw_image(
        image,
        butler.get(f"{PREFIX}calexp", data_id),
        butler.get(f"{PREFIX}calexp_summary", data_id),
        butler.get(f"{PREFIX}src", data_id),
        vstack(objects, metadata_conflicts="silent"),
    )
    return [graph, image]


def print_results(work: Path) -> None:
    """Print the tables.

    Parameters
    ----------
    work : `pathlib.Path`
        Directory of the repository.
    """
    from lsst.daf.butler import Butler
    from survey import report
    from survey.repository import SKYMAP

    butler = Butler.from_config(str(work / "repo"), collections=OUTPUT)
    quality = butler.get(f"{PREFIX}tract_quality", skymap=SKYMAP, tract=0)
    print(f"\n{quality['sources']} sources on {quality['images']} images are {quality['objects']} objects.\n")
    print(*report.format_patches(butler, PREFIX, SKYMAP, 0), sep="\n", end="\n\n")
    print(*report.format_bands(quality), sep="\n", end="\n\n")


def step(number: int, what: str, function: Callable[..., T], *arguments: Any) -> T:
    """Take one step, say how it went, and name it if it fails.

    Parameters
    ----------
    number : `int`
        Number of the step.
    what : `str`
        What it does.
    function : `~collections.abc.Callable`
        The step.
    *arguments : `typing.Any`
        Its arguments.

    Returns
    -------
    result : `typing.Any`
        What the step returned.
    """
    print(f"[{number}/4] {what} ...", flush=True)
    started = time.monotonic()
    try:
        result = function(*arguments)
    except StepError:
        raise
    except Exception as error:
        raise StepError(f"{what}: {type(error).__name__}: {error}") from error
    text = f"{result}, " if isinstance(result, str) else ""
    print(f"      {text}{time.monotonic() - started:.0f} s", flush=True)
    return result


def main(arguments: list[str] | None = None) -> int:
    """Run the demonstration.

    Parameters
    ----------
    arguments : `list` [`str`], optional
        Arguments; those of the process if they are not given.

    Returns
    -------
    status : `int`
        Zero if everything worked.
    """
    options = parse_arguments(arguments)
    work = options.work.absolute()
    logging.getLogger("lsst").setLevel(logging.ERROR)
    try:
        prepare_directory(work)
        step(1, "Compile the package", compile_package, work)
        step(2, "Make a repository of simulated images", make_repository, work)
        step(3, "Run the pipeline", run_pipeline, work, options.processes)
        pictures = step(4, "Draw", draw, work)
        print_results(work)
    except StepError as error:
        print(f"demo.py: {error}", file=sys.stderr)
        return 1
    for picture in pictures:
        print(picture)
    return 0


if __name__ == "__main__":
    sys.exit(main())
