"""A contact leaves their company: marked on all their open deals, which may go back a few stages."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from pipeboard.domain import deals as rules
from pipeboard.domain import leaving, ranks
from pipeboard.domain.changes import Step
from pipeboard.domain.days import written
from pipeboard.domain.deals import Deal, Status
from pipeboard.domain.followups import FollowUp
from pipeboard.domain.merging import Kind
from pipeboard.domain.people import Contact
from pipeboard.domain.stages import Stage
from pipeboard.domain.words import many
from pipeboard.errors import NotAccepted, Refused
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals as deal_store
from pipeboard.store import leaving as store
from pipeboard.store import stages
from pipeboard.store.database import Connection, Draft
from pipeboard.store.deals import contacts_by_id
from pipeboard.store.merging import missing

_UNDECIDED = (Status.OPEN, Status.NURTURE)


@dataclass(frozen=True, slots=True)
class SetBack:
    """An open deal without a decision-maker, and the stage to which it could go back."""

    deal_id: int
    title: str
    stage: str


@dataclass(frozen=True, slots=True)
class Left:
    """What came of marking that a contact has left.

    ``set_back`` are the deals that could go back, or did; ``planned`` the follow-ups that stay.
    """

    step: Step | None
    contact: Contact
    on: date
    deals: tuple[int, ...]
    set_back: tuple[SetBack, ...]
    planned: tuple[FollowUp, ...]


def leave(ws: Workspace, contact_id: int, on: date | None = None, *, back: bool = False) -> Left:
    """Marks that a contact has left, ``on`` a day (today, unless said), on all deals not decided.

    With ``back``, the open deals that have no decision-maker any more go back to where they are
    qualified. Raises Refused for one who has left already, NotFound for one who is gone.
    """
    with ws.step() as step:
        who = _contact(step.connection, contact_id)
        on = who.left_on or on or step.today
        if on > step.today:
            raise NotAccepted("left on", on.isoformat(), "nobody can have left in the future")
        links = [
            link
            for link in store.links(step.connection, contact_id, _UNDECIDED)
            if link["left_on"] is None
        ]
        if who.left_on is not None and not links:
            raise Refused(f"{who.name} has left already, on {written(who.left_on)}")
        step.edit("contact", who.id, {"left_on": who.left_on}, {"left_on": on})
        for link in links:
            step.edit("deal_contact", link["id"], link, {"left_on": on}, link["deal_id"])
        planned = tuple(store.planned(step.connection, contact_id))
        found = list(_set_back(step.connection, contact_id, [link["deal_id"] for link in links]))
        step.title = f"Marked that {who.name} left on {written(on)}"
        if back and found:
            _move(step, found)
            step.title += f", and moved {many(len(found), 'deal')} back"
    told = tuple(SetBack(deal.id, deal.title, to.name) for deal, to in found)
    return Left(step.step, who, on, tuple(link["deal_id"] for link in links), told, planned)


def move_back(ws: Workspace, contact_id: int, deal_ids: Sequence[int]) -> Step | None:
    """Moves the open deals that have no decision-maker since a contact left to where deals are
    qualified; those that went back or were closed meanwhile stay where they are.
    """
    with ws.step() as step:
        who = _contact(step.connection, contact_id)
        found = list(_set_back(step.connection, contact_id, deal_ids))
        _move(step, found)
        names = {to.name for _, to in found}
        what = found[0][0].title if len(found) == 1 else many(len(found), "deal")
        where = f" to {names.pop()}" if len(names) == 1 else ""
        step.title = f"Moved {what} back{where}, because {who.name} left"
    return step.step


def stay(ws: Workspace, contact_id: int) -> Step | None:
    """Takes back that a contact has left, on all deals that are not decided.

    Raises Refused for one who has not left.
    """
    with ws.step() as step:
        who = _contact(step.connection, contact_id)
        links = [
            link
            for link in store.links(step.connection, contact_id, _UNDECIDED)
            if link["left_on"] is not None
        ]
        if who.left_on is None and not links:
            raise Refused(f"{who.name} has not left")
        step.edit("contact", who.id, {"left_on": who.left_on}, {"left_on": None})
        for link in links:
            step.edit("deal_contact", link["id"], link, {"left_on": None}, link["deal_id"])
        step.title = f"Marked that {who.name} has not left after all"
    return step.step


def contact(ws: Workspace, contact_id: int) -> Contact:
    """The contact of whom it is asked; raises NotFound for one who is gone."""
    with ws.read() as connection:
        return _contact(connection, contact_id)


def _contact(connection: Connection, contact_id: int) -> Contact:
    found = contacts_by_id(connection, [contact_id]).get(contact_id)
    if found is None:
        raise missing(connection, Kind.CONTACT, contact_id)
    return found


def _set_back(
    connection: Connection, contact_id: int, deal_ids: Sequence[int]
) -> Iterator[tuple[Deal, Stage]]:
    """The open deals that have no other decision-maker, beyond where deals are qualified."""
    people = deal_store.contacts(connection, deal_ids)
    all_stages = stages.stages(connection)
    for deal in deal_store.get_many(connection, deal_ids):
        lanes = [stage for stage in all_stages if stage.pipeline_id == deal.pipeline_id]
        to = leaving.qualification(lanes)
        if deal.status is not Status.OPEN or to is None:
            continue
        alone = leaving.decides_alone(contact_id, people.get(deal.id, ()))
        if alone and leaving.is_beyond(lanes, deal.stage_id, to):
            yield deal, to


def _move(step: Draft, found: Sequence[tuple[Deal, Stage]]) -> None:
    for deal, to in reversed(found):
        top = deal_store.top_rank(step.connection, to.id, Status.OPEN)
        step.apply(
            rules.move(
                deal,
                to,
                rank=ranks.between(None, top),
                visit=deal_store.open_visit(step.connection, deal.id),
                visit_id=step.new_id("stage_visit"),
                today=step.today,
            )
        )


def said(item: FollowUp) -> str:
    """A follow-up in a few words: its type, and its subject where it says more."""
    same = item.subject.casefold() == item.type.casefold()
    return item.type if same else f"{item.type} '{item.subject}'"
