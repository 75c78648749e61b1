"""What the tests of the store are given besides."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.limits import NOBODY


@pytest.fixture
def second_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Where a second database, beside the test's own, can be made: nothing is there yet."""
    if backend == "sqlite":
        return str(tmp_path / "second.db")
    return str(request.getfixturevalue("new_database_url"))


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that an ordinary user can reach, when the tests run as root too."""
    folder = Path(tempfile.mkdtemp(prefix="pipeboard-test-"))
    if os.geteuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)
