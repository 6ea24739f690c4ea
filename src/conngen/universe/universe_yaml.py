"""A universe in the format of ``dimensions.yaml``, such as a project's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from pathlib import Path

from conngen.universe.dimensions import Dimension, SkypixSystem, Universe, read_dimension
from conngen.universe.shapes import UniverseError, names, number, shown, table, text
from conngen.universe.vocabulary import embedded

from ..typings import Any

__all__ = ["load_universe", "parse_universe", "read_universe", "universe_of"]

_LARGEST = 1_000_000
_DEEPEST = 50
_NAMESPACE = "daf_butler"
_READ_KEYS = ("doc", "requires", "implies", "governor")

# PyYAML lets odd scalars escape as whatever exception their conversion raised (`!!int ""` is an IndexError).
_ESCAPES = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

# The finest levels of `lsst.sphgeom`, for files that leave them to the class.
_FINEST = {
    "lsst.sphgeom.HealpixPixelization": 17,
    "lsst.sphgeom.HtmPixelization": 24,
    "lsst.sphgeom.Mq3cPixelization": 30,
    "lsst.sphgeom.Q3cPixelization": 30,
}


def load_universe(path: Path | None = None) -> Universe:
    """Return the universe that a file describes.

    Parameters
    ----------
    path : `~pathlib.Path`, optional
        A file in the format of ``dimensions.yaml``. The universe of the newest
        embedded vocabulary is returned if not given.

    Returns
    -------
    universe : `Universe`
        What the file says.

    Raises
    ------
    UniverseError
        Raised if there is no such file, or something else in it.
    """
    return embedded().universe if path is None else parse_universe(read_universe(path))


def read_universe(path: Path) -> str:
    """Return the text of a file that describes a universe; errors as of `load_universe`."""
    try:
        with path.open("rb") as stream:
            return stream.read(_LARGEST + 1).decode("utf-8")
    except OSError as err:
        raise UniverseError(f"can't read the universe: {err.strerror or type(err).__name__}") from None
    except UnicodeDecodeError:
        raise UniverseError("a universe must be encoded in UTF-8") from None
    except ValueError as err:
        raise UniverseError(f"can't read the universe: {err}") from None


def parse_universe(source: str) -> Universe:
    """Return the universe that a text describes.

    Parameters
    ----------
    source : `str`
        YAML in the format of ``dimensions.yaml``.

    Returns
    -------
    universe : `Universe`
        What it says; its release is empty.

    Raises
    ------
    UniverseError
        Raised if it is something else.
    """
    if len(source) > _LARGEST:
        raise UniverseError("this is too large for a universe")
    return universe_of(_parse(source))


def universe_of(tree: object, release: str = "") -> Universe:
    """Return the universe that parsed YAML describes.

    Parameters
    ----------
    tree : `object`
        What the YAML holds.
    release : `str`, optional
        The release of lsst-daf-butler it comes with.

    Returns
    -------
    universe : `Universe`
        What it says.

    Raises
    ------
    UniverseError
        Raised if it is something else.
    """
    found = table(tree, "a universe")
    for key in ("version", "skypix", "elements"):
        if key not in found:
            raise UniverseError(f"a universe must have the key {shown(key)}")
    pixelizations = dict(table(found["skypix"], "skypix"))
    elements = table(found["elements"], "elements")
    universe = Universe(
        namespace=text(found.get("namespace", _NAMESPACE), "namespace"),
        version=number(found["version"], "version"),
        release=release,
        common_skypix=text(pixelizations.pop("common", None), "common in skypix"),
        dimensions=_dimensions(elements),
        skypix={name: _system(name, entry) for name, entry in pixelizations.items()},
    )
    universe.check()
    return universe


def _dimensions(elements: Mapping[str, object]) -> dict[str, Dimension]:
    """Return the elements that have keys; the others only join them."""
    dimensions = {}
    for name, element in elements.items():
        what = f"element {shown(name)}"
        entry = table(element, what)
        keys = entry.get("keys", [])
        if not isinstance(keys, list):
            raise UniverseError(f"keys of {what} must be a list")
        if keys:
            read = {key: entry[key] for key in _READ_KEYS if key in entry}
            dimensions[name] = read_dimension(name, read)
        elif not names(entry.get("requires", ()), f"requires of {what}"):
            raise UniverseError(f"{what} has neither keys, as a dimension, nor requires, as a join")
    return dimensions


def _system(name: str, entry: object) -> SkypixSystem:
    what = f"skypix system {shown(name)}"
    found = table(entry, what)
    python_class = text(found.get("class"), f"class of {what}")
    first = number(found.get("min_level", 1), f"min_level of {what}")
    last = found.get("max_level")
    if last is None:
        return SkypixSystem(name, first, _FINEST.get(python_class))
    if number(last, f"max_level of {what}") < first:
        raise UniverseError(f"max_level of {what} is below its min_level")
    return SkypixSystem(name, first, number(last, f"max_level of {what}"))


def _parse(source: str) -> object:
    try:
        yaml: Any = import_module("yaml")
    except ImportError:
        raise UniverseError("a universe of its own needs PyYAML: pip install PyYAML") from None
    base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    # Merge keys are refused: a few nested ones make a small file grow without bound.
    loader = type("_Loader", (base,), {"flatten_mapping": lambda *_: None})
    try:
        _check_depth(yaml, yaml.parse(source, Loader=loader))
        tree: object = yaml.load(source, Loader=loader)
    except yaml.MarkedYAMLError as err:
        mark = err.problem_mark or err.context_mark
        place = f" in line {mark.line + 1}" if mark else ""
        raise UniverseError(f"this is no YAML{place}: {_one_line(err.problem or err.context)}") from None
    except UniverseError:
        raise
    except (yaml.YAMLError, *_ESCAPES) as err:
        raise UniverseError(f"this is no YAML: {_one_line(err)}") from None
    return tree


def _check_depth(yaml: Any, events: Iterable[object]) -> None:
    """Refuse what is nested so deeply that the C loader would crash instead of raising."""
    depth = 0
    for event in events:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > _DEEPEST:
            raise UniverseError("this is nested too deeply for a universe")


def _one_line(message: object) -> str:
    return " ".join(str(message).split())[:200] or "it can't be understood"
