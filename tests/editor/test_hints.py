"""What an editor shows between the words: marked in the text as it would be seen."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from views import conn_files, project, truncated, view_of

from conngen.editor.hints import HintKind, hints
from conngen.source import Span

PROJECTS = conn_files()

BASE = """task Base[visit] {
    input extra: ExposureF[detector, visit] = "extra", minimum=0
        "Extra."
    output sources: SourceCatalog[...] = "src"
        "Sources."
}
"""


def seen(text: str) -> str:
    """Return a text with the hints in it, between ``⟦`` and ``⟧``."""
    view = view_of(text, base=BASE)
    for hint in reversed(hints(view, Span(0, len(text)))):
        text = f"{text[: hint.offset]}⟦{hint.label}⟧{text[hint.offset :]}"
    return text


def plain(text: str) -> str:
    """Return a text without hints."""
    return "".join(piece.partition("⟧")[2] if "⟧" in piece else piece for piece in text.split("⟦"))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            'task A[tract, patch] {\n    template t = "deep"\n\n'
            '    input a: ExposureF[...⟦= tract, patch⟧] = "{t}_a"⟦= deep_a⟧\n'
            '    output b: ExposureF[tract] = "b"\n}\n',
            id="templates and the quantum",
        ),
        pytest.param(
            "task A[area⟦= skymap, tract⟧, band] {\n    dimensions area = [skymap, tract]\n\n"
            '    input a: ExposureF[...⟦= skymap, tract, band⟧, visit] = "a"\n'
            '    input b: ExposureF[area⟦= skymap, tract⟧] = "b"\n}\n',
            id="names for dimensions",
        ),
        pytest.param(
            "task A[area⟦= skymap or visit⟧] {\n    dimensions area = [skymap] if wide else [visit]\n\n"
            '    output a: ExposureF[...⟦= skymap or visit⟧] = "a"\n\n'
            "    config {\n        wide: bool = True\n    }\n}\n",
            id="a choice",
        ),
        pytest.param(
            'from .base import BaseTask\n\ntask A[tract](BaseTask) {\n    extra.name = "more"⟦was "extra"⟧\n'
            "    extra.minimum = 1⟦was 0⟧\n    extra.multiple = True\n"
            '    sources.storageClass = "DataFrame"⟦was SourceCatalog⟧\n'
            "    sources.dimensions = [...⟦= tract⟧]⟦was [visit]⟧\n}\n",
            id="what is changed",
        ),
        pytest.param(
            'task A[visit] {\n    template t = "deep"\n\n    for n in range(count) {\n'
            '        input a{n}: ExposureF[visit] = "{t}_a{n}"⟦= deep_a{n}⟧\n'
            '        input b{n}: ExposureF[visit] = "b{n}"\n    }\n\n'
            "    config {\n        count: int = 3\n    }\n}\n",
            id="another name in each round",
        ),
        pytest.param(
            'task A[visit] {\n    input a: ExposureF[visit] = "a{b"\n    input c: ExposureF[visit] = "{gone}"\n}\n',
            id="nothing to tell",
        ),
    ],
)
def test_hints(text: str) -> None:
    assert seen(plain(text)) == text


def test_only_what_is_asked_for() -> None:
    text = 'task A[visit] {\n    input a: ExposureF[...] = "a"\n    input b: ExposureF[...] = "b"\n}\n'
    view = view_of(text)
    first, second = hints(view, Span(0, len(text)))
    assert hints(view, Span(first.offset, first.offset)) == (first,)
    assert hints(view, Span(first.offset + 1, second.offset)) == (second,)
    assert hints(view, Span(0, 5)) == ()
    assert first.kind is HintKind.DIMENSIONS
    assert first.tooltip == "`...` stands for visit."


@settings(max_examples=25)
@given(st.data())
def test_any_text_has_hints_in_order(data: st.DataObject) -> None:
    files = dict(PROJECTS[data.draw(st.sampled_from(sorted(PROJECTS)))])
    key = data.draw(st.sampled_from([name for name in files if name.endswith(".conn")]))
    files[key] = data.draw(st.sampled_from([files[key], *truncated(files[key], 97)]))
    view = project(files)[key]
    start = data.draw(st.integers(0, len(view.text)))
    end = data.draw(st.integers(start, len(view.text)))
    found = hints(view, Span(start, end))
    assert all(start <= one.offset <= end and one.label for one in found)
    assert [one.offset for one in found] == sorted({one.offset for one in found})
    assert set(found) <= set(hints(view, Span(0, len(view.text))))
