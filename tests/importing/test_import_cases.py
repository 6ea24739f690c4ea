"""Modules written by hand, with the `.conn` files, hooks and notes that become of them.

``pytest --refresh`` rewrites what is expected, and then fails. That the result means what the module means is judged
by the real runtime, in `test_equal`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from conngen.finder import MemoryFinder
from conngen.formatter import Outcome, format_text
from conngen.importing import Imported, Siblings, import_module

CASES = Path(__file__).with_name("cases")
FOLDERS = sorted(path.parent for path in CASES.glob("*/source.py"))


def imported(folder: Path) -> Imported:
    """Return what a module becomes."""
    files = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.py")}
    siblings = Siblings(MemoryFinder(files))
    file = siblings.file("source.py", name="source.py")
    found = import_module(file, siblings.find, in_package=False)
    assert found is not None
    return found


def actual_files(folder: Path) -> dict[str, str]:
    """Return what is expected of a case, as it is now."""
    found = imported(folder)
    formatted = format_text(found.text, 110)
    assert formatted.outcome is Outcome.WHOLE
    notes = "".join(f"{note.line}: {'lost' if note.lost else 'note'}: {note.text}\n" for note in found.notes)
    texts = {"source.conn": formatted.text, "source_hooks.py": found.hooks or "", "notes.txt": notes}
    return {name: text for name, text in texts.items() if text}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case(folder: Path, refresh: bool) -> None:
    actual = actual_files(folder)
    expected = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("expected/*")}
    if refresh and actual != expected:
        for path in folder.glob("expected/*"):
            path.unlink()
        (folder / "expected").mkdir(exist_ok=True)
        for name, text in actual.items():
            (folder / "expected" / name).write_text(text, encoding="utf-8", newline="")
    assert actual == expected


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_formatting_again_changes_nothing(folder: Path) -> None:
    text = actual_files(folder)["source.conn"]
    assert format_text(text, 110).text == text


def test_a_module_without_connections_becomes_nothing() -> None:
    text = "class Helper:\n    connections = 1\n"
    siblings = Siblings(MemoryFinder({"source.py": text}))
    assert import_module(siblings.file("source.py"), siblings.find, in_package=False) is None
