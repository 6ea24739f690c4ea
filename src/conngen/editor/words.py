"""What each word of the language means, with an example: for whoever points at one."""

from __future__ import annotations

from collections.abc import Mapping

from .. import vocabulary
from ..records import dataclass
from ..vocabulary import Flag, Kind, Word

__all__ = ["CONSTANTS", "EXAMPLES", "KEYWORDS", "TYPES", "About", "about_flag", "about_kind", "about_word"]


@dataclass(frozen=True)
class About:
    """What is said of a word.

    Parameters
    ----------
    doc : `str`
        What it means, in a line.
    example : `str`
        How it is written.
    facts : `tuple` of pairs of `str`
        What else there is to know, each with what it is about.
    """

    doc: str
    example: str
    facts: tuple[tuple[str, str], ...] = ()


KEYWORDS: Mapping[str, About] = {
    "task": About(vocabulary.BLOCKS["task"].doc, "task Detect[instrument, visit, detector] { … }"),
    "connections": About(vocabulary.BLOCKS["connections"].doc, "connections CoaddInputs[tract, patch] { … }"),
    "config": About(vocabulary.BLOCKS["config"].doc, "config { … }"),
    "template": About(vocabulary.DEFINITIONS["template"].doc, 'template coaddName = "deep"'),
    "dimensions": About(vocabulary.DEFINITIONS["dimensions"].doc, "dimensions area = [skymap, tract, patch]"),
    "edition": About("The edition of the language that a file was written for.", "edition 1"),
    "when": About(
        "What follows is there only if the config says so: behind a declaration, or before a group in braces.",
        "when doMatch",
    ),
    "require": About(
        "What must hold for every config; else the message is raised.",
        'require doWarp or doDirect\n    "Nothing would be written."',
    ),
    "for": About("Repeats what stands in the braces, once for each value.", "for n in range(3) { … }"),
    "in": About(
        "Whether a value is among others; behind `for`, what is repeated over.", 'mode in ["a", "b"]'
    ),
    "from": About(
        "Imports names from another `.conn` file, or from a Python module.", "from .measure import Measure"
    ),
    "import": About("Imports names, or a whole Python module.", "import lsst.afw.image"),
    "as": About("The name that an import has in this file.", "from .measure import Measure as Base"),
    "del": About("Leaves out connections that are inherited.", "del psfMatchedWarps, when not doPsfMatch"),
    "and": About("Whether both hold.", "doMatch and doWrite"),
    "or": About("Whether one of both holds.", "doMatch or doWrite"),
    "not": About("Whether it does not hold.", "not doMatch"),
    "is": About("Whether both are the same object: for `None`, `True` and `False`.", "reference is None"),
    "if": About(
        "Chooses by a condition; what follows the last `else` stands in the class.",
        "[tract] if wide else [patch]",
    ),
    "else": About("What holds otherwise; the last one stands in the class.", "[tract] if wide else [patch]"),
}
"""The words that begin an item or hold one together."""

CONSTANTS: Mapping[str, About] = {
    "True": About("A condition that holds.", "runQuantum = True"),
    "False": About("A condition that does not hold.", "doMatch: bool = False"),
    "None": About("No value; a type that allows it ends with `| None`.", "limit: float | None = None"),
}

_BASIC = dict.fromkeys(vocabulary.BASIC_TYPES, vocabulary.FIELD_TYPES["scalar"])
_BY_WORD = {
    **_BASIC,
    "list": vocabulary.FIELD_TYPES["list"],
    "dict": vocabulary.FIELD_TYPES["dict"],
    "registry": vocabulary.FIELD_TYPES["registry"],
    "choice": vocabulary.FIELD_TYPES["configChoice"],
    "field": vocabulary.FIELD_TYPES["made"],
    "task": vocabulary.FIELD_TYPES["task"],
    "config": vocabulary.FIELD_TYPES["config"],
    "ConfigurableActionField": vocabulary.FIELD_TYPES["action"],
    "ConfigurableActionStructField": vocabulary.FIELD_TYPES["actions"],
}

TYPES: Mapping[str, About] = {
    name: About(
        found.doc, found.written, ((("in Python", f"`pexConfig.{found.runtime}`"),) if found.runtime else ())
    )
    for name, found in _BY_WORD.items()
}
"""The types of config fields that are words of the language."""

