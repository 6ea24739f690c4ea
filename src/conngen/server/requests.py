"""How a request is answered: one way for all of them, whatever happens."""

from __future__ import annotations

import inspect
import logging
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcException

from ..errors import ConngenError
from ..records import dataclass

if TYPE_CHECKING:
    from .session import Session

__all__ = ["Feature", "Refused", "answered", "described"]

_REQUEST_FAILED = -32803

_logger = logging.getLogger(__name__)


class Refused(JsonRpcException):
    """What was asked for can't be done, for a reason that the user is told.

    Parameters
    ----------
    message : `str`
        The reason.
    help : `str`, optional
        The way out.
    """

    def __init__(self, message: str, help: str | None = None) -> None:
        super().__init__(message if help is None else f"{message}; {help}", _REQUEST_FAILED)


@dataclass(frozen=True)
class Feature:
    """A request or a notification, and what answers it.

    Parameters
    ----------
    method : `str`
        Its name in the protocol.
    answer : callable
        Returns the answer, from the session and what was sent along.
    options : object, optional
        What the editor is told of it.
    empty : object, optional
        The answer if there is none.
    """

    method: str
    answer: Callable[..., Any]
    options: Any = None
    empty: Any = None


def answered(feature: Feature, session: Session) -> Callable[..., Any]:
    """Return a function that answers a request, and always does.

    A mistake of ours is told in one line, and costs no more than the answer; settings that can't be understood are
    told once.
    """

    def answer(*arguments: Any) -> Any:
        started = time.process_time()
        try:
            return feature.answer(session, *arguments)
        except Exception as err:
            return _failed(feature, session, err)
        finally:
            _logger.info("%s: %.0f ms", feature.method, 1000 * (time.process_time() - started))

    async def answer_later(*arguments: Any) -> Any:
        try:
            return await feature.answer(session, *arguments)
        except Exception as err:
            return _failed(feature, session, err)

    return answer_later if inspect.iscoroutinefunction(feature.answer) else answer


def _failed(feature: Feature, session: Session, err: Exception) -> Any:
    """Tell why there is no answer, and return what stands for it; what is refused is for the editor to show."""
    match err:
        case JsonRpcException():
            raise err
        case ConngenError():
            session.tell_trouble(err)
        case _:
            session.log(f"{feature.method} has failed; this is a mistake of conngen's own: {described(err)}")
            _logger.debug("%s", "".join(traceback.format_exception(err)))
    return feature.empty


def described(err: BaseException) -> str:
    """Return what went wrong and where, on one line."""
    frames = traceback.extract_tb(err.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(err).__name__}{place}: {' '.join(str(err).split())[:200]}"
