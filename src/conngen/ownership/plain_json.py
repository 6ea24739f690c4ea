"""JSON as `json` writes it, which needs not be imported for plain names and numbers."""

from __future__ import annotations

__all__ = ["written"]


def written(value: object, start: str = "\n") -> str:
    """Return what ``json.dumps`` returns with an indent of two.

    Parameters
    ----------
    value : `object`
        Text, whole numbers, lists, and dictionaries whose keys are text.
    start : `str`, optional
        What the line of the value begins with, a new line before it.
    """
    deeper = start + "  "
    match value:
        case str() if value.isascii() and value.isprintable() and '"' not in value and "\\" not in value:
            return f'"{value}"'
        case int() if not isinstance(value, bool):
            return str(value)
        case {} if not value:
            return "{}"
        case [] | ():
            return "[]"
        case dict():
            items = [f"{deeper}{written(key)}: {written(one, deeper)}" for key, one in value.items()]
            return f"{{{','.join(items)}{start}}}"
        case list() | tuple():
            return f"[{','.join(f'{deeper}{written(one, deeper)}' for one in value)}{start}]"
    import json

    return json.dumps(value)
