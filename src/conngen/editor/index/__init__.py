"""The names of a file and what they stand for: from the tree, which has the places, and the model, which knows."""

from .symbol import CLASSES, Index, Occurrence, Symbol, SymbolKind
from .walker import index_of

__all__ = ["CLASSES", "Index", "Occurrence", "Symbol", "SymbolKind", "index_of"]
