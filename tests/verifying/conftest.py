"""Lets tests import the worker's modules, which are no part of the package."""

from __future__ import annotations

import sys
from pathlib import Path

import conngen.verifying

sys.path.append(str(Path(conngen.verifying.__file__).parent / "worker-process"))
