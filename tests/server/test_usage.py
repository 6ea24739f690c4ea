"""What a user sees of one request after the other: saving, what is deprecated, what is offered, files of others."""

from __future__ import annotations

import pytest
from lsprotocol import types

from .client import Editor, apply
from .conftest import project

TEXT = """\
task Detect[instrument, visit, detector] {
    template coadd = "deep"
    template best = "goodSeeing", deprecated="🔭 Use `coadd`."

    input calexp: ExposureF[...] = "{best}_calexp", deprecated="Not read any more.", when doMatch
        "Calibrated exposure."
    output sources: SourceCatalog[...] = "{coadd}_src"
        "Sources."

    config {
        doMatch: bool = True, deprecated="Always done."
            "Match?"
    }
}
"""
OTHER = """\
from .detect import Detect

task Other[instrument, visit, detector](Detect) {
    calexp.deferLoad = True
    del sources
    output found: SourceCatalog[...] = "🔭{best}", when doMatch
        "Found."
}
"""
UGLY = TEXT.replace("    output sources: ", "  output   sources:")


def edits_on_saving(editor: Editor, reason: types.TextDocumentSaveReason) -> str:
    uri = editor.open("detect.conn", UGLY)
    params = types.WillSaveTextDocumentParams(types.TextDocumentIdentifier(uri), reason)
    edits = editor.ask(types.TEXT_DOCUMENT_WILL_SAVE_WAIT_UNTIL, params) or []
    return apply(UGLY, edits, editor.encoding)


def test_nothing_is_formatted_unasked_when_it_is_saved(editor):
    assert edits_on_saving(editor, types.TextDocumentSaveReason.Manual) == UGLY


@pytest.mark.parametrize(
    ("reason", "text"),
    [(types.TextDocumentSaveReason.Manual, TEXT), (types.TextDocumentSaveReason.AfterDelay, UGLY)],
)
def test_the_settings_say_that_files_are_formatted_when_they_are_saved(tmp_path, reason, text):
    with Editor(project(tmp_path / "project"), options={"formatOnSave": True}) as editor:
        assert edits_on_saving(editor, reason) == text


def test_a_range_is_formatted_as_the_whole_is(editor):
    uri = editor.open("detect.conn", UGLY)
    options = types.FormattingOptions(4, True)
    lines = UGLY.splitlines()
    place = lines.index(next(line for line in lines if "output" in line))
    for line, expected in ((place, TEXT), (place - 1, UGLY), (0, UGLY)):
        area = types.Range(types.Position(line, 0), types.Position(line, 5))
        params = types.DocumentRangeFormattingParams(types.TextDocumentIdentifier(uri), area, options)
        edits = editor.ask(types.TEXT_DOCUMENT_RANGE_FORMATTING, params)
        assert apply(UGLY, edits, editor.encoding) == expected


def struck(editor: Editor, name: str) -> list[tuple[str, str]]:
    """Return what is struck through, and why."""
    found = [one for one in editor.diagnostics(name) if types.DiagnosticTag.Deprecated in (one.tags or ())]
    assert all(one.severity is types.DiagnosticSeverity.Hint for one in found)
    return [(editor.text_of(name, one.range), one.message) for one in found]


def test_what_is_deprecated_is_struck_through_where_it_is_used(editor):
    (editor.folder / "__init__.py").write_text("")
    editor.open("detect.conn", TEXT)
    field = "the config field `doMatch` is deprecated: Always done."
    template = "the template `best` is deprecated: 🔭 Use `coadd`."
    assert struck(editor, "detect.conn") == [("best", template), ("doMatch", field)]
    editor.open("other.conn", OTHER)
    connection = "the connection `calexp` is deprecated: Not read any more."
    assert struck(editor, "other.conn") == [("calexp", connection), ("best", template), ("doMatch", field)]
    editor.change("detect.conn", TEXT.replace(', deprecated="Not read any more."', ""))
    editor.wait(lambda: len([one for one in editor.published if one.uri.endswith("other.conn")]) > 1)
    assert struck(editor, "other.conn") == [("best", template), ("doMatch", field)]
    editor.change("other.conn", OTHER.replace("calexp.deferLoad = True", "del calexp"))
    assert struck(editor, "other.conn") == [("best", template), ("doMatch", field)]


def actions(editor: Editor, name: str, word: str, only: list[str] | None = None) -> list[types.CodeAction]:
    place = editor.at(name, word)
    area = types.Range(place.position, place.position)
    context = types.CodeActionContext([], only=only)
    return editor.ask(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionParams(place.text_document, area, context)
    )


def test_one_correction_is_not_offered_twice(editor):
    text = TEXT.replace("output sources", "outptu sources")
    editor.open("detect.conn", text)
    assert [one.title for one in actions(editor, "detect.conn", "outptu")] == ["change to `output`"]
    (action,) = actions(editor, "detect.conn", "task", ["source.fixAll"])
    assert [one.code for one in action.diagnostics] == ["unknown-kind"]


def test_files_in_other_languages_are_left_alone(editor):
    for name, language in (("notes.md", "markdown"), ("run.sh", "shellscript")):
        editor.open(name, "# task X {\n", language)
        hover = editor.ask(
            types.TEXT_DOCUMENT_HOVER,
            types.HoverParams(types.TextDocumentIdentifier(editor.uri(name)), types.Position(0, 3)),
        )
        assert hover is None
    editor.open("odd.txt", "task X {\n", "conn")
    assert "syntax-error" in {one.code for one in editor.diagnostics("odd.txt")}
    assert editor.latest("notes.md") is None
    assert editor.latest("run.sh") is None


@pytest.mark.parametrize("arguments", [None, [], [None], [1, 2], [{}], ["conn"]])
def test_a_command_with_odd_arguments_does_nothing(editor, arguments):
    for command in editor.result.capabilities.execute_command_provider.commands:
        params = types.ExecuteCommandParams(command, arguments=arguments)
        assert not editor.ask(types.WORKSPACE_EXECUTE_COMMAND, params)
