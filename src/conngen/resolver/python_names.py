"""How generated modules name Python objects: classes of `.conn` files, and what is named by its whole path."""

from __future__ import annotations

from ..model import ConfigClass, ConnectionsClass, Definition, PythonName, Task
from ..typings import Any

__all__ = ["generated_name", "implied_import", "joined", "local_name"]


def joined(module: str, name: str) -> str:
    """Return the whole name of a member of a module."""
    if not name:
        return module
    return module + name if module.endswith(".") else f"{module}.{name}"


def generated_name(
    module: str, known: object, attributes: tuple[str, ...] = (), place: Any = None
) -> PythonName:
    """Return how another module names a class that is generated from the `.conn` file of a module."""
    suffix = {Task: "_task", ConnectionsClass: "_connections", ConfigClass: "_config"}.get(type(known), "")
    local = local_name(known)
    if isinstance(known, Task) and known.is_written:
        written = _seen_from(module, local.module)
        return PythonName(written, local.name, "", (*local.attributes, *attributes), place, module)
    return PythonName(module + suffix, local.name, "", attributes, place, module)


def _seen_from(module: str, inner: str) -> str:
    """Return how a file that imports a module names another that this module names."""
    name = inner.lstrip(".")
    up = len(inner) - len(name)
    if not up:
        return inner
    dots = len(module) - len(module.lstrip("."))
    package = [part for part in module.lstrip(".").split(".") if part][:-1]
    further = max(up - 1 - len(package), 0)
    package = package[: len(package) - min(up - 1, len(package))]
    return "." * (dots + (further if dots else 0)) + ".".join([*package, *([name] if name else [])])


def local_name(known: object) -> PythonName:
    """Return how the class of a file names itself."""
    assert isinstance(known, Task | ConnectionsClass | ConfigClass | Definition)
    return PythonName("", known.name) if isinstance(known, Definition) else known.python


def implied_import(parts: list[str], place: Any) -> PythonName:
    """Return the Python object of a whole path that was not imported.

    The module ends before the first name with a capital, or before the last name.
    """
    split = next((i for i, part in enumerate(parts) if part[:1].isupper()), len(parts) - 1)
    split = max(split, 1)
    return PythonName(".".join(parts[:split]), parts[split], "", tuple(parts[split + 1 :]), place)
