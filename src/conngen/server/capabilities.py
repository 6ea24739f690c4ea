"""What the editor at the other end can do."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from lsprotocol import types

from ..records import dataclass

__all__ = ["Client"]


@dataclass(frozen=True)
class Client:
    """The editor, by what it says it can do.

    Parameters
    ----------
    told : `~lsprotocol.types.ClientCapabilities`
        What it told when it connected.
    """

    told: types.ClientCapabilities

    def has(self, path: str) -> bool:
        """Return whether it said yes to something, given as names joined by dots."""
        return bool(self._get(path))

    def prefers_markdown(self, path: str) -> bool:
        """Return whether a list of formats holds Markdown, or isn't there."""
        formats: Collection[str] | None = self._get(path)
        return formats is None or types.MarkupKind.Markdown in formats

    @property
    def takes_diagnostics(self) -> bool:
        """Whether diagnostics are sent to it; else it asks for them."""
        return self.has("text_document.publish_diagnostics") or not self.has("text_document.diagnostic")

    @property
    def watches_files(self) -> bool:
        """Whether it can be asked to tell of changes on the disk."""
        return self.has("workspace.did_change_watched_files.dynamic_registration")

    @property
    def versions_edits(self) -> bool:
        """Whether an edit can name the version of the text that it is for."""
        return self.has("workspace.workspace_edit.document_changes")

    @property
    def resolves_actions(self) -> bool:
        """Whether it takes actions as such, and not only as commands."""
        return self.has("text_document.code_action.code_action_literal_support")

    def _get(self, path: str) -> Any:
        found: Any = self.told
        for name in path.split("."):
            found = getattr(found, name, None)
        return found
