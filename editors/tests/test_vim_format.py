"""`gq` in Vim and Neovim formats the whole file or leaves it alone, whatever the motion."""

from __future__ import annotations

import os
import sysconfig
from pathlib import Path
from typing import NamedTuple

import pytest
from test_vim import run

TEXT = """task Warp[tract, patch] {
    "Warps."
        input calexps: ExposureF[visit, detector] = "calexp", multiple
        "Exposures."
    output  warp:ExposureF[...]="warp"
        "Grüße, the warp."



    output other : ExposureF[...]="warp2"
        "The other."
    config {
        size: int = 4
    }
}

# The end.
# Of the file.
"""
FORMATTED = """task Warp[tract, patch] {
    "Warps."

    input calexps: ExposureF[visit, detector] = "calexp", multiple
        "Exposures."
    output warp: ExposureF[...] = "warp"
        "Grüße, the warp."

    output other: ExposureF[...] = "warp2"
        "The other."
    config {
        size: int = 4
    }
}

# The end.
# Of the file.
"""
PATH = os.pathsep.join([sysconfig.get_path("scripts"), os.environ["PATH"]])
END = TEXT.splitlines().index("# The end.") + 1

pytestmark = pytest.mark.parametrize("editor", ["vim", "nvim"])


class Seen(NamedTuple):
    """What an editor shows after formatting."""

    said: list[str]
    text: str
    word: str
    row: int
    mark_stays: bool
    modified: bool


def formatted(
    editor: str,
    folder: Path,
    text: str = TEXT,
    *,
    keys: str = "gqq",
    cursor: tuple[int, int] = (1, 1),
    path: str = PATH,
    **variables: object,
) -> Seen:
    """Let an editor format a text; that undoing brings it back is seen to here."""
    file = folder / "warp.conn"
    file.write_bytes(text.encode())
    variables = {"file": str(file), "keys": keys, "cursor": cursor, "marked": END, **variables}
    (said, lines, *rest), undone = run(editor, "vim_format.vim", folder, path, **variables)
    assert undone
    return Seen(said, "".join(f"{line}\n" for line in lines), *rest)


def fake(folder: Path, *lines: str) -> str:
    """Put a command that is not conngen into a folder; return the folder as a PATH."""
    command = folder / "bin" / "conngen"
    command.parent.mkdir()
    command.write_text("\n".join(("#!/bin/sh", *lines, "")))
    command.chmod(0o755)
    return os.pathsep.join([str(command.parent), os.environ["PATH"]])


@pytest.mark.parametrize("keys", ["gqq", "gggqG", "gqip", "Vjgq", "Vkgq", "vgq", "gqj"])
def test_all_is_formatted_whatever_the_motion(editor: str, tmp_path: Path, keys: str) -> None:
    seen = formatted(editor, tmp_path, keys=keys, cursor=(5, 1))
    assert (seen.said, seen.text, seen.mark_stays) == ([], FORMATTED, True)


@pytest.mark.parametrize(
    ("cursor", "word"),
    [((1, 6), "Warp"), ((5, 14), "warp"), ((6, 17), "the"), ((10, 12), "other"), ((17, 7), "end")],
)
def test_the_cursor_stays_at_its_word(
    editor: str, tmp_path: Path, cursor: tuple[int, int], word: str
) -> None:
    """It is in the first line of the window, too: as before."""
    seen = formatted(editor, tmp_path, keys="vgq", cursor=cursor)
    assert (seen.text, seen.word.lower(), seen.row) == (FORMATTED, word.lower(), 0)


@pytest.mark.parametrize("text", [FORMATTED, "", "\n", FORMATTED * 200])
def test_what_is_formatted_is_not_touched(editor: str, tmp_path: Path, text: str) -> None:
    seen = formatted(editor, tmp_path, text, marked=1)
    assert (seen.said, seen.text or "\n", seen.modified) == ([], text or "\n", False)


def test_what_can_not_be_read_stays_and_is_told(editor: str, tmp_path: Path) -> None:
    mistake = "    input input  input\n"
    seen = formatted(editor, tmp_path, TEXT.replace("    config {\n", f"{mistake}    config {{\n"))
    assert mistake in seen.text
    assert '    output other: ExposureF[...] = "warp2"\n' in seen.text
    (message,) = seen.said
    assert message.startswith("warning: ")
    assert message.endswith("warp.conn: what can't be read stays as it is")


def test_settings_that_are_wrong_leave_all_as_it_is(editor: str, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.conngen]\nline-length = 'x'\n")
    seen = formatted(editor, tmp_path)
    assert (seen.text, seen.modified) == (TEXT, False)
    (message,) = seen.said
    assert message.startswith("error: ")
    assert "pyproject.toml" in message


@pytest.mark.parametrize("keys", ["gggqG", "Vjgq"])
def test_without_conngen_all_stays_as_it_is(editor: str, tmp_path: Path, keys: str) -> None:
    seen = formatted(editor, tmp_path, keys=keys, path=str(tmp_path))
    assert (seen.text, seen.modified) == (TEXT, False)
    assert seen.said == ["conn: not formatted, as `conngen` was not found on the PATH"]


def test_a_command_that_fails_leaves_all_as_it_is(editor: str, tmp_path: Path) -> None:
    seen = formatted(editor, tmp_path, path=fake(tmp_path, "cat; exit 3"))
    assert (seen.text, seen.modified) == (TEXT, False)
    assert seen.said == ["conn: not formatted, as `conngen` ended with 3"]


def test_messages_are_no_part_of_the_file(editor: str, tmp_path: Path) -> None:
    path = fake(tmp_path, "echo >&2", "echo 'careful: a' >&2", "echo b >&2", "sed s/Warps/Wraps/")
    seen = formatted(editor, tmp_path, path=path)
    assert (seen.text, seen.said) == (TEXT.replace("Warps", "Wraps"), ["careful: a"])


def test_a_buffer_that_can_not_be_changed_is_not(editor: str, tmp_path: Path) -> None:
    """`gq` itself is refused there without a word."""
    seen = formatted(editor, tmp_path, keys=":set nomodifiable\r:call ConnFormat()\r")
    assert (seen.text, seen.modified) == (TEXT, False)
    assert "E21: Cannot make changes, 'modifiable' is off" in seen.said[0]


def test_lines_that_end_in_two_characters_stay_so(editor: str, tmp_path: Path) -> None:
    assert formatted(editor, tmp_path, TEXT.replace("\n", "\r\n")).text == FORMATTED


def test_the_file_is_sent_in_its_own_encoding(editor: str, tmp_path: Path) -> None:
    """Neovim knows but one."""
    encoding = "latin1" if editor == "vim" else "utf-8"
    assert formatted(editor, tmp_path, encoding=encoding).text == FORMATTED


def test_comments_are_broken_while_they_are_typed(editor: str, tmp_path: Path) -> None:
    seen = formatted(
        editor, tmp_path, "# a\n", keys=":set textwidth=20\rA bcdefgh ijklmn opqr stuv", marked=1
    )
    assert seen.text == "# a bcdefgh ijklmn\n# opqr stuv\n"
