"""Reading follow-ups across deals: single ones, next steps, the agenda and its counts."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, case, func, select, union

from pipeboard.domain.agenda import AgendaItem, Booked, Counts
from pipeboard.domain.deals import Status
from pipeboard.domain.followups import DueState, FollowUp, day_of, state
from pipeboard.store import schema
from pipeboard.store.batching import batches
from pipeboard.store.deals import contacts_by_id, follow_up
from pipeboard.store.dialects import contains
from pipeboard.store.dues import Present, by_due, due_today, overdue, up_to
from pipeboard.store.rows import find

_item, _deal, _who = schema.follow_up, schema.deal, schema.contact
_FARTHEST = timedelta(days=2)
"""No zone's date of a timed follow-up is farther than this from another's."""


def get(connection: Connection, follow_up_id: int) -> FollowUp:
    """The follow-up with an id; raises NotFound, which says who deleted it."""
    found = find(connection, _item, follow_up_id)
    if found is None:
        from pipeboard.store import gone

        raise gone.follow_up(connection, follow_up_id)
    return follow_up(found)


def planned_by(connection: Connection, done: FollowUp) -> FollowUp | None:
    """The open follow-up that was planned when one that comes again was finished."""
    same = [_item.c[name] == getattr(done, name) for name in ("type", "subject", "repeat")]
    on = [
        _item.c[name].is_not_distinct_from(getattr(done, name))
        for name in ("deal_id", "contact_id", "company_id")
    ]
    query = (
        select(_item)
        .where(_item.c.done_at.is_(None), _item.c.created_at == done.done_at, *same, *on)
        .order_by(_item.c.id)
        .limit(1)
    )
    row = connection.execute(query).mappings().first()
    return None if row is None else follow_up(row)


def next_steps(
    connection: Connection, deal_ids: Iterable[int], present: Present
) -> dict[int, FollowUp]:
    """The earliest open follow-up of each deal that has one."""
    found: dict[int, FollowUp] = {}
    for part in batches(deal_ids):
        query = select(_item).where(_item.c.deal_id.in_(part), _item.c.done_at.is_(None))
        query = query.order_by(*by_due(_item, present.offsets))
        for item in map(follow_up, connection.execute(query).mappings()):
            if item.deal_id is not None:
                found.setdefault(item.deal_id, item)
    return found


def types(connection: Connection) -> list[str]:
    """The types that follow-ups have, the most used first."""
    count = func.count()
    query = select(_item.c.type, count).group_by(_item.c.type).order_by(count.desc(), _item.c.type)
    return [row.type for row in connection.execute(query)]


def counts(connection: Connection, present: Present, assignee: str | None) -> Counts:
    """How many follow-ups are overdue and due today, of one assignee or of everybody."""
    who = [] if assignee is None else [_item.c.assignee == assignee]
    near = _item.c.due_on <= present.today + _FARTHEST
    late, today = (
        func.coalesce(func.sum(case((what, 1), else_=0)), 0)
        for what in (overdue(_item, present), due_today(_item, present))
    )
    query = select(late, today).where(_item.c.done_at.is_(None), near, *who)
    return Counts(*map(int, connection.execute(query).one()))


def agenda(
    connection: Connection,
    present: Present,
    *,
    assignee: str | None,
    until: date | None,
    pipeline_id: int | None,
    first: date | None = None,
    limit: int | None = None,
    ids: Iterable[int] | None = None,
    conditions: Sequence[Any] = (),
) -> list[AgendaItem]:
    """Open follow-ups by when they are due here: from the date ``first`` and up to ``until`` when
    given, those that meet the conditions, those of ``ids``, the first ``limit``.
    """
    wanted = [_item.c.done_at.is_(None), *_of(assignee, pipeline_id), *conditions]
    wanted += _between(first, until, present)
    if ids is not None:
        wanted.append(_item.c.id.in_(list(ids)))
    return _found(connection, present, wanted, limit)


def lately_done(
    connection: Connection,
    present: Present,
    *,
    since: datetime,
    assignee: str | None,
    limit: int,
    conditions: Sequence[Any] = (),
) -> list[AgendaItem]:
    """Planned follow-ups that were finished since a moment, by when they were due here.

    What was only recorded when it was done is none of them.
    """
    wanted = [
        _item.c.done_at >= since,
        _item.c.created_at < _item.c.done_at,
        *_of(assignee, None),
        *conditions,
    ]
    return _found(connection, present, wanted, limit)


def per_day(
    connection: Connection,
    present: Present,
    *,
    first: date | None,
    last: date | None,
    assignee: str | None,
    conditions: Sequence[Any] = (),
) -> dict[date, Booked]:
    """How many open follow-ups are due on each day, of those days that have some."""
    query = (
        select(_item.c.due_on, _item.c.due_at, func.count().label("many"))
        .where(_item.c.done_at.is_(None), *_of(assignee, None), *conditions)
        .where(*_between(first, last, present))
        .group_by(_item.c.due_on, _item.c.due_at)
    )
    found: dict[date, Booked] = {}
    for row in connection.execute(query):
        day = day_of(row.due_on, row.due_at, present.zone)
        late = state(row.due_on, row.due_at, present.now, present.zone) is DueState.OVERDUE
        before = found.get(day, Booked())
        found[day] = Booked(before.count + row.many, before.overdue + (row.many if late else 0))
    return found


def assignees(connection: Connection, like: str, limit: int) -> list[str]:
    """The names of those who have follow-ups or deals, and contain ``like``, by name."""
    names = union(select(_item.c.assignee.label("name")), select(_deal.c.owner)).subquery()
    query = select(names.c.name).where(names.c.name != "", contains(names.c.name, like))
    return list(connection.execute(query.order_by(names.c.name).limit(limit)).scalars())


def _of(assignee: str | None, pipeline_id: int | None) -> list[Any]:
    wanted: list[Any] = []
    if assignee is not None:
        wanted.append(_item.c.assignee == assignee)
    if pipeline_id is not None:
        of_pipeline = select(_deal.c.id).where(_deal.c.pipeline_id == pipeline_id)
        wanted.append(_item.c.deal_id.in_(of_pipeline))
    return wanted


def _between(first: date | None, until: date | None, present: Present) -> list[Any]:
    """Due on these days here; the index is looked up by days that hold in any zone."""
    wanted: list[Any] = []
    if first is not None:
        before = first - timedelta(days=1)
        wanted += [_item.c.due_on >= first - _FARTHEST, ~up_to(_item, before, present)]
    if until is not None:
        wanted += [_item.c.due_on <= until + _FARTHEST, up_to(_item, until, present)]
    return wanted


def _found(
    connection: Connection, present: Present, wanted: Sequence[Any], limit: int | None
) -> list[AgendaItem]:
    order = by_due(_item, present.offsets)
    alone = case((_item.c.deal_id.is_(None), _who.c.company_id))
    query = (
        select(
            *(_item, _deal.c.title.label("deal_title"), _deal.c.status.label("deal_status")),
            schema.company.c.name.label("company"),
        )
        .select_from(
            _item.outerjoin(_deal, _deal.c.id == _item.c.deal_id)
            .outerjoin(_who, _who.c.id == _item.c.contact_id)
            .outerjoin(
                schema.company,
                schema.company.c.id == func.coalesce(_item.c.company_id, _deal.c.company_id, alone),
            )
        )
        .order_by(*order)
    )
    ids = select(_item.c.id).where(*wanted)
    if limit is not None:  # sorts what the index holds, not whole rows
        ids = ids.order_by(*order).limit(limit)
    query = query.where(_item.c.id.in_(ids))
    rows = list(connection.execute(query).mappings())
    return _with_people(connection, rows, present)


def _with_people(connection: Connection, rows: Sequence[Any], present: Present) -> list[AgendaItem]:
    deal_ids = {row["deal_id"] for row in rows if not row["contact_id"] and row["deal_id"]}
    first = first_contacts(connection, deal_ids)
    wanted = {row["contact_id"] or first.get(row["deal_id"]) for row in rows}
    people = contacts_by_id(connection, (who for who in wanted if who is not None))
    items = []
    for found in rows:
        plain = {column.key: found[column.key] for column in _item.c}
        item = follow_up(plain)
        who = people.get(item.contact_id or first.get(item.deal_id or 0) or 0)
        day = day_of(item.due_on, item.due_at, present.zone)
        when = state(item.due_on, item.due_at, present.now, present.zone)
        items.append(
            AgendaItem(
                item,
                DueState.DONE if item.done_at else when,
                day,
                item.deal_id,
                found["deal_title"] or "",
                found["company"] or "",
                who.name if who else "",
                who.phones[0] if who and who.phones else "",
                who.emails[0] if who and who.emails else "",
                found["deal_status"] == Status.LOST,
                who.id if who else None,
            )
        )
    return items


def first_contacts(connection: Connection, deal_ids: Iterable[int]) -> dict[int, int]:
    """The contact that was put first on each deal."""
    link = schema.deal_contact
    found: dict[int, int] = {}
    for part in batches(deal_ids):
        query = (
            select(link.c.deal_id, link.c.contact_id)
            .where(link.c.deal_id.in_(part))
            .order_by(link.c.id)
        )
        for deal_id, contact_id in connection.execute(query):
            found.setdefault(deal_id, contact_id)
    return found
