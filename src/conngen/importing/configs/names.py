"""What the attributes of a config are, and what became of its methods."""

from __future__ import annotations

import ast
from collections.abc import Collection, Mapping

from ...records import dataclass, field
from ..classes import Find
from ..drafts import FieldDraft, Hook, Item, Note
from ..python_file import PythonFile
from .expressions import NotSaid
from .plain_values import NotPlain, PlainValues

__all__ = ["ConfigNames", "MethodFound"]


@dataclass(frozen=True)
class ConfigNames:
    """What the attributes of a config and the names in its methods are.

    Parameters
    ----------
    cls : `ast.ClassDef`
        The Config class.
    file : `PythonFile`
        Its module.
    find : callable
        Finds the classes that names mean.
    fields : mapping from `str` to `FieldDraft`
        The fields that are known, inherited ones too.
    own : collection of `str`
        The fields that the class declares itself.
    constants : mapping from `str` to `ast.expr`
        Class attributes that are no fields, and what is assigned to them.
    methods : mapping from `str` to `ast.FunctionDef`
        Methods and properties, inherited ones too.
    near : collection of `str`
        Those of them that are written in the same module, and that no other class there has.
    opaque : `bool`
        Whether the class may inherit more than is known.
    """

    cls: ast.ClassDef
    file: PythonFile
    find: Find
    fields: Mapping[str, FieldDraft] = field(default_factory=dict)
    own: Collection[str] = ()
    constants: Mapping[str, ast.expr] = field(default_factory=dict)
    methods: Mapping[str, ast.FunctionDef] = field(default_factory=dict)
    near: Collection[str] = ()
    opaque: bool = False

    def attribute(self, node: ast.expr, name: str) -> ast.expr:
        """Return what ``self.name`` is in a `.conn` file.

        Raises
        ------
        NotSaid
            Raised if it is no field.
        """
        found = ast.copy_location(ast.Name(name, ast.Load()), node)
        if name in self.fields or name == "connections":
            return found
        if name in self.constants:
            try:
                return PlainValues(self.file, self.constants, self.find).written(self.constants[name])
            except NotPlain:
                raise NotSaid(node, f"`{name}` is no field of the config") from None
        if name in self.methods:
            raise NotSaid(node, f"`{name}` is a method of the config")
        if not self.opaque or name.startswith("_") or name in self.file.imports:
            raise NotSaid(node, f"`{name}` is no field of the config that is known")
        return found

    def is_self_class(self, node: ast.expr, parameter: str) -> bool:
        """Whether an expression is the Config class itself."""
        match node:
            case ast.Name(id=name):
                return name == self.cls.name
            case ast.Attribute(value=ast.Name(id=name), attr="__class__"):
                return name == parameter
            case ast.Call(func=ast.Name(id="type"), args=[ast.Name(id=name)], keywords=[]):
                return name == parameter
        return False


@dataclass
class MethodFound:
    """What a method of a config became.

    Parameters
    ----------
    items : `list`
        What a `.conn` file says of it.
    hooks : `list` [ `Hook` ]
        The rest of it.
    notes : `list` [ `Note` ]
        What is put differently.
    comments : `list` [ `str` ]
        Comments that belong to none of the items.
    whole : `bool`
        Whether it has to stay a method, as it is: nothing else holds then.
    """

    items: list[Item] = field(default_factory=list)
    hooks: list[Hook] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    whole: bool = False
