"""A camera that is no calibration.

The butler keeps cameras in calibration collections, each with the range of time it is valid for. If the
connection does not say `isCalibration`, its definition differs from that of the repository and of all other
tasks, and the runtime stops with `IncompatibleDatasetTypeError` when the pipeline graph is made.

Bad:

    task Measure[instrument, exposure, detector] {
        input raw: ExposureF[...] = "raw"
            "Raw exposure."
        prerequisiteInput camera: Camera[instrument] = "camera"
            "Geometry of the focal plane."
    }

Good:

    task Measure[instrument, exposure, detector] {
        input raw: ExposureF[...] = "raw"
            "Raw exposure."
        prerequisiteInput camera: Camera[instrument] = "camera", isCalibration
            "Geometry of the focal plane."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic, Level
from .subject import Subject

__all__ = ["CAMERA_IS_CALIBRATION", "check"]

CAMERA_IS_CALIBRATION = Code(
    "camera-is-calibration",
    "the camera `{name}` is a calibration, and `isCalibration` is missing",
    help="add `isCalibration`",
    level=Level.WARNING,
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each prerequisite that is a camera and no calibration."""
    for _, one in subject.connections():
        camera = one.kind.name == "prerequisiteInput" and one.storage_class.plain == "Camera"
        if camera and not one.may_be("isCalibration"):
            yield CAMERA_IS_CALIBRATION.at(one.place, name=one.attribute)
