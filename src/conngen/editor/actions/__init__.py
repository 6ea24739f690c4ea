"""Changes that an editor offers to make: corrections of what diagnostics tell, each with its edits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping

from ...diagnostics import Diagnostic
from ...source import Place, Span
from ..view import View
from . import additions, corrections, flags, importing, removals
from .action import Action, ActionKind
from .request import Request

__all__ = ["RECIPES", "Action", "ActionKind", "actions"]

Recipe = Callable[[Request], Iterator[Action | None]]

_MOST = 20
"""Of how many diagnostics changes are offered at once: a selection of everything is for `ActionKind.FIX_ALL`."""

RECIPES: Mapping[str, tuple[Recipe, ...]] = {
    "camera-is-calibration": (flags.add_calibration,),
    "constant-condition": (flags.leave_condition_out,),
    "default-elsewhere": (corrections.set_default_there,),
    "empty-range": (flags.swap_limits,),
    "flag-not-for-kind": (flags.remove_flag,),
    "inclusive-max": (flags.include_max,),
    "incomplete-declaration": (corrections.name_dataset,),
    "init-dimensions": (removals.remove_item,),
    "minimum-needs-multiple": (flags.make_multiple_for_minimum,),
    "misplaced": (flags.move_condition, flags.remove_flag),
    "missing-doc": (additions.add_doc,),
    "needs-multiple": (flags.make_multiple,),
    "output-lacks-dimension": (corrections.of_quantum,),
    "repeated-dimension": (flags.remove_repeated_dimension,),
    "repeated-flag": (flags.remove_flag,),
    "undefined-template": (additions.add_template,),
    "unknown-edition": (corrections.set_edition,),
    "unknown-flag": (flags.remove_flag,),
    "unknown-function": (importing.import_name,),
    "unknown-name": (corrections.name_the_field_alone, importing.import_name, additions.add_field),
    "unknown-type": (importing.import_name,),
    "unreadable-text": (corrections.take_invisible_out,),
    "unused-dimensions": (removals.remove_item,),
    "unused-import": (removals.remove_import,),
    "unused-template": (corrections.use_template, removals.remove_item),
    "useless-single": (flags.remove_flag,),
    "useless-suppression": (removals.remove_suppression,),
}
"""What can be done about the diagnostics of each code, beside what they propose themselves."""


def actions(view: View, span: Span, codes: Collection[str] = ()) -> tuple[Action, ...]:
    """Return the changes that can be made for what is wrong in a stretch of a file.

    Parameters
    ----------
    view : `View`
        The file.
    span : `Span`
        The stretch; an empty one is the place of the cursor.
    codes : collection of `str`, optional
        The diagnostics to look at; all if there are none.

    Returns
    -------
    actions : `tuple` [ `Action` ]
        Those for the first diagnostic first, the preferred ones before others; at the end what corrects the whole file.
    """
    found: dict[tuple[str, object], Action] = {}
    requests = list(_requests(view, span, codes))
    for request in requests[:_MOST]:
        for action in _of(request):
            found.setdefault((action.title, action.edits), action)
    everything = corrections.correct_all(view)
    return (*found.values(), *(() if everything is None else (everything,)))


def _requests(view: View, span: Span, codes: Collection[str]) -> Iterator[Request]:
    for one in view.compilation.diagnostics:
        if codes and one.code.name not in codes:
            continue
        place = _here(view, one)
        if place is not None and place.span.start <= span.end and span.start <= place.span.end:
            yield Request(view, one, place.span)


def _here(view: View, diagnostic: Diagnostic) -> Place | None:
    """Return where a diagnostic concerns a file: what is wrong in another one, by a related place."""
    places = (diagnostic.place, *(related.place for related in diagnostic.related))
    if diagnostic.place.source is view.source:
        return diagnostic.place
    return next((place for place in places if place.source is view.source), None)


def _of(request: Request) -> Iterator[Action]:
    """Yield the changes for one diagnostic."""
    own = request.diagnostic.place.source is request.view.source
    recipes = (corrections.correct, *RECIPES.get(request.diagnostic.code.name, ())) if own else ()
    offered = [action for recipe in (*recipes, additions.suppress) for action in recipe(request)]
    yield from sorted((one for one in offered if one is not None), key=lambda one: not one.preferred)
