"""What a back end says when it has made something that it did not mean."""

from __future__ import annotations

__all__ = ["InternalError"]


class InternalError(Exception):
    """A mistake in conngen itself: what was generated is not what the file says.

    Parameters
    ----------
    module : `str`
        The module that was being generated.
    what : `str`
        What is wrong with it.
    """

    def __init__(self, module: str, what: str) -> None:
        super().__init__(
            f"{module} would not be what its .conn file says: {what}. This is a bug in conngen, not in your "
            "file; nothing was written. Please report it with the .conn file."
        )
        self.module = module
        self.what = what
