"""What of the generated Python comes from one declaration, to be shown beside it."""

from __future__ import annotations

from collections.abc import Mapping

from ...model import ConfigClass, ConfigField, Connection, ConnectionsClass, Module, Task
from ...records import dataclass, replace
from ...universe import Vocabulary
from . import config_view, connections_view
from .render import render
from .statements import Assigned, Method

__all__ = ["connection_excerpt", "field_excerpt"]

_Declared = Task | ConnectionsClass | ConfigClass


@dataclass(frozen=True)
class _Excerpt:
    attributes: tuple[Assigned, ...]
    methods: tuple[Method, ...]


def connection_excerpt(
    module: Module, cls: ConnectionsClass, one: Connection, vocabulary: Vocabulary, line_length: int
) -> str:
    """Return the lines of a Connections class that are there because of one connection.

    Parameters
    ----------
    module : `Module`
        The file, resolved without errors.
    cls : `ConnectionsClass`
        A class of it.
    one : `Connection`
        A connection that the class declares.
    vocabulary : `Vocabulary`
        The storage classes and their Python types.
    line_length : `int`
        The columns there are.

    Returns
    -------
    code : `str`
        The attribute, and an ``__init__`` if anything of it depends on the config. A connection that the config
        repeats is only there.
    """
    others = {id(declared): _bare(declared) for declared in module.declarations}
    alone = replace(_bare_connections(cls), connections=(one,))
    view = connections_view.view(_only(module, cls, alone, others), vocabulary, line_length)
    if view is None:
        return ""
    found = next(shown for shown in view.classes if shown.name == cls.name)
    own = tuple(method for method in found.methods if method.head.startswith("def __init__"))
    return _printed(_Excerpt(found.attributes, own), line_length)


def field_excerpt(module: Module, cls: ConfigClass, one: ConfigField, line_length: int) -> str:
    """Return the lines of a Config class that are there because of one field, parameters as above."""
    others = {id(declared): _bare(declared) for declared in module.declarations}
    one = replace(one, target_class=others.get(id(one.target_class), one.target_class))
    alone = replace(_bare_config(cls), fields=(one,))
    view = config_view.view(_only(module, cls, alone, others), line_length)
    if view is None:
        return ""
    found = next(shown for shown in view.classes if shown.name == cls.name)
    return _printed(_Excerpt(found.fields, found.methods), line_length)


def _printed(excerpt: _Excerpt, line_length: int) -> str:
    if not excerpt.attributes and not excerpt.methods:
        return ""
    import textwrap

    whole = render("excerpt.py.jinja", excerpt, line_length)
    return textwrap.dedent(whole.partition("\n")[2]).strip("\n")


def _only(
    module: Module,
    cls: ConnectionsClass | ConfigClass,
    alone: ConnectionsClass | ConfigClass,
    others: Mapping[int, _Declared],
) -> Module:
    """Return a module in which a class takes the place of another, and all others hold nothing."""
    return replace(
        module, declarations=tuple(_put(one, others[id(one)], cls, alone) for one in module.declarations)
    )


def _put(
    one: _Declared,
    bare: _Declared,
    cls: ConnectionsClass | ConfigClass,
    alone: ConnectionsClass | ConfigClass,
) -> _Declared:
    if isinstance(one, Task) and isinstance(bare, Task):
        if one.connections is cls and isinstance(alone, ConnectionsClass):
            return replace(bare, connections=alone)
        if one.config is cls and isinstance(alone, ConfigClass):
            return replace(bare, config=alone)
        return bare
    return alone if one is cls else bare


def _bare(one: _Declared) -> _Declared:
    """Return a declaration with nothing in it."""
    match one:
        case Task():
            connections = _bare_connections(one.connections) if one.own_connections else one.connections
            config = _bare_config(one.config) if one.own_config else one.config
            return replace(one, connections=connections, config=config)
        case ConnectionsClass():
            return _bare_connections(one)
        case ConfigClass():
            return _bare_config(one)


def _bare_connections(cls: ConnectionsClass) -> ConnectionsClass:
    return replace(cls, connections=(), overrides=(), removals=(), requirements=(), methods={})


def _bare_config(cls: ConfigClass) -> ConfigClass:
    return replace(cls, fields=(), assignments=(), requirements=(), methods={})
