"""An output that is a component of a dataset.

`calexp.psf` reads one component of the dataset `calexp`. A component can't be written by itself: the runtime
refuses when the task is added to a pipeline graph, `Illegal output component dataset 'calexp.psf'`.

Bad:

    task FitPsf[instrument, visit, detector] {
        input exposure: ExposureF[...] = "post_isr_image"
            "Exposure without a PSF."
        output psf: Psf[...] = "calexp.psf"
            "Fitted PSF."
    }

Good:

    task FitPsf[instrument, visit, detector] {
        input exposure: ExposureF[...] = "post_isr_image"
            "Exposure without a PSF."
        output psf: Psf[...] = "fitted_psf"
            "Fitted PSF."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from ..model import Connection, Text
from .common import filled, seen
from .illegal_dataset_name import problem_of
from .subject import Subject

__all__ = ["COMPONENT_OUTPUT", "check"]

COMPONENT_OUTPUT = Code(
    "component-output",
    "{kind} can't write `{component}`, a component of another dataset",
    help="give it a name without a dot",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each output whose name has a dot, also by way of a template."""
    for cls in subject.classes:
        templates = cls.all_templates()
        written: list[tuple[Connection, str, Text]] = []
        for one in cls.connections:
            if isinstance(one.dataset, Text):
                written.append((one, one.static_dataset, one.dataset))
        known = seen(cls)
        for override in cls.overrides:
            if (
                override.attribute == "name"
                and isinstance(override.value, Text)
                and override.connection in known
            ):
                written.append(
                    (known[override.connection].connection, override.value.plain or "", override.value)
                )
        for one, static, text in written:
            if one.kind.read:
                continue
            name = filled(static, templates, "x") or "".join(
                part for part in text.parts if isinstance(part, str)
            )
            if "." in name and problem_of(name) is None:
                yield COMPONENT_OUTPUT.at(text.place, kind=f"an {one.kind.name}", component=name)
