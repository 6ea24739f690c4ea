"""Texts as an editor has them: opened, changed, saved, closed, and what is said of them at each moment."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from conngen.server.documents import Document
from conngen.server.positions import Encoding

from .client import Editor, apply

GOOD = """\
task Warp[instrument, visit, detector] {
    input calexp: ExposureF[...] = "calexp"
        "Exposure."
    output warp: ExposureF[...] = "warp"
        "Warp."
}
"""
BASE = GOOD.replace("task Warp", "task Base")
DERIVED = """\
from .base import Base

task Derived[instrument, visit, detector](Base) {
    output mask: ExposureF[...] = "mask"
        "Mask."

    del warp
}
"""
LOST = ["6:8-6:12 unknown-inherited"]


def test_a_text_is_checked_while_it_is_typed(editor):
    editor.open("warp.conn", GOOD)
    assert editor.said("warp.conn") == []
    editor.change("warp.conn", GOOD.replace('"calexp"', '"calexp", deferLod'))
    assert editor.said("warp.conn") == ["1:45-1:53 unknown-flag"]
    (one,) = editor.diagnostics("warp.conn")
    assert one.message == "there is no flag `deferLod`\ndid you mean `deferLoad`?"
    assert one.severity is types.DiagnosticSeverity.Error
    assert one.source == "conngen"
    editor.change("warp.conn", GOOD)
    assert editor.said("warp.conn") == []


@pytest.mark.parametrize(("encoding", "column"), [("utf-8", 73), ("utf-32", 66), (None, 68)])
def test_positions_are_counted_as_agreed(root, encoding, column):
    told = types.ClientCapabilities()
    if encoding is not None:
        told.general = types.GeneralClientCapabilities(position_encodings=["other", encoding])
    text = GOOD.replace('"calexp"', '"calexp", deprecated="🔭 e\u0301 🔭", nothing')
    with Editor(root, told) as editor:
        assert editor.encoding == (encoding or "utf-16")
        editor.open("warp.conn", text)
        assert f"1:{column}-1:{column + 7} unknown-flag" in editor.said("warp.conn")
        editor.change("warp.conn", text.replace("nothing", "deferLoad"))
        assert not any("unknown-flag" in one for one in editor.said("warp.conn"))


def test_a_text_that_was_never_saved_is_checked(root):
    with Editor(root) as editor:
        uri = editor.open("untitled:Untitled-1", GOOD.replace('"calexp"', '"calexp", nothing'))
        assert editor.said(uri) == ["1:45-1:52 unknown-flag"]
        other = editor.open("git:/somewhere/warp.conn?ref=HEAD", GOOD)
        assert editor.said(other) == []
        editor.close(uri)
        editor.wait(lambda: editor.latest(uri) == [])
    assert {one.name for one in root.iterdir()} == {"pyproject.toml", ".cache"}


def test_there_need_be_no_folder(tmp_path):
    with Editor(None, cwd=tmp_path) as editor:
        uri = editor.open("untitled:Untitled-1", GOOD.replace('"calexp"', '"calexp", nothing'))
        assert editor.said(uri) == ["1:45-1:52 unknown-flag"]
        file = tmp_path / "a b" / "warp.conn"
        file.parent.mkdir()
        file.write_text(GOOD)
        editor.open(file.as_uri(), GOOD)
        assert editor.said(file.as_uri()) == []


def test_without_a_cache_codes_lead_nowhere(root):
    (root / ".cache").write_text("in the way")
    with Editor(root) as editor:
        editor.open("warp.conn", GOOD.replace('"calexp"', '"calexp", nothing'))
        (one,) = editor.diagnostics("warp.conn")
        assert (one.code, one.code_description) == ("unknown-flag", None)
        told = types.ExecuteCommandParams("conngen.explain", ["unknown-flag"])
        assert editor.ask(types.WORKSPACE_EXECUTE_COMMAND, told).startswith("# `unknown-flag`\n")


def test_escapes_in_a_uri_are_up_to_the_editor(editor):
    folder = editor.folder / "ä ü+%41"
    folder.mkdir()
    (folder / "base.conn").write_text(BASE)
    plain = folder.as_uri()
    editor.open(f"{plain}/derived.conn", DERIVED)
    assert editor.said(f"{plain}/derived.conn") == []
    odd = f"{plain}/base.conn".replace("base", "%62as%65").replace("+", "%2B").replace("file:", "FILE:")
    editor.open(odd, BASE.replace("output warp", "output other"))
    editor.wait(lambda: editor.latest(f"{plain}/derived.conn") == ["unknown-inherited"])


def test_unsaved_texts_import_each_other(editor):
    editor.open("derived.conn", DERIVED)
    assert any("missing-module" in one for one in editor.said("derived.conn"))
    editor.open("base.conn", BASE)
    editor.wait(lambda: editor.latest("derived.conn") == [])
    editor.change("base.conn", BASE.replace("output warp", "output other"))
    editor.wait(lambda: editor.latest("derived.conn") == ["unknown-inherited"])
    assert editor.said("derived.conn") == LOST
    editor.change("base.conn", BASE)
    editor.wait(lambda: editor.latest("derived.conn") == [])
    editor.close("base.conn")
    editor.wait(lambda: "missing-module" in (editor.latest("derived.conn") or []))


def test_files_that_are_not_open_are_shown_if_they_depend_on_one_that_is(editor):
    (editor.folder / "base.conn").write_text(BASE)
    (editor.folder / "derived.conn").write_text(DERIVED)
    (editor.folder / "alone.conn").write_text(GOOD.replace('"calexp"', '"calexp", nothing'))
    editor.open("base.conn", BASE.replace("output warp", "output other"))
    editor.wait(lambda: editor.latest("derived.conn") == ["unknown-inherited"])
    editor.change("base.conn", BASE)
    editor.save("base.conn")
    editor.wait(lambda: editor.latest("derived.conn") == [])
    editor.change("base.conn", BASE.replace("output warp", "output more"))
    editor.save("base.conn")
    editor.wait(lambda: editor.latest("derived.conn") == ["unknown-inherited"])
    editor.close("base.conn")
    editor.wait(lambda: editor.latest("derived.conn") == [])
    assert editor.latest("alone.conn") is None


def test_what_changes_on_the_disk_is_seen(editor):
    editor.wait(lambda: editor.registered)
    (wanted,) = editor.registered
    assert wanted.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    editor.open("derived.conn", DERIVED)
    assert any("missing-module" in one for one in editor.said("derived.conn"))
    (editor.folder / "base.conn").write_text(BASE)
    editor.touched("base.conn", change=types.FileChangeType.Created)
    editor.wait(lambda: editor.latest("derived.conn") == [])
    editor.wait(lambda: editor.refreshed)
    (editor.folder / "base.conn").write_text(BASE.replace("output warp", "output other"))
    editor.touched("base.conn")
    editor.wait(lambda: editor.latest("derived.conn") == ["unknown-inherited"])
    (editor.folder / "base.conn").unlink()
    editor.touched("base.conn", change=types.FileChangeType.Deleted)
    editor.wait(lambda: "missing-module" in (editor.latest("derived.conn") or []))


def test_what_changes_on_the_disk_is_seen_at_saving_if_nobody_tells(root):
    with Editor(root) as editor:
        editor.open("derived.conn", DERIVED)
        assert any("missing-module" in one for one in editor.said("derived.conn"))
        (root / "base.conn").write_text(BASE)
        editor.save("derived.conn")
        editor.wait(lambda: editor.latest("derived.conn") == [])
        assert editor.registered == []


TASK = """\
from lsst.pipe.base import PipelineTask

