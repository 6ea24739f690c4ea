"""Statements as templates print them, of every shape that Python of ours has, for the tests of the layout."""

from __future__ import annotations

from hypothesis import strategies as st

from conngen.backends.python.literals import f_string, string

__all__ = ["MODULES", "STATEMENTS"]

_TERNARY, _OR, _AND, _NOT, _COMPARE, _SUM, _TERM, _UNARY, _POWER, _ATOM = range(1, 11)
_Code = tuple[str, int]

_NAMES = st.sampled_from(
    ("x", "visit", "threshold", "self.config.doBackground", "config.connections.prefix", "a.b")
)
_TEXTS = st.one_of(
    st.sampled_from(("", "g", "visit", "it's", 'say "so"', "a, b", "{n}", "x: y", "(")),
    st.lists(
        st.sampled_from(("word", "longer_word", "{", "}", "'", '"', "\\", "\n", "é", "漢字", "x" * 30)),
        max_size=25,
    ).map(" ".join),
)
_NUMBERS = st.sampled_from(("0", "1", "25", "1.5", "1e-05", "1000000", "0.1"))


def _in(code: _Code, needed: int) -> str:
    return code[0] if code[1] >= needed else f"({code[0]})"


def _atom(code: str) -> _Code:
    return code, _ATOM


_ATOMS: st.SearchStrategy[_Code] = st.one_of(
    _NAMES.map(_atom),
    _NUMBERS.map(_atom),
    st.sampled_from(("True", "False", "None")).map(_atom),
    _TEXTS.map(string).map(_atom),
    st.tuples(_TEXTS, _TEXTS).map(lambda pair: _atom(f_string([pair[0], ("self.config.name",), pair[1]]))),
)


def _joined(codes: list[_Code], needed: int = _TERNARY) -> str:
    return ", ".join(_in(code, needed) for code in codes)


def _more(inner: st.SearchStrategy[_Code]) -> st.SearchStrategy[_Code]:
    some = st.lists(inner, max_size=5)
    keywords = st.lists(st.tuples(st.sampled_from(("name", "doc", "storageClass")), inner), max_size=3)
    keyed = keywords.map(lambda pairs: [(f"{name}={_in(code, _TERNARY)}", _ATOM) for name, code in pairs])
    callee = st.one_of(
        st.sampled_from(("f", "set", "cT.Input", "os.path.isabs", "self.name.startswith")),
        inner.map(lambda code: f"{_in(code, _ATOM)}.strip").filter(lambda code: not code[0].isdigit()),
    )
    return st.one_of(
        st.tuples(callee, some, keyed).map(lambda t: _atom(f"{t[0]}({_joined([*t[1], *t[2]])})")),
        some.map(lambda codes: _atom(f"[{_joined(codes)}]")),
        some.map(lambda codes: _atom(f"({_joined(codes)}{',' if len(codes) == 1 else ''})")),
        st.lists(st.tuples(inner, inner), max_size=4).map(
            lambda pairs: _atom("{" + ", ".join(f"{_in(k, 1)}: {_in(v, 1)}" for k, v in pairs) + "}")
        ),
        st.tuples(_NAMES, inner).map(lambda t: _atom(f"{t[0]}[{_in(t[1], _TERNARY)}]")),
        st.tuples(_NAMES, inner, inner).map(lambda t: _atom(f"{t[0]}[{_in(t[1], 1)}:{_in(t[2], 1)}]")),
        st.tuples(inner, st.sampled_from(("+", "-")), inner).map(
            lambda t: (f"{_in(t[0], _SUM)} {t[1]} {_in(t[2], _TERM)}", _SUM)
        ),
        st.tuples(inner, st.sampled_from(("*", "/", "//", "%")), inner).map(
            lambda t: (f"{_in(t[0], _TERM)} {t[1]} {_in(t[2], _UNARY)}", _TERM)
        ),
        st.tuples(inner, inner).map(lambda t: (f"{_in(t[0], _ATOM)} ** {_in(t[1], _ATOM)}", _POWER)),
        st.tuples(inner, st.sampled_from(("<", "==", "!=", ">=", "in", "not in", "is", "is not")), inner).map(
            lambda t: (f"{_in(t[0], _SUM)} {t[1]} {_in(t[2], _SUM)}", _COMPARE)
        ),
        inner.map(lambda code: (f"-{_in(code, _ATOM)}", _UNARY)),
        inner.map(lambda code: (f"not {_in(code, _COMPARE)}", _NOT)),
        st.lists(inner, min_size=2, max_size=4).map(
            lambda codes: (" and ".join(_in(code, _NOT) for code in codes), _AND)
        ),
        st.lists(inner, min_size=2, max_size=4).map(
            lambda codes: (" or ".join(_in(code, _NOT) for code in codes), _OR)
        ),
        st.tuples(inner, inner, inner).map(
            lambda t: (f"{_in(t[0], _OR)} if {_in(t[1], _OR)} else {_in(t[2], _TERNARY)}", _TERNARY)
        ),
    )


_EXPRESSIONS: st.SearchStrategy[str] = st.recursive(_ATOMS, _more, max_leaves=12).map(lambda code: code[0])

