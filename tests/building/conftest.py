from __future__ import annotations

import pytest

from .disturbed import edited
from .forking import commands


@pytest.fixture(scope="module")
def command():
    """What runs commands."""
    with commands() as one:
        yield one


@pytest.fixture(scope="module")
def project(command):
    """A project that was built and then edited; it is only to be copied."""
    with edited(command) as one:
        yield one
