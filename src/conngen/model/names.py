"""What names stand for: Python objects, and texts put together from parts."""

from __future__ import annotations

from ..records import dataclass, field, replace
from ..source import Place
from ..typings import TYPE_CHECKING

if TYPE_CHECKING:
    from .expressions import Expression

__all__ = ["PythonName", "TemplatePart", "Text"]


@dataclass(frozen=True)
class PythonName:
    """A Python object, and how a generated module comes by it.

    Parameters
    ----------
    module : `str`
        The module to import from, with leading dots if it is relative; empty for a class of the same generated
        module, or a builtin.
    name : `str`
        The name to import; empty for the module itself.
    alias : `str`
        What it is called in the generated module, if something else.
    attributes : `tuple` [ `str` ]
        Attributes that follow.
    place : `Place`, optional
        Where it is named.
    declared : `str`
        The module as it would be named without the ending of a generated one, if a `.conn` file declares it.
    """

    module: str
    name: str
    alias: str = ""
    attributes: tuple[str, ...] = ()
    place: Place | None = field(default=None, compare=False, repr=False)
    declared: str = field(default="", compare=False, repr=False)

    @property
    def bound(self) -> str:
        """The name that the import statement binds."""
        return self.alias or self.name or self.module.split(".")[0]

    @property
    def text(self) -> str:
        """The expression that names it in a generated module."""
        if not self.name and not self.alias:  # `import a.b` is used as a.b
            return ".".join([self.module, *self.attributes])
        return ".".join([self.bound, *self.attributes])

    @property
    def last(self) -> str:
        """The last of its names."""
        return self.attributes[-1] if self.attributes else self.name or self.module.rpartition(".")[2]

    def attribute(self, *names: str) -> PythonName:
        """Return the name of an attribute of it."""
        return replace(self, attributes=(*self.attributes, *names))


@dataclass(frozen=True)
class TemplatePart:
    """``{name}`` in a dataset type name, for a template of the class."""

    name: str
    place: Place = field(compare=False, repr=False)


@dataclass(frozen=True)
class Text:
    """A string with parts to be filled in.

    Parameters
    ----------
    parts : `tuple`
        Texts, templates and expressions in turn.
    place : `Place`
        Where it is written.
    static : `str`, optional
        What stands at class level, if that does not follow from the defaults of the config.
    """

    parts: tuple[str | TemplatePart | Expression, ...]
    place: Place = field(compare=False, repr=False)
    static: str | None = None

    @property
    def plain(self) -> str | None:
        """The text, if nothing is to be filled in but templates, written ``{name}``; else `None`."""
        if len(self.parts) == 1 and isinstance(self.parts[0], str):
            return self.parts[0]
        if self.dynamic:
            return None
        return "".join(part if isinstance(part, str) else f"{{{part.name}}}" for part in self.parts)  # type: ignore[union-attr]

    @property
    def dynamic(self) -> bool:
        """Whether it depends on the config, apart from templates."""
        return any(not isinstance(part, str | TemplatePart) for part in self.parts)

    @property
    def templates(self) -> tuple[TemplatePart, ...]:
        """The templates in it."""
        found: list[TemplatePart] = []
        for part in self.parts:
            if isinstance(part, TemplatePart):
                found.append(part)
            elif not isinstance(part, str):
                found.extend(part.templates())
        return tuple(found)
