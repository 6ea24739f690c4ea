"""Every request, at places all over files in any state: an answer, and never an error."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from .client import Editor, apply, edits_of

HERE = Path(__file__).parent.parent
FILES = sorted(
    path
    for top in (HERE, HERE.parent / "examples")
    for path in top.rglob("*.conn")
    if path.stat().st_size < 20_000 and ".venv" not in path.parts
)
NUMBER = 6
"""How many files are taken in a run, and how many places in each of their states."""
SEED = int(os.environ.get("CONNGEN_SEED", "4"))
"""Which files: another number takes others."""


def chosen() -> list[Path]:
    return random.Random(SEED).sample(FILES, NUMBER)


def requests_at(editor: Editor, uri: str, position: types.Position) -> list[tuple[str, object]]:
    """Return all requests about a place."""
    document = types.TextDocumentIdentifier(uri)
    place = {"text_document": document, "position": position}
    area = types.Range(position, position)
    context = types.CodeActionContext([])
    return [
        (types.TEXT_DOCUMENT_COMPLETION, types.CompletionParams(**place)),
        (types.TEXT_DOCUMENT_HOVER, types.HoverParams(**place)),
        (types.TEXT_DOCUMENT_SIGNATURE_HELP, types.SignatureHelpParams(**place)),
        (types.TEXT_DOCUMENT_DEFINITION, types.DefinitionParams(**place)),
        (types.TEXT_DOCUMENT_DECLARATION, types.DeclarationParams(**place)),
        (types.TEXT_DOCUMENT_IMPLEMENTATION, types.ImplementationParams(**place)),
        (types.TEXT_DOCUMENT_REFERENCES, types.ReferenceParams(types.ReferenceContext(True), **place)),
        (types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT, types.DocumentHighlightParams(**place)),
        (types.TEXT_DOCUMENT_PREPARE_RENAME, types.PrepareRenameParams(**place)),
        (types.TEXT_DOCUMENT_RENAME, types.RenameParams(new_name="otherName", **place)),
        (types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionParams(document, area, context)),
        (types.TEXT_DOCUMENT_SELECTION_RANGE, types.SelectionRangeParams(document, [position])),
    ]


def requests_of(editor: Editor, uri: str, area: types.Range) -> list[tuple[str, object]]:
    """Return all requests about a file."""
    document = types.TextDocumentIdentifier(uri)
    options = types.FormattingOptions(4, True)
    return [
        (types.TEXT_DOCUMENT_DOCUMENT_SYMBOL, types.DocumentSymbolParams(document)),
        (types.TEXT_DOCUMENT_FOLDING_RANGE, types.FoldingRangeParams(document)),
        (types.TEXT_DOCUMENT_DOCUMENT_LINK, types.DocumentLinkParams(document)),
        (types.TEXT_DOCUMENT_CODE_LENS, types.CodeLensParams(document)),
        (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, types.SemanticTokensParams(document)),
        (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE, types.SemanticTokensRangeParams(document, area)),
        (types.TEXT_DOCUMENT_INLAY_HINT, types.InlayHintParams(document, area)),
        (types.TEXT_DOCUMENT_FORMATTING, types.DocumentFormattingParams(document, options)),
        (types.TEXT_DOCUMENT_RANGE_FORMATTING, types.DocumentRangeFormattingParams(document, area, options)),
        (
            types.TEXT_DOCUMENT_CODE_ACTION,
            types.CodeActionParams(document, area, types.CodeActionContext([])),
        ),
        (types.WORKSPACE_SYMBOL, types.WorkspaceSymbolParams("a")),
    ]


def check(editor: Editor, name: str, text: str, offsets: list[int]) -> None:
    """Send all requests, and judge what comes back."""
    uri = editor.uri(name)
    places = [editor.position(text, offset) for offset in offsets]
    whole = types.Range(types.Position(0, 0), editor.position(text, len(text)))
    asked = requests_of(editor, uri, whole)
    for position in places:
        asked += requests_at(editor, uri, position)
    for (method, params), answer in zip(asked, editor.ask_many(asked), strict=True):
        assert not (isinstance(answer, Exception) and not is_refusal(method, answer)), (
            method,
            params,
            answer,
        )
        judge(editor, uri, text, method, answer)


def is_refusal(method: str, answer: Exception) -> bool:
    """Whether a request was refused with a reason, as renaming may be."""
    return (
        method == types.TEXT_DOCUMENT_RENAME
        and isinstance(answer, JsonRpcException)
        and answer.code == -32803
    )


def judge(editor: Editor, uri: str, text: str, method: str, answer: object) -> None:
    """Check what every answer has to be like, whatever the text: its places are in the text, its edits can be made."""
    match answer:
        case types.WorkspaceEdit():
            for file, edits in edits_of(editor, answer).items():
                if file == uri:
                    apply(text, edits, editor.encoding)
        case types.CompletionList():
            for item in answer.items:
                assert isinstance(item.text_edit, types.TextEdit)
                apply(text, [item.text_edit, *(item.additional_text_edits or [])], editor.encoding)
        case types.SemanticTokens():
            words = colours(text, list(answer.data), editor)
            assert all(word and "\n" not in word and "\r" not in word for word in words)
        case [types.TextEdit(), *_]:
            after = apply(text, answer, editor.encoding)
            if method == types.TEXT_DOCUMENT_FORMATTING:
                assert re.sub(r"\s+|[,()'\"]|\\", "", after) == re.sub(r"\s+|[,()'\"]|\\", "", text) or after


def colours(text: str, data: list[int], editor: Editor) -> list[str]:
    """Return the words that have a colour."""
    line = character = 0
    words = []
    for i in range(0, len(data), 5):
        line, character = line + data[i], data[i + 1] + (0 if data[i] else character)
        area = types.Range(types.Position(line, character), types.Position(line, character + data[i + 2]))
        words.append(editor.text_at(text, area))
    return words


@pytest.mark.parametrize("path", chosen(), ids=lambda path: str(path.relative_to(HERE.parent)))
def test_each_request_is_answered_in_each_state(editor, path):
    text = path.read_bytes().decode("utf-8", "replace")
    for other in path.parent.iterdir():
        if other.suffix in (".conn", ".py") and other != path:
            (editor.folder / other.name).write_bytes(other.read_bytes())
    draw = random.Random(len(text))
    editor.open(path.name, text)
    check(editor, path.name, text, draw.sample(range(len(text) + 1), min(NUMBER, len(text) + 1)))
    for end in draw.sample(range(len(text) + 1), min(NUMBER, len(text) + 1)):
        editor.change(path.name, text[:end])
        check(editor, path.name, text[:end], [end, draw.randint(0, end)])
    cut = draw.randint(0, len(text))
    odd = text[:cut] + draw.choice(["{", "}", '"', "🔭", "[", "\n\n", "for", "when ", "\r"]) + text[cut + 3 :]
    editor.change(path.name, odd)
    check(editor, path.name, odd, [min(cut + 1, len(odd))])
