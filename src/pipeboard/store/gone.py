"""What became of rows that are not there any more, as the journal tells it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from pipeboard.domain.changes import StepKind
from pipeboard.domain.merging import MERGED
from pipeboard.errors import NotFound
from pipeboard.store.batching import batches
from pipeboard.store.schema import change, step
from pipeboard.store.schema import pipeline as pipelines
from pipeboard.store.schema import stage as stages

_later = change.alias()
_NO_STAGE = "that stage is gone: somebody removed it; pick another"


def deal(connection: Connection, deal_id: int) -> NotFound:
    """The error of a deal that is not there: its title and who deleted it, where that is known.

    Of one that was merged into another, which that was.
    """
    touched = select(change.c.step_id).where(change.c.deal_id == deal_id)
    found = _removal(connection, "deal", deal_id, change.c.step_id.in_(touched))
    if found is None:
        return NotFound(f"there is no deal {deal_id}; it may have been deleted")
    title = found["before"]["title"]
    if found["deal_id"] != deal_id and found["kind"] in (StepKind.DO, StepKind.REDO):
        return NotFound(f"{title} was merged into deal {found['deal_id']} by {found['actor']}")
    return _told(found, title)


def gone_again(
    connection: Connection, step_id: int, deals: Mapping[int, int]
) -> tuple[int, str, str] | None:
    """A deal that a later step than the one by which it went has to do with: its id, and the title
    and the actor of that step. Later steps of which one took back the other are none.

    ``deals`` has the deals with those into which they were merged, or themselves.
    """
    query = (
        select(change.c.row_id, step.c.id, step.c.reverses, step.c.title, step.c.actor)
        .join(step, step.c.id == change.c.step_id)
        .where(change.c.table == "deal", change.c.step_id > step_id)
        .order_by(change.c.id.desc())
    )
    for part in batches(deals):
        under = {*part, *(deals[deal_id] for deal_id in part)}
        over: set[tuple[int, int]] = set()
        for deal_id, later, reverses, title, actor in connection.execute(
            query.where(change.c.row_id.in_(part), change.c.deal_id.in_(sorted(under)))
        ):
            if (deal_id, later) in over:
                continue
            if reverses is None or reverses <= step_id:
                return deal_id, title, actor
            over |= {(deal_id, later), (deal_id, reverses)}
    return None


def merged_into(connection: Connection, deal_ids: Sequence[int]) -> tuple[str, str] | None:
    """The title of a deal that is gone as it was merged into one of these, and who did that."""
    other = _later.c
    later = select(other.id).where(
        other.deal_id.in_((change.c.row_id, change.c.deal_id)),
        other.table == "deal",
        other.row_id == change.c.row_id,
        other.id > change.c.id,
    )
    query = (
        select(change.c.before, step.c.actor)
        .join(step, step.c.id == change.c.step_id)
        .where(
            change.c.table == "deal",
            change.c.row_id != change.c.deal_id,
            change.c.after.is_(None),
            ~later.exists(),
        )
        .limit(1)
    )
    for part in batches(deal_ids):
        found = connection.execute(query.where(change.c.deal_id.in_(part))).first()
        if found is not None:
            return found.before["title"], found.actor
    return None


def party(connection: Connection, table: str, row_id: int) -> NotFound:
    """The error of a ``contact`` or ``company`` that is not there: its name and who deleted it.

    Of one that was merged into another, which that was.
    """
    found = _removal(connection, table, row_id)
    if found is None:
        return NotFound(f"there is no {table} {row_id}; it may have been deleted")
    name = found["before"]["name"]
    if found["kind"] in (StepKind.DO, StepKind.REDO) and MERGED in found["title"]:
        return NotFound(f"{name} is gone since '{found['title']}', by {found['actor']}")
    return _told(found, name)


def follow_up(connection: Connection, follow_up_id: int) -> NotFound:
    """The error of a follow-up that is not there; of its deal, where that went with it."""
    found = _removal(connection, "follow_up", follow_up_id)
    if found is None:
        return NotFound(f"there is no follow-up {follow_up_id}; it may have been deleted")
    if found["deal_id"] is not None:
        its_deal = _removal(
            connection, "deal", found["deal_id"], change.c.step_id == found["step_id"]
        )
        if its_deal is not None:
            return _told(its_deal, its_deal["before"]["title"])
    name, subject = found["before"]["type"], found["before"]["subject"]
    return _told(found, name if subject.casefold() == name else f"{name} {subject}")


def stage(connection: Connection, stage_id: int) -> NotFound:
    """The error of a stage that is not there: who removed it, and where its deals went."""
    query = select(stages.c.name, stages.c.successor_id).where(stages.c.id == stage_id)
    row = connection.execute(query).first()
    if row is None:
        found = _removal(connection, "stage", stage_id)
        return _told(found, found["before"]["name"]) if found else NotFound(_NO_STAGE)
    query = select(stages.c.name).where(stages.c.id == row.successor_id)
    successor = connection.execute(query).scalar()
    went = f"; its deals went to {successor}" if successor else ""
    return NotFound(f"{_marked(connection, 'stage', stage_id, row.name)}{went}")


def pipeline(connection: Connection, pipeline_id: int) -> NotFound:
    """The error of a pipeline that is not there: its name and who removed it."""
    query = select(pipelines.c.name).where(pipelines.c.id == pipeline_id)
    name = connection.execute(query).scalar()
    if name is not None:
        return NotFound(_marked(connection, "pipeline", pipeline_id, name))
    found = _removal(connection, "pipeline", pipeline_id)
    if found is None:
        return NotFound(f"there is no pipeline {pipeline_id}; somebody removed it")
    return _told(found, found["before"]["name"])


def _marked(connection: Connection, table: str, row_id: int, name: str) -> str:
    """The sentence on a row that stays, marked as removed."""
    query = (
        select(change.c.after, step.c.actor)
        .join(step, step.c.id == change.c.step_id)
        .where(change.c.table == table, change.c.row_id == row_id)
        .order_by(change.c.id.desc())
    )
    for after, actor in connection.execute(query):
        if after and after.get("removed_on"):
            return f"the {table} {name} was removed by {actor}"
    return f"the {table} {name} was removed"


def _removal(connection: Connection, table: str, row_id: int, *more: Any) -> RowMapping | None:
    """The change by which a row went last, with its step."""
    query = (
        select(
            *(change.c.step_id, change.c.deal_id, change.c.before),
            *(step.c.actor, step.c.kind, step.c.title),
        )
        .join(step, step.c.id == change.c.step_id)
        .where(change.c.table == table, change.c.row_id == row_id, change.c.after.is_(None), *more)
        .order_by(change.c.id.desc())
        .limit(1)
    )
    return connection.execute(query).mappings().first()


def _told(found: RowMapping, name: str) -> NotFound:
    if found["kind"] in (StepKind.UNDO, StepKind.REVERT):
        return NotFound(f"{name} is gone: {found['actor']} took back adding it")
    return NotFound(f"{name} was deleted by {found['actor']}")
