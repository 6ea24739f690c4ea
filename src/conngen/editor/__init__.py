"""What an editor wants to know of a file, in offsets and plain data: no protocol, no disk.

Each function takes a `View` and answers from what the compiler knows. `conngen.workspace` makes the views,
`conngen.server` speaks with the editor.
"""

from .view import Files, View

__all__ = ["Files", "View"]
