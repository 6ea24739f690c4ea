"""What an item is made of, and what a function is called with: shown while it is typed."""

from __future__ import annotations

import re
from collections.abc import Mapping

from .. import vocabulary
from ..records import dataclass
from ..source import Span
from ..vocabulary import BLOCKS, KINDS, Takes
from .completion.clause import Bracket, Clause, Part, Shape, bracket, clause_at
from .completion.outline import Outline, accepted, begins_item, ends_operand, outline
from .view import View

__all__ = ["CALLS", "HOOKS", "Parameter", "Signature", "signature"]


@dataclass(frozen=True)
class Parameter:
    """A part of a signature: where it stands in the label, and what it is."""

    span: Span
    doc: str


@dataclass(frozen=True)
class Signature:
    """What an item is made of, or what a function is called with.

    Parameters
    ----------
    label : `str`
        All of it, on one line.
    doc : `str`
        What it is, in Markdown.
    parameters : `tuple` [ `Parameter` ]
        Its parts.
    active : `int` or `None`
        The part that the cursor is in.
    """

    label: str
    doc: str
    parameters: tuple[Parameter, ...]
    active: int | None


_LABEL = "Label of the task in the pipeline."
_DATA_ID = "Data ID of the quantum."
_CONNECTIONS = ("connections", "The connections instance; in Python it is `self`.")
_CONFIG = ("config", "The config instance; in Python it is `self`.")
HOOKS: Mapping[str, tuple[tuple[tuple[str, str], ...], str]] = {
    "lookupFunction": (
        (
            ("dataset_type", "The dataset type that is looked for."),
            ("registry", "The registry of the data repository."),
            ("data_id", _DATA_ID),
            ("collections", "The collections to search, in order."),
        ),
        "Iterable[DatasetRef]",
    ),
    "checkFunction": (
        (
            ("connection", "The connection."),
            ("references", "The references of its datasets."),
            ("label", _LABEL),
            ("data_id", _DATA_ID),
        ),
        "None",
    ),
    "check": ((("value", "The value to be set."),), "bool"),
    "itemCheck": ((("item", "An item: of a dictionary, a value."),), "bool"),
    "listCheck": ((("values", "The whole list."),), "bool"),
    "dictCheck": ((("values", "The whole dictionary."),), "bool"),
    "keyCheck": ((("key", "A key."),), "bool"),
    "decorate": ((("cls", "The class."),), "the class"),
    "customize": ((_CONNECTIONS,), "None"),
    "adjustQuantum": (
        (
            _CONNECTIONS,
            ("inputs", "For each input its connection and the references of its datasets."),
            ("outputs", "For each output its connection and the references of its datasets."),
            ("label", _LABEL),
            ("data_id", _DATA_ID),
        ),
        "the inputs and outputs that changed",
    ),
    "adjust_all_quanta": (
        (_CONNECTIONS, ("adjuster", "Tells of all quanta of the task, and changes them.")),
        "None",
    ),
    "getSpatialBoundsConnections": ((_CONNECTIONS,), "the names of connections"),
    "getTemporalBoundsConnections": ((_CONNECTIONS,), "the names of connections"),
    "setDefaults": ((_CONFIG,), "None"),
    "validate": ((_CONFIG,), "None"),
}
"""What the functions are called with that flags and methods name, each parameter with what it is, and the result."""

_VALUES = ("values", "A list, a text or a dictionary.")
CALLS: Mapping[str, tuple[tuple[tuple[str, str], ...], str]] = {
    "abs": ((("number", "A number."),), "number"),
    "all": ((_VALUES,), "bool"),
    "any": ((_VALUES,), "bool"),
    "bool": ((("value", "Any value."),), "bool"),
    "float": ((("value", "A number, or a text that is one."),), "float"),
    "frozenset": ((_VALUES,), "frozenset"),
    "getattr": (
        (
            ("object", "What has the attribute."),
            ("name", "Its name, a text."),
            ("default", "What holds if there is none."),
        ),
        "value",
    ),
    "hasattr": ((("object", "What may have the attribute."), ("name", "Its name, a text.")), "bool"),
    "int": ((("value", "A number, or a text that is one."),), "int"),
    "isinstance": ((("object", "Any value."), ("type", "A type, or several in brackets.")), "bool"),
    "len": ((_VALUES,), "int"),
    "list": ((_VALUES,), "list"),
    "max": ((("values", "A list, or one of several values."), ("…", "The other values.")), "value"),
    "min": ((("values", "A list, or one of several values."), ("…", "The other values.")), "value"),
    "range": (
        (
            ("start", "The first number, 0 if only one number is given."),
            ("stop", "The number behind the last one."),
            ("step", "The step from one to the next."),
        ),
        "range",
    ),
    "round": ((("number", "A number."), ("digits", "How many digits stay behind the point.")), "number"),
    "set": ((_VALUES,), "set"),
    "sorted": ((_VALUES,), "list"),
    "str": ((("value", "Any value."),), "str"),
    "sum": ((("values", "Numbers."), ("start", "What they are added to.")), "number"),
    "tuple": ((_VALUES,), "tuple"),
    "startswith": ((("prefix", "The beginning, a text."),), "bool"),
    "endswith": ((("suffix", "The end, a text."),), "bool"),
}
"""What Python's functions are called with that expressions can call."""

