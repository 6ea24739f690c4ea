"""What is shown of the word under the cursor, and that there is something to show of nearly every word."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from views import conn_files, cursor, cursors, project, truncated, view_of

from conngen import vocabulary
from conngen.backends.python import connection_excerpt, field_excerpt
from conngen.checks import CODES
from conngen.compiler import generate
from conngen.diagnostics import Level
from conngen.editor.hover import hover
from conngen.editor.words import EXAMPLES, KEYWORDS, TYPES, about_flag, about_kind, about_word
from conngen.highlighting import Group, coloured
from conngen.vocabulary import CONNECTION_FLAGS, FIELD_FLAGS, Flag

PROJECTS = conn_files()
LANGUAGE = sorted(folder for folder in PROJECTS if "/language/" in folder)

TASK = '''"""Doc of the file."""

from .base import BaseTask

task Assemble[tract, patch](BaseTask) {
    template coaddName = "deep"
    dimensions area = [..., band]

    input warps: ExposureF[area, visit] = "{coaddName}Coadd_warp", multiple, minimum=0, when doIt
        "Warps of *all* visits."
    output n_image: ImageU[...] = "{coaddName}_n", suppress={"missing-doc": "x"}
    extra.multiple = True
    del other

    config {
        doIt: bool = True
            "Whether to do it."
        order: int = 3, min=0, max=5, inclusiveMax=True
            "Order."
    }
}
'''
BASE = """task Base[visit] {
    input extra: ExposureF[detector, visit] = "extra"
        "Extra."
    input other: ExposureF[visit] = "other"
        "Other."
    config {
        runIt: bool = True
            "Whether to run it."
    }
}
"""


def shown(word: str, text: str = TASK, nth: int = 0) -> str:
    """Return what is shown of a word of the task; of the last part behind a ``|`` in it."""
    before, _, last = word.rpartition("|")
    start = -1
    for _ in range(nth + 1):
        start = text.index(before + last, start + 1)
    found = hover(view_of(text, base=BASE), start + len(before))
    assert found is not None
    return found.markdown


def test_a_connection_is_shown_as_it_is_in_the_end() -> None:
    assert shown("input |warps") == textwrap.dedent("""\
        ```conn
        input warps: ExposureF[tract, patch, band, visit] = "deepCoadd_warp"
        ```

        Warps of \\*all\\* visits.

        - dataset type: `deepCoadd_warp`, from `{coaddName}Coadd_warp`
        - dimensions: `tract`, `patch`, `band`, `visit` (with `day_obs`, `instrument`, `physical_filter`, `skymap`)
        - storage class: `ExposureF`, `lsst.afw.image.ExposureF` in Python
        - `multiple`: `True`
        - `minimum`: `0`
        - is there when: `doIt`

        ```python
        warps = cT.Input(
            doc="Warps of *all* visits.",
            name="{coaddName}Coadd_warp",
            storageClass="ExposureF",
            dimensions=("tract", "patch", "band", "visit"),
            multiple=True,
            minimum=0,
        )

        def __init__(self, *, config: AssembleConfig) -> None:
            super().__init__(config=config)
            if not config.doIt:
                del self.warps
        ```""")


def test_an_inherited_connection_is_shown_with_what_is_changed() -> None:
    for found in (shown("|extra.multiple"), shown("del |other")):
        assert "- inherited from: `BaseConnections`" in found
        assert "```python" not in found
    assert "- `multiple`: `True`" in shown("|extra.multiple")


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("template |coaddName", ['- default: `"deep"`', "- it makes: `warps`: `deepCoadd_warp`"]),
        ('"{|coaddName}Coadd', ["**coaddName** (template)"]),
        ('"{coaddName}|Coadd', ["dataset type `deepCoadd_warp`", '- `{coaddName}`: `"deep"`']),
        ("dimensions |area", ["- stands for: `tract`, `patch`, `band` (with `skymap`)"]),
        ("[|area", ["**area** (dimensions)"]),
        ("[|...]", ["- stands for: `tract`, `patch`"]),
        ("area, |visit", ["- requires: `instrument`", "- implies: `band`, `day_obs`, `physical_filter`"]),
        ("|ExposureF", ["- Python type: `lsst.afw.image.ExposureF`", "`psf` (`Psf`)", "- made from: `lsst."]),
        ("when |doIt", ["doIt: bool", "Whether to do it.", "- default: `True`", "pexConfig.Field[bool]"]),
        ("|order: int", ["- `max`: `5`", "order = pexConfig.RangeField("]),
        ("task |Assemble", ["Doc of the file.", "- base: `BaseTask`", '- `_DefaultName`: `"assemble"`']),
        ("(|BaseTask", ["task Base[visit]", "- where: `base.conn`"]),
        ("import |BaseTask", ["task Base[visit]"]),
        ("from .|base", ["**.base** (`.conn` file)"]),
        ("extra.|multiple", ["**multiple** (flag)"]),
        ("|multiple, min", ["**multiple** (flag)", "- takes: `True`, `False`"]),
        ("|minimum=0", ["- for: `prerequisiteInput`, `input`", "- default: `1`"]),
        ("|when doIt", ["**when** (keyword)"]),
        ("|del other", ["**del** (keyword)"]),
        ("|input warps", ["**input** (kind)", "`connectionTypes.Input`"]),
        ('"missing-|doc"', ["A connection or a config field without a doc.", "Bad:\n\n```conn\ntask "]),
        ("order: |int", ["**int** (type)", "`pexConfig.Field`"]),
    ],
)
def test_words(word: str, pieces: list[str]) -> None:
    found = shown(word)
    for piece in pieces:
        assert piece in found


def test_nothing_is_said_of_comments_docs_and_numbers() -> None:
    text, offsets = cursors(
        '# task‸\n"""in‸put"""\ntask X[visit] {\n    config {\n        a: int = 1‸2\n    }\n}\n'
    )
    view = view_of(text)
    assert [hover(view, offset) for offset in offsets] == [None, None, None]


def test_what_is_wrong_shows_no_python_but_the_rest_of_the_file_does() -> None:
    wrong = TASK.replace("minimum=0", "minimun=0")
    assert "```python" not in shown("input |warps", wrong)
    assert "n_image = cT.Output(" in shown("output |n_image", wrong)
    assert "order = pexConfig.RangeField" in shown("        |order: int", wrong)


def test_python_shows_how_it_is_called_and_its_doc() -> None:
    hooks = (
        "class Finder(object):\n    pass\n\n\n@cache\ndef tidy(connections, *, n: int = 3) -> None:\n"
        '    """Tidy *up*.\n\n    More.\n    """\n'
    )
    text, offsets = cursors("from .hooks import ti‸dy, Fin‸der, mi‸ssing\n")
    view = project({"example.conn": text, "hooks.py": hooks})["example.conn"]
    tidy, finder, missing = (found.markdown for offset in offsets if (found := hover(view, offset)))
    assert tidy.startswith(
        "```python\ndef tidy(connections, *, n: int=3) -> None\n```\n\nTidy \\*up\\*.\n\n- imported"
    )
    assert finder.startswith("```python\nclass Finder(object)\n```\n\n- imported")
    assert missing.startswith("**missing** (Python")


def test_a_broken_declaration_still_has_words() -> None:
    text, offset = cursor('task X[visit] {\n    input a: ExposureF[visit = "a", mul‸tiple\n    output b\n}\n')
    found = hover(view_of(text), offset)
    assert found is not None
    assert "**multiple** (flag)" in found.markdown


def test_a_repetition_shows_what_it_makes() -> None:
    text, offset = cursor(
        'task X[visit] {\n    for n in range(count) {\n        input noi‸se{n}: ExposureF[...] = "noise{n}", multiple\n'
        '            "Noise."\n    }\n\n    config {\n        count: int = 3\n            "Count."\n    }\n}\n'
    )
    found = hover(view_of(text), offset)
    assert found is not None
    assert "- is repeated for: `n` in `range(count)`" in found.markdown
    assert '= "noise{n}"' in found.markdown
    assert 'setattr(self,f"noise{n}",cT.Input(' in "".join(found.markdown.split())


# --- the words of the language -------------------------------------------------------------------------


def _example(flag: Flag) -> str:
    text = EXAMPLES[flag.name]
    if flag.name in CONNECTION_FLAGS:
        kind = next(name for name in ("input", "prerequisiteInput", "output") if name in flag.kinds)
        return f'task X[visit] {{\n    {kind} a: ExposureF[...] = "a", {text}\n        "A."\n}}\n'
    return ""


@pytest.mark.parametrize("name", [name for name in CONNECTION_FLAGS if name != "suppress"])
def test_examples_of_flags_are_right(name: str) -> None:
    view = view_of(_example(CONNECTION_FLAGS[name]))
    assert [one.message for one in view.compilation.diagnostics if one.level is Level.ERROR] == []


_TYPES = {
    "scalar": "a: int",
    "range": "a: int",
    "choice": "a: str",
    "list": "a: list[int]",
    "dict": "a: dict[str, int]",
    "registry": "a: registry[package.registry]",
}


@pytest.mark.parametrize("name", [name for name in FIELD_FLAGS if name not in ("suppress", "deprecated")])
def test_examples_of_field_flags_are_right(name: str) -> None:
    typed = next(text for type, text in _TYPES.items() if type in FIELD_FLAGS[name].kinds)
    view = view_of(f"config X {{\n    {typed}, {EXAMPLES[name]}\n}}\n")
    assert [one.message for one in view.compilation.diagnostics if one.level is Level.ERROR] == []


@pytest.mark.parametrize("name", [*vocabulary.SETTINGS, *vocabulary.METHODS, *vocabulary.CONFIG_METHODS])
def test_examples_of_settings_are_right(name: str) -> None:
    inner = 'input exposure: ExposureF[...] = "a"'
    if name == "pipelineConnections":
        text = f"connections DetectConnections[visit] {{\n}}\n\nconfig X {{\n    {EXAMPLES[name]}\n}}\n"
    elif name in vocabulary.CONFIG_METHODS and name not in vocabulary.METHODS:
        text = f"config X {{\n    {EXAMPLES[name]}\n}}\n"
    else:
        example = EXAMPLES[name].replace("={", " = {")
        text = f"task X[visit] {{\n    {example}\n\n    {inner}\n}}\n"
    view = view_of(text)
    assert [one.message for one in view.compilation.diagnostics if one.level is Level.ERROR] == []


def test_every_word_has_an_example() -> None:
    for kind in vocabulary.KINDS.values():
        assert about_kind(kind).example.startswith(kind.name)
    flags = {**CONNECTION_FLAGS, **FIELD_FLAGS, **vocabulary.TEMPLATE_FLAGS, **vocabulary.REQUIREMENT_FLAGS}
    for flag in flags.values():
        assert flag.name in about_flag(flag).example
    for name in (
        *vocabulary.SETTINGS,
        *vocabulary.METHODS,
        *vocabulary.CONFIG_METHODS,
        *vocabulary.OVERRIDABLE,
    ):
        found = about_word(name)
        assert found is not None
        assert name in found.example
    assert {*vocabulary.BLOCKS, *vocabulary.DEFINITIONS} <= KEYWORDS.keys()
    assert set(vocabulary.TYPE_WORDS) == TYPES.keys()


_SPOKEN_OF = {
    Group.KEYWORD,
    Group.OPERATOR,
    Group.CONSTANT,
    Group.KIND,
    Group.CLASS,
    Group.CONNECTION,
    Group.FIELD,
    Group.TEMPLATE,
    Group.FLAG,
    Group.MODULE,
    Group.NAME,
    Group.FUNCTION,
}


@pytest.mark.parametrize("folder", LANGUAGE, ids=lambda folder: folder.rpartition("/")[2])
def test_something_is_said_of_every_word(folder: str) -> None:
    for view in project(PROJECTS[folder]).values():
        for span, group in coloured(view.parsed):
            if group in _SPOKEN_OF:
                for offset in (span.start, span.end - 1):
                    found = hover(view, offset)
                    assert found is not None, view.text[span.start : span.end]
                    assert found.span.start <= offset < found.span.end


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_its_page(code: str) -> None:
    text = f'suppress = {{"{code}": "because"}}\n'
    found = hover(view_of(text), text.index(code))
    assert found is not None
    assert "Bad:\n\n```conn" in found.markdown
    assert found.markdown.count("```") % 2 == 0


# --- the Python of one declaration ---------------------------------------------------------------------


@pytest.mark.parametrize("folder", LANGUAGE, ids=lambda folder: folder.rpartition("/")[2])
def test_excerpts_are_what_is_generated(folder: str) -> None:
    for view in project(PROJECTS[folder]).values():
        if view.compilation.failed:
            continue
        whole = _stripped("\n".join(output.body for output in generate(view.compilation, 110)))
        for cls in view.module.connections:
            for one in cls.connections:
                found = connection_excerpt(view.module, cls, one, view.vocabulary, 110)
                if not one.repetitions:
                    assert _stripped(found.split("\n\n")[0]) in whole
                assert found
        for config in view.module.configs:
            for field in config.fields:
                found = field_excerpt(view.module, config, field, 110)
                assert _stripped(found.split("\n\n")[0]) in whole


def _stripped(text: str) -> str:
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


# --- any text ------------------------------------------------------------------------------------------


@settings(max_examples=25)
@given(st.data())
def test_any_text_can_be_pointed_at(data: st.DataObject) -> None:
    files = dict(PROJECTS[data.draw(st.sampled_from(sorted(PROJECTS)))])
    key = data.draw(st.sampled_from([name for name in files if name.endswith(".conn")]))
    files[key] = data.draw(st.sampled_from([files[key], *truncated(files[key], 97)]))
    view = project(files)[key]
    for offset in range(0, len(view.text) + 1, 3):
        found = hover(view, offset)
        assert found is None or (found.markdown and found.span.start <= offset <= found.span.end)
    assert hover(view, -1) is None
    assert hover(view, len(view.text) + 1) is None
