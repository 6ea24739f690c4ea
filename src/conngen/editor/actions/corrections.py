"""Words put in the place of others: what diagnostics propose themselves, and what is like that."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...diagnostics import Diagnostic
from ...source import Span
from ...syntax import tree
from ...syntax.scanner import end_of_line, visible
from ...vocabulary import EDITION
from ..view import View
from .action import Action, ActionKind
from .draft import Draft
from .removals import item_gone, lines_gone
from .request import Request
from .slots import line_start, own_lines

__all__ = [
    "correct",
    "correct_all",
    "name_dataset",
    "name_the_field_alone",
    "of_quantum",
    "set_default_there",
    "set_edition",
    "take_invisible_out",
    "use_template",
]

_QUOTES = "“”„«»‘’‚"
_QUOTE = re.compile(f"[{_QUOTES}]")
_ADVICE = re.compile(r"write (`[^`…]+`)(?:$|,)|did you mean (`[^`]+`)\?$")


def correct(request: Request) -> Iterator[Action | None]:
    """Put what a diagnostic proposes in its place."""
    fix = request.diagnostic.fix
    if fix is None or fix.place.source is not request.view.source:
        return
    draft = request.draft()
    draft.replace(*_fixed(request.view, request.diagnostic))
    closing = _closing_quote(request)
    if closing is not None:
        draft.replace(closing, fix.text)
    yield request.action(_title(request), draft, preferred=True)


def _closing_quote(request: Request) -> Span | None:
    """Return the quotation mark that closes what a typographic one opens."""
    text, end = request.view.text, request.place.end
    if request.text not in _QUOTES:
        return None
    found = _QUOTE.search(text, end, end_of_line(text, end))
    return None if found is None else Span(found.start(), found.end())


def _fixed(view: View, diagnostic: Diagnostic) -> tuple[Span, str]:
    """Return what a diagnostic proposes; no blanks are left before a comma or a colon."""
    assert diagnostic.fix is not None
    span, text = diagnostic.fix.place.span, diagnostic.fix.text
    start = span.start
    if text.strip():
        text = text.lstrip() if view.text[:start][-1:].isspace() else text
        text = text.rstrip() if view.text[span.end : span.end + 1].isspace() else text
    lines = own_lines(view.text, span)
    alone = lines is not None and view.text[slice(*lines)].strip() == view.text[slice(*span)].strip()
    if not text and alone:
        return lines_gone(view.source, span), ""
    if text.startswith((",", ":")) or (not text and not view.text[span.end : span.end + 1].strip()):
        while start > line_start(view.text, start) and view.text[start - 1] in " \t":
            start -= 1
        if not view.text[line_start(view.text, start) : start].strip():
            start = span.start
    return Span(start, span.end), text


def _title(request: Request) -> str:
    fix = request.diagnostic.fix
    text = fix.text.strip() or fix.text if fix is not None else ""
    if not text:
        return f"remove `{' '.join(request.text.split())}`" if request.text.strip() else "remove it"
    if not text.strip():
        return request.diagnostic.help or "write a space"
    advice = _ADVICE.search(request.diagnostic.help or "")
    if advice is not None and advice.group(1) == f"`{text}`":
        return f"write {advice.group(1)}"
    return f"change to `{text.lstrip(',: ')}`" if text[0] not in ",:=" else f"insert `{text.split()[0]}`"


def correct_all(view: View) -> Action | None:
    """Return the change that puts everything right that a diagnostic knows the right word for."""
    chosen: list[Diagnostic] = []
    end = -1
    draft = Draft(view)
    for one in view.compilation.diagnostics:
        if one.fix is None or one.fix.place.source is not view.source:
            continue
        span, text = _fixed(view, one)
        if span.start >= end:
            chosen.append(one)
            draft.replace(span, text)
            end = max(span.end, span.start + 1)
    edits = draft.edits()
    if not edits:
        return None
    what = "the only correction" if len(chosen) == 1 else f"all {len(chosen)} corrections"
    return Action(f"make {what} that diagnostics propose", ActionKind.FIX_ALL, edits, tuple(chosen))


# --- more of the kind ----------------------------------------------------------------------------------


def take_invisible_out(request: Request) -> Iterator[Action | None]:
    """Take the characters that nobody sees out of a line."""
    text = request.view.text
    start, end = line_start(text, request.place.start), end_of_line(text, request.place.start)
    draft = request.draft()
    for i, (one, other) in enumerate(zip(text[start:end], visible(text[start:end]), strict=True), start):
        if one != other and not (i == 0 and one == "\ufeff"):
            draft.remove(Span(i, i + 1))
    yield request.action("take the invisible characters of this line out", draft, preferred=True)


def set_edition(request: Request) -> Iterator[Action | None]:
    """Let a file be of the newest edition."""
    yield request.action(f"write `edition {EDITION}`", request.draft().replace(request.place, str(EDITION)))


def name_the_field_alone(request: Request) -> Iterator[Action | None]:
    """Leave ``config.`` out before the name of a config field."""
    for node in request.path:
        if (
            isinstance(node, tree.Attribute)
            and node.value.span == request.place
            and request.text in ("config", "self")
        ):
            draft = request.draft().remove(Span(node.span.start, node.name.span.start))
            yield request.action(f"write `{node.name.text}` alone", draft, preferred=True)


def name_dataset(request: Request) -> Iterator[Action | None]:
    """Give a connection without a dataset type name its own name."""
    item = request.declared
    if isinstance(item, tree.Declaration) and item.value is None and item.name.text.isidentifier():
        if "dataset type name" not in request.diagnostic.message:
            return
        end = item.type.span.end
        name = f'"{item.name.text}"'
        draft = request.draft().replace(Span(end, end), f" = {name}")
        yield request.action(f"add `= {name}`", draft, select=name)


def use_template(request: Request) -> Iterator[Action | None]:
    """Let a connection have the template as its name that its name is the default of."""
    found = re.match(r"`(\w+)` has its default as its name", request.diagnostic.help or "")
    cls = request.scope.connections
    if found is None or cls is None:
        return
    for slot_item in _declarations(request.view.parsed.file.items):
        if slot_item.name.text == found.group(1) and isinstance(slot_item.value, tree.String):
            inside = request.path[0].span
            if inside.start <= slot_item.span.start < inside.end:
                name = f'"{{{request.text}}}"'
                draft = request.draft().replace(slot_item.value.span, name)
                yield request.action(f"name `{found.group(1)}` {name}", draft)


def _declarations(items: Sequence[tree.Item]) -> Iterator[tree.Declaration]:
    for item in items:
        if isinstance(item, tree.Declaration):
            yield item
        elif isinstance(item, tree.Block | tree.Guard | tree.Loop):
            yield from _declarations(item.items)


def of_quantum(request: Request) -> Iterator[Action | None]:
    """Give an output the dimensions of the quantum."""
    item = request.declared
    if isinstance(item, tree.Declaration) and item.type.brackets == request.place:
        draft = request.draft().replace(request.place, "[...]")
        yield request.action("write `[...]` for the dimensions of the quantum", draft)


def set_default_there(request: Request) -> Iterator[Action | None]:
    """Set the default of a config field where that is declared, and take the assignment out."""
    slot = request.slot
    if slot is None or not isinstance(slot.item, tree.Assignment):
        return
    value = slot.item.value.span
    text = request.view.text[value.start : value.end]
    for item in slot.holder.items:
        if isinstance(item, tree.Field) and item.name.text == request.text:
            draft = item_gone(request.draft(), slot)
            if item.value is not None:
                draft.replace(item.value.span, text)
            else:
                draft.replace(Span(item.type.span.end, item.type.span.end), f" = {text}")
            yield request.action(f"set the default of `{request.text}` there", draft, preferred=True)
