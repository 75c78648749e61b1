"""What the tests of the store are given besides."""

from pathlib import Path

import pytest


@pytest.fixture
def second_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Where a second database, beside the test's own, can be made: nothing is there yet."""
    if backend == "sqlite":
        return str(tmp_path / "second.db")
    return str(request.getfixturevalue("new_database_url"))
