"""What a generated module says, read from its text as Python reads it.

Most of a module are attributes that are calls with plain arguments. Those are read by an expression that
takes nothing else for one; Python's parser, whose trees are large, reads all the rest.
"""

from __future__ import annotations

import ast
import builtins
import keyword
import re
from collections.abc import Iterable, Iterator

from ...patterns import pattern
from ...records import dataclass, field

__all__ = ["CODE", "Attribute", "Class", "Method", "Module", "read"]


class _Code:
    def __repr__(self) -> str:
        return "code"


CODE = _Code()
"""Stands for a value that is no plain data."""


@dataclass
class Attribute:
    """What a class gives to one of its attributes.

    Parameters
    ----------
    value : `object`
        The value: plain data, or `CODE`.
    function : `str`
        The last name of the function whose result it is; empty if it is no call of an attribute.
    arguments : `dict` [ `str`, `object` ] or `None`
        The keyword arguments of the function, plain data or `CODE`; `None` if it is no call.
    """

    value: object
    function: str = ""
    arguments: dict[str, object] | None = None


@dataclass
class Method:
    """A method: its keyword parameters, and what it does.

    Parameters
    ----------
    parameters : `list` [ `str` ]
        Those that are given by name alone.
    deleted : `set` [ `str` ]
        The attributes it deletes.
    raised, repeated : `int`
        How often it raises an exception, and calls `setattr`.
    """

    parameters: list[str] = field(default_factory=list)
    deleted: set[str] = field(default_factory=set)
    raised: int = 0
    repeated: int = 0


@dataclass
class Class:
    """A class.

    Parameters
    ----------
    name : `str`
        Its name.
    bases : `list` [ `str` ]
        The last names of its bases.
    keywords : `dict` [ `str`, `object` ]
        What stands behind them: plain data, or `CODE`.
    attributes : `list` [ `tuple` ]
        The names that it gives something to, and what.
    methods : `dict` [ `str`, `Method` ]
        Its methods.
    """

    name: str
    bases: list[str]
    keywords: dict[str, object]
    attributes: list[tuple[str, Attribute]]
    methods: dict[str, Method]


@dataclass
class Module:
    """A module.

    Parameters
    ----------
    classes : `dict` [ `str`, `Class` ]
        Its classes, those for type checking included.
    given : `list` [ `str` ]
        What it imports and the classes it defines, each as often as it does.
    unknown : `list` [ `str` ]
        The names in it that nothing gives anything to.
    """

    classes: dict[str, Class]
    given: list[str]
    unknown: list[str]


def read(body: str, plain_attributes: bool = True) -> Module:
    """Read a module; `SyntaxError` or `ValueError` is raised if Python can't.

    Parameters
    ----------
    body : `str`
        Its text.
    plain_attributes : `bool`
        Whether there may be attributes that are calls with plain arguments.
    """
    names = _Names()
    plain: dict[str, list[tuple[str, Attribute]]] = {}
    tree = ast.parse("".join(_without_plain(body, plain, names)) if plain_attributes else body)
    given: list[str] = []
    loose: list[ast.AST] = []
    classes: dict[str, Class] = {}
    for i, node in enumerate(tree.body):
        if isinstance(node, ast.ImportFrom) and node.module == "__future__" and i > 1:
            raise SyntaxError("an import from the future comes late")
        if isinstance(node, ast.If):
            loose += [node.test, *node.orelse]
    for node in _everywhere(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            given += [alias.asname or alias.name for alias in node.names if "." not in alias.name]
        if isinstance(node, ast.ClassDef):
            given.append(node.name)
            classes[node.name] = _class(node, plain.pop(node.name, []), names)
        else:
            loose.append(node)
    names.walk(loose)
    if plain:
        raise SyntaxError(f"there is no class {', '.join(plain)}")
    return Module(classes, given, sorted(names.used - names.known.union(given) - _BUILTINS))


_BUILTINS = frozenset({*dir(builtins), "__all__"})


def _everywhere(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the statements of a module, those for type checking included."""
    for node in tree.body:
        if isinstance(node, ast.If):
            yield from node.body
        else:
            yield node


# --- plain attributes ----------------------------------------------------------------------------------

_NAME = r"[A-Za-z_][A-Za-z0-9_]*"
_DOTTED = rf"{_NAME}(?:\.{_NAME})*"
_TEXT = r'"[^"\\\x00-\x1f\x7f\ud800-\udfff]*"'
_SPACE = r"[ \n]*"
_MORE = rf"(?:{_SPACE}{_TEXT},)*(?:{_SPACE}{_TEXT})?{_SPACE}"
_VALUES = (
    _TEXT,
    rf"\({_SPACE}{_TEXT}(?:[ \n]+{_TEXT})*{_SPACE}\)",
    rf"\((?:{_SPACE}{_TEXT},){_MORE}\)",
    rf"\[{_MORE}\]",
    r"-?(?:0|[1-9][0-9]{0,15})(?:\.[0-9]{1,15})?(?:e[+-]?[0-9]{1,3})?",
    _DOTTED,
)
_ARGUMENT = rf"{_NAME}=(?:{'|'.join(_VALUES)})"
_LINE = r'(?:(?!""")[^\n])*'

