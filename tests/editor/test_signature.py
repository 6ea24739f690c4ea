"""What is shown of an item, or of a function, while it is typed."""

from __future__ import annotations

import inspect

import pytest
from views import cursor, view_of

from conngen.editor.signature import CALLS, HOOKS, signature
from conngen.model import FUNCTIONS, OF_OBJECTS
from conngen.vocabulary import CONFIG_METHODS, CONNECTION_FLAGS, FIELD_FLAGS, METHODS, Takes


def shown(text: str) -> str | None:
    """Return the signature at the mark, the active part between « and »."""
    plain, offset = cursor(text)
    found = signature(view_of(plain), offset)
    if found is None:
        return None
    if found.active is None:
        return found.label
    start, end = found.parameters[found.active].span
    return f"{found.label[:start]}«{found.label[start:end]}»{found.label[end:]}"


TASK = "task Example[visit] {\n    ITEM\n}\n"
CONFIG = "config Example {\n    ITEM\n}\n"
INPUT = 'input NAME: STORAGE_CLASS[DIMENSIONS] = "DATASET_TYPE", FLAGS'


def marked(label: str, part: str) -> str:
    return label.replace(part, f"«{part}»", 1)


@pytest.mark.parametrize(
    ("item", "part"),
    [
        ("input ‸", "NAME"),
        ("input x‸", "NAME"),
        ("input x: ‸", "STORAGE_CLASS"),
        ("input x: Exp‸osureF[...]", "STORAGE_CLASS"),
        ("input x: ExposureF[‸", "DIMENSIONS"),
        ("input x: ExposureF[..., ‸]", "DIMENSIONS"),
        ("input x: ExposureF[...] = ‸", "DATASET_TYPE"),
        ('input x: ExposureF[...] = "a‸', "DATASET_TYPE"),
        ('input x: ExposureF[...] = "a‸"', "DATASET_TYPE"),
        ('input x: ExposureF[...] = "a", ‸', "FLAGS"),
        ('input x: ExposureF[...] = "a", multiple, when ‸', "FLAGS"),
    ],
)
def test_parts_of_a_connection(item, part):
    assert shown(TASK.replace("ITEM", item)) == marked(INPUT, part)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TASK.replace("ITEM", "initInput ‸"), 'initInput «NAME»: STORAGE_CLASS = "DATASET_TYPE", FLAGS'),
        (TASK.replace("ITEM", "template ‸"), 'template «NAME» = "DEFAULT", FLAGS'),
        (TASK.replace("ITEM", 'template t = "‸"'), 'template NAME = "«DEFAULT»", FLAGS'),
        (TASK.replace("ITEM", "dimensions d = [‸]"), "dimensions NAME = [«DIMENSIONS»]"),
        (CONFIG.replace("ITEM", "x: ‸"), "NAME: «TYPE» = DEFAULT, FLAGS"),
        (CONFIG.replace("ITEM", "x: list[‸"), "NAME: «TYPE» = DEFAULT, FLAGS"),
        (CONFIG.replace("ITEM", "x: int = ‸"), "NAME: TYPE = «DEFAULT», FLAGS"),
        (CONFIG.replace("ITEM", "x: int = 3, ‸"), "NAME: TYPE = DEFAULT, «FLAGS»"),
        (TASK.replace("ITEM", "require ‸"), 'require «CONDITION», FLAGS "message"'),
        (TASK.replace("ITEM", "require a, ‸"), 'require CONDITION, «FLAGS» "message"'),
        (TASK.replace("ITEM", "when ‸"), "when «CONDITION» { … }"),
        (TASK.replace("ITEM", "for ‸"), "for «VARIABLE» in VALUES { … }"),
        (TASK.replace("ITEM", "for n in ‸"), "for VARIABLE in «VALUES» { … }"),
        (TASK.replace("ITEM", "del ‸"), "del «CONNECTIONS», when CONDITION"),
        (TASK.replace("ITEM", "del x, when ‸"), "del CONNECTIONS, when «CONDITION»"),
        ("task ‸", "task «NAME»[DIMENSIONS](BASES) { … }"),
        ("task X[‸", "task NAME[«DIMENSIONS»](BASES) { … }"),
        ("task X[visit](‸) {\n}", "task NAME[DIMENSIONS](«BASES») { … }"),
        ("config X(‸) {\n}", "config NAME(«BASES») { … }"),
        ("from ‸", "from «MODULE» import NAMES"),
        ("from .a import ‸", "from MODULE import «NAMES»"),
        # functions
        (TASK.replace("ITEM", "require len(‸"), "len(«values») → int"),
        (TASK.replace("ITEM", "require max(a, ‸"), "max(values, «…») → value"),
        (TASK.replace("ITEM", "require max(a, b, ‸"), "max(values, «…») → value"),
        (TASK.replace("ITEM", "for n in range(1, ‸"), "range(start, «stop», step) → range"),
        (TASK.replace("ITEM", "require len([a, ‸"), "len(«values») → int"),
        (TASK.replace("ITEM", 'require name.startswith("‸")'), "startswith(«prefix») → bool"),
        # hooks
        (
            TASK.replace("ITEM", 'prerequisiteInput x: ExposureF = "x", lookupFunction=‸'),
            "function(dataset_type, registry, data_id, collections) → Iterable[DatasetRef]",
        ),
        (
            TASK.replace("ITEM", 'input x: ExposureF = "x", checkFunction=pkg.see‸'),
            "pkg.see(connection, references, label, data_id) → None",
        ),
        (
            TASK.replace("ITEM", "adjustQuantum = ‸"),
            "function(connections, inputs, outputs, label, data_id) → the inputs and outputs that changed",
        ),
        (TASK.replace("ITEM", "customize = ‸"), "function(connections) → None"),
        (CONFIG.replace("ITEM", "validate = ‸"), "function(config) → None"),
        (CONFIG.replace("ITEM", "x: int = 3, check=‸"), "function(value) → bool"),
        # nothing
        ("‸", None),
        (TASK.replace("ITEM", "‸"), None),
        (TASK.replace("ITEM", "# input x: ‸"), None),
        (TASK.replace("ITEM", 'input x: ExposureF = "x"\n        "A doc, ‸"'), None),
        (TASK.replace("ITEM", 'input x: ExposureF = "x"\n    ‸'), None),
        (TASK.replace("ITEM", "runQuantum = ‸"), None),
    ],
)
def test_the_signature_at_the_cursor(text, expected):
    assert shown(text) == expected


