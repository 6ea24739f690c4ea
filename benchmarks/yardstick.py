"""Work for Python alone that never changes: what instructions are counted in units of.

Builds of Python differ, and so do machines; what each makes of this it makes of conngen too. It cuts texts into words,
makes trees of objects of them and walks these.
"""

from __future__ import annotations

import re

_WORD = re.compile(r"[a-z]+|[0-9]+|[^a-z0-9]")


class _Node:
    def __init__(self, text: str, children: tuple[_Node, ...]) -> None:
        self.text = text
        self.children = children


def _tree(words: list[str], depth: int) -> _Node:
    if depth == 0 or len(words) < 2:
        return _Node("".join(words), ())
    middle = len(words) // 2
    return _Node(words[0], (_tree(words[:middle], depth - 1), _tree(words[middle:], depth - 1)))


def _walk(node: _Node, seen: dict[str, int]) -> str:
    seen[node.text] = seen.get(node.text, 0) + 1
    for child in node.children:
        _walk(child, seen)
    return f"{node.text} {len(node.children)}"


if __name__ == "__main__":
    for round in range(100):
        text = " ".join(f"name{n} = value[{n * round}]" for n in range(50))
        counted: dict[str, int] = {}
        _walk(_tree([match.group() for match in _WORD.finditer(text)], 6), counted)
        sorted(counted)
