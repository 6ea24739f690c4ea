"""Write the vocabulary of a release of lsst-daf-butler into the package.

The release is the installed one, or that of each wheel given. Nothing of
``lsst`` is imported: its configuration is read as files. To add a release::

    pip download --no-deps lsst-daf-butler==30.0.11
    python scripts/update_vocabulary.py lsst_daf_butler-30.0.11-py3-none-any.whl
"""

from __future__ import annotations

import argparse
import json
import posixpath
import sys
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "src"))

from conngen.universe.dimensions import Dimension, Universe  # noqa: E402
from conngen.universe.shapes import UniverseError  # noqa: E402
from conngen.universe.universe_yaml import universe_of  # noqa: E402
from conngen.universe.vocabulary import DATA, parse_vocabulary  # noqa: E402

yaml: Any = import_module("yaml")

PROJECT = "lsst-daf-butler"
CONFIGS = "lsst/daf/butler/configs"
KEYS = {
    "pytype": "pytype",
    "inherits": "inheritsFrom",
    "components": "components",
    "derived-components": "derivedComponents",
    "parameters": "parameters",
}


@dataclass(frozen=True)
class Release:
    """A release of lsst-daf-butler whose files can be read."""

    name: str
    read: Callable[[str], str]
    """Returns the text of a file of the distribution."""


def installed() -> Release:
    """Return the installed release.

    Returns
    -------
    release : `Release`
        Read from where its files are installed.

    Raises
    ------
    FileNotFoundError
        Raised if there is none, or its files aren't recorded.
    """
    try:
        found = metadata.distribution(PROJECT)
    except metadata.PackageNotFoundError:
        raise FileNotFoundError(f"{PROJECT} isn't installed: install it, or give a wheel") from None

    def read(path: str) -> str:
        return Path(str(found.locate_file(path))).read_text(encoding="utf-8")

    return Release(found.version, read)


def wheel(path: Path) -> Release:
    """Return the release in a wheel.

    Parameters
    ----------
    path : `~pathlib.Path`
        The wheel.

    Returns
    -------
    release : `Release`
        Read from the wheel.
    """

    def read(name: str) -> str:
        with zipfile.ZipFile(path) as archive:
            return archive.read(name).decode("utf-8")

    return Release(path.name.split("-")[1], read)


def config(release: Release, path: str) -> Any:
    """Return what a configuration file of daf_butler holds, and what it includes.

    Parameters
    ----------
    release : `Release`
        Where to read.
    path : `str`
        The file.

    Returns
    -------
    tree : `object`
        The parsed YAML. ``!include`` and ``includeConfigs`` are replaced by
        the files they name, relative to ``path``.
    """

    def beside(name: str) -> Any:
        return config(release, posixpath.normpath(posixpath.join(posixpath.dirname(path), name)))

    include_loader: Any = type("IncludeLoader", (yaml.SafeLoader,), {})
    include_loader.add_constructor("!include", lambda loader, node: beside(loader.construct_scalar(node)))
    return _included(yaml.load(release.read(path), Loader=include_loader), beside)


def _included(tree: Any, beside: Callable[[str], Any]) -> Any:
    if not isinstance(tree, dict):
        return tree
    included = tree.pop("includeConfigs", [])
    own = {key: _included(value, beside) for key, value in tree.items()}
    merged: dict[str, Any] = {}
    for name in [included] if isinstance(included, str) else included:
        merged = _merge(merged, beside(name))
    return _merge(merged, own)


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    both = {**below, **above}
    for key in below.keys() & above.keys():
        if isinstance(below[key], dict) and isinstance(above[key], dict):
            both[key] = _merge(below[key], above[key])
    return both


def vocabulary(release: Release) -> str:
    """Return the text of the embedded file for a release.

    Parameters
    ----------
    release : `Release`
        A release of lsst-daf-butler.

    Returns
    -------
    source : `str`
        JSON with one line for each entry.

    Raises
    ------
    UniverseError
        Raised if conngen can't make sense of the release.
    """
    universe = universe_of(config(release, f"{CONFIGS}/dimensions.yaml"), release.name)
    declared = config(release, f"{CONFIGS}/storageClasses.yaml")["storageClasses"]
    source = _text(
        release.name,
        universe,
        {
            "skypix": {
                name: {"first": found.first, "last": found.last} for name, found in universe.skypix.items()
            },
            "dimensions": {name: _dimension(found) for name, found in universe.dimensions.items()},
            "storage-classes": {name: _storage_class(found) for name, found in declared.items()},
        },
    )
    parse_vocabulary(source)
    return source


def _text(release: str, universe: Universe, sections: Mapping[str, Mapping[str, object]]) -> str:
    about = {"namespace": universe.namespace, "version": universe.version, "common": universe.common_skypix}
    parts = [f'"release": {json.dumps(release)}', f'"universe": {json.dumps(about)}']
    for title, entries in sections.items():
        lines = (f"{json.dumps(name)}: {json.dumps(entries[name])}" for name in sorted(entries))
        parts.append(f'"{title}": {{\n' + ",\n".join(lines) + "\n}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _dimension(found: Dimension) -> dict[str, object]:
    entry = {"requires": list(found.requires), "implies": list(found.implies), "governor": found.governor}
    return {key: value for key, value in entry.items() if value} | {"doc": found.doc}


def _storage_class(found: Mapping[str, Any]) -> dict[str, object]:
    entry = {ours: found[theirs] for ours, theirs in KEYS.items() if found.get(theirs)}
    if found.get("converters"):
        entry["converters"] = list(found["converters"])
    return entry


def main(arguments: list[str] | None = None) -> int:
    """Write or check the embedded files.

    Parameters
    ----------
    arguments : `list` [`str`], optional
        The command line.

    Returns
    -------
    status : `int`
        1 if a file is stale or can't be made, otherwise 0.
    """
    parser = argparse.ArgumentParser(description="Write the vocabulary of a release of lsst-daf-butler.")
    parser.add_argument("wheels", nargs="*", type=Path, help="wheels to read instead of what is installed")
    parser.add_argument("--check", action="store_true", help="write nothing, and exit with 1 if stale")
    parser.add_argument("--data", type=Path, default=DATA, help="the folder of the files")
    options = parser.parse_args(arguments)
    stale = False
    try:
        for release in [wheel(path) for path in options.wheels] or [installed()]:
            path = options.data / f"daf_butler-{release.name}.json"
            source = vocabulary(release)
            if path.exists() and path.read_text(encoding="utf-8") == source:
                print(f"{path.name} is up to date")
            elif options.check:
                print(f"{path.name} is {'stale' if path.exists() else 'missing'}")
                stale = True
            else:
                path.write_text(source, encoding="utf-8")
                print(f"{path.name} is written")
    except (OSError, UniverseError, KeyError, zipfile.BadZipFile, yaml.YAMLError) as err:
        print(f"can't read {PROJECT}: {err}", file=sys.stderr)
        return 1
    return int(stale)


if __name__ == "__main__":
    sys.exit(main())
