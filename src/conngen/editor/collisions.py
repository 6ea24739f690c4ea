"""Why something can't have a name: the name is kept, or taken by something else."""

from __future__ import annotations

from collections.abc import Iterator

from ..checks.reserved_name import why_no_connection, why_no_field, why_no_template
from ..model import ConnectionsClass, Module
from ..source import Place
from ..vocabulary import KINDS
from .edits import Refusal
from .family import Family, views_with
from .symbols import CLASSES, Symbol, SymbolKind, index
from .view import View

__all__ = ["collision", "reserved"]


def reserved(family: Family, symbol: Symbol, name: str) -> Refusal | None:
    """Return why what is renamed can't have a name, in whichever class it stands."""
    for why in _reasons(family, symbol, name):
        if why is not None:
            return Refusal(f"a {symbol.kind} can't be called `{name}`: {why}", "choose another name")
    return None


def _reasons(family: Family, symbol: Symbol, name: str) -> Iterator[str | None]:
    match symbol.kind:
        case SymbolKind.CONNECTION:
            owners = {one.owner for one in family.symbols}
            kinds = {
                one.kind
                for view in family.views
                for cls in view.module.connections
                for one in cls.connections
                if cls.name in owners and one.place.text == symbol.name
            }
            yield from (why_no_connection(name, kind) for kind in kinds or KINDS.values())
        case SymbolKind.TEMPLATE:
            yield why_no_template(name)
        case SymbolKind.FIELD:
            pipeline = [
                config.pipeline
                for view in family.views
                for config in view.module.configs
                if any(one.name == symbol.name for one in config.all_fields().values())
            ]
            yield why_no_field(name, any(pipeline) or not pipeline)


def collision(view: View, family: Family, symbol: Symbol, name: str) -> Refusal | None:
    """Return what has a name already, where what is renamed would have it too."""
    for place, what in _taken(view, family, symbol, name):
        where = f"{place.source.name}:{place.start.line}"
        return Refusal(f"there is {what} `{name}` already, at {where}", "choose another name")
    return None


def _taken(view: View, family: Family, symbol: Symbol, name: str) -> Iterator[tuple[Place, str]]:
    if symbol.kind in (SymbolKind.CONNECTION, SymbolKind.TEMPLATE, SymbolKind.FIELD):
        owners = {(one.key, one.owner) for one in family.symbols}
        others, _ = views_with(view, (name,))
        for other in others:
            yield from _in_classes(other, owners, symbol.kind, name)
        return
    if symbol.kind is SymbolKind.VARIABLE:
        return
    for other in family.views:
        if symbol.kind in CLASSES or symbol.kind in (SymbolKind.DIMENSIONS, SymbolKind.ALIAS):
            names = {one.place.text for one in index(other).occurrences if one.symbol in family.symbols}
            if names or other is view:
                yield from _at_top(other.module, name)


def _at_top(module: Module, name: str) -> Iterator[tuple[Place, str]]:
    imported = module.imports.get(name)
    if imported is not None:
        yield imported.place, "an import"
    declared = module.exports().get(name)
    place = getattr(declared, "place", None)
    if isinstance(place, Place):
        yield place, "a class or a name for dimensions"


def _in_classes(
    view: View, owners: set[tuple[str, str]], kind: SymbolKind, name: str
) -> Iterator[tuple[Place, str]]:
    """Yield what has a name in the classes that have what is renamed, their own or inherited."""
    home = {
        one.symbol.owner for one in index(view).occurrences if (one.symbol.key, one.symbol.owner) in owners
    }
    mine = {owner for key, owner in owners if key == view.key} | home
    for cls in view.module.connections:
        lineage = list(cls.lineage())
        configs = [] if cls.config is None else list(cls.config.lineage())
        if mine.isdisjoint([*(one.name for one in lineage), *(one.name for one in configs)]):
            continue
        if kind is not SymbolKind.FIELD:
            yield from _of_connections(cls, kind, name)
        elif name in cls.all_templates():
            yield cls.all_templates()[name].place, "a template"
        if kind is SymbolKind.TEMPLATE and cls.config is not None:
            field = cls.config.all_fields().get(name)
            if field is not None:
                yield field.place, "a config field"
    for config in view.module.configs if kind is SymbolKind.FIELD else ():
        if any(one.name in mine for one in config.lineage()):
            field = config.all_fields().get(name)
            if field is not None:
                yield field.place, "a config field"
            if name in view.module.imports:
                yield view.module.imports[name].place, "an import"


def _of_connections(cls: ConnectionsClass, kind: SymbolKind, name: str) -> Iterator[tuple[Place, str]]:
    for one, _ in cls.all_connections().values():
        if one.attribute == name or one.place.text == name:
            yield one.place, "a connection"
    template = cls.all_templates().get(name)
    if template is not None:
        yield template.place, "a template"
