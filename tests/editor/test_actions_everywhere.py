"""What an editor offers for every golden case and example: it puts right what it says, and nothing goes wrong."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from views import Memory, conn_files, project, truncated

from conngen.checks import CODES
from conngen.diagnostics import Diagnostic, Level
from conngen.editor import View
from conngen.editor.actions import RECIPES, Action, ActionKind, actions
from conngen.editor.edits import applied
from conngen.formatter import format_text
from conngen.source import Span

PROJECTS = conn_files()
WIDTH = 110


def after(view: View, action: Action) -> str:
    """Return the text of a file after a change."""
    assert {edit.key for edit in action.edits} == {view.key}
    return applied(view.text, action.edits)


CONSEQUENCES = {
    # What is hidden by a mistake shows itself when that is put right.
    ("checks/syntax-error/a-name-with-a-hyphen", "syntax-error"): "the next declaration can't be read either",
    (
        "checks/syntax-error/escapes-that-are-none",
        "syntax-error",
    ): "a backslash is none of a dataset type name",
    ("checks/syntax-error/operators-of-c", "syntax-error"): "the next operator is one of C too",
    ("checks/unknown-function/fields-and-variables", "unknown-name"): "the field has no method",
    ("checks/unknown-import/from-a-file-that-is-broken", "syntax-error"): "a bracket is missing too",
    (
        "checks/unknown-import/names-that-are-not-there",
        "unknown-import",
    ): "the name is misspelt where it is used",
    ("checks/unknown-kind/outside-a-task", "unknown-kind"): "a connection stands nowhere else than in a task",
    ("formatter/mistakes", "unknown-kind"): "the flags were not looked at",
}


def _key(one: Diagnostic) -> tuple[str, str]:
    return one.code.name, one.message


@pytest.mark.parametrize("folder", sorted(PROJECTS))
def test_what_is_offered_puts_right_what_it_says(folder: str) -> None:
    """Each diagnostic is gone, no error is new, and a file that was laid out still is."""
    memory = Memory(PROJECTS[folder])
    case = folder.removeprefix("tests/cases/")
    revealed = set()
    for key in [name for name in PROJECTS[folder] if name.endswith(".conn")]:
        view = memory.view(key)
        assert view is not None
        for one in view.compilation.diagnostics:
            if one.place.source is not view.source:
                continue
            found = actions(view, one.place.span, (one.code.name,))
            quick = [
                action for action in found if action.kind is ActionKind.QUICK_FIX and one in action.fixes
            ]
            titles = [action.title for action in quick]
            suppressible = not one.code.fixed and one.code.name != "useless-suppression"
            assert (f"suppress `{one.code.name}` here" in titles) == suppressible
            for action in quick:
                if new_errors(memory, view, one, action):
                    revealed.add((case, one.code.name))
    assert revealed == {known for known in CONSEQUENCES if known[0] == case}


def new_errors(memory: Memory, view: View, one: Diagnostic, action: Action) -> list[tuple[str, str]]:
    """Return the errors that a change brings, after seeing that what it fixes is gone and that it is laid out."""
    text = after(view, action)
    now = Memory({**memory.files, view.key: text}).view(view.key)
    assert now is not None
    before = Counter(map(_key, view.compilation.diagnostics))
    found = Counter(map(_key, now.compilation.diagnostics))
    assert found[_key(one)] < before[_key(one)], action.title
    errors = [_key(other) for other in now.compilation.diagnostics if other.level is Level.ERROR]
    new = [key for key in errors if found[key] > before[key]]
    formatted = format_text(view.text, WIDTH).text == view.text
    assert new or not formatted or format_text(text, WIDTH).text == text, action.title
    return new


def test_recipes_are_for_codes_that_there_are() -> None:
    assert set(RECIPES) <= set(CODES)


# --- any text ------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(st.data())
def test_any_text_can_be_asked_about(data: st.DataObject) -> None:
    files = dict(PROJECTS[data.draw(st.sampled_from(sorted(PROJECTS)))])
    key = data.draw(st.sampled_from([name for name in files if name.endswith(".conn")]))
    files[key] = data.draw(st.sampled_from([files[key], *truncated(files[key], 53)]))
    view = project(files)[key]
    for offset in range(0, len(view.text) + 1, 29):
        actions(view, Span(offset, offset))
    for action in actions(view, Span(0, len(view.text))):
        ends = [0]
        for edit in action.edits:
            assert ends[-1] <= edit.span.start <= edit.span.end <= len(view.text)
            ends.append(edit.span.end)
        assert after(view, action) != view.text
        assert action.fixes
