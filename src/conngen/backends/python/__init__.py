"""Python modules for ``lsst.pipe.base``: Connections, Config and the skeleton of the Task.

From the model of a file a view is made, in which everything is chosen; templates print it; and what was
printed is read again and compared with the model before anybody else sees it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Module
from ...output import Output, Owner
from ...universe import Vocabulary
from . import config_view, connections_view, task_view
from .errors import InternalError
from .excerpt import connection_excerpt, field_excerpt
from .locals import class_scope_names
from .render import arranged, printed
from .verify import verify

__all__ = ["InternalError", "class_scope_names", "connection_excerpt", "field_excerpt", "generate", "owners"]


def generate(module: Module, vocabulary: Vocabulary, line_length: int) -> tuple[Output, ...]:
    """Return the Python modules made of a file.

    Parameters
    ----------
    module : `Module`
        The file, resolved without errors.
    vocabulary : `Vocabulary`
        The storage classes and their Python types.
    line_length : `int`
        The columns there are.

    Returns
    -------
    outputs : `tuple` [ `Output` ]
        Only what the file declares: the module of the Connections classes, that of the Config classes, and
        the skeleton of the Task classes.

    Raises
    ------
    InternalError
        Raised if what was generated is not what the file says, which is a bug.
    """
    found = []
    for part, view, owner in _views(module, vocabulary, line_length):
        if view is not None:
            name = f"{module.stem}_{part}.py"
            template = f"{part}.py.jinja"
            code = printed(template, view)
            del view
            body = arranged(template, code, line_length)
            verify(name, part, body, module)
            found.append(Output(name, body, owner))
    return tuple(found)


def owners(module: Module, vocabulary: Vocabulary, line_length: int) -> dict[str, Owner]:
    """Return the names of the modules that `generate` makes, and whose they are; nothing is printed."""
    views = _views(module, vocabulary, line_length)
    return {f"{module.stem}_{part}.py": owner for part, view, owner in views if view is not None}


def _views(module: Module, vocabulary: Vocabulary, line_length: int) -> Iterator[tuple[str, object, Owner]]:
    """Yield the view of each module, one after the other: they are large."""
    yield "connections", connections_view.view(module, vocabulary, line_length), Owner.COMPILER
    yield "config", config_view.view(module, line_length), Owner.COMPILER
    yield "task", task_view.view(module, vocabulary, line_length), Owner.AUTHOR
