"""What a person can do with follow-ups: plan, finish, snooze, change, delete; and log a call."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

from pipeboard.domain.aftersale import outcome_told, require_satisfaction
from pipeboard.domain.changes import Change, Step
from pipeboard.domain.dates import Due, real_due, written_due
from pipeboard.domain.drafts import FollowUpDraft
from pipeboard.domain.followups import CHECK_IN, TYPES, FollowUp, Priority, day_of
from pipeboard.domain.localtimes import off_the_weekend
from pipeboard.domain.repeats import from_text
from pipeboard.domain.words import many
from pipeboard.errors import BadInput, Refused
from pipeboard.service import notes, people
from pipeboard.service.followup_steps import (
    party,
    require_as_seen,
    require_open,
    titled,
    touch,
    what,
)
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import deals, rows, schema
from pipeboard.store import followups as store
from pipeboard.store.database import Draft

_OF_ITS_OWN = frozenset({"id", "done_at", "outcome", "satisfaction"})
"""Columns of a follow-up that the next one of it does not take over."""


def add(ws: Workspace, deal_ids: Sequence[int], draft: FollowUpDraft) -> Step | None:
    """Plans a follow-up on each deal, for the person who adds it."""
    with ws.step() as step:
        found = [deals.get(step.connection, deal_id) for deal_id in dict.fromkeys(deal_ids)]
        for deal in found:
            insert(ws, step, deal.id, draft)
            step.touch(deal.id, deal.touched_on)
        where = found[0].title if len(found) == 1 else many(len(found), "deal")
        step.title = f"Planned {what(draft.type, draft.subject)} on {where}"
    return step.step


def add_for(
    ws: Workspace,
    draft: FollowUpDraft,
    *,
    contact_id: int | None = None,
    company_id: int | None = None,
) -> Step | None:
    """Plans a follow-up with a contact or on a company, on no deal, for the person who adds it.

    Raises BadInput for a contact named in one that is with a contact already, NotFound when the
    contact or company is gone.
    """
    if draft.contact and contact_id is not None:
        raise BadInput("contact", draft.contact, "it is with a contact already; leave the name out")
    from pipeboard.service import companies, contacts

    with ws.step() as step:
        if contact_id is not None:
            contacts.get(step.connection, contact_id)
        if company_id is not None:
            companies.get(step.connection, company_id)
        if draft.contact:
            contact_id = people.contact_of_company(step, draft.contact, company_id)
        step.insert(
            "follow_up",
            planned_row(ws, step, None, draft)
            | {"contact_id": contact_id, "company_id": company_id},
        )
        where = party(step, contact_id, company_id)
        step.title = f"Planned {what(draft.type, draft.subject)}{where}"
    return step.step


def insert(ws: Workspace, step: Draft, deal_id: int, draft: FollowUpDraft) -> int:
    """Adds a follow-up of a deal as a part of a step; returns its id."""
    contact = None
    if draft.contact:
        deal = deals.get(step.connection, deal_id)
        contact = people.contact_id(step, draft.contact, deal_id, deal.company_id)
    row = planned_row(ws, step, deal_id, draft) | {"contact_id": contact}
    return step.insert("follow_up", row, deal_id)


def planned_row(
    ws: Workspace, step: Draft, deal_id: int | None, draft: FollowUpDraft
) -> dict[str, Any]:
    """The row of a new follow-up as it was drafted, without an id, its contact aside."""
    return _row(step, deal_id, draft.type, draft.subject) | {
        **due_columns(ws, draft.due),
        "priority": Priority(draft.priority),
        "repeat": draft.repeat,
        "reminder": draft.reminder,
        "assignee": draft.assignee or ws.actor,
    }


def _row(step: Draft, deal_id: int | None, kind: str, subject: str) -> dict[str, Any]:
    """A follow-up that is not planned for any time yet, for whoever writes the step."""
    return {
        "deal_id": deal_id,
        "contact_id": None,
        "company_id": None,
        "type": kind,
        "subject": subject,
        "due_on": step.today,
        "due_at": None,
        "due_zone": None,
        "reminder": None,
        "priority": Priority.NORMAL,
        "repeat": None,
        "assignee": step.actor,
        "created_at": step.at,
        "done_at": None,
        "outcome": None,
    }


def due_columns(ws: Workspace, due: Due) -> dict[str, Any]:
    """The columns that hold when something is due: a date, and an instant when it has a time."""
    if due.at is None:
        return {"due_on": due.on, "due_at": None, "due_zone": None}
    instant = ws.clock.instant(due.on, due.at)
    return {"due_on": due.on, "due_at": instant, "due_zone": ws.clock.zone_name or None}


def finish(
    ws: Workspace,
    seen: Sequence[FollowUp],
    outcome: str,
    at: datetime | None = None,
    satisfaction: int | None = None,
) -> Step | None:
    """Marks follow-ups as done with an outcome (may be empty), at ``at`` or now.

    For one that comes again the next one is planned, by the same step. A check-in may tell how
    satisfied the customer is, from 1 to 5.

    ``seen`` are they as the person saw them: raises Conflict when one is no longer so, Refused
    when one is done already or is no check-in, BadInput for another ``satisfaction``.
    """
    if satisfaction is not None:
        require_satisfaction(satisfaction)
        for item in seen:
            if not item.is_check_in:
                called = what(item.type, item.subject)
                raise Refused(f"only a {CHECK_IN} has a satisfaction, and {called} is none")
    with ws.step() as step:
        for item in seen:
            require_open(step, item)
            _finish(ws, step, item, outcome, at or step.at, satisfaction)
            touch(step, item)
        step.title = titled(step, "Finished", seen, outcome_told(outcome.strip(), satisfaction))
    return step.step


def _finish(
    ws: Workspace,
    step: Draft,
    item: FollowUp,
    outcome: str,
    at: datetime,
    satisfaction: int | None = None,
) -> None:
    step.apply([_done(item, outcome.strip(), at, satisfaction)])
    if item.repeat:
        _plan_next(ws, step, item, at)


def _plan_next(ws: Workspace, step: Draft, done: FollowUp, at: datetime) -> None:
    """Adds the next one of a follow-up that comes again, at the same time of the day there."""
    repeat = from_text(done.repeat or "")
    there = replace(ws, clock=ws.clock.in_zone(done.due_zone))
    day = repeat.next_after(
        day_of(done.due_on, done.due_at, there.zone), at.astimezone(there.zone).date()
    )
    if ws.locale.skip_weekends and not repeat.on_weekdays:
        day = off_the_weekend(day)
    due = real_due(Due(day, _time_of_day(there, [done])), there.clock.here())
    row = rows.find(step.connection, schema.follow_up, done.id) or {}
    kept = {key: value for key, value in row.items() if key not in _OF_ITS_OWN}
    kept |= due_columns(there, due) | {"repeat": replace(repeat, at=due.meant).text}
    step.insert("follow_up", kept | {"created_at": step.at}, done.deal_id)


def next_day(ws: Workspace, seen: FollowUp) -> Due:
    """When a follow-up is due that is put off by a day: tomorrow, or the day after its own."""
    day = max(day_of(seen.due_on, seen.due_at, ws.zone), ws.today())
    day += timedelta(days=1)
    if ws.locale.skip_weekends:
        day = off_the_weekend(day)
    return real_due(Due(day, _time_of_day(ws, [seen])), ws.clock.here())


def typed_due(ws: Workspace, seen: Sequence[FollowUp], text: str) -> Due:
    """When follow-ups are to be due by a typed text; a day alone keeps the time of a single one.

    Raises BadInput.
    """
    from pipeboard.service.reading import parse_due

    due = parse_due(ws, text)
    if due.at is not None:
        return due
    return real_due(replace(due, at=_time_of_day(ws, seen)), ws.clock.here())


def _time_of_day(ws: Workspace, seen: Sequence[FollowUp]) -> time | None:
    """The time of a single one; of one that comes again what was meant, if clocks moved it."""
    item = seen[0]
    if len(seen) > 1 or item.due_at is None:
        return None
    if item.repeat:
        return from_text(item.repeat).meant(item.due_at, ws.zone)
    return item.due_at.astimezone(ws.zone).time()


def _with_time_meant(item: FollowUp, due: Due) -> dict[str, Any]:
    """The rule of one that comes again, which is put where the clocks skip the time meant."""
    if not item.repeat or due.meant is None:
        return {}
    return {"repeat": replace(from_text(item.repeat), at=due.meant).text}


def snooze(ws: Workspace, seen: Sequence[FollowUp], due: Due) -> Step | None:
    """Puts follow-ups off to another date or time, or moves them to an earlier one.

    ``seen`` are they as the person saw them: raises Conflict when one is no longer so, Refused
    when one is done already.
    """
    columns = due_columns(ws, due)
    with ws.step() as step:
        for item in seen:
            require_open(step, item)
            after = columns | _with_time_meant(item, due)
            before = {key: getattr(item, key) for key in after}
            step.edit("follow_up", item.id, before, after, item.deal_id)
        step.title = (
            f"{titled(step, 'Moved', seen)} to {written_due(due)}"
            if any(_is_earlier(ws, due, item) for item in seen)
            else titled(step, "Put off", seen, written_due(due))
        )
    return step.step


def _is_earlier(ws: Workspace, due: Due, item: FollowUp) -> bool:
    day = day_of(item.due_on, item.due_at, ws.zone)
    if due.on != day or due.at is None or item.due_at is None:
        return due.on < day
    return ws.clock.instant(due.on, due.at) < item.due_at


def edit(
    ws: Workspace, follow_up_id: int, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Step | None:
    """Changes ``type``, ``subject``, ``priority``, ``assignee``, ``reminder`` and so on, or ``due``.

    ``due`` is a Due. ``before`` holds the columns as the person saw them (``due_on`` and
    ``due_at`` for a due date);
    raises Conflict when they are no longer so.
    """
    columns = {key: value for key, value in after.items() if key != "due"}
    if "subject" in columns and not str(columns["subject"]).strip():
        raise BadInput("subject", "", "say what is to be done")
    if "priority" in columns:
        columns["priority"] = Priority(columns["priority"])
    with ws.step() as step:
        item = store.get(step.connection, follow_up_id)
        if "due" in after:
            columns |= due_columns(ws, after["due"])
            before = {"due_zone": item.due_zone, **before}
            if "repeat" not in columns and (rule := _with_time_meant(item, after["due"])):
                columns |= rule
                before["repeat"] = item.repeat
        if step.edit("follow_up", item.id, before, columns, item.deal_id):
            touch(step, item)
        step.title = titled(step, "Changed", [item])
    return step.step


def delete(ws: Workspace, *seen: FollowUp) -> Step | None:
    """Deletes follow-ups; raises Conflict when one no longer is as the person saw it."""
    with ws.step() as step:
        for each in seen:
            require_as_seen(step, each)
            row = rows.find(step.connection, schema.follow_up, each.id) or {}
            step.delete("follow_up", row, each.deal_id)
        step.title = titled(step, "Deleted", seen)
    return step.step


def types(ws: Workspace) -> list[str]:
    """The types of follow-ups: those that the product knows, then those of one's own in use."""
    with ws.read() as connection:
        return list(dict.fromkeys([*TYPES, *map(str.casefold, store.types(connection))]))


