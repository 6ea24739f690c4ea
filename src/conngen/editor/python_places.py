"""Where Python source declares what a `.conn` file names: read, never executed."""

from __future__ import annotations

import ast
import re
from functools import lru_cache

from ..errors import ConngenError
from ..finder import Finder
from ..python_source import parse_python
from ..source import Place, Source, Span

__all__ = ["NamedPlace", "module_place", "parsed", "python_head", "python_place", "span_of"]

_DEPTH = 20
"""How many re-exports are followed."""

NamedPlace = tuple[str, Place, Span]
"""The file, where the name stands, and the whole declaration."""


def python_place(finder: Finder, key: str, name: str, depth: int = 0) -> NamedPlace | None:
    """Return where a Python module declares a name, or the module it has that from.

    Parameters
    ----------
    finder : `Finder`
        Finds and reads files.
    key, name : `str`
        The module, and a name with attributes: ``Class.attribute``.
    depth : `int`, optional
        How many imports were followed already.
    """
    source = _source(finder, key)
    tree = None if source is None else parsed(source)
    if source is None or tree is None or depth > _DEPTH:
        return None
    first, _, rest = name.partition(".")
    node = _binding(tree.body, first)
    if node is None:
        return _starred(finder, key, tree, name, depth)
    if isinstance(node, ast.ImportFrom | ast.Import):
        return _imported(finder, key, node, first, rest, depth)
    for word in rest.split(".") if rest else ():
        if not isinstance(node, ast.ClassDef):
            break
        inner = _binding(node.body, word) or _template(node, word)
        if inner is None:
            break
        node, first = inner, word
    return key, source.at(span_of(source, node, first)), _whole(source, node)


def module_place(finder: Finder, key: str) -> NamedPlace | None:
    """Return the start of a file."""
    source = _source(finder, key)
    return None if source is None else (key, source.at(Span(0, 0)), Span(0, 0))


@lru_cache(maxsize=64)
def parsed(source: Source) -> ast.Module | None:
    """Return the tree of a Python file, or `None` if it is none."""
    return parse_python(source.text)


def span_of(source: Source, node: ast.AST, name: str) -> Span:
    """Return where the name of a statement stands in it; all of it without a name, or if that is put together."""
    whole = _whole(source, node)
    if not name:
        return whole
    found = re.compile(rf"(?<!\w){re.escape(name)}(?!\w)").search(source.text, whole.start, whole.end)
    return whole if found is None else Span(*found.span())


def _source(finder: Finder, key: str) -> Source | None:
    try:
        return finder.source(key)
    except ConngenError:
        return None


def _whole(source: Source, node: ast.AST) -> Span:
    line, column = getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
    last, end = getattr(node, "end_lineno", line) or line, getattr(node, "end_col_offset", column) or column
    return Span(_offset(source, line, column), _offset(source, last, end))


def _offset(source: Source, line: int, column: int) -> int:
    text = source.line(line)
    if not text.isascii():
        column = len(text.encode()[:column].decode(errors="replace"))
    return source.offset(line, column + 1)


def _binding(body: list[ast.stmt], name: str) -> ast.AST | None:
    """Return the last statement that binds a name, those under conditions included."""
    found: ast.AST | None = None
    for node in body:
        match node:
            case ast.ClassDef(name=bound) | ast.FunctionDef(name=bound) | ast.AsyncFunctionDef(name=bound):
                found = node if bound == name else found
            case ast.ImportFrom(names=names) | ast.Import(names=names):
                bounds = {alias.asname or alias.name.partition(".")[0] for alias in names}
                found = node if name in bounds else found
            case ast.Assign(targets=targets):
                found = node if any(_binds(target, name) for target in targets) else found
            case ast.AnnAssign(target=target):
                found = node if _binds(target, name) else found
            case ast.If(body=inner, orelse=other) | ast.Try(body=inner, orelse=other):
                found = _binding([*inner, *other], name) or found
    return found


def _binds(target: ast.expr, name: str) -> bool:
    return any(isinstance(node, ast.Name) and node.id == name for node in ast.walk(target))


def _template(node: ast.ClassDef, name: str) -> ast.AST | None:
    """Return the key of a template among the keywords of a Connections class."""
    for keyword in node.keywords:
        if keyword.arg == "defaultTemplates" and isinstance(keyword.value, ast.Dict):
            for key in keyword.value.keys:
                if isinstance(key, ast.Constant) and key.value == name:
                    return key
    return None


def _imported(
    finder: Finder, key: str, node: ast.ImportFrom | ast.Import, first: str, rest: str, depth: int
) -> NamedPlace | None:
    """Follow an import to where the name is declared; stay at the import if that can't be read."""
    source = _source(finder, key)
    assert source is not None  # it was just read
    here = key, source.at(span_of(source, node, first)), _whole(source, node)
    alias = next(one for one in node.names if (one.asname or one.name.partition(".")[0]) == first)
    if isinstance(node, ast.Import):
        where = finder.python(key, 0, alias.name if alias.asname else first)
        inner = rest
    else:
        where = finder.python(key, node.level, node.module or "")
        inner = ".".join(part for part in (alias.name, rest) if part)
        submodule = finder.python(key, node.level, ".".join(filter(None, (node.module, alias.name))))
        if submodule is not None:
            where, inner = submodule, rest
    if where is None:
        return here
    if not inner:
        return module_place(finder, where.key)
    return python_place(finder, where.key, inner, depth + 1) or here


def _starred(finder: Finder, key: str, tree: ast.Module, name: str, depth: int) -> NamedPlace | None:
    """Look in the modules from which everything is taken."""
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            where = finder.python(key, node.level, node.module or "")
            if where is not None and (found := python_place(finder, where.key, name, depth + 1)) is not None:
                return found
    return None


def python_head(finder: Finder, key: str, name: str) -> tuple[str, str]:
    """Return the head of a function or a class as Python writes it, and its doc; empty if it is neither.

    Parameters
    ----------
    finder : `Finder`
        Finds and reads files.
    key, name : `str`
        The module, and a name in it.
    """
    found = python_place(finder, key, name)
    if found is None:
        return "", ""
    _, place, whole = found
    module = parse_python(place.source.text[whole.start : whole.end])
    match module.body if module is not None else []:
        case [ast.FunctionDef(args=arguments, returns=returns) as node]:
            result = "" if returns is None else f" -> {ast.unparse(returns)}"
            head = f"def {node.name}({ast.unparse(arguments)}){result}"
        case [ast.ClassDef(bases=bases) as node]:
            head = (
                f"class {node.name}({', '.join(map(ast.unparse, bases))})" if bases else f"class {node.name}"
            )
        case _:
            return "", ""
    return head, (ast.get_docstring(node) or "").partition("\n\n")[0]
