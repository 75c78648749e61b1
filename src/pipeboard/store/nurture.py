"""Reading the deals that are put off until a day."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Row, Select, func, select

from pipeboard.domain.changes import Step, StepKind
from pipeboard.domain.statuses import Status
from pipeboard.store import schema
from pipeboard.store.batching import batches
from pipeboard.store.journal import decode

if TYPE_CHECKING:
    from pipeboard.store.boards import Conditions

_deal = schema.deal


def due(connection: Connection, today: date) -> list[tuple[int, date]]:
    """The deals whose day has come, each with its day, earliest first."""
    query = (
        select(_deal.c.id, _deal.c.nurture_until)
        .where(_deal.c.status == Status.NURTURE, _deal.c.nurture_until <= today)
        .order_by(_deal.c.nurture_until, _deal.c.id)
    )
    return [(row.id, row.nurture_until) for row in connection.execute(query)]


def put_off_by(connection: Connection, deal_ids: Iterable[int]) -> dict[int, Step]:
    """The step that last wrote the status or the day of each deal."""
    change, step = schema.change, schema.step
    found: dict[int, int] = {}
    for part in batches(deal_ids):
        query = (
            select(change.c.row_id, change.c.step_id, change.c.after)
            .where(change.c.deal_id.in_(part), change.c.table == _deal.name)
            .order_by(change.c.id.desc())
        )
        for row in connection.execute(query):
            after = decode(_deal.name, row.after) or {}
            if row.row_id not in found and {"status", "nurture_until"} & after.keys():
                found[row.row_id] = row.step_id
    steps: dict[int, Step] = {}
    for part in batches(set(found.values())):
        rows = connection.execute(select(step).where(step.c.id.in_(part))).mappings()
        steps |= {row["id"]: Step(**{**row, "kind": StepKind(row["kind"])}) for row in rows}
    return {deal_id: steps[step_id] for deal_id, step_id in found.items()}


ONLY_PUT_OFF = (Status.NURTURE,)


def put_off(
    connection: Connection,
    conditions: "Conditions",
    owner: str | None,
    limit: int | None,
    statuses: Sequence[Status] = ONLY_PUT_OFF,
) -> Sequence[Mapping[Any, Any]]:
    """The deals that are put off, or have one of some other statuses: those of an owner, if given.

    What was closed last comes first; then, of those put off, the earliest day, and before it what
    came from a file that told none.
    """
    company = schema.company
    columns = (
        *(_deal.c.id, _deal.c.title, _deal.c.value, _deal.c.currency, _deal.c.owner),
        *(_deal.c.nurture_until, _deal.c.reason, company.c.name.label("company")),
        *(_deal.c.status, _deal.c.closed_on),
    )
    query = (
        select(*columns)
        .select_from(_deal.outerjoin(company, company.c.id == _deal.c.company_id))
        .where(*_wanted(conditions, owner, statuses))
        .order_by(
            *(_deal.c.closed_on.is_(None), _deal.c.closed_on.desc()),
            *(_deal.c.nurture_until.is_not(None), _deal.c.nurture_until, _deal.c.id),
        )
        .limit(limit)
    )
    return connection.execute(query).mappings().all()


def count(
    connection: Connection,
    conditions: "Conditions",
    owner: str | None,
    statuses: Sequence[Status] = ONLY_PUT_OFF,
) -> int:
    """How many deals ``put_off`` finds without a limit."""
    query: Select[Any] = select(func.count()).select_from(_deal)
    return connection.execute(query.where(*_wanted(conditions, owner, statuses))).scalar() or 0


def last_notes(connection: Connection, deal_ids: Iterable[int]) -> dict[int, str]:
    """The newest note of each deal that has one."""
    note = schema.note
    found: dict[int, str] = {}
    for part in batches(deal_ids):
        query = select(note.c.deal_id, note.c.text).where(note.c.deal_id.in_(part))
        rows: Iterable[Row[Any]] = connection.execute(query.order_by(note.c.at, note.c.id))
        found |= {row.deal_id: row.text for row in rows}
    return found


def _wanted(conditions: "Conditions", owner: str | None, statuses: Sequence[Status]) -> list[Any]:
    own = [] if owner is None else [_deal.c.owner == owner]
    return [_deal.c.status.in_(list(statuses)), *own, *conditions]
