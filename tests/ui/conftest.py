"""Screens are tested on SQLite; that services do the same on both databases is tested there."""

import pytest


@pytest.fixture
def backend() -> str:
    """The kind of database."""
    return "sqlite"
