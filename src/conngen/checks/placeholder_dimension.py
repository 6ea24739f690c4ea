"""`skypix` where a dimension of its own is needed.

`skypix` stands for whichever pixelization a dataset has that is in the data repository already, such as a
reference catalog. What a task works on or writes has none yet: the runtime stops with a bare `KeyError:
'skypix'` when the pipeline graph is made.

Bad:

    task Stack[skypix] {
        input catalogs: ArrowAstropy[skypix, visit] = "catalog", multiple
            "Catalogs of the pixel."
        output stacked: ArrowAstropy[...] = "stacked_catalog"
            "All of them."
    }

Good:

    task Stack[htm7] {
        input catalogs: ArrowAstropy[htm7, visit] = "catalog", multiple
            "Catalogs of the pixel."
        output stacked: ArrowAstropy[...] = "stacked_catalog"
            "All of them."
    }
"""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Code, Diagnostic
from ..model import Defined, Dimensions, Named
from ..source import Place
from ..universe.dimensions import SKYPIX
from .common import is_own
from .subject import Subject

__all__ = ["PLACEHOLDER_DIMENSION", "check"]

PLACEHOLDER_DIMENSION = Code(
    "placeholder-dimension",
    "{what} can't have the dimension `skypix`: it only stands for that of a dataset that exists",
    help="name a level of a pixelization, such as `{level}`",
)


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield a diagnostic for each quantum and each output with the placeholder."""
    for cls in subject.classes:
        lists = [("the quantum", cls.dimensions)]
        for one in cls.connections:
            if not one.kind.read and one.kind.dimensioned:
                lists.append((f"the output `{one.attribute}`", one.dimensions))
        for what, dimensions in lists:
            place = _place(dimensions)
            if place is not None:
                place = place if is_own(subject, place) or dimensions is None else dimensions.place
                level = subject.universe.common_skypix
                yield PLACEHOLDER_DIMENSION.at(place, what=what, level=level)


def _place(dimensions: Dimensions | None) -> Place | None:
    for item in dimensions.items if dimensions is not None else ():
        if isinstance(item, Named) and item.name == SKYPIX:
            return item.place
        if isinstance(item, Defined) and any(_place(one) is not None for one in item.definition.choices()):
            return item.place
    return None
