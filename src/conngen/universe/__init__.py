"""The vocabulary of a connection: dimensions and storage classes, known without importing ``lsst``.

`embedded` returns what comes with conngen, `Vocabulary.extended` adds what a
project declares, and `load_universe` reads a project's own universe.
"""

from __future__ import annotations

from conngen.universe.dimensions import SKYPIX, Dimension, SkypixSystem, Universe
from conngen.universe.shapes import UniverseError
from conngen.universe.storage_classes import StorageClass, StorageClasses
from conngen.universe.universe_yaml import load_universe, parse_universe, read_universe
from conngen.universe.vocabulary import Vocabulary, embedded, releases, vocabulary_file

__all__ = [
    "SKYPIX",
    "Dimension",
    "SkypixSystem",
    "StorageClass",
    "StorageClasses",
    "Universe",
    "UniverseError",
    "Vocabulary",
    "embedded",
    "load_universe",
    "parse_universe",
    "read_universe",
    "releases",
    "vocabulary_file",
]
