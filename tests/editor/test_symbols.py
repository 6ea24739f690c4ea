"""What names stand for: at marked places, and the same as what the model says of every expression."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from views import case, conn_files, cursor, project, truncated, view_of

from conngen.checks import Subject
from conngen.conditions.sites import sites
from conngen.editor import View
from conngen.editor.symbols import Occurrence, SymbolKind, index, occurrences, symbol_at
from conngen.model import Meaning, TemplatePart, Text
from conngen.model import walk as nodes
from conngen.syntax import tree

PROJECTS = conn_files()

KINDS = {
    Meaning.FIELD: {SymbolKind.FIELD},
    Meaning.LOOP: {SymbolKind.VARIABLE},
    Meaning.VALUE: {SymbolKind.VARIABLE},
}


def shown(one: Occurrence | None) -> str:
    """Return what a name stands for, on one line."""
    if one is None:
        return "nothing"
    symbol = one.symbol
    owner = symbol.owner.partition(":")[0]
    file = symbol.key or "no file"
    where = f"{file}:{owner}" if owner else file
    flags = f"{' declared' if one.defines else ''}{' changed' if one.writes else ''}"
    called = f" called {one.called.name}" if one.called is not None else ""
    return f"{symbol.kind} {symbol.name} of {where}{flags}{called}"


BASE = """
from .fields import Sub

