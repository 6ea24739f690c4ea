"""The words of the language and what they are in the runtime: each kind, flag, setting and field type declared once.

The grammar knows none of them. Output, checks, reference and editor files are made from these tables; a test compares
them with the dataclasses of ``lsst.pipe.base.connectionTypes`` and the fields of ``lsst.pex.config``.
"""

from __future__ import annotations

import builtins
import enum

from .records import dataclass

__all__ = [
    "BLOCKS",
    "CONFIG_METHODS",
    "CONNECTION_FLAGS",
    "DEFINITIONS",
    "EDITION",
    "ERRORS",
    "FIELD_FLAGS",
    "FIELD_TYPES",
    "KINDS",
    "METHODS",
    "REQUIREMENT_FLAGS",
    "SETTINGS",
    "TEMPLATE_FLAGS",
    "WARNINGS",
    "FieldType",
    "Flag",
    "Kind",
    "Method",
    "Setting",
    "Takes",
    "Word",
]

EDITION = 1
"""The edition of the language that this compiler was made for; it reads every earlier one too."""


class Takes(enum.Enum):
    """What a flag or a setting takes behind its ``=``."""

    TRUTH = "`True`, `False` or a condition on the config"
    COUNT = "a whole number"
    NUMBER = "a number"
    TEXT = "a string"
    NAME = "the dotted name of a Python object"
    NEW_NAME = "a class name"
    METHOD = "the dotted name of a Python function"
    ERROR = "the name of an exception of Python's, or the dotted name of another one"
    NAMES = "a list of connections, a choice among such lists, or the dotted name of a Python function"
    CHOICES = "a dictionary from each choice to its doc, or the dotted name of one"
    REASONS = "a dictionary from codes to reasons"


@dataclass(frozen=True)
class Word:
    """A word of the language with what it means, in one line."""

    name: str
    doc: str


@dataclass(frozen=True)
class Kind(Word):
    """A kind of connection.

    Parameters
    ----------
    runtime : `str`
        The class of ``lsst.pipe.base.connectionTypes``.
    collection : `str`
        The set of the Connections class that holds its names.
    dimensioned : `bool`
        Whether it has dimensions.
    read : `bool`
        Whether a task reads it, and does not write it.
    at_init : `bool`
        Whether it is there when the task is made, before any quantum.
    """

    runtime: str
    collection: str
    dimensioned: bool = True
    read: bool = True
    at_init: bool = False


KINDS = {
    kind.name: kind
    for kind in (
        Kind(
            "initInput",
            "Read once, when the task is made: schemas and the like.",
            "InitInput",
            "initInputs",
            False,
            True,
            True,
        ),
        Kind(
            "initOutput",
            "Written once, when the task is made: schemas and the like.",
            "InitOutput",
            "initOutputs",
            False,
            False,
            True,
        ),
        Kind(
            "prerequisiteInput",
            "Read for each quantum; there before the pipeline runs, and no constraint on what is processed.",
            "PrerequisiteInput",
            "prerequisiteInputs",
        ),
        Kind("input", "Read for each quantum; what there is decides what is processed.", "Input", "inputs"),
        Kind("output", "Written for each quantum.", "Output", "outputs", True, False),
    )
}

_INPUTS = frozenset({"input", "prerequisiteInput"})
_DIMENSIONED = _INPUTS | {"output"}
_ALL = frozenset(KINDS)


@dataclass(frozen=True)
class Flag(Word):
    """What is said of a declaration behind a comma.

    Parameters
    ----------
    takes : `Takes`
        What stands behind ``=``; a flag of `Takes.TRUTH` may stand alone and is `True` then.
    kinds : `frozenset` [ `str` ]
        The kinds of connections it is for; of fields, the types.
    default : object
        What holds where it is not given: the default of the runtime.
    runtime : `bool`
        Whether it is an argument of the runtime's class; the others are conngen's own.
    """

    takes: Takes
    kinds: frozenset[str] = frozenset()
    default: object = None
    runtime: bool = True


