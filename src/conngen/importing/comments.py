"""The comments of a Python module that a `.conn` file keeps."""

from __future__ import annotations

import ast
import re

from .python_file import PythonFile

__all__ = ["comments_between", "comments_on"]

_PRAGMA = re.compile(
    r"#\s*(noqa|type:|pylint:|fmt:|isort:|ruff:|mypy:|pragma:|nopep8|flake8:)", re.IGNORECASE
)
"""Comments for tools that read Python; they mean nothing elsewhere."""


def comments_on(file: PythonFile, first: int, last: int) -> list[str]:
    """Return the comments on some lines, without those for tools."""
    found = (file.comments[line][1] for line in range(first, last + 1) if line in file.comments)
    return [text for text in found if not _PRAGMA.match(text)]


def comments_between(file: PythonFile, line: int, node: ast.stmt | ast.expr | ast.pattern) -> list[str]:
    """Return the comments that belong to some code: behind a line, up to the end of the code.

    Parameters
    ----------
    file : `PythonFile`
        The module.
    line : `int`
        The last line of what stands before it.
    node : `ast.stmt`, `ast.expr` or `ast.pattern`
        The code.
    """
    return comments_on(file, line + 1, node.end_lineno or node.lineno)
