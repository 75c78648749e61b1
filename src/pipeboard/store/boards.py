"""The queries behind the board: totals of lanes, pages of cards, and where a deal stands.

A lane is the open deals of a stage, or the won ones of a post-sale stage.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    case,
    exists,
    false,
    func,
    or_,
    select,
    tuple_,
)

from pipeboard.domain import followups, money
from pipeboard.domain.board import Card, LaneSort, LaneTotals, NextStep
from pipeboard.domain.currencies import DIGITS
from pipeboard.domain.followups import Priority
from pipeboard.domain.roles import Role
from pipeboard.domain.stages import Stage
from pipeboard.domain.staleness import is_stale
from pipeboard.domain.statuses import Status
from pipeboard.store import schema, settings
from pipeboard.store.batching import batches
from pipeboard.store.dues import Offsets, Present, by_due

if TYPE_CHECKING:
    from pipeboard.domain.fit import Match, Profile, ProfilePart

_deal, _visit, _follow_up = schema.deal, schema.stage_visit, schema.follow_up
_planned = _follow_up.alias("planned")
Conditions = Sequence[ColumnElement[bool]]


def lane_status(stage: Stage) -> Status:
    """The status of the deals that a stage's lane shows."""
    return Status.WON if stage.is_post_sale else Status.OPEN


def totals(
    connection: Connection, stages: Iterable[Stage], conditions: Conditions = ()
) -> dict[int, LaneTotals]:
    """The totals of each lane, over all deals in it that meet the conditions."""
    found: dict[int, LaneTotals] = {}
    stages = list(stages)
    for status in (Status.OPEN, Status.WON):
        chosen = {stage.id: stage for stage in stages if lane_status(stage) is status}
        if not chosen:
            continue
        rows: dict[int, list[Any]] = defaultdict(list)
        for row in connection.execute(_totals_query(status, list(chosen), conditions)):
            rows[row.stage_id].append(row)
        for stage_id, stage in chosen.items():
            found[stage_id] = _lane_totals(stage, rows[stage_id])
    return found


def _totals_query(status: Status, stage_ids: list[int], conditions: Conditions) -> Select[Any]:
    """Sums by currency and own probability: in the order of an index, so nothing is sorted."""
    by = _deal.c.stage_id, _deal.c.currency, _deal.c.probability
    return (
        select(
            *by,
            func.count().label("count"),
            func.count(_deal.c.value).label("valued"),
            func.sum(_deal.c.value).label("value"),
        )
        .where(_deal.c.stage_id.in_(stage_ids), _deal.c.status == status, *conditions)
        .group_by(*by)
        .order_by(_deal.c.stage_id, _deal.c.currency)
    )


def _lane_totals(stage: Stage, rows: Sequence[Any]) -> LaneTotals:
    value: dict[str, int] = defaultdict(int)
    shares: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for row in rows:
        if row.valued:
            own = stage.probability if row.probability is None else row.probability
            value[row.currency] += int(row.value)
            shares[row.currency].append((int(row.value), own))
    weighted = {} if stage.is_post_sale else {code: money.weigh(p) for code, p in shares.items()}
    count = sum(row.count for row in rows)
    return LaneTotals(count, dict(value), weighted, count - sum(row.valued for row in rows))


def page(
    connection: Connection,
    stage: Stage,
    start: int,
    count: int | None,
    sort: LaneSort,
    conditions: Conditions,
    present: Present,
) -> list[int]:
    """The ids of the deals at places ``start`` to ``start + count`` of a lane, to its end if None."""
    query = (
        _joined(select(_deal.c.id), sort, present)
        .order_by(*_order(connection, sort, present))
        .where(*_lane(stage), *conditions)
    )
    return list(connection.execute(query.offset(start).limit(count)).scalars())


def stage_of(connection: Connection, deal_id: int) -> int | None:
    """The stage that a deal is in, or was in last; None when the deal is gone."""
    return connection.execute(select(_deal.c.stage_id).where(_deal.c.id == deal_id)).scalar()


