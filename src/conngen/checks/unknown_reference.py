"""A name in `runQuantum` that is no input or output.

`inputRefs` has an attribute for each input of the quantum and `outputRefs` one for each output; what
`butlerQC.get(inputRefs)` returns has a key for each input. Any other name is an `AttributeError` or a
`KeyError` when a quantum is run. Names that the code sets itself, or asks for with `hasattr` or `in`, are
left alone.

Bad:

    task Example[instrument, visit, detector] {
        runQuantum = True

        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }

    # file: example_task.py
    from lsst.pipe.base import PipelineTask, Struct

    from .example_config import ExampleConfig


    class ExampleTask(PipelineTask):
        ConfigClass = ExampleConfig
        _DefaultName = "example"

        def runQuantum(self, butlerQC, inputRefs, outputRefs):
            exposure = butlerQC.get(inputRefs.exposure)
            butlerQC.put(self.measure(exposure), outputRefs.catalog)

Good:

    task Example[instrument, visit, detector] {
        runQuantum = True

        input exposure: ExposureF[...] = "calexp"
            "Calibrated exposure."
        output sources: SourceCatalog[...] = "src"
            "Measured sources."
    }

    # file: example_task.py
    from lsst.pipe.base import PipelineTask, Struct

    from .example_config import ExampleConfig


    class ExampleTask(PipelineTask):
        ConfigClass = ExampleConfig
        _DefaultName = "example"

        def runQuantum(self, butlerQC, inputRefs, outputRefs):
            exposure = butlerQC.get(inputRefs.exposure)
            butlerQC.put(self.measure(exposure), outputRefs.sources)
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from ..authors import all_known, expected, reference_uses
from ..authors.classes import AuthorClass
from ..authors.names import Expected, similar
from ..authors.quanta import Use
from ..diagnostics import Code, Diagnostic
from .subject import Subject

__all__ = ["UNKNOWN_REFERENCE", "check"]

UNKNOWN_REFERENCE = Code("unknown-reference", "{text}")


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the names that stand for no connection."""
    for task, cls in subject.authored():
        if not all_known(task.connections):
            continue
        known = {
            "inputs": expected(task.connections, "input", "prerequisiteInput"),
            "outputs": expected(task.connections, "output"),
        }
        for function in cls.own_functions():
            if function.name == "runQuantum":
                for side, use in reference_uses(function):
                    if not any(one.matches(use.name) for one in known[side]):
                        yield _diagnose(cls, side, use, known)


def _diagnose(cls: AuthorClass, side: str, use: Use, known: dict[str, list[Expected]]) -> Diagnostic:
    other = "outputs" if side == "inputs" else "inputs"
    word = {"inputs": "input", "outputs": "output"}
    place = cls.attribute_place(use.node) if isinstance(use.node, ast.Attribute) else cls.place(use.node)
    wrong_side = next((one for one in known[other] if one.matches(use.name)), None)
    if wrong_side is not None:
        text = f"`{use.name}` is no {word[side]} but an {word[other]}"
        return UNKNOWN_REFERENCE.at(
            place, text=text, related=[(wrong_side.connection.place, "declared here")]
        )
    names = [one.name for one in known[side] if not one.repeated]
    near = similar(use.name, names)
    related = [(one.connection.place, "declared here") for one in known[side] if one.name == near]
    help = f"did you mean `{near}`?" if near else f"the {side} are {', '.join(f'`{name}`' for name in names)}"
    if not near and len(names) == 1:
        help = f"the only {word[side]} is `{names[0]}`"
    text = f"`{use.name}` is no {word[side]} of the task"
    return UNKNOWN_REFERENCE.at(place, text=text, help=help if names else None, related=related)
