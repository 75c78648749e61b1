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
from pipeboard.store import schema
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


def test_a_clash_names_who_last_changed_what_is_in_the_way(
    classic_workspace: Workspace, bo: Workspace, deal: int
) -> None:
    """Somebody by name, and whoever is told as you; later work on other columns is not it."""
    ann = classic_workspace
    value = {"value": 1_200_000}, {"value": 900_000}
    details.edit(bo, deal, *value)
    details.edit(ann, deal, {"source": ""}, {"source": "fair"})
    with pytest.raises(Conflict, match=r"^bo changed the value of Acme renewal meanwhile; nothing"):
        details.edit(ann, deal, *value)
    with pytest.raises(
        Conflict, match=r"^you changed the value of Acme renewal meanwhile; nothing"
    ):
        details.edit(bo, deal, *value)


def test_what_stands_in_the_way_of_taking_back_is_told_as_it_was_done(
    classic_workspace: Workspace, bo: Workspace, deal: int
) -> None:
    """Ann's own later move, a move of Bo's, and that he lost the deal."""
    ann = classic_workspace
    first = builders.move(ann, [deal], 1)
    second = builders.move(ann, [deal], 1)
    assert first
    assert second
    with pytest.raises(Conflict, match=": you moved Acme renewal later; nothing was written"):
        history.revert(ann, first.id)
    with pytest.raises(Conflict, match=": ann moved Acme renewal meanwhile; nothing was written"):
        history.revert(bo, first.id)
    deals.lose(bo, [deal], "too dear")
    with pytest.raises(Conflict, match=": bo lost Acme renewal meanwhile; nothing was written"):
        history.undo(ann)
    history.undo(bo)
    builders.move(bo, [deal], 1)
    with pytest.raises(Conflict, match=": bo moved Acme renewal meanwhile; nothing was written"):
        history.undo(ann)


def test_what_is_gone_is_told_with_who_deleted_it(
    classic_workspace: Workspace, bo: Workspace, deal: int
) -> None:
    """A follow-up that Bo deleted cannot be changed back."""
    ann = classic_workspace
    seen = planned(ann, deal)
    followups.snooze(ann, [seen], LATER)
    followups.delete(bo, planned(bo, deal))
    with pytest.raises(Conflict, match=": the follow up is gone: bo deleted it; nothing"):
        history.undo(ann)


def test_what_no_journal_tells_of_is_said_of_nobody(
    classic_workspace: Workspace, deal: int
) -> None:
    """A row that changed without a step."""
    ws = classic_workspace
    with ws.database.write() as connection:
        connection.execute(schema.deal.update().values(source="elsewhere"))
    with pytest.raises(Conflict, match=r"^the source of Acme renewal was changed meanwhile; noth"):
        details.edit(ws, deal, {"source": ""}, {"source": "fair"})
