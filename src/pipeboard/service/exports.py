"""What the command line gives out as JSON: deals, follow-ups, stages, the history.

Money is a decimal string with its currency's digits, dates and instants are ISO texts, what is not
known is null.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, tzinfo
from typing import Any

from pipeboard.domain.agenda import Agenda, AgendaItem, When
from pipeboard.domain.board import Board, Card
from pipeboard.domain.deals import Deal, Status
from pipeboard.domain.filterterms import Filter
from pipeboard.domain.followups import DueState, FollowUp, state
from pipeboard.domain.money import exact
from pipeboard.domain.notes import Note
from pipeboard.domain.people import DealContact
from pipeboard.domain.rates import Rate, convert
from pipeboard.domain.repeats import from_text
from pipeboard.domain.stages import Pipeline, Stage
from pipeboard.domain.views import HistoryLine
from pipeboard.service.agenda import present
from pipeboard.service.boards import EVERYTHING, conditions
from pipeboard.service.identity import identity
from pipeboard.service.workspace import Workspace
from pipeboard.store import boards, listings, stages
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
) -> Iterator[Json]:
    """The deals that match, by pipeline, stage and place in it; the open ones, or all.

    A filter that names statuses decides about them itself. ``complete`` adds what an import needs:
    the notes of each deal, and the id of the database that the ids are of. All of them are of one moment, however slowly they are taken.
    """
    any_status = all_statuses or filter_.names_status
    at = present(ws)
    database = identity(ws) if complete else None
    with ws.read() as connection:
        found = listings.deal_ids(
            connection,
            conditions(ws, filter_, at),
            statuses=tuple(Status) if any_status else (Status.OPEN,),
            pipeline_id=pipeline_id,
        )
        reader = _Reader(connection, at)
        for start in range(0, len(found), _AT_ONCE):
            portion = reader.deals(found[start : start + _AT_ONCE], notes=complete)
            yield from (row | {"database": database} for row in portion) if complete else portion


def deal(ws: Workspace, deal_id: int) -> Json:
    """One deal with its notes and follow-ups, done ones too; raises NotFound."""
    at = present(ws)
    with ws.read() as connection:
        title = deal_store.get(connection, deal_id).title
        found = list(_Reader(connection, at).deals([deal_id], notes=True))
        items = deal_store.follow_ups(connection, [deal_id], at.zone).get(deal_id, ())
        names = listings.contact_names(connection, items)
        titles = {deal_id: title}
        return found[0] | {"follow_ups": [follow_up(item, at, titles, names) for item in items]}


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

    def deals(self, ids: Sequence[int], *, notes: bool) -> Iterator[Json]:
        connection = self._connection
        cards = {card.id: card for card in boards.cards(connection, ids, self._at)}
        items = deal_store.get_many(connection, ids)
        since = listings.stage_since(connection, items)
        labels = deal_store.labels(connection, ids)
        contacts = deal_store.contacts(connection, ids)
        external = deal_store.external_ids(connection, ids)
        upcoming = followup_store.next_steps(connection, ids, self._at)
        names = listings.contact_names(connection, upcoming.values())
        written = deal_store.notes(connection, ids) if notes else {}
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
                "stage_since": _day(since.get(found.id)),
                "labels": list(labels.get(found.id, ())),
                "contacts": [_contact(link) for link in contacts.get(found.id, ())],
                "next_step": follow_up(item, self._at, titles, names) if item else None,
                "external_ids": [list(pair) for pair in external.get(found.id, ())],
            }
            if notes:
                row["notes"] = [_note(each, self._at.zone) for each in written.get(found.id, ())]
            yield row


def _deal(found: Deal, card: Card, pipeline: Pipeline, stage: Stage | None) -> Json:
    probability = found.probability
    if probability is None and stage is not None:
        probability = stage.probability
    return {
        "id": found.id,
        "title": found.title,
        "company": card.company or None,
        "value": None if found.value is None else exact(found.value, found.currency),
        "currency": found.currency,
        "pipeline": pipeline.name,
        "stage": stage.name if stage else None,
        "status": found.status.value,
        "probability": probability,
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
        "need": found.need or None,
        "budget": found.budget or None,
        "authority": found.authority or None,
        "timeline": found.timeline or None,
        "sold_from": found.sold_from_id,
        "contacts": [],
        "next_step": None,
        "stale": card.stale,
        "external_ids": [],
        "custom": found.custom,
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
        "deal": on,
        "contact": names.get(item.contact_id or 0),
        "assignee": item.assignee or None,
        "done_at": item.done_at.astimezone(at.zone).isoformat() if item.done_at else None,
        "outcome": item.outcome or None,
    }


def due(item: FollowUp, zone: tzinfo) -> str:
    """When a follow-up is due: a date, or a local date and time with its offset."""
    return item.due_at.astimezone(zone).isoformat() if item.due_at else item.due_on.isoformat()


def agenda(
    ws: Workspace, found: Agenda, only: Iterable[When] = tuple(When)
) -> dict[str, list[Json]]:
    """Sections of the agenda by their names."""
    at = present(ws)
    wanted = set(only)
    return {
        section.when.replace(" ", "_"): [_agenda_item(item, at) for item in section.items]
        for section in found.sections
        if section.when in wanted
    }


def _agenda_item(item: AgendaItem, at: Present) -> Json:
    titles = {item.deal_id: item.deal_title} if item.deal_id else {}
    row = follow_up(item.follow_up, at, titles, {})
    return row | {
        "contact": item.contact or None,
        "company": item.company or None,
        "phone": item.phone or None,
        "email": item.email or None,
    }


def board(found: Board, currency: str, rates: Sequence[Rate]) -> list[Json]:
    """The stages of a pipeline in order, with their sums, and these in one currency by the rates."""
    rows = []
    for stage in found.stages:
        totals = found.totals[stage.id]
        rows.append(
            {
                "name": stage.name,
                "kind": stage.kind.value,
                "probability": stage.probability,
                "deals": totals.count,
                "value": sums(totals.value),
                "weighted": sums(totals.weighted),
                "converted": converted(totals.value, currency, rates),
            }
        )
    return rows


def converted(minor: Mapping[str, int], currency: str, rates: Sequence[Rate]) -> Json | None:
    """What sums come to in one currency, and the date of the rates; None where it cannot be told."""
    found = convert(minor, currency, rates)
    if found is None:
        return None
    return {
        "currency": found.currency,
        "value": exact(found.minor, found.currency),
        "as_of": found.as_of.isoformat(),
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


def _note(note: Note, zone: tzinfo) -> Json:
    at = note.at.astimezone(zone).isoformat()
    return {"id": note.id, "text": note.text, "author": note.author, "at": at}


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
