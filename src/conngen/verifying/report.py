"""What a verification found, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .pairs import Fault, Pair, PairResult

__all__ = ["announce", "report"]

_SHOWN = 10
"""How many differences of a class are shown."""


def announce(pairs: Sequence[Pair]) -> str:
    """Return what is said before anything is executed."""
    modules = list(dict.fromkeys(pair.original_module for pair in pairs))
    if len(modules) > 3:
        return f"verification executes {len(modules):,} modules, {modules[0]} to {modules[-1]}"
    return f"verification executes {', '.join(modules)}"


def report(results: Sequence[PairResult], shown: int = _SHOWN) -> str:
    """Return what was found, one or more lines for each pair.

    Parameters
    ----------
    results : sequence of `PairResult`
        What was found.
    shown : `int`, optional
        How many differences of a pair are shown.
    """
    lines = [line for result in results for line in _lines(result, shown)]
    stand_ins = sorted({name for result in results for name in result.stand_ins})
    if stand_ins:
        lines.append(f"not installed, and stood in for: {', '.join(stand_ins)}")
    return "".join(f"{line}\n" for line in lines)


def _lines(result: PairResult, shown: int) -> Iterator[str]:
    title = result.pair.title
    if result.why is not None:
        yield f"{title}: not verified: {result.why}"
        return
    if result.equal:
        yield f"{title}: equal{_extent(result)}"
    else:
        count = len(result.differences)
        yield f"{title}: {count:,} difference{'s' if count > 1 else ''}{_extent(result)}"
        yield from (f"  {line}" for line in result.differences[:shown])
        if count > shown:
            yield f"  and {count - shown:,} more"
    for fault in result.faults:
        yield f"  {_fault(fault, result.combinations)}"
    for note in result.notes:
        yield f"  note: {note}"


def _extent(result: PairResult) -> str:
    """Return over how many combinations of settings classes were compared."""
    if not result.combinations:
        return " as they are declared; no settings were compared"
    if not result.fields:
        return "; no setting decides anything"
    number = len(result.fields)
    fields = f"{number} setting{'s' if number > 1 else ''}"
    if result.combinations == result.possible:
        return f" over all {result.possible:,} combinations of {fields}"
    return f" over {result.combinations:,} of {result.possible:,} combinations of {fields}"


def _fault(fault: Fault, combinations: int) -> str:
    extent = f"{fault.count:,} of {combinations:,} combinations (e.g. {fault.first})"
    text = f"the original fails for {extent}: {fault.error}"
    if fault.both == fault.count:
        return f"{text}; so does the generated class"
    if fault.both:
        return f"{text}; the generated class for {fault.both:,} of them"
    return f"{text}; the imported class leaves it out"
