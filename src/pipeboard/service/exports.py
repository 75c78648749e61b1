"""What the command line gives out as JSON: deals, their follow-ups, the history.

Money is a decimal string with its currency's digits, dates and instants are ISO texts, what is not
known is null.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, tzinfo
from typing import Any

from pipeboard.domain.board import Card
from pipeboard.domain.cadences import Run
from pipeboard.domain.deals import Deal, Status
from pipeboard.domain.filterterms import Filter
from pipeboard.domain.fit import Profile
from pipeboard.domain.followups import DueState, FollowUp, state
from pipeboard.domain.money import exact
from pipeboard.domain.notes import Note
from pipeboard.domain.people import DealContact, Role
from pipeboard.domain.reasons import STATUSES, listed
from pipeboard.domain.repeats import from_text
from pipeboard.domain.stages import Pipeline, Stage
from pipeboard.domain.views import HistoryLine
from pipeboard.service import criteria, past_exports
from pipeboard.service.boards import EVERYTHING, conditions
from pipeboard.service.identity import identity
from pipeboard.service.presence import present
from pipeboard.service.workspace import Workspace
from pipeboard.store import boards, cadences, listings, reasons, stages, standings
from pipeboard.store import criteria as criteria_store
from pipeboard.store import deals as deal_store
from pipeboard.store import followups as followup_store
from pipeboard.store import history as history_store
from pipeboard.store.database import Connection
from pipeboard.store.dues import Present

Json = dict[str, Any]
_AT_ONCE = 500
_DEAL_IDS = 20
"""Deals that a step of the history names at most."""


def deals(
    ws: Workspace,
    filter_: Filter = EVERYTHING,
    *,
    all_statuses: bool = False,
    pipeline_id: int | None = None,
    complete: bool = False,
    past: bool = False,
) -> Iterator[Json]:
    """The deals that match, by pipeline, stage and place in it; the open ones, or all.

    A filter that names statuses decides about them itself. ``complete`` adds what an import needs:
    the notes of each deal, and the id of the database that the ids are of; ``past`` what figures
    are worked out from besides: the stages that it was in, how it stood, all its follow-ups. All of
    them are of one moment, however slowly they are taken.
    """
    any_status = all_statuses or filter_.names_status
    at = present(ws)
    database = identity(ws) if complete else None
    with ws.read() as connection:
        found = listings.deal_ids(
            connection,
            conditions(connection, ws, filter_, at),
            statuses=tuple(Status) if any_status else (Status.OPEN,),
            pipeline_id=pipeline_id,
        )
        reader = _Reader(connection, at)
        for start in range(0, len(found), _AT_ONCE):
            portion = reader.deals(found[start : start + _AT_ONCE], notes=complete, past=past)
            yield from (row | {"database": database} for row in portion) if complete else portion


def some_deals(ws: Workspace, deal_ids: Sequence[int]) -> list[Json]:
    """These deals as ``deals`` gives them, in the order asked for; those that are gone are left out."""
    with ws.read() as connection:
        return list(_Reader(connection, present(ws)).deals(deal_ids))


def deal(ws: Workspace, deal_id: int) -> Json:
    """One deal with its notes, its past, its follow-ups, done ones too, and what was sold from it.

    Raises NotFound.
    """
    at = present(ws)
    with ws.read() as connection:
        one = deal_store.get(connection, deal_id)
        found = list(_Reader(connection, at).deals([deal_id], notes=True, past=True))
        children = [child for child, _ in deal_store.sold_from(connection, [deal_id])]
        sold_on = deal_store.get_many(connection, children)
        said = (item["satisfaction"] for item in found[0]["follow_ups"] if item["done_at"])
        return (
            found[0]
            | {
                "satisfaction": next((each for each in said if each is not None), None),
                "sold_on": [
                    {"id": each.id, "title": each.title, "status": each.status.value}
                    for each in sold_on
                ],
            }
            | {"cadences": [_run(run) for run in cadences.runs_on(connection, [deal_id])]}
            | _to_leave(connection, one)
        )


def _run(run: Run) -> Json:
    return {
        "name": run.name,
        "state": run.state.value,
        "started_on": run.started_on.isoformat(),
        "ended_on": run.ended_on.isoformat() if run.ended_on else None,
        "done": run.done,
        "follow_ups": run.of,
    }


def _to_leave(connection: Connection, one: Deal) -> Json:
    """Whether the stage is still there; of an open deal also what should be true before it leaves
    it, and the guidance for that.
    """
    known = {stage.id: stage for stage in stages.stages(connection, one.pipeline_id, removed=True)}
    last = known.get(one.stage_id or 0)
    stage = last if one.status is Status.OPEN and last and last.removed_on is None else None
    found = criteria.of_deal(connection, one, stage)
    return {
        "stage_removed": last is not None and last.removed_on is not None,
        "guidance": (stage.guidance or None) if stage else None,
        "rule": stage.rule.value if stage else None,
        "criteria": [
            {
                "kind": each.criterion.kind.value,
                "subject": each.criterion.subject,
                "met": each.met,
            }
            for each in found
        ],
    }


def planned(ws: Workspace, follow_up_id: int) -> Json:
    """One follow-up; raises NotFound."""
    at = present(ws)
    with ws.read() as connection:
        item = followup_store.get(connection, follow_up_id)
        found = deal_store.get_many(connection, [item.deal_id] if item.deal_id else [])
        names = listings.contact_names(connection, [item])
        return follow_up(item, at, {each.id: each.title for each in found}, names)


class _Reader:
    """Reads deals in portions on one connection."""

    def __init__(self, connection: Connection, at: Present) -> None:
        self._connection = connection
        self._at = at
        self._stages = {stage.id: stage for stage in stages.stages(connection, removed=True)}
        self._pipelines = {each.id: each for each in stages.pipelines(connection, removed=True)}
        self._reasons = {status: reasons.names(connection, status) for status in STATUSES}

    def deals(
        self, ids: Sequence[int], *, notes: bool = False, past: bool = False
    ) -> Iterator[Json]:
        connection = self._connection
        cards = {card.id: card for card in boards.cards(connection, ids, self._at)}
        items = deal_store.get_many(connection, ids)
        since = listings.stage_since(connection, items)
        labels = deal_store.labels(connection, ids)
        ticked = criteria_store.ticked(connection, ids)
        contacts = deal_store.contacts(connection, ids)
        external = deal_store.external_ids(connection, ids)
        industries = listings.industries(connection, items)
        upcoming = followup_store.next_steps(connection, ids, self._at)
        names = listings.contact_names(connection, upcoming.values())
        written = deal_store.notes(connection, ids) if notes else {}
        pasts = self._pasts(items) if past else {}
        for found in items:
            row = _deal(
                found,
                cards[found.id],
                self._pipelines[found.pipeline_id],
                self._stages.get(found.stage_id or 0),
            )
            item = upcoming.get(found.id)
            titles = {found.id: found.title}
            row |= {
                "reason_listed": self._reason_listed(found),
                "stage_since": _day(since.get(found.id)),
                "industry": industries.get(found.company_id or 0) or None,
                "labels": list(labels.get(found.id, ())),
                "ticked": sorted(ticked.get(found.id, ())),
                "contacts": [_contact(link) for link in contacts.get(found.id, ())],
                "decision_makers": [
                    link.contact.name
                    for link in contacts.get(found.id, ())
                    if link.role is Role.DECISION_MAKER and link.left_on is None
                ],
                "next_step": follow_up(item, self._at, titles, names) if item else None,
                "external_ids": [list(pair) for pair in external.get(found.id, ())],
            }
            if notes:
                row["notes"] = [note(each, self._at.zone) for each in written.get(found.id, ())]
            yield row | pasts.get(found.id, {})

    def _pasts(self, deals: Sequence[Deal]) -> dict[int, Json]:
        """The stages that each deal was in, how it stood, and its follow-ups, done ones too."""
        connection, ids = self._connection, [deal.id for deal in deals]
        visits, stood = deal_store.visits(connection, ids), standings.of_deals(connection, ids)
        planned = deal_store.follow_ups(connection, ids, self._at.zone)
        everything = [item for items in planned.values() for item in items]
        names = listings.contact_names(connection, everything)
        titles = {deal.id: deal.title for deal in deals}
        return {
            deal_id: {
                "visits": [
                    past_exports.visit(each, self._stages, self._pipelines)
                    for each in visits.get(deal_id, ())
                ],
                "stood": [
                    past_exports.stood(each, self._pipelines) for each in stood.get(deal_id, ())
                ],
                "follow_ups": [
                    follow_up(item, self._at, titles, names) for item in planned.get(deal_id, ())
                ],
            }
            for deal_id in ids
        }

    def _reason_listed(self, found: Deal) -> bool | None:
        """Whether the reason is one of the list; None where there is none."""
        names = self._reasons.get(found.status, ())
        return listed(names, found.reason) is not None if found.reason else None


def _deal(found: Deal, card: Card, pipeline: Pipeline, stage: Stage | None) -> Json:
    of_stage = stage.probability if stage is not None else None
    probability = of_stage if found.probability is None else found.probability
    return {
        "id": found.id,
        "title": found.title,
        "company": card.company or None,
        "industry": None,
        "value": None if found.value is None else exact(found.value, found.currency),
        "currency": found.currency,
        "pipeline": pipeline.name,
        "stage": stage.name if stage else None,
        "status": found.status.value,
        "probability": probability,
        "probability_own": found.probability is not None,
        "stage_probability": of_stage,
        "forecast_category": found.forecast_category,
        "owner": found.owner or None,
        "source": found.source or None,
        "campaign": found.campaign or None,
        "labels": [],
        "created_on": _day(found.created_on),
        "expected_close": _day(found.expected_close),
        "closed_on": _day(found.closed_on),
        "contract_end": _day(found.contract_end),
        "nurture_until": _day(found.nurture_until),
        "stage_since": None,
        "days_in_stage": card.days_in_stage,
        "reason": found.reason or None,
        "reason_listed": None,
        "need": found.need or None,
        "budget": found.budget or None,
        "authority": found.authority or None,
        "timeline": found.timeline or None,
        "sold_from": found.sold_from_id,
        "contacts": [],
        "decision_makers": [],
        "next_step": None,
        "stale": card.stale,
        "fit": card.match.fit.value if card.match else None,
        "fit_parts": {part.value: met for part, met in card.match.parts} if card.match else None,
        "external_ids": [],
        "custom": found.custom,
        "ticked": [],
    }


def follow_up(
    item: FollowUp, at: Present, titles: Mapping[int, str], names: Mapping[int, str]
) -> Json:
    """A follow-up; ``titles`` of deals and ``names`` of contacts are by their ids."""
    done = item.done_at is not None
    now = DueState.DONE if done else state(item.due_on, item.due_at, at.now, at.zone)
    on = None
    if item.deal_id is not None:
        on = {"id": item.deal_id, "title": titles.get(item.deal_id)}
    return {
        "id": item.id,
        "type": item.type,
        "subject": item.subject,
        "due": due(item, at.zone),
        "state": now.value,
        "priority": item.priority.value,
        "repeat": from_text(item.repeat).rule if item.repeat else None,
        "repeat_from": from_text(item.repeat).counts_from if item.repeat else None,
        "reminder": item.reminder,
        "deal": on,
        "contact": names.get(item.contact_id or 0),
        "assignee": item.assignee or None,
        "created_at": item.created_at.astimezone(at.zone).isoformat(),
        "done_at": item.done_at.astimezone(at.zone).isoformat() if item.done_at else None,
        "outcome": item.outcome or None,
        "satisfaction": item.satisfaction,
    }


def due(item: FollowUp, zone: tzinfo) -> str:
    """When a follow-up is due: a date, or a local date and time with its offset."""
    return item.due_at.astimezone(zone).isoformat() if item.due_at else item.due_on.isoformat()


def profile(found: Profile) -> Json:
    """The ideal-customer profile; a size without a limit on one side has null there."""
    return {
        "industries": list(found.industries),
        "sizes": {
            size.currency: [None if end is None else exact(end, size.currency) for end in size.ends]
            for size in found.sizes
        },
        "sources": list(found.sources),
        "labels": list(found.labels),
    }


def sums(minor: Mapping[str, int]) -> dict[str, str]:
    """Sums of money by currency, exactly."""
    return {currency: exact(amount, currency) for currency, amount in minor.items()}


def history(ws: Workspace, lines: Iterable[HistoryLine]) -> list[Json]:
    """Steps with what they did, and the first of the deals that each touched."""
    lines = list(lines)
    with ws.read() as connection:
        ids = history_store.deal_ids(connection, [line.step for line in lines], _DEAL_IDS)
    return [_step(line, ids.get(line.step.id, [])) for line in lines]


def _step(line: HistoryLine, deal_ids: list[int]) -> Json:
    step = line.step
    return {
        "id": step.id,
        "at": step.at.isoformat(timespec="milliseconds"),
        "actor": step.actor,
        "kind": step.kind.value,
        "title": step.title,
        "deals": step.deals,
        "deal_ids": deal_ids,
        "reverses": step.reverses,
        "sentences": list(line.sentences),
    }


def _contact(link: DealContact) -> Json:
    who = link.contact
    return {
        "id": who.id,
        "name": who.name,
        "role": link.role.value,
        "title": who.title or None,
        "emails": list(who.emails),
        "phones": list(who.phones),
        "left_on": _day(link.left_on or who.left_on),
    }


def note(found: Note, zone: tzinfo) -> Json:
    """A note with its author and time."""
    at = found.at.astimezone(zone).isoformat()
    return {"id": found.id, "text": found.text, "author": found.author, "at": at}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
