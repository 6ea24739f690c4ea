"""Between a `.conn` file and the Python modules that are made of it: the way there and back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from ..editor import View
from ..editor.generated import declaration_of, generated_places
from ..editor.target import Target
from ..errors import ConngenError
from ..ownership import header
from ..project import key_of
from ..source import Source
from .positions import Lines

if TYPE_CHECKING:
    from lsprotocol import types

    from .session import Session

__all__ = ["declaration", "modules", "places"]

PARTS = ("connections", "config", "task")


def places(session: Session, view: View, offset: int) -> tuple[Target, ...]:
    """Return where what stands at an offset is in the modules that are made of its file, as far as they are there."""

    def read(key: str, name: str) -> tuple[str, Source] | None:
        module = key_of(session.workspace.conn(key).folder / name)
        source = session.source_of(module, key)
        return None if source is None else (module, source)

    return generated_places(view, offset, read)


def modules(session: Session, view: View) -> tuple[str, ...]:
    """Return the modules that are made of a file, as far as they are there."""
    folder = session.workspace.conn(view.key).folder
    found = [folder / f"{Path(view.key).stem}_{part}.py" for part in PARTS]
    return tuple(key_of(path) for path in found if path.is_file())


def declaration(session: Session, uri: str, position: types.Position) -> Target | None:
    """Return the declaration that a place in a module comes from, if it was made of a `.conn` file."""
    document = session.documents.get(uri)
    key = session.documents.key(uri) if document is None else document.key
    if not key.endswith(".py"):
        return None
    near = str(Path(key).with_suffix(".conn"))
    source = session.source_of(key, near)
    conn = None if source is None else _origin(session, key, source.text)
    view = None if conn is None else session.workspace.view(conn)
    if source is None or view is None:
        return None
    lines: Lines = session.lines(source)
    return declaration_of(view, source, source.position(lines.offset(position)).line)


def _origin(session: Session, key: str, text: str) -> str | None:
    """Return the `.conn` file that a module is made of: by its header, and else by its name."""
    path = Path(key)
    stem = next(
        (path.stem.removesuffix(f"_{part}") for part in PARTS if path.stem.endswith(f"_{part}")), None
    )
    told = header.examine(text)
    if stem is None and told is None:
        return None
    name = told.source_name if told is not None and told.source_name else f"{stem}.conn"
    try:
        for conn in session.workspace.keys(str(path.with_suffix(".conn"))):
            if Path(conn).name == name and session.workspace.conn(conn).folder == path.parent:
                return conn
    except ConngenError as err:
        session.tell_trouble(err)
    return None
