"""The lists of reasons: edited as steps, safe between two people."""

from dataclasses import replace

import pytest

from pipeboard.domain.deals import Status
from pipeboard.domain.reasons import DEFAULTS
from pipeboard.errors import BadInput, Conflict, Refused
from pipeboard.service import deals, details, history, reasons
from pipeboard.service.workspace import Workspace
from tests.builders import deal, everything

LOST = DEFAULTS[Status.LOST]


def lost(ws: Workspace) -> tuple[str, ...]:
    """The list for lost deals."""
    return reasons.names(ws, Status.LOST)


def test_the_first_edit_writes_the_whole_list(workspace: Workspace) -> None:
    """Before it the list is the product's own and no rows; undo leaves none, redo all again."""
    before = everything(workspace)
    assert lost(workspace) == LOST
    reasons.add(workspace, Status.LOST, " too \n small ")
    assert lost(workspace) == (*LOST, "too small")
    assert len(everything(workspace)["reason"]) == len(LOST) + 1
    assert reasons.names(workspace, Status.WON) == DEFAULTS[Status.WON]
    after = everything(workspace)
    history.undo(workspace)
    assert everything(workspace) == before
    history.redo(workspace)
    assert everything(workspace) == after


def test_only_what_moves_is_written(workspace: Workspace) -> None:
    """An edit of one place leaves the rows of the others, so that both can be taken back."""
    reasons.add(workspace, Status.LOST, "too small")
    step = reasons.move(workspace, Status.LOST, "too small", 1)
    assert step is not None
    bo = replace(workspace, actor="bo")
    reasons.rename(bo, Status.LOST, "timing", "too early")
    assert lost(workspace)[:4] == ("too small", "price", "no budget", "too early")
    history.undo(workspace)
    assert lost(workspace)[-1] == "too small"
    assert "too early" in lost(workspace)


def test_a_list_is_written_as_seen(workspace: Workspace) -> None:
    """Lines added, left out and moved are one step; a list changed meanwhile is a conflict."""
    wanted = ("timing", "budget", "price")
    step = reasons.write(workspace, Status.LOST, LOST, (*wanted, " "))
    assert step is not None
    assert step.title == "Changed the reasons for lost"
    assert lost(workspace) == wanted
    with pytest.raises(Conflict, match="somebody else changed the reasons for lost"):
        reasons.write(workspace, Status.LOST, LOST, ("price",))
    assert lost(workspace) == wanted
    assert reasons.write(workspace, Status.LOST, wanted, wanted) is None


def test_an_emptied_list_is_the_default_one(workspace: Workspace) -> None:
    """Its rows go, and the step says so."""
    reasons.write(workspace, Status.LOST, LOST, ("price",))
    step = reasons.write(workspace, Status.LOST, ("price",), ("", " "))
    assert step is not None
    assert step.title == "Put back the default reasons for lost"
    assert lost(workspace) == LOST
    assert everything(workspace)["reason"] == []
    history.undo(workspace)
    assert lost(workspace) == ("price",)


def test_the_last_reason_stays(workspace: Workspace) -> None:
    """Another one has to be there first."""
    reasons.write(workspace, Status.LOST, LOST, ("price",))
    with pytest.raises(Refused, match="is the last reason for lost"):
        reasons.remove(workspace, Status.LOST, "price")


def test_a_name_may_change_its_case(workspace: Workspace) -> None:
    """It is no second reason of that name."""
    reasons.rename(workspace, Status.LOST, "price", "Price")
    assert lost(workspace)[0] == "Price"


def test_an_open_deal_has_no_reasons(workspace: Workspace) -> None:
    """Only won and lost have a list."""
    with pytest.raises(BadInput, match="won, lost"):
        reasons.add(workspace, Status.OPEN, "price")


def test_deals_keep_what_they_were_closed_for(classic_workspace: Workspace) -> None:
    """Whatever becomes of the list."""
    ws = classic_workspace
    acme = deal(ws)
    step = deals.lose(ws, [acme], "TIMING")
    assert step is not None
    assert step.title == "Lost Acme renewal: timing"
    reasons.rename(ws, Status.LOST, "timing", "too early")
    assert details.view(ws, acme).deal.reason == "timing"


def test_bulk_tells_the_reason_once(classic_workspace: Workspace) -> None:
    """With the number of deals; a won deal without a reason tells none."""
    ws = classic_workspace
    both = [deal(ws), deal(ws, "Kestrel")]
    step = deals.win(ws, both, "Price")
    assert step is not None
    assert step.title == "Won 2 deals: price"
    with pytest.raises(BadInput, match="in your own words"):
        deals.win(ws, [deal(ws, "Corvid")], " other ")