CONNECTION_FLAGS = {
    flag.name: flag
    for flag in (
        Flag(
            "multiple",
            "A quantum holds several of these datasets: `run` gets or returns a list.",
            Takes.TRUTH,
            _ALL,
            False,
        ),
        Flag("deprecated", "Why it should no longer be used, and until when it is kept.", Takes.TEXT, _ALL),
        Flag("isCalibration", "The datasets have ranges of validity.", Takes.TRUTH, _DIMENSIONED, False),
        Flag(
            "deferLoad",
            "`run` gets a handle to load the dataset with, instead of the dataset.",
            Takes.TRUTH,
            _INPUTS,
            False,
        ),
        Flag(
            "minimum",
            "How many datasets a quantum needs at least; 0 makes the connection optional.",
            Takes.COUNT,
            _INPUTS,
            1,
        ),
        Flag(
            "deferGraphConstraint",
            "Whether the datasets exist does not constrain the first query for quanta.",
            Takes.TRUTH,
            frozenset({"input"}),
            False,
        ),
        Flag(
            "deferBinding",
            "The dataset is bound by a quantum graph builder of its own; the same dataset type may be an output too.",
            Takes.TRUTH,
            frozenset({"input"}),
            False,
        ),
        Flag(
            "lookupFunction",
            "Finds the datasets: called with dataset type, registry, data ID and collections, returns references.",
            Takes.METHOD,
            frozenset({"prerequisiteInput"}),
        ),
        Flag(
            "checkFunction",
            "Looks at a quantum before it runs: called from `adjustQuantum` with the connection, its references, the "
            "label and the data ID; it raises `NoWorkFound` to drop the quantum.",
            Takes.METHOD,
            _DIMENSIONED,
            runtime=False,
        ),
        Flag(
            "single",
            "Why a quantum never holds more than one dataset, though its dimensions alone would allow it.",
            Takes.TEXT,
            _DIMENSIONED,
            runtime=False,
        ),
        Flag(
            "suppress",
            "Diagnostics that are not wanted here, by code, each with a reason.",
            Takes.REASONS,
            _ALL,
            runtime=False,
        ),
    )
}

TEMPLATE_FLAGS = {
    flag.name: flag
    for flag in (
        Flag("deprecated", "Why it should no longer be used, and until when it is kept.", Takes.TEXT),
        Flag(
            "suppress",
            "Diagnostics that are not wanted here, by code, each with a reason.",
            Takes.REASONS,
            runtime=False,
        ),
    )
}

REQUIREMENT_FLAGS = {
    flag.name: flag
    for flag in (
        Flag(
            "raises",
            "The exception that is raised; a `ValueError` if none is given, which names the field in a config.",
            Takes.ERROR,
            runtime=False,
        ),
    )
}


@dataclass(frozen=True)
class FieldType(Word):
    """A type of a config field.

    Parameters
    ----------
    runtime : `str`
        The class of ``lsst.pex.config`` it becomes.
    written : `str`
        How it is written.
    """

    runtime: str
    written: str


FIELD_TYPES = {
    field.name: field
    for field in (
        FieldType(
            "scalar", "A value of one of Python's basic types.", "Field", "bool, int, float, complex, str"
        ),
        FieldType("list", "Several values of one basic type.", "ListField", "list[float]"),
        FieldType("dict", "Values of one basic type by keys of another.", "DictField", "dict[str, float]"),
        FieldType("choice", "One of some values, each with a doc.", "ChoiceField", "str with allowed={…}"),
        FieldType("range", "A number between two others.", "RangeField", "int or float with min=, max="),
        FieldType(
            "task",
            "A subtask, which a user may replace by another.",
            "ConfigurableField",
            "SomeTask, or task[SomeClass]",
        ),
        FieldType("config", "Another config.", "ConfigField", "SomeConfig, or config[SomeClass]"),
        FieldType("configDict", "Configs of one class by key.", "ConfigDictField", "dict[str, SomeConfig]"),
        FieldType(
            "registry",
            "A choice among what is registered.",
            "RegistryField",
            "registry[package.someRegistry]",
        ),
        FieldType(
            "configChoice",
            "A choice among the configs that a Python dictionary holds.",
            "ConfigChoiceField",
            "choice[package.SOME_CONFIGS]",
        ),
        FieldType(
            "action",
            "An action, which a user may replace by another.",
            "ConfigurableActionField",
            "ConfigurableActionField, or ConfigurableActionField[SomeAction]",
        ),
        FieldType(
            "actions",
            "Any number of actions by name.",
            "ConfigurableActionStructField",
            "ConfigurableActionStructField, or ConfigurableActionStructField[SomeAction]",
        ),
        FieldType("made", "What a Python function makes.", "", "field[SomeConfig.make_field]"),
    )
}

BASIC_TYPES = ("bool", "int", "float", "complex", "str")

ERRORS = tuple(
    name
    for name, error in vars(builtins).items()
    if isinstance(error, type)
    and issubclass(error, Exception)
    and not issubclass(error, Warning | UnicodeError | BaseExceptionGroup)
)
"""The exceptions of Python's that are raised with a message."""

