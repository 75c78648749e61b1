"""Screens are tested on SQLite; that services do the same on both databases is tested there."""

import pytest

from pipeboard.service import deals, reading
from pipeboard.service.workspace import Workspace


@pytest.fixture
def backend() -> str:
    """The kind of database."""
    return "sqlite"


@pytest.fixture
def acme(classic_workspace: Workspace) -> int:
    """A deal of 12,000 EUR with a call on Tuesday in a week."""
    line = "Acme renewal 12k EUR @lena call 1 dec 9:30 #hot +Acme"
    return deals.add(classic_workspace, reading.read_deal(classic_workspace, line).draft).id


@pytest.fixture
def kestrel(classic_workspace: Workspace) -> int:
    """A deal without a value and without a next step."""
    draft = reading.read_deal(classic_workspace, "Kestrel Foods").draft
    return deals.add(classic_workspace, draft).id
