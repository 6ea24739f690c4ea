"""The Python module that lies beside a `.conn` file and has its name: where the file was imported from."""

from __future__ import annotations

from ..model import PythonName
from .session import Session

__all__ = ["Beside", "imports_generated"]

_GENERATED = ("_connections", "_config", "_task")


class Beside:
    """What the module beside a file says already.

    Parameters
    ----------
    key : `str`
        The file.
    stem : `str`
        Its name without its ending.
    session : `Session`
        All files.
    """

    def __init__(self, key: str, stem: str, session: Session) -> None:
        self.name = f".{stem}"
        found = session.finder.python(key, 1, stem)
        self.key = found.key if found is not None and found.own else None
        task_module = session.finder.python(key, 1, f"{stem}_task")
        self._module = None if self.key is None else session.python.module(self.key)
        self._task_module = None if task_module is None else session.python.module(task_module.key)
        self._has_task_module = task_module is not None

    def task(self, class_name: str) -> PythonName:
        """Return how modules name a Task class: the author's, or one of the task module."""
        return PythonName(self.name if self._has(class_name) else "", class_name)

    def _has(self, class_name: str) -> bool:
        if self.key is None:
            return False
        if self._module is None:  # it can't be read at the moment: nothing is written a second time
            return not self._has_task_module
        wrote_it = self._task_module is not None and class_name in self._task_module.classes
        return class_name in self._module.classes and not wrote_it


def imports_generated(start: str, conn: str, session: Session) -> bool:
    """Whether a Python module, or one that it imports, imports what is generated of a file as soon as it is imported.

    Parameters
    ----------
    start : `str`
        The Python module.
    conn : `str`
        The file.
    session : `Session`
        All files.
    """
    seen: set[str] = set()
    stack = [start]
    while stack:
        key = stack.pop()
        # The packages around a module are imported before it, and not a second time.
        module = None if key in seen or key.endswith("__init__.py") else session.python.module(key)
        seen.add(key)
        for level, target, name in sorted(module.at_once) if module is not None else ():
            path = target or name
            for ending in _GENERATED:
                stem = path.removesuffix(ending)
                if stem != path and session.finder.conn(key, level, stem) == conn:
                    return True
            found = session.finder.python(key, level, path)
            if found is not None and found.own:
                stack.append(found.key)
    return False
