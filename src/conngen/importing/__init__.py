"""Reads hand-written Python modules, and writes the `.conn` files that say the same. Nothing is executed.

The road: a module is read (`python_file`), its classes are found (`classes`) and read into drafts (`connections`, with
`execution` for what `__init__` does, `config`, `tasks`), which are written (`writer`) and formatted.
"""

from .module import Imported, ImportedClass, import_module
from .python_file import PythonFile, read_python
from .siblings import Siblings

__all__ = ["Imported", "ImportedClass", "PythonFile", "Siblings", "import_module", "read_python"]