_TARGETS = st.sampled_from(
    ("x", "self.dimensions", "_DefaultName", 'self.shapes["a"].order', "self.other[0].value")
)
_TYPES = st.sampled_from(
    (
        "int",
        "Table | None",
        "dict[str, Table]",
        "list[Table | DeferredDatasetHandle] | DeferredDatasetHandle | None",
    )
)
_WORDS = st.lists(
    st.sampled_from(("name", "other_name", "AnotherLongerName", "x")), min_size=1, max_size=9, unique=True
)


def _call(t: tuple[str, str, list[str], bool, str]) -> str:
    name, function, arguments, exploded, comment = t
    lines = [
        f"        {key}={code}"
        for key, code in zip(("doc", "name", "dtype", "default"), arguments, strict=False)
    ]
    body = ",\n".join(lines) + ("," if exploded and lines else "")
    return f"    {name} = {function}({comment}\n{body}\n    )\n"


_ASSIGNED = st.tuples(
    st.sampled_from(("exposure", "x: Any", "planes")),
    st.sampled_from(
        ("cT.Input", "pexConfig.Field[int]", "pexConfig.ListField[str]", "pexConfig.ConfigurableField")
    ),
    st.lists(_EXPRESSIONS, min_size=1, max_size=4),
    st.booleans(),
    st.sampled_from(("", "", "", "  # type: ignore[call-arg]", "  # noqa: N815")),
).map(_call)

_PARAMETERS = st.lists(
    st.tuples(st.sampled_from(("config", "exposure", "catalog", "repeated")), _TYPES, st.booleans()),
    max_size=6,
).map(
    lambda ones: ", ".join(
        [
            "self",
            *(f"{name}: {kind}{' = None' * has}" for name, kind, has in sorted(ones, key=lambda one: one[2])),
        ]
    )
)

_SIMPLE = st.one_of(
    st.tuples(_TARGETS, _EXPRESSIONS).map(lambda t: f"{t[0]} = {t[1]}"),
    st.tuples(_TARGETS, _TYPES, _EXPRESSIONS).map(lambda t: f"{t[0]}: {t[1]} = {t[2]}"),
    st.tuples(_TARGETS, st.sampled_from(("+=", "-=", "*=")), _EXPRESSIONS).map(" ".join),
    st.tuples(
        st.sampled_from(("self.x.retarget", "setattr", "super().__init__")),
        st.lists(_EXPRESSIONS, max_size=4),
    ).map(lambda t: f"{t[0]}({', '.join(t[1])})"),
    _EXPRESSIONS.map(lambda code: f"raise ValueError({code})"),
    _EXPRESSIONS.map(lambda code: f"return {code}"),
    st.tuples(_TARGETS).map(lambda t: f"del {t[0]}"),
    _WORDS.map(lambda names: f"from lsst.some.module import {', '.join(names)}"),
)

_HEADS = st.one_of(
    _EXPRESSIONS.map(lambda code: f"if {code}:"),
    _EXPRESSIONS.map(lambda code: f"for item in {code}:"),
    st.tuples(_NAMES, _EXPRESSIONS).map(lambda t: f"for n, name in enumerate({t[1]}):"),
)


def _method(t: tuple[str, str, list[tuple[str, str]]]) -> str:
    parameters, returned, body = t
    text = f"\n    def run({parameters}) -> {returned}:\n"
    for head, statement in body:
        text += f"        {head}\n            {statement}\n" if head else f"        {statement}\n"
    return text


_METHODS = st.tuples(
    _PARAMETERS,
    st.one_of(_TYPES, st.just("None")),
    st.lists(st.tuples(st.one_of(st.just(""), _HEADS), _SIMPLE), min_size=1, max_size=3),
).map(_method)

STATEMENTS = st.one_of(
    _SIMPLE,
    _HEADS.map(lambda head: f"{head}\n    pass"),
    _WORDS.map(lambda names: f"__all__ = [{', '.join(map(string, names))}]"),
).map(lambda code: f"{code}\n")
"""Statements on their own."""

_BASES = st.lists(
    st.one_of(
        st.sampled_from(
            ("Base", "PipelineTaskConnections", 'dimensions=("visit", "detector")', 'dimensions=("tract",)')
        ),
        _TEXTS.map(lambda text: f'defaultTemplates={{"prefix": {string(text)}}}'),
    ),
    min_size=1,
    max_size=4,
).map(lambda bases: ",\n    ".join(sorted(bases, key=lambda base: "=" in base)))


def _module(t: tuple[str, str, list[str], list[str]]) -> str:
    comment, bases, attributes, methods = t
    head = f'"""Module."""\n\nfrom a import b\n\n\nclass X({comment}\n    {bases}\n):\n    """Class."""\n\n'
    return head + "".join([*attributes, *methods]) + "\n\n"


MODULES = st.tuples(
    st.sampled_from(("", "", "  # type: ignore[call-arg]")),
    _BASES,
    st.lists(_ASSIGNED, max_size=3),
    st.lists(_METHODS, max_size=2),
).map(_module)
"""Modules with one class."""
