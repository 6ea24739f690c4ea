"""Diagnostics as a Code Quality report: GitLab shows them in a merge request, new ones apart from those there were."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence

from ..diagnostics import Diagnostic, Level
from ..digests import blake2b
from ..typings import Any

__all__ = ["render"]

_SEVERITIES = {Level.ERROR: "major", Level.WARNING: "minor", Level.NOTE: "info"}


def render(diagnostics: Sequence[Diagnostic], *, colour: bool = False) -> str:
    """Return diagnostics as a JSON array; parameters as for `conngen.report.Render`."""
    seen: Counter[tuple[str, str, str]] = Counter()
    entries = []
    for one in diagnostics:
        same = (one.place.source.name, one.code.name, one.place.text)
        entries.append(_entry(one, (*same, str(seen[same]))))
        seen[same] += 1
    return json.dumps(entries, indent=2) + "\n"


def _entry(one: Diagnostic, identity: Sequence[str]) -> dict[str, Any]:
    """Return an entry; it stays the same one when lines are added before it."""
    name = one.place.source.name
    text = one.message if one.help is None else f"{one.message}; {one.help}"
    digest = blake2b("\0".join(identity).encode("utf-8", "surrogatepass"), digest_size=16)
    return {
        "description": text,
        "check_name": one.code.name,
        "fingerprint": digest.hexdigest(),
        "severity": _SEVERITIES[one.level],
        "location": {"path": name, "lines": {"begin": one.place.start.line, "end": one.place.end.line}},
    }