def locate(
    connection: Connection,
    stage: Stage,
    deal_id: int,
    sort: LaneSort,
    conditions: Conditions,
    present: Present,
) -> int | None:
    """The place of a deal in a lane, from 0; None when it is not there."""
    lane = [*_lane(stage), *conditions]
    if sort is not LaneSort.MANUAL:
        order = _order(connection, sort, present)
        place = func.row_number().over(order_by=order).label("place")
        numbered = _joined(select(_deal.c.id, place), sort, present).where(*lane).subquery()
        query = select(numbered.c.place).where(numbered.c.id == deal_id)
        found = connection.execute(query).scalar()
        return None if found is None else int(found) - 1
    own = connection.execute(select(_deal.c.rank).where(_deal.c.id == deal_id, *lane)).scalar()
    if own is None:
        return None
    before = tuple_(_deal.c.rank, _deal.c.id) < tuple_(own, deal_id)
    return connection.execute(select(func.count()).where(*lane, before)).scalar_one()


def cards(connection: Connection, deal_ids: Iterable[int], present: Present) -> list[Card]:
    """The cards of these deals, in the order asked for; deals that are gone are left out."""
    wanted = list(deal_ids)
    found: dict[int, Card] = {}
    profile = _profile(connection) if wanted else None
    for part in batches(wanted):
        for row in connection.execute(_card_query(present.offsets, profile), {"ids": part}):
            found[row.id] = _card(row, present, profile)
    return [found[deal_id] for deal_id in wanted if deal_id in found]


def _profile(connection: Connection) -> "Profile | None":
    """The ideal-customer profile, if there is one; where there is none, nothing of it is loaded."""
    if settings.get_setting(connection, settings.PROFILE) is None:
        return None
    from pipeboard.store import fits

    return fits.profile(connection)


def _lane(stage: Stage) -> list[ColumnElement[bool]]:
    return [_deal.c.stage_id == stage.id, _deal.c.status == lane_status(stage)]


def _next_follow_up(offsets: Offsets) -> Any:
    """The id of a deal's next step, as a subquery."""
    item = _follow_up.alias("upcoming")
    return (
        select(item.c.id)
        .where(item.c.deal_id == _deal.c.id, item.c.done_at.is_(None))
        .order_by(*by_due(item, offsets))
        .limit(1)
        .correlate(_deal)
        .scalar_subquery()
    )


def _latest(due: str) -> Any:
    """The last ``due_on`` of a deal's open date-only follow-ups, or ``due_at`` of its timed ones."""
    timed = _planned.c.due_at.is_(None) if due == "due_on" else _planned.c.due_at.is_not(None)
    return (
        select(func.max(_planned.c[due]))
        .where(_planned.c.deal_id == _deal.c.id, _planned.c.done_at.is_(None), timed)
        .correlate(_deal)
        .scalar_subquery()
    )


def _entered_on() -> Any:
    """The date on which a deal came to its present stage, as a subquery."""
    return (
        select(func.max(_visit.c.entered_on))
        .where(
            _visit.c.deal_id == _deal.c.id,
            _visit.c.left_on.is_(None),
        )
        .correlate(_deal)
        .scalar_subquery()
    )


def _joined(query: Select[Any], sort: LaneSort, present: Present) -> Select[Any]:
    if sort is LaneSort.NEXT_STEP:
        step = _next_follow_up(present.offsets)
        return query.select_from(_deal.outerjoin(_follow_up, _follow_up.c.id == step))
    return query


def _order(connection: Connection, sort: LaneSort, present: Present) -> list[Any]:
    manual = [_deal.c.rank, _deal.c.id]
    if sort is LaneSort.VALUE:
        return [_deal.c.value.is_(None), comparable_value().desc(), *manual]
    if sort is LaneSort.NEXT_STEP:
        due, timed, _ = by_due(_follow_up, present.offsets)
        return [_follow_up.c.id.is_(None), due, timed, *manual]
    if sort is LaneSort.EXPECTED_CLOSE:
        return [_deal.c.expected_close.is_(None), _deal.c.expected_close, *manual]
    if sort is LaneSort.DAYS_IN_STAGE:
        entered = _entered_on()
        return [entered.is_(None), entered, *manual]
    if sort is LaneSort.FIT:
        from pipeboard.store import fits

        profile = fits.profile(connection)
        return [fits.score(profile).desc(), *manual] if profile.parts else manual
    return manual


def comparable_value() -> Any:
    """The value in thousandths of the major unit, so that 5 JPY and 5 EUR sort as equals."""
    digits = defaultdict(list)
    for code, count in DIGITS.items():
        digits[count].append(code)
    value = _deal.c.value
    return case(
        (_deal.c.currency.in_(digits[0]), value * 1000),
        (_deal.c.currency.in_(digits[3]), value),
        else_=value * 10,
    )


