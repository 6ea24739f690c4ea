"""A dataset type name that the butler does not take.

A dataset type name is made of ASCII letters, digits and underscores, and does not begin with a digit; behind
a dot the name of a component can follow. The runtime takes anything when the class is defined; when the
pipeline graph is made the butler refuses: `DatasetType 'my-catalog' does not look like a valid dataset type
name`.

The name is checked as it is with the defaults of its templates and of the config. A default that is empty is
left alone: it waits for a pipeline to fill it in. A name that is empty by itself may wait for a subclass, and
is a warning.

Bad:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output catalog: SourceCatalog[...] = "source-catalog"
            "Measured sources."
    }

Good:

    task Measure[instrument, visit, detector] {
        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output catalog: SourceCatalog[...] = "source_catalog"
            "Measured sources."
    }
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from ..diagnostics import Code, Diagnostic, Level
from ..model import ConnectionsClass, Expression, Template, TemplatePart, Text
from ..patterns import pattern
from ..records import replace
from ..source import Place, Span
from ..syntax import tree
from .common import is_own, template_names, template_uses
from .subject import Subject

__all__ = ["ILLEGAL_DATASET_NAME", "check", "problem_of"]

ILLEGAL_DATASET_NAME = Code(
    "illegal-dataset-name",
    "{what} {why}",
    help="a dataset type name is made of letters, digits and underscores, and begins with no digit",
)

_ILLEGAL = pattern(r"[^A-Za-z0-9_.]")
_BRACED = pattern(r"\{[^{}]*\}")


@lru_cache(maxsize=4096)
def problem_of(name: str) -> str | None:
    """Return why the butler does not take a name, or `None` if it does."""
    if not name:
        return "is empty"
    if (match := _ILLEGAL.search(name)) is not None:
        return f"can't hold {_character(match.group())}"
    for i, part in enumerate(name.split(".")):
        if not part:
            return "can't begin with a dot" if i == 0 else "needs a name behind each dot"
        if part[0].isdigit():
            return "can't begin with a digit" if i == 0 else "can't have a component that begins with a digit"
    return None


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each name, and for each default of a template, that makes an illegal one."""
    for cls in subject.classes:
        templates = cls.all_templates()
        for template in _used(cls):
            yield from _of_default(template)
        defaults = tuple((name, template.default) for name, template in templates.items())
        for connection in cls.connections:
            if isinstance(connection.dataset, Text) and not _is_fine(connection.dataset, defaults):
                yield from _of_name(subject, connection.dataset, connection.static_dataset, templates)
        for override in cls.overrides:
            if override.attribute == "name" and isinstance(override.value, Text):
                yield from _of_name(subject, override.value, override.value.plain or "", templates)


def _is_fine(text: Text, defaults: tuple[tuple[str, str], ...]) -> bool:
    """Whether a name that no config changes is legal, as most are: it is not looked at any closer then."""
    plain = text.plain
    return plain is not None and _is_legal(plain, defaults)


@lru_cache(maxsize=8192)
def _is_legal(name: str, defaults: tuple[tuple[str, str], ...]) -> bool:
    known = dict(defaults)
    shape = _BRACED.sub("x", name)
    if problem_of(shape) is not None or any(one not in known for one in template_names(name)):
        return False
    return problem_of(_BRACED.sub(lambda match: known[match.group()[1:-1]] or "x", name)) is None


def _used(cls: ConnectionsClass) -> list[Template]:
    uses = template_uses(cls)
    return [template for template in cls.templates if template.name in uses]


def _of_default(template: Template) -> Iterator[Diagnostic]:
    match = _ILLEGAL.search(template.default)
    if match is None or "{" in template.default or "}" in template.default:
        return  # braces are reported as what they are
    place = _inside(template.value_place, match.group())
    what = f"the template `{template.name}` is part of dataset type names, which"
    yield ILLEGAL_DATASET_NAME.at(place, what=what, why=f"can't hold {_character(match.group())}")


def _of_name(
    subject: Subject, text: Text, static: str, templates: Mapping[str, Template]
) -> Iterator[Diagnostic]:
    what = "a dataset type name"
    for part in _plain_parts(text):
        match = _ILLEGAL.search(part)
        if match is not None:
            place = _inside(text.place, match.group())
            yield ILLEGAL_DATASET_NAME.at(place, what=what, why=f"can't hold {_character(match.group())}")
            return
    shape = "".join(part if isinstance(part, str) else "x" for part in text.parts)
    if not shape:
        help = "name the dataset type, or leave it to a template: `{NAME}` with an empty default"
        yield replace(
            ILLEGAL_DATASET_NAME.at(text.place, what=what, why="is empty", help=help), level=Level.WARNING
        )
        return
    if (why := problem_of(shape)) is not None:
        yield ILLEGAL_DATASET_NAME.at(text.place, what=what, why=why)
        return
    names = [part.name for part in text.parts if isinstance(part, TemplatePart)] or template_names(static)
    if not static or any(
        name not in templates or problem_of("x" + templates[name].default) for name in names
    ):
        return
    whole = _BRACED.sub(lambda match: templates[match.group()[1:-1]].default or "x", static)
    if (why := problem_of(whole)) is not None:
        own = [templates[name] for name in names if is_own(subject, templates[name].value_place)]
        related = [(one.value_place, f"the default of `{one.name}`") for one in own]
        yield ILLEGAL_DATASET_NAME.at(
            text.place, what=f"this is `{whole}` by default, which", why=why, related=related
        )


def _plain_parts(text: Text) -> Iterator[str]:
    """Yield the plain parts of a name, of one that a condition chooses those of each."""
    for part in text.parts:
        if isinstance(part, str):
            yield part
        elif isinstance(part, Expression):
            stack = [part.tree]
            while stack:
                node = stack.pop(0)
                match node:
                    case tree.Ternary(value=then, otherwise=otherwise):
                        stack[:0] = [then, otherwise]
                    case tree.Group(value=inner):
                        stack.insert(0, inner)
                    case tree.String(value=value, parts=parts):
                        yield from (
                            [value] if parts is None else (one for one in parts if isinstance(one, str))
                        )


def _inside(place: Place, character: str) -> Place:
    """Return the place of a character in a string that is written in one line."""
    found = place.text.find(character, 1)
    if found < 0 or not character.isprintable():
        return place
    start = place.span.start + found
    return place.source.at(Span(start, start + 1))


def _character(character: str) -> str:
    if character in " \t\r\n":
        return {" ": "a space", "\t": "a tab"}.get(character, "a line end")
    return f"`{character}`" if character.isprintable() else f"the character U+{ord(character):04X}"
