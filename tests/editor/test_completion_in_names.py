"""What is proposed in the braces of a name that is declared."""

from __future__ import annotations

import pytest
from views import cursor, project

from conngen.editor.completion import complete


@pytest.mark.parametrize(
    ("typed", "replaced", "text"),
    [
        ("x{‸", "", "n}"),
        ("x{‸}: ExposureF[...]", "", "n"),
        ("x_{n‸", "n", "n}"),
        ("a{m}_{‸}b: ExposureF[...]", "", "n"),
    ],
)
def test_variables_in_names_that_are_repeated(typed: str, replaced: str, text: str) -> None:
    head = 'task T[visit] {\n    for m in ["a"] {\n        for n in range(3) {\n            output '
    plain, offset = cursor(f"{head}{typed}\n        }}\n    }}\n}}\n")
    view = project({"example.conn": plain})["example.conn"]
    found = complete(view, offset)
    assert [one.label for one in found] == ["n", "m"]
    assert found[0].text == text
    assert view.text[found[0].replaces.start : found[0].replaces.end] == replaced
