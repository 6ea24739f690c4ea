"""Suppressions: for a declaration, the head of a block, a whole file; each with a reason, none in vain."""

from __future__ import annotations

import pytest
from support import compile_text, compile_texts

from conngen.diagnostics import Level

REASON = '"It is described in the handbook."'


def codes(text: str, **levels: Level | None) -> list[str]:
    changed = {name.replace("_", "-"): level for name, level in levels.items()}
    return [one.code.name for one in compile_texts({"example.conn": text}, levels=changed)[0].diagnostics]


def connection(flags: str = "", doc: str = "") -> str:
    return f'task Measure[visit] {{\n    output x: int[...] = "x"{flags}{doc}\n}}\n'


def test_without_one_the_diagnostic_is_shown() -> None:
    assert codes(connection()) == ["missing-doc"]


@pytest.mark.parametrize(
    "text",
    [
        connection(f', suppress={{"missing-doc": {REASON}}}'),
        f'suppress = {{"missing-doc": {REASON}}}\n' + connection(),
        f'task Measure[visit] {{\n    output x: int[...] = "x"\n        "A number."\n    config {{\n        '
        f'size: int = 3, suppress={{"missing-doc": {REASON}}}\n    }}\n}}\n',
    ],
    ids=["of a connection", "of the file", "of a field"],
)
def test_what_is_suppressed_is_not_shown(text: str) -> None:
    assert codes(text) == []


def test_it_holds_for_its_own_declaration_only() -> None:
    text = (
        "task Measure[visit] {\n"
        f'    output x: int[...] = "x", suppress={{"missing-doc": {REASON}}}\n'
        '    output y: int[...] = "y"\n}\n'
    )
    assert codes(text) == ["missing-doc"]


def test_it_holds_for_its_own_code_only() -> None:
    text = connection(f', suppress={{"placeholder-doc": {REASON}}}')
    assert sorted(codes(text)) == ["missing-doc", "useless-suppression"]


def test_one_in_vain_is_reported() -> None:
    text = connection(f', suppress={{"missing-doc": {REASON}}}', '\n        "Number of stars."')
    assert codes(text) == ["useless-suppression"]


def test_an_error_that_nothing_could_be_made_of_is_shown_all_the_same() -> None:
    text = connection(f', multipel, suppress={{"unknown-flag": {REASON}}}', '\n        "Number of stars."')
    assert sorted(codes(text)) == ["unknown-flag", "useless-suppression"]


def test_a_code_that_is_switched_off_is_not_suppressed_in_vain() -> None:
    text = connection(f', suppress={{"missing-doc": {REASON}}}')
    assert codes(text, missing_doc=None) == []


def test_that_one_is_in_vain_can_be_switched_off_or_made_an_error() -> None:
    text = connection(f', suppress={{"missing-doc": {REASON}}}', '\n        "Number of stars."')
    assert codes(text, useless_suppression=None) == []
    levels = {"useless-suppression": Level.ERROR}
    (found,) = compile_texts({"example.conn": text}, levels=levels)[0].diagnostics
    assert found.level is Level.ERROR


def test_one_in_a_repetition_is_used_if_any_round_uses_it() -> None:
    text = (
        'task Measure[visit] {\n    for n in range(3) {\n        output x{n}: int[...] = "x{n}", '
        f'suppress={{"missing-doc": {REASON}}}\n    }}\n}}\n'
    )
    assert codes(text) == []


def test_a_misspelt_code_is_told() -> None:
    (found,) = compile_text(
        connection(', suppress={"mising-doc": "Why."}', '\n        "Number of stars."')
    ).diagnostics
    assert found.help == "did you mean `missing-doc`?"
    assert found.fix is not None
    assert found.fix.text == '"missing-doc"'


@pytest.mark.parametrize("reason", ['""', '"  "', "3", "None"])
def test_a_reason_is_needed(reason: str) -> None:
    text = connection(f', suppress={{"missing-doc": {reason}}}', '\n        "Number of stars."')
    assert codes(text) == ["bad-value"]
