"""Reading the journal: steps, their changes, and what to undo or redo next."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, func, select

from pipeboard.domain.changes import Change, Step, StepKind
from pipeboard.store.deals import batches
from pipeboard.store.journal import decode
from pipeboard.store.schema import change, step

_CHUNK = 100


def _steps(connection: Connection, query: Select[Any]) -> list[Step]:
    return [
        Step(**{**row, "kind": StepKind(row["kind"])})
        for row in connection.execute(query).mappings()
    ]


def get(connection: Connection, step_id: int) -> Step | None:
    """The step with an id."""
    found = _steps(connection, select(step).where(step.c.id == step_id))
    return found[0] if found else None


def last_id(connection: Connection) -> int:
    """The id of the newest step, 0 when there is none."""
    return connection.execute(select(func.max(step.c.id))).scalar() or 0


def since(connection: Connection, seen: int) -> list[Step]:
    """The steps after the one with id ``seen``, oldest first."""
    return _steps(connection, select(step).where(step.c.id > seen).order_by(step.c.id))


def recent(
    connection: Connection, *, before: int | None, limit: int, actor: str | None
) -> list[Step]:
    """Steps newest first, those older than ``before`` and of one actor when given."""
    query = select(step).order_by(step.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(step.c.id < before)
    if actor is not None:
        query = query.where(step.c.actor == actor)
    return _steps(connection, query)


def of_deal(
    connection: Connection, deal_id: int, limit: int, actor: str | None = None
) -> list[Step]:
    """The steps that touched a deal, newest first; those of one actor when given."""
    ids = select(change.c.step_id).where(change.c.deal_id == deal_id).distinct()
    query = select(step).where(step.c.id.in_(ids)).order_by(step.c.id.desc()).limit(limit)
    if actor is not None:
        query = query.where(step.c.actor == actor)
    return _steps(connection, query)


def changes(
    connection: Connection, step_ids: Iterable[int], deal_id: int | None = None
) -> dict[int, list[Change]]:
    """The changes of each step in the order they were made; those of one deal when given."""
    found: dict[int, list[Change]] = defaultdict(list)
    for part in batches(step_ids):
        query = select(change).where(change.c.step_id.in_(part)).order_by(change.c.id)
        if deal_id is not None:
            query = query.where(change.c.deal_id == deal_id)
        for row in connection.execute(query).mappings():
            found[row["step_id"]].append(
                Change(
                    row["table"],
                    row["row_id"],
                    decode(row["table"], row["before"]),
                    decode(row["table"], row["after"]),
                    row["deal_id"],
                )
            )
    return found


def next_undo(connection: Connection, actor: str) -> Step | None:
    """The step that the actor's undo takes back: their newest that is in force."""
    dead: set[int] = set()
    for found in _newest_first(connection, actor):
        if found.id in dead:
            continue
        if found.kind is not StepKind.UNDO:
            return found
        if found.reverses is not None:
            dead.add(found.reverses)
    return None


def next_redo(connection: Connection, actor: str) -> Step | None:
    """The undo that the actor's redo takes back; None once they did something else after it."""
    dead: set[int] = set()
    for found in _newest_first(connection, actor):
        if found.id in dead:
            continue
        if found.kind is StepKind.UNDO:
            return found
        if found.kind is not StepKind.REDO:
            return None
        if found.reverses is not None:
            dead.add(found.reverses)
    return None


def _newest_first(connection: Connection, actor: str) -> Iterator[Step]:
    before: int | None = None
    while found := recent(connection, before=before, limit=_CHUNK, actor=actor):
        yield from found
        before = found[-1].id
