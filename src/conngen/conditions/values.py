"""What values a config field takes, as ``lsst.pex.config`` decides when one is set."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import closest
from ..model import ConfigField
from ..records import dataclass
from ..syntax import tree
from ..typings import Any
from .comparisons import in_range, range_words, shown
from .fields import values_of

__all__ = ["Misfit", "is_empty", "misfits"]


@dataclass(frozen=True)
class Misfit:
    """A value that a field does not take, or takes for another.

    Parameters
    ----------
    node : `tree.Node` or `None`
        The part of the value that is wrong; `None` for all of it.
    text : `str`
        What is wrong.
    refused : `bool`
        Whether the runtime refuses it as soon as there is a config.
    help, fix : `str`, optional
        The way out, and what should stand at the place.
    """

    node: tree.Node | None
    text: str
    refused: bool = True
    help: str | None = None
    fix: str | None = None


_WORDS = {bool: "a truth value", int: "a whole number", float: "a number with a fraction", str: "a string"}


def misfits(field: ConfigField, value: Any, node: tree.Node | None = None) -> Iterator[Misfit]:
    """Yield what is wrong with a value for a field.

    Parameters
    ----------
    field : `ConfigField`
        The field.
    value : object
        Plain data; `None` fits every field, since those that need a value only look for it at the end.
    node : `tree.Node`, optional
        Where it is written, to find its items.
    """
    if value is None or not field.basic:
        return
    if field.type in ("scalar", "choice", "range"):
        yield from _scalar(field, value)
    elif field.type == "list":
        yield from _list(field, value, node)
    elif field.type == "dict" and len(field.basic) == 2:
        yield from _dict(field, value, node)


def _scalar(field: ConfigField, value: Any) -> Iterator[Misfit]:
    wrong = _type(field.name, field.basic[0], value, None)
    if wrong is not None and wrong.refused:
        yield wrong
        return
    listed = values_of(field) if field.type == "choice" else None
    if listed is not None and value not in listed:
        yield _unlisted(field, value, [one for one in listed if one is not None])
    elif field.type == "range" and not in_range(field, value) and not is_empty(field):
        at_end = value == field.flag("max") and "inclusiveMax" not in field.flags
        help = "write `inclusiveMax=True` to allow it" if at_end else None
        text = f"`{field.name}` can't be `{shown(value)}`: {range_words(field).partition(' (')[0]}"
        yield Misfit(None, text, help=help)
    elif wrong is not None:
        yield wrong


def is_empty(field: ConfigField) -> bool:
    """Whether the limits exclude each other, which is another mistake."""
    low, high = field.flag("min"), field.flag("max")
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return False
    return low > high or (low == high and not (field.flag("inclusiveMin") and field.flag("inclusiveMax")))


def _unlisted(field: ConfigField, value: Any, listed: list[Any]) -> Misfit:
    text = f"`{shown(value)}` is none of the choices of `{field.name}`"
    near = closest(value, [one for one in listed if isinstance(one, str)]) if isinstance(value, str) else None
    if near is not None:
        return Misfit(None, text, help=f"did you mean `{shown(near)}`?", fix=shown(near))
    choices = ", ".join(f"`{shown(one)}`" for one in listed[:12]) + (", …" if len(listed) > 12 else "")
    return Misfit(None, text, help=f"it can be {choices}")


def _list(field: ConfigField, value: Any, node: tree.Node | None) -> Iterator[Misfit]:
    what = f"`{field.name}` takes a list of `{field.basic[0]}`"
    if isinstance(value, str):
        help, fix = (
            (f"write `[{shown(value)}]`", f"[{shown(value)}]") if field.basic == ("str",) else (None, None)
        )
        text = f"{what}; a string is taken apart into its letters"
        yield Misfit(None, text, refused=field.basic != ("str",) and value != "", help=help, fix=fix)
        return
    if not isinstance(value, list | tuple | range):
        yield Misfit(
            None, f"{what}, not {_word(value)}", help=f"write `[{shown(value)}]`", fix=f"[{shown(value)}]"
        )
        return
    elements = node.elements if isinstance(node, tree.List) and len(node.elements) == len(value) else ()
    for i, item in enumerate(value):
        if item is not None and (wrong := _type(field.name, field.basic[0], item, "item")) is not None:
            yield Misfit(
                elements[i] if elements else None,
                wrong.text,
                wrong.refused,
                wrong.help,
                wrong.fix if elements else None,
            )
    length, least, most = (field.flag(name) for name in ("length", "minLength", "maxLength"))
    if length is not None:
        least = most = length
    if value and (
        (isinstance(least, int) and len(value) < least) or (isinstance(most, int) and len(value) > most)
    ):
        wanted = (
            f"{length}"
            if length is not None
            else f"at least {least}" if len(value) < (least or 0) else f"at most {most}"
        )
        yield Misfit(None, f"`{field.name}` has {wanted} items, not {len(value)}", refused=False)


def _dict(field: ConfigField, value: Any, node: tree.Node | None) -> Iterator[Misfit]:
    if not isinstance(value, dict):
        text = f"`{field.name}` takes a dictionary, not {_word(value)}"
        yield Misfit(None, text, refused=value not in ("", []), help="write `{key: value}`")
        return
    pairs = node.pairs if isinstance(node, tree.Dict) and len(node.pairs) == len(value) else ()
    for i, (key, item) in enumerate(value.items()):
        for part, basic, one, what in ((0, field.basic[0], key, "key"), (1, field.basic[1], item, "value")):
            if one is not None and (wrong := _type(field.name, basic, one, what)) is not None:
                fix = wrong.fix if pairs else None
                yield Misfit(pairs[i][part] if pairs else None, wrong.text, wrong.refused, wrong.help, fix)


def _type(name: str, basic: str, value: Any, part: str | None) -> Misfit | None:
    """Return what is wrong with the type of a value: a number is converted, nothing else is."""
    what = f"{'an' if part == 'item' else 'a'} {part} of `{name}`" if part else f"`{name}`"
    kind = f"{'an' if basic == 'int' else 'a'} `{basic}`"
    if basic in ("int", "float") and isinstance(value, bool):
        text = f"{what} is {kind}: `{value}` becomes the number {int(value)}"
        return Misfit(None, text, refused=False, help=f"write `{int(value)}`, or declare it as `bool`")
    fits = {"bool": bool, "int": int, "float": int | float, "str": str}.get(basic)
    if fits is None or isinstance(value, fits):
        return None
    help, fix = _converted(basic, value)
    return Misfit(None, f"{what} is {kind}, not {_word(value)}", help=help, fix=fix)


def _converted(basic: str, value: Any) -> tuple[str | None, str | None]:
    """Return advice, and the value as it should be written."""
    found: Any = None
    if basic == "str" and isinstance(value, int | float):
        found = str(value)
    elif basic == "bool" and str(value).strip().capitalize() in ("True", "False", "0", "1"):
        found = str(value).strip().capitalize() in ("True", "1")
    elif basic in ("int", "float") and isinstance(value, str | float):
        try:
            found = float(value)
        except ValueError:
            return None, None
        found = int(found) if basic == "int" and found == int(found) else found
        if basic == "int" and not isinstance(found, int):
            return "declare it as `float`", None
    return (None, None) if found is None else (f"write `{shown(found)}`", shown(found))


def _word(value: Any) -> str:
    if isinstance(value, list | tuple | range):
        return "a list"
    return "a dictionary" if isinstance(value, dict) else _WORDS.get(type(value), "this")
