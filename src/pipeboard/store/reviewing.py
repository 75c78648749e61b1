"""Which open deals need care, and what somebody has changed on deals since a step."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, and_, case, or_, select

from pipeboard.domain.changes import Change
from pipeboard.domain.deals import Status
from pipeboard.domain.filterterms import Clause, Days, Filter, State, Term, Value
from pipeboard.domain.review import Reason
from pipeboard.store import filters, schema
from pipeboard.store.boards import comparable_value, lacks_decision_maker
from pipeboard.store.dues import Present
from pipeboard.store.journal import decode

_deal = schema.deal


def in_need(
    connection: Connection, present: Present, *, owner: str | None, pipeline_id: int | None
) -> list[int]:
    """The ids of the open deals that need care: by the first reason of each, most money first."""
    holds = _holds(connection, present)
    group = case(*((holds[reason], place) for place, reason in enumerate(Reason)))
    wanted = [_deal.c.status == Status.OPEN, or_(*holds.values())]
    if owner is not None:
        wanted.append(_deal.c.owner == owner)
    if pipeline_id is not None:
        wanted.append(_deal.c.pipeline_id == pipeline_id)
    query = (
        select(_deal.c.id)
        .select_from(_deal.outerjoin(schema.stage, schema.stage.c.id == _deal.c.stage_id))
        .where(*wanted)
        .order_by(group, _deal.c.value.is_(None), comparable_value().desc(), _deal.c.id)
    )
    return list(connection.execute(query).scalars())


def _holds(connection: Connection, present: Present) -> dict[Reason, Any]:
    """The same as ``domain.review.reasons``, in SQL."""
    yesterday = present.today - timedelta(days=1)
    terms: dict[Reason, Term] = {
        Reason.STALE: State("stale"),
        Reason.NO_NEXT_STEP: Days("next"),
        Reason.PAST_CLOSE: Days("closes", last=yesterday),
        Reason.NO_VALUE: Value(),
    }
    found = {
        reason: and_(*filters.conditions(connection, Filter((Clause(term),)), present))
        for reason, term in terms.items()
    }
    found[Reason.NO_DECISION_MAKER] = lacks_decision_maker()
    return {reason: found[reason] for reason in Reason}


def changes(
    connection: Connection, deal_ids: Iterable[int], actor: str, since: int
) -> dict[int, Sequence[Change]]:
    """What somebody did to each deal after the step with id ``since``, in order."""
    change, step = schema.change, schema.step
    found: dict[int, list[Change]] = defaultdict(list)
    wanted = frozenset(deal_ids)
    query = (
        select(change)
        .join(step, step.c.id == change.c.step_id)
        .where(step.c.id > since, step.c.actor == actor)
        .order_by(change.c.id)
    )
    for row in connection.execute(query).mappings():
        table = row["table"]
        if row["deal_id"] in wanted:
            sides = (decode(table, row["before"]), decode(table, row["after"]))
            found[row["deal_id"]].append(Change(table, row["row_id"], *sides, row["deal_id"]))
    return dict(found)
