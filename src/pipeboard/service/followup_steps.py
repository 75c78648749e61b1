"""What the steps on follow-ups share: they are as they were seen, and what a step is called."""

from collections.abc import Sequence
from dataclasses import fields

from pipeboard.domain.followups import FollowUp
from pipeboard.domain.words import many
from pipeboard.errors import Conflict, Refused
from pipeboard.store import deals
from pipeboard.store import followups as store
from pipeboard.store.database import Draft


def require_open(step: Draft, seen: FollowUp) -> None:
    """Raises Refused when the follow-up is done, Conflict when it is not as the person saw it."""
    if store.get(step.connection, seen.id).done_at is not None:
        raise Refused(f"{what(seen.type, seen.subject)} is done already")
    require_as_seen(step, seen)


def require_as_seen(step: Draft, seen: FollowUp) -> None:
    """Raises Conflict, saying what differs, unless the follow-up still is as it was seen."""
    now = store.get(step.connection, seen.id)
    called = what(seen.type, seen.subject)
    for column in fields(seen):
        if getattr(now, column.name) != getattr(seen, column.name):
            thing = "due date" if column.name.startswith("due_") else column.name
            raise Conflict(
                f"somebody else changed the {thing.replace('_', ' ')} of {called} meanwhile; "
                "nothing was written, look again"
            )


def touch(step: Draft, item: FollowUp) -> None:
    """Takes note that somebody worked on the deal of a follow-up, if it is on one."""
    if item.deal_id is not None:
        step.touch(item.deal_id, deals.get(step.connection, item.deal_id).touched_on)


def what(kind: str, subject: str) -> str:
    """What a follow-up is called in messages: its type, and what it is about."""
    return kind if subject.casefold() == kind.casefold() else f"{kind} '{subject}'"


def titled(step: Draft, verb: str, found: Sequence[FollowUp], more: str = "") -> str:
    """What was done to follow-ups, on which deal or on how many."""
    if len(found) == 1:
        told = what(found[0].type, found[0].subject)
    else:
        told = many(len(found), "follow-up")
    on = deals.get_many(step.connection, {item.deal_id for item in found if item.deal_id})
    if on:
        told += f" on {on[0].title if len(on) == 1 else many(len(on), 'deal')}"
    elif len(found) == 1:
        told += party(step, found[0].contact_id, found[0].company_id)
    return f"{verb} {told}{f': {more}' if more else ''}"


def party(step: Draft, contact_id: int | None, company_id: int | None) -> str:
    """With whom a follow-up is that is on no deal, or on which company; empty when with neither."""
    who = deals.contacts_by_id(step.connection, [contact_id] if contact_id else [])
    if contact_id in who:
        return f" with {who[contact_id].name}"
    company = deals.company(step.connection, company_id)
    return f" on {company.name}" if company else ""
