"""The CMake package: ``python -m conngen.integrations.cmake`` prints where it is."""

from __future__ import annotations

from pathlib import Path

__all__ = ["FOLDER"]

FOLDER = Path(__file__).resolve().parent
"""The folder for CMake's ``conngen_DIR``."""