def test_each_part_says_what_it_is():
    plain, offset = cursor(TASK.replace("ITEM", "adjustQuantum = ‸"))
    found = signature(view_of(plain), offset)
    assert found is not None
    assert found.doc == METHODS["adjustQuantum"].doc
    assert all(one.doc for one in found.parameters)


def test_the_parameters_of_methods_are_those_of_the_vocabulary():
    for method in (*METHODS.values(), *CONFIG_METHODS.values()):
        names = [name for name, _ in HOOKS[method.name][0]]
        assert tuple(names[1:]) == method.parameters


def test_every_function_that_can_be_named_is_known():
    words = {**CONNECTION_FLAGS, **FIELD_FLAGS, **METHODS, **CONFIG_METHODS}
    assert set(HOOKS) == {name for name, word in words.items() if word.takes in (Takes.METHOD, Takes.NAMES)}


def test_every_function_that_can_be_called_is_known():
    assert {*FUNCTIONS, *OF_OBJECTS} <= set(CALLS)
    for name, (parameters, _) in CALLS.items():
        function = FUNCTIONS.get(name)
        try:
            legal = inspect.signature(function).parameters if function is not None else None
        except ValueError:
            continue  # one that Python does not tell of
        if legal is not None and all(one.kind is not one.VAR_POSITIONAL for one in legal.values()):
            assert len(parameters) <= len(legal)
