"""A condition that is always true, or never, whatever the config says.

A connection that is there under such a condition is always there, or never; a requirement never fails, or
always. The runtime has no opinion on it: a pipeline is built without the dataset, and nobody is told. Most
often a field is named twice where another was meant (`usePtcGains and usePtcGains`), or both halves of an
`or` are one too many. A condition that follows from the ones around it says nothing either.

The values that matter are tried: all of a `bool` and of a choice, and of numbers and strings those the
condition names with one of each stretch between them. What can't be known, such as a field of a class that
can't be read, may be anything.

Bad:

    task Flat[instrument, exposure, detector] {
        input raw: Exposure[...] = "raw"
            "Raw exposure."
        prerequisiteInput ptc: PhotonTransferCurveDataset[instrument, detector] = "ptc", isCalibration,
            when usePtcGains or usePtcGains
            "Gains and read noise."
        output flat: Exposure[...] = "flat"
            "Corrected exposure."

        config {
            usePtcGains: bool = False
                "Take the gains from the photon transfer curve?"
            usePtcReadNoise: bool = False
                "Take the read noise from it?"
        }
    }

Good:

    task Flat[instrument, exposure, detector] {
        input raw: Exposure[...] = "raw"
            "Raw exposure."
        prerequisiteInput ptc: PhotonTransferCurveDataset[instrument, detector] = "ptc", isCalibration,
            when usePtcGains or usePtcReadNoise
            "Gains and read noise."
        output flat: Exposure[...] = "flat"
            "Corrected exposure."

        config {
            usePtcGains: bool = False
                "Take the gains from the photon transfer curve?"
            usePtcReadNoise: bool = False
                "Take the read noise from it?"
        }
    }
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from ..conditions.comparisons import problems
from ..conditions.fields import field_of, literal
from ..conditions.sites import Condition, conditions
from ..conditions.truth import Part, same, strip, truths
from ..diagnostics import Code, Diagnostic, Level
from ..model import Expression, Meaning, walk
from ..records import dataclass
from ..source import Place
from ..syntax import tree
from .subject import Subject

__all__ = ["CONSTANT_CONDITION", "check"]

CONSTANT_CONDITION = Code("constant-condition", "{text}", level=Level.WARNING)

_OTHER_MEANT = "was another field meant?"


@dataclass(frozen=True)
class _Finding:
    place: Place
    text: str
    help: str | None = None
    related: tuple[tuple[Place, str], ...] = ()


def check(subject: Subject) -> Iterator[Diagnostic]:
    """Yield the conditions that say nothing.

    Of a repetition that is written out, what holds in one round need not hold in the next: only what is found
    in every round is reported.
    """
    rounds: Counter[Place] = Counter()
    times: Counter[_Finding] = Counter()
    sites: dict[_Finding, Place] = {}
    seen: dict[object, set[_Finding]] = {}
    for condition in conditions(subject):
        if _is_plain_switch(condition):
            continue
        rounds[condition.expression.place] += 1
        key = _key(condition)
        if key not in seen:
            seen[key] = set(_Reader(condition).findings())
        for finding in seen[key]:
            times[finding] += 1
            sites.setdefault(finding, condition.expression.place)
    for finding, count in times.items():
        if count == rounds[sites[finding]]:
            yield CONSTANT_CONDITION.at(
                finding.place, text=finding.text, help=finding.help, related=finding.related
            )


def _is_plain_switch(condition: Condition) -> bool:
    """Whether a condition is a truth field alone, of which nothing can be said."""
    node = condition.expression.tree
    if condition.outer or condition.required or not isinstance(node, tree.Variable):
        return False
    binding = condition.expression.names.get(node.name)
    return binding is not None and binding.field is not None and binding.field.basic == ("bool",)


def _is_switch(expression: Expression, node: tree.Expression) -> bool:
    """Whether a part of a condition is a truth field, which may be true and may be false."""
    binding = expression.names.get(node.name) if isinstance(node, tree.Variable) else None
    if binding is None or binding.meaning is not Meaning.FIELD or binding.field is None:
        return False
    return binding.field.type == "scalar" and binding.field.basic == ("bool",)


def _are_apart(parts: list[Part]) -> bool:
    """Whether no name is in two of some parts, so that what one of them is says nothing about another."""
    names = [{one.name for one in walk(node) if isinstance(one, tree.Variable)} for _, node in parts]
    return sum(map(len, names)) == len(set().union(*names))


def _key(condition: Condition) -> object:
    """Return what is the same for two rounds in which a condition means the same."""
    expressions = (*condition.outer, condition.expression)
    given = [
        (one.place, name, repr(binding.value))
        for one in expressions
        for name, binding in sorted(one.names.items())
        if binding.meaning is Meaning.VALUE
    ]
    return (tuple(one.place for one in expressions), tuple(given), id(condition.config), condition.required)


class _Reader:
    """Looks at one condition."""

    def __init__(self, condition: Condition) -> None:
        self.condition = condition
        self.config = condition.config

    @cached_property
    def wrong(self) -> list[tree.Node]:
        """What is wrong in itself."""
        expressions = (*self.condition.outer, self.condition.expression)
        return [found.operation for one in expressions for found in problems(one, self.config)]

    def findings(self) -> Iterator[_Finding]:
        own = self.condition.expression
        inside = list(self.inside(own, own.tree))
        if inside:
            yield from inside
            return
        outer = [part for one in self.condition.outer for part in _operands((one, one.tree), "and")]
        parts = _operands((own, own.tree), "and")
        if any(self.verdict(part) is not None for part in outer):
            return  # reported where it stands
        found = [
            one for part in parts for before in outer if (one := self.against_outer(before, part)) is not None
        ]
        yield from found[:1]
        if not found and outer and self.never([*outer, *parts]):
            related = tuple((one.place, "this condition is around it") for one in self.condition.outer)
            yield _Finding(own.place, f"{_quoted(own.place)} is never true here", None, related)

    def inside(self, expression: Expression, node: tree.Expression) -> Iterator[_Finding]:
        """Yield the smallest parts that are always true or never."""
        bare = strip(node)
        match bare:
            case tree.Logical(values=values):
                found = [one for value in values for one in self.inside(expression, value)]
                yield from found
                if not found:
                    yield from self.logical(expression, bare)
                return
            case tree.Not(value=value):
                yield from self.inside(expression, value)
                return
        if _is_switch(expression, bare):
            return
        verdict = self.verdict((expression, bare))
        if verdict is not None:
            yield self.constant(expression, bare, verdict)

    def verdict(self, *parts: Part) -> bool | None:
        """Return the truth of conditions that hold always or never, `None` if that depends."""
        found = truths(parts, self.config, self.wrong)
        if found is None:
            return None
        together = {None if None in truth else all(truth) for truth in found}
        return together.pop() if len(together) == 1 else None

    def never(self, parts: list[Part]) -> bool:
        """Whether conditions never hold together."""
        found = truths(parts, self.config, self.wrong)
        return (
            found is not None
            and not any(all(truth) for truth in found)
            and None not in {t for one in found for t in one}
        )

    # --- `and` and `or` ---

    def logical(self, expression: Expression, node: tree.Logical) -> Iterator[_Finding]:
        """Yield what is wrong with operands of which each may hold and may not."""
        parts = _operands((expression, node), node.operator)
        if _are_apart(parts):
            return
        for j, part in enumerate(parts):
            for before in parts[:j]:
                if (found := self.pair(before, part, node.operator)) is not None:
                    yield found
                    return
        verdict = self.verdict((expression, node))
        if verdict is not None:
            yield self.constant(expression, node, verdict)

    def pair(self, before: Part, part: Part, operator: str) -> _Finding | None:
        """Return what is wrong with two operands of one ``and`` or ``or``."""
        place, first = _place(part), _place(before)
        if same(before, part):
            text = f"{_quoted(place)} stands here twice"
            return _Finding(place, text, _OTHER_MEANT, ((first, "the first time"),))
        found = truths([before, part], self.config, self.wrong)
        if found is None or any(None in truth for truth in found):
            return None
        if operator == "and" and not any(one and other for one, other in found):
            text = f"{_quoted(first)} and {_quoted(place)} are never true together"
            return _Finding(place, text, "was `or` meant?", ((first, "never true together with this"),))
        if operator == "or" and all(one or other for one, other in found):
            text = f"{_quoted(first)} or {_quoted(place)} is always true"
            return _Finding(
                place, text, "was `and` meant?", ((first, "where this does not hold, the other does"),)
            )
        return None

    def against_outer(self, before: Part, part: Part) -> _Finding | None:
        """Return what is wrong with a condition behind one that is around it."""
        place, first = _place(part), _place(before)
        if same(before, part):
            text = f"{_quoted(place)} holds here already"
            return _Finding(place, text, _OTHER_MEANT, ((first, "this is around it"),))
        found = truths([before, part], self.config, self.wrong)
        if found is None or any(None in truth for truth in found):
            return None
        if not any(one and other for one, other in found):
            text = f"{_quoted(place)} is never true where {_quoted(first)} is"
            return _Finding(
                place, text, "put it outside, or put one of the two right", ((first, "this is around it"),)
            )
        if all(other for one, other in found if one):
            text = f"{_quoted(place)} is always true where {_quoted(first)} is"
            return _Finding(
                place, text, "leave it out, or name the field that was meant", ((first, "this is around it"),)
            )
        return None

    # --- words ---

    def constant(self, expression: Expression, node: tree.Expression, verdict: bool) -> _Finding:
        place = expression.at(node)
        words = "always true" if verdict else "never true"
        if isinstance(node, tree.Compare) and (found := self.none(expression, node)) is not None:
            return found
        if self.condition.required and strip(self.condition.expression.tree) is node:
            text = f"this requirement {'always holds' if verdict else 'never holds'}"
            return _Finding(
                place, text, "leave it out" if verdict else "no config can be right: put it right"
            )
        field = field_of(expression, node, self.config)
        if field is not None:
            text = (
                f"`{place.text}` is {words}: {'none' if verdict else 'each'} of its values counts as `False`"
            )
            return _Finding(
                place, text, "compare it with one of its values", ((field.place, "declared here"),)
            )
        help = "leave the condition out" if verdict else "leave out what depends on it, or put it right"
        plain = isinstance(node, tree.Constant | tree.Number | tree.String)
        return _Finding(place, f"{'this condition' if plain else _quoted(place)} is {words}", help)

    def none(self, expression: Expression, node: tree.Compare) -> _Finding | None:
        """Return the finding about a field that is compared with ``None`` and never is."""
        for one in node.values:
            field = field_of(expression, one, self.config)
            if field is None or field.optional or len(node.values) != 2:
                continue
            other = node.values[1] if one is node.values[0] else node.values[0]
            if literal(expression, other) is None:
                name = expression.at(one).text
                text = f"`{name}` is never `None`: it is not declared optional"
                help = "leave this out, or add `| None` to its type"
                return _Finding(expression.at(node), text, help, ((field.place, "declared here"),))
        return None


def _operands(part: Part, operator: str) -> list[Part]:
    """Return the operands of an ``and`` or ``or``, those of nested ones included."""
    expression, node = part
    bare = strip(node)
    if isinstance(bare, tree.Logical) and bare.operator == operator:
        return [one for value in bare.values for one in _operands((expression, value), operator)]
    return [(expression, bare)]


def _place(part: Part) -> Place:
    return part[0].at(part[1])


def _quoted(place: Place) -> str:
    """Return what stands at a place in backticks, if it is short."""
    text = " ".join(place.text.split())
    return f"`{text}`" if len(text) <= 60 else "this"
