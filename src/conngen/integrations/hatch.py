"""A build hook for hatch: wheels and editable installations hold the generated modules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.plugin import hookimpl

from .packages import generate

__all__ = ["ConngenBuildHook", "hatch_register_build_hook"]


class ConngenBuildHook(BuildHookInterface):  # type: ignore[type-arg,unused-ignore,misc]
    """Builds the `.conn` files of a project before it is packed; ``[tool.hatch.build.hooks.conngen]`` asks for it."""

    PLUGIN_NAME = "conngen"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Write the modules, and pack them even if git ignores them.

        Parameters
        ----------
        version : `str`
            What kind of package is made.
        build_data : `dict`
            What hatch packs.
        """
        root = Path(self.root)
        made = generate(root)
        build_data["artifacts"] += [f"/{path.relative_to(root).as_posix()}" for path in made]


@hookimpl
def hatch_register_build_hook() -> type[BuildHookInterface]:  # type: ignore[type-arg,unused-ignore]
    """Tell hatch of the hook."""
    return ConngenBuildHook