EXAMPLES: Mapping[str, str] = {
    "initInput": 'initInput schema: SourceCatalog = "src_schema"',
    "initOutput": 'initOutput schema: SourceCatalog = "src_schema"',
    "prerequisiteInput": 'prerequisiteInput refCat: SimpleCatalog[skypix] = "gaia_dr3", multiple',
    "input": 'input exposure: ExposureF[...] = "calexp"',
    "output": 'output sources: SourceCatalog[...] = "src"',
    "multiple": "multiple",
    "deprecated": 'deprecated="Not used any more; removed after v32."',
    "isCalibration": "isCalibration",
    "deferLoad": "deferLoad",
    "minimum": "minimum=0",
    "deferGraphConstraint": "deferGraphConstraint",
    "deferBinding": "deferBinding",
    "lookupFunction": "lookupFunction=package.find_catalogs",
    "checkFunction": "checkFunction=package.check_inputs",
    "single": 'single="a pipeline runs with one sky map"',
    "suppress": 'suppress={"missing-doc": "see DM-1234"}',
    "raises": "raises=RuntimeError",
    "min": "min=0",
    "max": "max=10, inclusiveMax=True",
    "inclusiveMin": "min=0, inclusiveMin=False",
    "inclusiveMax": "max=10, inclusiveMax=True",
    "allowed": 'allowed={"mean": "The mean.", "median": "The median."}',
    "length": "length=3",
    "minLength": "minLength=1",
    "maxLength": "maxLength=5",
    "check": "check=package.is_even",
    "itemCheck": "itemCheck=package.is_even",
    "listCheck": "listCheck=package.is_sorted",
    "dictCheck": "dictCheck=package.is_complete",
    "keyCheck": "keyCheck=package.is_band",
    "multi": "multi",
    "_DefaultName": '_DefaultName = "detect"',
    "runQuantum": "runQuantum = True",
    "canMultiprocess": "canMultiprocess = False",
    "TaskClass": "TaskClass = DetectSourcesTask",
    "ConfigClass": "ConfigClass = DetectSourcesConfig",
    "ConnectionsClass": "ConnectionsClass = DetectSourcesConnections",
    "pipelineConnections": "pipelineConnections = DetectConnections",
    "decorate": "decorate = package.register",
    "customize": "customize = package.customize",
    "adjustQuantum": "adjustQuantum = package.adjust_quantum",
    "adjust_all_quanta": "adjust_all_quanta = package.adjust_all",
    "getSpatialBoundsConnections": 'getSpatialBoundsConnections = ["exposure"]',
    "getTemporalBoundsConnections": 'getTemporalBoundsConnections = ["exposure"]',
    "setDefaults": "setDefaults = package.set_defaults",
    "validate": "validate = package.validate",
}
"""How the words of the vocabulary are written."""

_OVERRIDABLE = {
    "name": About("The dataset type name of an inherited connection.", 'exposure.name = "calexp"'),
    "storageClass": About(
        "The storage class of an inherited connection.", 'sources.storageClass = "DataFrame"'
    ),
    "doc": About("The doc of an inherited connection.", 'sources.doc = "Sources of the deep image."'),
    "dimensions": About("The dimensions of an inherited connection.", "sources.dimensions = [tract, patch]"),
}


def about_kind(kind: Kind) -> About:
    """Return what is said of a kind of connection."""
    return About(kind.doc, EXAMPLES[kind.name], (("in Python", f"`connectionTypes.{kind.runtime}`"),))


def about_flag(flag: Flag) -> About:
    """Return what is said of a flag."""
    facts = [("takes", flag.takes.value)]
    kinds = [name for name in vocabulary.KINDS if name in flag.kinds]
    if kinds and len(kinds) < len(vocabulary.KINDS):
        facts.append(("for", ", ".join(f"`{name}`" for name in kinds)))
    if flag.default is not None:
        facts.append(("default", f"`{flag.default}`"))
    return About(flag.doc, EXAMPLES[flag.name], tuple(facts))


def about_word(name: str) -> About | None:
    """Return what is said of a word that something is assigned to: a setting, a method, a changed attribute."""
    word: Word | None = vocabulary.SETTINGS.get(name)
    if word is None:
        word = vocabulary.METHODS.get(name) or vocabulary.CONFIG_METHODS.get(name)
    if word is None:
        return _OVERRIDABLE.get(name)
    takes = getattr(word, "takes", None)
    facts = (("takes", takes.value),) if isinstance(takes, vocabulary.Takes) else ()
    parameters = getattr(word, "parameters", ())
    if parameters:
        facts = (*facts, ("is called with", ", ".join(f"`{one}`" for one in ("self", *parameters))))
    return About(word.doc, EXAMPLES[name], facts)
