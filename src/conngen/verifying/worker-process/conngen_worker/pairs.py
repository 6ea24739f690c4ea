"""Compares a pair of classes of the original with what was generated for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .comparing import differences, title
from .declared import compare_declared, shared
from .fields import Choice, required, values_of
from .loose import loose_config_for
from .modules import Modules
from .outcomes import ANY_ERROR, Failure, Side
from .plan import Uses
from .sources import uses_of
from .values import combinations, possible
from .views import SETS, Views

__all__ = ["Findings", "compare"]

_LACKING = 8
"""How many of the fields that must have a value are left without, one at a time."""
_ROUNDS = 4
"""How often fields are looked for: which are looked at may depend on the values of others."""


@dataclass
class Findings:
    """What was found in comparing two pairs of classes.

    Parameters
    ----------
    combinations, possible : `int`
        How many combinations of settings were compared, and how many there are.
    fields : `list` [ `str` ]
        The fields whose values were combined.
    differences : `list` [ `str` ]
        What differs, for whatever settings.
    faults : `dict` [ `str`, `dict` ]
        Errors that the original was not meant to raise, with the number of combinations, and the first.
    notes : `list` [ `str` ]
        What else a reader should know.
    """

    combinations: int = 0
    possible: int = 1
    fields: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    faults: dict[str, dict[str, Any]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def compare(job: Mapping[str, Any], limit: int, modules: Modules, views: Views) -> Findings:
    """Compare a pair of classes, or a class alone.

    Parameters
    ----------
    job : mapping
        ``original_module``, and for ``connections`` and ``config`` their ``name`` and ``generated_module``.
    limit : `int`
        How many combinations of settings there may be.
    modules : `Modules`
        Imports what is compared.
    views : `Views`
        Makes plain values.

    Raises
    ------
    NotExecuted
        Raised if a module can't be imported, or does not have the class.
    """
    originals, made = {}, {}
    for what in ("connections", "config"):
        if job.get(what) is not None:
            name = job[what]["name"]
            originals[what] = modules.find(job["original_module"], name)
            made[what] = modules.find(job[what]["generated_module"], name)
    findings = Findings()
    known = compare_declared(originals, made, views, findings.differences, findings.notes)
    comparison = _Comparison(_sides(originals, made, views, modules, findings), known, findings, modules)
    comparison.run(limit, job.get("fields") or {})
    return findings


@dataclass(frozen=True)
class _Sides:
    """The original, and what was generated; with the config of each, or with invented ones."""

    original: Side
    generated: Side
    invented: bool

    @property
    def both(self) -> tuple[Side, Side]:
        """The two."""
        return self.original, self.generated


def _sides(
    originals: Mapping[str, Any], made: Mapping[str, Any], views: Views, modules: Modules, findings: Findings
) -> _Sides:
    """Return both sides; connections without a config that fits get one that has every field."""
    fits = [_fits(one.get("config"), one.get("connections")) for one in (originals, made)]
    if fits == [True, False]:
        names = made["config"].__name__, made["connections"].__name__
        findings.differences.append("the generated {} is not the config of the generated {}".format(*names))
    invented = not all(fits)
    sides = []
    for one in (originals, made):
        config = loose_config_for(one["connections"]) if invented else one["config"]
        sides.append(Side(one.get("connections"), config, views, modules.is_user))
    return _Sides(sides[0], sides[1], invented)


def _fits(config: Any, connections: Any) -> bool:
    """Whether connections can be made with a config."""
    if connections is None:
        return True
    return config is not None and issubclass(getattr(config, "ConnectionsClass", object), connections)


class _Comparison:
    """Two sides, compared for many combinations of settings.

    Parameters
    ----------
    sides : `_Sides`
        The sides.
    known : `set` [ `str` ]
        What differs at class level, and is not said again of instances.
    findings : `Findings`
        Takes what is found.
    modules : `Modules`
        Tells where errors come from.
    """

    def __init__(self, sides: _Sides, known: set[str], findings: Findings, modules: Modules) -> None:
        self.sides = sides
        self.known = known
        self.findings = findings
        self.modules = modules
        self.found: dict[str, list[Mapping[str, Any]]] = {}
        self.choices: dict[str, Choice] = {}
        self.base: dict[str, Any] = {}
        self.refused: list[tuple[str, Failure, Failure, Mapping[str, Any]]] = []
        self.messages: set[tuple[str, bool, str]] = set()
        self.again: set[str] = set()
        self.named: set[str] = set()
        self.seen: set[str] = set()

    def run(self, limit: int, hints: Mapping[str, Iterable[Any]]) -> None:
        """Compare everything."""
        if not self.compare_defaults():
            return
        self.base = required(self.sides.original.config)
        together = self.plan(hints)
        values = {path: choice.values for path, choice in sorted(self.choices.items())}
        some = sorted(({**self.base, **one} for one in combinations(values, together, limit)), key=len)
        lacking = self.lacking()
        some[:0] = lacking
        for one in some:
            self.compare_outcomes(one)
        self.compare_messages()
        self.findings.combinations, self.findings.possible = len(some), possible(values) + len(lacking)
        self.findings.fields = list(values)
        for text, where in self.found.items():
            name, _, line = text.partition(": ")
            count = "" if len(some) == 1 else f" ({len(where):,} of {len(some):,} combinations)"
            self.findings.differences.append(f"{name}: {title(where[0])}: {line}{count}")
        self.excuse()

    def lacking(self) -> list[dict[str, Any]]:
        """Return the settings without some of the values that there must be: without all, and without each."""
        if len(self.base) < 2:
            return [{}] if self.base else []
        each = [{path: one for path, one in self.base.items() if path != left_out} for left_out in self.base]
        return [{}, *each[:_LACKING]]

    def excuse(self) -> None:
        """Turn what differs in attributes of the class alone, and of no instance, into notes: no task ever sees it."""
        cls = self.sides.original.connections
        if cls is None:
            return
        for line in sorted(self.known - self.again):
            full = f"{cls.__name__}: {line}"
            name = line.removeprefix("connections.").partition(".")[0]
            is_seen = name in self.seen if line.startswith("connections.") else line.startswith(SETS)
            if self.seen and is_seen and full in self.findings.differences:
                self.findings.differences.remove(full)
                self.note(f"{full}; no instance differs")
        made = self.sides.generated.connections
        for name in sorted(set(made.allConnections if made else ()) - set(cls.allConnections)):
            begin = f"{self.sides.original.config.__name__}: defaults: connections.{name}: the original has nothing"
            for full in [one for one in self.findings.differences if one.startswith(begin)]:
                self.findings.differences.remove(full)
                self.note(
                    f"`{name}` is declared in the generated class; the original makes it in each instance"
                )

    def compare_defaults(self) -> bool:
        """Compare configs as they are made; `False` if one can't be."""
        states, place = [], ""
        for side in self.sides.both:
            try:
                states.append(side.views.state(side.config()))
            except ANY_ERROR as err:
                place = self.modules.place_of(err)
        name = self.sides.original.config.__name__
        if len(states) == 2:
            found = differences("", *states)
            self.findings.differences += [f"{name}: defaults: {line}" for line in found]
        elif states:
            self.findings.differences.append(f"{name}: only one of the two configs can be made: {place}")
        else:
            self.findings.notes.append(f"no {name} can be made, so that no settings were compared: {place}")
        return len(states) == 2

    # --- what to try -----------------------------------------------------------------------------------------------

    def plan(self, hints: Mapping[str, Iterable[Any]]) -> list[frozenset[str]]:
        """Find the fields that decide anything, and return which of them decide together."""
        uses = Uses()
        for side in self.sides.both:
            for cls in (side.connections, side.config):
                if cls is not None:
                    uses.merge(uses_of(cls, self.modules))
            if side is self.sides.original:
                self.named = {path for path in uses.literals if path.startswith("connections.")}
        for path, literals in hints.items():
            uses.add(path, literals)
        real: dict[str, str] = {}
        for _ in range(_ROUNDS):
            for path in [path for path in uses.literals if path not in real and self.is_asked(path)]:
                real[path] = self.choose(path, uses.literals[path])
            before = len(uses.literals)
            for path in sorted(self.looked_at()):
                uses.add(path)
            if len(uses.literals) == before:
                break
        for path in [path for path, one in self.choices.items() if one.guessed]:
            if any(other.startswith(f"{path}.") for other in self.choices):
                del self.choices[path]  # it was looked at for what it holds
        joined = (frozenset(real[path] for path in paths if path in real) for paths in uses.together)
        return list(dict.fromkeys(frozenset(paths & self.choices.keys()) for paths in joined))

    def is_asked(self, path: str) -> bool:
        """Whether a field is to be varied: not a dataset type name that only the generated class looks at.

        It leaves one alone that a pipeline sets, where the original would replace it.
        """
        return not path.startswith("connections.") or path in self.named

    def choose(self, path: str, literals: Iterable[Any]) -> str:
        """Choose values for a field, and return its real path; an empty one if there is no such field."""
        found = values_of(self.sides.original.config, path, list(literals))
        if found is None:
            return ""
        old = self.choices.get(found.path)
        if len(found.values) > (1 if old is None else len(old.values)):
            self.choices[found.path] = found
        return found.path

    def looked_at(self) -> set[str]:
        """Return the fields that the code of either side looks at, with the defaults and each change of one field."""
        changes = [{path: value} for path, one in self.choices.items() for value in one.values[1:]]
        found: set[str] = set()
        for values in ({}, *changes):
            for side in self.sides.both:
                seen: set[str] = set()
                side.run({**self.base, **values}, looked_at=seen)
                if side is self.sides.original:
                    self.named |= {path for path in seen if path.startswith("connections.")}
                found |= seen
        return found

    # --- what comes of it ------------------------------------------------------------------------------------------

    def compare_outcomes(self, values: Mapping[str, Any]) -> None:
        """Compare what comes of settings."""
        original, generated = (side.run(values) for side in self.sides.both)
        config = self.sides.original.config.__name__
        invalid = self.compare_failures(f"{config}: set", original.setting, generated.setting, values)
        invalid |= self.compare_failures(
            f"{config}: validate", original.validation, generated.validation, values
        )
        if self.sides.original.connections is None:
            return
        name = self.sides.original.connections.__name__
        before = original.instantiation
        if before is not None and before == original.validation and generated.instantiation is None:
            # The runtime validates each config before it makes connections.
            self.note(
                f"{name}: __init__ validates the config, which the generated class leaves to the runtime"
            )
        elif before is None or before.meant:
            self.compare_failures(f"{name}: __init__", before, generated.instantiation, values)
        else:
            if not invalid:
                self.fault(before, generated.instantiation, values)
            original = self.sides.original.run(values, lenient=True)
            if generated.instantiation is not None and not generated.instantiation.meant:
                generated = self.sides.generated.run(values, lenient=True)
        if original.made is not None and generated.made is not None:
            self.seen |= original.made["connections"].keys() & generated.made["connections"].keys()
            self.add_all(name, differences("", *shared(original.made, generated.made)), values)
        if before is None:
            self.add_all(name, differences("warnings", original.warned, generated.warned), values)

    def compare_failures(
        self, where: str, original: Failure | None, generated: Failure | None, values: Mapping[str, Any]
    ) -> bool:
        """Compare errors; return whether the original raised one on purpose."""
        for is_generated, one in ((False, original), (True, generated)):
            if one is not None:
                self.messages.add((where, is_generated, one.message))
        looks_more = original is None or (
            original.own and generated is not None and original.message != generated.message
        )
        if where.endswith("validate") and generated is not None and not generated.own and looks_more:
            self.note(
                f"{where} of the original does not look at the fields; that of the generated class does"
            )
            return True
        if original is None:
            if generated is not None:
                self.add(f"{where}: the original raises nothing, the generated class {generated}", values)
            return False
        if not original.meant:
            self.fault(original, generated, values)
            return False
        if generated is None:
            self.add(f"{where}: the original raises {original}, the generated class nothing", values)
        elif original.message != generated.message:
            self.refused.append((where, original, generated, values))
        elif original.type != generated.type:
            self.note(f"{where} raises {generated.type} instead of {original.type}")
        return True

    def compare_messages(self) -> None:
        """Compare what both refuse with other words: of two mistakes at once the other one may be told."""
        for where, original, generated, values in self.refused:
            if {(where, False, generated.message), (where, True, original.message)} <= self.messages:
                self.note(f"{where} tells of several mistakes at once in another order")
            else:
                self.add(f"{where}: the original raises {original}, the generated class {generated}", values)

    def note(self, text: str) -> None:
        """Take down a note, once."""
        if text not in self.findings.notes:
            self.findings.notes.append(text)

    def fault(self, failure: Failure, generated: Failure | None, values: Mapping[str, Any]) -> None:
        """Take down an error that the original was not meant to raise, unless it comes of values that were guessed."""
        if self.sides.invented or any(path in self.choices and self.choices[path].guessed for path in values):
            return
        fault = self.findings.faults.setdefault(str(failure), {"count": 0, "both": 0, "first": title(values)})
        fault["count"] += 1
        fault["both"] += generated is not None

    def add_all(self, name: str, found: Iterable[str], values: Mapping[str, Any]) -> None:
        """Take down differences of a class, those at class level left out."""
        for line in found:
            if line in self.known:
                self.again.add(line)
            else:
                self.add(f"{name}: {line}", values)

    def add(self, text: str, values: Mapping[str, Any]) -> None:
        """Take down a difference."""
        self.found.setdefault(text, []).append(values)