_PARTS = {
    "NAME": "The name of what is declared.",
    "STORAGE_CLASS": "The storage class: what is stored, and how.",
    "DIMENSIONS": "Dimensions by their names; `...` stands for those of the quantum.",
    "DATASET_TYPE": "The dataset type name, with templates in braces.",
    "FLAGS": "What else is said of it: flags, at last `when` and a condition.",
    "TYPE": "The type; `| None` behind it if there may be no value.",
    "DEFAULT": "The default; a field without one has to be set.",
    "BASES": "Tasks or classes to inherit from.",
    "CONDITION": "An expression over the config.",
    "VARIABLE": "Stands for each of the values in turn: `name{VARIABLE}`.",
    "VALUES": "A list, a range, or a config field.",
    "CONNECTIONS": "Connections that are inherited.",
    "MODULE": "A `.conn` file or a Python module, with dots before it if it is near.",
    "NAMES": "What is imported, with commas.",
    "VALUE": "The value.",
}
_PART = re.compile(r"[A-Z][A-Z_]+")


def signature(view: View, offset: int) -> Signature | None:
    """Return what the item at the cursor is made of, or what the function there is called with.

    Parameters
    ----------
    view : `View`
        The file, in whatever state it is.
    offset : `int`
        The cursor.
    """
    place = outline(view, max(0, min(offset, len(view.text))))
    if not place.before or (place.inside is not None and place.inside.kind == "comment"):
        return None
    clause = clause_at(place)
    if place.inside is not None:
        if clause.lexemes and ends_operand(clause.lexemes[-1]) and not bracket(clause.lexemes).text:
            return None  # a doc
    elif begins_item(place, accepted(place.before, place.text)):
        return None
    written = place.text[place.word.start : place.word.end]
    return _called(clause) or _hook(clause, written) or _item(place, clause)


# --- functions ---


def _called(clause: Clause) -> Signature | None:
    """Return the signature of the function in whose parentheses the cursor is."""
    if clause.shape is Shape.BLOCK:
        return None
    inner = bracket(clause.lexemes)
    while inner.text and inner.text != "(":
        inner = bracket(inner.before)
    if inner.text != "(" or not inner.before or inner.before[-1].kind != "name":
        return None
    name = inner.before[-1].text
    if name not in CALLS:
        return None
    parameters, result = CALLS[name]
    commas = _commas(inner)
    active = commas if commas < len(parameters) else len(parameters) - 1
    if name == "range" and commas == 0 and not any(one.kind == "comma" for one in inner.inside):
        active = 0
    return _function(name, parameters, result, "A function of Python's.", active)


def _commas(inner: Bracket) -> int:
    depth, count = 0, 0
    for one in inner.inside:
        depth += (one.kind == "open") - (one.kind == "close")
        count += depth == 0 and one.kind == "comma"
    return count


def _hook(clause: Clause, typed: str) -> Signature | None:
    """Return the signature of the function whose name is expected."""
    word: vocabulary.Word | None = None
    if clause.at.part is Part.FLAG_VALUE:
        name = clause.at.flag
        word = vocabulary.CONNECTION_FLAGS.get(name) or vocabulary.FIELD_FLAGS.get(name)
    elif clause.shape is Shape.ASSIGNMENT and clause.at.part is Part.VALUE and clause.path:
        name = clause.path[-1]
        word = vocabulary.CONFIG_METHODS.get(name) or vocabulary.METHODS.get(name)
        if len(clause.path) > 1:
            word = vocabulary.CONNECTION_FLAGS.get(name)
    takes = getattr(word, "takes", None)
    if word is None or takes not in (Takes.METHOD, Takes.NAMES) or word.name not in HOOKS:
        return None
    parameters, result = HOOKS[word.name]
    written = "".join(one.text for one in clause.lexemes) + typed
    name = written if re.fullmatch(r"[\w.]+", written) else "function"
    return _function(name, parameters, result, word.doc, None)


