"""The protocol, as `pygls` has it, with the documents and the ends of messages in our own hands."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcParseError,
    JsonRpcRequestCancelled,
    JsonRpcServerNotInitialized,
)
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol

from ..version import __version__
from .requests import Feature, answered
from .session import Session
from .transport import Output

__all__ = ["Connection"]

_OWN = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
    types.EXIT,
)
"""What pygls would do itself: it splits lines where the protocol does not, and can't do without the last folder."""

_logger = logging.getLogger(__name__)


class _Editor(LanguageServer):
    """The other end: what goes wrong is told in its log."""

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Tell of a message that could not be handled, unless its answer told already."""
        if not isinstance(error, JsonRpcException):
            text = " ".join(str(error).split())[:200]
            self.window_log_message(
                types.LogMessageParams(types.MessageType.Error, f"a message could not be handled: {text}")
            )


class Connection:
    """Handles messages: their order, their shape, and what they ask for.

    Parameters
    ----------
    output : `Output`
        Where answers go.
    features : sequence of `Feature`
        What can be asked for.
    commands : sequence of `Feature`
        What can be done for the user.
    """

    def __init__(self, output: Output, features: Sequence[Feature], commands: Sequence[Feature]) -> None:
        self._editor = _Editor("conngen", __version__)
        self._protocol: LanguageServerProtocol = self._editor.protocol
        self._protocol.set_writer(output)
        for method in _OWN:
            self._protocol.fm.builtin_features.pop(method)
        self.session = Session(self._editor)
        for feature in features:
            answer = answered(feature, self.session)
            self._editor.feature(feature.method, feature.options)(answer)
        for command in commands:
            self._editor.command(command.method)(answered(command, self.session))
        self._began = self._shut = False

    def handle(self, message: object, *, cancelled: bool) -> int | None:
        """Handle a message; return what to exit with if it was the last one."""
        if not isinstance(message, dict):
            self._refuse(None, JsonRpcParseError(f"this is no message: {message}"))
            return None
        method, which = message.get("method"), message.get("id")
        if method == types.EXIT:
            return self.ended()
        asks = isinstance(which, int | str) and isinstance(method, str)
        refusal = self._refusal(method, cancelled=cancelled) if isinstance(method, str) else None
        if refusal is not None:
            if asks:
                self._refuse(which, refusal)
            return None
        self._began = self._began or method == types.INITIALIZE
        self._shut = self._shut or method == types.SHUTDOWN
        try:
            structured = self._protocol.structure_message({"jsonrpc": "2.0", **message})
        except Exception as err:
            _logger.debug("a message has not the shape it should have", exc_info=err)
            if asks:
                self._refuse(which, JsonRpcInvalidParams(f"the parameters of {method} have another shape"))
            elif method is not None:
                self._log(f"the parameters of {method} have another shape")
            return None
        self._protocol.handle_message(structured)
        return None

    def ended(self) -> int:
        """Return what to exit with: 0 if the end was announced."""
        self.session.publisher.stop()
        return 0 if self._shut else 1

    def _refusal(self, method: str, *, cancelled: bool) -> JsonRpcException | None:
        """Return why a message can't be taken now."""
        if self._shut:
            return JsonRpcInvalidRequest("the server was shut down")
        if method == types.INITIALIZE:
            return JsonRpcInvalidRequest("the server is initialized already") if self._began else None
        if not self._began:
            return JsonRpcServerNotInitialized("the server is not initialized yet")
        return JsonRpcRequestCancelled("the request was cancelled") if cancelled else None

    def _refuse(self, which: int | str | None, err: JsonRpcException) -> None:
        error = {"code": err.code, "message": err.message}
        self._protocol._send_data({"jsonrpc": "2.0", "id": which, "error": error})

    def _log(self, text: str) -> None:
        self.session.log(text, types.MessageType.Warning)