def planned(ws: Workspace, deal_ids: Sequence[int]) -> list[FollowUp]:
    """The follow-ups of deals that are not done, by deal and when they are due."""
    with ws.read() as connection:
        found = deals.follow_ups(connection, deal_ids, ws.zone)
    return [item for items in found.values() for item in items if item.done_at is None]


def log_call(
    ws: Workspace, deal_ids: Sequence[int], outcome: str, note: str | None = None
) -> Step | None:
    """Records a call that was just made on each deal, with a note when there is one."""
    with ws.step() as step:
        found = [deals.get(step.connection, deal_id) for deal_id in dict.fromkeys(deal_ids)]
        for deal in found:
            _log(ws, step, deal.id, "call", outcome)
            if note and note.strip():
                notes.insert(step, deal.id, note.strip())
            step.touch(deal.id, deal.touched_on)
        where = found[0].title if len(found) == 1 else many(len(found), "deal")
        step.title = f"Logged a call on {where}"
    return step.step


def record(ws: Workspace, step: Draft, deal_id: int, kind: str, outcome: str) -> None:
    """Marks something as done just now on a deal, as a part of a step.

    That is the earliest follow-up of that type that is planned on the deal, else a new one.
    """
    items = deals.follow_ups(step.connection, [deal_id], ws.zone).get(deal_id, ())
    same = (each for each in items if each.type.casefold() == kind.casefold())
    planned = next((each for each in same if each.done_at is None), None)
    if planned is None:
        _log(ws, step, deal_id, kind, outcome)
    else:
        _finish(ws, step, planned, outcome, step.at)


def _log(ws: Workspace, step: Draft, deal_id: int, kind: str, outcome: str) -> None:
    row = _row(step, deal_id, kind, kind) | {
        "due_on": step.today,
        "due_at": step.at,
        "due_zone": ws.clock.zone_name or None,
        "done_at": step.at,
        "outcome": outcome.strip(),
    }
    step.insert("follow_up", row, deal_id)


def get(ws: Workspace, follow_up_id: int) -> FollowUp:
    """The follow-up with an id; raises NotFound."""
    with ws.read() as connection:
        return store.get(connection, follow_up_id)


def next_steps(ws: Workspace, deal_ids: Sequence[int]) -> dict[int, FollowUp]:
    """The earliest open follow-up of each deal that has one."""
    with ws.read() as connection:
        return store.next_steps(connection, deal_ids, present(ws))


def _done(item: FollowUp, outcome: str, at: datetime, satisfaction: int | None) -> Change:
    before: dict[str, Any] = {"done_at": None, "outcome": item.outcome}
    after: dict[str, Any] = {"done_at": at, "outcome": outcome}
    if satisfaction is not None:
        before["satisfaction"], after["satisfaction"] = item.satisfaction, satisfaction
    return Change("follow_up", item.id, before, after, item.deal_id)
