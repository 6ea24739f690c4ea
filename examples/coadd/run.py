"""Compile the package and run its pipeline with mocks: the graph is real, the data are not.

Everything is written into one directory, which must not exist yet.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PIPELINE = HERE / "pipelines" / "coadd.yaml"
OUTPUT = "u/demo/coadd"


def run(command: list[str]) -> str:
    """Run a command with the package on the path; end the program if it fails.

    Parameters
    ----------
    command : `list` [ `str` ]
        Program and arguments.

    Returns
    -------
    text : `str`
        What it printed.
    """
    paths = [str(HERE), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}
    done = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\nrun.py: `{command[0]}` failed, see above")
    return done.stdout


def find_program(name: str) -> str:
    """Return the path of a program of this Python environment.

    Parameters
    ----------
    name : `str`
        Its name.
    """
    beside = Path(sys.executable).with_name(name)
    path = str(beside) if beside.is_file() else shutil.which(name)
    if path is None:
        sys.exit(f"run.py: there is no program {name}; is lsst-ctrl-mpexec installed?")
    return path


def show(title: str, counts: dict[str, int]) -> None:
    """Print numbers of datasets.

    Parameters
    ----------
    title : `str`
        What they are.
    counts : `dict` [ `str`, `int` ]
        Number of datasets of each type.
    """
    print(f"\n{title}:")
    for name, count in counts.items():
        print(f"  {count:4} {name}")


def main(arguments: list[str] | None = None) -> None:
    """Compile, make a repository, run, and show what came out.

    Parameters
    ----------
    arguments : `list` [ `str` ], optional
        Arguments; those of the process if they are not given.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--work", type=Path, default=HERE / "work", help="directory to make (default: %(default)s)"
    )
    work = parser.parse_args(arguments).work.absolute()
    if work.exists():
        sys.exit(f"run.py: {work} exists; remove it, or name another directory with --work")
    print(run([sys.executable, "-m", "conngen", "build", str(HERE / "coadd")]), end="")

    sys.path.insert(0, str(HERE))
    from coadd import repository

    work.mkdir(parents=True)
    show("Mocks that were put", repository.make(work / "repo", PIPELINE))
    where = f"instrument = '{repository.INSTRUMENT}' AND skymap = '{repository.SKYMAP}' AND tract = 0"
    text = run(
        [
            *(find_program("pipetask"), "run", "--mock", "--register-dataset-types"),
            *("--butler-config", str(work / "repo"), "--pipeline", str(PIPELINE)),
            *("--input", repository.INPUTS, "--output", OUTPUT, "--data-query", where),
        ]
    )
    (work / "pipetask.log").write_text(text)
    show("Mocks that came out", repository.outputs(work / "repo", OUTPUT))
    done = [line.partition("INFO: ")[2] for line in text.splitlines() if "quanta successfully" in line]
    print(f"\n{done[-1]}" if done else "\nnothing was left to run")


if __name__ == "__main__":
    main()