_PLAIN = pattern(
    rf"\n*    ({_NAME}) = ({_DOTTED}(?:\[{_DOTTED}(?:, {_DOTTED})*\])?)"
    rf"\({_SPACE}((?:{_ARGUMENT},{_SPACE})*(?:{_ARGUMENT}{_SPACE})?)\)\n"
)
"""An attribute that is a call with plain keyword arguments."""

_OTHER = pattern(
    rf'\n*    {_NAME}(?:: [^\n"=]+(?: = {_LINE})?| = {_LINE})(?:\n        {_LINE})*(?:\n    [\])}}]+)?\n'
)
"""An attribute that is something else."""

_ARGUMENTS = pattern(rf"({_NAME})=(?:{'|'.join(f'({one})' for one in _VALUES)})")
_TEXTS = pattern(_TEXT)
_NAMES = pattern(rf"(?<![\w.]){_NAME}")

_LANDMARK = pattern(
    rf'^class ({_NAME})(?:\({_LINE}\))?:\n|^class ({_NAME})\({_LINE}\n(?:    {_LINE}\n)+\):\n|^ *"""',
    re.MULTILINE,
)
"""The head of a class, or the beginning of a docstring: no other string goes over lines."""

_DOCSTRING = pattern(r' *"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""\n', re.DOTALL)

_LITTLE = 50_000
"""So much text, in characters, Python's parser has read before the expressions above are compiled."""

_read = 0


def _pays(body: str) -> bool:
    """Return whether so much is read in this process that expressions are worth compiling."""
    global _read
    _read += len(body)
    return _read > _LITTLE


_ENOUGH = 20_000
"""How much text is worth a tree of its own, in characters."""

_WORDS = {"True": True, "False": False, "None": None}

_Attributes = list[tuple[str, Attribute]]


def _without_plain(body: str, plain: dict[str, _Attributes], names: _Names) -> list[str]:
    """Return a module in pieces, without its plain attributes, and tell which those are."""
    if not _pays(body):
        return [body]
    pieces: list[str] = []
    done = at = docstrings = 0
    functions: set[str] = set()
    while (mark := _LANDMARK.search(body, at)) is not None:
        name = mark[1] or mark[2]
        doc = _DOCSTRING.match(body, mark.end() if name else mark.start())
        docstrings += doc is not None
        at = doc.end() if doc is not None else mark.end()
        if not name:
            continue
        pieces.append(body[done:at])
        found: _Attributes = []
        others: list[str] = []
        size = 0
        while True:
            if (one := _PLAIN.match(body, at)) is not None:
                functions.add(one[2])
                found.append((one[1], _plain(one, names)))
            elif (one := _OTHER.match(body, at)) is not None:
                others.append(one[0])
                size += len(one[0])
                if size > _ENOUGH:
                    found += _by_python("".join(others), names)
                    others, size = [], 0
            else:
                break
            at = one.end()
        pieces += others
        done = at
        if found:
            plain[name] = [*plain.get(name, ()), *found]
    if (
        body.count('"""') != 2 * docstrings
    ):  # one of them is no docstring, and what seemed to be code may be text
        plain.clear()
        return [body]
    for function in functions:
        names.used.update(_NAMES.findall(function))
    return [*pieces, body[done:]]


def _plain(one: re.Match[str], names: _Names) -> Attribute:
    """Return what a plain attribute is."""
    given: dict[str, object] = {}
    for name, text, joined, several, listed, number, word in _ARGUMENTS.findall(one[3]):
        if name in given:
            raise SyntaxError(f"keyword argument repeated: {name}")
        if text:
            given[name] = text[1:-1]
        elif word:
            given[name] = _WORDS.get(word, CODE)
            if given[name] is CODE:
                names.used.add(_word(word.partition(".")[0]))
        elif joined:
            given[name] = "".join(text[1:-1] for text in _TEXTS.findall(joined))
        elif several:
            given[name] = tuple(text[1:-1] for text in _TEXTS.findall(several))
        elif listed:
            given[name] = [text[1:-1] for text in _TEXTS.findall(listed)]
        else:
            given[name] = int(number) if number.lstrip("-").isdigit() else float(number)
    for name in (one[1], *given):
        _word(name)
    outer, _, last = one[2].rpartition(".")
    return Attribute(CODE, last if outer and "[" not in one[2] else "", given)


def _word(name: str) -> str:
    """Return a name, after seeing that it can be one."""
    if keyword.iskeyword(name) or name == "__debug__":
        raise SyntaxError(f"{name} is no name")
    return name


# --- the rest ------------------------------------------------------------------------------------------


def _by_python(text: str, names: _Names) -> _Attributes:
    """Return the attributes that part of the body of a class gives something to."""
    (node,) = ast.parse(f"class _:\n{text}").body
    assert isinstance(node, ast.ClassDef)
    return _class(node, [], names).attributes