from .warp_config import WarpConfig


class WarpTask(PipelineTask):
    ConfigClass = WarpConfig
    _DefaultName = "warp"

    def run(self, calexp, nothing):
        pass
"""


def test_the_task_module_beside_is_checked_too(editor):
    (editor.folder / "warp_task.py").write_text(TASK)
    (editor.folder / "warp.conn").write_text(GOOD)
    editor.open("warp.conn")
    editor.wait(lambda: editor.latest("warp_task.py") == ["run-parameter"])
    editor.open("warp_task.py", TASK.replace(", nothing", ""), language="python")
    editor.wait(lambda: editor.latest("warp_task.py") == [])
    editor.close("warp_task.py")
    editor.wait(lambda: editor.latest("warp_task.py") == ["run-parameter"])


def test_settings_that_cannot_be_understood_are_told_once(editor):
    (editor.folder / "pyproject.toml").write_text("[tool.conngen]\nline-lenght = 3\n")
    editor.open("warp.conn", GOOD)
    editor.wait(lambda: editor.latest("pyproject.toml") == ["bad-settings"])
    for word in ("one", "two", "three"):
        editor.change("warp.conn", GOOD.replace("Exposure", word))
        assert editor.said("warp.conn") == []
    (shown,) = editor.shown
    assert shown.message.startswith(
        f"{editor.folder.name}/pyproject.toml: in [tool.conngen], there is no setting"
    )
    assert shown.message.endswith("`line-lenght`; did you mean `line-length`?")
    (editor.folder / "pyproject.toml").write_text('[tool.conngen.levels]\nmissing-doc = "error"\n')
    editor.touched("pyproject.toml")
    editor.wait(lambda: editor.latest("pyproject.toml") == [])
    editor.change("warp.conn", GOOD.replace('        "Warp."\n', ""))
    assert [one.split()[1] for one in editor.said("warp.conn")] == ["missing-doc"]
    assert len(editor.shown) == 1


def test_a_burst_of_changes_ends_with_the_newest(editor):
    editor.open("warp.conn", GOOD)
    text = GOOD
    for index in range(200):
        text = text.replace('"Warp."', f'"Warp{index % 10}."') if index % 2 else GOOD
        editor.change("warp.conn", text)
    editor.change("warp.conn", GOOD.replace('"warp"', '"warp", nothing'))
    assert editor.said("warp.conn") == ["3:42-3:49 unknown-flag"]
    mine = [one.version for one in editor.published if one.uri == editor.uri("warp.conn")]
    assert mine == sorted(mine)
    assert len(mine) < 200


@pytest.mark.parametrize(
    "text", ["", "\ufeff", "\n", "x" * 300_000, '"' + "🔭" * 50_000, GOOD.replace("\n", "\r\n")]
)
def test_any_text_is_taken(editor, text):
    editor.open("warp.conn", text)
    editor.diagnostics("warp.conn")
    editor.change("warp.conn", text + GOOD)
    editor.diagnostics("warp.conn")
    editor.change("warp.conn", GOOD)
    assert editor.said("warp.conn") == []


def test_a_change_of_what_is_not_open_is_told(editor):
    editor.texts[editor.uri("warp.conn")] = (1, "")
    editor.change("warp.conn", GOOD)
    editor.wait(lambda: editor.logged)
    assert editor.logged[0].message.endswith("warp.conn has changed, but was not opened")
    editor.close("warp.conn")


ENCODINGS = {"utf-8": Encoding.Utf8, "utf-16": Encoding.Utf16, "utf-32": Encoding.Utf32}


@given(
    text=st.text("ab🔭é中\n\r\u2028\u0301", max_size=20),
    edits=st.lists(
        st.tuples(st.integers(0, 20), st.integers(0, 20), st.text("x🔭\n\r", max_size=4)), max_size=4
    ),
    encoding=st.sampled_from(sorted(ENCODINGS)),
)
def test_changes_make_the_text_that_the_editor_has(text, edits, encoding):
    document = Document("file:///a.conn", "/a.conn", 1, "conn", text, ENCODINGS[encoding])
    changes = []
    for one, other, new in edits:
        start, end = sorted((min(one, len(text)), min(other, len(text))))
        lines = Document("", "", 0, "", text, ENCODINGS[encoding]).lines
        area = types.Range(lines.position(start), lines.position(end))
        changes.append(types.TextDocumentContentChangePartial(area, new))
        text = apply(text, [types.TextEdit(area, new)], encoding)
    after = document.changed(2, changes)
    assert (after.text, after.version) == (text, 2)


@given(
    text=st.text("ab🔭é\n\r", max_size=20),
    line=st.integers(0, 30),
    character=st.integers(0, 2**31 - 1),
    encoding=st.sampled_from(sorted(ENCODINGS)),
)
def test_a_position_beyond_its_line_means_its_end(text, line, character, encoding):
    lines = Document("", "", 0, "", text, ENCODINGS[encoding]).lines
    offset = lines.offset(types.Position(line, character))
    assert 0 <= offset <= len(text)
    if character > 100:
        assert offset == len(text) or text[offset] in "\r\n"


def test_each_offset_has_a_position_of_its_own():
    text = "a🔭e\u0301\r\nb\r中\n\n🔭"
    for encoding in ENCODINGS.values():
        lines = Document("", "", 0, "", text, encoding).lines
        for offset in range(len(text) + 1):
            if text[max(0, offset - 1) : offset + 1] != "\r\n":
                assert lines.offset(lines.position(offset)) == offset


def test_a_file_that_cannot_be_read_is_told_where_it_is_imported(editor):
    (editor.folder / "base.conn").write_bytes(BASE.encode() + b"\xff")
    editor.open("derived.conn", DERIVED)
    assert editor.said("derived.conn") == ["0:0-0:0 unreadable-file"]
    assert editor.latest("base.conn") == ["unreadable-file"]
    editor.open("base.conn", BASE)
    editor.wait(lambda: editor.latest("derived.conn") == [] == editor.latest("base.conn"))


def test_an_editor_may_ask_for_diagnostics_instead(root):
    asks = types.ClientCapabilities(
        text_document=types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities())
    )
    with Editor(root, asks) as editor:
        assert editor.result.capabilities.diagnostic_provider.inter_file_dependencies
        uri = editor.open("warp.conn", GOOD.replace('"calexp"', '"calexp", nothing'))
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
        report = editor.ask(types.TEXT_DOCUMENT_DIAGNOSTIC, params)
        assert [one.code for one in report.items] == ["unknown-flag"]
        editor.change("warp.conn", GOOD)
        assert editor.ask(types.TEXT_DOCUMENT_DIAGNOSTIC, params).items == ()
        assert editor.published == []
