"""What stops a command without being a mistake in a `.conn` file: a missing path, settings gone wrong."""

from __future__ import annotations

__all__ = ["ConngenError", "UsageError"]


class ConngenError(Exception):
    """Something that the user can put right; shown as one line and an advice, never as a traceback.

    Parameters
    ----------
    message : `str`
        The fact, on one line, in lower case and without a full stop.
    help : `str`, optional
        The way out.
    """

    status = 1
    """What a command exits with."""

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help

    def __str__(self) -> str:
        return self.message if self.help is None else f"{self.message}; {self.help}"


class UsageError(ConngenError):
    """Something was asked for that there is not."""

    status = 2
