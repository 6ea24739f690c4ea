"""Tasks of ``other.conn``."""

# Written once from other.conn, and yours from now on: conngen never changes this file. When other.conn
# changes, conngen tells what has to change here.

from __future__ import annotations

__all__ = ["RefitTask"]

from typing import TYPE_CHECKING, Any

from .other_config import RefitConfig
from .other_connections import RefitResult
from .tasks import FitTask

if TYPE_CHECKING:
    import logging

    from lsst.utils.logging import LsstLogAdapter

    from .other_connections import RefitRun


class RefitTask(FitTask):
    """Fit one image again."""

    ConfigClass = RefitConfig
    _DefaultName = "refit"

    config: RefitConfig

    def __init__(
        self,
        *,
        config: RefitConfig | None = None,
        log: logging.Logger | LsstLogAdapter | None = None,
        initInputs: dict[str, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(config=config, log=log, initInputs=initInputs, **kwargs)
        self.makeSubtask("again")

    def run(  # type: ignore[override]
        self,
    ) -> RefitResult:
        """Process one quantum.

        Returns
        -------
        result : `RefitResult`
            With ``parameters`` and ``residuals``.
        """
        raise NotImplementedError("RefitTask.run is yet to be written")


if TYPE_CHECKING:
    # Does `run` still fit the connections?
    _Refit_fits: type[RefitRun] = RefitTask
