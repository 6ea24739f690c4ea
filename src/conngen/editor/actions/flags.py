"""Changes of what stands behind a declaration: flags added, changed and removed."""

from __future__ import annotations

from collections.abc import Iterator

from ...checks.common import seen
from ...checks.needs_multiple import extra_dimensions
from ...model import ConnectionsClass, path_of
from ...source import Span
from ...syntax import tree
from .action import Action
from .draft import Draft
from .request import Request, element_gone, flag_gone, with_flag
from .slots import Slot, slots

__all__ = [
    "add_calibration",
    "include_max",
    "leave_condition_out",
    "make_multiple",
    "make_multiple_for_minimum",
    "move_condition",
    "remove_flag",
    "remove_repeated_dimension",
    "swap_limits",
]


def remove_flag(request: Request) -> Iterator[Action | None]:
    """Take out a flag that can't stand where it is."""
    flag, slot = request.flag, request.slot
    if flag is None or slot is None:
        return
    pairs = next((node.pairs for node in request.path if isinstance(node, tree.Dict)), ())
    spans = tuple(key.span.to(value.span) for key, value in pairs)
    keys = [key.span for key, _ in pairs]
    if request.place in keys:
        i = keys.index(request.place)
        title = f"remove `{request.text}`"
        yield request.action(title, element_gone(request.draft(), spans, i))
    elif request.place.start in (flag.span.start, getattr(flag, "name", flag).span.start):
        title = f"remove `{_word(flag)}`"
        yield request.action(title, flag_gone(request.draft(), slot.item, flag))


def move_condition(request: Request) -> Iterator[Action | None]:
    """Put a condition behind the other flags."""
    flag, item = request.flag, request.declared
    if isinstance(flag, tree.Condition) and item is not None and item.flags and flag is not item.flags[-1]:
        end = item.flags[-1].span.end
        text = request.view.text[flag.span.start : flag.span.end]
        draft = flag_gone(request.draft(), item, flag).replace(Span(end, end), f", {text}")
        yield request.action("put `when` behind the other flags", draft, preferred=True)


def _word(flag: tree.Flag | tree.Condition) -> str:
    return flag.name.text if isinstance(flag, tree.Flag) else "when"


def leave_condition_out(request: Request) -> Iterator[Action | None]:
    """Take out a condition that always holds."""
    flag, slot = request.flag, request.slot
    whole = isinstance(flag, tree.Condition) and flag.value.span == request.place
    if flag is not None and slot is not None and whole and "always true" in request.diagnostic.message:
        yield request.action("remove the condition", flag_gone(request.draft(), slot.item, flag))


# --- multiple ------------------------------------------------------------------------------------------


def make_multiple(request: Request) -> Iterator[Action | None]:
    """Give a connection `multiple`, where it is declared or, of an inherited one, in a line of its own."""
    slot, cls = request.slot, request.scope.connections
    if slot is None or cls is None:
        return
    if isinstance(slot.item, tree.Declaration):
        draft = with_flag(request.draft(), slot.item, "multiple")
        yield request.action(f"make `{slot.item.name.text}` multiple", draft, preferred=True)
    elif isinstance(slot.item, tree.Assignment):
        names = path_of(slot.item.path)
        if names is not None and len(names) == 2:
            draft = request.draft().line_after(slot, f"{names[0]}.multiple = True")
            yield request.action(f"make `{names[0]}` multiple", draft, preferred=True)
    elif isinstance(slot.item, tree.Block):
        names = tuple(_inherited_several(request, cls))
        if names:
            yield request.action(
                f"make {', '.join(f'`{name}`' for name in names)} multiple",
                _lines(request, slot, [f"{name}.multiple = True" for name in names]),
                preferred=True,
            )


def _inherited_several(request: Request, cls: ConnectionsClass) -> Iterator[str]:
    """Yield the inherited connections that can hold several datasets in a class."""
    changed = {one.connection for one in cls.overrides if one.attribute in ("dimensions", "multiple")}
    for one in seen(cls).values():
        found = extra_dimensions(cls, one, request.view.vocabulary.universe)
        if found is not None and one.owner is not cls and one.attribute not in changed:
            yield one.attribute


def _lines(request: Request, slot: Slot, lines: list[str]) -> Draft:
    """Put lines behind the last change of what is inherited, or at the beginning of the block."""
    block = slot.item
    assert isinstance(block, tree.Block)
    inside = [one for one in slots(request.view) if one.holder is block]
    changes = [
        one
        for one in inside
        if isinstance(one.item, tree.Assignment) and isinstance(one.item.path, tree.Attribute)
    ]
    draft = request.draft()
    if changes:
        return draft.line_after(changes[-1], *lines)
    return draft.first_line(block, slot.depth, *lines)


def make_multiple_for_minimum(request: Request) -> Iterator[Action | None]:
    """Give a connection `multiple`, so that it can hold as many datasets as it has to."""
    yield from make_multiple(request)
    yield from remove_flag(request)


def add_calibration(request: Request) -> Iterator[Action | None]:
    """Give a connection `isCalibration`."""
    if isinstance(request.declared, tree.Declaration):
        draft = with_flag(request.draft(), request.declared, "isCalibration")
        yield request.action("add `isCalibration`", draft, preferred=True)


# --- limits --------------------------------------------------------------------------------------------


def include_max(request: Request) -> Iterator[Action | None]:
    """Say whether the maximum of a config field is allowed itself."""
    for value in ("True", "False"):
        if request.declared is not None:
            draft = with_flag(request.draft(), request.declared, "inclusiveMax", value)
            yield request.action(f"add `inclusiveMax={value}`", draft)


def swap_limits(request: Request) -> Iterator[Action | None]:
    """Swap the limits of a config field, or allow the only value that is left."""
    item, help = request.declared, request.diagnostic.help or ""
    if item is None:
        return
    if "inclusiveMax=True" in help:
        yield request.action(
            "add `inclusiveMax=True`", with_flag(request.draft(), item, "inclusiveMax", "True")
        )
    if help != "swap them":
        return
    values = {
        flag.name.text: flag.value.span for flag in item.flags if isinstance(flag, tree.Flag) and flag.value
    }
    for low, high in (("min", "max"), ("minLength", "maxLength")):
        if low in values and high in values and request.place in (values[low], values[high]):
            text = request.view.text
            draft = request.draft().replace(values[low], text[values[high].start : values[high].end])
            draft.replace(values[high], text[values[low].start : values[low].end])
            yield request.action(f"swap `{low}` and `{high}`", draft)


# --- dimensions ----------------------------------------------------------------------------------------


def remove_repeated_dimension(request: Request) -> Iterator[Action | None]:
    """Take out a dimension that adds nothing."""
    for node in reversed(request.path):
        elements: tuple[tree.Node, ...] = ()
        match node:
            case tree.Type(arguments=several):
                elements = several or ()
            case tree.Block(dimensions=several):
                elements = several or ()
            case tree.List(elements=listed):
                elements = listed
        spans = tuple(one.span for one in elements)
        if request.place in spans:
            draft = element_gone(request.draft(), spans, spans.index(request.place))
            yield request.action(f"remove `{request.text}`", draft, preferred=True)
            return
