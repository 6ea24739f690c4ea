"""Options and fixtures that all tests share."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from example_packages import build, copy_example, importable
from hypothesis import settings

# The same examples in each run of CI, so that a change is judged by what it changed; others on every other run.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("developer", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "developer")

# What a shell runs in the background ignores Ctrl-C, and hands that on to all it starts: also to what is to be stopped.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--refresh",
        action="store_true",
        help="rewrite the expected output of golden cases and generated documents, and fail where it changed",
    )


@pytest.fixture
def refresh(request: pytest.FixtureRequest) -> bool:
    """Whether expected output is to be rewritten."""
    return bool(request.config.getoption("--refresh"))


@pytest.fixture(scope="session")
def survey_package(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folder on ``sys.path`` that holds the package ``survey``, compiled with the real command."""
    root = copy_example("survey", tmp_path_factory.mktemp("survey_package"))
    build(root)
    with importable(root, "survey"):
        yield root
