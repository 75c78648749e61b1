"""Reading follow-ups across deals: single ones, next steps, the agenda and its counts."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, case, func, select

from pipeboard.domain.agenda import AgendaItem, Counts
from pipeboard.domain.deals import Status
from pipeboard.domain.followups import FollowUp, day_of, state
from pipeboard.store import schema
from pipeboard.store.deals import batches, contacts_by_id, follow_up
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
    until: Any,
    pipeline_id: int | None,
    limit: int | None = None,
    ids: Iterable[int] | None = None,
) -> list[AgendaItem]:
    """Open follow-ups by when they are due here; those up to the date ``until`` when given, the
    first ``limit``, those of ``ids``.
    """
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
    wanted: list[Any] = [_item.c.done_at.is_(None)]
    if assignee is not None:
        wanted.append(_item.c.assignee == assignee)
    if until is not None:
        wanted += [_item.c.due_on <= until + _FARTHEST, up_to(_item, until, present)]
    if pipeline_id is not None:
        of_pipeline = select(_deal.c.id).where(_deal.c.pipeline_id == pipeline_id)
        wanted.append(_item.c.deal_id.in_(of_pipeline))
    if ids is not None:
        wanted.append(_item.c.id.in_(list(ids)))
    if limit is None:
        query = query.where(*wanted)
    else:  # sorts what the index holds, not whole rows
        query = query.where(
            _item.c.id.in_(select(_item.c.id).where(*wanted).order_by(*order).limit(limit))
        )
    rows = list(connection.execute(query).mappings())
    return _with_people(connection, rows, present)


def _with_people(connection: Connection, rows: Sequence[Any], present: Present) -> list[AgendaItem]:
    deal_ids = {row["deal_id"] for row in rows if not row["contact_id"] and row["deal_id"]}
    first = _first_contacts(connection, deal_ids)
    wanted = {row["contact_id"] or first.get(row["deal_id"]) for row in rows}
    people = contacts_by_id(connection, (who for who in wanted if who is not None))
    items = []
    for found in rows:
        plain = {key: found[key] for key in _item.c.keys()}  # noqa: SIM118 - not a dict
        item = follow_up(plain)
        who = people.get(item.contact_id or first.get(item.deal_id or 0) or 0)
        day = day_of(item.due_on, item.due_at, present.zone)
        items.append(
            AgendaItem(
                item,
                state(item.due_on, item.due_at, present.now, present.zone),
                day,
                item.deal_id,
                found["deal_title"] or "",
                found["company"] or "",
                who.name if who else "",
                who.phones[0] if who and who.phones else "",
                who.emails[0] if who and who.emails else "",
                found["deal_status"] == Status.LOST,
            )
        )
    return items


def _first_contacts(connection: Connection, deal_ids: Iterable[int]) -> dict[int, int]:
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
