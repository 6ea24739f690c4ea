"""The checks: one file each, with its documentation, its message and its condition.

`CODES` lists them in the order in which the reference shows them. A module with a function ``check`` looks at a
resolved file; the codes of the others are reported by the parser and the resolver, where the mistake shows itself.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from functools import cache
from types import ModuleType

from ..diagnostics import Code, Diagnostic, Level
from ..records import replace
from .needless import needless
from .subject import Subject

__all__ = ["CODES", "FIXED", "Subject", "code_of", "page_of", "run"]

CODES = (
    # what can't be read
    "syntax-error",
    "unreadable-text",
    "limit-exceeded",
    "unknown-edition",
    "bad-file-name",
    # words
    "unknown-kind",
    "unknown-block",
    "unknown-definition",
    "unknown-setting",
    "unknown-flag",
    "flag-not-for-kind",
    "repeated-flag",
    "bad-value",
    "unknown-type",
    "misplaced",
    "incomplete-declaration",
    # names
    "bad-name",
    "duplicate-name",
    "unknown-name",
    "ambiguous-name",
    "unknown-function",
    "unknown-import",
    "missing-module",
    "import-cycle",
    "inheritance-cycle",
    "unknown-inherited",
    "unread-base",
    # values
    "no-static-value",
    "bad-repetition",
    "undefined-template",
    "bad-template",
    # conditions
    "constant-condition",
    "impossible-comparison",
    "wrong-operand",
    "identity-comparison",
    "unknown-subfield",
    # config
    "wrong-default",
    "empty-range",
    "wrong-choice",
    "inclusive-max",
    "missing-choice-doc",
    "default-elsewhere",
    "unused-import",
    "unused-dimensions",
    # the author's task module
    "unread-task-module",
    "missing-task-class",
    "hand-written-class",
    "circular-import",
    "wrong-config-class",
    "different-default-name",
    "run-parameter",
    "run-default",
    "unneeded-default",
    "run-result",
    "unknown-reference",
    "missing-init-output",
    "unknown-init-input",
    "unknown-config-field",
    "unknown-subtask",
    # dimensions
    "missing-dimensions",
    "unknown-dimension",
    "placeholder-dimension",
    "repeated-dimension",
    "init-dimensions",
    "needs-multiple",
    "useless-single",
    "output-lacks-dimension",
    "minimum-needs-multiple",
    "negative-minimum",
    # storage classes
    "unknown-storage-class",
    "camera-is-calibration",
    # dataset types and templates
    "illegal-dataset-name",
    "component-output",
    "unused-template",
    "template-in-template",
    "missing-braces",
    "template-not-used",
    "template-named-like-connection",
    "template-named-like-field",
    "same-dataset",
    "duplicate-output",
    "input-is-output",
    "dataset-mismatch",
    "mixed-kinds",
    # names and docs
    "reserved-name",
    "shadowed-name",
    "default-name-twice",
    "missing-doc",
    "placeholder-doc",
    "useless-suppression",
)


_OF_AUTHORS = frozenset(
    {
        *("run-parameter", "run-result", "run-default", "unneeded-default", "unknown-reference"),
        *("unknown-config-field", "unknown-subtask", "unknown-init-input", "missing-init-output"),
        *("wrong-config-class", "different-default-name"),
    }
)
"""The codes that tell of code of the author's."""


@cache
def _module(code: str) -> ModuleType:
    return importlib.import_module(f".{code.replace('-', '_')}", __name__)


def code_of(name: str) -> Code:
    """Return the code of a name.

    Raises
    ------
    KeyError
        Raised if there is no such code.
    """
    if name not in CODES:
        raise KeyError(name)
    found = getattr(_module(name), name.upper().replace("-", "_"))
    assert isinstance(found, Code)
    return found


class _Fixed(Mapping[str, bool]):
    """Whether the level of a code can't be changed, by its name; it is imported when that is asked."""

    def __getitem__(self, name: str) -> bool:
        return code_of(name).fixed

    def __contains__(self, name: object) -> bool:
        return name in CODES

    def __iter__(self) -> Iterator[str]:
        return iter(CODES)

    def __len__(self) -> int:
        return len(CODES)


FIXED: Mapping[str, bool] = _Fixed()
"""The codes that settings can name, and whether their level is fixed."""


def page_of(name: str) -> str:
    """Return the documentation of a code: the docstring of its module."""
    if name not in CODES:
        raise KeyError(name)
    return _module(name).__doc__ or ""


def run(subject: Subject) -> Iterator[Diagnostic]:
    """Yield what all checks find in a file.

    What is wrong in a task class that was there before the `.conn` file is a warning at most: code that works in ways
    that can't be seen from here must not keep a file from being compiled.
    """
    idle = needless(subject)
    for name in CODES:
        if name in idle:
            continue
        for one in _module(name).check(subject):
            lenient = subject.elsewhere and name in _OF_AUTHORS and one.level is Level.ERROR
            yield replace(one, level=Level.WARNING) if lenient else one
