"""What the editor offers to do: corrections, and commands."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from ..editor import View
from ..editor.actions import Action, ActionKind, actions
from ..editor.target import Target
from . import made, pages
from .diagnostics import converted
from .edits import workspace_edit
from .requests import Feature

if TYPE_CHECKING:
    from .session import Session

__all__ = ["COMMANDS", "FEATURES"]

_APPLY = "conngen.apply"
_BUILD = "conngen.build"
_EXPLAIN = "conngen.explain"
_OPEN_DECLARATION = "conngen.openDeclaration"
_OPEN_GENERATED = "conngen.openGenerated"

_KINDS = {
    ActionKind.QUICK_FIX: str(types.CodeActionKind.QuickFix.value),
    ActionKind.FIX_ALL: f"{types.CodeActionKind.SourceFixAll.value}.conngen",
}


def _actions(
    session: Session, params: types.CodeActionParams
) -> list[types.CodeAction] | list[types.Command] | None:
    found = session.view(params.text_document.uri)
    if found is None:
        return None
    view, lines = found
    wanted = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
    offered = [
        one
        for one in actions(view, lines.span(params.range))
        if not wanted or any(f"{_KINDS[one.kind]}.".startswith(f"{kind}.") for kind in wanted)
    ]
    if not wanted:  # what corrects one thing is offered at its place already
        offered = [one for one in offered if one.kind is not ActionKind.FIX_ALL or len(one.fixes) > 1]
    made_ready = [one for action in offered if (one := _action(session, view, action)) is not None]
    if session.client.resolves_actions:
        return made_ready
    return [types.Command(one.title, _APPLY, arguments=[one.edit]) for one in made_ready]


def _action(session: Session, view: View, action: Action) -> types.CodeAction | None:
    edit = workspace_edit(session, view.key, action.edits)
    if edit is None:
        return None
    return types.CodeAction(
        title=action.title,
        kind=_KINDS[action.kind],
        edit=edit,
        diagnostics=[converted(one, session) for one in action.fixes] or None,
        is_preferred=action.preferred or None,
    )


def _lenses(session: Session, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """Return, above each class, the modules that were made of the file."""
    found = session.view(params.text_document.uri)
    if found is None:
        return None
    view, lines = found
    if not made.modules(session, view):
        return []
    lenses = []
    for one in view.module.declarations:
        span = one.place.span
        for target in made.places(session, view, span.start):
            position = lines.position(span.start)
            title = f"{Path(target.key).name}:{target.source.position(target.span.start).line}"
            where = session.location(target.key, target.source, target.span)
            command = types.Command(
                title, _OPEN_GENERATED, arguments=[params.text_document.uri, position, where.uri]
            )
            lenses.append(types.CodeLens(lines.range(span), command))
    return lenses


# --- commands ------------------------------------------------------------------------------------------


def _show(session: Session, target: Target | None) -> types.Location | None:
    """Let the editor show a place, if it can; return it in any case."""
    if target is None:
        return None
    where = session.location(target.key, target.source, target.span)
    if session.client.has("window.show_document.support"):
        session.editor.window_show_document(
            types.ShowDocumentParams(where.uri, take_focus=True, selection=where.range)
        )
    return where


def _position(given: Any) -> types.Position:
    """Return a position among the arguments of a command."""
    match given:
        case {"line": int(line), "character": int(character)}:
            return types.Position(line, character)
        case types.Position():
            return given
    return types.Position(0, 0)


def _open_declaration(
    session: Session, uri: Any = None, position: Any = None, *_: Any
) -> types.Location | None:
    """Go from a place of a Python module to the declaration in the `.conn` file it was made of."""
    if not isinstance(uri, str):
        return None
    return _show(session, made.declaration(session, uri, _position(position)))


def _open_generated(
    session: Session, uri: Any = None, position: Any = None, module: Any = None, *_: Any
) -> types.Location | None:
    """Go from a declaration to what was made of it: in a certain module, or in the first one."""
    found = session.view(uri) if isinstance(uri, str) else None
    if found is None:
        return None
    view, lines = found
    targets = made.places(session, view, lines.offset(_position(position)))
    fitting = [one for one in targets if module is None or session.documents.uri(one.key) == module]
    return _show(session, fitting[0] if fitting else None)


def _explain(session: Session, code: Any = None, *_: Any) -> str | None:
    """Return the documentation of a diagnostic, as Markdown."""
    return pages.page(code) if isinstance(code, str) else None


def _apply(session: Session, edit: Any = None, *_: Any) -> None:
    """Let the editor make a change."""
    if not isinstance(edit, dict | types.WorkspaceEdit):
        return
    structured = session.editor.protocol._converter.structure(edit, types.WorkspaceEdit)
    session.editor.workspace_apply_edit(types.ApplyWorkspaceEditParams(structured))


async def _build(session: Session, uri: Any = None, *_: Any) -> bool:
    """Build the file as it was saved, and tell what came of it; return whether it was built."""
    if not isinstance(uri, str):
        return False
    document = session.documents.get(uri)
    key = session.documents.key(uri) if document is None else document.key
    if not Path(key).is_file():
        session.show("save the file first: what is built is what is on the disk", types.MessageType.Warning)
        return False
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "conngen", "build", "--color", "never", key),
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        cwd=session.workspace.settings(key).root,
    )
    output, _error = await process.communicate()
    lines = [line for line in output.decode("utf-8", "replace").splitlines() if line.strip()]
    built = process.returncode == 0
    session.log("\n".join(lines), types.MessageType.Info)
    if built:
        session.show(lines[-1] if lines else "built", types.MessageType.Info)
    else:
        told = next((line for line in lines if line.startswith("error")), lines[0] if lines else "")
        session.show(f"{Path(key).name} was not built: {told}", types.MessageType.Error)
    session.reread()
    return built


COMMANDS = (
    Feature(_APPLY, _apply),
    Feature(_BUILD, _build, empty=False),
    Feature(_EXPLAIN, _explain),
    Feature(_OPEN_DECLARATION, _open_declaration),
    Feature(_OPEN_GENERATED, _open_generated),
)

FEATURES = (
    Feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        _actions,
        types.CodeActionOptions(code_action_kinds=[*_KINDS.values()]),
    ),
    Feature(types.TEXT_DOCUMENT_CODE_LENS, _lenses, types.CodeLensOptions(resolve_provider=False)),
)