WARNINGS = tuple(
    name for name, error in vars(builtins).items() if isinstance(error, type) and issubclass(error, Warning)
)
"""The warnings of Python's, which decorators are given."""

TYPE_WORDS = (
    *BASIC_TYPES,
    "list",
    "dict",
    "registry",
    "choice",
    "field",
    "task",
    "config",
    "ConfigurableActionField",
    "ConfigurableActionStructField",
)

_ANY_FIELD = frozenset(FIELD_TYPES)
_COLLECTIONS = frozenset({"list", "dict", "configDict"})

FIELD_FLAGS = {
    flag.name: flag
    for flag in (
        Flag("min", "The smallest value.", Takes.NUMBER, frozenset({"range"})),
        Flag(
            "max",
            "The largest value; not allowed itself unless `inclusiveMax=True`.",
            Takes.NUMBER,
            frozenset({"range"}),
        ),
        Flag("inclusiveMin", "Whether `min` itself is allowed.", Takes.TRUTH, frozenset({"range"}), True),
        Flag("inclusiveMax", "Whether `max` itself is allowed.", Takes.TRUTH, frozenset({"range"}), False),
        Flag("allowed", "The choices, each with its doc.", Takes.CHOICES, frozenset({"choice"})),
        Flag("length", "How many items there must be.", Takes.COUNT, frozenset({"list"})),
        Flag("minLength", "How many items there must be at least.", Takes.COUNT, frozenset({"list"})),
        Flag("maxLength", "How many items there may be at most.", Takes.COUNT, frozenset({"list"})),
        Flag(
            "check",
            "Tells whether a value is right.",
            Takes.METHOD,
            frozenset({"scalar", "config", "task", "action"}),
        ),
        Flag("itemCheck", "Tells whether an item is right.", Takes.METHOD, _COLLECTIONS),
        Flag("listCheck", "Tells whether the whole list is right.", Takes.METHOD, frozenset({"list"})),
        Flag(
            "dictCheck",
            "Tells whether the whole dictionary is right.",
            Takes.METHOD,
            frozenset({"dict", "configDict"}),
        ),
        Flag("keyCheck", "Tells whether a key is right.", Takes.METHOD, frozenset({"dict", "configDict"})),
        Flag(
            "multi",
            "Several of what there is may be chosen.",
            Takes.TRUTH,
            frozenset({"registry", "configChoice"}),
            False,
        ),
        Flag(
            "deprecated",
            "Why it should no longer be used, and until when it is kept.",
            Takes.TEXT,
            _ANY_FIELD - {"made", "registry"},
        ),
        Flag(
            "suppress",
            "Diagnostics that are not wanted here, by code, each with a reason.",
            Takes.REASONS,
            _ANY_FIELD,
            runtime=False,
        ),
    )
}


@dataclass(frozen=True)
class Setting(Word):
    """What is assigned to a name inside a block: ``runQuantum = True``.

    Parameters
    ----------
    takes : `Takes`
        What stands behind ``=``.
    blocks : `frozenset` [ `str` ]
        The blocks it can stand in.
    """

    takes: Takes
    blocks: frozenset[str]


_TASK = frozenset({"task"})

SETTINGS = {
    setting.name: setting
    for setting in (
        Setting("_DefaultName", "The default label of the task.", Takes.TEXT, _TASK),
        Setting(
            "runQuantum",
            "Whether the task's own `runQuantum` reads and writes the datasets.",
            Takes.TRUTH,
            _TASK,
        ),
        Setting("canMultiprocess", "Whether the task may run in a subprocess.", Takes.TRUTH, _TASK),
        Setting(
            "TaskClass", "The name of the Task class, or one that is written already.", Takes.NEW_NAME, _TASK
        ),
        Setting("ConfigClass", "The name of the Config class, or another one to use.", Takes.NEW_NAME, _TASK),
        Setting(
            "ConnectionsClass",
            "The name of the Connections class, or another one to use.",
            Takes.NEW_NAME,
            _TASK,
        ),
        Setting(
            "pipelineConnections",
            "The Connections class of a config without a task.",
            Takes.NAME,
            frozenset({"config"}),
        ),
        Setting(
            "suppress",
            "Diagnostics of the head of the block that are not wanted, by code, each with a reason.",
            Takes.REASONS,
            frozenset({"task", "connections", "config"}),
        ),
    )
}


