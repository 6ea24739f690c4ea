"""What is laid out without black is what black makes of it, whichever release that is."""

from __future__ import annotations

import importlib
import importlib.util
import textwrap
from collections.abc import Callable
from pathlib import Path

import black
import pytest
from black.mode import TargetVersion
from generating import SAMPLES
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from layouts import MODULES, STATEMENTS
from support import CASES, compile_texts

from conngen.backends.python.layout import UnsureError, laid_out
from conngen.backends.python.layout.errors import DIFFER
from conngen.backends.python.render import format_module
from conngen.compiler import generate

TESTS = CASES.parent
FOLDERS = [
    *sorted({path.parent for path in CASES.glob("*/*/*.conn") if path.parent.parent.name != "formatter"}),
    *sorted({path.parent for path in (TESTS / "importing" / "cases").rglob("*.conn")}),
    *sorted({path.parent for path in (TESTS / "twins").rglob("*.conn")}),
    *sorted({path.parent for path in (TESTS.parent / "examples").rglob("*.conn")}),
    SAMPLES,
]
Printed = Callable[[dict[str, str], int], list[tuple[str, str]]]
LENGTHS = (50, 60, 72, 79, 88, 99, 110, 120, 140)


def certain(code: str, length: int) -> str:
    """Return what is laid out, where releases of black agree; there is nothing else that must not be certain."""
    try:
        return laid_out(code, length)
    except UnsureError as err:
        assume(str(err) != DIFFER)
        raise


def is_left_alone(text: str, length: int) -> bool:
    mode = black.Mode(target_versions={TargetVersion.PY311}, line_length=length)
    return black.format_str(text, mode=mode) == text


def name(folder: Path) -> str:
    return folder.relative_to(TESTS.parent).as_posix()


def files(folder: Path) -> dict[str, str]:
    return {
        path.name: path.read_text("utf-8") for path in folder.iterdir() if path.suffix in (".conn", ".py")
    }


@pytest.fixture
def printed(
    monkeypatch: pytest.MonkeyPatch,
) -> Printed:
    """What templates print for files, and what becomes of it if black is not there to help."""
    render = importlib.import_module("conngen.backends.python.render")
    found: list[tuple[str, str]] = []

    def laid(code: str, length: int) -> str:
        found.append((code, laid_out(code, length)))
        return found[-1][1]

    def refused(code: str, length: int) -> str:
        raise AssertionError("black was asked")

    monkeypatch.setattr(render, "laid_out", laid)
    monkeypatch.setattr(render, "format_module", refused)

    def printed_of(texts: dict[str, str], length: int) -> list[tuple[str, str]]:
        found.clear()
        for compilation in compile_texts(texts):
            if not compilation.failed:
                generate(compilation, length)
        return found

    return printed_of


@settings(suppress_health_check=list(HealthCheck))
@given(STATEMENTS, st.integers(40, 160))
def test_a_statement_is_laid_out_as_black_would(code: str, length: int) -> None:
    assert certain(code, length) == format_module(code, length)


@settings(suppress_health_check=list(HealthCheck), max_examples=30)
@given(MODULES, st.integers(40, 160))
def test_a_module_is_laid_out_as_black_would(code: str, length: int) -> None:
    found = certain(code, length)
    assert found == format_module(code, length)
    assert is_left_alone(found, length)


@pytest.mark.parametrize(
    ("folder", "nth"), [(one, n) for n, one in enumerate(FOLDERS)], ids=lambda one: str(one)[-30:]
)
def test_what_is_generated_is_as_black_would_have_it(folder: Path, nth: int, printed: Printed) -> None:
    length = LENGTHS[nth % len(LENGTHS)]
    for code, found in printed(files(folder), length):
        assert found == format_module(code, length)
        assert is_left_alone(found, length)


@pytest.mark.parametrize("length", LENGTHS)
def test_nothing_ordinary_needs_black(length: int, printed: Printed) -> None:
    modules = sum(len(printed(files(folder), length)) for folder in FOLDERS)
    assert modules > 150


def test_the_files_that_are_measured_need_no_black(
    printed: Printed,
) -> None:
    spec = importlib.util.spec_from_file_location("samples", TESTS.parent / "benchmarks" / "samples.py")
    assert spec is not None
    assert spec.loader is not None
    samples = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(samples)
    for text in (samples.SMALL, samples.task(1), samples.connections(20)):
        for code, found in printed({"example.conn": text}, 110):
            assert found == format_module(code, 110)


@pytest.mark.parametrize(
    "code",
    [
        "f(lambda: 1)",
        "x = 1,",
        "# a comment\nclass X:\n    y = 1",
        'x = "\u0301"',
        "assert x",
        "x = (",
        "x = 1 # no",
        "x = f(a) and b ** 2",
    ],
)
def test_what_is_not_known_is_left_to_black(code: str) -> None:
    with pytest.raises(UnsureError):
        laid_out(f"import a\n{code}{' ' * 120}\n", 20)


def test_blank_lines() -> None:
    code = """\
        \"\"\"Module.\"\"\"
        # A comment.
        from __future__ import annotations
        import a
        x = 1



        y = 2
        @final
        class X(Base):
            \"\"\"Class.\"\"\"
            a = 1


            b = 2
            def f(self) -> None:
                \"\"\"Method.\"\"\"

                import b
                c = 3
        if TYPE_CHECKING:

            class Y:
                d: int
        """
    code = textwrap.dedent(code)
    assert laid_out(code, 88) == format_module(code, 88)
