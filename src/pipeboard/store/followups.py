"""Reading follow-ups across deals: single ones, next steps, the agenda and its counts."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, and_, case, func, or_, select

from pipeboard.domain.agenda import AgendaItem, Counts
from pipeboard.domain.followups import FollowUp, state
from pipeboard.errors import NotFound
from pipeboard.store import schema
from pipeboard.store.boards import Present
from pipeboard.store.deals import batches, contacts_by_id, follow_up
from pipeboard.store.rows import find

_item, _deal = schema.follow_up, schema.deal


def get(connection: Connection, follow_up_id: int) -> FollowUp:
    """The follow-up with an id; raises NotFound."""
    found = find(connection, _item, follow_up_id)
    if found is None:
        raise NotFound(f"there is no follow-up {follow_up_id}; it may have been deleted")
    return follow_up(found)


def next_steps(connection: Connection, deal_ids: Iterable[int]) -> dict[int, FollowUp]:
    """The earliest open follow-up of each deal that has one."""
    found: dict[int, FollowUp] = {}
    for part in batches(deal_ids):
        query = select(_item).where(_item.c.deal_id.in_(part), _item.c.done_at.is_(None))
        for item in map(follow_up, connection.execute(query.order_by(*_by_due())).mappings()):
            if item.deal_id is not None:
                found.setdefault(item.deal_id, item)
    return found


def _by_due() -> list[Any]:
    return [_item.c.due_on, _item.c.due_at.is_(None), _item.c.due_at, _item.c.id]


def overdue(present: Present) -> Any:
    """Whether a follow-up is overdue: its time has passed, or its day when it has no time."""
    timed = and_(_item.c.due_at.is_not(None), _item.c.due_at < present.now)
    dated = and_(_item.c.due_at.is_(None), _item.c.due_on < present.today)
    return and_(_item.c.done_at.is_(None), or_(timed, dated))


def due_today(present: Present, end_of_today: Any) -> Any:
    """Whether a follow-up is due today and not overdue yet."""
    timed = and_(
        _item.c.due_at.is_not(None), _item.c.due_at >= present.now, _item.c.due_at < end_of_today
    )
    dated = and_(_item.c.due_at.is_(None), _item.c.due_on == present.today)
    return and_(_item.c.done_at.is_(None), or_(timed, dated))


def counts(
    connection: Connection, present: Present, end_of_today: Any, assignee: str | None
) -> Counts:
    """How many follow-ups are overdue and due today, of one assignee or of everybody."""
    who = [] if assignee is None else [_item.c.assignee == assignee]
    near = _item.c.due_on <= present.today + timedelta(days=1)  # a timed one's day is its zone's
    late, today = (
        func.coalesce(func.sum(case((what, 1), else_=0)), 0)
        for what in (overdue(present), due_today(present, end_of_today))
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
) -> list[AgendaItem]:
    """Open follow-ups by due date, those up to the date ``until`` when given; the first ``limit``."""
    query = (
        select(_item, _deal.c.title.label("deal_title"), schema.company.c.name.label("company"))
        .select_from(
            _item.outerjoin(_deal, _deal.c.id == _item.c.deal_id).outerjoin(
                schema.company,
                schema.company.c.id == func.coalesce(_item.c.company_id, _deal.c.company_id),
            )
        )
        .where(_item.c.done_at.is_(None))
        .order_by(*_by_due())
    )
    if assignee is not None:
        query = query.where(_item.c.assignee == assignee)
    if until is not None:
        query = query.where(_item.c.due_on <= until)
    if pipeline_id is not None:
        query = query.where(_deal.c.pipeline_id == pipeline_id)
    rows = list(connection.execute(query.limit(limit)).mappings())
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
        day = item.due_at.astimezone(present.zone).date() if item.due_at else item.due_on
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
