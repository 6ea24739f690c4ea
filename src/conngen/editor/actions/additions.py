"""Lines that are added: docs, templates, suppressions."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...checks import code_of
from ...model import ConfigField, Connection, ConnectionsClass
from ...source import Span
from ...syntax import tree
from ..paths import index_of
from .action import Action
from .draft import Draft
from .request import Declared, Request, with_flag
from .slots import Slot, slots

__all__ = ["add_doc", "add_field", "add_template", "suppress"]

_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_REASON = "it is meant"


# --- docs ----------------------------------------------------------------------------------------------


def add_doc(request: Request) -> Iterator[Action | None]:
    """Give a declaration a doc made of the words of its name, to be written anew."""
    item, slot = request.declared, request.slot
    if item is None or slot is None:
        return
    doc = _doc(request, item)
    text = f'"{doc}"'
    if item.doc is not None:
        draft = request.draft().replace(item.doc.span, text)
    else:
        draft = request.draft().line_after(slot, f"    {text}")
    yield request.action("add a doc", draft, preferred=True, select=doc)


def _doc(request: Request, item: Declared) -> str:
    index = index_of(request.view.module)
    if item.name.span in index.fields:
        return _doc_of_field(index.fields[item.name.span][1])
    return (
        _doc_of_connection(index.connections[item.name.span][0][1])
        if item.name.span in index.connections
        else ""
    )


def _doc_of_connection(one: Connection) -> str:
    words = _words(one.attribute)
    first = f"{words[:1].upper()}{words[1:]}"
    when = "when the task is made" if one.kind.at_init else "by each quantum"
    return f"{first}, {'read' if one.kind.read else 'written'} {when}."


def _doc_of_field(one: ConfigField) -> str:
    words = _words(one.name)
    if one.basic == ("bool",) and one.type == "scalar":
        return _doc_of_truth(one.name)
    if one.type in ("task", "config", "action"):
        return f"What does the {words}." if one.type == "task" else f"Settings of the {words}."
    return f"Value of the {words}."


def _doc_of_truth(name: str) -> str:
    words = _words(name)
    first, _, rest = words.partition(" ")
    if first in ("do", "use") and rest:
        return f"Whether to {rest if first == 'do' else words}."
    return f"Whether {words} holds."


def _words(name: str) -> str:
    """Return the words of a name: what is in braces is left out."""
    plain = re.sub(r"\{[^{}]*\}", " ", name)
    found = [word if word.isupper() and len(word) > 1 else word.lower() for word in _WORDS.findall(plain)]
    return " ".join(found) or "item"


# --- config fields -------------------------------------------------------------------------------------


def add_field(request: Request) -> Iterator[Action | None]:
    """Declare the config field that a condition asks, if it can only be a truth."""
    name, task = request.text, next(iter(request.path), None)
    if not isinstance(task, tree.Block) or task.word.text != "task" or not _is_asked(request):
        return
    lines = (f"{name}: bool = True", f'    "{_doc_of_truth(name)}"')
    inside = [slot for slot in slots(request.view) if slot.holder is task]
    config = next((slot.item for slot in inside if _is_config(slot.item)), None)
    fields = [slot for slot in slots(request.view) if slot.holder is config]
    if fields and not isinstance(fields[-1].item, tree.Broken):
        draft = request.draft().line_after(fields[-1], *lines)
    elif config is None and inside and not isinstance(inside[-1].item, tree.Broken):
        draft = request.draft().line_after(inside[-1], "", "config {", *(f"    {one}" for one in lines), "}")
    else:
        return
    yield request.action(f"add the config field `{name}`", draft, select=_doc_of_truth(name))


def _is_config(item: tree.Item) -> bool:
    return isinstance(item, tree.Block) and item.word.text == "config" and not item.broken


def _is_asked(request: Request) -> bool:
    """Whether a name is a condition, or a part of one that is joined by ``and``, ``or`` and ``not``."""
    *around, inner = request.path
    if not isinstance(inner, tree.Variable) or "no config field" not in request.diagnostic.message:
        return False
    for node in reversed(around):
        if isinstance(node, tree.Condition | tree.Guard):
            return True
        if not isinstance(node, tree.Not | tree.Logical | tree.Group):
            return False
    return False


# --- templates -----------------------------------------------------------------------------------------


def add_template(request: Request) -> Iterator[Action | None]:
    """Declare the template that a dataset type name holds, with its own name as the default to be written anew."""
    name, cls = request.text.strip("{}"), request.scope.connections
    block = next((node for node in request.path if isinstance(node, tree.Block)), None)
    if block is None or cls is None or not name.isidentifier() or not _is_free(name, request, cls):
        return
    holder = next(slot for slot in slots(request.view) if slot.item is block)
    templates = [
        slot
        for slot in slots(request.view)
        if slot.holder is block
        and isinstance(slot.item, tree.Definition)
        and slot.item.word.text == "template"
    ]
    line = f'template {name} = "{name}"'
    if templates:
        draft = request.draft().line_after(templates[-1], line)
    else:
        draft = request.draft().first_line(block, holder.depth, line)
    yield request.action(f"add the template `{name}`", draft, select=f'"{name}"')


def _is_free(name: str, request: Request, cls: ConnectionsClass) -> bool:
    """Whether a template can have a name: nothing else in the class has it."""
    return name not in cls.all_connections() and name not in request.scope.fields()


# --- suppressions --------------------------------------------------------------------------------------


def suppress(request: Request) -> Iterator[Action | None]:
    """Suppress a diagnostic where it is, with a reason to be written anew."""
    name = request.diagnostic.code.name
    if request.diagnostic.code.fixed or name == "useless-suppression" or code_of(name).fixed:
        return
    pair = f'"{name}": "{_REASON}"'
    draft = _suppressed(request, name, pair)
    if draft is not None:
        yield request.action(f"suppress `{name}` here", draft, select=_REASON)


def _suppressed(request: Request, name: str, pair: str) -> Draft | None:
    item, draft = request.declared, request.draft()
    if item is not None and _takes_flags(item):
        existing = next((one for one in item.flags if _is_suppress(one)), None)
        if existing is None:
            return with_flag(draft, item, "suppress", f"{{{pair}}}")
        return _pair_added(draft, existing.value, pair)
    block = _head(request)
    if block is None:
        return _in_file(request, draft, pair)
    inside = [slot for slot in slots(request.view) if slot.holder is block]
    for slot in inside:
        if _sets_suppress(slot.item):
            assert isinstance(slot.item, tree.Assignment)
            return _pair_added(draft, slot.item.value, pair)
    depth = next(slot.depth for slot in slots(request.view) if slot.item is block)
    return draft.first_line(block, depth, f"suppress = {{{pair}}}")


def _takes_flags(item: Declared) -> bool:
    return not isinstance(item, tree.Definition) or item.word.text == "template"


def _is_suppress(flag: tree.Flag | tree.Condition) -> bool:
    return isinstance(flag, tree.Flag) and flag.name.text == "suppress"


def _sets_suppress(item: tree.Item) -> bool:
    return (
        isinstance(item, tree.Assignment)
        and isinstance(item.path, tree.Variable)
        and item.path.name == "suppress"
    )


def _pair_added(draft: Draft, value: tree.Expression | None, pair: str) -> Draft | None:
    """Put a code into the dictionary of a suppression that is there already."""
    if not isinstance(value, tree.Dict) or not value.pairs:
        return None
    end = value.pairs[-1][1].span.end
    return draft.replace(Span(end, end), f", {pair}")


def _head(request: Request) -> tree.Block | None:
    """Return the block whose head a diagnostic is about."""
    slot: Slot | None = request.slot
    if slot is None or not isinstance(slot.item, tree.Block):
        return None
    source, item = request.view.source, slot.item
    return item if source.line_of(item.span.start) == source.line_of(request.place.start) else None


def _in_file(request: Request, draft: Draft, pair: str) -> Draft | None:
    """Suppress a diagnostic of what takes no suppression itself for the whole file."""
    file = request.view.parsed.file
    for item in file.items:
        if _sets_suppress(item):
            assert isinstance(item, tree.Assignment)
            return _pair_added(draft, item.value, pair)
    line = f"suppress = {{{pair}}}"
    heads = [
        slot
        for slot in slots(request.view)
        if slot.depth == 0 and isinstance(slot.item, tree.Edition | tree.FromImport | tree.ImportModule)
    ]
    if heads:
        return draft.line_after(heads[-1], "", line)
    if file.doc is not None:
        end = file.doc.span.end
        return draft.replace(Span(end, end), f"\n\n{line}")
    first = next(iter(slots(request.view)), None)
    return None if first is None else draft.line_before(first, line, "")
