"""All that an editor can ask for."""

from __future__ import annotations

from . import acting, colours, formatting, going, outline, reading, sync, writing

__all__ = ["COMMANDS", "FEATURES"]

FEATURES = (
    *sync.FEATURES,
    *writing.FEATURES,
    *reading.FEATURES,
    *colours.FEATURES,
    *outline.FEATURES,
    *going.FEATURES,
    *acting.FEATURES,
    *formatting.FEATURES,
)
COMMANDS = acting.COMMANDS