@dataclass(frozen=True)
class Method(Word):
    """A method that a dotted name can be attached as: ``adjustQuantum = adjust``.

    Parameters
    ----------
    takes : `Takes`
        What stands behind ``=``.
    parameters : `tuple` [ `str` ]
        The parameters behind ``self``, which the function gets too.
    """

    takes: Takes = Takes.METHOD
    parameters: tuple[str, ...] = ()


METHODS = {
    method.name: method
    for method in (
        Method("decorate", "A decorator of the Connections class: called with it, and returns it."),
        Method("customize", "Called with the connections instance at the end of `__init__`."),
        Method(
            "adjustQuantum",
            "Called with the connections and the arguments of `adjustQuantum`, and returns what that returns.",
            Takes.METHOD,
            ("inputs", "outputs", "label", "data_id"),
        ),
        Method(
            "adjust_all_quanta", "Called with the connections and the adjuster.", Takes.METHOD, ("adjuster",)
        ),
        Method(
            "getSpatialBoundsConnections",
            "The connections whose data IDs make the spatial bounds.",
            Takes.NAMES,
        ),
        Method(
            "getTemporalBoundsConnections",
            "The connections whose data IDs make the temporal bounds.",
            Takes.NAMES,
        ),
    )
}

CONFIG_METHODS = {
    method.name: method
    for method in (
        Method("decorate", "A decorator of the Config class: called with it, and returns it."),
        Method("setDefaults", "Called with the config at the end of `setDefaults`."),
        Method(
            "validate", "Called with the config at the end of `validate`; it raises if something is wrong."
        ),
    )
}

BLOCKS = {
    word.name: word
    for word in (
        Word("task", "A task: its connections, its config and its class."),
        Word("connections", "A Connections class alone: a base or a mixin."),
        Word("config", "The config of a task; on its own, a Config class without connections."),
    )
}

DEFINITIONS = {
    word.name: word
    for word in (
        Word("template", "A part of dataset type names that a pipeline can set, with its default."),
        Word("dimensions", "A name for some dimensions, or for the choice among them."),
    )
}

OVERRIDABLE = ("name", "storageClass", "doc", "dimensions")
"""Attributes of an inherited connection that can be assigned beside its flags."""

RESERVED_CONNECTIONS = {
    **dict.fromkeys(
        (
            "dimensions",
            "inputs",
            "prerequisiteInputs",
            "outputs",
            "initInputs",
            "initOutputs",
            "allConnections",
        ),
        "the runtime keeps it for the connections class itself",
    ),
    **dict.fromkeys(
        (
            "config",
            "defaultTemplates",
            "deprecatedTemplates",
            "_allConnections",
            "buildDatasetRefs",
            *(name for name in METHODS if name not in ("customize", "decorate")),
        ),
        "the connections class has an attribute of that name",
    ),
    **dict.fromkeys(
        (
            *(
                "ConnectionsClass",
                "compare",
                "copy",
                "formatHistory",
                "freeze",
                "items",
                "keys",
                "load",
                "loadFromStream",
            ),
            *(
                "loadFromString",
                "names",
                "save",
                "saveToStream",
                "saveToString",
                "setDefaults",
                "toDict",
                "update",
                "validate",
                "values",
            ),
            *("history", "_fields", "_storage", "_history", "_imports", "_frozen", "_name"),
        ),
        "its dataset type name becomes a config field, and every config has an attribute of that name",
    ),
    "self": "`run` would have two parameters of that name",
}
"""Names a connection can't have, and why; compared by a test with what the runtime does."""

RESERVED_OUTPUTS = dict.fromkeys(
    ("getDict", "mergeItems", "copy"),
    "the runtime's `Struct`, which `run` returns, has an attribute of that name",
)
"""Names only an output can't have, and why."""

RESERVED_FIELDS = {
    "connections": "the runtime keeps it for the dataset type names",
    "ConnectionsClass": "the runtime keeps it for the connections class",
    "ConnectionsConfigClass": "the runtime keeps it for the connections class",
    **dict.fromkeys(
        (
            *(
                "compare",
                "copy",
                "formatHistory",
                "freeze",
                "items",
                "keys",
                "load",
                "loadFromStream",
                "loadFromString",
            ),
            *(
                "names",
                "save",
                "saveToStream",
                "saveToString",
                "setDefaults",
                "toDict",
                "update",
                "validate",
                "values",
            ),
            *(
                "history",
                "_fields",
                "_storage",
                "_history",
                "_imports",
                "_frozen",
                "_name",
                "applyConfigOverrides",
            ),
        ),
        "every config has an attribute of that name",
    ),
    "self": "methods of the config have a parameter of that name",
}
"""Names a config field can't have, and why; compared by a test with what the runtime does."""
