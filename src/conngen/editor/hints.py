"""What an editor shows between the words of a file: what they come to."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping

from ..checks.common import Seen, filled, seen, template_names
from ..model import (
    Connection,
    ConnectionsClass,
    Defined,
    Dimensions,
    Override,
    PythonName,
    Text,
    Value,
)
from ..records import dataclass
from ..source import Place, Span
from .spelling import alternatives, of_item, of_quantum, with_defaults
from .view import View

__all__ = ["Hint", "HintKind", "hints"]

_LONGEST = 60


class HintKind(enum.Enum):
    """What a hint tells."""

    DATASET = "the dataset type name that templates yield"
    DIMENSIONS = "the dimensions that a name stands for"
    BEFORE = "what an inherited connection had before it was changed"


@dataclass(frozen=True)
class Hint:
    """A text shown behind a word.

    Parameters
    ----------
    offset : `int`
        Where it is shown.
    label : `str`
        It.
    kind : `HintKind`
        What it tells.
    tooltip : `str`
        What it tells, in a sentence.
    """

    offset: int
    label: str
    kind: HintKind
    tooltip: str


def hints(view: View, span: Span) -> tuple[Hint, ...]:
    """Return what is to be shown between the words of a stretch of a file.

    Parameters
    ----------
    view : `View`
        The file.
    span : `Span`
        The stretch; nothing is returned for what lies outside.

    Returns
    -------
    hints : `tuple` [ `Hint` ]
        In order of their places, at most one at a place.
    """
    found: dict[int, Hint] = {}
    for hint in _all(view, span):
        if span.start <= hint.offset <= span.end:
            found.setdefault(hint.offset, hint)
    return tuple(found[offset] for offset in sorted(found))


def _all(view: View, span: Span) -> Iterator[Hint]:
    def wanted(place: Place) -> bool:
        one = place.span
        return place.source is view.source and one.start <= span.end and span.start <= one.end

    for cls in view.module.connections:
        if cls.dimensions is not None and wanted(cls.dimensions.place):
            yield from _dimensions(cls.dimensions, None)
        for one in cls.connections:
            if wanted(one.where):
                yield from _connection(cls, one)
        for override in cls.overrides:
            if wanted(override.where):
                yield from _override(cls, override)


def _connection(cls: ConnectionsClass, one: Connection) -> Iterator[Hint]:
    if one.dimensions is not None and one.kind.dimensioned:
        yield from _dimensions(one.dimensions, of_quantum(cls))
    if isinstance(one.dataset, Text):
        yield from _dataset(one.dataset, one.static_dataset, cls)


def _dataset(text: Text, dataset: str, cls: ConnectionsClass) -> Iterator[Hint]:
    """Yield the name that the defaults of templates make."""
    value = filled(dataset, cls.all_templates()) if template_names(dataset) else None
    written = text.place.text
    if not dataset and written[:1] == written[-1:] == '"':  # another name in each round of a `for`
        found = with_defaults(written[1:-1], cls.all_templates())
        value = found if found != written[1:-1] else None
    if value:
        yield Hint(
            text.place.span.end,
            f"= {value}",
            HintKind.DATASET,
            "The dataset type name, templates by default.",
        )


def _dimensions(dimensions: Dimensions, quantum: Dimensions | None) -> Iterator[Hint]:
    """Yield what the names in a list stand for."""
    for item in dimensions.items:
        several = of_item(item, quantum)
        what = item.definition.name if isinstance(item, Defined) else "..."
        if isinstance(item, Defined) and not item.definition.named:
            continue
        label = " or ".join(", ".join(one) or "none" for one in several)
        if several and label != " ".join(item.place.text.split()) and not _is_plain(several, item.place):
            tooltip = f"`{what}` stands for {label}."
            yield Hint(item.place.span.end, f"= {_shortened(label)}", HintKind.DIMENSIONS, tooltip)


def _is_plain(several: tuple[tuple[str, ...], ...], place: Place) -> bool:
    """Whether an item is only itself."""
    return several == ((place.text,),)


def _shortened(label: str) -> str:
    return label if len(label) <= _LONGEST else f"{label[: _LONGEST - 1].rstrip(', ')}…"


# --- what is changed -----------------------------------------------------------------------------------


def _override(cls: ConnectionsClass, override: Override) -> Iterator[Hint]:
    if isinstance(override.value, Dimensions):
        yield from _dimensions(override.value, of_quantum(cls))
    if isinstance(override.value, Text) and override.attribute == "name" and override.value.plain:
        yield from _dataset(override.value, override.value.plain, cls)
    before = _before(cls, override)
    if before:
        tooltip = f"`{override.connection}.{override.attribute}` is inherited with another value."
        yield Hint(override.where.span.end, f"was {_shortened(before)}", HintKind.BEFORE, tooltip)


def _before(cls: ConnectionsClass, override: Override) -> str:
    """Return what an attribute is in the base that a class has it from; empty if that is nothing to tell."""
    one = _inherited(cls).get(override.connection)
    if one is None or override.attribute in one.vague:
        return ""
    match override.attribute, override.value:
        case "name", Text() | PythonName():
            return f'"{one.dataset}"' if one.dataset and one.dataset != _plain(override.value) else ""
        case "storageClass", Text():
            return one.storage_class if one.storage_class != _plain(override.value) else ""
        case "dimensions", Dimensions():
            return _list_before(one)
        case str(flag), Value() if flag in one.flags:
            value = one.flags[flag]
            return (
                repr(value.static) if isinstance(value.static, bool | int) and value.dynamic is None else ""
            )
    return ""


def _inherited(cls: ConnectionsClass) -> Mapping[str, Seen]:
    found: dict[str, Seen] = {}
    for base in cls.bases:
        if base.known is not None:
            found.update(seen(base.known))
    return found


def _plain(value: object) -> str | None:
    return value.plain if isinstance(value, Text) else None


def _list_before(one: Seen) -> str:
    if one.dimensions is None:
        return ""
    several = alternatives(one.dimensions, of_quantum(one.dimensions_owner))
    return f"[{', '.join(several[0])}]" if len(several) == 1 else ""
