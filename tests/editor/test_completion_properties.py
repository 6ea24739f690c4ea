"""What holds of completion and signatures at every place of every file."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from views import conn_files, project

from conngen.editor import View
from conngen.editor.completion import complete
from conngen.editor.signature import signature
from conngen.highlighting import Coloured, Group, coloured
from conngen.model import FUNCTIONS, ConfigField
from conngen.source import Source
from conngen.syntax import tree
from conngen.syntax.parser import parse
from conngen.vocabulary import CONFIG_METHODS, METHODS, SETTINGS, TYPE_WORDS

PROJECTS = conn_files()
FILES = [(folder, key) for folder, files in PROJECTS.items() for key in files if key.endswith(".conn")]
few = settings(max_examples=60)


def compiled(folder: str, key: str, text: str | None = None) -> View:
    files = PROJECTS[folder]
    return project(files if text is None else {**files, key: text})[key]


@few
@given(st.sampled_from(FILES), st.data())
def test_nothing_is_raised_wherever_the_cursor_is(file, data):
    folder, key = file
    text = PROJECTS[folder][key]
    end = data.draw(st.one_of(st.just(len(text)), st.integers(0, len(text))), label="end")
    inserted = data.draw(
        st.sampled_from(["", "{", '"', "[", "(", "}", ", ", ": ", "= ", ".", '"""', "when "])
    )
    view = compiled(folder, key, text[:end] + inserted)
    offsets = data.draw(st.lists(st.integers(0, end), max_size=8), label="offsets")
    for offset in (*offsets, end, len(view.text)):
        found = complete(view, offset)
        labels = [one.label for one in found]
        assert len(labels) == len(set(labels))
        assert all(0 <= one.replaces.start <= offset <= one.replaces.end <= len(view.text) for one in found)
        assert all(one.text and one.label and "\n" not in one.detail for one in found)
        help = signature(view, offset)
        assert help is None or all(one.span.end <= len(help.label) for one in help.parameters)
        assert help is None or help.active is None or 0 <= help.active < len(help.parameters)


@few
@given(st.sampled_from(FILES), st.data())
def test_a_word_that_was_taken_out_is_proposed(file, data):
    folder, key = file
    view = compiled(folder, key)
    words = [word for word in coloured(view.parsed) if is_known(view, word)]
    if view.compilation.failed or not words:
        return
    span = data.draw(st.sampled_from(words), label="word").span
    word = view.text[span.start : span.end]
    without = compiled(folder, key, view.text[: span.start] + view.text[span.end :])
    labels = {one.label for one in complete(without, span.start)}
    assert word in labels or (word in ("not", "in") and "not in" in labels)


def is_known(view: View, word: Coloured) -> bool:
    """Whether a word is one that can be known where it stands once it is taken out."""
    text = view.text[word.span.start : word.span.end]
    behind_dot = view.text[word.span.start - 1 : word.span.start] == "."
    universe = view.vocabulary.universe
    match word.group:
        case Group.KEYWORD | Group.KIND | Group.OPERATOR | Group.FLAG:
            return True
        case Group.TYPE:
            return not behind_dot and (text in view.vocabulary.storage_classes or text in TYPE_WORDS)
        case Group.DIMENSION:
            twice = any(one.code.name == "repeated-dimension" for one in view.compilation.diagnostics)
            return text in universe.names() and not twice
        case Group.NAME:
            return text in view.module.imports and view.module.imports[text].known is not None
        case Group.CLASS:
            return word.span.start in bases(view) and text in {*view.module.imports, *view.module.exports()}
        case Group.SETTING:
            return not behind_dot and text in {**SETTINGS, **METHODS, **CONFIG_METHODS}
        case Group.FUNCTION:
            return not behind_dot and text in FUNCTIONS
        case Group.VARIABLE:
            named = not view.text[word.span.end :].startswith("=") and not behind_dot
            return named and text in fields(view)
    return False


def bases(view: View) -> set[int]:
    blocks = [item for item in view.parsed.file.items if isinstance(item, tree.Block)]
    return {base.span.start for block in blocks for base in block.bases if len(base.parts) == 1}


def fields(view: View) -> dict[str, ConfigField]:
    """Return the fields that every config of a file has."""
    found = [config.all_fields() for config in view.module.configs]
    return {name: found[0][name] for name in set.intersection(*map(set, found))} if found else {}


WORDS = (Group.KIND, Group.FLAG, Group.DIMENSION, Group.TYPE, Group.VARIABLE, Group.SETTING, Group.NAME)


@few
@given(st.sampled_from(FILES), st.data())
def test_what_takes_the_place_of_a_word_can_be_read(file, data):
    folder, key = file
    view = compiled(folder, key)
    words = [word for word in coloured(view.parsed) if word.group in WORDS and not is_keyword(view, word)]
    if view.compilation.failed or not words:
        return
    span = data.draw(st.sampled_from(words), label="word").span
    text = view.text[: span.start] + view.text[span.end :]
    found = [one for one in complete(compiled(folder, key, text), span.start) if not one.snippet]
    for one in data.draw(st.lists(st.sampled_from(found), max_size=5)) if found else ():
        written = text[: one.replaces.start] + one.text + text[one.replaces.end :]
        problems = parse(Source(key, written)).problems
        assert not [problem for problem in problems if problem.code == "syntax-error"]


def is_keyword(view: View, word: Coloured) -> bool:
    """Whether a word is the name of an argument, in whose place only names can stand."""
    return word.group is Group.VARIABLE and view.text[word.span.end :].startswith("=")
