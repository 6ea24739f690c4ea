"""Between a `.conn` file and the Python modules that are made of it: both are read, nothing is executed."""

from .back import declaration_of
from .forth import Read, generated_places

__all__ = ["Read", "declaration_of", "generated_places"]
