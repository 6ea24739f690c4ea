"""A plugin for pytest: ``--conngen`` adds a test that fails when generated modules are not current."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import Any

import pytest

__all__ = ["CurrentItem", "pytest_addoption", "pytest_collection_modifyitems"]

_ABOUT = "fail if the modules made of .conn files are not current"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option, and the setting of the same name."""
    group = parser.getgroup("conngen")
    group.addoption("--conngen", action="store_true", default=False, help=_ABOUT)
    parser.addini("conngen", _ABOUT, type="bool", default=False)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[Any]) -> None:
    """Add the test, before the others, if it is asked for."""
    if config.getoption("conngen") or config.getini("conngen"):
        items.insert(0, CurrentItem.from_parent(session, name="conngen"))


class NotCurrent(Exception):
    """What `conngen build --check` prints."""


class CurrentItem(pytest.Item):
    """Whether all generated modules of the project are current."""

    def runtest(self) -> None:
        """Compile the project and compare; nothing is written."""
        from ..building import Request, build
        from ..errors import ConngenError
        from ..terminal import Terminal

        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
            terminal = Terminal()
            try:
                status = build(Request((self.config.rootpath,)), terminal, check=True)
            except ConngenError as err:
                terminal.complain("error", err.message, err.help)
                status = err.status
        if status != 0:
            raise NotCurrent(printed.getvalue().rstrip("\n"))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Return what is printed of a failure."""
        if isinstance(excinfo.value, NotCurrent):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Return what the test is called."""
        return self.config.rootpath, None, "conngen: generated modules are current"
