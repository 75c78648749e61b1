"""What the tests of the store are given besides."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import database_on


@pytest.fixture
def second_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """Where a second database, beside the test's own, can be made: nothing is there yet."""
    if backend == "sqlite":
        yield str(tmp_path / "second.db")
        return
    with database_on(request.getfixturevalue("postgres_server"), "template0") as address:
        yield address