def _function(
    name: str, parameters: tuple[tuple[str, str], ...], result: str, doc: str, active: int | None
) -> Signature:
    label, found = f"{name}(", []
    for i, (parameter, meaning) in enumerate(parameters):
        label += ", " if i else ""
        found.append(Parameter(Span(len(label), len(label) + len(parameter)), meaning))
        label += parameter
    return Signature(f"{label}) → {result}", doc, tuple(found), active)


# --- items ---


def _item(place: Outline, clause: Clause) -> Signature | None:
    """Return what the item at the cursor is made of."""
    word = clause.word
    match clause.shape:
        case Shape.DECLARATION if word in KINDS:
            return _declaration(word, _part_of_type(clause) or _part(clause, "DATASET_TYPE"))
        case Shape.FIELD:
            active = _part_of_type(clause, "TYPE", "TYPE") or _part(clause, "DEFAULT")
            return _made("NAME: TYPE = DEFAULT, FLAGS", active, "A config field.")
        case Shape.DEFINITION if word == "template":
            doc = vocabulary.DEFINITIONS["template"].doc
            return _made('template NAME = "DEFAULT", FLAGS', _part(clause, "DEFAULT"), doc)
        case Shape.DEFINITION if word == "dimensions":
            doc = vocabulary.DEFINITIONS["dimensions"].doc
            return _made("dimensions NAME = [DIMENSIONS]", "DIMENSIONS", doc)
        case Shape.BLOCK if word in BLOCKS:
            inner = bracket(clause.lexemes).text
            return _block(word, {"[": "DIMENSIONS", "(": "BASES"}.get(inner, ""))
        case Shape.GUARD:
            return _made(
                "when CONDITION { … }", "CONDITION", "What is inside is there if the condition holds."
            )
        case Shape.REQUIREMENT:
            doc = "What must hold for every config; else the message is raised."
            return _made('require CONDITION, FLAGS "message"', _part(clause, "VALUE"), doc)
        case Shape.LOOP:
            return _made("for VARIABLE in VALUES { … }", "VALUES", "Repeats what is inside.")
        case Shape.FROM:
            imports = any(one.text == "import" for one in place.before)
            return _made("from MODULE import NAMES", "NAMES" if imports else "MODULE", "Imports names.")
        case Shape.REMOVAL:
            active = "CONDITION" if clause.at.part is Part.CONDITION else "CONNECTIONS"
            return _made("del CONNECTIONS, when CONDITION", active, "Leaves out what is inherited.")
        case Shape.BEGUN if len(place.before) == 1:
            return _begun(word)
    return None


def _begun(word: str) -> Signature | None:
    """Return what an item is made of whose first word is there."""
    if word in KINDS:
        return _declaration(word, "NAME")
    if word in BLOCKS:
        return _block(word, "NAME")
    if word == "template":
        return _made('template NAME = "DEFAULT", FLAGS', "NAME", vocabulary.DEFINITIONS[word].doc)
    if word == "dimensions":
        return _made("dimensions NAME = [DIMENSIONS]", "NAME", vocabulary.DEFINITIONS[word].doc)
    return (
        _made("for VARIABLE in VALUES { … }", "VARIABLE", "Repeats what is inside.")
        if word == "for"
        else None
    )


def _declaration(word: str, active: str) -> Signature:
    dimensions = "[DIMENSIONS]" if KINDS[word].dimensioned else ""
    label = f'{word} NAME: STORAGE_CLASS{dimensions} = "DATASET_TYPE", FLAGS'
    return _made(label, active, KINDS[word].doc)


def _block(word: str, active: str) -> Signature:
    label = "config NAME(BASES) { … }" if word == "config" else f"{word} NAME[DIMENSIONS](BASES) {{ … }}"
    return _made(label, active, BLOCKS[word].doc)


def _part_of_type(clause: Clause, outside: str = "STORAGE_CLASS", inside: str = "DIMENSIONS") -> str:
    if clause.at.part is not Part.TYPE:
        return ""
    return inside if bracket(clause.lexemes).text == "[" else outside


def _part(clause: Clause, value: str) -> str:
    """Return which part of an item the cursor is in, behind its type."""
    if clause.shape is Shape.REQUIREMENT and clause.at.part is Part.CONDITION and not clause.at.flag:
        return "CONDITION"
    return value if clause.at.part is Part.VALUE else "FLAGS"


def _made(label: str, active: str, doc: str) -> Signature:
    """Return a signature: each word in capitals of a label is a part."""
    found = [match for match in _PART.finditer(label) if match.group() in _PARTS]
    parameters = tuple(Parameter(Span(match.start(), match.end()), _PARTS[match.group()]) for match in found)
    names = [match.group() for match in found]
    return Signature(label, doc, parameters, names.index(active) if active in names else None)
