"""What was generated, read again and compared with what was meant."""

from __future__ import annotations

__all__ = ["verify"]

from ...model import Module


def verify(name: str, part: str, body: str, module: Module) -> None:
    """Verify."""
