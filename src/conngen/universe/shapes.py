"""Plain data from JSON, TOML or YAML, checked for its shape while it is read."""

from __future__ import annotations

from collections.abc import Collection, Mapping

__all__ = ["UniverseError", "flag", "names", "number", "only", "shown", "table", "text"]

_LONGEST = 60


class UniverseError(ValueError):
    """A vocabulary that can't be understood.

    The message is a single line that tells what to mend.
    """


def shown(name: object) -> str:
    """Return a name as a message quotes it, on one line and not too long.

    Parameters
    ----------
    name : `object`
        What was found where a name belongs.

    Returns
    -------
    quoted : `str`
        The name between quotes; anything but a string is told by its type.
    """
    if not isinstance(name, str):
        return f"a value of type {type(name).__name__}"
    return repr(name if len(name) <= _LONGEST else name[:_LONGEST] + "…")


def table(value: object, what: str) -> Mapping[str, object]:
    """Return ``value`` if it is a mapping whose keys are strings.

    Parameters
    ----------
    value : `object`
        What was read.
    what : `str`
        What to call it in the message.

    Returns
    -------
    entries : `~collections.abc.Mapping` [`str`, `object`]
        The same value.

    Raises
    ------
    UniverseError
        Raised if it is anything else.
    """
    if not isinstance(value, Mapping):
        raise UniverseError(f"{what} must be a table")
    for key in value:
        if not isinstance(key, str):
            raise UniverseError(f"{what} has {shown(key)} as a key; a key must be a name")
    return value


def only(entry: Mapping[str, object], known: Collection[str], what: str) -> None:
    """Refuse keys that mean nothing.

    Parameters
    ----------
    entry : `~collections.abc.Mapping` [`str`, `object`]
        What was read.
    known : `~collections.abc.Collection` [`str`]
        The keys that mean something.
    what : `str`
        What to call the entry in the message.

    Raises
    ------
    UniverseError
        Raised if another key is there.
    """
    for key in entry:
        if key not in known:
            raise UniverseError(f"{what} has the unknown key {shown(key)}; known are {', '.join(known)}")


def text(value: object, what: str) -> str:
    """Return ``value`` if it is a string.

    Parameters
    ----------
    value : `object`
        What was read.
    what : `str`
        What to call it in the message.

    Returns
    -------
    string : `str`
        The same value.

    Raises
    ------
    UniverseError
        Raised if it is anything else.
    """
    if not isinstance(value, str):
        raise UniverseError(f"{what} must be a string")
    return value


def number(value: object, what: str) -> int:
    """Return ``value`` if it is a whole number, zero or above.

    Parameters
    ----------
    value : `object`
        What was read.
    what : `str`
        What to call it in the message.

    Returns
    -------
    integer : `int`
        The same value.

    Raises
    ------
    UniverseError
        Raised if it is anything else.
    """
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise UniverseError(f"{what} must be a whole number")
    return value


def flag(value: object, what: str) -> bool:
    """Return ``value`` if it is true or false.

    Parameters
    ----------
    value : `object`
        What was read.
    what : `str`
        What to call it in the message.

    Returns
    -------
    boolean : `bool`
        The same value.

    Raises
    ------
    UniverseError
        Raised if it is anything else.
    """
    if not isinstance(value, bool):
        raise UniverseError(f"{what} must be true or false")
    return value


def names(value: object, what: str) -> tuple[str, ...]:
    """Return the strings of a list, each once, in their order.

    Parameters
    ----------
    value : `object`
        What was read.
    what : `str`
        What to call it in the message.

    Returns
    -------
    strings : `tuple` [`str`, ...]
        What the list holds.

    Raises
    ------
    UniverseError
        Raised if it is no list, or holds anything but strings.
    """
    if not isinstance(value, list | tuple):
        raise UniverseError(f"{what} must be a list of names")
    return tuple(dict.fromkeys(text(item, f"each name in {what}") for item in value))
