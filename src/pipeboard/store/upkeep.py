"""What must hold in every database, as queries that find the rows of which it does not."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
)

from pipeboard.domain.changes import StepKind
from pipeboard.domain.currencies import DIGITS
from pipeboard.domain.deals import Status
from pipeboard.domain.followups import Priority
from pipeboard.domain.stages import StageKind, StageRule
from pipeboard.errors import DamagedDatabase
from pipeboard.store import dialects
from pipeboard.store.journal import JOURNALED
from pipeboard.store.schema import (
    change,
    deal,
    follow_up,
    note,
    pipeline,
    stage,
    stage_visit,
    standing,
    step,
)

_SHOWN = 5
"""Rows of one kind that are named one by one."""

Rule = tuple[str, Select[Any]]
"""What is wrong, with places for ``id`` and ``name``, and the query for the rows it is wrong of."""


def problems(connection: Connection) -> list[str]:
    """A line for each thing that is wrong in the database; none when all is well.

    Of a damaged file it is what can be found out, with a line that the rest cannot be read.
    """
    found: list[str] = []
    whole = True
    rules = (*_deals(), *_visits(), *_standings(), *_the_rest(), *_journal())
    looks: list[Callable[[Connection], Iterable[str]]] = [
        dialects.problems,
        dialects.lost_references,
        *(partial(_broken, rule) for rule in rules),
    ]
    for look in looks:
        try:
            with dialects.translated(connection.engine.url):
                found += list(look(connection))
        except DamagedDatabase:
            whole = False
    if not whole:
        found.append("a part of the file cannot be read; restore a backup")
    return found


def _broken(rule: Rule, connection: Connection) -> Iterator[str]:
    sentence, query = rule
    rows = connection.execute(query.order_by("id").limit(_SHOWN)).all()
    yield from (sentence.format(id=row.id, name=row.name) for row in rows)
    if len(rows) == _SHOWN:
        count = connection.execute(select(func.count()).select_from(query.subquery())).scalar()
        if count and count > _SHOWN:
            yield f"… and {count - _SHOWN:,} more like the last one"


def _of(table: Table, name: ColumnElement[Any], *conditions: ColumnElement[bool]) -> Select[Any]:
    return select(table.c.id.label("id"), name.label("name")).where(*conditions)


def _deals() -> Iterator[Rule]:
    def deals(*conditions: ColumnElement[bool]) -> Select[Any]:
        return _of(deal, deal.c.title, *conditions)

    is_open = deal.c.status == Status.OPEN
    yield (
        "deal {id} ({name}) has a status that does not exist",
        deals(deal.c.status.not_in(list(Status))),
    )
    yield (
        "deal {id} ({name}) is open but in no stage",
        deals(is_open, deal.c.stage_id.is_(None)),
    )
    in_stage = deals().join(stage, stage.c.id == deal.c.stage_id)
    yield (
        "deal {id} ({name}) is in a stage of another pipeline",
        in_stage.where(stage.c.pipeline_id != deal.c.pipeline_id),
    )
    yield (
        "deal {id} ({name}) is open in a stage for won deals",
        in_stage.where(is_open, stage.c.kind == StageKind.POST_SALE),
    )
    to_be_sold = deal.c.status.in_([Status.OPEN, Status.NURTURE])
    yield (
        "deal {id} ({name}) is to be sold in a stage that was removed",
        in_stage.where(to_be_sold, stage.c.removed_on.is_not(None)),
    )
    yield "deal {id} ({name}) has a value below 0", deals(deal.c.value < 0)
    yield (
        "deal {id} ({name}) has a currency that does not exist",
        deals(deal.c.currency.not_in(list(DIGITS))),
    )
    yield (
        "deal {id} ({name}) has a probability that is not 0 to 100",
        deals(~deal.c.probability.between(0, 100)),
    )
    yield "deal {id} ({name}) has no place in its stage", deals(deal.c.rank == "")


def _visits() -> Iterator[Rule]:
    own = stage_visit.c.deal_id == deal.c.id
    under_way = and_(own, stage_visit.c.left_on.is_(None))

    def deals(*conditions: ColumnElement[bool]) -> Select[Any]:
        return _of(deal, deal.c.title, *conditions)

    several = select(stage_visit.c.deal_id).where(stage_visit.c.left_on.is_(None))
    several = several.group_by(stage_visit.c.deal_id).having(func.count() > 1)
    yield (
        "deal {id} ({name}) is in two stages at once by its stage visits",
        deals(deal.c.id.in_(several)),
    )
    yield (
        "deal {id} ({name}) is in another stage than its last stage visit",
        deals(exists().where(under_way, stage_visit.c.stage_id.is_distinct_from(deal.c.stage_id))),
    )
    yield (
        "deal {id} ({name}) left its last stage but is open",
        deals(deal.c.status == Status.OPEN, exists().where(own), ~exists().where(under_way)),
    )
    gone = deal.c.status.in_([Status.LOST, Status.NURTURE])
    yield (
        "deal {id} ({name}) is off the board, but its last stage visit has not ended",
        deals(gone, exists().where(under_way)),
    )
    yield (
        "stage visit {id} ends before it begins",
        _of(stage_visit, literal(""), stage_visit.c.left_on < stage_visit.c.entered_on),
    )


def _standings() -> Iterator[Rule]:
    last = standing.alias("last")
    now = and_(last.c.deal_id == deal.c.id, last.c.until_on.is_(None))
    same = [
        last.c[key].is_not_distinct_from(deal.c[key])
        for key in ("status", "pipeline_id", "owner", "currency", "value", "probability")
    ]
    yield (
        "deal {id} ({name}) does not stand as its history tells",
        _of(deal, deal.c.title, ~exists().where(now, *same)),
    )
    gone = last.c.deal_id.label("id")
    yield (
        "deal {id} is gone, but its history tells how it stands",
        select(gone, literal("").label("name")).where(
            last.c.until_on.is_(None),
            last.c.status.in_(list(Status)),
            ~exists().where(deal.c.id == last.c.deal_id),
        ),
    )
    following = standing.alias("following")
    next_one = and_(
        following.c.deal_id == standing.c.deal_id, following.c.number == standing.c.number + 1
    )
    yield (
        "deal {id} stood in two ways at once, or in none",
        select(standing.c.deal_id.label("id"), literal("").label("name"))
        .select_from(standing.outerjoin(following, next_one))
        .where(
            or_(
                standing.c.until_on.is_distinct_from(following.c.from_on),
                standing.c.until_on < standing.c.from_on,
            )
        )
        .distinct(),
    )


def _the_rest() -> Iterator[Rule]:
    def stages(*conditions: ColumnElement[bool]) -> Select[Any]:
        return _of(stage, stage.c.name, *conditions)

    yield (
        "stage {id} ({name}) has a probability that is not 0 to 100",
        stages(~stage.c.probability.between(0, 100)),
    )
    unknown = [
        stage.c.kind.not_in(list(StageKind)),
        stage.c.rule.not_in(list(StageRule)),
        stage.c.stale_after < 0,
    ]
    yield "stage {id} ({name}) has a kind, rule or limit that does not exist", stages(or_(*unknown))
    in_it = stage.c.pipeline_id == pipeline.c.id
    to_sell = and_(in_it, stage.c.removed_on.is_(None), stage.c.kind == StageKind.OPEN)
    yield (
        "pipeline {id} ({name}) has no stages",
        _of(pipeline, pipeline.c.name, ~exists().where(in_it)),
    )
    yield (
        "pipeline {id} ({name}) has no stage for open deals",
        _of(
            pipeline,
            pipeline.c.name,
            pipeline.c.removed_on.is_(None),
            exists().where(in_it),
            ~exists().where(to_sell),
        ),
    )
    yield (
        "stage {id} ({name}) is in a pipeline that was removed",
        stages(stage.c.removed_on.is_(None)).join(
            pipeline, and_(in_it, pipeline.c.removed_on.is_not(None))
        ),
    )
    for table, name in ((note, note.c.author), (follow_up, follow_up.c.subject)):
        nothing = [table.c[key].is_(None) for key in ("deal_id", "contact_id", "company_id")]
        thing = table.name.replace("_", "-")
        yield f"{thing} {{id}} ({{name}}) belongs to nothing", _of(table, name, *nothing)
    yield (
        "follow-up {id} ({name}) has a priority that does not exist",
        _of(follow_up, follow_up.c.subject, follow_up.c.priority.not_in(list(Priority))),
    )


def _journal() -> Iterator[Rule]:
    def steps(*conditions: ColumnElement[bool]) -> Select[Any]:
        return _of(step, step.c.title, *conditions)

    yield (
        "step {id} of the history ({name}) changed nothing",
        steps(step.c.kind != StepKind.LEAVE, ~exists().where(change.c.step_id == step.c.id)),
    )
    yield (
        "step {id} of the history ({name}) is of a kind that does not exist",
        steps(step.c.kind.not_in(list(StepKind))),
    )
    takes_back = step.c.kind != StepKind.DO
    yield (
        "step {id} of the history ({name}) does not say what it takes back",
        steps(takes_back, step.c.reverses.is_(None)),
    )
    for table in JOURNALED.values():
        thing = table.name.replace("_", " ")
        last = (
            select(func.max(change.c.id))
            .where(change.c.table == table.name)
            .group_by(change.c.row_id)
        ).scalar_subquery()
        kept = select(change.c.row_id).where(change.c.id.in_(last), change.c.after.is_not(None))
        yield (
            f"{thing} {{id}} is there, but the history does not know it",
            _of(table, literal(""), table.c.id.not_in(kept)),
        )
        kept_ids = kept.subquery()
        missing = select(kept_ids.c.row_id.label("id"), literal("").label("name"))
        yield (
            f"{thing} {{id}} is gone, but the history does not know of it",
            missing.where(~exists().where(table.c.id == kept_ids.c.row_id)),
        )
