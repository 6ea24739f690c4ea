"""The comments of an `__init__`, by the connections they are about."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Sequence

from ..python_file import PythonFile
from .effects import effects_of, mentioned

__all__ = ["remarks"]


def remarks(
    method: ast.FunctionDef,
    file: PythonFile,
    known: Collection[str],
    left: Sequence[ast.stmt],
    loops: Sequence[ast.stmt],
) -> tuple[dict[str, list[str]], dict[ast.stmt, list[str]]]:
    """Return the comments of a method.

    Parameters
    ----------
    method : `ast.FunctionDef`
        The method.
    file : `PythonFile`
        Its module.
    known : collection of `str`
        The names of connections.
    left : sequence of `ast.stmt`
        Statements that keep their comments.
    loops : sequence of `ast.stmt`
        Statements whose comments are wanted apart.

    Returns
    -------
    about : `dict` [ `str`, `list` [ `str` ] ]
        Comments by connection; those about none under the empty string.
    apart : `dict` [ `ast.stmt`, `list` [ `str` ] ]
        Comments of the statements that were asked for.
    """
    this = method.args.args[0].arg if method.args.args else "self"
    about: dict[str, list[str]] = {}
    apart: dict[ast.stmt, list[str]] = {}
    first = method.body[0].lineno
    for line in range(method.lineno, (method.end_lineno or method.lineno) + 1):
        if line not in file.comments:
            continue
        text = file.comments[line][1]
        chain = list(_around(method.body, line)) if line >= first else []
        chain = chain or list(_around(method.body, first))
        if any(node in left for node in chain):
            continue
        loop = next((node for node in chain if node in loops), None)
        if loop is not None:
            apart.setdefault(loop, []).append(text)
            continue
        about.setdefault(_about(method.body, chain, this, known), []).append(text)
    return about, apart


def _about(body: Sequence[ast.stmt], chain: Sequence[ast.stmt], this: str, known: Collection[str]) -> str:
    """Return the connection that a comment before a statement is about: of the next ones, if it sets a variable."""
    for node in _following(body, chain[-1]) if chain else ():
        names = mentioned(node, this, known)
        if names:
            return names[0]
        if not effects_of(node, this).local:
            break
    return ""


def _following(body: Sequence[ast.stmt], node: ast.stmt) -> Sequence[ast.stmt]:
    """Return a statement and those behind it in its block."""
    for i, one in enumerate(body):
        if one is node:
            return body[i:]
        for inner in _bodies(one):
            if found := _following(inner, node):
                return found
    return ()


def _around(body: Sequence[ast.stmt], line: int) -> Iterator[ast.stmt]:
    """Yield the statements that a line belongs to, from the outside: the one it is in, or the next one."""
    for node in body:
        if (node.end_lineno or node.lineno) < line:
            continue
        yield node
        if node.lineno < line:
            for inner in _bodies(node):
                if inner and (inner[-1].end_lineno or 0) >= line:
                    yield from _around(inner, line)
                    return
        return
    if body:
        yield body[-1]


def _bodies(node: ast.stmt) -> Iterator[Sequence[ast.stmt]]:
    for name in ("body", "orelse"):
        inner = getattr(node, name, None)
        if isinstance(inner, list):
            yield inner
    for case in getattr(node, "cases", []):
        yield case.body
