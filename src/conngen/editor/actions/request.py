"""What the recipes for changes are given, and what several of them need."""

from __future__ import annotations

from functools import cached_property

from ...diagnostics import Diagnostic
from ...records import dataclass
from ...source import Span
from ...syntax import tree
from ...syntax.parser import scanner
from ..edits import Edit
from ..paths import Scope, path_at, scope_of
from ..view import View
from .action import Action, ActionKind
from .draft import Draft
from .slots import Slot, own_lines, slot_at

__all__ = ["Declared", "Request", "element_gone", "flag_gone", "with_flag"]

Declared = tree.Declaration | tree.Field | tree.Definition


@dataclass(frozen=True)
class Request:
    """A diagnostic of which a change is asked for.

    Parameters
    ----------
    view : `View`
        The file.
    diagnostic : `Diagnostic`
        What is wrong.
    place : `Span`
        Where that concerns the file: its own place, or a related one if it is about another file.
    """

    view: View
    diagnostic: Diagnostic
    place: Span

    @property
    def text(self) -> str:
        """What stands at the place."""
        return self.view.text[self.place.start : self.place.end]

    @cached_property
    def path(self) -> tuple[tree.Node, ...]:
        """The nodes that hold the place, from the outside in."""
        found = path_at(self.view.parsed.file, self.place.start)
        return tuple(node for node in found if node.span.end >= self.place.end)

    @cached_property
    def scope(self) -> Scope:
        """What surrounds the place."""
        return scope_of(self.view, self.path)

    @cached_property
    def slot(self) -> Slot | None:
        """The item that holds the place."""
        return slot_at(self.view, self.place.start)

    @property
    def declared(self) -> Declared | None:
        """The declaration that holds the place."""
        item = self.slot.item if self.slot is not None else None
        return item if isinstance(item, Declared) else None

    @property
    def flag(self) -> tree.Flag | tree.Condition | None:
        """The flag that holds the place."""
        return next((node for node in self.path if isinstance(node, tree.Flag | tree.Condition)), None)

    def draft(self) -> Draft:
        """Begin a change."""
        return Draft(self.view)

    def action(self, title: str, draft: Draft, *, preferred: bool = False, select: str = "") -> Action | None:
        """Return the change, or `None` if there is nothing to change.

        Parameters
        ----------
        title : `str`
            What it does.
        draft : `Draft`
            The changes.
        preferred : `bool`
            Whether it is what is most likely meant.
        select : `str`
            A text among what is put in, which the author is to write anew.
        """
        edits = draft.edits()
        if not edits:
            return None
        selected = _selected(edits, select) if select else None
        return Action(title, ActionKind.QUICK_FIX, edits, (self.diagnostic,), preferred, selected)


def _selected(edits: tuple[Edit, ...], text: str) -> Span | None:
    """Return where a text stands among what edits put in, counted in what they make."""
    shift = 0
    for edit in edits:
        at = edit.text.rfind(text)
        if at >= 0:
            start = edit.span.start + shift + at
            return Span(start, start + len(text))
        shift += len(edit.text) - (edit.span.end - edit.span.start)
    return None


# --- flags ---------------------------------------------------------------------------------------------


def _flags(item: tree.Node) -> tuple[tree.Flag | tree.Condition, ...]:
    found = getattr(item, "flags", ())
    return found if isinstance(found, tuple) else ()


def with_flag(draft: Draft, item: Declared, name: str, value: str = "") -> Draft:
    """Give a declaration a flag, or the flag that it has another value."""
    text = f"{name}={value}" if value else name
    for flag in _flags(item):
        if isinstance(flag, tree.Flag) and flag.name.text == name:
            return draft.replace(flag.span, text)
    plain = [flag for flag in _flags(item) if isinstance(flag, tree.Flag)]
    if plain:
        end = plain[-1].span.end
    else:
        end = (
            (item.value or item.type).span.end
            if not isinstance(item, tree.Definition)
            else item.value.span.end
        )
    return draft.replace(Span(end, end), f", {text}")


def flag_gone(draft: Draft, item: tree.Node, flag: tree.Node) -> Draft:
    """Take a flag out, with the comma before it."""
    text = draft.view.text
    before = max(
        (node.span.end for node in tree.children(item) if node.span.end <= flag.span.start),
        default=item.span.start,
    )
    comma = next(
        (one.span for one in scanner().scan(text, before, flag.span.start) if one.kind == "comma"), None
    )
    if comma is None:
        return draft
    if text[comma.end : flag.span.start].strip():  # a comment in between
        return draft.remove(comma).remove(flag.span)
    return draft.remove(Span(comma.start, flag.span.end))


def element_gone(draft: Draft, elements: tuple[Span, ...], index: int) -> Draft:
    """Take one of several elements out, with the comma behind it, or else the one before it."""
    text, span = draft.view.text, elements[index]
    behind = next((one for one in scanner().scan(text, span.end) if one.kind != "comment"), None)
    if behind is not None and behind.kind == "comma":
        if "#" in text[span.end : behind.span.start]:
            return draft.remove(span).remove(behind.span)
        return draft.remove(_with_blanks(text, Span(span.start, behind.span.end)))
    between = scanner().scan(text, elements[index - 1].end, span.start) if index else iter(())
    comma = next((one.span for one in between if one.kind == "comma"), None)
    if comma is None:
        return draft
    if "#" in text[comma.end : span.start]:
        return draft.remove(comma).remove(span)
    return draft.remove(Span(comma.start, span.end))


def _with_blanks(text: str, span: Span) -> Span:
    """Return what goes with an element: its line if it has one for itself, else the blanks behind it."""
    lines = own_lines(text, span)
    start, end = span if lines is None else lines
    if lines is not None and start > 0:
        return Span(start - (2 if text[start - 2 : start] == "\r\n" else 1), end)
    while text[end : end + 1] in (" ", "\t"):
        end += 1
    return Span(start, end)
