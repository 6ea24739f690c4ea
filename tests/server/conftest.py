from pathlib import Path

import pytest
from lsprotocol import types

from .client import Editor

CAPABILITIES = types.ClientCapabilities(
    workspace=types.WorkspaceClientCapabilities(
        apply_edit=True,
        workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
        inlay_hint=types.InlayHintWorkspaceClientCapabilities(refresh_support=True),
    ),
    text_document=types.TextDocumentClientCapabilities(
        synchronization=types.TextDocumentSyncClientCapabilities(will_save_wait_until=True),
        publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
            version_support=True, related_information=True, data_support=True
        ),
        completion=types.CompletionClientCapabilities(
            completion_item=types.ClientCompletionItemOptions(snippet_support=True)
        ),
        definition=types.DefinitionClientCapabilities(link_support=True),
        rename=types.RenameClientCapabilities(prepare_support=True),
        document_symbol=types.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
        code_action=types.CodeActionClientCapabilities(
            code_action_literal_support=types.ClientCodeActionLiteralOptions(
                code_action_kind=types.ClientCodeActionKindOptions(
                    value_set=[types.CodeActionKind.QuickFix, types.CodeActionKind.Source]
                )
            )
        ),
    ),
    window=types.WindowClientCapabilities(show_document=types.ShowDocumentClientCapabilities(support=True)),
)
"""What today's editors can do."""


def project(folder: Path) -> Path:
    """Make an empty project."""
    folder.mkdir()
    (folder / "pyproject.toml").write_text("[tool.conngen]\n")
    return folder


@pytest.fixture
def root(tmp_path):
    """An empty project."""
    return project(tmp_path / "project")


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    """One server for many tests: starting one takes longer than most of what it is asked."""
    with Editor(tmp_path_factory.mktemp("server"), CAPABILITIES) as editor:
        yield editor


@pytest.fixture
def editor(server, request):
    """An editor in an empty project of its own."""
    number = len(list(server.home.iterdir()))
    server.move(project(server.home / f"project{number}"))
    yield server
    server.leave()
