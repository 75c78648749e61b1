"""A decision-maker leaves: marked on all open deals, which may go back to where they are qualified."""

from dataclasses import replace
from datetime import date

import pytest

from pipeboard.domain.people import Contact, Role
from pipeboard.errors import BadInput, NotFound, Refused
from pipeboard.service import deals, details, followups, history, leaving, people
from pipeboard.service.workspace import Workspace
from tests import builders
from tests.builders import everything, stage_names

MIDNIGHT = date(2026, 11, 12)


def on(ws: Workspace, deal: int, name: str, role: Role = Role.DECISION_MAKER) -> int:
    """Puts somebody on a deal; returns their id."""
    people.add_to_deal(ws, deal, name, role)
    return details.view(ws, deal).contacts[-1].contact.id


def who(ws: Workspace, deal: int, place: int = 0) -> Contact:
    return details.view(ws, deal).contacts[place].contact


@pytest.fixture
def lena(classic_workspace: Workspace) -> int:
    """Lena decides on a deal in Proposal and one in Lead Generation, on the third with Omar."""
    ws = classic_workspace
    late = builders.deal(ws, "Late", stage="Proposal")
    early = builders.deal(ws, "Early")
    shared = builders.deal(ws, "Shared", stage="Proposal")
    won = builders.deal(ws, "Won", stage="Proposal")
    found = [on(ws, deal, "Lena") for deal in (late, early, shared, won)]
    on(ws, shared, "Omar")
    deals.win(ws, [won])
    assert set(found) == {found[0]}
    return found[0]


def test_all_open_deals_are_marked(classic_workspace: Workspace, lena: int) -> None:
    """The contact too; what is decided stays as it was."""
    ws = classic_workspace
    before = everything(ws)
    left = leaving.leave(ws, lena, MIDNIGHT)
    assert left.step is not None
    assert left.step.title == "Marked that Lena left on Thu 12 Nov 2026"
    assert left.deals == (1, 2, 3)
    marks = [details.view(ws, deal).contacts[0].left_on for deal in (1, 2, 3, 4)]
    assert marks == [MIDNIGHT, MIDNIGHT, MIDNIGHT, None]
    assert who(ws, 4).left_on == MIDNIGHT
    assert history.of_deal(ws, 1, 1)[0].sentences == ("Lena left on Thu 12 Nov 2026",)
    after = everything(ws)
    history.undo(ws)
    assert everything(ws) == before
    history.redo(ws)
    assert everything(ws) == after


def test_only_deals_without_another_decision_maker_are_set_back(
    classic_workspace: Workspace, lena: int
) -> None:
    """And only those that are further on; they stay until it is asked for."""
    ws = classic_workspace
    left = leaving.leave(ws, lena)
    assert [(deal.title, deal.stage) for deal in left.set_back] == [("Late", "Lead Qualification")]
    assert stage_names(ws, 1, 2, 3) == ["Proposal", "Lead Generation", "Proposal"]
    before = everything(ws)
    step = leaving.move_back(ws, lena, [deal.deal_id for deal in left.set_back])
    assert step is not None
    assert step.title == "Moved Late back to Lead Qualification, because Lena left"
    assert stage_names(ws, 1) == ["Lead Qualification"]
    assert history.of_deal(ws, 1, 1)[0].sentences == ("Moved from Proposal to Lead Qualification",)
    history.undo(ws)
    assert everything(ws) == before
    history.redo(ws)
    assert stage_names(ws, 1) == ["Lead Qualification"]


def test_marking_and_moving_back_can_be_one_step(classic_workspace: Workspace, lena: int) -> None:
    """One undo takes back both."""
    ws = classic_workspace
    before = everything(ws)
    left = leaving.leave(ws, lena, back=True)
    assert left.step is not None
    assert left.step.title == "Marked that Lena left on Tue 24 Nov 2026, and moved 1 deal back"
    assert stage_names(ws, 1) == ["Lead Qualification"]
    assert set(history.of_deal(ws, 1, 1)[0].sentences) == {
        "Moved from Proposal to Lead Qualification",
        "Lena left on Tue 24 Nov 2026",
    }
    history.undo(ws)
    assert everything(ws) == before


def test_who_does_not_decide_sets_nothing_back(classic_workspace: Workspace) -> None:
    """A champion who leaves is marked, and that is all."""
    ws = classic_workspace
    deal = builders.deal(ws, stage="Proposal")
    left = leaving.leave(ws, on(ws, deal, "Ida", Role.CHAMPION), back=True)
    assert (left.deals, left.set_back) == ((deal,), ())
    assert stage_names(ws, deal) == ["Proposal"]


def test_what_is_planned_with_them_stays(classic_workspace: Workspace, lena: int) -> None:
    """And is told of."""
    ws = classic_workspace
    draft = replace(builders.follow_up(date(2026, 12, 1), subject="offer"), contact="Lena")
    followups.add(ws, [1], draft)
    left = leaving.leave(ws, lena)
    assert [(item.type, item.subject) for item in left.planned] == [("call", "offer")]
    assert len(details.view(ws, 1).follow_ups) == 1


def test_nobody_leaves_twice_or_tomorrow(classic_workspace: Workspace, lena: int) -> None:
    """With the day on which they left; nothing is written."""
    ws = classic_workspace
    with pytest.raises(BadInput, match="nobody can have left in the future"):
        leaving.leave(ws, lena, date(2026, 11, 25))
    leaving.leave(ws, lena, MIDNIGHT)
    before = everything(ws)
    with pytest.raises(Refused, match="Lena has left already, on Thu 12 Nov 2026"):
        leaving.leave(ws, lena)
    assert everything(ws) == before
    with pytest.raises(NotFound, match="there is no contact 99"):
        leaving.leave(ws, 99)


def test_a_deal_that_opened_since_is_marked_too(classic_workspace: Workspace, lena: int) -> None:
    """On the day on which they left."""
    ws = classic_workspace
    leaving.leave(ws, lena, MIDNIGHT)
    deals.reopen(ws, [4])
    assert leaving.leave(ws, lena).deals == (4,)
    assert details.view(ws, 4).contacts[0].left_on == MIDNIGHT


def test_the_mark_can_be_taken_back(classic_workspace: Workspace, lena: int) -> None:
    """On the contact and on the deals; who has not left is refused."""
    ws = classic_workspace
    with pytest.raises(Refused, match="Lena has not left"):
        leaving.stay(ws, lena)
    before = everything(ws)
    leaving.leave(ws, lena)
    marked = everything(ws)
    step = leaving.stay(ws, lena)
    assert step is not None
    assert step.title == "Marked that Lena has not left after all"
    assert everything(ws) == before
    assert history.of_deal(ws, 1, 1)[0].sentences == ("Lena has not left after all",)
    history.undo(ws)
    assert everything(ws) == marked
