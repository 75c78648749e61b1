"""What somebody else changed since it was seen is not written over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from pipeboard.domain.dates import Due
from pipeboard.domain.followups import FollowUp
from pipeboard.domain.people import DealContact, Role
from pipeboard.errors import Conflict, Refused
from pipeboard.service import deals, details, feed, followups, history, notes, people
from pipeboard.service.workspace import Workspace
from tests import builders

ON = date(2026, 11, 30)
LATER = Due(date(2030, 1, 1))


@pytest.fixture
def bo(classic_workspace: Workspace) -> Workspace:
    """The same database, used by somebody else."""
    return replace(classic_workspace, actor="bo")


@pytest.fixture
def deal(classic_workspace: Workspace) -> int:
    """A deal with a contact and a next step."""
    plan = builders.follow_up(ON, subject="offer")
    return builders.deal(classic_workspace, contacts=("Lena Fox",), next_step=plan)


def planned(ws: Workspace, deal: int) -> FollowUp:
    """The next step of the deal."""
    return followups.next_steps(ws, [deal])[deal]


def lena(ws: Workspace, deal: int) -> DealContact:
    """The contact of the deal."""
    return details.view(ws, deal).contacts[0]


ACTS: dict[str, Callable[[Workspace, FollowUp], object]] = {
    "snooze": lambda ws, seen: followups.snooze(ws, [seen], Due(date(2031, 1, 1))),
    "finish": lambda ws, seen: followups.finish(ws, [seen], "reached"),
    "delete": followups.delete,
}


@pytest.mark.parametrize("act", ACTS)
def test_a_follow_up_that_was_put_off_meanwhile_stays(
    classic_workspace: Workspace, bo: Workspace, deal: int, act: str
) -> None:
    """The message says what differs, and what is there now can be acted on."""
    ws = classic_workspace
    seen = planned(ws, deal)
    followups.snooze(bo, [planned(bo, deal)], LATER)
    with pytest.raises(Conflict, match="the due date of call 'offer' meanwhile"):
        ACTS[act](ws, seen)
    assert planned(ws, deal).due_on == LATER.on
    assert ACTS[act](ws, planned(ws, deal))


def test_a_follow_up_that_was_changed_otherwise_is_not_finished(
    classic_workspace: Workspace, bo: Workspace, deal: int
) -> None:
    """Its subject is not what was seen any more."""
    ws = classic_workspace
    seen = planned(ws, deal)
    followups.edit(bo, seen.id, {"subject": "offer"}, {"subject": "contract"})
    with pytest.raises(Conflict, match="the subject of call 'offer'"):
        followups.finish(ws, [seen], "reached")


def test_a_follow_up_that_is_done_is_neither_finished_nor_put_off(
    classic_workspace: Workspace, bo: Workspace, deal: int
) -> None:
    """Whoever saw it open is told."""
    ws = classic_workspace
    seen = planned(ws, deal)
    followups.finish(bo, [seen], "reached")
    for act in ("finish", "snooze"):
        with pytest.raises(Refused, match="call 'offer' is done already"):
            ACTS[act](ws, seen)


def test_a_note_that_was_rewritten_is_not_deleted(
    classic_workspace: Workspace, bo: Workspace, deal: int
) -> None:
    """What Bo wrote was never seen by Ann."""
    ws = classic_workspace
    notes.add(ws, [deal], "They want three years")
    seen = details.view(ws, deal).notes[0]
    notes.edit(bo, seen.id, seen.text, "They want five years")
    with pytest.raises(Conflict, match="the note meanwhile"):
        notes.delete(ws, seen)
    assert notes.delete(ws, details.view(ws, deal).notes[0])


def test_the_role_of_a_contact_is_what_was_seen(
    classic_workspace: Workspace, bo: Workspace, deal: int
) -> None:
    """Else it is neither changed nor taken off the deal."""
    ws = classic_workspace
    seen = lena(ws, deal)
    people.edit_on_deal(bo, lena(bo, deal), {"role": Role.BLOCKER})
    with pytest.raises(Conflict, match="the role of"):
        people.edit_on_deal(ws, seen, {"role": Role.CHAMPION})
    with pytest.raises(Conflict, match="made Lena Fox the blocker meanwhile"):
        people.remove_from_deal(ws, seen)
    assert lena(ws, deal).role == Role.BLOCKER
    assert people.remove_from_deal(ws, lena(ws, deal))


def test_a_contact_is_changed_in_one_step(classic_workspace: Workspace, deal: int) -> None:
    """Name, addresses and role are taken back by one undo; a clash in one writes none."""
    ws = classic_workspace
    seen = lena(ws, deal)
    after = {"name": "Lena Berg", "emails": ("lena@acme.example",), "role": Role.CHAMPION}
    people.edit_on_deal(ws, seen, after)
    now = lena(ws, deal)
    assert (now.contact.name, now.contact.emails, now.role) == tuple(after.values())
    with pytest.raises(Conflict):
        people.edit_on_deal(ws, replace(now, role=Role.OTHER), {"name": "X", "role": Role.USER})
    history.undo(ws)
    assert lena(ws, deal) == seen


def test_a_deal_that_was_changed_since_it_was_looked_at_is_not_deleted(
    classic_workspace: Workspace, bo: Workspace, deal: int
) -> None:
    """A note added meanwhile would go unseen; a step on another deal is no reason."""
    ws = classic_workspace
    other = builders.deal(ws, "Other")
    seen = feed.seen(ws)
    notes.add(bo, [deal], "They signed!")
    with pytest.raises(Conflict, match=r"Acme renewal was changed meanwhile .*by bo"):
        deals.delete(ws, [other, deal], seen)
    assert deals.delete(ws, [other], seen)
    assert deals.delete(ws, [deal], feed.seen(ws))
