"""What every service function works on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from pipeboard.errors import Conflict
from pipeboard.service import details, history, notes
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.clocks import PinnedClock


def test_steps_happen_in_whole_milliseconds(
    classic_workspace: Workspace, clock: PinnedClock
) -> None:
    """A clash over what was written names what differs, not the time, which is kept less finely."""
    ann = classic_workspace
    ann.clock = clock.later(timedelta(microseconds=1_234_567))
    bo = replace(ann, actor="bo")
    deal = builders.deal(ann)
    notes.add(ann, [deal], "call again")
    (note,) = details.view(ann, deal).notes
    assert note.at == ann.now()
    notes.edit(bo, note.id, "call again", "never call again")
    with pytest.raises(Conflict, match="changed the text of note"):
        history.undo(ann)