@lru_cache(maxsize=4)
def _card_query(offsets: Offsets, profile: "Profile | None") -> Select[Any]:
    """Cards by the ids bound to ``ids``; kept, because building it takes as long as running it."""
    return (
        select(
            _deal.c.id,
            _deal.c.title,
            schema.company.c.name.label("company"),
            _deal.c.value,
            _deal.c.currency,
            _deal.c.owner,
            _deal.c.stage_id,
            _deal.c.status,
            _deal.c.touched_on,
            schema.stage.c.stale_after,
            _entered_on().label("entered_on"),
            _follow_up.c.id.label("next_id"),
            _follow_up.c.type,
            _follow_up.c.subject,
            _follow_up.c.due_on,
            _follow_up.c.due_at,
            _follow_up.c.priority,
            _latest("due_on").label("latest_on"),
            _latest("due_at").label("latest_at"),
            lacks_decision_maker().label("no_decision_maker"),
            *_parts_met(profile),
        )
        .select_from(
            _deal.outerjoin(schema.company, schema.company.c.id == _deal.c.company_id)
            .outerjoin(schema.stage, schema.stage.c.id == _deal.c.stage_id)
            .outerjoin(_follow_up, _follow_up.c.id == _next_follow_up(offsets))
        )
        .where(_deal.c.id.in_(bindparam("ids", expanding=True)))
    )


def decision_maker(*further: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether a deal has a contact who decides (and meets what is asked ``further``).

    Whoever has left decides nothing any more.
    """
    link = schema.deal_contact
    on_deal = link.c.deal_id == _deal.c.id, link.c.role == Role.DECISION_MAKER
    return exists().where(*on_deal, link.c.left_on.is_(None), *further)


def lacks_decision_maker() -> ColumnElement[bool]:
    """Whether an open deal, joined with its stage, is so far on that one should be known, and none is."""
    return and_(_decision_maker_expected(), ~decision_maker())


def _decision_maker_expected() -> ColumnElement[bool]:
    """Whether an open deal is in a stage that counts as qualified, or after one."""
    earlier = schema.stage.alias("earlier")
    before = exists().where(
        earlier.c.pipeline_id == schema.stage.c.pipeline_id,
        earlier.c.removed_on.is_(None),
        earlier.c.qualified,
        earlier.c.rank < schema.stage.c.rank,
    )
    open_ = _deal.c.status == Status.OPEN
    return and_(open_, func.coalesce(or_(schema.stage.c.qualified, before), false()))


def _parts_met(profile: "Profile | None") -> list[Any]:
    if profile is None:
        return []
    from pipeboard.store import fits

    return [met.label(_met(part)) for part, met in fits.parts(profile).items()]


def _match(row: Any, profile: "Profile | None") -> "Match | None":
    if profile is None:
        return None
    from pipeboard.domain.fit import match

    return match((part, bool(getattr(row, _met(part)))) for part in profile.parts)


def _met(part: "ProfilePart") -> str:
    return f"met_{part}"


def _card(row: Any, present: Present, profile: "Profile | None") -> Card:
    upcoming = None
    if row.next_id is not None:
        state = followups.state(row.due_on, row.due_at, present.now, present.zone)
        upcoming = NextStep(
            row.next_id,
            row.type,
            row.subject,
            row.due_on,
            row.due_at,
            Priority(row.priority),
            state,
        )
    status = Status(row.status)
    booked = [] if row.latest_on is None else [row.latest_on]
    if row.latest_at is not None:
        booked.append(row.latest_at.astimezone(present.zone).date())
    stale = status is Status.OPEN and is_stale(
        row.touched_on, row.stale_after or 0, max(booked, default=None), present.today
    )
    return Card(
        id=row.id,
        title=row.title,
        company=row.company or "",
        value=row.value,
        currency=row.currency,
        next_step=upcoming,
        days_in_stage=None if row.entered_on is None else (present.today - row.entered_on).days,
        stale=stale,
        owner=row.owner,
        stage_id=row.stage_id,
        status=status,
        match=_match(row, profile),
        no_decision_maker=bool(row.no_decision_maker),
    )