task Base[visit, detector] {
    template coadd = "deep"
    dimensions both = [visit, detector]

    input sources: ArrowAstropy[both] = "{coadd}_src"
        "Sources."

    config {
        doIt: bool = True
            "Do it?"
        sub: Sub
            "More."
    }
}
"""
FIELDS = 'config Sub {\n    deep: int = 1\n        "A number."\n}\n'

MARKED = {
    "a connection": (
        "task T(Base) { so‸urces.multiple = True }",
        "connection sources of base.conn:BaseConnections changed",
    ),
    "a removed one": (
        "task T(Base) { del sources‸ }",
        "connection sources of base.conn:BaseConnections changed",
    ),
    "declared again": (
        'task T(Base) { input ‸sources: ArrowAstropy[visit] = "x" "S." }',
        "connection sources of example.conn:TConnections declared",
    ),
    "in a list": (
        'task T(Base) { getSpatialBoundsConnections = ["sour‸ces"] }',
        "connection sources of base.conn:BaseConnections",
    ),
    "of the config": (
        'task T(Base) { output o: ArrowAstropy[] = "o", when connections.‸sources == "x" "O." }',
        "connection sources of base.conn:BaseConnections",
    ),
    "an inherited template": (
        'task T(Base) { output o: ArrowAstropy[] = "o_{coa‸dd}" "O." }',
        "template coadd of base.conn:BaseConnections",
    ),
    "a template behind an escape": (
        'task T(Base) { output o: ArrowAstropy[] = "\\x41_{coa‸dd}" "O." }',
        "template coadd of base.conn:BaseConnections",
    ),
    "a template of the config": (
        'task T(Base) { output o: ArrowAstropy[] = "o", when connections.coadd‸ "O." }',
        "template coadd of base.conn:BaseConnections",
    ),
    "an inherited field": (
        'task T(Base) { output o: ArrowAstropy[] = "o", when ‸doIt "O." }',
        "config field doIt of base.conn:BaseConfig",
    ),
    "a field of a field": (
        "task T(Base) { config { sub.de‸ep = 2 } }",
        "config field deep of fields.conn:Sub changed",
    ),
    "a field in a text": (
        'task T(Base) { config { require doIt f"no {‸doIt}" } }',
        "config field doIt of base.conn:BaseConfig",
    ),
    "a field in a name": (
        'task T(Base) { config { n: int = 1 "N." } output o: ArrowAstropy[healpix{‸n}] = "o" "O." }',
        "config field n of example.conn:TConfig",
    ),
    "a field in a dataset type name": (
        'task T(Base) { output o: ArrowAstropy[] = "o_{sub.‸deep}" "O." }',
        "config field deep of fields.conn:Sub",
    ),
    "a base": ("task T(‸Base) {}", "task Base of base.conn"),
    "a class of a task": (
        "from .base import Base‸Config\nconfig C(BaseConfig) {}",
        "Config class BaseConfig of base.conn:Base",
    ),
    "its own class": ("task A[visit] {}\nconfig C { a: ‸ATask }", "Task class ATask of example.conn:A"),
    "a new name": ("task T(Base) { ConfigClass = ‸Other }", "Config class Other of example.conn:T declared"),
    "an alias": ("from .base import Base as B‸\ntask U(B) {}", "task Base of base.conn declared called B"),
    "the use of an alias": ("from .base import Base as B\ntask U(‸B) {}", "task Base of base.conn called B"),
    "a module": ("from .ba‸se import BaseConfig", "module base of base.conn"),
    "a file": ("from . import ‸base\ntask U(base.Base) {}", "module base of base.conn"),
    "a class in a file": ("from . import base\ntask U(base.‸Base) {}", "task Base of base.conn"),
    "a function": (
        "from .hooks import ‸find\ntask T(Base) { customize = find }",
        "Python object find of hooks.py",
    ),
    "a function, used": (
        "from .hooks import find\ntask T(Base) { customize = ‸find }",
        "Python object find of hooks.py",
    ),
    "a whole path": (
        "task T(Base) { customize = some.where.fu‸nction }",
        "Python object function of no file:some.where",
    ),
    "a dimension": (
        'task T(Base) { output o: ArrowAstropy[‸visit] = "o" "O." }',
        "dimension visit of no file",
    ),
    "a name for dimensions": (
        'dimensions d = [visit]\ntask T(Base) { output o: ArrowAstropy[‸d] = "o" "O." }',
        "name for dimensions d of example.conn",
    ),
    "its own name for dimensions": (
        'task T(Base) { dimensions e = [visit] output o: ArrowAstropy[*‸e] = "o" "O." }',
        "name for dimensions e of example.conn:T",
    ),
    "a storage class": (
        'task T(Base) { output o: Arrow‸Astropy[] = "o" "O." }',
        "storage class ArrowAstropy of no file",
    ),
    "a variable": (
        'task T(Base) { for n in ["a"] { output o{‸n}: ArrowAstropy[] = "o{n}" "O." } }',
        "variable n of example.conn:T",
    ),
    "a flag": ('task T(Base) { output o: ArrowAstropy[] = "o", mul‸tiple "O." }', "nothing"),
}


@pytest.mark.parametrize("name", MARKED)
def test_marked(name: str) -> None:
    text, expected = MARKED[name]
    if "Base" in text and "from .base" not in text and "from . " not in text:
        text = f"from .base import Base\n{text}"
    plain, offset = cursor(text)
    files = {
        "example.conn": plain,
        "base.conn": BASE,
        "fields.conn": FIELDS,
        "hooks.py": "def find(x): ...\n",
    }
    assert shown(symbol_at(project(files)["example.conn"], offset)) == expected


@pytest.mark.parametrize("folder", PROJECTS)
def test_expressions_agree_with_the_model(folder: str) -> None:
    """What stands in an expression is what the resolver has bound it to, and nothing of it is left out."""
    for view in case(folder).values():
        every = occurrences(view)
        for name, node, meaning in bound(view):
            inside = [
                one for one in every if node.span.start <= one.span.start and one.span.end <= node.span.end
            ]
            assert any(one.symbol.kind in KINDS[meaning] and one.place.text == name for one in inside), name


def bound(view: View) -> list[tuple[str, tree.Variable, Meaning]]:
    """Return the names in the expressions of a file that stand for fields and variables."""
    found = []
    for site in sites(Subject(view.module, view.vocabulary)):
        for node in nodes(site.expression.tree):
            if isinstance(node, tree.Variable) and node.name in site.expression.names:
                binding = site.expression.names[node.name]
                known = binding.field is not None or binding.meaning is not Meaning.FIELD
                if binding.meaning in KINDS and known and site.expression.source is view.source:
                    found.append((node.name, node, binding.meaning))
    return found


@pytest.mark.parametrize("folder", PROJECTS)
def test_declarations_and_templates_agree_with_the_model(folder: str) -> None:
    for view in case(folder).values():
        at = {one.span: one for one in occurrences(view)}
        for cls in view.module.connections:
            for connection in cls.connections:
                assert at[connection.place.span].symbol.kind is SymbolKind.CONNECTION
                if isinstance(connection.dataset, Text):
                    for part in connection.dataset.parts:
                        if isinstance(part, TemplatePart) and part.place.text == f"{{{part.name}}}":
                            found = symbol_at(view, part.place.span.start + 1)
                            if found is not None or part.name in cls.all_templates():
                                assert found is not None
                                assert (found.symbol.kind, found.place.text) == (
                                    SymbolKind.TEMPLATE,
                                    part.name,
                                )
            for template in cls.templates:
                assert at[template.place.span].symbol.name == template.name
        for config in view.module.configs:
            for field in config.fields:
                assert at[field.place.span].symbol.owner == config.name


@pytest.mark.parametrize("folder", PROJECTS)
def test_each_name_is_declared_once_in_its_file(folder: str) -> None:
    """What is named is declared somewhere, and every place holds the name and nothing else."""
    views = case(folder)
    for view in views.values():
        for one in occurrences(view):
            assert one.place.source is view.source
            symbol = one.symbol
            if symbol.kind is SymbolKind.MODULE or symbol.key not in views:
                continue
            home = index(views[symbol.key])
            symbol = home.made.get(symbol, symbol)
            assert any(other.defines for other in home.by_symbol.get(symbol, ())), symbol


@given(st.sampled_from(sorted(PROJECTS)), st.data())
def test_any_text_has_names(folder: str, data: st.DataObject) -> None:
    """Beginnings of files and files with something cut out are indexed without an exception."""
    files = PROJECTS[folder]
    key = data.draw(st.sampled_from(sorted(name for name in files if name.endswith(".conn"))))
    start = data.draw(st.integers(0, len(files[key])))
    end = data.draw(st.integers(start, len(files[key])))
    view = project({**files, key: files[key][:start] + files[key][end:]})[key]
    for offset in range(0, len(view.text) + 1, 7):
        found = symbol_at(view, offset)
        assert found is None or found.span.start <= offset <= found.span.end


def test_beginnings() -> None:
    for text in truncated(BASE, 3):
        assert all(one.span.end <= len(text) for one in occurrences(view_of(text, fields=FIELDS)))
