"""Which checks can't find anything in a file: most files have little of what there are checks for.

A check that isn't run isn't imported either, which takes longer than to run it. What is said here of a check a test
holds against what it finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .common import pairs, seen
from .subject import Subject

__all__ = ["READ", "needless"]

READ = frozenset(
    {
        *("syntax-error", "unreadable-text", "limit-exceeded", "unknown-edition", "bad-file-name"),
        *("unknown-kind", "unknown-block", "unknown-definition", "unknown-setting", "unknown-flag"),
        *("flag-not-for-kind", "repeated-flag", "bad-value", "unknown-type", "misplaced"),
        *("incomplete-declaration", "bad-name", "duplicate-name", "unknown-name", "ambiguous-name"),
        *("unknown-function", "unknown-import", "missing-module", "import-cycle", "inheritance-cycle"),
        *("unknown-inherited", "unread-base", "no-static-value", "bad-repetition", "undefined-template"),
        *("bad-template", "useless-suppression"),
    }
)
"""The codes that nothing is run for: they are reported where the mistake shows itself, while a file is read."""


def _authored(subject: Subject) -> bool:
    return bool(subject.author is not None or subject.elsewhere or subject.unread_author is not None)


def _templates(subject: Subject) -> bool:
    return any(cls.all_templates() for cls in subject.classes)


def _pairs(subject: Subject) -> bool:
    return any(pairs(cls) for cls in subject.classes)


def _several(subject: Subject) -> bool:
    return sum(1 for _ in subject.tasks) > 1


def _flags(subject: Subject) -> Iterator[str]:
    """Yield the flags of connections, inherited ones included, and what is changed of them."""
    for cls in subject.classes:
        for one in seen(cls).values():
            yield from one.connection.flags
            yield from one.flags
        for connection in cls.connections:
            yield from connection.flags
        for override in cls.overrides:
            yield override.attribute


def _minimum(subject: Subject) -> bool:
    return "minimum" in _flags(subject)


_ONLY_WITH: tuple[tuple[Callable[[Subject], bool], tuple[str, ...]], ...] = (
    (
        _authored,
        (
            *("unread-task-module", "missing-task-class", "hand-written-class", "wrong-config-class"),
            *("different-default-name", "run-parameter", "run-default", "unneeded-default", "run-result"),
            *("unknown-reference", "missing-init-output", "unknown-init-input", "unknown-config-field"),
            "unknown-subtask",
        ),
    ),
    (
        lambda subject: bool(subject.sites),
        (
            *("constant-condition", "impossible-comparison", "wrong-operand", "identity-comparison"),
            "unknown-subfield",
        ),
    ),
    (
        _templates,
        (
            *("unused-template", "template-in-template", "missing-braces", "template-not-used"),
            *("template-named-like-connection", "template-named-like-field"),
        ),
    ),
    (_pairs, ("same-dataset", "duplicate-output", "input-is-output", "dataset-mismatch")),
    (lambda subject: _several(subject) or _pairs(subject), ("mixed-kinds",)),
    (_several, ("default-name-twice",)),
    (_minimum, ("minimum-needs-multiple", "negative-minimum")),
    (lambda subject: "single" in _flags(subject), ("useless-single",)),
    (lambda subject: bool(subject.module.late), ("circular-import",)),
    (lambda subject: bool(subject.module.imports), ("unused-import",)),
    (lambda subject: any(cls.definitions for cls in subject.classes), ("unused-dimensions",)),
    (lambda subject: any(config.assignments for config in subject.configs), ("default-elsewhere",)),
    (
        lambda subject: any("allowed" in field.flags for one in subject.configs for field in one.fields),
        ("wrong-choice", "missing-choice-doc"),
    ),
    (
        lambda subject: any("max" in field.flags for one in subject.configs for field in one.fields),
        ("inclusive-max",),
    ),
)
"""What a file must have for some checks to find anything in it."""


def needless(subject: Subject) -> frozenset[str]:
    """Return the codes of which nothing can be found in a file by a check."""
    found = set(READ)
    for has, codes in _ONLY_WITH:
        if not has(subject):
            found.update(codes)
    return frozenset(found)
