"""Each request once, at a chosen place, with the right answer; the places are behind characters of two units."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from .client import Editor, apply, edits_of

TEXT = """\
task Detect[instrument, visit, detector] {
    template catalog = "src"
    dimensions area = [tract, patch]

    input calexp: ExposureF[...] = "calexp", deprecated="🔭 e\u0301", when doMatch
        "Calibrated exposure."
    prerequisiteInput refCat: SimpleCatalog[skypix] = "gaia_dr3", multiple
        "Stars."
    output sources: SourceCatalog[...] = "{catalog}"
        "Sources."

    config {
        doMatch: bool = True
            "Match?"
    }
}
"""
OTHER = """\
from .detect import Detect

task Other[instrument, visit, detector](Detect) {
    sources.doc = "Others."
    input more: ExposureF[...] = "more", when doMatch
        "More."
}
"""


@pytest.fixture
def opened(editor):
    editor.open("detect.conn", TEXT)
    editor.open("other.conn", OTHER)
    return editor


def ask(editor: Editor, method: str, cls: type, place: types.TextDocumentPositionParams, **more: object):
    """Ask about a place."""
    return editor.ask(method, cls(text_document=place.text_document, position=place.position, **more))


def document(editor: Editor, name: str = "detect.conn") -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(editor.uri(name))


def whole(editor: Editor, name: str = "detect.conn") -> types.Range:
    text = editor.texts[editor.uri(name)][1]
    return types.Range(types.Position(0, 0), editor.position(text, len(text)))


def shown(editor: Editor, location: types.Location) -> tuple[str, str]:
    """Return the file of a location, and what stands there."""
    name = location.uri.rpartition("/")[2]
    return name, editor.text_of(name, location.range)


def renamed(editor: Editor, edit: types.WorkspaceEdit) -> dict[str, str]:
    """Return the texts of files after changes."""
    return {
        uri.rpartition("/")[2]: apply(editor.texts[uri][1], edits, editor.encoding)
        for uri, edits in edits_of(editor, edit).items()
    }


def test_what_can_be_asked_is_announced(server):
    told = server.result.capabilities
    assert told.text_document_sync.change is types.TextDocumentSyncKind.Incremental
    assert told.text_document_sync.open_close
    assert told.text_document_sync.will_save_wait_until
    assert told.text_document_sync.save
    assert told.rename_provider == types.RenameOptions(prepare_provider=True)
    assert told.semantic_tokens_provider.full == types.SemanticTokensFullDelta(delta=True)
    assert told.semantic_tokens_provider.range
    assert told.diagnostic_provider is None  # they are sent
    assert told.workspace.workspace_folders.supported
    assert "{" in told.completion_provider.trigger_characters
    assert told.code_action_provider.code_action_kinds == ("quickfix", "source.fixAll.conngen")
    assert {"conngen.build", "conngen.openDeclaration"} <= set(told.execute_command_provider.commands)
    for name in (
        *("hover", "signature_help", "definition", "declaration", "implementation", "references"),
        *("document_highlight", "document_symbol", "workspace_symbol", "folding_range", "selection_range"),
        *("inlay_hint", "document_link", "document_formatting", "document_range_formatting", "code_lens"),
    ):
        assert getattr(told, f"{name}_provider"), name


def test_completion(opened):
    opened.change("detect.conn", TEXT.replace("when doMatch", "when doM"))
    place = opened.at("detect.conn", "when doM", into=8)
    answer = ask(opened, types.TEXT_DOCUMENT_COMPLETION, types.CompletionParams, place)
    (found,) = [one for one in answer.items if one.label == "doMatch"]
    assert found.kind == types.CompletionItemKind.Field
    assert opened.text_of("detect.conn", found.text_edit.range) == "doM"
    place = opened.at("detect.conn", '"{catalog}"', into=2)
    answer = ask(opened, types.TEXT_DOCUMENT_COMPLETION, types.CompletionParams, place)
    assert answer.items[0].label == "catalog"
    place = opened.at("detect.conn", "Match?", into=2)
    assert ask(opened, types.TEXT_DOCUMENT_COMPLETION, types.CompletionParams, place).items == ()


def test_completion_imports_what_it_needs(opened):
    text = OTHER.replace("from .detect import Detect\n", "").replace("(Detect)", "(Dete)")
    opened.change("other.conn", text)
    place = opened.at("other.conn", "(Dete", into=5)
    answer = ask(opened, types.TEXT_DOCUMENT_COMPLETION, types.CompletionParams, place)
    found = next(one for one in answer.items if one.label == "Detect")
    after = apply(text, [found.text_edit, *found.additional_text_edits], opened.encoding)
    assert "import Detect\n" in after
    assert "(Detect)" in after
    opened.change("other.conn", after)
    assert opened.said("other.conn") == []


def test_hover(opened):
    place = opened.at("detect.conn", "doMatch", into=3)
    answer = ask(opened, types.TEXT_DOCUMENT_HOVER, types.HoverParams, place)
    assert opened.text_of("detect.conn", answer.range) == "doMatch"
    assert answer.contents.kind is types.MarkupKind.Markdown
    assert "Match?" in answer.contents.value
    place = opened.at("detect.conn", "{catalog}", into=3)
    assert "src" in ask(opened, types.TEXT_DOCUMENT_HOVER, types.HoverParams, place).contents.value


def test_signature(opened):
    place = opened.at("detect.conn", '"gaia_dr3", ', into=12)
    answer = ask(opened, types.TEXT_DOCUMENT_SIGNATURE_HELP, types.SignatureHelpParams, place)
    (one,) = answer.signatures
    assert one.label.startswith("prerequisiteInput NAME")
    assert one.parameters[answer.active_parameter].label == "FLAGS"


def test_definition(opened):
    place = opened.at("detect.conn", "doMatch", into=3)
    (link,) = ask(opened, types.TEXT_DOCUMENT_DEFINITION, types.DefinitionParams, place)
    assert link.target_uri == opened.uri("detect.conn")
    assert opened.text_of("detect.conn", link.origin_selection_range) == "doMatch"
    assert opened.text_of("detect.conn", link.target_range).startswith("doMatch: bool = True\n")
    assert link.target_selection_range.start == types.Position(12, 8)
    place = opened.at("other.conn", "doMatch")
    (where,) = ask(opened, types.TEXT_DOCUMENT_DECLARATION, types.DeclarationParams, place)
    assert (shown(opened, where), where.range.start) == (("detect.conn", "doMatch"), types.Position(12, 8))


def test_references_and_highlights(opened):
    place = opened.at("detect.conn", "doMatch", into=3)
    context = types.ReferenceContext(include_declaration=True)
    answer = ask(opened, types.TEXT_DOCUMENT_REFERENCES, types.ReferenceParams, place, context=context)
    assert [shown(opened, one) for one in answer] == [
        ("detect.conn", "doMatch"),
        ("detect.conn", "doMatch"),
        ("other.conn", "doMatch"),
    ]
    context = types.ReferenceContext(include_declaration=False)
    answer = ask(opened, types.TEXT_DOCUMENT_REFERENCES, types.ReferenceParams, place, context=context)
    assert len(answer) == 2
    answer = ask(opened, types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, types.DocumentHighlightParams, place)
    assert [(opened.text_of("detect.conn", one.range), one.kind.name) for one in answer] == [
        ("doMatch", "Read"),
        ("doMatch", "Write"),
    ]


def test_rename(opened):
    place = opened.at("detect.conn", "doMatch", into=3)
    found = ask(opened, types.TEXT_DOCUMENT_PREPARE_RENAME, types.PrepareRenameParams, place)
    assert (found.placeholder, opened.text_of("detect.conn", found.range)) == ("doMatch", "doMatch")
    edit = ask(opened, types.TEXT_DOCUMENT_RENAME, types.RenameParams, place, new_name="doCompare")
    assert [one.text_document.version for one in edit.document_changes] == [1, 1]
    assert renamed(opened, edit) == {
        "detect.conn": TEXT.replace("doMatch", "doCompare"),
        "other.conn": OTHER.replace("doMatch", "doCompare"),
    }
    place = opened.at("detect.conn", "calexp")
    again = types.RenameParams(place.text_document, place.position, "sources")
    refused = opened.error(types.TEXT_DOCUMENT_RENAME, again)
    assert refused.code == -32803
    assert "`sources`" in refused.message
    assert opened.shown == []


def test_what_has_no_name_of_its_own_is_not_renamed(opened):
    for word in ("visit", "input", "🔭"):
        place = opened.at("detect.conn", word)
        assert ask(opened, types.TEXT_DOCUMENT_PREPARE_RENAME, types.PrepareRenameParams, place) is None
        assert ask(opened, types.TEXT_DOCUMENT_RENAME, types.RenameParams, place, new_name="some") is None
    told = [one.message for one in opened.shown]
    assert len(told) == 2
    assert all(one.startswith("`visit` is a dimension of the universe") for one in told)


def test_symbols(opened):
    (task,) = opened.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, types.DocumentSymbolParams(document(opened)))
    assert (task.name, task.kind) == ("Detect", types.SymbolKind.Class)
    assert [one.name for one in task.children] == ["catalog", "area", "calexp", "refCat", "sources", "config"]
    assert task.children[2].tags == (types.SymbolTag.Deprecated,)
    assert opened.text_of("detect.conn", task.children[2].range).startswith("input calexp")
    answer = opened.ask(types.WORKSPACE_SYMBOL, types.WorkspaceSymbolParams("dom"))
    mine = [one for one in answer if opened.folder.as_uri() in one.location.uri]
    assert [(one.name, one.container_name, shown(opened, one.location)) for one in mine] == [
        ("doMatch", "Detect", ("detect.conn", "doMatch"))
    ]


def test_folding_and_selecting(opened):
    answer = opened.ask(types.TEXT_DOCUMENT_FOLDING_RANGE, types.FoldingRangeParams(document(opened)))
    assert [(one.start_line, one.end_line) for one in answer] == [
        *((0, 15), (4, 5), (6, 7), (8, 9), (11, 14), (12, 13)),
    ]
    position = opened.at("detect.conn", "doMatch").position
    (one,) = opened.ask(
        types.TEXT_DOCUMENT_SELECTION_RANGE, types.SelectionRangeParams(document(opened), [position])
    )
    words = []
    while one is not None:
        words.append(opened.text_of("detect.conn", one.range))
        one = one.parent
    assert words[0] == "doMatch"
    assert words[1] == "when doMatch"
    assert words[-1] == TEXT


def colours(editor: Editor, data: tuple[int, ...]) -> list[tuple[str, str]]:
    """Return the words that have a colour, with its name."""
    legend = editor.result.capabilities.semantic_tokens_provider.legend.token_types
    line = character = 0
    found = []
    for i in range(0, len(data), 5):
        line, character = line + data[i], data[i + 1] + (0 if data[i] else character)
        end = types.Position(line, character + data[i + 2])
        word = editor.text_of("detect.conn", types.Range(types.Position(line, character), end))
        found.append((word, legend[data[i + 3]]))
    return found


def test_colours(opened):
    answer = opened.ask(
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, types.SemanticTokensParams(document(opened))
    )
    found = colours(opened, answer.data)
    assert found[:4] == [
        ("task", "keyword"),
        ("Detect", "class"),
        ("instrument", "enumMember"),
        ("visit", "enumMember"),
    ]
    assert ('"🔭 e\u0301"', "string") in found
    assert found[found.index(('"🔭 e\u0301"', "string")) + 1 :][:2] == [
        ("when", "keyword"),
        ("doMatch", "property"),
    ]
    line = types.Range(types.Position(4, 0), types.Position(5, 0))
    some = opened.ask(
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, types.SemanticTokensRangeParams(document(opened), line)
    )
    part = colours(opened, some.data)
    assert part[0] == ("input", "keyword")
    assert part == found[found.index(part[0]) :][: len(part)]
    opened.change("detect.conn", TEXT.replace("doMatch", "doThis"))
    delta = opened.ask(
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL_DELTA,
        types.SemanticTokensDeltaParams(document(opened), answer.result_id),
    )
    data = list(answer.data)
    for edit in delta.edits:
        data[edit.start : edit.start + edit.delete_count] = edit.data
    assert ("doThis", "property") in colours(opened, tuple(data))
    assert len(delta.edits) == 1


def test_hints(opened):
    answer = opened.ask(
        types.TEXT_DOCUMENT_INLAY_HINT, types.InlayHintParams(document(opened), whole(opened))
    )
    labels = {(one.position.line, one.label) for one in answer}
    assert (8, "= src") in labels
    assert (4, "= instrument, visit, detector") in labels


def test_links(opened):
    (one,) = opened.ask(
        types.TEXT_DOCUMENT_DOCUMENT_LINK, types.DocumentLinkParams(document(opened, "other.conn"))
    )
    assert one.target == opened.uri("detect.conn")
    assert opened.text_of("other.conn", one.range) == "detect"


def corrections(editor: Editor, name: str, area: types.Range, only: list[str] | None = None):
    context = types.CodeActionContext([], only)
    return editor.ask(
        types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionParams(document(editor, name), area, context)
    )


def test_corrections(opened):
    bad = TEXT.replace("multiple", "multipel").replace("deprecated=", "depreciated=")
    opened.change("detect.conn", bad)
    place = opened.at("detect.conn", "multipel").position
    offered = corrections(opened, "detect.conn", types.Range(place, place))
    (best,) = [one for one in offered if one.title == "change to `multiple`"]
    assert best.is_preferred
    assert best.kind == types.CodeActionKind.QuickFix
    assert [one.code for one in best.diagnostics] == ["unknown-flag"]
    assert renamed(opened, best.edit) == {"detect.conn": bad.replace("multipel", "multiple")}
    (every,) = corrections(opened, "detect.conn", whole(opened), ["source.fixAll"])
    assert every.kind == "source.fixAll.conngen"
    assert renamed(opened, every.edit) == {"detect.conn": TEXT}
    assert corrections(opened, "detect.conn", whole(opened), ["refactor"]) == ()


UGLY = TEXT.replace("    input calexp:", "  input   calexp :").replace(
    "    output sources: ", "  output   sources:"
)


def test_formatting(opened):
    options = types.FormattingOptions(2, False)
    opened.change("detect.conn", UGLY)
    ask_whole = types.DocumentFormattingParams(document(opened), options)
    edits = opened.ask(types.TEXT_DOCUMENT_FORMATTING, ask_whole)
    assert apply(UGLY, edits, opened.encoding) == TEXT
    assert len(edits) == 2
    line = types.Range(types.Position(8, 3), types.Position(8, 9))
    ask_range = types.DocumentRangeFormattingParams(document(opened), line, options)
    edits = opened.ask(types.TEXT_DOCUMENT_RANGE_FORMATTING, ask_range)
    assert apply(UGLY, edits, opened.encoding) == UGLY.replace("  output   sources:", "    output sources: ")
    opened.change("detect.conn", TEXT)
    assert opened.ask(types.TEXT_DOCUMENT_FORMATTING, ask_whole) == ()


def test_formatting_of_windows_texts(opened):
    text = UGLY.replace("\n", "\r\n")
    opened.change("detect.conn", text)
    ask_whole = types.DocumentFormattingParams(document(opened), types.FormattingOptions(4, True))
    edits = opened.ask(types.TEXT_DOCUMENT_FORMATTING, ask_whole)
    assert apply(text, edits, opened.encoding) == TEXT.replace("\n", "\r\n")


def test_nothing_is_said_of_files_that_are_not_ours(opened):
    opened.open("notes.py", "x = 1\n", language="python")
    for method, cls in (
        (types.TEXT_DOCUMENT_HOVER, types.HoverParams),
        (types.TEXT_DOCUMENT_DEFINITION, types.DefinitionParams),
    ):
        assert ask(opened, method, cls, opened.at("notes.py", "x")) is None
    assert (
        opened.ask(types.TEXT_DOCUMENT_FOLDING_RANGE, types.FoldingRangeParams(document(opened, "notes.py")))
        is None
    )
    missing = types.DocumentSymbolParams(document(opened, "nowhere.conn"))
    assert opened.ask(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, missing) is None


def test_from_the_declaration_to_the_python_and_back(opened):
    for name, text in (("detect.conn", TEXT), ("other.conn", OTHER)):
        (opened.folder / name).write_text(text)
    built = types.ExecuteCommandParams("conngen.build", [opened.uri("detect.conn")])
    assert opened.ask(types.WORKSPACE_EXECUTE_COMMAND, built) is True
    assert opened.shown[-1].message == "3 created"
    place = opened.at("detect.conn", "doMatch")
    answer = ask(opened, types.TEXT_DOCUMENT_IMPLEMENTATION, types.ImplementationParams, place)
    (where,) = [one for one in answer if one.uri.endswith("detect_config.py")]
    assert shown(opened, where) == ("detect_config.py", "doMatch")
    back = types.ExecuteCommandParams(
        "conngen.openDeclaration",
        [where.uri, {"line": where.range.start.line, "character": where.range.start.character}],
    )
    location = opened.ask(types.WORKSPACE_EXECUTE_COMMAND, back)
    assert location["uri"] == opened.uri("detect.conn")
    opened.wait(lambda: opened.documents)
    assert opened.documents[-1].uri == opened.uri("detect.conn")
    assert opened.documents[-1].selection.start == types.Position(12, 8)
    lenses = opened.ask(types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensParams(document(opened)))
    titles = [one.command.title.partition(":")[0] for one in lenses]
    assert titles == ["detect_connections.py", "detect_config.py", "detect_task.py"]
    command = lenses[1].command
    opened.ask(
        types.WORKSPACE_EXECUTE_COMMAND, types.ExecuteCommandParams(command.command, list(command.arguments))
    )
    opened.wait(lambda: len(opened.documents) > 1)
    assert opened.documents[-1].uri == opened.uri("detect_config.py")
    uri = opened.open("detect_connections.py", language="python")
    (link,) = ask(
        opened,
        types.TEXT_DOCUMENT_DEFINITION,
        types.DefinitionParams,
        opened.at("detect_connections.py", "refCat = "),
    )
    assert shown(opened, link) == ("detect.conn", "refCat")
    assert uri.endswith(".py")


def test_building_tells_what_is_in_the_way(opened):
    (opened.folder / "detect.conn").write_text(TEXT.replace("multiple", "multipel"))
    built = types.ExecuteCommandParams("conngen.build", [opened.uri("detect.conn")])
    assert opened.ask(types.WORKSPACE_EXECUTE_COMMAND, built) is False
    assert opened.shown[-1].message == (
        "detect.conn was not built: error[unknown-flag]: there is no flag `multipel`"
    )
    never = types.ExecuteCommandParams("conngen.build", ["untitled:Untitled-1"])
    assert opened.ask(types.WORKSPACE_EXECUTE_COMMAND, never) is False


def test_codes_lead_to_their_documentation(opened):
    opened.change("detect.conn", TEXT.replace("multiple", "multipel"))
    (one,) = opened.diagnostics("detect.conn")[-1:]
    page = Path(one.code_description.href.removeprefix("file://")).read_text()
    assert page.startswith("# `unknown-flag`\n")
    assert "```conn\n" in page
    told = types.ExecuteCommandParams("conngen.explain", ["unknown-flag"])
    assert opened.ask(types.WORKSPACE_EXECUTE_COMMAND, told) == page
    assert (
        opened.ask(types.WORKSPACE_EXECUTE_COMMAND, types.ExecuteCommandParams("conngen.explain", ["no"]))
        is None
    )


def test_diagnostics_say_all_they_know(opened):
    opened.change("detect.conn", TEXT.replace('"{catalog}"', '"catalog"'))
    found = {one.code: one for one in opened.diagnostics("detect.conn")}
    unused = found["unused-template"]
    assert unused.tags == (types.DiagnosticTag.Unnecessary,)
    assert unused.severity is types.DiagnosticSeverity.Warning
    opened.change("detect.conn", TEXT.replace("multiple", "multipel"))
    (one,) = [one for one in opened.diagnostics("detect.conn") if one.code == "unknown-flag"]
    assert one.data["fix"]["newText"] == "multiple"
    doubled = TEXT.replace("output sources", "output calexp")
    opened.change("detect.conn", doubled)
    (one,) = [one for one in opened.diagnostics("detect.conn") if one.code == "duplicate-name"]
    (related,) = one.related_information
    assert shown(opened, related.location) == ("detect.conn", "calexp")
    assert related.location.range.start == types.Position(4, 10)