def _class(node: ast.ClassDef, plain: _Attributes, names: _Names) -> Class:
    loose: list[ast.AST] = [*node.decorator_list, *node.bases, *node.keywords]
    methods: dict[str, Method] = {}
    for one in node.body:
        if isinstance(one, ast.FunctionDef):
            plain.append((one.name, Attribute(None)))
            methods[one.name] = method = Method([argument.arg for argument in one.args.kwonlyargs])
            names.walk((one,), method)
            continue
        loose.append(one)
        if isinstance(one, ast.Assign) and isinstance(one.targets[0], ast.Name):
            plain.append((one.targets[0].id, _attribute(one.value)))
        elif isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name) and one.value is not None:
            plain.append((one.target.id, _attribute(one.value)))
    names.walk(loose)
    bases = [_last(base) for base in node.bases]
    return Class(node.name, bases, _keywords(node.keywords), plain, methods)


def _last(node: ast.expr) -> str:
    """Return the last name of a dotted one."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ast.unparse(node).split(".")[-1]


def _attribute(node: ast.expr) -> Attribute:
    if not isinstance(node, ast.Call):
        return Attribute(_value(node))
    last = node.func.attr if isinstance(node.func, ast.Attribute) else ""
    return Attribute(CODE, last, _keywords(node.keywords))


def _keywords(nodes: Iterable[ast.keyword]) -> dict[str, object]:
    return {one.arg or "**": _value(one.value) for one in nodes}


def _value(node: ast.expr) -> object:
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Tuple | ast.List):
        items = [_value(one) for one in node.elts]
        return CODE if CODE in items else tuple(items) if isinstance(node, ast.Tuple) else items
    if isinstance(node, ast.Dict):
        keys = [CODE if one is None else _value(one) for one in node.keys]
        values = [_value(one) for one in node.values]
        if CODE in keys or CODE in values or any(isinstance(one, list | dict) for one in keys):
            return CODE
        return dict(zip(keys, values, strict=True))
    if not isinstance(node, ast.UnaryOp | ast.BinOp):
        return CODE
    try:
        return ast.literal_eval(node)
    except ValueError:
        return CODE


class _Names:
    """The names of a module: those that are used somewhere, and those that mean something somewhere."""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.known: set[str] = set()

    def walk(self, nodes: Iterable[ast.AST], method: Method | None = None) -> None:
        """Gather what nodes use and what they give a meaning, and what a method does."""
        used, known = self.used, self.known
        stack: list[ast.AST] = [*nodes]
        while stack:
            node = stack.pop()
            kind = type(node)
            if kind in _LEAVES:
                continue
            if isinstance(node, ast.Name):
                (known if type(node.ctx) is ast.Store else used).add(node.id)
                continue
            if kind is ast.Attribute:
                stack.append(node.value)  # type: ignore[attr-defined]
                continue
            if kind in _NOTED:
                self._note(node, method)
            for name in _CHILDREN.get(kind) or node._fields:
                value = getattr(node, name)
                if type(value) is list:
                    stack += value
                elif type(value) not in _LEAVES:
                    stack.append(value)

    def _note(self, node: object, method: Method | None) -> None:
        match node:
            case ast.arg(arg=name):
                self.known.add(_word(name))
            case ast.alias(name=name, asname=alias):
                self.known.add(alias or name.split(".")[0])
            case ast.arguments():
                _once([one.arg for one in (*node.posonlyargs, *node.args, *node.kwonlyargs)])
            case ast.Call(func=function, keywords=keywords):
                _once([one.arg for one in keywords if one.arg is not None])
                if method is not None and isinstance(function, ast.Name) and function.id == "setattr":
                    method.repeated += 1
            case ast.Raise() if method is not None:
                method.raised += 1
            case ast.Delete(targets=targets) if method is not None:
                method.deleted.update(one.attr for one in targets if isinstance(one, ast.Attribute))


def _once(names: list[str]) -> None:
    if len(names) > 1 and len(names) != len(set(names)):
        raise SyntaxError(f"one of {', '.join(names)} is given twice")


_LEAVES = frozenset({ast.Constant, ast.Load, ast.Store, ast.Del, str, int, type(None)})
_NOTED = frozenset({ast.Call, ast.Raise, ast.Delete, ast.arg, ast.alias, ast.arguments})
_CHILDREN: dict[type, tuple[str, ...]] = {
    ast.Call: ("func", "args", "keywords"),
    ast.keyword: ("value",),
    ast.Subscript: ("value", "slice"),
    ast.Tuple: ("elts",),
    ast.List: ("elts",),
    ast.BinOp: ("left", "right"),
    ast.UnaryOp: ("operand",),
    ast.BoolOp: ("values",),
    ast.Compare: ("left", "comparators"),
    ast.arg: ("annotation",),
    ast.Expr: ("value",),
    ast.Assign: ("targets", "value"),
    ast.AnnAssign: ("annotation", "target", "value"),
    ast.FunctionDef: ("args", "body", "decorator_list", "returns"),
}
"""What to look at in nodes that there are many of; in any other, at everything."""
