"""What the classes of ``source.conn`` do in Python; made from ``source.py``."""

from __future__ import annotations

def decorateOldConnections(cls):
    """Decorate `OldConnections`."""
    from source import tell
    return tell('not for long')(cls)

def decorateOldConfig(cls):
    """Decorate `OldConfig`."""
    from source import tell
    return tell('this config goes')(cls)
